//! The parts of a recommendation in words: why, what first, what else, what next.

use super::Desk;
use super::quote::quoted;
use super::wording::Wording;
use crate::domain::catalog::{PersonaId, Status};
use crate::domain::learner::{Learner, Quote};
use crate::domain::recommender::{Alternative, First, Instead, Reason, Take};

/// The first line: course, reason and link. It stands alone where cards are off.
pub(super) fn lead<'a>(desk: Desk<'a>, wording: &mut Wording<'a>, take: &Take<'a>) -> String {
    let course = take.course;
    wording.note(&course.link);
    let name = wording.name(course);
    let link = course.link.value.as_str();
    let plain = |key: &str| {
        desk.words
            .with(key, &[("course", name.into()), ("link", link.into())])
    };
    if let Some(named) = take.stands_in_for {
        let named = wording.name(named);
        return desk.words.with(
            "lead-stands-in",
            &[
                ("course", name.into()),
                ("named", named.into()),
                ("link", link.into()),
            ],
        );
    }
    let assumed = take.because.contains(&Reason::AssumedNotOnTeam);
    for reason in &take.because {
        match reason {
            Reason::Experienced => return plain("lead-experienced"),
            Reason::OnTeam => return plain("lead-on-team"),
            Reason::JoinsTeam => return plain("lead-joining"),
            Reason::SupportsTeams => return plain("lead-supporting"),
            Reason::Hires => return plain("lead-hiring"),
            Reason::NoCourseForRole => return plain("lead-no-course"),
            Reason::Works(id) => {
                let key = if assumed {
                    "lead-persona-assumed"
                } else {
                    "lead-persona"
                };
                let does = persona(desk, wording, id, ".does");
                return desk.words.with(
                    key,
                    &[
                        ("course", name.into()),
                        ("does", does.into()),
                        ("link", link.into()),
                    ],
                );
            }
            Reason::Wants(id) => {
                let wants = persona(desk, wording, id, ".into");
                return desk.words.with(
                    "lead-persona-goal",
                    &[
                        ("course", name.into()),
                        ("wants", wants.into()),
                        ("link", link.into()),
                    ],
                );
            }
            Reason::WorksWithTeam | Reason::AssumedNotOnTeam => {}
        }
    }
    plain("lead-no-course")
}

fn persona(desk: Desk<'_>, wording: &Wording<'_>, id: &PersonaId, form: &str) -> String {
    match desk.catalog().persona(id) {
        Some(persona) => wording.persona(persona, form),
        None => id.to_string(),
    }
}

/// Every reason as a sentence, then the words that led there.
pub(super) fn why<'a>(
    desk: Desk<'a>,
    wording: &mut Wording<'a>,
    take: &Take<'a>,
    quotes: &[Quote],
) -> String {
    let mut lines: Vec<String> = Vec::new();
    if let Some(named) = take.stands_in_for
        && let Some(status) = wording.status(named)
    {
        let name = wording.name(named);
        lines.push(desk.words.with(
            "why-stands-in",
            &[("course", name.into()), ("status", status.into())],
        ));
    }
    for reason in &take.because {
        // What speaks for the deepest training does not speak for what stands in for it.
        if *reason == Reason::Experienced && take.stands_in_for.is_some() {
            continue;
        }
        lines.push(match reason {
            Reason::OnTeam => desk.words.say("why-on-team"),
            Reason::JoinsTeam => desk.words.say("why-joins"),
            Reason::SupportsTeams => desk.words.say("why-supports"),
            Reason::Hires => desk.words.say("why-hires"),
            Reason::Experienced => desk.words.say("why-experienced"),
            Reason::Works(id) => {
                let reason = persona(desk, wording, id, ".reason");
                desk.words.with("why-works", &[("reason", reason.into())])
            }
            Reason::Wants(id) => {
                let name = persona(desk, wording, id, ".into");
                desk.words.with("why-wants", &[("persona", name.into())])
            }
            Reason::WorksWithTeam => desk.words.say("why-works-with"),
            Reason::AssumedNotOnTeam => desk.words.say("why-assumed"),
            Reason::NoCourseForRole => desk.words.say("why-no-course"),
        });
    }
    lines.extend(wording.status(take.course));
    let mut text = lines.join(" ");
    let mut words: Vec<String> = Vec::new();
    for quote in quotes {
        let said = desk
            .words
            .with("quote", &[("words", quoted(&quote.words).into())]);
        if !words.contains(&said) {
            words.push(said);
        }
    }
    if !words.is_empty() {
        let words = desk.words.all_of(&words);
        text.push('\n');
        text.push_str(&desk.words.with("why-quotes", &[("words", words.into())]));
    }
    text
}

