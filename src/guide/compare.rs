//! Two courses side by side, field by field, both values under one label.

use super::controls::{page_of, report, share};
use super::reply::{Card, Control, Outcome, Reply, Section, Weight};
use super::request::{Request, Slip};
use super::wording::Wording;
use super::{Desk, course as one, slip};
use crate::domain::catalog::{Course, CourseId};
use crate::domain::learner::Learner;

type Field = for<'a> fn(&mut Wording<'a>, &'a Course) -> Option<String>;

/// The fields of the table. A field that neither course has is left out.
const FIELDS: [(&str, Field); 6] = [
    ("heading-format", held),
    ("heading-effort", |wording, course| wording.effort(course)),
    ("heading-access", |wording, course| wording.access(course)),
    ("heading-price", |wording, course| wording.prices(course)),
    ("heading-exam", |wording, course| wording.exam(course)),
    ("heading-badge", |wording, course| wording.badge(course)),
];

/// How a course is held, with the live classes that belong to it.
fn held<'a>(wording: &mut Wording<'a>, course: &'a Course) -> Option<String> {
    let format = wording.format(course)?;
    Some(match wording.live(course) {
        Some(live) => format!("{format}; {live}"),
        None => format,
    })
}

/// Whether each can be taken, where one of them cannot.
fn open<'a>(desk: Desk<'a>, wording: &mut Wording<'a>, both: [&'a Course; 2]) -> Option<Section> {
    let mut lines = Vec::new();
    for course in both {
        if let Some(note) = wording.status(course) {
            lines.push(line(desk, course, note));
        }
    }
    (!lines.is_empty()).then(|| Section {
        heading: desk.words.say("heading-status"),
        body: lines.join("\n"),
    })
}

pub(super) fn reply(
    desk: Desk<'_>,
    first: &CourseId,
    second: &CourseId,
    from: Option<&Learner>,
) -> Reply {
    let catalog = desk.catalog();
    let (a, b) = match (catalog.course(first), catalog.course(second)) {
        (Some(a), Some(b)) => (a, b),
        (None, _) => return slip::reply(desk, &Slip::NoSuchCourse(first.to_string())),
        (_, None) => return slip::reply(desk, &Slip::NoSuchCourse(second.to_string())),
    };
    if a.id == b.id {
        let mut same = one::reply(desk, first);
        let name = a.name.value.as_str();
        let note = desk.words.with("compare-same", &[("course", name.into())]);
        same.text = format!("{note} {}", same.text);
        return same;
    }
    let mut wording = desk.wording();
    let text = desk.words.with(
        "compare-lead",
        &[
            ("first", who(desk, &mut wording, a).into()),
            ("second", who(desk, &mut wording, b).into()),
            ("page", a.link.value.as_str().into()),
            ("other-page", b.link.value.as_str().into()),
        ],
    );
    let mut sections: Vec<Section> = FIELDS
        .iter()
        .filter_map(|(heading, field)| {
            let values = [(a, field(&mut wording, a)), (b, field(&mut wording, b))];
            // What is unknown of one is left out for both: a dash would say nothing.
            let lines: Option<Vec<String>> = values
                .into_iter()
                .map(|(course, value)| Some(line(desk, course, value?)))
                .collect();
            lines.map(|lines| Section {
                heading: desk.words.say(heading),
                body: lines.join("\n"),
            })
        })
        .collect();
    if let (Some(note), Some(last)) = (wording.stale_note(), sections.last_mut()) {
        last.body.push('\n');
        last.body.push_str(&note);
    }
    sections.extend(open(desk, &mut wording, [a, b]));
    let whose = [who(desk, &mut wording, a), who(desk, &mut wording, b)].join("\n");
    sections.push(Section {
        heading: desk.words.say("heading-who"),
        body: whose,
    });
    let title = desk.words.with(
        "compare-title",
        &[
            ("first", wording.name(a).into()),
            ("second", wording.name(b).into()),
        ],
    );
    Reply {
        text,
        cards: vec![Card {
            title,
            sections,
            footer: wording.footer(),
            ..Card::default()
        }],
        rows: rows(desk, a, b, from),
        outcome: Outcome::Told,
    }
}

fn line(desk: Desk<'_>, course: &Course, value: String) -> String {
    desk.words.with(
        "compare-value",
        &[
            ("course", course.short.as_str().into()),
            ("value", value.into()),
        ],
    )
}

/// Who should take which.
fn who<'a>(desk: Desk<'a>, wording: &mut Wording<'a>, course: &'a Course) -> String {
    let audience = wording.audience(course);
    desk.words.with(
        "compare-who",
        &[
            ("course", wording.name(course).into()),
            ("audience", audience.into()),
        ],
    )
}

fn rows(desk: Desk<'_>, a: &Course, b: &Course, from: Option<&Learner>) -> Vec<Vec<Control>> {
    let pages = [a, b]
        .map(|course| page_of(desk, &course.short, &course.link.value))
        .into();
    let mut last = Vec::new();
    if let Some(learner) = from {
        last.push(Control::Ask {
            label: desk.words.say("button-back"),
            request: Request::Known {
                learner: learner.clone(),
                shown: None,
            },
            weight: Weight::Main,
        });
    } else {
        last.push(one::find(desk));
    }
    last.push(share(
        desk,
        Request::Compare {
            first: a.id.clone(),
            second: b.id.clone(),
            from: None,
        },
    ));
    last.push(report(desk));
    vec![pages, last]
}
