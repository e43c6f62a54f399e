//! A broken catalogue: every fault is found in one run, and shown where it stands.

use finops_bot::domain::catalog::{Catalog, warnings};
use finops_bot::domain::fault::{DataFile, Fault};
use finops_bot::shell::check::{Format, Verdict, report};
use jiff::civil::date;

fn broken() -> DataFile {
    DataFile {
        name: "catalog.toml".to_owned(),
        text: include_str!("fixtures/broken-catalog.toml").to_owned(),
    }
}

fn shipped() -> DataFile {
    DataFile {
        name: "catalog.toml".to_owned(),
        text: include_str!("../catalog.toml").to_owned(),
    }
}

fn written(faults: &[Fault], files: &[DataFile], format: Format) -> (Verdict, String) {
    let mut out = Vec::new();
    let verdict = report(faults, files, format, &mut out);
    (verdict, String::from_utf8_lossy(&out).into_owned())
}

#[test]
fn every_fault_is_told_in_one_run() {
    let file = broken();
    let (catalog, faults) = Catalog::read(&file);
    assert!(catalog.is_none());
    let (verdict, text) = written(&faults, &[file], Format::Plain);
    assert_eq!(verdict, Verdict::Faulty);
    assert_eq!(verdict.exit_code(), 1);
    insta::assert_snapshot!(text);
}

#[test]
fn editors_get_the_same_as_json() {
    let file = broken();
    let (_, faults) = Catalog::read(&file);
    let (_, text) = written(&faults, std::slice::from_ref(&file), Format::Json);
    let lines: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    assert_eq!(lines.len(), faults.len());
    let umlaut = lines
        .iter()
        .find(|line| line["what"] == "The key `sorce` is unknown here.");
    // 78 characters stand before it, and 81 bytes.
    insta::assert_snapshot!(serde_json::to_string_pretty(&umlaut).unwrap());
}

#[test]
fn in_a_terminal_there_are_colours() {
    let file = broken();
    let (_, faults) = Catalog::read(&file);
    let (_, text) = written(&faults, &[file], Format::Terminal);
    assert!(text.contains("\u{1b}["));
}

#[test]
fn warnings_do_not_fail() {
    let file = shipped();
    let faults = warnings(&file, date(2030, 1, 1));
    let (verdict, text) = written(&faults[..1], &[file], Format::Plain);
    assert_eq!(verdict.exit_code(), 0);
    insta::assert_snapshot!(text);
}

#[test]
fn nothing_wrong_is_said_too() {
    let (verdict, text) = written(&[], &[shipped()], Format::Plain);
    assert_eq!(
        (verdict, text.as_str()),
        (Verdict::Clean, "No faults, no warnings.\n")
    );
    let (verdict, text) = written(&[], &[shipped()], Format::Json);
    assert_eq!((verdict, text.as_str()), (Verdict::Clean, "[]\n"));
}

#[test]
fn a_fault_of_a_whole_file_names_it() {
    let fault = Fault::error("roles/de.toml", 0..0, "There are no roles.", "Add one.");
    let (_, text) = written(&[fault], &[shipped()], Format::Plain);
    insta::assert_snapshot!(text);
}
