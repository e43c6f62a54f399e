//! The main answer: which course, why, what first, what else, what next.

use super::controls::{ask, compare, page, report, restart, share};
use super::reasons::{before, instead, instead_line, lead, next, why};
use super::reply::{Card, Control, Outcome, Reply, Section, Weight};
use super::request::{Request, Step};
use super::wording::Wording;
use super::{Desk, quiz};
use crate::domain::catalog::{Course, CourseId};
use crate::domain::learner::{Learner, LearnerProfile, Quote, Role, Team};
use crate::domain::recommender::{
    Alternative, First, Reason, Recommendation, Take, advise, recommend,
};

/// Most alternatives that get a button of their own.
const BUTTONS: usize = 3;

/// The answer to words and picks. The only one that may quote what was typed.
pub(super) fn from_words(desk: Desk<'_>, profile: &LearnerProfile) -> Reply {
    let reading = desk.guide.read(profile);
    match advise(desk.catalog(), &reading) {
        Recommendation::Take(take) => chosen(desk, &take, &reading.learner, &reading.quotes),
        Recommendation::Ask(_) => quiz::ask_back(desk, profile, &reading),
    }
}

/// The answer for a learner who is known by ids and flags.
pub(super) fn known(desk: Desk<'_>, learner: &Learner, shown: Option<&CourseId>) -> Reply {
    let Recommendation::Take(take) = recommend(desk.catalog(), learner) else {
        return quiz::step(desk, learner, Step::Role);
    };
    let turned = shown.and_then(|id| take.instead.iter().find(|other| other.course.id == *id));
    match turned {
        Some(other) => alternative(desk, &take, other, learner),
        None => chosen(desk, &take, learner, &[]),
    }
}

/// The card of the first choice.
fn chosen(desk: Desk<'_>, take: &Take<'_>, learner: &Learner, quotes: &[Quote]) -> Reply {
    let mut wording = desk.wording();
    let course = take.course;
    let mut text = lead(desk, &mut wording, take);
    let next = next(desk, &mut wording, take, learner);
    if take.first == First::Basics {
        text.push(' ');
        text.push_str(
            &desk
                .words
                .with("lead-basics-first", &[("next", next.as_str().into())]),
        );
    }
    let mut sections = vec![
        section(desk, "heading-why", why(desk, &mut wording, take, quotes)),
        section(desk, "heading-takes", wording.takes(course).join("\n")),
        section(
            desk,
            "heading-before",
            before(desk, &mut wording, take, learner),
        ),
        section(desk, "heading-instead", instead(desk, &mut wording, take)),
        section(desk, "heading-next", next),
    ];
    sections.retain(|section| !section.body.is_empty());
    let request = Request::Known {
        learner: learner.clone(),
        shown: None,
    };
    Reply {
        text,
        cards: vec![card(desk, wording, course, sections)],
        rows: rows(desk, take, learner, request),
        outcome: Outcome::Recommended(course.id.clone()),
    }
}

/// The card turned over to one of the alternatives.
fn alternative(
    desk: Desk<'_>,
    take: &Take<'_>,
    other: &Alternative<'_>,
    learner: &Learner,
) -> Reply {
    let mut wording = desk.wording();
    let course = other.course;
    let why = instead_line(desk, &mut wording, other);
    let text = desk.words.with(
        "shown-lead",
        &[
            ("why", why.into()),
            ("link", course.link.value.as_str().into()),
        ],
    );
    let mut sections = vec![
        section(desk, "heading-audience", wording.audience(course)),
        section(desk, "heading-takes", wording.takes(course).join("\n")),
        section(
            desk,
            "heading-before",
            before(desk, &mut wording, take, learner),
        ),
    ];
    sections.extend(wording.status(course).map(|note| Section {
        heading: desk.words.say("heading-status"),
        body: note,
    }));
    sections.retain(|section| !section.body.is_empty());
    let back = ask(
        desk.words.with(
            "button-back-to",
            &[("course", take.course.short.as_str().into())],
        ),
        Request::Known {
            learner: learner.clone(),
            shown: None,
        },
    );
    let request = Request::Known {
        learner: learner.clone(),
        shown: Some(course.id.clone()),
    };
    Reply {
        text,
        cards: vec![card(desk, wording, course, sections)],
        rows: vec![
            vec![
                page(desk, course),
                back,
                compare(desk, take.course, course, learner),
            ],
            vec![restart(desk), share(desk, request), report(desk)],
        ],
        outcome: Outcome::Recommended(course.id.clone()),
    }
}

fn card(desk: Desk<'_>, wording: Wording<'_>, course: &Course, sections: Vec<Section>) -> Card {
    Card {
        title: course.name.value.clone(),
        link: Some(course.link.value.clone()),
        lead: Some(super::course::kind(desk, course)),
        sections,
        footer: wording.footer(),
        colour: Some(course.colour),
    }
}

fn section(desk: Desk<'_>, heading: &str, body: String) -> Section {
    Section {
        heading: desk.words.say(heading),
        body,
    }
}

fn rows(desk: Desk<'_>, take: &Take<'_>, learner: &Learner, own: Request) -> Vec<Vec<Control>> {
    let mut first = vec![page(desk, take.course)];
    let turn = |team: Team| Request::Known {
        learner: Learner {
            team: Some(team),
            ..learner.clone()
        },
        shown: None,
    };
    if take.because.contains(&Reason::AssumedNotOnTeam) {
        first.push(Control::Ask {
            label: desk.words.say("button-on-team"),
            request: turn(Team::Member),
            weight: Weight::Main,
        });
    } else if matches!(learner.role, Role::Persona(_)) && learner.team == Some(Team::Member) {
        first.push(ask(
            desk.words.say("button-not-on-team"),
            turn(Team::WorkingWith),
        ));
    }
    if matches!(take.first, First::Basics | First::Unsaid) && take.because != [Reason::Hires] {
        first.push(ask(
            desk.words.say("button-basics"),
            Request::Prereqs {
                course: Some(take.course.id.clone()),
                provider: learner.providers.first().cloned(),
            },
        ));
    }
    let mut second: Vec<Control> = take
        .instead
        .iter()
        .take(BUTTONS)
        .map(|other| {
            ask(
                desk.words.with(
                    "button-show",
                    &[("course", other.course.short.as_str().into())],
                ),
                Request::Known {
                    learner: learner.clone(),
                    shown: Some(other.course.id.clone()),
                },
            )
        })
        .collect();
    if let Some(other) = take.instead.first() {
        second.push(compare(desk, take.course, other.course, learner));
    }
    let last = vec![restart(desk), share(desk, own), report(desk)];
    vec![first, second, last]
}
