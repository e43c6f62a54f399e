//! Pins, by the routes of June 2025 and the permission of February 2026.

use serde_json::{Value, json};

use super::messages::{find, rights, told};
use super::{Call, Outcome, no_content, ok, percent_decoded};
use crate::gateway::GUILDS;
use crate::id::{Id, timestamp};
use crate::permission::{PIN_MESSAGES, READ_MESSAGE_HISTORY};
use crate::refusal::{Form, Refusal};
use crate::world::{Message, PIN_NOTICE, World};

/// How many pins a channel holds.
const MOST: usize = 250;

/// One pin or unpin, with the reason that the audit log keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// Whether it was pinned; otherwise it was unpinned.
    pub pinned: bool,
    /// Where.
    pub channel: Id,
    /// What.
    pub message: Id,
    /// The decoded `X-Audit-Log-Reason`.
    pub reason: Option<String>,
}

fn pinned(world: &World, channel: Id) -> Vec<&Message> {
    let all = world.messages.get(&channel).into_iter().flatten();
    let pinned = all
        .map(|(_, message)| message)
        .filter(|message| message.pinned_at.is_some());
    let mut pinned: Vec<&Message> = pinned.collect();
    pinned.sort_by(|one, other| other.pinned_at.cmp(&one.pinned_at));
    pinned
}

pub(super) fn list(call: &Call<'_>, channel: Id) -> Outcome {
    let limit = call
        .parameter("limit")
        .map_or(Ok(50), |text| text.parse::<usize>());
    let Some(limit) = limit.ok().filter(|limit| (1..=50).contains(limit)) else {
        let mut form = Form::default();
        form.fault(
            "limit",
            "NUMBER_TYPE_MAX",
            "int value should be between 1 and 50.",
        );
        return form.done().and_then(|()| no_content());
    };
    let before = call
        .parameter("before")
        .map(|text| instant(&text))
        .transpose()?;
    let world = call.shared.world();
    if rights(&world, channel)? & READ_MESSAGE_HISTORY == 0 {
        return ok(json!({"items": [], "has_more": false}));
    }
    let mut pins = pinned(&world, channel);
    pins.retain(|message| before.is_none() || message.pinned_at < before);
    let items: Vec<Value> = pins
        .iter()
        .take(limit)
        .map(|message| json!({"pinned_at": message.pinned_at, "message": told(call, &world, message)}))
        .collect();
    ok(json!({"items": items, "has_more": pins.len() > limit}))
}

/// A time in UTC brought to the digits that ours have, so that they sort as text.
fn instant(text: &str) -> Result<String, Refusal> {
    let bare = text
        .strip_suffix('Z')
        .or_else(|| text.strip_suffix("+00:00"));
    let (seconds, fraction) =
        bare.map_or(("", ""), |bare| bare.split_once('.').unwrap_or((bare, "")));
    let is_time = seconds.len() == 19 && seconds.get(10..11) == Some("T");
    if !is_time || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        let mut form = Form::default();
        let words = "Could not parse the value. Should be ISO8601.";
        form.fault("before", "DATE_TIME_TYPE_PARSE", words);
        form.done()?;
    }
    let fraction = fraction.get(..6).unwrap_or(fraction);
    Ok(format!("{seconds}.{fraction:0<6}+00:00"))
}

/// The bot's right to pin, and that the message is of this channel and of a kind that can be pinned.
fn check(world: &World, channel: Id, message: Id) -> Result<(), Refusal> {
    if rights(world, channel)? & PIN_MESSAGES == 0 {
        return Err(Refusal::missing_permissions());
    }
    let elsewhere = |(other, messages): (&Id, &std::collections::BTreeMap<Id, Message>)| {
        *other != channel && messages.contains_key(&message)
    };
    if world.messages.iter().any(elsewhere) {
        return Err(Refusal::not_in_this_channel());
    }
    if !matches!(find(world, channel, message)?.kind, 0 | 19 | 20 | 23) {
        return Err(Refusal::system_message());
    }
    Ok(())
}

pub(super) fn pin(call: &Call<'_>, channel: Id, message: Id) -> Outcome {
    let mut world = call.shared.world();
    check(&world, channel, message)?;
    if find(&world, channel, message)?.pinned_at.is_some() {
        return no_content();
    }
    if pinned(&world, channel).len() >= MOST {
        return Err(Refusal::too_many_pins());
    }
    let now = timestamp();
    if let Some(message) = world.message_mut(channel, message) {
        message.pinned_at = Some(now.clone());
    }
    if let Some(channel) = world.channels.get_mut(&channel) {
        channel.last_pin = Some(now);
    }
    let (id, bot) = (world.ids.next(), world.bot());
    let mut notice = Message::new(id, channel, bot);
    notice.kind = PIN_NOTICE;
    notice.reference = Some(message);
    call.shared.announce(&world, "MESSAGE_CREATE", &notice);
    world.put_message(notice);
    log(call, &mut world, true, channel, message);
    no_content()
}

pub(super) fn unpin(call: &Call<'_>, channel: Id, message: Id) -> Outcome {
    let mut world = call.shared.world();
    check(&world, channel, message)?;
    if let Some(message) = world.message_mut(channel, message) {
        message.pinned_at = None;
    }
    log(call, &mut world, false, channel, message);
    no_content()
}

fn log(call: &Call<'_>, world: &mut World, pinned: bool, channel: Id, message: Id) {
    let reason = call.headers.get("x-audit-log-reason");
    let reason = reason
        .and_then(|reason| reason.to_str().ok())
        .map(percent_decoded);
    world.audit_log.push(AuditEntry {
        pinned,
        channel,
        message,
        reason,
    });
    let found = world.channels.get(&channel);
    let guild = found.and_then(|channel| channel.guild);
    let update = json!({
        "guild_id": guild,
        "channel_id": channel,
        "last_pin_timestamp": found.and_then(|channel| channel.last_pin.clone()),
    });
    call.shared
        .hub
        .dispatch("CHANNEL_PINS_UPDATE", &update, guild, GUILDS);
    call.shared.ring();
}

/// The old routes still exist at Discord, but nobody should begin with them.
pub(super) fn deprecated(call: &Call<'_>, channel: Id) -> Outcome {
    let detail = format!("/channels/{channel}/pins");
    call.shared
        .journal
        .violation("deprecated-pin-route", detail);
    Err(Refusal::deprecated_route())
}
