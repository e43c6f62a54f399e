//! The binary in a terminal: one answer, a whole file of answers, and the check of the data files.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that meets something else fails there"
)]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

fn finops_bot(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_finops-bot"));
    command
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_clear();
    command
}

fn run(arguments: &[&str]) -> Output {
    finops_bot(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// What is printed; nothing else is said, and the exit code is 0.
fn printed(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert_eq!(text(&output.stderr), "", "{arguments:?}");
    assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    text(&output.stdout)
}

/// Hands these lines to `recommend --batch -`, and returns exit code and answers.
fn batch(input: &[u8]) -> (Option<i32>, Vec<Value>) {
    let mut command = finops_bot(&["recommend", "--batch", "-"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // Beside the reading, since answers come while lines are still going in.
    let writer = std::thread::spawn(move || stdin.write_all(&input).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert_eq!(text(&output.stderr), "");
    let lines = text(&output.stdout);
    let answers = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap());
    (output.status.code(), answers.collect())
}

/// The answer to one line that can be read.
fn one(line: &Value) -> Value {
    let (code, mut answers) = batch(format!("{line}\n").as_bytes());
    assert_eq!((code, answers.len()), (Some(0), 1), "{line}");
    let answer = answers.remove(0);
    assert_contract(&answer);
    answer
}

/// The fields of the contract, no more and no less, each of its type.
fn assert_contract(answer: &Value) {
    let mut fields: Vec<&str> = answer
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    fields.sort_unstable();
    let contract = [
        "alternatives",
        "ask_back",
        "course",
        "id",
        "matched_role",
        "prerequisites_first",
    ];
    assert_eq!(fields, contract);
    assert!(
        answer["alternatives"]
            .as_array()
            .unwrap()
            .iter()
            .all(Value::is_string)
    );
    assert!(answer["ask_back"].is_boolean() && answer["prerequisites_first"].is_boolean());
    assert!(answer["matched_role"].is_string() || answer["matched_role"].is_null());
    assert_eq!(
        answer["course"].is_null(),
        answer["ask_back"] == true,
        "{answer}"
    );
}

#[test]
fn a_card_is_printed_readably() {
    let card = printed(&["recommend", "--team", "joining", "--cloud", "aws"]);
    assert!(card.starts_with("FinOps Certified Practitioner fits you: "));
    for part in [
        "https://www.finops.org/training-certification/finops-certified-practitioner/",
        "\nWhy this one\n",
        "\nWhat it takes\n",
        "  You know AWS, so you are ready.",
        "\nNext step\n",
        "Facts from finops.org",
    ] {
        assert!(card.contains(part), "{part:?} not in {card}");
    }
    for mark in ["**", "<http", "`", "\u{2068}", "\u{2069}", "\u{1b}"] {
        assert!(!card.contains(mark), "{mark:?} in {card}");
    }
    assert!(!card.contains("Share in channel"));
}

#[test]
fn every_option_of_the_terminal_decides() {
    for (options, title) in [
        (
            &["--team", "member", "--experience", "experienced"][..],
            "Professional",
        ),
        (
            &["--team", "member", "--experience", "some-finops"],
            "Practitioner",
        ),
        (
            &["--team", "member", "--experience", "some"],
            "Practitioner",
        ),
        (&["--team", "supporting"], "Practitioner"),
        (
            &["--team", "hiring"],
            "Look for FinOps Certified Practitioner",
        ),
        (
            &["--team", "joining", "--cloud", "none"],
            "Cloud basics come first",
        ),
        (
            &["--team", "joining", "--experience", "new-to-cloud"],
            "Cloud basics come first",
        ),
        (
            &["--team", "joining", "--cloud", "aws,gcp"],
            "You know AWS and Google Cloud",
        ),
        (
            &["--team", "joining", "--cloud", "aws", "--cloud", "azure"],
            "You know AWS and Azure",
        ),
        (&["--role", "CFO"], "FinOps for Finance"),
        (&["CFO"], "FinOps for Finance"),
        (
            &["--role", "Product Owner", "--team", "working-with"],
            "FinOps for Product Managers",
        ),
        (&["--team", "joining", "--locale", "xx-YY"], "Practitioner"),
        (
            &["--cloud", "on-premises"],
            "I do not know a cloud called “on-premises”",
        ),
        (&[], "What do you mostly do?"),
    ] {
        let card = printed(&[&["recommend"], options].concat());
        assert!(card.contains(title), "{options:?}: {card}");
    }
}

#[test]
fn facts_past_their_review_are_left_out_on_that_day() {
    let on = |day: &str| printed(&["recommend", "--team", "joining", "--today", day]);
    assert!(on("2026-11-23").contains("USD"));
    let later = on("2030-01-01");
    assert!(!later.contains("USD"), "{later}");
    assert!(later.contains("past their review date"), "{later}");
}

#[test]
fn json_holds_the_contract_and_the_words() {
    let printed = printed(&["recommend", "--team", "joining", "--json"]);
    let answer: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(answer["course"], "practitioner");
    assert_eq!(answer["ask_back"], false);
    assert_eq!(answer["prerequisites_first"], false);
    assert!(answer["alternatives"].is_array());
    assert!(
        answer["text"]
            .as_str()
            .unwrap()
            .contains("FinOps Certified Practitioner")
    );
    let card = &answer["cards"][0];
    assert_eq!(card["title"], "FinOps Certified Practitioner");
    assert!(
        card["link"]
            .as_str()
            .unwrap()
            .starts_with("https://www.finops.org/")
    );
    assert_eq!(card["sections"][0]["heading"], "Why this one");
}

#[test]
fn flags_that_do_not_fit_are_refused_with_2() {
    for arguments in [
        &["recommend", "--team", "captain"][..],
        &["recommend", "--experience", "much"],
        &["recommend", "--today", "tomorrow"],
        &["recommend", "--batch", "-", "--role", "CFO"],
        &["recommend", "--batch", "-", "--json"],
        &["recommend", "one", "two"],
        &["sing"],
        &[],
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(text(&output.stdout), "", "{arguments:?}");
        assert_ne!(text(&output.stderr), "", "{arguments:?}");
    }
}

#[test]
fn a_batch_is_answered_line_by_line_in_order() {
    let line = |number: usize| json!({"id": format!("line {number}"), "on_team": number.is_multiple_of(2), "role": "CFO"});
    let input: String = (0..200)
        .map(|number| format!("{}\n", line(number)))
        .collect();
    let (code, answers) = batch(input.as_bytes());
    assert_eq!((code, answers.len()), (Some(0), 200));
    for (number, answer) in answers.iter().enumerate() {
        assert_contract(answer);
        assert_eq!(answer["id"], line(number)["id"]);
        let on_team = number.is_multiple_of(2);
        let course = if on_team { "practitioner" } else { "finance" };
        assert_eq!(answer["course"], course);
    }
    // The same input gives the same output, and the last line needs no end.
    assert_eq!(batch(input.trim_end().as_bytes()), (code, answers));
}

#[test]
fn each_field_of_a_line_counts() {
    for (line, course) in [
        (json!({"id": "1", "role": "CFO"}), "finance"),
        (
            json!({"id": "1", "text": "I am a cloud engineer"}),
            "engineers",
        ),
        (json!({"id": "1", "on_team": true}), "practitioner"),
        (
            json!({"id": "1", "on_team": true, "role": "CFO"}),
            "practitioner",
        ),
        (
            json!({"id": "1", "on_team": false, "role": "CFO"}),
            "finance",
        ),
        (
            json!({"id": "1", "on_team": true, "experience": "new"}),
            "practitioner",
        ),
        (
            json!({"id": "1", "on_team": true, "experience": "some"}),
            "practitioner",
        ),
        (
            json!({"id": "1", "on_team": true, "experience": "experienced"}),
            "professional",
        ),
        (
            json!({"id": "1", "experience": "I am a cloud engineer"}),
            "engineers",
        ),
    ] {
        let answer = one(&line);
        assert_eq!(answer["course"], course, "{line}");
        assert_eq!(answer["ask_back"], false, "{line}");
    }
    let basics = |clouds: Value| {
        one(&json!({"id": "1", "on_team": true, "clouds": clouds}))["prerequisites_first"] == true
    };
    assert!(basics(json!(["none"])));
    assert!(!basics(json!(["aws"])));
    assert!(!basics(json!(["azure", "gcp", "none"])));
    assert!(!basics(json!([])));
}

#[test]
fn missing_null_and_empty_fields_say_nothing() {
    let bare = one(&json!({"id": "1", "role": "CFO"}));
    for field in ["text", "experience", "on_team", "goal", "clouds"] {
        for nothing in [json!(null), json!("")] {
            let mut line = json!({"id": "1", "role": "CFO"});
            line[field] = nothing;
            assert_eq!(one(&line), bare, "{line}");
        }
    }
    let asked = one(&json!({"id": "1"}));
    assert_eq!(asked["ask_back"], true);
    for nothing in [json!(null), json!(""), json!("  ")] {
        let line = json!({"id": "1", "role": nothing, "text": nothing, "goal": nothing});
        assert_eq!(one(&line), asked, "{line}");
    }
}

#[test]
fn unknown_fields_are_ignored() {
    let bare = one(&json!({"id": "1", "role": "CFO"}));
    let more = json!({
        "id": "1", "role": "CFO", "source": "x", "stratum": 7, "expected": {"course": ["product"]},
        "course": "professional", "locale": "xx",
    });
    assert_eq!(one(&more), bare);
}

#[test]
fn ids_come_back_unchanged() {
    for id in [
        json!("a b"),
        json!(""),
        json!("\u{1F980}\n\"\\"),
        json!(17),
        json!(null),
    ] {
        assert_eq!(one(&json!({"id": id, "role": "CFO"}))["id"], id);
    }
    assert_eq!(one(&json!({"role": "CFO"}))["id"], Value::Null);
}

#[test]
fn a_line_that_cannot_be_read_is_told_and_the_others_are_answered() {
    let unreadable: [(&[u8], Value); 9] = [
        (b"no json", json!(null)),
        (b"[1, 2]", json!(null)),
        (b"\"role\"", json!(null)),
        (b"{\"id\": \"x\"", json!(null)),
        (b"{\"id\": \"x\", \"role\": \"\xff\xfe\"}", json!(null)),
        (br#"{"id": "x", "role": 7}"#, json!("x")),
        (br#"{"id": "x", "on_team": "perhaps"}"#, json!("x")),
        (br#"{"id": "x", "clouds": "aws"}"#, json!("x")),
        (br#"{"id": "x", "clouds": ["aws", 7]}"#, json!("x")),
    ];
    let good: &[u8] = br#"{"id": "good", "role": "CFO"}"#;
    for (bad, id) in unreadable {
        let (code, answers) = batch(&[good, b"\n", bad, b"\r\n", good].concat());
        let shown = String::from_utf8_lossy(bad);
        assert_eq!((code, answers.len()), (Some(1), 3), "{shown}");
        assert_eq!(answers[0]["course"], "finance", "{shown}");
        assert_eq!(answers[2], answers[0], "{shown}");
        let fields = answers[1].as_object().unwrap();
        assert_eq!(fields.len(), 2, "{shown}");
        assert_eq!(fields["id"], id, "{shown}");
        assert!(!fields["error"].as_str().unwrap().is_empty(), "{shown}");
    }
}

#[test]
fn long_texts_and_large_files_are_answered() {
    let long = json!({"id": "long", "text": "word \u{1F980} ".repeat(20_000)});
    assert_eq!(one(&long)["id"], "long");
    let (code, answers) = batch(b"");
    assert_eq!((code, answers.len()), (Some(0), 0));
}

#[test]
fn a_file_is_read_as_standard_input_is() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("people.jsonl");
    let lines = "{\"id\": 1, \"role\": \"CFO\"}\n{\"id\": 2, \"on_team\": true}\n";
    fs::write(&file, lines).unwrap();
    let answers = printed(&["recommend", "--batch", file.to_str().unwrap()]);
    let answers: Vec<Value> = answers
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!((Some(0), answers), batch(lines.as_bytes()));
}

#[test]
fn a_file_that_cannot_be_read_is_exit_code_2() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing.jsonl");
    for path in [missing.to_str().unwrap(), folder.path().to_str().unwrap()] {
        let output = run(&["recommend", "--batch", path]);
        assert_eq!(output.status.code(), Some(2), "{path}");
        assert_eq!(text(&output.stdout), "", "{path}");
        assert_eq!(text(&output.stderr).lines().count(), 1, "{path}");
    }
}

#[test]
fn each_line_is_answered_before_the_next_one_is_written() {
    let mut command = finops_bot(&["recommend", "--batch", "-"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for id in 0..5 {
        writeln!(stdin, "{}", json!({"id": id, "role": "CFO"})).unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let answer: Value = serde_json::from_str(&line).unwrap();
        assert_eq!(answer["id"], id);
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_reader_that_leaves_early_is_no_trouble() {
    let mut command = finops_bot(&["recommend", "--batch", "-"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    let lines = "{\"id\": 1, \"role\": \"CFO\"}\n".repeat(50);
    // The process may be gone before it has read everything.
    let _gone = stdin.write_all(lines.as_bytes());
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(text(&output.stderr), "");
}

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
