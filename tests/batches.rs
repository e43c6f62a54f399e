//! Sentences that were written before the words for them were: what is read once stays read.
//!
//! Each file is a batch of `tests/batches`, with the share of it that must come out right. The
//! figures from before any tuning are in `docs/understanding.md`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that meets something else fails there"
)]

use std::path::{Path, PathBuf};

use finops_bot::domain::catalog::{Catalog, ProviderId};
use finops_bot::domain::fault::DataFile;
use finops_bot::domain::learner::{Finops, LearnerProfile, Team};
use finops_bot::domain::recommender::{First, Recommendation, advise};
use finops_bot::domain::roles::{RoleBook, expected};
use serde_json::Value;

/// Lines of each batch that must come out right, of all its lines.
const FLOORS: [(&str, usize); 25] = [
    ("batch-01", 45),
    ("batch-02", 38),
    ("batch-03", 45),
    ("batch-04", 36),
    ("batch-05", 41),
    ("batch-06", 43),
    ("batch-07", 44),
    ("batch-08", 38),
    ("batch-09", 42),
    ("batch-10", 41),
    ("batch-11", 43),
    ("batch-12", 39),
    ("batch-13", 42),
    ("batch-14", 39),
    ("batch-15", 39),
    ("batch-16", 43),
    ("batch-17", 38),
    ("batch-18", 40),
    ("lang-01", 60),
    ("lang-02", 60),
    ("lang-03", 59),
    ("lang-04", 58),
    ("titles-01", 149),
    ("titles-02", 198),
    ("titles-03", 509),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn file(name: &str) -> DataFile {
    DataFile {
        name: name.to_owned(),
        text: std::fs::read_to_string(root().join(name)).unwrap(),
    }
}

fn shipped() -> (Catalog, RoleBook) {
    let (catalog, _) = Catalog::read(&file("catalog.toml"));
    let catalog = catalog.unwrap();
    let mut files = Vec::new();
    for entry in std::fs::read_dir(root().join("roles")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name.ends_with(".toml") {
            files.push(file(&format!("roles/{name}")));
        }
    }
    let (book, faults) = RoleBook::read(&files, &catalog);
    assert_eq!(faults, []);
    (catalog, book.unwrap().on(jiff::civil::date(2026, 11, 23)))
}

fn text(line: &Value, key: &str) -> Option<String> {
    line.get(key)?.as_str().map(str::to_owned)
}

fn profile(line: &Value) -> LearnerProfile {
    let mut profile = LearnerProfile {
        role: text(line, "role"),
        about: text(line, "text"),
        goal: text(line, "goal"),
        ..LearnerProfile::default()
    };
    match text(line, "experience").as_deref() {
        Some("new") => profile.finops = Some(Finops::None),
        Some("some") => profile.finops = Some(Finops::Some),
        Some("experienced") => profile.finops = Some(Finops::Experienced),
        Some(free) => {
            let about = profile.about.unwrap_or_default();
            profile.about = Some(format!("{about}\n{free}"));
        }
        None => {}
    }
    profile.team = line
        .get("on_team")
        .and_then(Value::as_bool)
        .map(|on| if on { Team::Member } else { Team::WorkingWith });
    let clouds = line.get("clouds").and_then(Value::as_array);
    for cloud in clouds.into_iter().flatten().filter_map(Value::as_str) {
        if cloud == "none" {
            profile.cloud_basics = Some(false);
        } else {
            profile.providers.push(ProviderId::new(cloud));
        }
    }
    profile
}

/// Whether the answer is one of those that the line accepts, and none that it forbids.
fn answers(line: &Value, catalog: &Catalog, book: &RoleBook) -> (bool, bool) {
    let reading = book.read_profile(&profile(line));
    let expected = line.get("expected").expect("a label");
    let listed = |key: &str, id: &str| {
        let list = expected.get(key).and_then(Value::as_array);
        list.is_some_and(|list| list.iter().any(|one| one.as_str() == Some(id)))
    };
    let persona = expected.get("persona").and_then(Value::as_str);
    let must_ask = expected.get("ask_back").and_then(Value::as_bool);
    match advise(catalog, &reading) {
        Recommendation::Take(take) => {
            let id = take.course.id.as_str();
            let right = match persona {
                Some("finops_team") => matches!(id, "practitioner" | "professional"),
                Some(persona) => persona == id,
                None => must_ask != Some(true) && listed("course", id),
            };
            let wrong = listed("never", id)
                || id == "professional" && take.first == First::Basics
                || must_ask == Some(true)
                    && listed("never", "professional")
                    && id == "professional";
            (right, wrong)
        }
        Recommendation::Ask(_) => {
            let right = persona.map_or(must_ask != Some(false), |persona| persona == "none");
            (right, false)
        }
    }
}

#[test]
fn what_was_read_once_stays_read() {
    let (catalog, book) = shipped();
    for (name, floor) in FLOORS {
        let batch = file(&format!("tests/batches/{name}.jsonl"));
        let mut right = 0;
        for line in batch.text.lines() {
            let line: Value = serde_json::from_str(line).unwrap();
            let (fits, forbidden) = answers(&line, &catalog, &book);
            assert!(!forbidden, "never-do: {line}");
            right += usize::from(fits);
        }
        assert!(
            right >= floor,
            "{name}: {right} lines are right, {floor} were"
        );
    }
}

#[test]
fn everybody_is_sent_where_the_table_says() {
    let (catalog, book) = shipped();
    let table = file("roles/expected.toml");
    assert!(
        table
            .text
            .lines()
            .filter(|line| line.contains("{ "))
            .count()
            >= 150
    );
    assert_eq!(expected::faults(&table, &book, &catalog), []);
}
