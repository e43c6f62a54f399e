//! A person: where they are, what they type, what they see.

use serde_json::{Map, Value, json};

use super::payload::{Actor, Deed, compose, send, wait};
use super::reply::Reply;
use super::seen::Seen;
use super::{DriverError, typed};
use crate::id::Id;
use crate::load::Prepared;
use crate::local::LocalDiscord;
use crate::world::{Kind, World};

/// What autocomplete offers.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What the person reads.
    pub name: String,
    /// What is sent when it is chosen.
    pub value: Value,
}

/// A person with a Discord client. The methods that place them give a changed copy.
#[derive(Clone, Debug)]
pub struct User {
    pub(super) discord: LocalDiscord,
    pub(super) actor: Actor,
}

impl User {
    pub(crate) fn new(discord: LocalDiscord, name: &str) -> Self {
        let found = {
            let world = discord.shared().world();
            let general = world
                .channel_named("general")
                .or(world.channels.values().next());
            let channel = general.map_or(Id(0), |channel| channel.id);
            world.user_named(name).map(|user| Actor {
                user: user.id,
                channel,
                locale: user.locale.clone(),
                user_install: false,
            })
        };
        match found {
            Some(actor) => Self { discord, actor },
            None => panic!("nobody is called {name}"),
        }
    }

    /// The person's id.
    #[must_use]
    pub fn id(&self) -> Id {
        self.actor.user
    }

    /// The channel the person is in.
    #[must_use]
    pub fn channel(&self) -> Id {
        self.actor.channel
    }

    /// With the client in another language.
    #[must_use]
    pub fn locale(mut self, locale: &str) -> Self {
        locale.clone_into(&mut self.actor.locale);
        self
    }

    /// In another channel of the guild.
    ///
    /// # Panics
    ///
    /// When there is no such channel.
    #[must_use]
    pub fn in_channel(mut self, name: &str) -> Self {
        self.actor.channel = self.discord.channel_id(name);
        self
    }

    /// In a direct message with the bot.
    #[must_use]
    pub fn in_dm(mut self) -> Self {
        let channel = self
            .discord
            .shared()
            .world()
            .direct_channel(self.actor.user);
        self.actor.channel = channel;
        self
    }

    /// In a direct message with somebody else, where only an app of their own is at hand.
    ///
    /// # Panics
    ///
    /// When there is nobody of that name.
    #[must_use]
    pub fn in_dm_with(mut self, name: &str) -> Self {
        let other = self.discord.member(name).id();
        let channel = self
            .discord
            .shared()
            .world()
            .foreign_channel(self.actor.user, other);
        self.actor.channel = channel;
        self.user_install()
    }

    /// Having the app installed to the account, not to the guild.
    #[must_use]
    pub fn user_install(mut self) -> Self {
        self.actor.user_install = true;
        self
    }

    /// Types a slash command, with options beside it or in the line (`/course name:engineer`).
    /// Waits for the answer; of a deferred one, for what takes its place.
    ///
    /// # Errors
    ///
    /// When the client would not send it, or no valid answer comes.
    pub async fn slash<'a>(
        &self,
        line: &'a str,
        options: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Reply, DriverError> {
        let (words, mut given) = typed::split(line);
        given.extend(options);
        self.act(|world| self.slash_deed(world, &words, &given))
            .await
    }

    /// The interaction that [`User::slash`] would send, for tests that break it first and then
    /// [inject](LocalDiscord::inject_raw) it.
    ///
    /// # Errors
    ///
    /// When the client would not send it.
    pub fn slash_payload<'a>(
        &self,
        line: &'a str,
        options: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Value, DriverError> {
        let (words, mut given) = typed::split(line);
        given.extend(options);
        let mut world = self.discord.shared().world();
        let deed = self.slash_deed(&world, &words, &given)?;
        Ok(compose(&mut world, &self.actor, &deed))
    }

    /// The same, made ready to be sent many times by [`LocalDiscord::load`].
    ///
    /// # Errors
    ///
    /// When the client would not send it.
    pub fn prepare<'a>(
        &self,
        line: &'a str,
        options: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Prepared, DriverError> {
        let payload = self.slash_payload(line, options)?;
        Ok(Prepared::new(&payload, self.actor.user, self.actor.channel))
    }

    fn slash_deed(
        &self,
        world: &World,
        words: &[&str],
        given: &[(&str, &str)],
    ) -> Result<Deed, DriverError> {
        let chosen = typed::choose(world, &self.actor, 1, words)?;
        let (values, resolved) = typed::fill(world, &self.actor, chosen.options(), given, None)?;
        Ok(Deed {
            kind: Kind::Command,
            data: chosen.data(values, resolved),
            command: chosen.name,
            source: None,
            focused: 0,
        })
    }

