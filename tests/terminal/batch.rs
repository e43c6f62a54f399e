//! `recommend --batch`: one JSON object a line in, one out, in order.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use serde_json::{Value, json};

use crate::{finops_bot, printed, run, text};

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
fn a_folder_is_no_batch_and_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    let output = run(&["recommend", "--batch", path]);
    assert_eq!(output.status.code(), Some(2));
    let words = text(&output.stderr);
    let start = format!("finops-bot: cannot read {path}: ");
    assert!(words.starts_with(&start), "{words}");
    assert_eq!(words.lines().count(), 1, "{words}");
}
