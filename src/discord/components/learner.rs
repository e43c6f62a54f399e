//! A learner as text: four flags, two roles, the providers.
//!
//! `ms--.engineers..aws+gcp` is a team member with some FinOps who works as an engineer and knows
//! two clouds.

use crate::domain::catalog::{Catalog, PersonaId, ProviderId};
use crate::domain::learner::{Finops, Learner, Role, Team};

/// Between the fields of a question.
pub(super) const BETWEEN_FIELDS: char = '.';
const BETWEEN_PROVIDERS: char = '+';
const UNSAID: char = '-';
const WITHOUT_COURSE: &str = "*";
const UNCLEAR: &str = "?";

/// The learner as text, unless an id holds characters that cannot be carried.
pub(super) fn write(learner: &Learner) -> Option<String> {
    let role = match &learner.role {
        Role::Unsaid => "",
        Role::WithoutCourse => WITHOUT_COURSE,
        Role::Unclear => UNCLEAR,
        Role::Persona(id) => id_text(id.as_str())?,
    };
    let second = match &learner.second {
        Some(id) => id_text(id.as_str())?,
        None => "",
    };
    let mut text = String::with_capacity(48);
    text.push(learner.team.map_or(UNSAID, team_flag));
    text.push(learner.finops.map_or(UNSAID, finops_flag));
    text.push(match learner.cloud_basics {
        Some(true) => 'y',
        Some(false) => 'n',
        None => UNSAID,
    });
    text.push(if learner.by_goal { 'g' } else { UNSAID });
    for field in [role, second] {
        text.push(BETWEEN_FIELDS);
        text.push_str(field);
    }
    text.push(BETWEEN_FIELDS);
    for (place, provider) in learner.providers.iter().enumerate() {
        if place > 0 {
            text.push(BETWEEN_PROVIDERS);
        }
        text.push_str(id_text(provider.as_str())?);
    }
    Some(text)
}

/// The learner in the next four fields, if the catalogue knows everything in them.
pub(super) fn parse<'t>(
    fields: &mut impl Iterator<Item = &'t str>,
    catalog: &Catalog,
) -> Option<Learner> {
    let mut flags = fields.next()?.chars();
    let (team, finops) = (flags.next()?, flags.next()?);
    let (basics, goal) = (flags.next()?, flags.next()?);
    if flags.next().is_some() {
        return None;
    }
    let role = match fields.next()? {
        "" => Role::Unsaid,
        WITHOUT_COURSE => Role::WithoutCourse,
        UNCLEAR => Role::Unclear,
        id => Role::Persona(persona(id, catalog)?),
    };
    let second = match fields.next()? {
        "" => None,
        id => Some(persona(id, catalog)?),
    };
    let providers = match fields.next()? {
        "" => Vec::new(),
        ids => ids
            .split(BETWEEN_PROVIDERS)
            .map(|id| provider(id, catalog))
            .collect::<Option<_>>()?,
    };
    Some(Learner {
        role,
        second,
        by_goal: flag(goal, &[('g', true)])?.unwrap_or(false),
        team: flag(team, &Team::ALL.map(|team| (team_flag(team), team)))?,
        finops: flag(
            finops,
            &Finops::ALL.map(|level| (finops_flag(level), level)),
        )?,
        cloud_basics: flag(basics, &[('y', true), ('n', false)])?,
        providers,
    })
}

/// An id, if it consists of characters that mean nothing else here.
pub(super) fn id_text(id: &str) -> Option<&str> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    (!id.is_empty() && id.chars().all(plain)).then_some(id)
}

pub(super) fn provider(id: &str, catalog: &Catalog) -> Option<ProviderId> {
    let id = ProviderId::new(id);
    catalog.provider(&id).map(|known| known.id.clone())
}

fn persona(id: &str, catalog: &Catalog) -> Option<PersonaId> {
    let id = PersonaId::new(id);
    catalog.persona(&id).map(|known| known.id.clone())
}

fn team_flag(team: Team) -> char {
    match team {
        Team::Member => 'm',
        Team::Joining => 'j',
        Team::Supporting => 's',
        Team::Hiring => 'h',
        Team::WorkingWith => 'w',
        Team::NotSure => 'u',
    }
}

fn finops_flag(level: Finops) -> char {
    match level {
        Finops::None => 'n',
        Finops::Some => 's',
        Finops::Growing => 'g',
        Finops::Experienced => 'e',
    }
}

/// The value of a flag: `Some(None)` where it is unsaid, `None` where it is no flag of ours.
fn flag<T: Copy>(given: char, known: &[(char, T)]) -> Option<Option<T>> {
    if given == UNSAID {
        return Some(None);
    }
    known
        .iter()
        .find(|(flag, _)| *flag == given)
        .map(|(_, value)| Some(*value))
}
