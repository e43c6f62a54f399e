//! Which facts differ between two catalogues.

use serde::Serialize;

use super::words::{Line, Said, lines};
use crate::domain::catalog::Catalog;

/// A fact that was, is, or both.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Change {
    pub(super) about: String,
    pub(super) fact: String,
    pub(super) old: Option<Said>,
    pub(super) new: Option<Said>,
}

/// What becomes of a course as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Fate {
    Added,
    Removed,
    Retired,
    Status,
    Renamed,
    Audience,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Turn {
    pub(super) course: String,
    pub(super) what: Fate,
    #[serde(flatten)]
    pub(super) change: Change,
}

/// The changes in the order of the new catalogue; what is gone stands at the end.
pub(super) fn changes(old: &Catalog, new: &Catalog) -> Vec<Change> {
    let (mut before, after) = (lines(old), lines(new));
    let mut changes = Vec::new();
    for Line { about, fact, said } in after {
        let found = before
            .iter()
            .position(|line| line.about == about && line.fact == fact);
        let old = found.map(|at| before.remove(at).said);
        if old.as_ref() != Some(&said) {
            changes.push(Change {
                about,
                fact,
                old,
                new: Some(said),
            });
        }
    }
    changes.extend(before.into_iter().map(|line| Change {
        about: line.about,
        fact: line.fact,
        old: Some(line.said),
        new: None,
    }));
    changes.extend(orders(old, new));
    changes
}

/// The order decides how buttons and choices stand.
fn orders(old: &Catalog, new: &Catalog) -> Vec<Change> {
    let ids = |catalog: &Catalog| {
        [
            (
                "order of courses",
                texts(catalog.courses.iter().map(|own| &own.id)),
            ),
            (
                "order of personas",
                texts(catalog.personas.iter().map(|own| &own.id)),
            ),
            (
                "order of providers",
                texts(catalog.providers.iter().map(|own| &own.id)),
            ),
        ]
    };
    let pairs = ids(old).into_iter().zip(ids(new));
    pairs
        .filter_map(|((fact, old), (_, new))| {
            let both = |own: &[String], other: &[String]| -> Vec<String> {
                own.iter()
                    .filter(|id| other.contains(id))
                    .cloned()
                    .collect()
            };
            let (before, after) = (both(&old, &new), both(&new, &old));
            let said = |ids: &[String]| {
                Some(Said {
                    is: ids.join(", "),
                    as_of: None,
                    review_by: None,
                    source: None,
                })
            };
            (before != after).then(|| Change {
                about: "catalogue".to_owned(),
                fact: fact.to_owned(),
                old: said(&before),
                new: said(&after),
            })
        })
        .collect()
}

fn texts(ids: impl Iterator<Item = impl ToString>) -> Vec<String> {
    ids.map(|id| id.to_string()).collect()
}

/// Takes out of the changes what becomes of courses as a whole.
pub(super) fn turns(changes: &mut Vec<Change>) -> Vec<Turn> {
    let mut turns = Vec::new();
    let all = std::mem::take(changes);
    for change in all {
        match fate(&change) {
            Some((course, what)) => turns.push(Turn {
                course,
                what,
                change,
            }),
            None => changes.push(change),
        }
    }
    turns
}

fn fate(change: &Change) -> Option<(String, Fate)> {
    let course = change.about.strip_prefix("course ")?.to_owned();
    let (old, new) = (change.old.as_ref(), change.new.as_ref());
    let differs = old.map(|said| &said.is) != new.map(|said| &said.is);
    let retired = |said: Option<&Said>| said.is_some_and(|said| said.is.starts_with("retired"));
    let fate = match (change.fact.as_str(), old, new) {
        ("name", None, _) => Fate::Added,
        ("name", _, None) => Fate::Removed,
        ("name", ..) if differs => Fate::Renamed,
        ("status", Some(_), Some(_)) if retired(new) && !retired(old) => Fate::Retired,
        ("status", Some(_), Some(_)) if differs => Fate::Status,
        ("audience", Some(_), Some(_)) if differs => Fate::Audience,
        _ => return None,
    };
    Some((course, fate))
}
