//! What the bot can do, and what it keeps.

use super::Desk;
use super::controls::report;
use super::course::find;
use super::reply::{Card, Reply, Section};
use super::request::COMMANDS;

/// Every command with what it does, from the same names that are registered.
pub(super) fn help(desk: Desk<'_>) -> Reply {
    let lines: Vec<String> = COMMANDS
        .iter()
        .map(|command| {
            let key = format!("command-{command}");
            let path = format!(
                "/{} {}",
                desk.words.say("command-finops"),
                desk.words.say(&key)
            );
            let description = desk.words.say(&format!("{key}.description"));
            desk.words.with(
                "help-line",
                &[
                    ("command", path.into()),
                    ("description", description.into()),
                ],
            )
        })
        .collect();
    let sections = vec![
        Section {
            heading: desk.words.say("help-commands"),
            body: lines.join("\n"),
        },
        Section {
            heading: desk.words.say("heading-not-affiliated"),
            body: desk.words.say("help-not-affiliated"),
        },
    ];
    Reply {
        text: desk.words.say("help-lead"),
        cards: vec![Card {
            title: desk.words.say("help-title"),
            sections,
            ..Card::default()
        }],
        rows: vec![vec![find(desk), report(desk)]],
        ..Reply::default()
    }
}

/// What is kept about people, and what about this server.
pub(super) fn privacy(desk: Desk<'_>) -> Reply {
    let parts = [
        ("heading-privacy-words", "privacy-words"),
        ("heading-privacy-server", "privacy-server"),
        ("heading-not-affiliated", "help-not-affiliated"),
    ];
    let sections = parts
        .into_iter()
        .map(|(heading, body)| Section {
            heading: desk.words.say(heading),
            body: desk.words.say(body),
        })
        .collect();
    Reply {
        text: desk.words.say("privacy-lead"),
        cards: vec![Card {
            title: desk.words.say("privacy-title"),
            sections,
            ..Card::default()
        }],
        rows: vec![vec![find(desk)]],
        ..Reply::default()
    }
}
