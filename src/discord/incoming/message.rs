//! A command from the menu of a message: which one, and what the message says.

use serde_json::Value;
use serenity::model::id::MessageId;

use super::{snowflake, text};

/// A command that somebody chose on a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnMessage {
    pub name: String,
    /// None where Discord did not say which message.
    pub message: Option<Target>,
}

/// The message that a command was chosen on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    pub id: MessageId,
    /// What its author typed; nothing where a message is only of cards, pictures or a notice.
    pub words: String,
    pub by_bot: bool,
}

/// Messages that people write: plain ones and replies. The words of all others are Discord's.
const WRITTEN: [u64; 2] = [0, 19];

pub(super) fn on_message(data: &Value) -> Option<OnMessage> {
    Some(OnMessage {
        name: text(data, "name")?.to_owned(),
        message: target(data),
    })
}

fn target(data: &Value) -> Option<Target> {
    let id = data.get("target_id")?;
    let messages = data.get("resolved").and_then(|all| all.get("messages"));
    let message = messages.and_then(|messages| messages.get(id.as_str()?))?;
    let kind = message.get("type").and_then(Value::as_u64);
    let written = kind.is_none_or(|kind| WRITTEN.contains(&kind));
    let words = text(message, "content").filter(|_| written);
    Some(Target {
        id: MessageId::from(snowflake(id)?),
        words: words.unwrap_or_default().to_owned(),
        by_bot: message.pointer("/author/bot").and_then(Value::as_bool) == Some(true),
    })
}
