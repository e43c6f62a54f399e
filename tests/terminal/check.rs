//! `check`: exit codes, and the same faults for people and for editors.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::{finops_bot, printed, run, text};

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
    assert_eq!(fault["file"], path, "the file is named as it was given");
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

/// A copy of the shipped data files, to be broken.
struct Copy {
    folder: tempfile::TempDir,
}

impl Copy {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let shipped = Path::new(env!("CARGO_MANIFEST_DIR"));
        fs::copy(
            shipped.join("catalog.toml"),
            folder.path().join("catalog.toml"),
        )
        .unwrap();
        for data in ["roles", "responses/en-US"] {
            let own = folder.path().join(data);
            fs::create_dir_all(&own).unwrap();
            for entry in fs::read_dir(shipped.join(data)).unwrap() {
                let entry = entry.unwrap();
                if entry.path().is_dir() {
                    continue;
                }
                fs::copy(entry.path(), own.join(entry.file_name())).unwrap();
            }
        }
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn edit(&self, name: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(name)).unwrap();
        assert!(text.contains(from), "{from}");
        fs::write(self.path(name), text.replace(from, to)).unwrap();
    }

    fn command(&self, command: &str) -> Command {
        let mut command = finops_bot(&[command]);
        command
            .env("FINOPS_CATALOG", self.path("catalog.toml"))
            .env("FINOPS_ROLES", self.path("roles"))
            .env("FINOPS_RESPONSES", self.path("responses"));
        command
    }

    /// The errors that `check` tells: file without the folder, line, column and words.
    fn errors(&self) -> Vec<String> {
        let mut command = self.command("check");
        let output = command.args(["--format", "json"]).output().unwrap();
        let faults: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
        let root = format!("{}/", self.folder.path().display());
        faults
            .iter()
            .filter(|fault| fault["severity"] == "error")
            .map(|fault| {
                let file = fault["file"].as_str().unwrap();
                let file = file.strip_prefix(&root).unwrap_or(file);
                let what = fault["what"].as_str().unwrap();
                format!("{file}:{}:{}: {what}", fault["line"], fault["column"])
            })
            .collect()
    }
}

#[test]
fn the_table_and_the_english_titles_must_be_there() {
    let copy = Copy::new();
    fs::remove_file(copy.path("roles/expected.toml")).unwrap();
    let missing = "roles/expected.toml:1:1: the table of who must be sent where is missing";
    assert_eq!(copy.errors(), [missing]);
    let copy = Copy::new();
    fs::remove_file(copy.path("roles/en-US.toml")).unwrap();
    let missing = "roles/en-US.toml:1:1: there are no English titles";
    assert_eq!(copy.errors(), [missing]);
}

#[test]
fn one_slip_in_the_table_is_one_fault() {
    let copy = Copy::new();
    let table = "roles/expected.toml";
    copy.edit(table, "course = \"engineers\"", "course = \"enginers\"");
    let errors = copy.errors();
    assert_eq!(errors.len(), 1, "{errors:#?}");
    assert!(errors[0].contains("There is no course `enginers` in the catalogue; "));
    let copy = Copy::new();
    copy.edit(
        table,
        "{ about = \"network admin at a hospital\"",
        "{ abuot = \"network admin at a hospital\"",
    );
    let errors = copy.errors();
    assert_eq!(errors.len(), 1, "{errors:#?}");
    assert!(errors[0].contains("The key `abuot` is unknown here."));
}

#[test]
fn a_course_that_ends_keeps_the_table_true() {
    let retired = "is = \"retired\", replaced_by = \"practitioner\"";
    for status in ["is = \"unavailable\"", retired] {
        let copy = Copy::new();
        let text = fs::read_to_string(copy.path("catalog.toml")).unwrap();
        let at = text.find("id = \"finance\"\n").unwrap();
        let (before, after) = text.split_at(at);
        assert!(after.contains("is = \"offered\""));
        let after = after.replacen("is = \"offered\"", status, 1);
        fs::write(copy.path("catalog.toml"), format!("{before}{after}")).unwrap();
        assert_eq!(copy.errors(), [""; 0], "{status}");
    }
}

#[test]
fn what_discord_would_refuse_names_its_text() {
    let copy = Copy::new();
    let file = "responses/en-US/discord.ftl";
    copy.edit(file, "option-role = role", "option-role = Your role");
    let errors = copy.errors();
    assert_eq!(errors.len(), 1, "{errors:#?}");
    let text = fs::read_to_string(copy.path(file)).unwrap();
    let line = text
        .lines()
        .position(|line| line.starts_with("option-role"));
    let place = format!("{file}:{}:1: ", line.unwrap() + 1);
    assert!(errors[0].starts_with(&place), "{errors:#?}");
}

#[test]
fn bytes_that_are_no_utf_8_have_a_place_in_every_file() {
    for name in [
        "catalog.toml",
        "roles/de.toml",
        "roles/expected.toml",
        "responses/en-US/quiz.ftl",
    ] {
        let copy = Copy::new();
        let mut bytes = b"#\n# ".to_vec();
        bytes.push(0xfc);
        bytes.push(b'\n');
        bytes.extend(fs::read(copy.path(name)).unwrap());
        fs::write(copy.path(name), bytes).unwrap();
        assert_eq!(copy.errors(), [format!("{name}:2:3: this is no UTF-8")]);
    }
    // The mark that some editors put first is none of the text.
    let copy = Copy::new();
    for name in [
        "catalog.toml",
        "roles/de.toml",
        "roles/expected.toml",
        "responses/en-US/quiz.ftl",
    ] {
        let text = fs::read_to_string(copy.path(name)).unwrap();
        fs::write(copy.path(name), format!("\u{feff}{text}")).unwrap();
    }
    assert_eq!(copy.errors(), [""; 0]);
}

#[test]
fn the_bot_starts_with_what_the_check_accepts_and_nothing_else() {
    let copy = Copy::new();
    let file = "responses/en-US/discord.ftl";
    copy.edit(file, "option-role = role", "option-role = Your role");
    let mut command = copy.command("run");
    let output = command.env("DISCORD_TOKEN", "x").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let words = text(&output.stderr);
    let lines: Vec<&str> = words.lines().collect();
    let last = lines.last().unwrap();
    let path = copy.path(file);
    let start = format!(
        "finops-bot: faults in the data files: 1. {}:",
        path.display()
    );
    assert!(last.starts_with(&start), "{words}");
    let logged: Value =
        serde_json::from_str(lines.iter().find(|line| line.contains("a fault")).unwrap()).unwrap();
    assert_eq!(logged["fields"]["file"], path.to_str().unwrap());
    assert!(logged["fields"]["line"].as_u64().unwrap() > 1);
    assert_eq!(logged["fields"]["column"], 1);
}
