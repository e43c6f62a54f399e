//! The table of who must be sent where: the first thing that tells an editor that a change sends
//! people elsewhere.

use super::RoleBook;
use crate::domain::catalog::{Catalog, CourseId, ProviderId};
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
    for line in root.tables("line") {
        check(line, &document, book, catalog);
    }
    root.finish();
    document.into_faults()
}

fn check(line: Table<'_>, document: &Document<'_>, book: &RoleBook, catalog: &Catalog) {
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
        document.error(
            course.span.clone(),
            format!("There is no course `{}` in the catalogue.", course.value),
            "Name a course by its id.",
        );
        return;
    }
    let reading = book.read_profile(&profile);
    let (found, first) = match advise(catalog, &reading) {
        Recommendation::Take(take) => {
            let first = take.first == First::Basics;
            (Some(take.course.id.as_str().to_owned()), first)
        }
        Recommendation::Ask(_) => (None, reading.learner.cloud_basics == Some(false)),
    };
    let wanted = course.filter(|_| !ask).map(|course| course.value);
    if found != wanted {
        let name = |course: &Option<String>| {
            course
                .as_ref()
                .map_or_else(|| "a question".to_owned(), |id| format!("`{id}`"))
        };
        document.error(
            whole,
            format!("This leads to {}, not to {}.", name(&found), name(&wanted)),
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
}
