//! Guilds, their roles and members, and the users behind them.

use serde_json::{Value, json};

use super::World;
use crate::id::Id;
use crate::permission;

/// An account.
#[derive(Clone, Debug)]
pub(crate) struct User {
    pub(crate) id: Id,
    pub(crate) name: String,
    pub(crate) display: Option<String>,
    pub(crate) bot: bool,
    /// The language of this person's client.
    pub(crate) locale: String,
}

impl User {
    pub(crate) fn to_json(&self) -> Value {
        json!({
            "id": self.id,
            "username": self.name,
            "global_name": self.display,
            "discriminator": "0",
            "avatar": null,
            "avatar_decoration_data": null,
            "banner": null,
            "accent_color": null,
            "collectibles": null,
            "primary_guild": null,
            "public_flags": 0,
            "bot": self.bot,
        })
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Role {
    pub(crate) id: Id,
    pub(crate) name: String,
    pub(crate) permissions: u64,
    pub(crate) managed_by: Option<Id>,
}

impl Role {
    fn to_json(&self, position: usize) -> Value {
        let mut role = json!({
            "id": self.id,
            "name": self.name,
            "permissions": self.permissions.to_string(),
            "position": position,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": null, "tertiary_color": null},
            "hoist": false,
            "managed": self.managed_by.is_some(),
            "mentionable": false,
            "icon": null,
            "unicode_emoji": null,
            "flags": 0,
        });
        if let Some(bot) = self.managed_by {
            role["tags"] = json!({"bot_id": bot});
        }
        role
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub(crate) user: Id,
    pub(crate) roles: Vec<Id>,
    pub(crate) joined_at: String,
}

/// A server.
#[derive(Clone, Debug)]
pub(crate) struct Guild {
    /// Its id, which is the id of the everyone role as well.
    pub(crate) id: Id,
    /// Its name.
    pub(crate) name: String,
    /// Who owns it and may do everything.
    pub(crate) owner: Id,
    /// Its preferred language.
    pub(crate) locale: String,
    pub(crate) roles: Vec<Role>,
    pub(crate) members: Vec<Member>,
}

impl Guild {
    pub(crate) fn member(&self, user: Id) -> Option<&Member> {
        self.members.iter().find(|member| member.user == user)
    }

    pub(crate) fn roles_of(&self, user: Id) -> &[Id] {
        self.member(user).map_or(&[], |member| &member.roles)
    }

    pub(crate) fn role_named(&self, name: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.name == name)
    }

    pub(crate) fn roles_json(&self) -> Vec<Value> {
        let positions = self.roles.iter().enumerate();
        positions.map(|(at, role)| role.to_json(at)).collect()
    }

    /// A member without the user, as in messages.
    pub(crate) fn partial_member_json(&self, member: &Member) -> Value {
        json!({
            "roles": member.roles,
            "joined_at": member.joined_at,
            "nick": null,
            "avatar": null,
            "banner": null,
            "premium_since": null,
            "communication_disabled_until": null,
            "pending": false,
            "deaf": false,
            "mute": false,
            "flags": 0,
        })
    }

    /// A member with the user, and with permissions where an interaction carries them.
    pub(crate) fn member_json(&self, world: &World, user: Id, channel: Option<Id>) -> Value {
        let Some(member) = self.member(user) else {
            return Value::Null;
        };
        let mut whole = self.partial_member_json(member);
        whole["user"] = world
            .users
            .get(&user)
            .map_or(Value::Null, |user| user.to_json());
        if let Some(channel) = channel {
            whole["permissions"] = json!(world.permissions(channel, user).to_string());
        }
        whole
    }

    pub(crate) fn to_json(&self) -> Value {
        json!({
            "id": self.id,
            "name": self.name,
            "icon": null,
            "description": null,
            "home_header": null,
            "splash": null,
            "discovery_splash": null,
            "features": [],
            "banner": null,
            "owner_id": self.owner,
            "application_id": null,
            "region": "deprecated",
            "afk_channel_id": null,
            "afk_timeout": 300,
            "system_channel_id": null,
            "system_channel_flags": 0,
            "widget_enabled": false,
            "widget_channel_id": null,
            "verification_level": 1,
            "roles": self.roles_json(),
            "default_message_notifications": 1,
            "mfa_level": 0,
            "explicit_content_filter": 2,
            "max_presences": null,
            "max_members": 500_000,
            "max_stage_video_channel_users": 50,
            "max_video_channel_users": 25,
            "vanity_url_code": null,
            "premium_tier": 0,
            "premium_subscription_count": 0,
            "preferred_locale": self.locale,
            "rules_channel_id": null,
            "safety_alerts_channel_id": null,
            "public_updates_channel_id": null,
            "premium_progress_bar_enabled": false,
            "nsfw": false,
            "nsfw_level": 0,
            "emojis": [],
            "stickers": [],
            "incidents_data": null,
        })
    }

    /// The fuller form that the gateway sends when the guild becomes available.
    pub(crate) fn create_json(&self, world: &World) -> Value {
        let mut guild = self.to_json();
        let channels: Vec<Value> = world
            .channels
            .values()
            .filter(|channel| channel.guild == Some(self.id))
            .filter(|channel| {
                world.permissions(channel.id, world.bot()) & permission::VIEW_CHANNEL != 0
            })
            .map(|channel| channel.to_json(world))
            .collect();
        guild["channels"] = json!(channels);
        guild["members"] = json!([self.member_json(world, world.bot(), None)]);
        guild["member_count"] = json!(self.members.len());
        guild["joined_at"] = json!(
            self.member(world.bot())
                .map_or("", |member| &member.joined_at)
        );
        guild["large"] = json!(false);
        guild["unavailable"] = json!(false);
        for empty in [
            "voice_states",
            "threads",
            "presences",
            "stage_instances",
            "guild_scheduled_events",
            "soundboard_sounds",
        ] {
            guild[empty] = json!([]);
        }
        guild
    }
}
