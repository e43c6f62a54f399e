//! Who the bot is and where it connects.

use serde_json::{Value, json};

use super::{Call, Outcome, id, no_content, ok};
use crate::id::Id;
use crate::permission;
use crate::refusal::Refusal;
use crate::world::World;

pub(super) fn gateway(call: &Call<'_>) -> Outcome {
    ok(json!({"url": call.shared.gateway_url()}))
}

pub(super) fn gateway_bot(call: &Call<'_>) -> Outcome {
    let left = call.shared.hub.look(|state| state.identifies_left);
    ok(json!({
        "url": call.shared.gateway_url(),
        "shards": 1,
        "session_start_limit": {
            "total": 1000,
            "remaining": left,
            "reset_after": 86_400_000,
            "max_concurrency": 1,
        },
    }))
}

pub(super) fn me(call: &Call<'_>) -> Outcome {
    ok(own_user(&call.shared.world()))
}

/// The bot's own user, which says more than other people's do.
pub(crate) fn own_user(world: &World) -> Value {
    let mut user = world
        .users
        .get(&world.bot())
        .map_or(Value::Null, |user| user.to_json());
    for (name, value) in [
        ("flags", json!(0)),
        ("mfa_enabled", json!(true)),
        ("locale", json!("en-US")),
        ("premium_type", json!(0)),
        ("email", Value::Null),
        ("verified", json!(true)),
    ] {
        user[name] = value;
    }
    user
}

pub(super) fn my_guilds(call: &Call<'_>) -> Outcome {
    let world = call.shared.world();
    let bot = world.bot();
    let mine = world
        .guilds
        .values()
        .filter(|guild| guild.member(bot).is_some());
    let guilds: Vec<Value> = mine
        .map(|guild| {
            json!({
                "id": guild.id,
                "name": guild.name,
                "icon": null,
                "banner": null,
                "owner": guild.owner == bot,
                "permissions": permission::in_guild(guild, bot).to_string(),
                "features": [],
            })
        })
        .collect();
    ok(json!(guilds))
}

pub(super) fn leave(call: &Call<'_>, guild: Id) -> Outcome {
    let mut world = call.shared.world();
    let bot = world.bot();
    let left = world
        .guilds
        .get_mut(&guild)
        .ok_or_else(Refusal::unknown_guild)?;
    left.members.retain(|member| member.user != bot);
    let gone = json!({"id": guild});
    call.shared
        .hub
        .dispatch("GUILD_DELETE", &gone, Some(guild), crate::gateway::GUILDS);
    no_content()
}

pub(super) fn open_direct_channel(call: &Call<'_>) -> Outcome {
    let recipient = call.body["recipient_id"].as_str().unwrap_or_default();
    let recipient = id("recipient_id", recipient)?;
    let mut world = call.shared.world();
    if !world.users.contains_key(&recipient) {
        return Err(Refusal::unknown_user());
    }
    let channel = world.direct_channel(recipient);
    let channel = world
        .channels
        .get(&channel)
        .ok_or_else(Refusal::unknown_channel)?;
    ok(channel.to_json(&world))
}

pub(super) fn user(call: &Call<'_>, user: Id) -> Outcome {
    let world = call.shared.world();
    let user = world.users.get(&user).ok_or_else(Refusal::unknown_user)?;
    ok(user.to_json())
}

pub(super) fn application(call: &Call<'_>) -> Outcome {
    let world = call.shared.world();
    let application = &world.application;
    ok(json!({
        "id": application.id,
        "name": application.name,
        "icon": null,
        "description": "",
        "summary": "",
        "type": null,
        "bot": world.users.get(&world.bot()).map(|user| user.to_json()),
        "bot_public": true,
        "bot_require_code_grant": false,
        "integration_types_config": {"0": {}, "1": {}},
        "verify_key": call.shared.endpoint.public_key(),
        "flags": 0,
        "flags_new": "0",
        "redirect_uris": [],
        "interactions_endpoint_url": call.shared.endpoint.url(),
        "role_connections_verification_url": null,
        "owner": world.users.values().find(|user| !user.bot).map(|user| user.to_json()),
        "approximate_guild_count": world.guilds.len(),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": null,
        "eligible_oauth2_scopes": [],
    }))
}
