//! What the bot can do, and what it keeps.

use super::Desk;
use super::controls::report;
use super::course::find;
use super::reply::{Card, Reply, Section};
use super::request::{COMMANDS, MESSAGE_COMMANDS};

/// Every command with what it does, from the same names that are registered.
pub(super) fn help(desk: Desk<'_>) -> Reply {
    let top = desk.words.say("command-finops");
    let line = |key: &str, path: String, command: &str| {
        let description = desk.words.say(&format!("command-{command}.description"));
        let args = [
            ("command", path.into()),
            ("description", description.into()),
        ];
        desk.words.with(key, &args)
    };
    let name = |command: &str| desk.words.say(&format!("command-{command}"));
    let typed = COMMANDS.map(|own| line("help-line", format!("/{top} {}", name(own)), own));
    let chosen = MESSAGE_COMMANDS.map(|own| line("help-message", name(own), own));
    let lines: Vec<String> = typed.into_iter().chain(chosen).collect();
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
