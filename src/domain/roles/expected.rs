//! The table of who must be sent where: the first thing that tells an editor that a change sends
//! people elsewhere.

use std::ops::Range;

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

/// One line of the table: a person, and what must come out.
#[derive(Debug)]
pub struct Case {
    /// Where the line stands.
    pub span: Range<usize>,
    pub profile: LearnerProfile,
    course: Option<At<String>>,
    ask: bool,
    basics: Option<At<bool>>,
}

/// What comes out for a person: a course, or `None` for a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    pub course: Option<CourseId>,
    pub basics_first: bool,
}

/// Reads the table and answers every line of it; what comes out differently is a fault.
pub fn faults(file: &DataFile, book: &RoleBook, catalog: &Catalog) -> Vec<Fault> {
    let document = Document::parse(file);
    for case in read(&document) {
        case.check(&document, book, catalog);
    }
    document.into_faults()
}

/// The lines of the table.
pub fn cases(file: &DataFile) -> Vec<Case> {
    read(&Document::parse(file))
}

fn read(document: &Document<'_>) -> Vec<Case> {
    let root = document.root();
    let cases = root.tables("line").into_iter().map(Case::read).collect();
    root.finish();
    cases
}

impl Case {
    fn read(line: Table<'_>) -> Self {
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
        let span = line.span();
        line.finish();
        Self {
            span,
            profile,
            course,
            ask,
            basics,
        }
    }

    /// What comes out for this person now.
    pub fn outcome(&self, book: &RoleBook, catalog: &Catalog) -> Outcome {
        let reading = book.read_profile(&self.profile);
        match advise(catalog, &reading) {
            Recommendation::Take(take) => Outcome {
                course: Some(take.course.id.clone()),
                basics_first: take.first == First::Basics,
            },
            Recommendation::Ask(_) => Outcome {
                course: None,
                basics_first: reading.learner.cloud_basics == Some(false),
            },
        }
    }

    fn check(self, document: &Document<'_>, book: &RoleBook, catalog: &Catalog) {
        if let Some(course) = &self.course
            && catalog.course(&CourseId::new(&course.value)).is_none()
        {
            document.error(
                course.span.clone(),
                format!("There is no course `{}` in the catalogue.", course.value),
                "Name a course by its id.",
            );
            return;
        }
        let found = self.outcome(book, catalog);
        let wanted = self.course.filter(|_| !self.ask);
        let wanted = wanted.map(|course| CourseId::new(&course.value));
        if found.course != wanted {
            let name = |course: &Option<CourseId>| {
                course
                    .as_ref()
                    .map_or_else(|| "a question".to_owned(), |id| format!("`{id}`"))
            };
            let (found, wanted) = (name(&found.course), name(&wanted));
            document.error(
                self.span,
                format!("This leads to {found}, not to {wanted}."),
                "Mend the words in the roles files, or this line if the answer is right.",
            );
        } else if let Some(basics) = self.basics
            && basics.value != found.basics_first
        {
            document.error(
                basics.span,
                format!(
                    "Here the basics of cloud come first: {}.",
                    found.basics_first
                ),
                "Mend the words in the roles files, or this line if the answer is right.",
            );
        }
    }
}
