//! The table of who must be sent where: the first thing that tells an editor that a change sends
//! people elsewhere.

use std::collections::BTreeMap;
use std::ops::Range;

use super::RoleBook;
use crate::domain::catalog::{Catalog, CourseId, ProviderId, Status};
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
    /// Whether something in the line could not be read.
    misspelt: bool,
}

/// What comes out for a person: a course, or `None` for a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    pub course: Option<CourseId>,
    /// What the rules name; whether it can be taken today is another matter.
    pub named: Option<CourseId>,
    pub basics_first: bool,
}

/// Reads the table and answers every line of it; what comes out differently is a fault.
pub fn faults(file: &DataFile, book: &RoleBook, catalog: &Catalog) -> Vec<Fault> {
    let document = Document::parse(file);
    // One fault for each course that is not there, however many lines name it.
    let mut strange: BTreeMap<String, Vec<Range<usize>>> = BTreeMap::new();
    for case in read(&document) {
        match &case.course {
            Some(course) if catalog.course(&CourseId::new(&course.value)).is_none() => {
                let spans = strange.entry(course.value.clone()).or_default();
                spans.push(course.span.clone());
            }
            // A line that is misspelt says something else than it means.
            _ if case.misspelt => {}
            _ => case.check(&document, book, catalog),
        }
    }
    for (name, spans) in strange {
        let what = match spans.len() {
            1 => format!("There is no course `{name}` in the catalogue."),
            count => {
                format!("There is no course `{name}` in the catalogue; {count} lines name it.")
            }
        };
        let first = spans.into_iter().next().unwrap_or_default();
        document.error(first, what, "Name a course by its id.");
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
        let document = line.document();
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
        let span = line.span();
        line.finish();
        Self {
            span,
            profile,
            course,
            ask,
            basics,
            misspelt: document.count() > before,
        }
    }

    /// What comes out for this person now.
    pub fn outcome(&self, book: &RoleBook, catalog: &Catalog) -> Outcome {
        let reading = book.read_profile(&self.profile);
        match advise(catalog, &reading) {
            Recommendation::Take(take) => Outcome {
                course: Some(take.course.id.clone()),
                named: Some(take.stands_in_for.unwrap_or(take.course).id.clone()),
                basics_first: take.first == First::Basics,
            },
            Recommendation::Ask(_) => Outcome {
                course: None,
                named: None,
                basics_first: reading.learner.cloud_basics == Some(false),
            },
        }
    }

    fn check(self, document: &Document<'_>, book: &RoleBook, catalog: &Catalog) {
        let found = self.outcome(book, catalog);
        let wanted = self.course.filter(|_| !self.ask);
        let wanted = wanted.map(|course| CourseId::new(&course.value));
        if !same(catalog, found.named.as_ref(), wanted.as_ref()) {
            let name = |course: &Option<CourseId>| {
                course
                    .as_ref()
                    .map_or_else(|| "a question".to_owned(), |id| format!("`{id}`"))
            };
            let (found, wanted) = (name(&found.named), name(&wanted));
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

/// A retired course is as good as the one that now has its audience.
fn same(catalog: &Catalog, found: Option<&CourseId>, wanted: Option<&CourseId>) -> bool {
    let (Some(found), Some(wanted)) = (found, wanted) else {
        return found.is_none() && wanted.is_none();
    };
    let heir = || {
        let (found, wanted) = (catalog.course(found)?, catalog.course(wanted)?);
        let retired = matches!(wanted.status.value, Status::Retired { .. });
        Some(retired && found.audience.value == wanted.audience.value)
    };
    found == wanted || heir().unwrap_or(false)
}
