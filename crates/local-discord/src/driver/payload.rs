//! Interactions as Discord sends them, and the wait for their answers.

use std::sync::Arc;

use serde_json::{Map, Value, json};
use tokio::sync::Notify;
use tokio::time::Instant;

use super::DriverError;
use crate::endpoint;
use crate::id::Id;
use crate::local::LocalDiscord;
use crate::permission;
use crate::world::{Interaction, Kind, World};

/// Who acts where, and through which installation of the app.
#[derive(Clone, Debug)]
pub(super) struct Actor {
    pub(super) user: Id,
    pub(super) channel: Id,
    pub(super) locale: String,
    /// Whether the app is installed to this person and not to the guild.
    pub(super) user_install: bool,
}

/// What is done.
pub(super) struct Deed {
    pub(super) kind: Kind,
    pub(super) data: Value,
    pub(super) command: String,
    pub(super) source: Option<Id>,
    /// The type of the option that is being typed.
    pub(super) focused: u64,
}

/// The whole payload of a deed, with a fresh id and token.
pub(super) fn compose(world: &mut World, actor: &Actor, deed: &Deed) -> Value {
    let id = world.ids.next();
    let guild = world.guild_of(actor.channel);
    let owners = match (guild, actor.user_install) {
        (_, true) => json!({"1": actor.user}),
        (Some(guild), false) => json!({"0": guild.id}),
        (None, false) => json!({"0": "0"}),
    };
    let channel = world.channels.get(&actor.channel);
    let with_bot = channel.is_some_and(|channel| channel.recipients.contains(&world.bot()));
    let context = match (guild, with_bot) {
        (Some(_), _) => 0,
        (None, true) => 1,
        (None, false) => 2,
    };
    let mut payload = json!({
        "version": 1,
        "id": id,
        "application_id": world.application.id,
        "type": deed.kind as u8,
        "token": format!("aW50ZXJhY3Rpb246{id}"),
        "data": deed.data,
        "channel_id": actor.channel,
        "channel": channel.map(|channel| channel.to_partial_json(world, actor.user)),
        "app_permissions": app_permissions(world, actor).to_string(),
        "locale": actor.locale,
        "entitlements": [],
        "entitlement_sku_ids": [],
        "authorizing_integration_owners": owners,
        "context": context,
        "attachment_size_limit": 10_485_760,
    });
    if let Some(guild) = guild {
        payload["guild_id"] = json!(guild.id);
        payload["guild"] = json!({"id": guild.id, "locale": guild.locale, "features": []});
        payload["guild_locale"] = json!(guild.locale);
        payload["member"] = guild.member_json(world, actor.user, Some(actor.channel));
    } else {
        let user = world.users.get(&actor.user);
        payload["user"] = user.map_or(Value::Null, |user| user.to_json());
    }
    let source = deed
        .source
        .and_then(|source| world.message(actor.channel, source));
    if let Some(source) = source {
        payload["message"] = source.to_json(world);
    }
    payload
}

/// The bot's own rights in the channel; an app that is not a member gets what an ordinary one has.
fn app_permissions(world: &World, actor: &Actor) -> u64 {
    let guild = world.guild_of(actor.channel);
    let bot = world.bot();
    match guild {
        Some(guild) if guild.member(bot).is_none() => {
            permission::ORDINARY & !permission::VIEW_CHANNEL
        }
        Some(_) => world.permissions(actor.channel, bot),
        None => permission::DIRECT_MESSAGE,
    }
}

/// Books the interaction and sends it; returns its id and bell.
pub(super) fn send(
    discord: &LocalDiscord,
    world: &mut World,
    actor: &Actor,
    deed: Deed,
    payload: &Value,
) -> Result<(Id, Arc<Notify>), DriverError> {
    let shared = discord.shared();
    let (Some(id), Some(token)) = (
        payload["id"].as_str().and_then(|id| id.parse().ok()),
        payload["token"].as_str(),
    ) else {
        return Err(DriverError::NotSendable("no id or token".to_owned()));
    };
    let bell = Arc::new(Notify::new());
    let now = Instant::now();
    let interaction = Interaction {
        id,
        token: token.to_owned(),
        kind: deed.kind,
        user: actor.user,
        channel: actor.channel,
        command: deed.command,
        source: deed.source,
        focused: deed.focused,
        user_install_only: actor.user_install,
        sent: now,
        deadline: now + shared.patience.answer(),
        expires: now + shared.patience.token(),
        first: None,
        follow_ups: Vec::new(),
        steps: 0,
        refused: None,
        load: None,
        bell: bell.clone(),
    };
    world.tokens.insert(interaction.token.clone(), id);
    world.interactions.insert(id, interaction);
    if let Some(url) = shared.endpoint.url() {
        let (token, body) = (token.to_owned(), payload.to_string());
        tokio::spawn(endpoint::deliver(
            discord.shared_arc(),
            url,
            id,
            token,
            body,
        ));
        return Ok((id, bell));
    }
    let guild = world.guild_of(actor.channel).map(|guild| guild.id);
    let reached = shared.hub.dispatch("INTERACTION_CREATE", payload, guild, 0);
    if reached == 0 {
        return Err(DriverError::Offline);
    }
    Ok((id, bell))
}

