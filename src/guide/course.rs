//! One course, or all of them at a glance.

use super::controls::{page, report, restart, share};
use super::reply::{Card, Choice, Control, Outcome, Reply, Section, Weight};
use super::request::{Request, Slip};
use super::{Desk, slip};
use crate::domain::catalog::{Audience, Course, CourseId, Status};

/// Everything known of one course.
pub(super) fn reply(desk: Desk<'_>, id: &CourseId) -> Reply {
    let Some(course) = desk.catalog().course(id) else {
        return slip::reply(desk, &Slip::NoSuchCourse(id.to_string()));
    };
    let mut wording = desk.wording();
    wording.note(&course.link);
    let text = desk.words.with(
        "course-lead",
        &[
            ("course", wording.name(course).into()),
            ("audience", wording.audience(course).into()),
            ("link", course.link.value.as_str().into()),
        ],
    );
    let mut sections = vec![
        Section {
            heading: desk.words.say("heading-audience"),
            body: wording.audience(course),
        },
        Section {
            heading: desk.words.say("heading-takes"),
            body: wording.takes(course).join("\n"),
        },
    ];
    sections.extend(wording.status(course).map(|note| Section {
        heading: desk.words.say("heading-status"),
        body: note,
    }));
    sections.push(Section {
        heading: desk.words.say("heading-before"),
        body: desk.words.say("before-unsaid"),
    });
    sections.retain(|section| !section.body.is_empty());
    Reply {
        text,
        cards: vec![Card {
            title: course.name.value.clone(),
            link: Some(course.link.value.clone()),
            lead: Some(kind(desk, course)),
            sections,
            footer: wording.footer(),
            colour: Some(course.colour),
        }],
        rows: vec![
            vec![
                page(desk, course),
                Control::Ask {
                    label: desk.words.say("button-basics"),
                    request: Request::Prereqs {
                        course: Some(course.id.clone()),
                        provider: None,
                    },
                    weight: Weight::Plain,
                },
            ],
            vec![
                find(desk),
                share(desk, Request::Course(course.id.clone())),
                report(desk),
            ],
        ],
        outcome: Outcome::Told,
    }
}

/// All courses that can be named, each with whom it is for.
pub(super) fn overview(desk: Desk<'_>) -> Reply {
    let mut wording = desk.wording();
    let mut sections = Vec::new();
    let mut choices = Vec::new();
    let mut lines = Vec::new();
    for course in &desk.catalog().courses {
        if matches!(course.status.value, Status::Retired { .. }) {
            continue;
        }
        let audience = wording.audience(course);
        let mut body = audience.clone();
        if let Some(note) = wording.status(course) {
            body.push('\n');
            body.push_str(&note);
        }
        body.push_str(&format!("\n<{}>", course.link.value));
        lines.push(desk.words.with(
            "courses-line",
            &[
                ("course", wording.name(course).into()),
                ("link", course.link.value.as_str().into()),
            ],
        ));
        sections.push(Section {
            heading: course.name.value.clone(),
            body,
        });
        choices.push(Choice {
            label: course.name.value.clone(),
            description: Some(audience),
            request: Request::Course(course.id.clone()),
        });
    }
    Reply {
        text: desk
            .words
            .with("courses-lead", &[("courses", lines.join("\n").into())]),
        cards: vec![Card {
            title: desk.words.say("courses-title"),
            sections,
            footer: wording.footer(),
            ..Card::default()
        }],
        rows: vec![
            vec![Control::Menu {
                placeholder: desk.words.say("courses-menu"),
                choices,
            }],
            vec![find(desk), share(desk, Request::Courses), report(desk)],
        ],
        outcome: Outcome::Told,
    }
}

/// What kind of training it is, in one line.
pub(super) fn kind(desk: Desk<'_>, course: &Course) -> String {
    desk.words.say(match course.audience.value {
        Audience::Team | Audience::ExperiencedTeam => "kind-certified",
        Audience::Persona(_) => "kind-persona",
    })
}

/// The way into the guided questions.
pub(super) fn find(desk: Desk<'_>) -> Control {
    match restart(desk) {
        Control::Ask { request, .. } => Control::Ask {
            label: desk.words.say("prereqs-find"),
            request,
            weight: Weight::Main,
        },
        other => other,
    }
}
