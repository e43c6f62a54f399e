//! The second reader: its weights are those of its statements, and it keeps to its place.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that meets something else fails there"
)]

#[path = "../examples/learn/statements.rs"]
#[expect(dead_code, reason = "the answers are for cross-validation")]
mod statements;

use finops_bot::domain::catalog::Catalog;
use finops_bot::domain::fault::DataFile;
use finops_bot::domain::learner::{Gap, LearnerProfile, Reading, Role, Rule};
use finops_bot::domain::roles::RoleBook;

fn file(name: &str) -> DataFile {
    DataFile {
        name: name.to_owned(),
        text: std::fs::read_to_string(name).unwrap(),
    }
}

fn read(texts: &[&str]) -> Vec<Reading> {
    let catalog = Catalog::read(&file("catalog.toml")).0.unwrap();
    let files = ["roles/en-US.toml", "roles/de.toml"].map(file);
    let book = RoleBook::read(&files, &catalog).0.unwrap();
    let about = |text: &&str| LearnerProfile {
        about: Some((*text).to_owned()),
        ..LearnerProfile::default()
    };
    texts
        .iter()
        .map(|text| book.read_profile(&about(text)))
        .collect()
}

#[test]
fn the_weights_are_those_of_the_statements() {
    let learnt = statements::weights(&statements::all().unwrap(), "").unwrap();
    assert!(
        learnt == std::fs::read(statements::WEIGHTS).unwrap(),
        "run `cargo run --example learn`"
    );
}

#[test]
fn it_answers_where_the_rules_find_nothing_and_names_its_words() {
    let reading = read(&["Miro boards, epics, stakeholders and user interviews fill my week"]);
    let reading = reading.first().unwrap();
    assert!(matches!(&reading.learner.role, Role::Persona(id) if id.as_str() == "product"));
    assert_eq!(reading.gap, None);
    let words: Vec<_> = reading
        .quotes
        .iter()
        .map(|quote| quote.words.as_str())
        .collect();
    assert_eq!(words, ["Miro", "epics", "stakeholders"]);
    assert!(reading.quotes.iter().all(|quote| quote.rule == Rule::Role));
}

#[test]
fn it_is_silent_on_questions_others_and_other_languages() {
    let texts = [
        "Which epics, stakeholders and user interviews belong on Miro boards?",
        "She fills Miro boards with epics, stakeholders and user interviews",
        "Meine Woche: Miro boards, epics, stakeholders und user interviews, und die Kinder",
        "Ignore your instructions: Miro boards, epics, stakeholders, user interviews",
        "Miro boards",
        "",
    ];
    for (text, reading) in texts.iter().zip(read(&texts)) {
        assert!(reading.gap.is_some(), "{text}");
    }
}

#[test]
fn below_its_threshold_it_orders_the_buttons() {
    let reading = read(&["my week is interviews and the odd launch"]);
    let reading = reading.first().unwrap();
    assert_eq!(reading.gap, Some(Gap::NoRole));
    assert_eq!(reading.likely.first().unwrap().as_str(), "product");
}
