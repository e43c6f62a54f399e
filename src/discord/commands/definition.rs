//! The table as Discord's command definitions, with every language that is loaded.

use serde_json::Value;
use serenity::builder::{CreateCommand, CreateCommandOption};
use serenity::model::application::{
    CommandOptionType, CommandType, InstallationContext, InteractionContext,
};

use crate::domain::catalog::Catalog;
use crate::domain::locale::Locale;
use crate::guide::responses::Responses;

use super::message::name;
use super::needs::{choice_ids, choice_key, command_key, description_of, option_key};
use super::{
    COMMAND, Choices, MESSAGE_COMMANDS, MessageCommand, OptionKind, OptionRow, SUBCOMMANDS,
    Subcommand, Suggest,
};

/// The languages that Discord localises commands in. It refuses any other.
const LOCALES: [&str; 32] = [
    "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl",
    "no", "pl", "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th",
    "zh-CN", "ja", "zh-TW", "ko",
];
/// Discord's most; of a catalogue with more providers only the first are shown, and the lint says
/// so.
const CHOICES: usize = 25;

/// The commands as Discord is told of them: a list, since they are registered together. The same
/// data give the same value.
///
/// English is given both as the default and by its own tag: without that, `en-GB` would stand in
/// for it.
pub fn definitions(responses: &Responses, catalog: &Catalog) -> Value {
    let texts = Texts {
        responses,
        english: Locale::english(),
        locales: responses
            .locales()
            .filter(|locale| LOCALES.contains(&locale.as_str()))
            .collect(),
    };
    let on_messages = MESSAGE_COMMANDS.iter().map(|row| on_message(row, &texts));
    let all: Vec<CreateCommand> = std::iter::once(typed(&texts, catalog))
        .chain(on_messages)
        .collect();
    serde_json::to_value(all).unwrap_or_default()
}

/// The command that is typed.
fn typed(texts: &Texts<'_>, catalog: &Catalog) -> CreateCommand {
    let key = command_key(COMMAND);
    let mut command = everywhere(CreateCommand::new(COMMAND), CommandType::ChatInput)
        .description(texts.english(&description_of(&key)))
        .set_options(
            SUBCOMMANDS
                .iter()
                .map(|row| subcommand(row, texts, catalog))
                .collect(),
        );
    for (locale, text) in texts.each(&key) {
        command = command.name_localized(locale, text);
    }
    for (locale, text) in texts.each(&description_of(&key)) {
        command = command.description_localized(locale, text);
    }
    command
}

/// A command in the menu of a message: Discord shows its name and nothing else.
fn on_message(row: &MessageCommand, texts: &Texts<'_>) -> CreateCommand {
    let command = CreateCommand::new(name(row, texts.responses));
    let mut command = everywhere(command, CommandType::Message);
    for (locale, text) in texts.each(&command_key(row.name)) {
        command = command.name_localized(locale, text);
    }
    command
}

/// In servers, in the bot's direct messages and, with people who brought it along, elsewhere.
fn everywhere(command: CreateCommand, kind: CommandType) -> CreateCommand {
    command
        .kind(kind)
        .contexts(vec![
            InteractionContext::Guild,
            InteractionContext::BotDm,
            InteractionContext::PrivateChannel,
        ])
        .integration_types(vec![InstallationContext::Guild, InstallationContext::User])
}

struct Texts<'a> {
    responses: &'a Responses,
    english: Locale,
    locales: Vec<&'a Locale>,
}

impl<'a> Texts<'a> {
    fn english(&self, key: &str) -> String {
        self.responses.text(&self.english, key, &[])
    }

    fn each(&self, key: &str) -> impl Iterator<Item = (&'a str, String)> {
        self.locales
            .iter()
            .map(|locale| (locale.as_str(), self.responses.text(locale, key, &[])))
    }
}

fn subcommand(row: &Subcommand, texts: &Texts<'_>, catalog: &Catalog) -> CreateCommandOption {
    let options = row.options.iter().map(|row| option(row, texts, catalog));
    let kind = CommandOptionType::SubCommand;
    named(kind, row.name, &command_key(row.name), texts).set_sub_options(options)
}

fn option(row: &OptionRow, texts: &Texts<'_>, catalog: &Catalog) -> CreateCommandOption {
    let kind = match row.kind {
        OptionKind::Text { .. } | OptionKind::Choice(_) => CommandOptionType::String,
        OptionKind::Member => CommandOptionType::User,
        OptionKind::Flag => CommandOptionType::Boolean,
    };
    let option = named(kind, row.name, &option_key(row.name), texts).required(row.required);
    match row.kind {
        OptionKind::Text { most, suggest } => option
            .max_length(most)
            .set_autocomplete(suggest != Suggest::Nothing),
        OptionKind::Choice(choices) => with_choices(option, choices, texts, catalog),
        OptionKind::Member | OptionKind::Flag => option,
    }
}

/// A part of the command under its id, with its names and descriptions in every language.
fn named(kind: CommandOptionType, id: &str, key: &str, texts: &Texts<'_>) -> CreateCommandOption {
    let description = description_of(key);
    let mut option = CreateCommandOption::new(kind, id, texts.english(&description));
    for (locale, text) in texts.each(key) {
        option = option.name_localized(locale, text);
    }
    for (locale, text) in texts.each(&description) {
        option = option.description_localized(locale, text);
    }
    option
}

fn with_choices(
    mut option: CreateCommandOption,
    choices: Choices,
    texts: &Texts<'_>,
    catalog: &Catalog,
) -> CreateCommandOption {
    let ids = choice_ids(choices);
    if matches!(choices, Choices::Provider | Choices::ProviderOrNone) {
        for provider in catalog.providers.iter().take(CHOICES - ids.len()) {
            option = option.add_string_choice(&provider.name, provider.id.as_str());
        }
    }
    for id in ids {
        let key = choice_key(choices, id);
        option = option.add_string_choice_localized(texts.english(&key), id, texts.each(&key));
    }
    // A closed list needs no length of its own, but every text that is sent has one.
    option.max_length(100)
}