/// Waits for the first answer, and if it is deferred, for what takes its place.
pub(super) async fn wait(
    discord: &LocalDiscord,
    id: Id,
    bell: &Notify,
    whole: bool,
) -> Result<(), DriverError> {
    let shared = discord.shared();
    loop {
        let rung = bell.notified();
        tokio::pin!(rung);
        rung.as_mut().enable();
        let (deadline, first, refused) = {
            let world = shared.world();
            let interaction = world.interactions.get(&id).ok_or(DriverError::NoAnswer)?;
            if interaction.first.is_some() && (!whole || !interaction.is_waiting()) {
                return Ok(());
            }
            let answered = interaction.first.as_ref().map(|first| first.at);
            let deadline = match answered {
                Some(at) => at + shared.patience.follow(),
                None => interaction.deadline,
            };
            (
                deadline,
                interaction.first.clone(),
                interaction.refused.clone(),
            )
        };
        if tokio::time::timeout_at(deadline, rung).await.is_err() {
            return match (first, refused) {
                // Acknowledged, and nothing else happened: that is allowed.
                (Some(first), _) if first.callback == 6 => Ok(()),
                (Some(_), _) => Err(DriverError::NoAnswer),
                (None, Some(refused)) => Err(DriverError::Refused(refused)),
                (None, None) => Err(DriverError::NoAnswer),
            };
        }
    }
}

/// Sends an arbitrary payload and returns the raw callback.
pub(crate) async fn inject(
    discord: &LocalDiscord,
    mut payload: Value,
) -> Result<Value, DriverError> {
    let not_sendable = || DriverError::NotSendable("the payload is no object".to_owned());
    let fields: &mut Map<String, Value> = payload.as_object_mut().ok_or_else(not_sendable)?;
    let (id, bell) = {
        let mut world = discord.shared().world();
        let fresh = world.ids.next();
        fields.entry("id").or_insert_with(|| json!(fresh));
        fields
            .entry("token")
            .or_insert_with(|| json!(format!("aW50ZXJhY3Rpb246{fresh}")));
        fields
            .entry("application_id")
            .or_insert_with(|| json!(world.application.id));
        let read = |value: &Value| value.as_str().and_then(|id| id.parse::<Id>().ok());
        let anybody = world
            .users
            .values()
            .find(|user| !user.bot)
            .map(|user| user.id);
        let general = world
            .channels
            .values()
            .find(|channel| channel.guild.is_some());
        let actor = Actor {
            user: read(&payload["member"]["user"]["id"])
                .or_else(|| read(&payload["user"]["id"]))
                .or(anybody)
                .unwrap_or(Id(0)),
            channel: read(&payload["channel_id"])
                .or(general.map(|channel| channel.id))
                .unwrap_or(Id(0)),
            locale: String::new(),
            user_install: false,
        };
        let kind = payload["type"].as_u64().and_then(Kind::from_number);
        let deed = Deed {
            kind: kind.unwrap_or(Kind::Command),
            data: Value::Null,
            command: String::new(),
            source: read(&payload["message"]["id"]),
            focused: 3,
        };
        send(discord, &mut world, &actor, deed, &payload)?
    };
    wait(discord, id, &bell, false).await?;
    let world = discord.shared().world();
    let interaction = world.interactions.get(&id).ok_or(DriverError::NoAnswer)?;
    let first = interaction.first.as_ref().ok_or(DriverError::NoAnswer)?;
    Ok(json!({"type": first.callback, "data": first.data}))
}
