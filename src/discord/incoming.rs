//! Raw interaction JSON to the few things that an answer needs.
//!
//! serenity's own types are not used for reading: they refuse a whole interaction for one field
//! that is missing or new (a press even for its message's embeds), and drop permission bits that
//! they do not know. Here nothing is required but an id and a token to answer to, and whatever
//! else cannot be read has a friendly answer.

use std::fmt;
use std::num::NonZeroU64;

use serde_json::Value;
use serenity::model::id::{ApplicationId, InteractionId, UserId};

use crate::domain::locale::Locale;

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

/// Where it happened, and what the member may do there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place {
    pub guild: bool,
    /// A channel of two: the learner and the bot.
    pub with_bot: bool,
    pub thread: bool,
    /// All bits as Discord sent them, the ones without a name in any library too.
    pub member: u64,
    /// What the bot itself may do there.
    pub app: u64,
    /// Whether the pressed message is seen by the presser alone.
    pub private_message: bool,
}

const ADMINISTRATOR: u64 = 1 << 3;
const SEND_MESSAGES: u64 = 1 << 11;
const SEND_MESSAGES_IN_THREADS: u64 = 1 << 38;
const EPHEMERAL: u64 = 1 << 6;

impl Place {
    /// Whether the member may post in this channel. Outside of servers there is nobody to ask.
    pub fn may_post(&self) -> bool {
        let needed = if self.thread {
            SEND_MESSAGES_IN_THREADS
        } else {
            SEND_MESSAGES
        };
        !self.guild || self.member & (needed | ADMINISTRATOR) != 0
    }
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

const SUBCOMMAND: u64 = 1;

fn command(data: &Value) -> Option<Command> {
    let mut command = Command {
        name: text(data, "name")?.to_owned(),
        ..Command::default()
    };
    // Commands from the menu of a message or a person have no options, and are none of ours.
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

fn place(raw: &Value) -> Place {
    let flag = |number: Option<&Value>, bit: u64| {
        number.and_then(Value::as_u64).unwrap_or_default() & bit != 0
    };
    Place {
        guild: raw.get("guild_id").is_some_and(|id| !id.is_null()),
        with_bot: raw.get("context").and_then(Value::as_u64) == Some(1),
        thread: matches!(
            raw.pointer("/channel/type").and_then(Value::as_u64),
            Some(10..=12)
        ),
        member: bits(raw.pointer("/member/permissions")),
        app: bits(raw.get("app_permissions")),
        private_message: flag(raw.pointer("/message/flags"), EPHEMERAL),
    }
}

/// Permission bits, which Discord writes as a text.
fn bits(value: Option<&Value>) -> u64 {
    value
        .and_then(Value::as_str)
        .and_then(|bits| bits.parse().ok())
        .unwrap_or_default()
}

/// An id: a text of digits, and never nought.
fn snowflake(value: &Value) -> Option<NonZeroU64> {
    value.as_str()?.parse().ok()
}

fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key)?.as_str()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn a_command_is_read_without_the_fields_that_libraries_want() {
        let raw = json!({
            "id": "7", "application_id": "8", "type": 2, "token": "t", "locale": "de",
            "guild_id": "9", "channel": {"type": 11, "unheard_of": 1},
            "member": {"permissions": "2251799813685248"},
            "data": {"name": "finops", "resolved": {"users": {"5": {"bot": true}}}, "options": [
                {"type": 1, "name": "recommend", "options": [
                    {"type": 3, "name": "role", "value": "cfo"},
                    {"type": 5, "name": "share", "value": true},
                    {"type": 6, "name": "for", "value": "5"},
                    {"type": 3, "name": "about", "value": 12},
                ]},
            ]},
        });
        let read = read_value(&raw).unwrap();
        let Kind::Command(command) = read.kind else {
            panic!("not a command");
        };
        assert_eq!(command.subcommand.as_deref(), Some("recommend"));
        let words: Vec<Word> = command
            .options
            .into_iter()
            .map(|given| given.value)
            .collect();
        let member = Word::Member {
            id: UserId::new(5),
            bot: true,
        };
        assert_eq!(
            words,
            [
                Word::Text("cfo".to_owned()),
                Word::Flag(true),
                member,
                Word::Other
            ]
        );
        assert_eq!(read.place.member, 1 << 51);
        assert!(read.place.thread && !read.place.may_post());
        assert_eq!(read.locale.as_str(), "de");
    }

    #[test]
    fn a_subcommand_without_options_is_a_command() {
        let raw = json!({"id": "7", "type": 2, "token": "t", "data": {"name": "finops",
            "options": [{"type": 1, "name": "help"}]}});
        let Kind::Command(command) = read_value(&raw).unwrap().kind else {
            panic!("not a command");
        };
        assert_eq!(command.subcommand.as_deref(), Some("help"));
    }

    #[test]
    fn a_press_knows_whether_its_message_is_private() {
        let raw = |flags: u64| {
            json!({"id": "7", "type": 3, "token": "t", "message": {"flags": flags},
                "data": {"custom_id": "menu", "values": ["1~o~h"]}})
        };
        for (flags, private) in [(64, true), (0, false), (65600, true)] {
            let read = read_value(&raw(flags)).unwrap();
            assert_eq!(read.place.private_message, private);
            assert_eq!(
                read.kind,
                Kind::Press {
                    id: "1~o~h".to_owned()
                }
            );
        }
    }

    #[test]
    fn what_cannot_be_read_can_be_answered() {
        for raw in [
            json!({"id": "7", "token": "t"}),
            json!({"id": "7", "token": "t", "type": 99}),
            json!({"id": "7", "token": "t", "type": 2}),
            json!({"id": "7", "token": "t", "type": 3, "data": {"custom_id": 4}}),
        ] {
            assert_eq!(read_value(&raw).unwrap().kind, Kind::Unreadable);
        }
        for raw in [
            json!({"id": "0", "token": "t"}),
            json!({"id": "7"}),
            json!([]),
        ] {
            assert_eq!(read_value(&raw), None);
        }
    }

    #[test]
    fn a_token_is_never_printed() {
        let read = read_value(&json!({"id": "7", "token": "secret"})).unwrap();
        assert!(!format!("{read:?}").contains("secret"));
    }

    proptest! {
        #[test]
        fn any_bytes_can_be_read(body in prop::collection::vec(any::<u8>(), 0..200)) {
            read(&body);
        }
    }
}
