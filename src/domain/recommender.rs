//! From a learner to a course, by the Foundation's own rules.

use super::catalog::{Audience, Catalog, Course, PersonaId, ProviderId, Status};
use super::learner::{Finops, Gap, Learner, Reading, Role, Team};

/// Why a course fits. A reason is a fact, not a sentence: wording lives in `responses/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    OnTeam,
    JoinsTeam,
    SupportsTeams,
    Hires,
    Experienced,
    /// The person's work is this persona's.
    Works(PersonaId),
    /// The person wants to do or to understand this persona's work.
    Wants(PersonaId),
    WorksWithTeam,
    /// The team was unsaid; taken as not on it.
    AssumedNotOnTeam,
    /// The role has no course of its own.
    NoCourseForRole,
}

/// What comes before the course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum First {
    /// A provider is known, or the basics are.
    Ready(Vec<ProviderId>),
    /// The basics of cloud are missing: this comes first.
    Basics,
    /// Nothing was said about it, and years of practice speak for it.
    Taken,
    /// Nothing was said about it.
    Unsaid,
}

/// Why another course is named beside the first choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Instead {
    /// If the person is on, or joining, a team.
    IfOnTeam,
    /// Once there are a few years of FinOps practice.
    WithExperience,
    /// If the person is not on the team after all.
    IfNotOnTeam,
    /// For the other role that was named.
    OtherRole,
    /// Covers the fundamentals first.
    Fundamentals,
}

/// One alternative and why it is not the first choice.
#[derive(Debug, Clone, PartialEq)]
pub struct Alternative<'c> {
    pub course: &'c Course,
    pub instead: Instead,
}

/// A recommendation.
#[derive(Debug, Clone, PartialEq)]
pub struct Take<'c> {
    pub course: &'c Course,
    /// At least one.
    pub because: Vec<Reason>,
    pub first: First,
    /// Best first; the first choice is not among them.
    pub instead: Vec<Alternative<'c>>,
    /// The course that the rules named, where it cannot be taken and `course` stands in for it.
    pub stands_in_for: Option<&'c Course>,
}

/// A question back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Question {
    pub gap: Gap,
}

/// The answer of the rules.
#[derive(Debug, Clone, PartialEq)]
pub enum Recommendation<'c> {
    Take(Take<'c>),
    Ask(Question),
}

/// From a reading to a course; a gap in it is asked about.
pub fn advise<'c>(catalog: &'c Catalog, reading: &Reading) -> Recommendation<'c> {
    match reading.gap {
        Some(gap) => Recommendation::Ask(Question { gap }),
        None => recommend(catalog, &reading.learner),
    }
}

/// From a learner to a course. Team membership decides before the job title.
pub fn recommend<'c>(catalog: &'c Catalog, learner: &Learner) -> Recommendation<'c> {
    let Some((audience, because)) = audience(learner) else {
        return Recommendation::Ask(Question { gap: Gap::NoRole });
    };
    let Some(named) = catalog
        .course_for(&audience)
        .or_else(|| catalog.course_for(&Audience::Team))
    else {
        return Recommendation::Ask(Question { gap: Gap::NoRole });
    };
    let course = available(catalog, named);
    Recommendation::Take(Take {
        course,
        because,
        first: first(learner, &audience),
        instead: alternatives(catalog, learner, &audience, course),
        stands_in_for: (course.id != named.id).then_some(named),
    })
}

