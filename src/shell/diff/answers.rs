//! Which people of the table would now be sent elsewhere.

use serde::Serialize;

use crate::domain::learner::LearnerProfile;
use crate::domain::roles::expected::{Outcome, cases};
use crate::shell::check::Place;

use super::Side;

/// One line of the table that is answered differently.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Answer {
    pub(super) line: usize,
    pub(super) person: String,
    pub(super) old: Sent,
    pub(super) new: Sent,
}

/// Where somebody is sent; no course stands for a question.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Sent {
    pub(super) course: Option<String>,
    pub(super) basics_first: bool,
}

/// Asks both sides for every line of the newer table.
pub(super) fn answers(old: &Side, new: &Side) -> Vec<Answer> {
    let table = new.files.expected.as_ref().or(old.files.expected.as_ref());
    let Some(table) = table else {
        return Vec::new();
    };
    let outcomes = cases(table).into_iter().filter_map(|case| {
        let before = case.outcome(&old.book, &old.catalog);
        let after = case.outcome(&new.book, &new.catalog);
        (before != after).then(|| Answer {
            line: Place::of(&table.text, case.span.start).line,
            person: person(&case.profile),
            old: sent(before),
            new: sent(after),
        })
    });
    outcomes.collect()
}

fn sent(outcome: Outcome) -> Sent {
    Sent {
        course: outcome.course.map(|id| id.to_string()),
        basics_first: outcome.basics_first,
    }
}

fn person(profile: &LearnerProfile) -> String {
    let told = [&profile.role, &profile.about, &profile.goal];
    let told: Vec<&str> = told.into_iter().flatten().map(String::as_str).collect();
    told.join(" / ")
}
