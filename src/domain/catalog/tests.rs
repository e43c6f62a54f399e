//! The shipped catalogue with one change: which fault comes out, and what is underlined.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::{Catalog, warnings};
use crate::domain::fault::DataFile;

const SHIPPED: &str = include_str!("../../../catalog.toml");

fn read(text: &str) -> (Option<Catalog>, Vec<String>) {
    let file = DataFile {
        name: "catalog.toml".to_owned(),
        text: text.to_owned(),
    };
    let (catalog, faults) = Catalog::read(&file);
    let told = faults
        .iter()
        .map(|fault| format!("{} | {}", &text[fault.span.clone()], fault.what))
        .collect();
    (catalog, told)
}

fn shipped() -> Catalog {
    let (catalog, faults) = read(SHIPPED);
    assert_eq!(faults, [""; 0]);
    catalog.unwrap()
}

/// Changes the first place that reads `from`.
#[track_caller]
fn check(from: &str, to: &str, expected: &[&str]) {
    assert!(SHIPPED.contains(from), "{from}");
    let (catalog, told) = read(&SHIPPED.replacen(from, to, 1));
    assert_eq!(told, expected);
    assert_eq!(catalog.is_some(), expected.is_empty());
}

#[test]
fn every_persona_has_one_course() {
    check(
        "[[persona]]\nid = \"engineers\"",
        "[[persona]]\nid = \"engineers\"\n[[persona]]\nid = \"security\"",
        &["\"security\" | No course is for the persona `security`."],
    );
    check(
        "persona = \"finance\"",
        "persona = \"engineers\"",
        &[
            "\"engineers\" | A second course is for the persona `engineers`.",
            "\"finance\" | No course is for the persona `finance`.",
        ],
    );
}

#[test]
fn somebody_on_a_team_has_a_course() {
    check(
        "audience = { is = \"team\"",
        "audience = { is = \"experienced-team\"",
        &[" | No course is for people on a FinOps team."],
    );
    check(
        "status = { is = \"offered\"",
        "status = { is = \"retired\"",
        &[" | No course is for people on a FinOps team."],
    );
}

#[test]
fn a_course_is_offered() {
    let (_, told) = read(&SHIPPED.replace("is = \"offered\"", "is = \"announced\""));
    assert_eq!(told, [" | No course is offered."]);
    check("is = \"offered\"", "is = \"announced\"", &[]);
}

#[test]
fn replacements_lead_somewhere() {
    // The second course, and the third, are retired for each other.
    let parts: Vec<&str> = SHIPPED.splitn(4, "is = \"offered\"").collect();
    let text = format!(
        "{}is = \"offered\"{}is = \"retired\", replaced_by = \"engineers\"{}is = \"retired\", \
         replaced_by = \"professional\"{}",
        parts[0], parts[1], parts[2], parts[3]
    );
    let (_, told) = read(&text);
    assert_eq!(
        told,
        [
            "\"engineers\" | Following the replacements of `professional` leads back to it.",
            "\"professional\" | Following the replacements of `engineers` leads back to it.",
        ]
    );
}

#[test]
fn a_persona_has_a_course_or_a_replacement_for_it() {
    let retired = |status: &str| {
        let parts: Vec<&str> = SHIPPED.splitn(4, "is = \"offered\"").collect();
        let text = format!(
            "{}is = \"offered\"{}is = \"offered\"{}{status}{}",
            parts[0], parts[1], parts[2], parts[3]
        );
        read(&text).1
    };
    let gone = [" | No course is for the persona `engineers`."].map(|told| {
        let id = "\"engineers\"";
        format!("{id}{told}")
    });
    assert_eq!(retired("is = \"retired\""), gone);
    let replaced = retired("is = \"retired\", replaced_by = \"practitioner\"");
    assert_eq!(replaced, Vec::<String>::new());
}

#[test]
fn names_fit_where_they_are_shown() {
    let long = "x".repeat(101);
    check(
        "is = \"FinOps for Finance\"",
        &format!("is = \"{long}\""),
        &[&format!(
            "\"{long}\" | This text has 101 characters; 100 fit."
        )],
    );
    // Each of these counts twice for Discord.
    let wide = "\u{1f4b0}".repeat(51);
    check(
        "is = \"FinOps for Finance\"",
        &format!("is = \"{wide}\""),
        &[&format!(
            "\"{wide}\" | This text has 102 characters; 100 fit."
        )],
    );
    check(
        "id = \"azure\"",
        "id = \"microsoft-azure\"",
        &["\"microsoft-azure\" | `microsoft-azure` is too long for an id."],
    );
}

#[test]
fn what_is_unknown_is_absent() {
    for key in [
        "effort = {",
        "format = {",
        "badge = {",
        "exam = {",
        "access_months = {",
    ] {
        let without: Vec<&str> = SHIPPED.lines().filter(|l| !l.starts_with(key)).collect();
        let (catalog, told) = read(&without.join("\n"));
        assert_eq!(told, [""; 0]);
        assert!(catalog.unwrap().courses[0].effort.is_none() == key.starts_with("effort"));
    }
}

