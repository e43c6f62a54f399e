//! Messages, public and private, and how Discord tells of them.

use serde_json::{Value, json};

use super::World;
use crate::id::Id;

use flags::{COMPONENTS_V2, SUPPRESS_EMBEDS, SUPPRESS_NOTIFICATIONS};

/// Message flags.
pub(crate) mod flags {
    pub(crate) const SUPPRESS_EMBEDS: u64 = 1 << 2;
    pub(crate) const EPHEMERAL: u64 = 1 << 6;
    /// "… is thinking".
    pub(crate) const LOADING: u64 = 1 << 7;
    pub(crate) const SUPPRESS_NOTIFICATIONS: u64 = 1 << 12;
    pub(crate) const COMPONENTS_V2: u64 = 1 << 15;
}

/// The type of the notice "… pinned a message to this channel".
pub(crate) const PIN_NOTICE: u8 = 6;

/// The interaction a message answers.
#[derive(Clone, Debug)]
pub(crate) struct Origin {
    pub(crate) interaction: Id,
    pub(crate) kind: u8,
    pub(crate) user: Id,
    pub(crate) user_install: bool,
    pub(crate) command: String,
}

#[derive(Clone, Debug)]
pub(crate) struct Message {
    pub(crate) id: Id,
    pub(crate) channel: Id,
    pub(crate) author: Id,
    pub(crate) kind: u8,
    pub(crate) content: String,
    pub(crate) embeds: Vec<Value>,
    pub(crate) components: Vec<Value>,
    pub(crate) flags: u64,
    pub(crate) nonce: Option<Value>,
    pub(crate) reference: Option<Id>,
    pub(crate) sent: String,
    pub(crate) edited: Option<String>,
    pub(crate) pinned_at: Option<String>,
    /// The only person who sees it, if it is private.
    pub(crate) private_to: Option<Id>,
    pub(crate) origin: Option<Origin>,
}

impl Message {
    pub(crate) fn new(id: Id, channel: Id, author: Id) -> Self {
        Self {
            id,
            channel,
            author,
            kind: 0,
            content: String::new(),
            embeds: Vec::new(),
            components: Vec::new(),
            flags: 0,
            nonce: None,
            reference: None,
            sent: crate::id::timestamp(),
            edited: None,
            pinned_at: None,
            private_to: None,
            origin: None,
        }
    }

    /// Takes what a checked request body says; fields it does not name stay as they are.
    pub(crate) fn take(&mut self, body: &Value) {
        if let Some(content) = body.get("content") {
            self.content = content.as_str().unwrap_or_default().to_owned();
        }
        if let Some(embeds) = body.get("embeds") {
            self.embeds = embeds.as_array().cloned().unwrap_or_default();
            self.embeds.iter_mut().for_each(complete_embed);
        }
        if let Some(components) = body.get("components") {
            self.components = components.as_array().cloned().unwrap_or_default();
            number_components(&mut self.components, &mut 0);
        }
        if let Some(flags) = body.get("flags").and_then(Value::as_u64) {
            let settable = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | COMPONENTS_V2;
            self.flags = (self.flags & !SUPPRESS_EMBEDS) | (flags & settable);
        }
    }

    pub(crate) fn to_json(&self, world: &World) -> Value {
        let author = world
            .users
            .get(&self.author)
            .map_or(Value::Null, |user| user.to_json());
        let mut message = json!({
            "id": self.id,
            "channel_id": self.channel,
            "type": self.kind,
            "author": author,
            "content": self.content,
            "embeds": self.embeds,
            "components": self.components,
            "attachments": [],
            "mentions": [],
            "mention_roles": [],
            "mention_everyone": false,
            "timestamp": self.sent,
            "edited_timestamp": self.edited,
            "pinned": self.pinned_at.is_some(),
            "tts": false,
            "flags": self.flags,
        });
        if let Some(nonce) = &self.nonce {
            message["nonce"] = nonce.clone();
        }
        if let Some(target) = self.reference {
            let guild = world
                .channels
                .get(&self.channel)
                .and_then(|channel| channel.guild);
            message["message_reference"] = json!({
                "type": 0, "channel_id": self.channel, "message_id": target, "guild_id": guild,
            });
            if self.kind != PIN_NOTICE {
                message["referenced_message"] = world
                    .message(self.channel, target)
                    .map_or(Value::Null, |target| target.to_json(world));
            }
        }
        if let Some(origin) = &self.origin {
            self.tell_origin(origin, world, &mut message);
        }
        message
    }

    fn tell_origin(&self, origin: &Origin, world: &World, message: &mut Value) {
        let user = world
            .users
            .get(&origin.user)
            .map_or(Value::Null, |user| user.to_json());
        let owners = match world.guild_of(self.channel) {
            _ if origin.user_install => json!({"1": origin.user}),
            Some(guild) => json!({"0": guild.id}),
            None => json!({"0": "0"}),
        };
        message["application_id"] = json!(world.application.id);
        message["webhook_id"] = json!(world.application.id);
        message["interaction_metadata"] = json!({
            "id": origin.interaction,
            "type": origin.kind,
            "user": user,
            "authorizing_integration_owners": owners,
            "name": origin.command,
        });
        if origin.kind == 2 {
            message["interaction"] = json!({
                "id": origin.interaction, "type": 2, "name": origin.command, "user": user,
            });
        }
    }
}

fn complete_embed(embed: &mut Value) {
    embed["type"] = json!("rich");
    let Some(fields) = embed.get_mut("fields").and_then(Value::as_array_mut) else {
        return;
    };
    for field in fields {
        if field.get("inline").is_none_or(Value::is_null) {
            field["inline"] = json!(false);
        }
    }
}

/// Discord gives each component a number if the sender did not.
fn number_components(components: &mut [Value], last: &mut u64) {
    for component in components {
        *last += 1;
        if component.get("id").is_none_or(Value::is_null) {
            component["id"] = json!(*last);
        }
        if let Some(children) = component
            .get_mut("components")
            .and_then(Value::as_array_mut)
        {
            number_components(children, last);
        }
    }
}