fn audience(learner: &Learner) -> Option<(Audience, Vec<Reason>)> {
    let team = match learner.team {
        Some(Team::Member) => Some(Reason::OnTeam),
        Some(Team::Joining) => Some(Reason::JoinsTeam),
        Some(Team::Supporting) => Some(Reason::SupportsTeams),
        Some(Team::Hiring) => return Some((Audience::Team, vec![Reason::Hires])),
        Some(Team::WorkingWith | Team::NotSure) | None => None,
    };
    if let Some(reason) = team {
        return Some(match (&reason, learner.finops, learner.cloud_basics) {
            // Never Professional for a beginner: whoever lacks the basics of cloud is one.
            (Reason::OnTeam | Reason::SupportsTeams, Some(Finops::Experienced), basics)
                if basics != Some(false) =>
            {
                (Audience::ExperiencedTeam, vec![Reason::Experienced, reason])
            }
            _ => (Audience::Team, vec![reason]),
        });
    }
    let works_with = if learner.team == Some(Team::WorkingWith) {
        Reason::WorksWithTeam
    } else {
        Reason::AssumedNotOnTeam
    };
    match &learner.role {
        Role::Persona(id) => {
            let work = if learner.by_goal {
                Reason::Wants(id.clone())
            } else {
                Reason::Works(id.clone())
            };
            Some((Audience::Persona(id.clone()), vec![work, works_with]))
        }
        Role::WithoutCourse => Some((Audience::Team, vec![Reason::NoCourseForRole])),
        Role::Unsaid | Role::Unclear => None,
    }
}

/// The course itself where it can be taken, else its replacement, else the nearest one on offer.
fn available<'c>(catalog: &'c Catalog, named: &'c Course) -> &'c Course {
    let open = |course: &Course| matches!(course.status.value, Status::Offered | Status::Announced);
    let mut course = named;
    // Replacements may form a chain; the catalogue's length bounds it, so that a ring ends.
    for _ in 0..=catalog.courses.len() {
        match &course.status.value {
            Status::Retired {
                replaced_by: Some(next),
            } => match catalog.course(next) {
                Some(next) => course = next,
                None => break,
            },
            _ => break,
        }
    }
    if open(course) {
        return course;
    }
    [Audience::Team, Audience::ExperiencedTeam]
        .iter()
        .filter(|audience| {
            **audience != Audience::ExperiencedTeam
                || named.audience.value == Audience::ExperiencedTeam
        })
        .filter_map(|audience| catalog.course_for(audience))
        .chain(
            catalog
                .courses
                .iter()
                .filter(|course| course.audience.value != Audience::ExperiencedTeam),
        )
        .find(|course| open(course))
        .unwrap_or(named)
}

fn first(learner: &Learner, audience: &Audience) -> First {
    if learner.cloud_basics == Some(false) {
        First::Basics
    } else if !learner.providers.is_empty() || learner.cloud_basics == Some(true) {
        First::Ready(learner.providers.clone())
    } else if *audience == Audience::ExperiencedTeam {
        First::Taken
    } else {
        First::Unsaid
    }
}

fn alternatives<'c>(
    catalog: &'c Catalog,
    learner: &Learner,
    audience: &Audience,
    taken: &Course,
) -> Vec<Alternative<'c>> {
    let mut wanted: Vec<(Audience, Instead)> = Vec::new();
    let persona = |id: &PersonaId, why| (Audience::Persona(id.clone()), why);
    match audience {
        Audience::Persona(_) => {
            wanted.push((Audience::Team, Instead::IfOnTeam));
            if learner.finops == Some(Finops::Experienced) {
                wanted.push((Audience::ExperiencedTeam, Instead::WithExperience));
            }
        }
        Audience::Team => {
            let soon = matches!(learner.finops, Some(Finops::Growing | Finops::Experienced));
            if soon && learner.cloud_basics != Some(false) {
                wanted.push((Audience::ExperiencedTeam, Instead::WithExperience));
            }
            if let Role::Persona(id) = &learner.role {
                wanted.push(persona(id, Instead::IfNotOnTeam));
            }
            if !soon && learner.cloud_basics != Some(false) {
                wanted.push((Audience::ExperiencedTeam, Instead::WithExperience));
            }
        }
        Audience::ExperiencedTeam => {
            wanted.push((Audience::Team, Instead::Fundamentals));
        }
    }
    if let Some(id) = &learner.second {
        wanted.push(persona(id, Instead::OtherRole));
    }
    let mut found: Vec<Alternative<'c>> = Vec::new();
    for (audience, instead) in wanted {
        let Some(course) = catalog.course_for(&audience) else {
            continue;
        };
        let course = available(catalog, course);
        let known = course.id == taken.id || found.iter().any(|other| other.course.id == course.id);
        if !known {
            found.push(Alternative { course, instead });
        }
    }
    found
}
