//! The first answer to an interaction: in time, once, and of a fitting kind.

use axum::http::HeaderMap;
use serde_json::{Value, json};
use tokio::time::Instant;

use super::{Call, Outcome, no_content, ok};
use crate::Shared;
use crate::id::{Id, timestamp};
use crate::limits::{self, Sender};
use crate::permission::USE_EXTERNAL_APPS;
use crate::refusal::{Form, Refusal};
use crate::world::flags::{EPHEMERAL, LOADING};
use crate::world::{FirstAnswer, Interaction, Kind, Message, World};

pub(super) fn answer(call: &Call<'_>, id: Id, token: &str) -> Outcome {
    let mut world = call.shared.world();
    let interaction = world
        .interactions
        .get(&id)
        .filter(|interaction| interaction.token == token)
        .ok_or_else(Refusal::unknown_interaction)?;
    if interaction.first.is_some() {
        return Err(Refusal::already_acknowledged());
    }
    let now = Instant::now();
    if now > interaction.deadline {
        return Err(Refusal::unknown_interaction());
    }
    let bell = interaction.bell.clone();
    let checked = check(&world, interaction, &call.body);
    if let (Err(refusal), Some(interaction)) = (&checked, world.interactions.get_mut(&id)) {
        interaction.refused = Some(refusal.to_json());
    }
    let callback = checked.inspect_err(|_| bell.notify_waiters())?;
    let data = &call.body["data"];
    if matches!(callback, 4 | 7) {
        call.shared.inspect_message(data);
    }
    let message = apply(call.shared, &mut world, id, callback, data)?;
    if let Some(interaction) = world.interactions.get_mut(&id) {
        interaction.first = Some(FirstAnswer {
            callback,
            message,
            data: data.clone(),
            at: now,
        });
    }
    let told = call
        .is_set("with_response")
        .then(|| tell(&world, id, callback, message));
    world.settle_load(id, now);
    drop(world);
    bell.notify_waiters();
    call.shared.ring();
    told.map_or_else(no_content, ok)
}

/// Takes a callback that came as the body of an HTTP answer; the error is a refusal's JSON.
pub(crate) fn accept(shared: &Shared, id: Id, token: &str, body: Value) -> Result<(), Value> {
    let call = Call {
        shared,
        query: "",
        body,
        headers: &HeaderMap::new(),
    };
    answer(&call, id, token)
        .map(|_| ())
        .map_err(|refusal| refusal.to_json())
}

/// The callback's number, if it fits the interaction and its data is within the limits.
fn check(world: &World, interaction: &Interaction, body: &Value) -> Result<u8, Refusal> {
    if !body.is_object() {
        return Err(Refusal::invalid_json());
    }
    let source = interaction
        .source
        .and_then(|source| world.message(interaction.channel, source));
    let kind = body["type"]
        .as_u64()
        .and_then(|kind| u8::try_from(kind).ok());
    let fitting: &[u8] = match interaction.kind {
        Kind::Command => &[4, 5, 9],
        Kind::Component => &[4, 5, 6, 7, 9],
        Kind::Autocomplete => &[8],
        Kind::Modal if source.is_some() => &[4, 5, 6, 7],
        Kind::Modal => &[4, 5],
    };
    let Some(kind) = kind.filter(|kind| fitting.contains(kind)) else {
        let mut form = Form::default();
        let words = format!("Value must be one of {fitting:?} for this interaction.");
        form.fault("type", "BASE_TYPE_CHOICES", &words);
        return form.done().map(|()| 0);
    };
    let data = &body["data"];
    match kind {
        4 => limits::check_message(data, Sender::Answer, None, "data")?,
        5 => check_defer(data)?,
        7 if data.is_null() => {}
        7 => limits::check_message(data, Sender::Edit, source, "data")?,
        8 => {
            let mut form = Form::default();
            limits::check_choices(&mut form, data, interaction.focused);
            form.done()?;
        }
        9 => limits::check_modal(data)?,
        _ => {}
    }
    Ok(kind)
}

/// A deferred answer can only say whether it will be private.
fn check_defer(data: &Value) -> Result<(), Refusal> {
    let flags = data["flags"].as_u64().unwrap_or(0);
    let mut form = Form::default();
    if flags & !EPHEMERAL != 0 {
        form.fault(
            "data.flags",
            "INVALID_FLAGS",
            "The specified flags cannot be set.",
        );
    }
    form.done()
}

fn apply(
    shared: &Shared,
    world: &mut World,
    id: Id,
    callback: u8,
    data: &Value,
) -> Result<Option<Id>, Refusal> {
    let interaction = world
        .interactions
        .get(&id)
        .ok_or_else(Refusal::unknown_interaction)?;
    let (channel, source) = (interaction.channel, interaction.source);
    match callback {
        4 | 5 => {
            let mut message = fresh(world, id)?;
            message.take(data);
            if callback == 5 {
                message.flags |= LOADING;
            }
            hide_if_private(world, id, &mut message, data);
            let made = message.id;
            shared.announce(world, "MESSAGE_CREATE", &message);
            world.put_message(message);
            Ok(Some(made))
        }
        7 => {
            if let Some(message) = source.and_then(|source| world.message_mut(channel, source)) {
                message.take(data);
                message.edited = Some(timestamp());
                let message = message.clone();
                shared.announce(world, "MESSAGE_UPDATE", &message);
            }
            Ok(source)
        }
        6 => Ok(source),
        _ => Ok(None),
    }
}

/// An empty message of the bot in the interaction's channel.
pub(super) fn fresh(world: &mut World, interaction: Id) -> Result<Message, Refusal> {
    let id = world.ids.next();
    let bot = world.bot();
    let interaction = world
        .interactions
        .get(&interaction)
        .ok_or_else(Refusal::unknown_interaction)?;
    let mut message = Message::new(id, interaction.channel, bot);
    message.kind = if interaction.kind == Kind::Command {
        20
    } else {
        0
    };
    message.origin = Some(interaction.origin());
    message.reference = interaction.source;
    if message.reference.is_some() {
        message.kind = 19;
    }
    Ok(message)
}

/// Private on request, and where the person may not show answers of an app that only they have.
pub(super) fn hide_if_private(world: &World, id: Id, message: &mut Message, data: &Value) {
    let Some(interaction) = world.interactions.get(&id) else {
        return;
    };
    let asked = data["flags"].as_u64().unwrap_or(0) & EPHEMERAL != 0;
    let in_guild = world.guild_of(interaction.channel).is_some();
    let allowed = world.permissions(interaction.channel, interaction.user) & USE_EXTERNAL_APPS != 0;
    if asked || (interaction.user_install_only && in_guild && !allowed) {
        message.flags |= EPHEMERAL;
        message.private_to = Some(interaction.user);
    }
}

/// The body of `with_response=true`.
fn tell(world: &World, id: Id, callback: u8, message: Option<Id>) -> Value {
    let Some(interaction) = world.interactions.get(&id) else {
        return Value::Null;
    };
    let message = message.and_then(|message| world.message(interaction.channel, message));
    let mut told = json!({"interaction": {"id": id, "type": interaction.kind as u8}});
    let mut resource = json!({"type": callback});
    if let Some(message) = message {
        told["interaction"]["response_message_id"] = json!(message.id);
        told["interaction"]["response_message_loading"] = json!(message.flags & LOADING != 0);
        told["interaction"]["response_message_ephemeral"] = json!(message.private_to.is_some());
        if callback != 6 {
            resource["message"] = message.to_json(world);
        }
    }
    told["resource"] = resource;
    told
}
