//! Discord's limits for a command definition, checked before Discord refuses it.

use std::collections::HashSet;
use std::fmt;

use serde_json::Value;

use crate::discord::render::units;
use crate::domain::catalog::Catalog;

use super::needs::{choice_ids, choice_text, command_key, description_of, option_key};
use super::{COMMAND, Choices, MESSAGE_COMMANDS, OptionKind, SUBCOMMANDS};

const TOTAL: usize = 8000;
const NAME: usize = 32;
const TEXT: usize = 100;
/// As many options, or choices, as Discord takes.
pub const LIST: usize = 25;
/// The type of a command in the menu of a message.
const ON_MESSAGE: u64 = 3;
/// The type of an option that is a subcommand.
const SUBCOMMAND: u64 = 1;

/// A limit that a definition passes, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    /// Names from the command down, and the language where one is meant: `finops recommend (de)`.
    pub at: String,
    pub what: Flaw,
    /// Key of the text that would have to change; `None` where it is no text of the responses.
    pub key: Option<String>,
    /// The language that is meant; `None` for the default, which is English.
    pub language: Option<String>,
}

/// What is wrong with a definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// Not 1 to 32 small letters, digits, `-`, `_` or `'`.
    Name,
    /// In a menu: not 1 to 32 characters, or spaces at its edges.
    MenuName,
    Description {
        units: usize,
    },
    Choice {
        units: usize,
    },
    Options {
        count: usize,
    },
    Choices {
        count: usize,
    },
    /// As many choices as the catalogue's providers would make.
    Providers {
        count: usize,
    },
    /// Two parts of one level with the same name.
    SameName,
    /// A required option after an optional one.
    Order,
    Total {
        units: usize,
    },
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: ", self.at)?;
        match self.what {
            Flaw::Name => write!(
                f,
                "the name is not 1 to {NAME} small letters, digits, `-`, `_` or `'`"
            ),
            Flaw::MenuName => write!(
                f,
                "the name has not 1 to {NAME} UTF-16 units, or spaces at its edges"
            ),
            Flaw::Description { units } => {
                write!(f, "the description has {units} of 1 to {TEXT} UTF-16 units")
            }
            Flaw::Choice { units } => {
                write!(f, "a choice has {units} of 1 to {TEXT} UTF-16 units")
            }
            Flaw::Options { count } => write!(f, "{count} options, and Discord takes {LIST}"),
            Flaw::Choices { count } => write!(f, "{count} choices, and Discord takes {LIST}"),
            Flaw::Providers { count } => write!(
                f,
                "{count} choices with all providers, and Discord takes {LIST}: the last are left out"
            ),
            Flaw::SameName => write!(f, "another part has the same name"),
            Flaw::Order => write!(f, "a required option stands after an optional one"),
            Flaw::Total { units } => write!(
                f,
                "{units} UTF-16 units in the longest language, and Discord takes {TOTAL}"
            ),
        }
    }
}

/// Every limit that the definitions pass, or would pass if the catalogue's providers were all in
/// them.
pub fn lint(definitions: &Value, catalog: &Catalog) -> Vec<Breach> {
    let mut breaches = Vec::new();
    let commands = definitions.as_array().map_or(&[][..], Vec::as_slice);
    // They are registered in the order of the table, under names in English.
    let mut in_menus = MESSAGE_COMMANDS.iter();
    for command in commands {
        let name = text(command, "name");
        let is_in_menu = kind(command) == Some(ON_MESSAGE);
        let key = match is_in_menu {
            true => in_menus.next().map(|row| command_key(row.name)),
            false => Some(command_key(name)),
        };
        let spot = Spot::new(name, key);
        if is_in_menu {
            in_menu(command, &spot, &mut breaches);
        } else {
            part(command, &spot, &mut breaches);
        }
        let units = total(command);
        if units > TOTAL {
            breaches.push(spot.described().breach(None, Flaw::Total { units }));
        }
    }
    left_out(catalog, &mut breaches);
    breaches
}

/// Lists whose last providers nobody could choose.
fn left_out(catalog: &Catalog, breaches: &mut Vec<Breach>) {
    for row in SUBCOMMANDS {
        for option in row.options {
            let OptionKind::Choice(choices @ (Choices::Provider | Choices::ProviderOrNone)) =
                option.kind
            else {
                continue;
            };
            let count = catalog.providers.len() + choice_ids(choices).len();
            if count > LIST {
                let at = format!("{COMMAND} {} {}", row.name, option.name);
                breaches.push(Spot::new(&at, None).breach(None, Flaw::Providers { count }));
            }
        }
    }
}

/// A command in a menu has a name and nothing else; it may have spaces and capitals.
fn in_menu(command: &Value, spot: &Spot, breaches: &mut Vec<Breach>) {
    for (language, name) in texts(command, "name") {
        if name.trim() != name || !(1..=NAME).contains(&units(name)) {
            breaches.push(spot.breach(language, Flaw::MenuName));
        }
    }
}

/// A part of the definition: its names from the command down, and the key of its text.
struct Spot {
    at: String,
    key: Option<String>,
}

impl Spot {
    fn new(at: &str, key: Option<String>) -> Self {
        Self {
            at: at.to_owned(),
            key,
        }
    }

    fn described(&self) -> Self {
        Self::new(&self.at, self.key.as_deref().map(description_of))
    }

