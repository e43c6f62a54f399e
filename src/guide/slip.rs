//! Friendly words for what cannot be answered, each with a way on.

use super::course::find;
use super::quote::quoted;
use super::reply::{Choice, Control, Outcome, Reply};
use super::request::{Request, Right, Slip};
use super::{Desk, quiz};
use crate::domain::learner::Learner;

pub(super) fn reply(desk: Desk<'_>, slip: &Slip) -> Reply {
    let catalog = desk.catalog();
    let text = match slip {
        Slip::Gap(gap) => {
            let text = quiz::gap_text(desk, *gap);
            return quiz::asked(desk, text, &Learner::default(), &[]);
        }
        Slip::StaleButton => {
            let text = desk.words.say("slip-stale");
            return quiz::asked(desk, text, &Learner::default(), &[]);
        }
        Slip::NoSuchCourse(typed) => {
            let names: Vec<String> = catalog.courses.iter().map(|c| c.short.clone()).collect();
            desk.words.with(
                "slip-no-such-course",
                &[
                    ("words", quoted(typed).into()),
                    ("courses", desk.words.all_of(&names).into()),
                ],
            )
        }
        Slip::NoSuchProvider(typed) => {
            let names: Vec<String> = catalog.providers.iter().map(|p| p.name.clone()).collect();
            desk.words.with(
                "slip-no-such-provider",
                &[
                    ("words", quoted(typed).into()),
                    ("providers", desk.words.all_of(&names).into()),
                ],
            )
        }
        Slip::UnknownCommand => desk.words.say("slip-unknown-command"),
        Slip::Unreadable => desk.words.say("slip-unreadable"),
        Slip::Trouble => desk.words.say("slip-trouble"),
        Slip::MayNotShare => desk.words.say("slip-may-not-share"),
        Slip::Busy => desk.words.say("slip-busy"),
        Slip::NotForBots => desk.words.say("slip-not-for-bots"),
        Slip::Lacks(rights) => {
            let names: Vec<String> = rights
                .iter()
                .map(|right| right_name(desk, *right))
                .collect();
            let names = desk.words.all_of(&names);
            desk.words.with("slip-lacks", &[("rights", names.into())])
        }
        Slip::NotAMember => desk.words.say("slip-not-a-member"),
    };
    let mut rows = Vec::new();
    if matches!(slip, Slip::NoSuchCourse(_)) {
        rows.push(vec![Control::Menu {
            placeholder: desk.words.say("courses-menu"),
            choices: catalog
                .courses
                .iter()
                .map(|course| Choice {
                    label: course.name.value.clone(),
                    description: None,
                    request: Request::Course(course.id.clone()),
                })
                .collect(),
        }]);
    }
    rows.push(vec![find(desk)]);
    Reply {
        text,
        rows,
        outcome: Outcome::Slipped,
        ..Reply::default()
    }
}

fn right_name(desk: Desk<'_>, right: Right) -> String {
    desk.words.say(match right {
        Right::See => "right-see",
        Right::Write => "right-write",
        Right::WriteInThreads => "right-write-in-threads",
        Right::ReadBack => "right-read-back",
    })
}
