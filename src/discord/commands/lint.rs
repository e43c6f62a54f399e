//! Discord's limits for a command definition, checked before Discord refuses it.

use std::collections::HashSet;
use std::fmt;

use serde_json::Value;

use crate::discord::render::units;
use crate::domain::catalog::Catalog;

use super::needs::choice_ids;
use super::{COMMAND, Choices, OptionKind, SUBCOMMANDS};

const TOTAL: usize = 8000;
const NAME: usize = 32;
const TEXT: usize = 100;
const LIST: usize = 25;
/// The type of a command in the menu of a message.
const ON_MESSAGE: u64 = 3;

/// A limit that a definition passes, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    /// Names from the command down, and the language where one is meant: `finops recommend (de)`.
    pub at: String,
    pub what: Flaw,
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
    for command in commands {
        let name = text(command, "name");
        match command.get("type").and_then(Value::as_u64) {
            Some(ON_MESSAGE) => in_menu(command, name, &mut breaches),
            _ => part(command, name, &mut breaches),
        }
        let units = total(command);
        if units > TOTAL {
            breach(&mut breaches, name, Flaw::Total { units });
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
                breach(breaches, &at, Flaw::Providers { count });
            }
        }
    }
}

/// A command in a menu has a name and nothing else; it may have spaces and capitals.
fn in_menu(command: &Value, at: &str, breaches: &mut Vec<Breach>) {
    for (language, name) in texts(command, "name") {
        if name.trim() != name || !(1..=NAME).contains(&units(name)) {
            breach(breaches, &place(at, language), Flaw::MenuName);
        }
    }
}

fn breach(breaches: &mut Vec<Breach>, at: &str, what: Flaw) {
    breaches.push(Breach {
        at: at.to_owned(),
        what,
    });
}

fn part(part: &Value, at: &str, breaches: &mut Vec<Breach>) {
    for (language, name) in texts(part, "name") {
        if !is_name(name) {
            breach(breaches, &place(at, language), Flaw::Name);
        }
    }
    for (language, description) in texts(part, "description") {
        let units = units(description);
        if !(1..=TEXT).contains(&units) {
            breach(breaches, &place(at, language), Flaw::Description { units });
        }
    }
    choices(list(part, "choices"), at, breaches);
    let options = list(part, "options");
    if options.len() > LIST {
        let count = options.len();
        breach(breaches, at, Flaw::Options { count });
    }
    same_names(options, at, breaches);
    let is_required =
        |option: &Value| option.get("required").and_then(Value::as_bool) == Some(true);
    if !options.is_sorted_by_key(|option| !is_required(option)) {
        breach(breaches, at, Flaw::Order);
    }
    for option in options {
        self::part(option, &format!("{at} {}", text(option, "name")), breaches);
    }
}

fn choices(choices: &[Value], at: &str, breaches: &mut Vec<Breach>) {
    if choices.len() > LIST {
        let count = choices.len();
        breach(breaches, at, Flaw::Choices { count });
    }
    for choice in choices {
        let value = std::iter::once((None, text(choice, "value")));
        for (language, text) in texts(choice, "name").chain(value) {
            let units = units(text);
            if !(1..=TEXT).contains(&units) {
                breach(breaches, &place(at, language), Flaw::Choice { units });
            }
        }
    }
    same_names(choices, at, breaches);
}

/// In each language for itself; the default stands where a language has no name.
fn same_names(parts: &[Value], at: &str, breaches: &mut Vec<Breach>) {
    let languages: HashSet<Option<&str>> = parts
        .iter()
        .flat_map(|part| texts(part, "name").map(|(language, _)| language))
        .collect();
    let mut twice: Vec<Option<&str>> = languages
        .into_iter()
        .filter(|language| {
            let mut seen = HashSet::new();
            let mut names = parts
                .iter()
                .map(|part| in_language(part, "name", *language));
            !names.all(|name| seen.insert(name))
        })
        .collect();
    twice.sort_unstable();
    for language in twice {
        breach(breaches, &place(at, language), Flaw::SameName);
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

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    let items = value.get(key).and_then(Value::as_array);
    items.map(Vec::as_slice).unwrap_or_default()
}
