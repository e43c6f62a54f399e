//! Channels and their permission overwrites.

use serde_json::{Value, json};

use super::World;
use crate::id::Id;

/// What sort of channel it is; the numbers are Discord's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ChannelKind {
    /// A text channel in a guild.
    Text = 0,
    /// A conversation between two users.
    Direct = 1,
}

/// Permissions given to or taken from one role or member in one channel.
#[derive(Clone, Debug)]
pub(crate) struct Overwrite {
    /// The role or member; the guild's own id stands for everyone.
    pub(crate) target: Id,
    /// Whether `target` is a member.
    pub(crate) is_member: bool,
    /// Bits given.
    pub(crate) allow: u64,
    /// Bits taken.
    pub(crate) deny: u64,
}

/// A place where messages are.
#[derive(Clone, Debug)]
pub(crate) struct Channel {
    /// Its id.
    pub(crate) id: Id,
    /// The guild it is in, if any.
    pub(crate) guild: Option<Id>,
    /// What sort of channel it is.
    pub(crate) kind: ChannelKind,
    /// Its name without `#`; empty in direct messages.
    pub(crate) name: String,
    /// Who may do more or less here than elsewhere.
    pub(crate) overwrites: Vec<Overwrite>,
    /// The people in a direct message.
    pub(crate) recipients: Vec<Id>,
    /// When something was last pinned here.
    pub(crate) last_pin: Option<String>,
}

impl Channel {
    pub(crate) fn set_overwrite(&mut self, overwrite: Overwrite) {
        self.overwrites.retain(|old| old.target != overwrite.target);
        self.overwrites.push(overwrite);
    }

    /// The channel as the REST interface and gateway tell of it.
    pub(crate) fn to_json(&self, world: &World) -> Value {
        let last_message = world
            .messages
            .get(&self.id)
            .and_then(|messages| messages.keys().next_back());
        let mut channel = json!({
            "id": self.id,
            "type": self.kind as u8,
            "flags": 0,
            "last_message_id": last_message,
            "last_pin_timestamp": self.last_pin,
        });
        if let Some(guild) = self.guild {
            let overwrites: Vec<Value> = self.overwrites.iter().map(overwrite_json).collect();
            channel["guild_id"] = json!(guild);
            channel["name"] = json!(self.name);
            channel["position"] = json!(0);
            channel["parent_id"] = Value::Null;
            channel["topic"] = Value::Null;
            channel["nsfw"] = json!(false);
            channel["rate_limit_per_user"] = json!(0);
            channel["permission_overwrites"] = json!(overwrites);
        } else {
            let recipients: Vec<Value> = self
                .recipients
                .iter()
                .filter(|id| **id != world.bot())
                .filter_map(|id| world.users.get(id))
                .map(|user| user.to_json())
                .collect();
            channel["recipients"] = json!(recipients);
        }
        channel
    }

    /// The shorter form inside interactions, with the acting user's permissions.
    pub(crate) fn to_partial_json(&self, world: &World, user: Id) -> Value {
        let mut channel = self.to_json(world);
        channel["permissions"] = json!(world.permissions(self.id, user).to_string());
        if let Some(fields) = channel.as_object_mut() {
            fields.remove("permission_overwrites");
        }
        channel
    }
}

fn overwrite_json(overwrite: &Overwrite) -> Value {
    json!({
        "id": overwrite.target,
        "type": u8::from(overwrite.is_member),
        "allow": overwrite.allow.to_string(),
        "deny": overwrite.deny.to_string(),
    })
}