#[test]
fn line_ends_and_byte_order_marks_do_not_matter() {
    assert_eq!(read(&SHIPPED.replace('\n', "\r\n")).1, [""; 0]);
    assert_eq!(read(&format!("\u{feff}{SHIPPED}")).1, [""; 0]);
    let text = format!(
        "\u{feff}{}",
        SHIPPED.replacen("id = \"aws\"", "id = \"AWS\"", 1)
    );
    assert_eq!(read(&text).1, ["\"AWS\" | `AWS` cannot be an id."]);
}

#[test]
fn an_empty_file_has_faults() {
    assert!(read("").0.is_none());
}

#[track_caller]
fn check_course(typed: &str, expected: Option<&str>) {
    let catalog = shipped();
    let found = catalog.find_course(typed).map(|course| course.id.as_str());
    assert_eq!(found, expected, "{typed}");
}

#[test]
fn a_course_is_found_by_whatever_it_is_called() {
    check_course("practitioner", Some("practitioner"));
    check_course("  FINOPS certified-Practitioner ", Some("practitioner"));
    check_course("focp", Some("practitioner"));
    check_course("F.O.C.P.", Some("practitioner"));
    check_course("Finops f\u{f6}r Engineers", Some("engineers"));
    check_course("FinOps for Engin\u{e9}ers", Some("engineers"));
    check_course("Product  Managers", Some("product"));
    check_course("\u{ff26}inance", Some("finance"));
    check_course("", None);
    check_course("…", None);
    // The look-alike with the words exchanged is another seller's.
    check_course("Certified FinOps Professional", None);
}

#[test]
fn a_provider_is_found_by_whatever_it_is_called() {
    let catalog = shipped();
    for (typed, expected) in [
        ("AWS", Some("aws")),
        ("amazon web services", Some("aws")),
        ("GCP", Some("gcp")),
        ("google-cloud", Some("gcp")),
        ("Microsoft Azure", Some("azure")),
        ("none", None),
        ("", None),
    ] {
        let found = catalog.find_provider(typed).map(|found| found.id.as_str());
        assert_eq!(found, expected, "{typed}");
    }
}

#[track_caller]
fn check_suggested(typed: &str, limit: usize, expected: &[&str]) {
    let catalog = shipped();
    let found: Vec<&str> = catalog
        .suggest_courses(typed, limit)
        .into_iter()
        .map(|course| course.id.as_str())
        .collect();
    assert_eq!(found, expected, "{typed}");
}

#[test]
fn suggestions_begin_with_the_likeliest() {
    check_suggested("", 3, &["practitioner", "professional", "engineers"]);
    check_suggested("", 0, &[]);
    check_suggested("prac", 25, &["practitioner"]);
    check_suggested("pro", 25, &["professional", "product", "procurement"]);
    check_suggested("finance", 25, &["finance"]);
    check_suggested("practicioner", 25, &["practitioner"]);
    check_suggested("leader", 25, &["executives"]);
    check_suggested("zzzz", 25, &[]);
}

fn never_panics(text: &str) {
    let file = DataFile {
        name: "catalog.toml".to_owned(),
        text: text.to_owned(),
    };
    let (catalog, mut faults) = Catalog::read(&file);
    assert_eq!(
        catalog.is_none(),
        faults.iter().any(|fault| fault.is_error())
    );
    faults.extend(warnings(&file, jiff::civil::date(2030, 1, 1)));
    for fault in faults {
        assert!(text.get(fault.span.clone()).is_some(), "{fault:?}");
        assert!(
            !fault.what.is_empty() && !fault.mend.is_empty(),
            "{fault:?}"
        );
    }
}

/// Cuts a piece out of the shipped file and puts another in.
fn mutate(at: usize, length: usize, put: &str) -> String {
    let mut start = at % SHIPPED.len();
    while !SHIPPED.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = (start + length).min(SHIPPED.len());
    while !SHIPPED.is_char_boundary(end) {
        end += 1;
    }
    format!("{}{put}{}", &SHIPPED[..start], &SHIPPED[end..])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_is_read(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        never_panics(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_toml_like_text_is_read(
        text in "(\\[{1,2}(course|source|persona|provider|basic|é)(\\.x)?\\]{0,2}\n|(id|name|is|course|prices|report|allowed_hosts) ?=? ?(\"[a-zé./:]{0,9}\"|[0-9-]{1,12}|\\{ ?|\\[ ?|true| ?\\}| ?\\])?,?\n?){0,25}"
    ) {
        never_panics(&text);
    }

    #[test]
    fn any_change_of_the_shipped_file_is_read(
        at in any::<usize>(),
        length in 0usize..60,
        put in "(\\PC|[\"'{}\\[\\]=,.\n\r\u{feff}é0-9]){0,8}",
    ) {
        never_panics(&mutate(at, length, &put));
    }

    #[test]
    fn any_typed_name_is_looked_up(typed in "\\PC{0,40}") {
        static CATALOG: LazyLock<Catalog> = LazyLock::new(shipped);
        let catalog = &*CATALOG;
        let _ = (catalog.find_course(&typed), catalog.find_provider(&typed));
        prop_assert!(catalog.suggest_courses(&typed, 3).len() <= 3);
    }
}
