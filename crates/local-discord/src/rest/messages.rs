//! Messages in channels, as far as the bot's permissions go.

use serde_json::{Value, json};

use super::{Call, Outcome, id, no_content, ok};
use crate::id::{Id, timestamp};
use crate::limits::{self, Sender};
use crate::permission::{
    EMBED_LINKS, MANAGE_MESSAGES, READ_MESSAGE_HISTORY, SEND_MESSAGES, VIEW_CHANNEL,
};
use crate::refusal::{Form, Refusal};
use crate::world::{Message, World};

/// What the bot may do in a channel that it can see.
pub(super) fn rights(world: &World, channel: Id) -> Result<u64, Refusal> {
    if !world.channels.contains_key(&channel) {
        return Err(Refusal::unknown_channel());
    }
    let bits = world.permissions(channel, world.bot());
    if bits & VIEW_CHANNEL == 0 {
        return Err(Refusal::missing_access());
    }
    Ok(bits)
}

/// A message that is part of the channel's history; private ones are not.
pub(super) fn find(world: &World, channel: Id, message: Id) -> Result<&Message, Refusal> {
    let found = world.message(channel, message);
    let found = found.filter(|message| message.private_to.is_none());
    found.ok_or_else(Refusal::unknown_message)
}

/// The message as the bot may read it: without the message content intent, other people's words in
/// guilds are left out.
pub(super) fn told(call: &Call<'_>, world: &World, message: &Message) -> Value {
    let mut told = message.to_json(world);
    let consented = call
        .shared
        .hub
        .look(|state| state.allowed_intents & (1 << 15) != 0);
    let foreign = message.author != world.bot() && world.guild_of(message.channel).is_some();
    if foreign && !consented {
        told["content"] = json!("");
        for list in ["embeds", "components", "attachments"] {
            told[list] = json!([]);
        }
    }
    told
}

pub(super) fn list(call: &Call<'_>, channel: Id) -> Outcome {
    let limit = call
        .parameter("limit")
        .map_or(Ok(50), |text| text.parse::<usize>());
    let Some(limit) = limit.ok().filter(|limit| (1..=100).contains(limit)) else {
        let mut form = Form::default();
        let words = "int value should be between 1 and 100.";
        form.fault("limit", "NUMBER_TYPE_MAX", words);
        return form.done().and_then(|()| no_content());
    };
    let bound = |name: &str| -> Result<Option<Id>, Refusal> {
        call.parameter(name).map(|text| id(name, &text)).transpose()
    };
    let (before, after) = (bound("before")?, bound("after")?);
    let world = call.shared.world();
    if rights(&world, channel)? & READ_MESSAGE_HISTORY == 0 {
        return ok(json!([]));
    }
    let all = world.messages.get(&channel).into_iter().flatten();
    let mut shown: Vec<&Message> = all
        .map(|(_, message)| message)
        .filter(|message| message.private_to.is_none())
        .filter(|message| before.is_none_or(|bound| message.id < bound))
        .filter(|message| after.is_none_or(|bound| message.id > bound))
        .collect();
    if after.is_some() {
        shown.truncate(limit);
    }
    let newest = shown.into_iter().rev().take(limit);
    let shown: Vec<Value> = newest.map(|message| told(call, &world, message)).collect();
    ok(json!(shown))
}

pub(super) fn read(call: &Call<'_>, channel: Id, message: Id) -> Outcome {
    let world = call.shared.world();
    if rights(&world, channel)? & READ_MESSAGE_HISTORY == 0 {
        return Err(Refusal::missing_permissions());
    }
    let message = find(&world, channel, message)?;
    ok(told(call, &world, message))
}

