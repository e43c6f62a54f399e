//! Interactions as Discord sends them, and the bot's shipped state, for tests without a socket.

#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that meets something else fails there"
)]

use std::path::PathBuf;

use finops_bot::discord::dispatch::{Answer, answer};
use finops_bot::discord::incoming;
use finops_bot::guide::Guide;
use finops_bot::shell::data::{Files, Paths};
use jiff::civil::{Date, date};
use serde_json::{Value, json};

/// A day on which no fact of the shipped catalogue is past its review.
pub(crate) const TODAY: Date = date(2026, 11, 23);

/// The shipped state.
pub(crate) fn guide() -> Guide {
    guide_on(TODAY)
}

pub(crate) fn guide_on(today: Date) -> Guide {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let paths = Paths {
        catalog: Some(root.join("catalog.toml")),
        roles: Some(root.join("roles")),
        responses: Some(root.join("responses")),
    };
    let files = Files::read(&paths).unwrap();
    let (guide, faults) = files.build(today);
    guide.unwrap_or_else(|| panic!("{faults:?}"))
}

/// A string option.
pub(crate) fn text(name: &str, value: &str) -> Value {
    json!({ "name": name, "type": 3, "value": value })
}

fn person() -> Value {
    json!({
        "id": "100000000000000001",
        "username": "mia",
        "global_name": "Mia",
        "discriminator": "0",
        "avatar": null,
        "public_flags": 0
    })
}

fn envelope(kind: u8, locale: &str, data: Value) -> Value {
    json!({
        "id": "200000000000000001",
        "application_id": "300000000000000001",
        "type": kind,
        "data": data,
        "guild_id": "400000000000000001",
        "guild": { "id": "400000000000000001", "features": [], "locale": "en-US" },
        "channel_id": "500000000000000001",
        "channel": {
            "id": "500000000000000001",
            "guild_id": "400000000000000001",
            "name": "general",
            "type": 0,
            "position": 0,
            "permissions": "2251799813953536",
            "permission_overwrites": [],
            "nsfw": false,
            "parent_id": null
        },
        "member": {
            "user": person(),
            "nick": null,
            "roles": [],
            "joined_at": "2024-01-01T00:00:00.000000+00:00",
            "premium_since": null,
            "deaf": false,
            "mute": false,
            "flags": 0,
            "avatar": null,
            "pending": false,
            "communication_disabled_until": null,
            "permissions": "2251799813953536"
        },
        "token": "interaction-token",
        "version": 1,
        "app_permissions": "2251799813770240",
        "locale": locale,
        "guild_locale": "en-US",
        "entitlements": [],
        "entitlement_sku_ids": [],
        "authorizing_integration_owners": { "0": "400000000000000001" },
        "context": 0,
        "attachment_size_limit": 10_485_760
    })
}

/// `/finops <subcommand>` as it comes in.
pub(crate) fn slash(locale: &str, subcommand: &str, options: &[Value]) -> Value {
    let data = json!({
        "id": "600000000000000001",
        "name": "finops",
        "type": 1,
        "options": [{ "name": subcommand, "type": 1, "options": options }]
    });
    envelope(2, locale, data)
}

/// The command in the menu of this message.
pub(crate) fn on_message(locale: &str, content: &str, by_bot: bool) -> Value {
    let data = json!({
        "id": "600000000000000002",
        "name": "Recommend a FinOps course",
        "type": 3,
        "target_id": "800000000000000001",
        "resolved": { "messages": { "800000000000000001": {
            "id": "800000000000000001",
            "channel_id": "500000000000000001",
            "type": 0,
            "content": content,
            "author": {
                "id": "100000000000000002",
                "username": "sam",
                "discriminator": "0",
                "global_name": "Sam",
                "avatar": null,
                "bot": by_bot
            },
            "embeds": [],
            "components": [],
            "attachments": [],
            "mentions": [],
            "mention_roles": [],
            "mention_everyone": false,
            "pinned": false,
            "tts": false,
            "timestamp": "2026-11-23T10:00:00.000000+00:00",
            "edited_timestamp": null,
            "flags": 0
        } } }
    });
    envelope(2, locale, data)
}

/// A press on a button of a private message.
pub(crate) fn press(locale: &str, custom_id: &str) -> Value {
    let data = json!({ "custom_id": custom_id, "component_type": 2, "id": 1 });
    let mut interaction = envelope(3, locale, data);
    interaction["message"] = json!({
        "id": "700000000000000001",
        "channel_id": "500000000000000001",
        "type": 20,
        "content": "",
        "author": {
            "id": "300000000000000001",
            "username": "finops-bot",
            "discriminator": "0",
            "global_name": null,
            "avatar": null,
            "bot": true
        },
        "embeds": [],
        "components": [],
        "attachments": [],
        "mentions": [],
        "mention_roles": [],
        "mention_everyone": false,
        "pinned": false,
        "tts": false,
        "timestamp": "2026-11-23T10:00:00.000000+00:00",
        "edited_timestamp": null,
        "flags": 64,
        "webhook_id": "300000000000000001",
        "application_id": "300000000000000001"
    });
    interaction
}

/// What the bot answers, from interaction bytes on.
pub(crate) fn answered(guide: &Guide, interaction: &Value) -> Answer {
    let body = serde_json::to_vec(interaction).unwrap();
    answer(guide, &incoming::read(&body).unwrap())
}

/// The callback's body as JSON.
pub(crate) fn callback(guide: &Guide, interaction: &Value) -> Value {
    serde_json::from_slice(&answered(guide, interaction).callback).unwrap()
}

/// The custom id of the button with this label.
pub(crate) fn button(callback: &Value, label: &str) -> String {
    buttons(callback)
        .into_iter()
        .find(|(own, _)| own == label)
        .unwrap_or_else(|| panic!("no button {label:?} in {callback:#}"))
        .1
}

/// Every button that can be pressed: label and custom id.
pub(crate) fn buttons(callback: &Value) -> Vec<(String, String)> {
    let rows = callback["data"]["components"].as_array();
    rows.into_iter()
        .flatten()
        .flat_map(|row| row["components"].as_array().into_iter().flatten())
        .filter_map(|part| {
            let label = part["label"].as_str()?;
            Some((label.to_owned(), part["custom_id"].as_str()?.to_owned()))
        })
        .collect()
}
