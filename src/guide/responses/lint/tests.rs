use super::*;

const NEEDED: &[Needs] = &[
    Needs::new("lead-on-team", &["course", "link"], 1500),
    Needs::new("heading-why", &[], 256),
    Needs::new("access", &["months"], 200),
    Needs::new("price-exam", &[], 200),
];
const ENGLISH: &str = "
lead-on-team = { $course } <{ $link }>
heading-why = Why
access = { $months } months
price-exam = exam
";

fn language(tag: &str, text: &str) -> LanguageFiles {
    LanguageFiles {
        locale: Locale::new(tag),
        files: vec![DataFile {
            name: format!("responses/{tag}/all.ftl"),
            text: text.to_owned(),
        }],
    }
}

fn told(languages: &[LanguageFiles]) -> Vec<Fault> {
    faults(languages, NEEDED, &|link| {
        link.starts_with("https://finops.org/")
    })
}

/// English with one text written anew, or with one text more.
fn english(line: &str) -> Vec<Fault> {
    let key = line.split(" =").next().unwrap();
    let others = ENGLISH
        .lines()
        .filter(|other| !other.starts_with(&format!("{key} =")));
    let text = others.chain([line]).collect::<Vec<_>>().join("\n");
    told(&[language("en-US", &text)])
}

/// A translation of all texts, one of them written in this way.
fn german(line: &str) -> Vec<Fault> {
    let key = line.split(" =").next().unwrap();
    let others = ENGLISH
        .lines()
        .filter(|other| !other.starts_with(&format!("{key} =")));
    let text = others.chain([line]).collect::<Vec<_>>().join("\n");
    told(&[language("en-US", ENGLISH), language("de", &text)])
}

#[track_caller]
fn check(faults: &[Fault], expected: &[&str]) {
    let what: Vec<&str> = faults.iter().map(|fault| fault.what.as_str()).collect();
    assert_eq!(what, expected);
    assert!(
        faults.iter().all(|fault| !fault.span.is_empty()),
        "{faults:?}"
    );
}

#[test]
fn texts_without_a_flaw_are_passed() {
    check(&told(&[language("en-US", ENGLISH)]), &[]);
    check(&german("heading-why = Warum"), &[]);
}

#[test]
fn references_must_lead_somewhere() {
    check(
        &english("heading-why = { other-key }"),
        &["there is no text `other-key` in this language"],
    );
    check(
        &english("heading-why = { -term }"),
        &["there is no text `-term` in this language"],
    );
    check(
        &english("heading-why = { access.short } { price-exam }"),
        &["there is no text `access.short` in this language"],
    );
    check(
        &english("heading-why = { SHOUT($months) }"),
        &[
            "`heading-why` has the placeholder `$months`, which nothing fills",
            "there is no function `SHOUT`",
        ],
    );
    // What another text is made of is used.
    check(&english("heading-why = { own }\nown = Why"), &[]);
    check(&english("-brand = FinOps\nheading-why = { -brand }"), &[]);
    // English does not step in within a text.
    let english = format!("{ENGLISH}\nheading-why = {{ own }}\nown = Why");
    let german = ENGLISH.replace("= Why", "= { own }");
    let faults = told(&[language("en-US", &english), language("de", &german)]);
    check(&faults, &["there is no text `own` in this language"]);
}

#[test]
fn circles_are_told_once() {
    let faults = english("heading-why = { one }\none = { two }\ntwo = { one }");
    check(&faults, &["`one` is made of itself"]);
    check(
        &english("heading-why = { heading-why }"),
        &["`heading-why` is made of itself"],
    );
}

#[test]
fn placeholders_of_references_count() {
    check(
        &english("heading-why = { access }"),
        &["`heading-why` has the placeholder `$months`, which nothing fills"],
    );
    check(
        &english("-m = { $months }\nheading-why = { -m }"),
        &["`-m` has the placeholder `$months`, which nothing fills here"],
    );
    check(
        &english("-m = { $months }\nheading-why = { -m(months: \"3\") }"),
        &[],
    );
    let long = format!(
        "-m = {}\nheading-why = {{ -m }}{{ -m }}{{ -m }}",
        "m".repeat(99)
    );
    check(
        &english(&long),
        &["`heading-why` may become 297 UTF-16 units long; Discord shows at most 256 there"],
    );
    let many = format!("heading-why = Why{}", "{\"\"}".repeat(101));
    check(
        &english(&many),
        &["`heading-why` has more than 100 placeholders"],
    );
}

