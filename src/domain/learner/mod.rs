//! What we know of the person who asks: as told, and as read.

use super::catalog::{PersonaId, ProviderId};

/// The relation to a FinOps team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Team {
    Member,
    Joining,
    /// As a consultant, vendor or trainer.
    Supporting,
    /// Hires people for one.
    Hiring,
    /// Not on the team.
    WorkingWith,
    NotSure,
}

impl Team {
    pub const ALL: [Self; 6] = [
        Self::Member,
        Self::Joining,
        Self::Supporting,
        Self::Hiring,
        Self::WorkingWith,
        Self::NotSure,
    ];
}

/// Experience in FinOps itself. Years in cloud, finance or engineering do not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Finops {
    None,
    /// Under about a year and a quarter.
    Some,
    /// Up to about two and a half years.
    Growing,
    /// About three years, or certified and leading.
    Experienced,
}

impl Finops {
    pub const ALL: [Self; 4] = [Self::None, Self::Some, Self::Growing, Self::Experienced];
}

/// What the person told us, as typed or picked, before any of it is read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LearnerProfile {
    /// A job title as typed.
    pub role: Option<String>,
    /// Free text about oneself.
    pub about: Option<String>,
    /// What the person wants, as typed.
    pub goal: Option<String>,
    pub team: Option<Team>,
    pub finops: Option<Finops>,
    /// Whether the basics of cloud are known.
    pub cloud_basics: Option<bool>,
    /// Providers known.
    pub providers: Vec<ProviderId>,
}

/// What the person does, as far as courses go.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub enum Role {
    #[default]
    Unsaid,
    Persona(PersonaId),
    /// A role that has no course of its own: HR, legal, project manager.
    WithoutCourse,
    /// Nothing that leads to a course: an unrelated trade, a word that could be anything.
    Unclear,
}

/// What we made of it: ids and flags, never words. This is all that a `custom_id` carries.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Learner {
    pub role: Role,
    /// A second role, or the role that the goal overruled.
    pub second: Option<PersonaId>,
    /// True where `role` is what the person wants to become or to learn, not what they are.
    pub by_goal: bool,
    pub team: Option<Team>,
    pub finops: Option<Finops>,
    pub cloud_basics: Option<bool>,
    /// Providers known, in the catalogue's order.
    pub providers: Vec<ProviderId>,
}

/// Which rule some words led to. Wording is `rule-<id>` in the responses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    Role,
    Goal,
    Team,
    Finops,
    CloudBasics,
    Provider,
}

/// Words of the person and the rule they led to. Shown only in the first private reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    pub rule: Rule,
    pub words: String,
}

/// Why nothing could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Gap {
    /// Nothing was said, or nothing about a role or a goal.
    NoRole,
    /// A word that could be anything: "specialist".
    Ambiguous,
    /// A trade, or a question about something else.
    OffTopic,
    /// An order to the bot.
    Instruction,
}

/// A reading of a profile: the learner, and the words behind it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    pub learner: Learner,
    /// What the role was taken to be, in the book's own words: `cloud engineer`.
    pub matched_role: Option<String>,
    pub quotes: Vec<Quote>,
    /// Set where there is no role or goal to go on.
    pub gap: Option<Gap>,
    /// Personas that the unclear words may mean, likeliest first; for the question's buttons.
    pub likely: Vec<PersonaId>,
}
