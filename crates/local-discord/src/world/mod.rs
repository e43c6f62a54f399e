//! Everything this Discord knows: people, guilds, channels, messages, commands and interactions.

mod channel;
mod command;
mod guild;
mod interaction;
mod message;
mod seed;

use std::collections::{BTreeMap, HashMap};

use tokio::time::Instant;

pub(crate) use channel::{Channel, ChannelKind, Overwrite};
pub(crate) use command::Command;
pub(crate) use command::{normalised, options_of};
pub(crate) use guild::Guild;
pub(crate) use guild::{Member, Role, User};
pub(crate) use interaction::{FirstAnswer, Interaction, Kind};
pub(crate) use message::{Message, Origin, PIN_NOTICE, flags};
pub(crate) use seed::{Person, Plan};

use crate::id::{Id, Snowflakes};
use crate::permission;
use crate::rest::AuditEntry;

/// The application that the bot under test logs in as.
#[derive(Debug)]
pub(crate) struct Application {
    pub(crate) id: Id,
    pub(crate) name: String,
    pub(crate) token: String,
}

#[derive(Debug)]
pub(crate) struct World {
    pub(crate) ids: Snowflakes,
    pub(crate) application: Application,
    pub(crate) users: BTreeMap<Id, User>,
    pub(crate) guilds: BTreeMap<Id, Guild>,
    pub(crate) channels: BTreeMap<Id, Channel>,
    /// By channel, then by message id, which is the order in time.
    pub(crate) messages: HashMap<Id, BTreeMap<Id, Message>>,
    pub(crate) commands: BTreeMap<Id, Command>,
    pub(crate) interactions: HashMap<Id, Interaction>,
    pub(crate) tokens: HashMap<String, Id>,
    /// Commands that were new since the start.
    pub(crate) command_creates: usize,
    pub(crate) audit_log: Vec<AuditEntry>,
}

impl World {
    /// The bot's user has the application's id, as with every application since 2016.
    pub(crate) fn bot(&self) -> Id {
        self.application.id
    }

    pub(crate) fn user_named(&self, name: &str) -> Option<&User> {
        self.users.values().find(|user| user.name == name)
    }

    pub(crate) fn channel_named(&self, name: &str) -> Option<&Channel> {
        let name = name.trim_start_matches('#');
        self.channels
            .values()
            .find(|channel| channel.name == name && channel.guild.is_some())
    }

    pub(crate) fn guild_of(&self, channel: Id) -> Option<&Guild> {
        let guild = self.channels.get(&channel)?.guild?;
        self.guilds.get(&guild)
    }

    pub(crate) fn message(&self, channel: Id, message: Id) -> Option<&Message> {
        self.messages.get(&channel)?.get(&message)
    }

    pub(crate) fn message_mut(&mut self, channel: Id, message: Id) -> Option<&mut Message> {
        self.messages.get_mut(&channel)?.get_mut(&message)
    }

    pub(crate) fn put_message(&mut self, message: Message) {
        self.messages
            .entry(message.channel)
            .or_default()
            .insert(message.id, message);
    }

    pub(crate) fn remove_message(&mut self, channel: Id, message: Id) -> Option<Message> {
        self.messages.get_mut(&channel)?.remove(&message)
    }

    /// What `user` may do in `channel`; nothing if either is unknown.
    pub(crate) fn permissions(&self, channel: Id, user: Id) -> u64 {
        let Some(channel) = self.channels.get(&channel) else {
            return 0;
        };
        match channel.guild.and_then(|id| self.guilds.get(&id)) {
            Some(guild) if guild.member(user).is_some() => {
                permission::in_channel(guild, channel, user)
            }
            Some(_) => 0,
            None if channel.recipients.contains(&user) => permission::DIRECT_MESSAGE,
            None => 0,
        }
    }

    /// An interaction of a load run is over with its first answer: its sender is told how long that
    /// took, and nothing of it is kept.
    pub(crate) fn settle_load(&mut self, id: Id, now: Instant) {
        let loaded = self
            .interactions
            .get(&id)
            .and_then(|interaction| interaction.load.clone());
        let Some(report) = loaded else {
            return;
        };
        if let Some(interaction) = self.interactions.remove(&id) {
            let _over = report.send(now.duration_since(interaction.sent));
            self.tokens.remove(&interaction.token);
            let made = interaction.first.and_then(|first| first.message);
            if let Some(message) = made.filter(|made| Some(*made) != interaction.source) {
                self.remove_message(interaction.channel, message);
            }
        }
    }

    /// The direct message channel between a person and the bot, opened if need be.
    pub(crate) fn direct_channel(&mut self, user: Id) -> Id {
        let both = [user, self.bot()];
        let open = self.channels.values().find(|channel| {
            channel.kind == ChannelKind::Direct
                && both.iter().all(|one| channel.recipients.contains(one))
        });
        if let Some(channel) = open {
            return channel.id;
        }
        self.open_channel(ChannelKind::Direct, both.to_vec())
    }

    /// A channel between two people the bot is not in: the third interaction context.
    pub(crate) fn foreign_channel(&mut self, user: Id, other: Id) -> Id {
        let open = self.channels.values().find(|channel| {
            channel.kind == ChannelKind::Direct && channel.recipients == [user, other]
        });
        if let Some(channel) = open {
            return channel.id;
        }
        self.open_channel(ChannelKind::Direct, vec![user, other])
    }

    fn open_channel(&mut self, kind: ChannelKind, recipients: Vec<Id>) -> Id {
        let id = self.ids.next();
        self.channels.insert(
            id,
            Channel {
                id,
                guild: None,
                kind,
                name: String::new(),
                overwrites: Vec::new(),
                recipients,
                last_pin: None,
            },
        );
        id
    }
}
