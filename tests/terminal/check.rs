//! `check`: exit codes, and the same faults for people and for editors.

use std::fs;

use serde_json::Value;

use crate::{printed, run, text};

#[test]
fn the_shipped_files_pass_the_check() {
    let output = run(&["check"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stdout));
    assert_eq!(text(&output.stderr), "");
    let json = printed(&["check", "--format", "json", "--today", "2026-11-23"]);
    let faults: Value = serde_json::from_str(&json).unwrap();
    assert!(
        faults
            .as_array()
            .unwrap()
            .iter()
            .all(|fault| fault["severity"] == "warning")
    );
}

#[test]
fn faults_are_exit_code_1_each_with_its_place_and_its_mending() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("own.toml");
    let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/catalog.toml");
    let shipped = fs::read_to_string(shipped).unwrap();
    let broken = shipped.replacen("colour = \"#00b693\"", "color = \"#00b693\"", 1);
    assert_ne!(broken, shipped);
    fs::write(&file, broken).unwrap();
    let path = file.to_str().unwrap();
    let output = run(&["check", "--catalog", path]);
    assert_eq!(output.status.code(), Some(1));
    let report = text(&output.stdout);
    assert!(report.contains("color"), "{report}");
    assert!(
        !report.contains('\u{1b}'),
        "no colours where nobody sees them"
    );
    let output = run(&["check", "--catalog", path, "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let faults: Value = serde_json::from_slice(&output.stdout).unwrap();
    let fault = faults
        .as_array()
        .unwrap()
        .iter()
        .find(|fault| fault["what"].as_str().unwrap().contains("color"));
    let fault = fault.unwrap();
    assert_eq!(fault["file"], "catalog.toml");
    assert_eq!(fault["severity"], "error");
    let line = shipped
        .lines()
        .position(|line| line.starts_with("colour = \"#00b693\""));
    assert_eq!(fault["line"], line.unwrap() + 1);
    assert_eq!(fault["column"], 1);
    assert!(fault["mend"].as_str().unwrap().contains("colour"));
}

#[test]
fn files_that_cannot_be_read_are_exit_code_2() {
    for flag in ["--catalog", "--roles", "--responses"] {
        let output = run(&["check", flag, "/nowhere/at/all"]);
        assert_eq!(output.status.code(), Some(2), "{flag}");
        let words = text(&output.stderr);
        assert!(
            words.starts_with("finops-bot: cannot read /nowhere/at/all"),
            "{words}"
        );
        assert_eq!(words.lines().count(), 1, "{words}");
    }
}

#[test]
fn warnings_do_not_fail_the_check() {
    let json = printed(&["check", "--format", "json", "--today", "2040-01-01"]);
    let faults: Value = serde_json::from_str(&json).unwrap();
    let faults = faults.as_array().unwrap();
    assert!(!faults.is_empty());
    assert!(faults.iter().all(|fault| fault["severity"] == "warning"));
}
