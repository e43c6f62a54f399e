//! Courses, personas, providers and prerequisites: the facts, each with its source and date.

mod course;
mod fact;
mod ids;
mod limit;
mod link;
mod name;
mod prerequisite;
mod reading;
mod reference;
#[cfg(test)]
mod tests;

pub use ids::{CourseId, PersonaId, ProviderId};
pub use reading::warnings;

use jiff::civil::Date;
use url::Url;

/// A value that somebody can look up: where it stands, and the day it was true.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact<T> {
    pub value: T,
    /// Key of the source in `[source.*]`.
    pub source: String,
    pub as_of: Date,
    /// The day after which a fact that changes with time is no longer shown.
    pub review_by: Option<Date>,
}

impl<T> Fact<T> {
    /// The value, unless its day of review has passed.
    pub fn fresh(&self, today: Date) -> Option<&T> {
        self.review_by
            .is_none_or(|by| today <= by)
            .then_some(&self.value)
    }
}

/// A page that facts were read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    pub id: String,
    /// As a card names it, for example `finops.org`.
    pub name: String,
    pub link: Url,
}

/// Whether somebody can take the course today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    Offered,
    /// Named by the Foundation, not yet on sale. May be recommended, with a note.
    Announced,
    Unavailable,
    Retired {
        replaced_by: Option<CourseId>,
    },
}

/// Whom a course is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Audience {
    /// People on, joining or supporting a FinOps team.
    Team,
    /// Experienced FinOps practitioners.
    ExperiencedTeam,
    /// People of one persona who work with a FinOps team.
    Persona(PersonaId),
}

/// Hours of work, from and to; equal where the source gives one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    pub hours_from: u16,
    pub hours_to: u16,
    /// True where the source says that the hours spread over several weeks.
    pub over_weeks: bool,
    /// True where the source says "in most cases" or "about".
    pub about: bool,
}

/// How a course is held. Its wording is `format-<id>` in the responses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    SelfPaced,
    MostlySelfPaced,
    InstructorLed,
}

/// A list price, for what is bought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Price {
    /// In the currency's main unit, for example 325.
    pub amount: u32,
    /// ISO 4217, for example `USD`.
    pub currency: String,
    /// What is bought: `exam`, `course`, `course-and-exam`, `class`. Its wording is `price-<id>`.
    pub buys: String,
}

/// What is known of the exam; every field may be unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exam {
    pub questions: Option<u16>,
    pub minutes: Option<u16>,
    /// Per cent.
    pub pass_mark: Option<u8>,
    pub attempts: Option<u8>,
    pub valid_months: Option<u16>,
}

/// One training of the Foundation.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    pub id: CourseId,
    pub name: Fact<String>,
    /// Short name for buttons and comparisons, for example `Practitioner`. Not a fact: ours.
    pub short: String,
    /// Other names that people type (`FOCP`). For reading, never shown.
    pub aliases: Vec<String>,
    pub status: Fact<Status>,
    pub audience: Fact<Audience>,
    pub link: Fact<Url>,
    pub effort: Option<Fact<Effort>>,
    pub format: Option<Fact<Format>>,
    /// Number of live classes that must be attended.
    pub live_classes: Option<Fact<u8>>,
    /// Months of access to the material.
    pub access_months: Option<Fact<u16>>,
    pub prices: Vec<Fact<Price>>,
    pub exam: Option<Fact<Exam>>,
    /// True where a badge and a certificate are given.
    pub badge: Option<Fact<bool>>,
    /// 0xRRGGBB, for the embed's edge.
    pub colour: u32,
}

/// A kind of work that has a course of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Persona {
    pub id: PersonaId,
}

/// What a training for the base level is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrainingKind {
    Training,
    Certification,
    Course,
    LearningPath,
}

/// A training that brings somebody to the base level in one cloud.
#[derive(Debug, Clone, PartialEq)]
pub struct Training {
    pub name: Fact<String>,
    pub kind: TrainingKind,
    /// Preferred among the trainings of its provider.
    pub better: bool,
    pub days: Option<Fact<u8>>,
    pub link: Option<Fact<Url>>,
}

/// A cloud provider.
#[derive(Debug, Clone, PartialEq)]
pub struct Provider {
    pub id: ProviderId,
    pub name: String,
    /// Other names that people type (`EC2`, `Amazon Web Services`).
    pub aliases: Vec<String>,
    pub trainings: Vec<Training>,
}

impl Provider {
    /// The trainings, the better one first.
    pub fn trainings_by_choice(&self) -> impl Iterator<Item = &Training> {
        let better = self.trainings.iter().filter(|training| training.better);
        let other = self.trainings.iter().filter(|training| !training.better);
        better.chain(other)
    }
}

/// A thing that everybody should know before any course. Its wording is `basic-<id>`.
#[derive(Debug, Clone, PartialEq)]
pub struct Basic {
    pub id: String,
    /// What the source calls it, in a few words.
    pub fact: Fact<String>,
}

/// A page where the curriculum can be read. Its wording is `curriculum-<id>`.
#[derive(Debug, Clone, PartialEq)]
pub struct Pointer {
    pub id: String,
    pub link: Fact<Url>,
}

/// The checked facts. Every reference in it resolves.
#[derive(Debug, Clone)]
pub struct Catalog {
    pub sources: Vec<Source>,
    pub courses: Vec<Course>,
    pub personas: Vec<Persona>,
    pub providers: Vec<Provider>,
    pub basics: Vec<Basic>,
    pub curriculum: Vec<Pointer>,
    /// Where a wrong fact can be reported.
    pub report: Url,
    /// Hosts that links may lead to; `github.com/finopsfoundation` allows one path of a host.
    pub allowed_hosts: Vec<String>,
}

impl Catalog {
    pub fn course(&self, id: &CourseId) -> Option<&Course> {
        self.courses.iter().find(|course| course.id == *id)
    }

    pub fn provider(&self, id: &ProviderId) -> Option<&Provider> {
        self.providers.iter().find(|provider| provider.id == *id)
    }

    pub fn persona(&self, id: &PersonaId) -> Option<&Persona> {
        self.personas.iter().find(|persona| persona.id == *id)
    }

    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }

    /// Whether a link is https, plainly written, and leads to a host on the list.
    pub fn allows_written(&self, link: &str) -> bool {
        link::read(link, &self.allowed_hosts).is_ok()
    }

    /// Whether a link may be followed: https, to one of the allowed hosts.
    pub fn allows(&self, link: &Url) -> bool {
        link::allows(&self.allowed_hosts, link)
    }

    /// The course for an audience: one that is not retired where there is one.
    pub fn course_for(&self, audience: &Audience) -> Option<&Course> {
        let mut own = self
            .courses
            .iter()
            .filter(|course| course.audience.value == *audience);
        let retired = |course: &&Course| matches!(course.status.value, Status::Retired { .. });
        own.clone()
            .find(|course| !retired(course))
            .or_else(|| own.next())
    }
}
