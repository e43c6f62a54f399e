//! The table of who must be sent where: the first thing that tells an editor that a change sends
//! people elsewhere.

use std::collections::BTreeMap;

use super::RoleBook;
use crate::domain::catalog::{Catalog, Course, CourseId, ProviderId, Status};
use crate::domain::fault::{DataFile, Fault};
use crate::domain::learner::{Finops, LearnerProfile, Team};
use crate::domain::recommender::{First, Recommendation, advise};
use crate::domain::table::{At, Document, Table};

const FINOPS: [(&str, Finops); 4] = [
    ("none", Finops::None),
    ("some", Finops::Some),
    ("growing", Finops::Growing),
    ("experienced", Finops::Experienced),
];

const TEAMS: [(&str, Team); 6] = [
    ("member", Team::Member),
    ("joining", Team::Joining),
    ("supporting", Team::Supporting),
    ("hiring", Team::Hiring),
    ("working-with", Team::WorkingWith),
    ("not-sure", Team::NotSure),
];

/// Reads the table and answers every line of it; what comes out differently is a fault.
pub fn faults(file: &DataFile, book: &RoleBook, catalog: &Catalog) -> Vec<Fault> {
    let document = Document::parse(file);
    let root = document.root();
    // One fault for each course that is not there, however many lines name it.
    let mut strange: BTreeMap<String, Vec<At<String>>> = BTreeMap::new();
    for line in root.tables("line") {
        if let Some(course) = check(line, &document, book, catalog) {
            strange
                .entry(course.value.clone())
                .or_default()
                .push(course);
        }
    }
    for (name, lines) in strange {
        let count = lines.len();
        let span = lines.into_iter().next().map_or(0..0, |first| first.span);
        let what = match count {
            1 => format!("There is no course `{name}` in the catalogue."),
            _ => format!("There is no course `{name}` in the catalogue; {count} lines name it."),
        };
        document.error(span, what, "Name a course by its id.");
    }
    root.finish();
    document.into_faults()
}

/// Judges a line, unless it names a course that is not there: that one comes back.
fn check(
    line: Table<'_>,
    document: &Document<'_>,
    book: &RoleBook,
    catalog: &Catalog,
) -> Option<At<String>> {
    let before = document.count();
    let text = |key| line.text_opt(key).map(|found: At<String>| found.value);
    let clouds = line.texts("clouds");
    let known = clouds.iter().filter(|cloud| cloud.value != "none");
    let profile = LearnerProfile {
        role: text("role"),
        about: text("about"),
        goal: text("goal"),
        team: line.word_opt("team", &TEAMS).map(|found| found.value),
        finops: line
            .word_opt("experience", &FINOPS)
            .map(|found| found.value),
        cloud_basics: clouds
            .iter()
            .any(|cloud| cloud.value == "none")
            .then_some(false),
        providers: known.map(|cloud| ProviderId::new(&cloud.value)).collect(),
    };
    let course = line.text_opt("course");
    let ask = line.bool_or("ask", false);
    let basics = line.bool_opt("basics-first");
    let whole = line.span();
    line.finish();
    if let Some(course) = &course
        && catalog.course(&CourseId::new(&course.value)).is_none()
    {
        return Some(course.clone());
    }
    // A line that is misspelt says something else than it means.
    if document.count() > before {
        return None;
    }
    let reading = book.read_profile(&profile);
    let (found, first) = match advise(catalog, &reading) {
        Recommendation::Take(take) => {
            let first = take.first == First::Basics;
            // What the rules name: whether it can be taken today is another matter.
            (Some(take.stands_in_for.unwrap_or(take.course)), first)
        }
        Recommendation::Ask(_) => (None, reading.learner.cloud_basics == Some(false)),
    };
    let wanted = course
        .filter(|_| !ask)
        .and_then(|course| catalog.course(&CourseId::new(&course.value)));
    if !same(found, wanted) {
        let name = |course: Option<&Course>| {
            course.map_or_else(
                || "a question".to_owned(),
                |course| format!("`{}`", course.id),
            )
        };
        document.error(
            whole,
            format!("This leads to {}, not to {}.", name(found), name(wanted)),
            "Mend the words in the roles files, or this line if the answer is right.",
        );
    } else if let Some(basics) = basics
        && basics.value != first
    {
        document.error(
            basics.span,
            format!("Here the basics of cloud come first: {first}."),
            "Mend the words in the roles files, or this line if the answer is right.",
        );
    }
    None
}

/// A retired course is as good as the one that now has its audience.
fn same(found: Option<&Course>, wanted: Option<&Course>) -> bool {
    let (Some(found), Some(wanted)) = (found, wanted) else {
        return found.is_none() && wanted.is_none();
    };
    let retired = matches!(wanted.status.value, Status::Retired { .. });
    found.id == wanted.id || retired && found.audience.value == wanted.audience.value
}
