//! Reading guilds, roles, members and channels.

use serde_json::{Value, json};

use super::{Call, Outcome, ok};
use crate::id::Id;
use crate::permission::VIEW_CHANNEL;
use crate::refusal::Refusal;
use crate::world::{Guild, World};

/// The guild, if the bot is in it.
fn joined(world: &World, guild: Id) -> Result<&Guild, Refusal> {
    let guild = world
        .guilds
        .get(&guild)
        .ok_or_else(Refusal::unknown_guild)?;
    if guild.member(world.bot()).is_none() {
        return Err(Refusal::missing_access());
    }
    Ok(guild)
}

pub(super) fn guild(call: &Call<'_>, guild: Id) -> Outcome {
    let world = call.shared.world();
    let guild = joined(&world, guild)?;
    let mut told = guild.to_json();
    if call.is_set("with_counts") {
        told["approximate_member_count"] = json!(guild.members.len());
        told["approximate_presence_count"] = json!(1);
    }
    ok(told)
}

pub(super) fn roles(call: &Call<'_>, guild: Id) -> Outcome {
    let world = call.shared.world();
    ok(json!(joined(&world, guild)?.roles_json()))
}

pub(super) fn role(call: &Call<'_>, guild: Id, role: Id) -> Outcome {
    let world = call.shared.world();
    let roles = joined(&world, guild)?.roles_json();
    let wanted = json!(role);
    let found = roles.into_iter().find(|known| known["id"] == wanted);
    ok(found.ok_or_else(Refusal::not_found)?)
}

pub(super) fn channels(call: &Call<'_>, guild: Id) -> Outcome {
    let world = call.shared.world();
    let guild = joined(&world, guild)?;
    let inside = world
        .channels
        .values()
        .filter(|channel| channel.guild == Some(guild.id));
    let channels: Vec<Value> = inside.map(|channel| channel.to_json(&world)).collect();
    ok(json!(channels))
}

pub(super) fn member(call: &Call<'_>, guild: Id, user: Id) -> Outcome {
    let world = call.shared.world();
    match joined(&world, guild)?.member_json(&world, user, None) {
        Value::Null => Err(Refusal::unknown_member()),
        member => ok(member),
    }
}

pub(super) fn channel(call: &Call<'_>, channel: Id) -> Outcome {
    let world = call.shared.world();
    let found = world
        .channels
        .get(&channel)
        .ok_or_else(Refusal::unknown_channel)?;
    if world.permissions(channel, world.bot()) & VIEW_CHANNEL == 0 {
        return Err(Refusal::missing_access());
    }
    ok(found.to_json(&world))
}
