//! Permission bits, and who may do what where, computed as Discord does.

use crate::id::Id;
use crate::world::{Channel, Guild};

/// All bits that mean "everything": owners and administrators hold them.
pub const ALL: u64 = (1 << 53) - 1;
/// Every permission in every channel, whatever the overwrites say.
pub const ADMINISTRATOR: u64 = 1 << 3;
/// Change the guild's settings.
pub const MANAGE_GUILD: u64 = 1 << 5;
/// See a channel at all.
pub const VIEW_CHANNEL: u64 = 1 << 10;
/// Post messages.
pub const SEND_MESSAGES: u64 = 1 << 11;
/// Have spoken messages.
pub const SEND_TTS: u64 = 1 << 12;
/// Delete other people's messages; since February 2026 it no longer pins.
pub const MANAGE_MESSAGES: u64 = 1 << 13;
/// Have links and embeds shown.
pub const EMBED_LINKS: u64 = 1 << 14;
/// Upload files.
pub const ATTACH_FILES: u64 = 1 << 15;
/// Read what was said before.
pub const READ_MESSAGE_HISTORY: u64 = 1 << 16;
/// Ping everyone.
pub const MENTION_EVERYONE: u64 = 1 << 17;
/// Use slash commands and context menus.
pub const USE_APPLICATION_COMMANDS: u64 = 1 << 31;
/// Post inside threads.
pub const SEND_MESSAGES_IN_THREADS: u64 = 1 << 38;
/// Have a command's public answer shown to others when the app is installed to the user only.
pub const USE_EXTERNAL_APPS: u64 = 1 << 50;
/// Pin and unpin.
pub const PIN_MESSAGES: u64 = 1 << 51;

/// What an ordinary member may do in the default world.
pub const ORDINARY: u64 = VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | USE_APPLICATION_COMMANDS
    | SEND_MESSAGES_IN_THREADS
    | USE_EXTERNAL_APPS;

/// The rights a bot asks for in its invitation in the default world.
pub const BOT: u64 =
    VIEW_CHANNEL | SEND_MESSAGES | EMBED_LINKS | READ_MESSAGE_HISTORY | PIN_MESSAGES;

/// What both sides may do in a direct message.
pub(crate) const DIRECT_MESSAGE: u64 =
    VIEW_CHANNEL | SEND_MESSAGES | EMBED_LINKS | ATTACH_FILES | READ_MESSAGE_HISTORY | PIN_MESSAGES;

/// The permissions of a member in the guild at large, before channel overwrites.
pub(crate) fn in_guild(guild: &Guild, user: Id) -> u64 {
    if guild.owner == user {
        return ALL;
    }
    let held = guild.roles_of(user);
    let base = guild
        .roles
        .iter()
        .filter(|role| role.id == guild.id || held.contains(&role.id))
        .fold(0, |bits, role| bits | role.permissions);
    if base & ADMINISTRATOR != 0 { ALL } else { base }
}

/// The permissions of a member in one channel: the everyone overwrite, then the roles' together,
/// then the member's own.
pub(crate) fn in_channel(guild: &Guild, channel: &Channel, user: Id) -> u64 {
    let base = in_guild(guild, user);
    if base == ALL {
        return ALL;
    }
    let held = guild.roles_of(user);
    let mut bits = base;
    let mut apply = |chosen: &dyn Fn(Id) -> bool| {
        let (allow, deny) = channel
            .overwrites
            .iter()
            .filter(|overwrite| chosen(overwrite.target))
            .fold((0, 0), |(allow, deny), overwrite| {
                (allow | overwrite.allow, deny | overwrite.deny)
            });
        bits = (bits & !deny) | allow;
    };
    apply(&|target| target == guild.id);
    apply(&|target| held.contains(&target));
    apply(&|target| target == user);
    without_the_implied(bits)
}

/// A channel one cannot see allows nothing; one where one cannot write allows no embeds either.
fn without_the_implied(bits: u64) -> u64 {
    if bits & VIEW_CHANNEL == 0 {
        return 0;
    }
    if bits & SEND_MESSAGES == 0 {
        return bits & !(MENTION_EVERYONE | SEND_TTS | ATTACH_FILES | EMBED_LINKS);
    }
    bits
}