    /// Types into an option that completes itself, and reads what is offered.
    ///
    /// # Errors
    ///
    /// When the option does not complete itself, or no valid answer comes.
    pub async fn autocomplete(
        &self,
        line: &str,
        option: &str,
        so_far: &str,
    ) -> Result<Vec<Choice>, DriverError> {
        let (words, given) = typed::split(line);
        let (id, bell) = self.begin(|world| {
            let chosen = typed::choose(world, &self.actor, 1, &words)?;
            let completes = chosen
                .options()
                .iter()
                .find(|known| known["name"] == option && known["autocomplete"] == true);
            let Some(focused) = completes.and_then(|known| known["type"].as_u64()) else {
                let words = format!("{option:?} does not complete itself");
                return Err(DriverError::NotSendable(words));
            };
            let typing = Some((option, so_far));
            let options = chosen.options();
            let (values, resolved) = typed::fill(world, &self.actor, options, &given, typing)?;
            Ok(Deed {
                kind: Kind::Autocomplete,
                data: chosen.data(values, resolved),
                command: chosen.name,
                source: None,
                focused,
            })
        })?;
        wait(&self.discord, id, &bell, false).await?;
        let world = self.discord.shared().world();
        let interaction = world.interactions.get(&id).ok_or(DriverError::NoAnswer)?;
        let first = interaction.first.as_ref().ok_or(DriverError::NoAnswer)?;
        let choices = first.data["choices"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        Ok(choices
            .iter()
            .map(|choice| self.read_choice(choice))
            .collect())
    }

    fn read_choice(&self, choice: &Value) -> Choice {
        let localized = &choice["name_localizations"][self.actor.locale.as_str()];
        let name = localized.as_str().or(choice["name"].as_str());
        Choice {
            name: name.unwrap_or_default().to_owned(),
            value: choice["value"].clone(),
        }
    }

    /// Uses a command from a message's context menu.
    ///
    /// # Errors
    ///
    /// When the client does not offer it, or no valid answer comes.
    pub async fn message_command(&self, name: &str, on: &Seen) -> Result<Reply, DriverError> {
        let target = on.id();
        self.act(|world| {
            let chosen = typed::choose(world, &self.actor, 3, &[name])?;
            let message = world
                .message(self.actor.channel, target)
                .ok_or(DriverError::Unseen)?;
            let mut resolved = Map::new();
            let mut messages = Map::new();
            messages.insert(target.to_string(), message.to_json(world));
            resolved.insert("messages".to_owned(), Value::Object(messages));
            Ok(self.context_deed(&chosen, target, resolved))
        })
        .await
    }

    /// Uses a command from a person's context menu.
    ///
    /// # Errors
    ///
    /// When the client does not offer it, or no valid answer comes.
    pub async fn user_command(&self, name: &str, on: &User) -> Result<Reply, DriverError> {
        self.act(|world| {
            let chosen = typed::choose(world, &self.actor, 2, &[name])?;
            let mut resolved = Map::new();
            typed::resolve_user(world, &self.actor, on.id(), &mut resolved);
            Ok(self.context_deed(&chosen, on.id(), resolved))
        })
        .await
    }

    fn context_deed(
        &self,
        chosen: &typed::Chosen<'_>,
        target: Id,
        resolved: Map<String, Value>,
    ) -> Deed {
        let mut data = chosen.data(Vec::new(), resolved);
        data["target_id"] = json!(target);
        Deed {
            kind: Kind::Command,
            data,
            command: chosen.name.clone(),
            source: None,
            focused: 0,
        }
    }

    /// The commands that the client offers this person here: `/name`, and the names of context menus.
    #[must_use]
    pub fn offered_commands(&self) -> Vec<String> {
        let world = self.discord.shared().world();
        let all = world.commands.values();
        let offered = all.filter(|command| typed::is_offered(&world, &self.actor, command));
        offered.map(|command| command.name().to_owned()).collect()
    }

    /// Books and sends what the person does.
    fn begin(
        &self,
        deed: impl FnOnce(&World) -> Result<Deed, DriverError>,
    ) -> Result<(Id, std::sync::Arc<tokio::sync::Notify>), DriverError> {
        let mut world = self.discord.shared().world();
        let deed = deed(&world)?;
        let payload = compose(&mut world, &self.actor, &deed);
        send(&self.discord, &mut world, &self.actor, deed, &payload)
    }

    /// Does something and waits for what comes of it.
    pub(super) async fn act(
        &self,
        deed: impl FnOnce(&World) -> Result<Deed, DriverError>,
    ) -> Result<Reply, DriverError> {
        let (id, bell) = self.begin(deed)?;
        wait(&self.discord, id, &bell, true).await?;
        Reply::read(self, id)
    }
}
