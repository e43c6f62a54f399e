//! A difference on paper, for the person who made the edit.

use std::io::{self, Write};

use super::answers::{Answer, Sent};
use super::facts::{Change, Fate, Turn};
use super::words::Said;
use super::{Difference, Sentences};

/// More keys than this are counted only.
const KEYS: usize = 12;

pub(super) fn write(difference: &Difference, out: &mut impl Write) -> io::Result<()> {
    if difference.is_empty() {
        return writeln!(out, "No difference.");
    }
    let sections = [
        ("Courses", difference.courses.iter().map(turned).collect()),
        ("Facts", facts(&difference.facts)),
        (
            "Sentences",
            difference.sentences.iter().flat_map(sentences).collect(),
        ),
        ("Titles", difference.titles.clone()),
        (
            "Answers (lines of roles/expected.toml)",
            difference.answers.iter().map(answered).collect(),
        ),
    ];
    let sections: Vec<String> = sections
        .into_iter()
        .filter(|(_, lines): &(_, Vec<String>)| !lines.is_empty())
        .map(|(heading, lines)| format!("{heading}\n  {}\n", lines.join("\n  ")))
        .collect();
    write!(out, "{}", sections.join("\n"))
}

fn turned(turn: &Turn) -> String {
    let what = match turn.what {
        Fate::Added => "added",
        Fate::Removed => "removed",
        Fate::Retired => "retired",
        Fate::Status => "status",
        Fate::Renamed => "renamed",
        Fate::Audience => "audience",
    };
    let line = format!("{what} {}: {}", turn.course, arrow(&turn.change));
    match turn.what {
        Fate::Removed => format!(
            "{line}\n    buttons in old messages still name it: better set its status to \"retired\""
        ),
        _ => line,
    }
}

/// One line each, below what they are about.
fn facts(changes: &[Change]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut about = None;
    for change in changes {
        if about != Some(&change.about) {
            lines.push(change.about.clone());
            about = Some(&change.about);
        }
        lines.push(format!("  {}: {}", change.fact, arrow(change)));
    }
    lines
}

/// `325 → 350 (as of 2026-10-02 → 2026-11-20)`
fn arrow(change: &Change) -> String {
    let (old, new) = (change.old.as_ref(), change.new.as_ref());
    let mut words = pair(
        old.map(|said| said.is.clone()),
        new.map(|said| said.is.clone()),
    );
    let parts = |said: Option<&Said>| {
        let part = |of: fn(&Said) -> &Option<String>| said.and_then(|said| of(said).clone());
        [
            ("as of", part(|said| &said.as_of)),
            ("review by", part(|said| &said.review_by)),
            ("source", part(|said| &said.source)),
        ]
    };
    let mut more = Vec::new();
    for ((name, old), (_, new)) in parts(old).into_iter().zip(parts(new)) {
        // The day belongs to every fact; the others matter where they differ.
        if old != new || (name == "as of" && old.is_some()) {
            more.push(format!("{name} {}", pair(old, new)));
        }
    }
    if !more.is_empty() {
        words = format!("{words} ({})", more.join(", "));
    }
    words
}

/// `a → b`, or one of them where the other is the same or not there.
fn pair(old: Option<String>, new: Option<String>) -> String {
    match (old, new) {
        (Some(old), Some(new)) if old != new => format!("{old} → {new}"),
        (Some(_), Some(same)) => same,
        (None, Some(new)) => format!("+ {new}"),
        (Some(old), None) => format!("- {old}"),
        (None, None) => String::new(),
    }
}

fn sentences(own: &Sentences) -> Vec<String> {
    let kinds = [
        ("added", &own.added),
        ("changed", &own.changed),
        ("removed", &own.removed),
    ];
    let told = kinds.into_iter().filter(|(_, keys)| !keys.is_empty());
    told.map(|(word, keys)| {
        let shown: Vec<&str> = keys.iter().take(KEYS).map(String::as_str).collect();
        let more = if keys.len() > KEYS { ", …" } else { "" };
        let (language, count) = (&own.language, keys.len());
        format!("{language}: {count} {word} ({}{more})", shown.join(", "))
    })
    .collect()
}

fn answered(answer: &Answer) -> String {
    let (old, new) = (sent(&answer.old), sent(&answer.new));
    format!("{}: “{}”: {old} → {new}", answer.line, answer.person)
}

fn sent(sent: &Sent) -> String {
    let course = sent.course.as_deref().unwrap_or("a question");
    match sent.basics_first {
        true => format!("{course}, basics of cloud first"),
        false => course.to_owned(),
    }
}
