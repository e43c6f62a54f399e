//! Each flaw is found, named and underlined.

use super::{At, Document, closest};
use crate::domain::fault::{DataFile, Fault};

fn file(text: &str) -> DataFile {
    DataFile {
        name: "sample.toml".to_owned(),
        text: text.to_owned(),
    }
}

/// What is underlined, what is wrong and how to mend it, line by line.
fn told(file: &DataFile, faults: &[Fault]) -> Vec<String> {
    faults
        .iter()
        .map(|fault| {
            let underlined = &file.text[fault.span.clone()];
            format!("{underlined} | {} | {}", fault.what, fault.mend)
        })
        .collect()
}

fn course(text: &str) -> Vec<String> {
    let file = file(text);
    let document = Document::parse(&file);
    let root = document.root();
    for table in root.tables("course") {
        table.text("id");
        table.text_opt("name");
        table.texts("aliases");
        table.date("as_of");
        table.int("hours", 1..=200_u16);
        table.bool_or("badge", false);
        table.word_opt("kind", &[("course", 1), ("certification", 2)]);
        table.finish();
    }
    root.finish();
    told(&file, &document.into_faults())
}

#[test]
fn values_come_with_their_place() {
    let file =
        file("[[course]]\nid = \"x\"\naliases = ['é', 'b']\n[source.b]\nn='1'\n[source.a]\nn='2'");
    let document = Document::parse(&file);
    let root = document.root();
    let table = root.tables("course").remove(0);
    assert_eq!(table.text("id"), Some(At::new("x".to_owned(), 16..19)));
    assert_eq!(table.texts("aliases")[1], At::new("b".to_owned(), 37..40));
    assert_eq!(&file.text[table.span()], "[[course]]");
    table.finish();
    let names: Vec<String> = root
        .named_tables("source")
        .into_iter()
        .map(|(name, _)| name.value)
        .collect();
    assert_eq!(names, ["b", "a"]);
    root.finish();
    assert_eq!(document.into_faults(), []);
}

#[test]
fn every_flaw_of_a_table_is_told() {
    let faults = course(
        "corse = 1\n[[course]]\nid = \"\"\nnmae = 'a'\nhours = 300\nbadge = 'yes'\naliases = ['a', 3]\nkind = 'curse'\nas_of = \"2021-11-18\"\n",
    );
    assert_eq!(
        faults,
        [
            "corse | The key `corse` is unknown here. | Did you mean `course`?",
            "\"\" | This text is empty. | Write the text, or remove the key: what is unknown is left out.",
            "nmae | The key `nmae` is unknown here. | Did you mean `name`?",
            "300 | 300 is out of range. | Write a number from 1 to 200, or remove the key: what is unknown is left out.",
            "'yes' | This is a text, which does not fit here. | Write true or false, without quotes.",
            "3 | This is a whole number, which does not fit here. | Write a text in double quotes.",
            "'curse' | `curse` is not known here. | Did you mean `course`?",
            "\"2021-11-18\" | This is a text, which does not fit here. | Write a day without quotes, such as 2021-11-18.",
        ]
    );
}

#[test]
fn what_is_missing_underlines_the_header() {
    assert_eq!(
        course("[[course]]\nid = 'x'\nas_of = 2021-11-18\n"),
        ["[[course]] | `hours` is missing. | Add `hours = …` here."]
    );
}

#[test]
fn a_wrong_value_does_not_hide_other_faults() {
    let faults = course("[[course]]\nid = x\nas_of = 2021-02-30\nhours = 5\nbadg = true\n");
    assert_eq!(faults.len(), 3, "{faults:#?}");
    assert!(
        faults[0].starts_with("x | This cannot be read"),
        "{faults:#?}"
    );
    assert!(
        faults[1].starts_with("2021-02-30 | This cannot be read"),
        "{faults:#?}"
    );
    assert!(faults[2].starts_with("badg | "), "{faults:#?}");
}

#[test]
fn lost_text_is_not_called_missing() {
    let faults = course("[[course]]\nid 'x'\n[[course\n");
    assert!(!faults.is_empty());
    assert!(
        !faults.iter().any(|fault| fault.contains("missing.")),
        "{faults:#?}"
    );
}

#[test]
fn a_key_given_twice_is_one_fault() {
    let faults = course("[[course]]\nid = 'x'\nid = 'y'\nhours = 1\nas_of = 2021-11-18\n");
    assert_eq!(faults.len(), 1, "{faults:#?}");
    assert!(faults[0].contains("duplicate key"), "{faults:#?}");
}

#[test]
fn a_misspelt_word_finds_its_neighbour() {
    assert_eq!(
        closest("pracitioner", ["professional", "practitioner"]),
        Some("practitioner")
    );
    assert_eq!(closest("is", ["as_of", "source"]), None);
}
