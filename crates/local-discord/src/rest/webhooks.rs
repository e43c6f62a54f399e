//! What comes after the first answer: edits of it, and follow-ups.

use serde_json::Value;
use tokio::time::Instant;

use super::callbacks::{fresh, hide_if_private};
use super::{Call, Outcome, id, no_content, ok};
use crate::id::{Id, timestamp};
use crate::limits::{self, Sender};
use crate::refusal::Refusal;
use crate::world::flags::LOADING;
use crate::world::{Interaction, Message, World};

/// How many follow-ups an app may send that only the user has installed.
const USER_INSTALL_FOLLOW_UPS: usize = 5;

pub(super) fn route(
    call: &Call<'_>,
    method: &str,
    application: Id,
    token: &str,
    rest: &[&str],
) -> Outcome {
    let mut world = call.shared.world();
    let interaction = find(&world, application, token)?;
    match (method, rest) {
        ("POST", []) => follow_up(call, &mut world, interaction),
        ("GET", ["messages", message]) => {
            let (channel, message) = which(&world, interaction, message)?;
            let message = world
                .message(channel, message)
                .ok_or_else(Refusal::unknown_message)?;
            ok(message.to_json(&world))
        }
        ("PATCH", ["messages", message]) => {
            let (channel, message) = which(&world, interaction, message)?;
            edit(call, &mut world, interaction, channel, message)
        }
        ("DELETE", ["messages", message]) => {
            let (channel, message) = which(&world, interaction, message)?;
            let gone = world
                .remove_message(channel, message)
                .ok_or_else(Refusal::unknown_message)?;
            call.shared.announce_deletion(&world, &gone);
            step(call, &mut world, interaction, None);
            no_content()
        }
        _ => Err(Refusal::not_found()),
    }
}

/// The interaction of a token that has been answered and has not run out.
fn find(world: &World, application: Id, token: &str) -> Result<Id, Refusal> {
    let interaction = world
        .tokens
        .get(token)
        .and_then(|id| world.interactions.get(id))
        .filter(|_| application == world.application.id)
        .ok_or_else(Refusal::unknown_webhook)?;
    if Instant::now() > interaction.expires {
        return Err(Refusal::invalid_webhook_token());
    }
    if interaction.first.is_none() {
        return Err(Refusal::unknown_webhook());
    }
    Ok(interaction.id)
}

fn get(world: &World, interaction: Id) -> Result<&Interaction, Refusal> {
    let found = world.interactions.get(&interaction);
    found.ok_or_else(Refusal::unknown_webhook)
}

/// A message of this interaction, by id or as `@original`.
fn which(world: &World, interaction: Id, name: &str) -> Result<(Id, Id), Refusal> {
    let interaction = get(world, interaction)?;
    let original = interaction.first.as_ref().and_then(|first| first.message);
    if name == "@original" {
        let original = original.ok_or_else(Refusal::unknown_message)?;
        return Ok((interaction.channel, original));
    }
    let message = id("message_id", name)?;
    let ours = original == Some(message) || interaction.follow_ups.contains(&message);
    if !ours {
        return Err(Refusal::unknown_message());
    }
    Ok((interaction.channel, message))
}

fn edit(call: &Call<'_>, world: &mut World, interaction: Id, channel: Id, message: Id) -> Outcome {
    let before = world
        .message(channel, message)
        .ok_or_else(Refusal::unknown_message)?;
    let was_loading = before.flags & LOADING != 0;
    limits::check_message(&call.body, Sender::Edit, Some(before), "")?;
    call.shared.inspect_message(&call.body);
    let changed = world
        .message_mut(channel, message)
        .ok_or_else(Refusal::unknown_message)?;
    changed.take(&call.body);
    changed.flags &= !LOADING;
    if !was_loading {
        changed.edited = Some(timestamp());
    }
    let changed = changed.clone();
    call.shared.announce(world, "MESSAGE_UPDATE", &changed);
    step(call, world, interaction, None);
    ok(changed.to_json(world))
}

/// The first follow-up to a deferred answer takes the place of "thinking …", with its privacy.
fn follow_up(call: &Call<'_>, world: &mut World, interaction: Id) -> Outcome {
    limits::check_message(&call.body, Sender::Answer, None, "")?;
    let of = get(world, interaction)?;
    let deferred = of
        .first
        .as_ref()
        .filter(|first| first.callback == 5 && of.steps == 0);
    if let Some(loading) = deferred.and_then(|first| first.message) {
        let channel = of.channel;
        return edit_without_flags(call, world, interaction, channel, loading);
    }
    if of.user_install_only && of.follow_ups.len() >= USER_INSTALL_FOLLOW_UPS {
        return Err(Refusal::too_many_follow_ups());
    }
    call.shared.inspect_message(&call.body);
    let reference = of.first.as_ref().and_then(|first| first.message);
    let mut message: Message = fresh(world, interaction)?;
    message.reference = reference;
    message.kind = if reference.is_some() { 19 } else { 0 };
    message.take(&call.body);
    hide_if_private(world, interaction, &mut message, &call.body);
    call.shared.announce(world, "MESSAGE_CREATE", &message);
    let told = message.to_json(world);
    let made = message.id;
    world.put_message(message);
    step(call, world, interaction, Some(made));
    ok(told)
}

fn edit_without_flags(
    call: &Call<'_>,
    world: &mut World,
    interaction: Id,
    channel: Id,
    message: Id,
) -> Outcome {
    let mut body = call.body.clone();
    if let Some(fields) = body.as_object_mut() {
        fields.insert("flags".to_owned(), Value::Null);
    }
    let call = Call { body, ..*call };
    edit(&call, world, interaction, channel, message)
}

fn step(call: &Call<'_>, world: &mut World, interaction: Id, follow_up: Option<Id>) {
    if let Some(interaction) = world.interactions.get_mut(&interaction) {
        interaction.steps += 1;
        interaction.follow_ups.extend(follow_up);
        interaction.bell.notify_waiters();
    }
    call.shared.ring();
}
