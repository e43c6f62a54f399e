//! Raw interaction JSON to the few things that an answer needs.
//!
//! serenity's own types are not used for reading: they refuse a whole interaction for one field
//! that is missing or new (a press even for its message's embeds), and drop permission bits that
//! they do not know. Here nothing is required but an id and a token to answer to, and whatever
//! else cannot be read has a friendly answer.

mod message;
mod place;

pub use message::{OnMessage, Target};
pub use place::Place;
pub(super) use place::{EMBED_LINKS, READ_MESSAGE_HISTORY, SEND_MESSAGES_IN_THREADS, VIEW_CHANNEL};

use std::fmt;
use std::num::NonZeroU64;

use serde_json::Value;
use serenity::model::id::{ApplicationId, InteractionId, UserId};

use crate::domain::locale::Locale;

use message::on_message;
use place::place;

/// An interaction, read.
#[derive(Debug, Clone, PartialEq)]
pub struct Interaction {
    pub ticket: Ticket,
    pub kind: Kind,
    pub locale: Locale,
    pub place: Place,
}

/// What an answer must carry to reach whoever asked.
#[derive(Clone, PartialEq, Eq)]
pub struct Ticket {
    pub id: InteractionId,
    /// Needed for follow-ups only.
    pub application: Option<ApplicationId>,
    token: String,
}

impl Ticket {
    /// Whoever holds this may answer in the bot's name for a quarter of an hour.
    pub(super) fn token(&self) -> &str {
        &self.token
    }
}

impl fmt::Debug for Ticket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ticket({})", self.id)
    }
}

/// What somebody did.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    Ping,
    Command(Command),
    /// A command from the menu of a message.
    OnMessage(OnMessage),
    /// A command that is still being typed.
    Autocomplete(Command),
    Press {
        /// The pressed button's `custom_id`, or the value of the line that was chosen.
        id: String,
    },
    Modal,
    /// A kind that did not exist when this was written, or one without its data.
    Unreadable,
}

/// A command as it was typed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Command {
    /// The top command.
    pub name: String,
    pub subcommand: Option<String>,
    pub options: Vec<Given>,
}

/// An option as it was given.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    pub name: String,
    pub value: Word,
    /// True for the option that is being typed.
    pub focused: bool,
}

/// The value of an option.
#[derive(Debug, Clone, PartialEq)]
pub enum Word {
    Text(String),
    Flag(bool),
    Member { id: UserId, bot: bool },
    Other,
}

/// Reads an interaction; `None` where there is nothing to answer to.
pub fn read(body: &[u8]) -> Option<Interaction> {
    read_value(&serde_json::from_slice(body).ok()?)
}

/// Reads an interaction that is JSON already.
pub fn read_value(raw: &Value) -> Option<Interaction> {
    let ticket = Ticket {
        id: InteractionId::from(snowflake(raw.get("id")?)?),
        application: raw
            .get("application_id")
            .and_then(snowflake)
            .map(ApplicationId::from),
        token: text(raw, "token")?.to_owned(),
    };
    Some(Interaction {
        ticket,
        kind: kind(raw).unwrap_or(Kind::Unreadable),
        locale: text(raw, "locale").map_or_else(Locale::english, Locale::new),
        place: place(raw),
    })
}

fn kind(raw: &Value) -> Option<Kind> {
    let data = raw.get("data");
    Some(match raw.get("type")?.as_u64()? {
        1 => Kind::Ping,
        2 if data?.get("type").and_then(Value::as_u64) == Some(ON_MESSAGE) => {
            Kind::OnMessage(on_message(data?)?)
        }
        2 => Kind::Command(command(data?)?),
        3 => Kind::Press { id: press(data?)? },
        // An answer to typing that could not be read is an empty list, not a message.
        4 => Kind::Autocomplete(data.and_then(command).unwrap_or_default()),
        5 => Kind::Modal,
        _ => return None,
    })
}

fn press(data: &Value) -> Option<String> {
    let chosen = data.pointer("/values/0").and_then(Value::as_str);
    chosen
        .or_else(|| text(data, "custom_id"))
        .map(str::to_owned)
}

/// The type of a command in the menu of a message.
const ON_MESSAGE: u64 = 3;
const SUBCOMMAND: u64 = 1;

fn command(data: &Value) -> Option<Command> {
    let mut command = Command {
        name: text(data, "name")?.to_owned(),
        ..Command::default()
    };
    // Commands from the menu of a person have no options, and are none of ours.
    let Some(first) = data.pointer("/options/0") else {
        return Some(command);
    };
    if first.get("type").and_then(Value::as_u64) == Some(SUBCOMMAND) {
        command.subcommand = text(first, "name").map(str::to_owned);
        let given = first.get("options").and_then(Value::as_array);
        let given = given.map(Vec::as_slice).unwrap_or_default();
        command.options = given.iter().map(|option| option_of(option, data)).collect();
    }
    Some(command)
}

fn option_of(raw: &Value, data: &Value) -> Given {
    Given {
        name: text(raw, "name").unwrap_or_default().to_owned(),
        value: word(raw, data).unwrap_or(Word::Other),
        focused: raw.get("focused").and_then(Value::as_bool) == Some(true),
    }
}

fn word(raw: &Value, data: &Value) -> Option<Word> {
    let value = raw.get("value")?;
    Some(match raw.get("type")?.as_u64()? {
        3 => Word::Text(value.as_str()?.to_owned()),
        5 => Word::Flag(value.as_bool()?),
        6 => Word::Member {
            id: UserId::from(snowflake(value)?),
            bot: data
                .get("resolved")
                .and_then(|resolved| resolved.get("users")?.get(value.as_str()?)?.get("bot"))
                .and_then(Value::as_bool)
                == Some(true),
        },
        _ => return None,
    })
}

/// An id: a text of digits, and never nought.
fn snowflake(value: &Value) -> Option<NonZeroU64> {
    value.as_str()?.parse().ok()
}

fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key)?.as_str()
}

#[cfg(test)]
mod tests;
