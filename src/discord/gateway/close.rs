//! Close codes after which connecting again cannot help.

/// A close that is final, and what to change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FatalClose {
    #[error(
        "Discord refuses the bot token (4004): copy the token from the application's Bot page again"
    )]
    Token,
    #[error("Discord refuses the shard (4010): this is a fault of the bot, please report it")]
    Shard,
    #[error("Discord wants more shards (4011): restart the bot, it asks for their number at start")]
    MoreShards,
    #[error(
        "Discord no longer speaks version 10 of its API (4012): install a newer version of the bot"
    )]
    Version,
    #[error("Discord does not know an intent (4013): install a newer version of the bot")]
    Intents,
    #[error(
        "Discord forbids an intent (4014): the bot needs none, so check that nothing in between changes its connection"
    )]
    ForbiddenIntents,
}

impl FatalClose {
    pub(super) fn from_code(code: u16) -> Option<Self> {
        Some(match code {
            4004 => Self::Token,
            4010 => Self::Shard,
            4011 => Self::MoreShards,
            4012 => Self::Version,
            4013 => Self::Intents,
            4014 => Self::ForbiddenIntents,
            _ => return None,
        })
    }
}
