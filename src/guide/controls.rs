//! Buttons and links that more than one answer has.

use super::Desk;
use super::reply::{Choice, Control, Weight};
use super::request::{Request, Step};
use crate::domain::catalog::Course;
use crate::domain::learner::Learner;

/// Options get buttons up to this number, a menu beyond it.
const BUTTONS: usize = 9;
/// Buttons in one row.
const ROW: usize = 5;

/// Options to pick one from: buttons in rows, or a menu where they would be too many.
pub(super) fn pick(desk: Desk<'_>, options: Vec<(String, Request)>) -> Vec<Vec<Control>> {
    if options.len() <= BUTTONS {
        let buttons: Vec<Control> = options
            .into_iter()
            .map(|(label, request)| ask(label, request))
            .collect();
        return buttons.chunks(ROW).map(<[Control]>::to_vec).collect();
    }
    vec![vec![Control::Menu {
        placeholder: desk.words.say("quiz-menu"),
        choices: options
            .into_iter()
            .map(|(label, request)| Choice {
                label,
                description: None,
                request,
            })
            .collect(),
    }]]
}

/// A button that asks a further question.
pub(super) fn ask(label: String, request: Request) -> Control {
    Control::Ask {
        label,
        request,
        weight: Weight::Plain,
    }
}

/// Sets two courses side by side, with a way back to the learner's card.
pub(super) fn compare(
    desk: Desk<'_>,
    first: &Course,
    second: &Course,
    learner: &Learner,
) -> Control {
    ask(
        desk.words.with(
            "button-compare",
            &[("course", second.short.as_str().into())],
        ),
        Request::Compare {
            first: first.id.clone(),
            second: second.id.clone(),
            from: Some(learner.clone()),
        },
    )
}

/// The link to the course's page, with the host it leads to.
pub(super) fn page(desk: Desk<'_>, course: &Course) -> Control {
    link(desk, "button-course-page", &course.link.value)
}

/// The link for reporting a wrong fact.
pub(super) fn report(desk: Desk<'_>) -> Control {
    link(desk, "button-report", &desk.catalog().report)
}

fn link(desk: Desk<'_>, key: &str, url: &url::Url) -> Control {
    let host = url.host_str().unwrap_or_default();
    Control::Link {
        label: desk.words.with(key, &[("host", host.into())]),
        url: url.clone(),
    }
}

/// A link that says what it leads to, for replies with several.
pub(super) fn page_of(desk: Desk<'_>, name: &str, url: &url::Url) -> Control {
    let host = url.host_str().unwrap_or_default();
    Control::Link {
        label: desk.words.with(
            "button-page-of",
            &[("name", name.into()), ("host", host.into())],
        ),
        url: url.clone(),
    }
}

/// The way back to the first question.
pub(super) fn restart(desk: Desk<'_>) -> Control {
    ask(
        desk.words.say("button-restart"),
        Request::Quiz {
            learner: Learner::default(),
            step: Step::Role,
        },
    )
}

/// Shows a reply to everybody in the channel.
pub(super) fn share(desk: Desk<'_>, request: Request) -> Control {
    Control::Share {
        label: desk.words.say("button-share"),
        as_reply: desk.words.say("button-reply"),
        request,
    }
}
