//! The binary in a terminal: one answer, a whole file of answers, the check of the data
//! files and of their links, and what an edit changes.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that meets something else fails there"
)]

mod batch;
mod check;
mod diff;
mod links;

use std::process::{Command, Output};

use serde_json::Value;

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