pub(super) fn post(call: &Call<'_>, channel: Id) -> Outcome {
    let mut world = call.shared.world();
    let rights = rights(&world, channel)?;
    if rights & SEND_MESSAGES == 0 {
        return Err(Refusal::missing_permissions());
    }
    limits::check_message(&call.body, Sender::Post, None, "")?;
    check_nonce(&call.body)?;
    let has_embeds = call.body["embeds"]
        .as_array()
        .is_some_and(|embeds| !embeds.is_empty());
    if has_embeds && rights & EMBED_LINKS == 0 {
        return Err(Refusal::missing_permissions());
    }
    if let Some(known) = same_nonce(&world, channel, &call.body) {
        return ok(known.to_json(&world));
    }
    call.shared.inspect_message(&call.body);
    let reference = reference(&world, channel, &call.body, rights)?;
    let (id, bot) = (world.ids.next(), world.bot());
    let mut message = Message::new(id, channel, bot);
    message.take(&call.body);
    message.reference = reference;
    message.kind = if reference.is_some() { 19 } else { 0 };
    message.nonce = call
        .body
        .get("nonce")
        .filter(|nonce| !nonce.is_null())
        .cloned();
    call.shared.announce(&world, "MESSAGE_CREATE", &message);
    let told = message.to_json(&world);
    world.put_message(message);
    drop(world);
    call.shared.ring();
    ok(told)
}

fn check_nonce(body: &Value) -> Result<(), Refusal> {
    let mut form = Form::default();
    match &body["nonce"] {
        Value::Null => {}
        Value::Number(number) if number.is_i64() || number.is_u64() => {}
        other => limits::nonce(&mut form, other),
    }
    form.done()
}

/// With `enforce_nonce`, a repeated nonce yields the message that it made the first time.
fn same_nonce<'w>(world: &'w World, channel: Id, body: &Value) -> Option<&'w Message> {
    let nonce = body.get("nonce").filter(|nonce| !nonce.is_null())?;
    if body["enforce_nonce"] != true {
        return None;
    }
    let messages = world.messages.get(&channel)?;
    messages
        .values()
        .rev()
        .find(|message| message.nonce.as_ref() == Some(nonce))
}

/// The message that is answered. One that is gone is an error unless `fail_if_not_exists` is false.
fn reference(world: &World, channel: Id, body: &Value, rights: u64) -> Result<Option<Id>, Refusal> {
    let given = &body["message_reference"];
    if given.is_null() {
        return Ok(None);
    }
    let target = id(
        "message_reference",
        given["message_id"].as_str().unwrap_or_default(),
    )?;
    if rights & READ_MESSAGE_HISTORY == 0 {
        return Err(Refusal::missing_permissions());
    }
    if find(world, channel, target).is_ok() {
        return Ok(Some(target));
    }
    if given["fail_if_not_exists"] == false {
        return Ok(None);
    }
    let mut form = Form::default();
    form.fault(
        "message_reference",
        "REPLIES_UNKNOWN_MESSAGE",
        "Unknown message",
    );
    form.done().map(|()| None)
}

pub(super) fn edit(call: &Call<'_>, channel: Id, message: Id) -> Outcome {
    let mut world = call.shared.world();
    rights(&world, channel)?;
    let before = find(&world, channel, message)?;
    if before.author != world.bot() {
        return Err(Refusal::not_the_author());
    }
    limits::check_message(&call.body, Sender::Edit, Some(before), "")?;
    call.shared.inspect_message(&call.body);
    let changed = world
        .message_mut(channel, message)
        .ok_or_else(Refusal::unknown_message)?;
    changed.take(&call.body);
    changed.edited = Some(timestamp());
    let changed = changed.clone();
    call.shared.announce(&world, "MESSAGE_UPDATE", &changed);
    let told = changed.to_json(&world);
    drop(world);
    call.shared.ring();
    ok(told)
}

pub(super) fn delete(call: &Call<'_>, channel: Id, message: Id) -> Outcome {
    let mut world = call.shared.world();
    let rights = rights(&world, channel)?;
    let found = find(&world, channel, message)?;
    if found.author != world.bot() && rights & MANAGE_MESSAGES == 0 {
        return Err(Refusal::missing_permissions());
    }
    if let Some(gone) = world.remove_message(channel, message) {
        call.shared.announce_deletion(&world, &gone);
    }
    drop(world);
    call.shared.ring();
    no_content()
}

pub(super) fn typing(call: &Call<'_>, channel: Id) -> Outcome {
    let world = call.shared.world();
    if rights(&world, channel)? & SEND_MESSAGES == 0 {
        return Err(Refusal::missing_permissions());
    }
    no_content()
}
