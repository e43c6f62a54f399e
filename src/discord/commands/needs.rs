//! The response keys of the command table.

use std::borrow::Cow;

use crate::guide::responses::Needs;

use super::{
    COMMAND, Choices, EXPERIENCE, MESSAGE_COMMANDS, NO_CLOUD, OptionKind, SUBCOMMANDS, TEAM,
};

const NAME: usize = 32;
const DESCRIPTION: usize = 100;
const CHOICE: usize = 100;

/// Every text that the definition is made of, each once.
pub fn needs() -> Vec<Needs> {
    let mut needs = Vec::new();
    described(&mut needs, command_key(COMMAND));
    for row in MESSAGE_COMMANDS {
        described(&mut needs, command_key(row.name));
    }
    for row in SUBCOMMANDS {
        described(&mut needs, command_key(row.name));
        for option in row.options {
            described(&mut needs, option_key(option.name));
            if let OptionKind::Choice(choices) = option.kind {
                for id in choice_ids(choices) {
                    add(&mut needs, choice_key(choices, id), CHOICE);
                }
            }
        }
    }
    needs
}

pub(super) fn command_key(name: &str) -> String {
    format!("command-{name}")
}

pub(super) fn option_key(name: &str) -> String {
    format!("option-{name}")
}

pub(super) fn description_of(key: &str) -> String {
    format!("{key}.description")
}

pub(super) fn choice_key(choices: Choices, id: &str) -> String {
    let list = match choices {
        Choices::Experience => "experience",
        Choices::Team => "team",
        Choices::Provider | Choices::ProviderOrNone => "cloud",
    };
    format!("choice-{list}-{id}")
}

/// The choices that the responses name; providers are named by the catalogue.
pub(super) fn choice_ids(choices: Choices) -> Vec<&'static str> {
    match choices {
        Choices::Experience => EXPERIENCE.iter().map(|(id, ..)| *id).collect(),
        Choices::Team => TEAM.iter().map(|(id, _)| *id).collect(),
        Choices::Provider => Vec::new(),
        Choices::ProviderOrNone => vec![NO_CLOUD],
    }
}

/// The key of the text for a choice; `None` where the catalogue names it.
pub(super) fn choice_text(option: &str, id: &str) -> Option<String> {
    let options = SUBCOMMANDS.iter().flat_map(|row| row.options);
    let mut choices = options
        .filter(|row| row.name == option)
        .filter_map(|row| match row.kind {
            OptionKind::Choice(choices) => Some(choices),
            _ => None,
        });
    choices
        .find(|choices| choice_ids(*choices).contains(&id))
        .map(|choices| choice_key(choices, id))
}

fn described(needs: &mut Vec<Needs>, key: String) {
    let description = description_of(&key);
    add(needs, key, NAME);
    add(needs, description, DESCRIPTION);
}

fn add(needs: &mut Vec<Needs>, key: String, limit: usize) {
    let need = Needs {
        key: Cow::Owned(key),
        args: Cow::Borrowed(&[]),
        limit,
    };
    if !needs.contains(&need) {
        needs.push(need);
    }
}
