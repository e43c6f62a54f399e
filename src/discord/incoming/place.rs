//! Where an interaction happened, and who may do what there: all bits as Discord sends them.

use serde_json::Value;
use serenity::model::id::ChannelId;

use super::snowflake;

/// Where it happened, and what the member may do there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place {
    pub channel: Option<ChannelId>,
    pub guild: bool,
    /// A channel of two: the learner and the bot.
    pub with_bot: bool,
    pub thread: bool,
    /// The member brought the bot along; the server did not install it.
    pub external: bool,
    /// All bits as Discord sent them, the ones without a name in any library too.
    pub member: u64,
    /// What the bot itself may do there.
    pub app: u64,
    /// Whether the pressed message is seen by the presser alone.
    pub private_message: bool,
}

pub(super) const ADMINISTRATOR: u64 = 1 << 3;
pub(super) const SEND_MESSAGES: u64 = 1 << 11;
pub(in crate::discord) const VIEW_CHANNEL: u64 = 1 << 10;
pub(in crate::discord) const EMBED_LINKS: u64 = 1 << 14;
pub(in crate::discord) const READ_MESSAGE_HISTORY: u64 = 1 << 16;
pub(in crate::discord) const SEND_MESSAGES_IN_THREADS: u64 = 1 << 38;
/// Without it, Discord shows what a member's own apps say to that member alone.
pub(super) const USE_EXTERNAL_APPS: u64 = 1 << 50;
const EPHEMERAL: u64 = 1 << 6;

impl Place {
    /// Whether the member may post in this channel. Outside of servers there is nobody to ask.
    pub fn may_post(&self) -> bool {
        let has = |bit: u64| self.member & (bit | ADMINISTRATOR) != 0;
        !self.guild || (has(self.writing()) && (!self.external || has(USE_EXTERNAL_APPS)))
    }

    /// The permission that it takes to write here.
    pub fn writing(&self) -> u64 {
        if self.thread {
            SEND_MESSAGES_IN_THREADS
        } else {
            SEND_MESSAGES
        }
    }

    /// Whether the bot is here itself, rather than brought along by somebody for their own use.
    pub fn bot_is_here(&self) -> bool {
        self.channel.is_some() && (self.with_bot || (self.guild && !self.external))
    }

    /// Whether the bot itself may do this here.
    pub fn bot_has(&self, bit: u64) -> bool {
        self.app & (bit | ADMINISTRATOR) != 0
    }
}

pub(super) fn place(raw: &Value) -> Place {
    let flag = |number: Option<&Value>, bit: u64| {
        number.and_then(Value::as_u64).unwrap_or_default() & bit != 0
    };
    let channel = raw.get("channel_id").or(raw.pointer("/channel/id"));
    Place {
        channel: channel.and_then(snowflake).map(ChannelId::from),
        guild: raw.get("guild_id").is_some_and(|id| !id.is_null()),
        with_bot: raw.get("context").and_then(Value::as_u64) == Some(1),
        external: is_external(raw),
        thread: matches!(
            raw.pointer("/channel/type").and_then(Value::as_u64),
            Some(10..=12)
        ),
        member: bits(raw.pointer("/member/permissions")),
        app: bits(raw.get("app_permissions")),
        private_message: flag(raw.pointer("/message/flags"), EPHEMERAL),
    }
}

/// Installed by its user (1), and by no server (0).
fn is_external(raw: &Value) -> bool {
    let owners = raw.get("authorizing_integration_owners");
    let owner = |kind: &str| owners.and_then(|owners| owners.get(kind)).is_some();
    owner("1") && !owner("0")
}

/// Permission bits, which Discord writes as a text.
fn bits(value: Option<&Value>) -> u64 {
    value
        .and_then(Value::as_str)
        .and_then(|bits| bits.parse().ok())
        .unwrap_or_default()
}