#[test]
fn a_lead_shows_course_and_link_in_every_form() {
    check(
        &english("lead-on-team = For you: <{ $link }>"),
        &["`lead-on-team` does not always show `{ $course }`, and it must"],
    );
    let forms = "lead-on-team = { $course } { $course ->\n    [one] <{ $link }>\n   *[other] x\n}";
    check(
        &english(forms),
        &["`lead-on-team` does not always show `{ $link }`, and it must"],
    );
}

#[test]
fn a_translation_uses_what_its_original_uses() {
    check(
        &german("access = Drei Monate"),
        &["`access` leaves out `{ $months }`, which its English original uses"],
    );
    // To choose a form by it is to use it.
    check(
        &german("access = { $months ->\n    [one] ein Monat\n   *[other] Monate\n}"),
        &[],
    );
}

#[test]
fn a_text_is_never_empty() {
    for empty in [
        "{\"\"}",
        "{\" \"}",
        "{\"\\u200B\"}",
        "{ $x ->\n    [a] a\n   *[b] {\"\"}\n}",
    ] {
        let faults = english(&format!("heading-why = {empty}"));
        let what = "`heading-why` may come out empty";
        assert!(
            faults.iter().any(|fault| fault.what == what),
            "{empty}: {faults:?}"
        );
    }
    check(
        &english("access = { $months }{ $months ->\n    [one] {\"\"}\n   *[other] s\n}"),
        &[],
    );
}

#[test]
fn links_lead_only_where_the_catalogue_allows() {
    check(&english("heading-why = See https://finops.org/why."), &[]);
    check(&english("heading-why = [Why](https://finops.org/why)"), &[]);
    for (text, link) in [
        ("<https://finopsschool.com/>", "https://finopsschool.com/"),
        ("[Why](http://finops.org/)", "http://finops.org/"),
        ("https{\"://evil.org/\"}", "https://evil.org/"),
        ("https://{ price-exam }/x", "https://…/x"),
    ] {
        let what =
            format!("`heading-why` has the link `{link}`, which the catalogue does not allow");
        check(&english(&format!("heading-why = {text}")), &[&what]);
    }
}

#[test]
fn nobody_is_called() {
    check(
        &english("heading-why = @here"),
        &["`heading-why` calls `@here`"],
    );
    check(
        &english("heading-why = {\"@every\"}one"),
        &["`heading-why` calls `@everyone`"],
    );
}

#[test]
fn a_missing_text_names_the_file_where_it_belongs() {
    let file = |name: &str, text: &str| DataFile {
        name: format!("responses/{name}"),
        text: text.to_owned(),
    };
    let english = LanguageFiles {
        locale: Locale::english(),
        files: vec![
            file(
                "en-US/facts.ftl",
                "access = { $months }\nprice-course = x\n",
            ),
            file(
                "en-US/recommend.ftl",
                "lead-on-team = { $course } { $link }\nheading-why = x\n",
            ),
        ],
    };
    let german = LanguageFiles {
        locale: Locale::new("de"),
        files: vec![file("de/facts.ftl", "access = { $months }\n")],
    };
    let faults = told(&[english, german]);
    let missing: Vec<(&str, &str)> = faults
        .iter()
        .filter(|fault| fault.what.ends_with("is missing"))
        .map(|fault| (fault.file.as_str(), fault.what.as_str()))
        .collect();
    assert_eq!(
        missing,
        [
            (
                "responses/en-US/facts.ftl",
                "the text `price-exam` is missing"
            ),
            ("responses/de", "the text `lead-on-team` is missing"),
            ("responses/de", "the text `heading-why` is missing"),
            ("responses/de", "the text `price-exam` is missing"),
        ]
    );
}

#[test]
fn a_key_is_found_in_its_language_or_in_english() {
    let languages = [
        language("en-US", ENGLISH),
        language("de", "access = { $months }"),
    ];
    let found = locate(&languages, &Locale::new("de"), "access");
    assert_eq!(found, Some(("responses/de/all.ftl".to_owned(), 0..6)));
    let found = locate(&languages, &Locale::new("de"), "heading-why");
    assert_eq!(found.unwrap().0, "responses/en-US/all.ftl");
    assert_eq!(locate(&languages, &Locale::english(), "nothing"), None);
}
