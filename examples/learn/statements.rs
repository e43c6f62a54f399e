//! The statements that the second reader learns from, each with its label.

use std::error::Error;

use finops_bot::domain::roles::{CLASSES, learn};
use serde_json::Value;

pub(crate) const WEIGHTS: &str = "roles/second/en-US.fst";
const STATEMENTS: &str = "roles/second/en-US.tsv";
/// The batches that it learns from; later ones are blind to it.
const BATCHES: u8 = 15;
/// Parts that the statements without a batch are tried in.
const PARTS: usize = 10;

/// One statement.
#[derive(Debug)]
pub(crate) struct Statement {
    /// What is kept apart together: a batch, or a tenth of the rest.
    pub(crate) fold: String,
    pub(crate) label: String,
    /// Answers that are right; none where the bot must ask.
    pub(crate) courses: Vec<String>,
    pub(crate) must_ask: bool,
    pub(crate) text: String,
}

/// All statements, in the order of their files.
pub(crate) fn all() -> Result<Vec<Statement>, Box<dyn Error>> {
    let mut all = Vec::new();
    for (number, line) in std::fs::read_to_string(STATEMENTS)?.lines().enumerate() {
        let (label, text) = line.split_once('\t').ok_or("no tab in a line")?;
        if !CLASSES.contains(&label) {
            return Err(format!("{STATEMENTS}:{}: {label} is no class", number + 1).into());
        }
        all.push(Statement {
            fold: format!("statements {}", number % PARTS),
            label: label.to_owned(),
            courses: vec![label.to_owned()],
            must_ask: label == "ask",
            text: text.to_owned(),
        });
    }
    for number in 1..=BATCHES {
        let fold = format!("batch-{number:02}");
        let batch = std::fs::read_to_string(format!("tests/batches/{fold}.jsonl"))?;
        for line in batch.lines() {
            let line: Value = serde_json::from_str(line)?;
            all.extend(statement(&fold, &line));
        }
    }
    Ok(all)
}

fn statement(fold: &str, line: &Value) -> Option<Statement> {
    let text = line.get("text")?.as_str()?.to_owned();
    let expected = line.get("expected")?;
    let courses = expected.get("course")?.as_array()?.iter();
    let courses: Vec<String> = courses
        .filter_map(|course| course.as_str().map(str::to_owned))
        .collect();
    let must_ask = expected.get("ask_back")?.as_bool() == Some(true);
    let label = match courses.first().map(String::as_str) {
        Some("professional") => "practitioner",
        Some(course) if !must_ask => course,
        _ => "ask",
    };
    Some(Statement {
        fold: fold.to_owned(),
        label: label.to_owned(),
        courses,
        must_ask,
        text,
    })
}

/// What is learnt from all but one part; `""` is no part.
pub(crate) fn weights(statements: &[Statement], without: &str) -> Result<Vec<u8>, &'static str> {
    let rest = statements.iter().filter(|one| one.fold != without);
    let labelled = rest.map(|one| (one.label.as_str(), one.text.as_str()));
    learn::weights(labelled).ok_or("a label that is none of the classes")
}