/// What comes before the course, for the cloud that the person uses.
pub(super) fn before<'a>(
    desk: Desk<'a>,
    wording: &mut Wording<'a>,
    take: &Take<'a>,
    learner: &Learner,
) -> String {
    let catalog = desk.catalog();
    if take.because == [Reason::Hires] {
        return String::new();
    }
    match &take.first {
        First::Ready(known) if known.is_empty() => desk.words.say("before-ready-any"),
        First::Ready(known) => {
            let names: Vec<String> = known
                .iter()
                .filter_map(|id| catalog.provider(id))
                .map(|provider| provider.name.clone())
                .collect();
            desk.words.with(
                "before-ready",
                &[("providers", desk.words.all_of(&names).into())],
            )
        }
        First::Basics => {
            let trainings = super::prereqs::base_level(desk, wording, &learner.providers);
            let key = if learner.providers.is_empty() {
                "before-basics-any"
            } else {
                "before-basics"
            };
            desk.words.with(key, &[("trainings", trainings.into())])
        }
        First::Taken => desk.words.say("before-taken"),
        First::Unsaid => desk.words.say("before-unsaid"),
    }
}

/// The alternatives, one line each, and why not they.
pub(super) fn instead<'a>(desk: Desk<'a>, wording: &mut Wording<'a>, take: &Take<'a>) -> String {
    let mut lines = Vec::new();
    for other in &take.instead {
        lines.push(instead_line(desk, wording, other));
    }
    lines.join("\n")
}

pub(super) fn instead_line<'a>(
    desk: Desk<'a>,
    wording: &mut Wording<'a>,
    other: &Alternative<'a>,
) -> String {
    let key = match other.instead {
        Instead::IfOnTeam => "instead-on-team",
        Instead::WithExperience => "instead-experience",
        Instead::IfNotOnTeam => "instead-not-on-team",
        Instead::OtherRole => "instead-other-role",
        Instead::Fundamentals => "instead-fundamentals",
    };
    let name = wording.name(other.course);
    desk.words.with(key, &[("course", name.into())])
}

/// One next step.
pub(super) fn next<'a>(
    desk: Desk<'a>,
    wording: &mut Wording<'a>,
    take: &Take<'a>,
    learner: &Learner,
) -> String {
    if take.because == [Reason::Hires] {
        return desk.words.say("next-hiring");
    }
    let training = learner
        .providers
        .iter()
        .filter_map(|id| desk.catalog().provider(id))
        .find_map(|provider| provider.trainings_by_choice().next());
    match (&take.first, training) {
        (First::Basics, Some(training)) => {
            let name = wording.training_name(training);
            desk.words.with("next-basics", &[("training", name.into())])
        }
        (First::Basics, None) => {
            let mut names = Vec::new();
            for provider in &desk.catalog().providers {
                if let Some(training) = provider.trainings_by_choice().next() {
                    names.push(wording.training_name(training));
                }
            }
            let names = desk.words.any_of(&names);
            desk.words
                .with("next-basics-any", &[("trainings", names.into())])
        }
        _ if take.course.status.value == Status::Announced => desk.words.say("next-announced"),
        _ => desk.words.say("next-course"),
    }
}