    fn option(&self, option: &Value) -> Self {
        let name = text(option, "name");
        let key = match kind(option) {
            Some(SUBCOMMAND) => command_key(name),
            _ => option_key(name),
        };
        Self::new(&format!("{} {name}", self.at), Some(key))
    }

    /// The place of a choice: the option's own, and the choice's text.
    fn choice(&self, option: &str, choice: &Value) -> Self {
        Self::new(&self.at, choice_text(option, text(choice, "value")))
    }

    fn breach(&self, language: Option<&str>, what: Flaw) -> Breach {
        Breach {
            at: place(&self.at, language),
            what,
            key: self.key.clone(),
            language: language.map(str::to_owned),
        }
    }
}

fn part(part: &Value, spot: &Spot, breaches: &mut Vec<Breach>) {
    for (language, name) in texts(part, "name") {
        if !is_name(name) {
            breaches.push(spot.breach(language, Flaw::Name));
        }
    }
    for (language, description) in texts(part, "description") {
        let units = units(description);
        if !(1..=TEXT).contains(&units) {
            let what = Flaw::Description { units };
            breaches.push(spot.described().breach(language, what));
        }
    }
    choices(part, spot, breaches);
    let options = list(part, "options");
    if options.len() > LIST {
        let count = options.len();
        breaches.push(spot.breach(None, Flaw::Options { count }));
    }
    same_names(options, |option| spot.option(option), spot, breaches);
    let is_required =
        |option: &Value| option.get("required").and_then(Value::as_bool) == Some(true);
    if !options.is_sorted_by_key(|option| !is_required(option)) {
        breaches.push(spot.breach(None, Flaw::Order));
    }
    for option in options {
        self::part(option, &spot.option(option), breaches);
    }
}

fn choices(option: &Value, spot: &Spot, breaches: &mut Vec<Breach>) {
    let choices = list(option, "choices");
    if choices.len() > LIST {
        let count = choices.len();
        breaches.push(spot.breach(None, Flaw::Choices { count }));
    }
    let own = |choice: &Value| spot.choice(text(option, "name"), choice);
    for choice in choices {
        let value = std::iter::once((None, text(choice, "value")));
        for (language, text) in texts(choice, "name").chain(value) {
            let units = units(text);
            if !(1..=TEXT).contains(&units) {
                breaches.push(own(choice).breach(language, Flaw::Choice { units }));
            }
        }
    }
    same_names(choices, own, spot, breaches);
}

/// In each language for itself; the default stands where a language has no name.
fn same_names(
    parts: &[Value],
    own: impl Fn(&Value) -> Spot,
    parent: &Spot,
    breaches: &mut Vec<Breach>,
) {
    let languages: HashSet<Option<&str>> = parts
        .iter()
        .flat_map(|part| texts(part, "name").map(|(language, _)| language))
        .collect();
    let mut languages: Vec<Option<&str>> = languages.into_iter().collect();
    languages.sort_unstable();
    for language in languages {
        let mut seen = HashSet::new();
        let mut again = parts
            .iter()
            .filter(|part| !seen.insert(in_language(part, "name", language)));
        if let Some(second) = again.next() {
            let spot = Spot::new(&parent.at, own(second).key);
            breaches.push(spot.breach(language, Flaw::SameName));
        }
    }
}

/// Names, descriptions and values of all parts, each in its longest language.
fn total(part: &Value) -> usize {
    let longest = |key: &str| texts(part, key).map(|(_, text)| units(text)).max();
    let own = longest("name").unwrap_or(0)
        + longest("description").unwrap_or(0)
        + units(text(part, "value"));
    let parts = list(part, "options").iter().chain(list(part, "choices"));
    own + parts.map(total).sum::<usize>()
}

/// A text by language: the default first, under no language.
fn texts<'v>(part: &'v Value, key: &'v str) -> impl Iterator<Item = (Option<&'v str>, &'v str)> {
    let default = part.get(key).and_then(Value::as_str);
    let others = part.get(format!("{key}_localizations"));
    let others = others.and_then(Value::as_object).into_iter().flatten();
    default.map(|text| (None, text)).into_iter().chain(
        others.map(|(language, text)| (Some(language.as_str()), text.as_str().unwrap_or_default())),
    )
}

fn in_language<'v>(part: &'v Value, key: &'v str, language: Option<&str>) -> &'v str {
    let found = texts(part, key).find(|(other, _)| *other == language);
    found.map_or_else(|| text(part, key), |(_, text)| text)
}

fn is_name(name: &str) -> bool {
    // Vowel signs of scripts like Devanagari and Thai are letters to Discord, and have no case.
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '\'') || is_sign(c);
    (1..=NAME).contains(&units(name)) && name.chars().all(allowed) && name.to_lowercase() == name
}

fn is_sign(c: char) -> bool {
    matches!(c, '\u{0900}'..='\u{097f}' | '\u{0e00}'..='\u{0e7f}')
}

fn place(at: &str, language: Option<&str>) -> String {
    match language {
        Some(language) => format!("{at} ({language})"),
        None => at.to_owned(),
    }
}

fn kind(part: &Value) -> Option<u64> {
    part.get("type").and_then(Value::as_u64)
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    let items = value.get(key).and_then(Value::as_array);
    items.map(Vec::as_slice).unwrap_or_default()
}

#[cfg(test)]
mod tests;
