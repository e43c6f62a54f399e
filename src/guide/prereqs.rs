//! What to know before a course, and how to get there for one's cloud.

use super::controls::{page, report, share};
use super::course::find;
use super::reply::{Card, Control, Outcome, Reply, Section, Weight};
use super::request::{Request, Slip};
use super::wording::Wording;
use super::{Desk, slip};
use crate::domain::catalog::{Course, CourseId, Provider, ProviderId};

/// The prerequisites, for one course and one provider where they are named.
pub(super) fn reply(
    desk: Desk<'_>,
    course: Option<&CourseId>,
    provider: Option<&ProviderId>,
) -> Reply {
    let catalog = desk.catalog();
    let course = match course {
        Some(id) => match catalog.course(id) {
            Some(course) => Some(course),
            None => return slip::reply(desk, &Slip::NoSuchCourse(id.to_string())),
        },
        None => None,
    };
    let provider = match provider {
        Some(id) => match catalog.provider(id) {
            Some(provider) => Some(provider),
            None => return slip::reply(desk, &Slip::NoSuchProvider(id.to_string())),
        },
        None => None,
    };
    let mut wording = desk.wording();
    let text = lead(desk, &mut wording, course, provider);
    let mut basics = Vec::new();
    for basic in &catalog.basics {
        wording.note(&basic.fact);
        let line = desk.words.family("basic-", &basic.id);
        basics.push(line.unwrap_or_else(|| basic.fact.value.clone()));
    }
    let mut sections = vec![Section {
        heading: desk.words.say("prereqs-basics"),
        body: bullets(&basics),
    }];
    for shown in catalog
        .providers
        .iter()
        .filter(|shown| provider.is_none_or(|only| only.id == shown.id))
    {
        sections.push(Section {
            heading: desk.words.with(
                "prereqs-provider",
                &[("provider", shown.name.as_str().into())],
            ),
            body: bullets(&wording.trainings(shown)),
        });
    }
    let names: Vec<String> = catalog.providers.iter().map(|p| p.name.clone()).collect();
    let enough = desk.words.with(
        "prereqs-one-is-enough",
        &[("providers", desk.words.any_of(&names).into())],
    );
    Reply {
        text,
        cards: vec![Card {
            title: desk.words.say("prereqs-title"),
            lead: Some(enough),
            sections,
            footer: wording.footer(),
            ..Card::default()
        }],
        rows: rows(desk, course, provider),
        outcome: Outcome::Told,
    }
}

fn lead<'a>(
    desk: Desk<'a>,
    wording: &mut Wording<'a>,
    course: Option<&'a Course>,
    provider: Option<&'a Provider>,
) -> String {
    let mut text = match course {
        Some(course) => desk.words.with(
            "prereqs-lead-course",
            &[("course", wording.name(course).into())],
        ),
        None => desk.words.say("prereqs-lead"),
    };
    let shown: Vec<&Provider> = match provider {
        Some(provider) => vec![provider],
        None => desk.catalog().providers.iter().collect(),
    };
    for provider in shown {
        let mut names = Vec::new();
        for training in provider.trainings_by_choice() {
            names.push(wording.training_name(training));
        }
        let trainings = desk.words.any_of(&names);
        text.push(' ');
        text.push_str(&desk.words.with(
            "prereqs-lead-provider",
            &[
                ("provider", provider.name.as_str().into()),
                ("trainings", trainings.into()),
            ],
        ));
    }
    text
}

/// The trainings for the base level: for the clouds that are named, else for each.
pub(super) fn base_level<'a>(
    desk: Desk<'a>,
    wording: &mut Wording<'a>,
    wanted: &[ProviderId],
) -> String {
    let mut lines = Vec::new();
    for provider in desk
        .catalog()
        .providers
        .iter()
        .filter(|provider| wanted.is_empty() || wanted.contains(&provider.id))
    {
        for training in wording.trainings(provider) {
            lines.push(format!("- {}: {training}", provider.name));
        }
    }
    lines.join("\n")
}

fn bullets(lines: &[String]) -> String {
    let lines: Vec<String> = lines.iter().map(|line| format!("- {line}")).collect();
    lines.join("\n")
}

fn rows(desk: Desk<'_>, course: Option<&Course>, provider: Option<&Provider>) -> Vec<Vec<Control>> {
    let others: Vec<Control> = desk
        .catalog()
        .providers
        .iter()
        .filter(|other| provider.is_some_and(|shown| shown.id != other.id))
        .take(4)
        .map(|other| Control::Ask {
            label: other.name.clone(),
            request: Request::Prereqs {
                course: course.map(|course| course.id.clone()),
                provider: Some(other.id.clone()),
            },
            weight: Weight::Plain,
        })
        .collect();
    let mut last: Vec<Control> = course
        .map(|course| page(desk, course))
        .into_iter()
        .collect();
    last.push(find(desk));
    last.push(share(
        desk,
        Request::Prereqs {
            course: course.map(|course| course.id.clone()),
            provider: provider.map(|provider| provider.id.clone()),
        },
    ));
    last.push(report(desk));
    vec![others, last]
}
