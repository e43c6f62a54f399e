//! What REST, the gateway and the driver have in common.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::Notify;

use crate::endpoint::Endpoint;
use crate::faults::Faults;
use crate::gateway::{DIRECT_MESSAGES, GUILD_MESSAGES, Hail, Hub};
use crate::id::Id;
use crate::journal::Journal;
use crate::lock;
use crate::rest::own_user;
use crate::world::{Message, World};

/// How long things may take; a test may shorten them.
#[derive(Debug)]
pub(crate) struct Patience {
    /// From the interaction to its first answer.
    answer_ms: AtomicU64,
    /// How long a token can be used for edits and follow-ups.
    token_ms: AtomicU64,
    /// How long the driver waits for what follows a deferred answer.
    follow_ms: AtomicU64,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            answer_ms: AtomicU64::new(3_000),
            token_ms: AtomicU64::new(15 * 60 * 1_000),
            follow_ms: AtomicU64::new(10_000),
        }
    }
}

impl Patience {
    pub(crate) fn answer(&self) -> Duration {
        Duration::from_millis(self.answer_ms.load(Ordering::Relaxed))
    }

    pub(crate) fn token(&self) -> Duration {
        Duration::from_millis(self.token_ms.load(Ordering::Relaxed))
    }

    pub(crate) fn follow(&self) -> Duration {
        Duration::from_millis(self.follow_ms.load(Ordering::Relaxed))
    }

    pub(crate) fn set_answer(&self, time: Duration) {
        self.answer_ms.store(millis(time), Ordering::Relaxed);
    }

    pub(crate) fn set_token(&self, time: Duration) {
        self.token_ms.store(millis(time), Ordering::Relaxed);
    }

    pub(crate) fn set_follow(&self, time: Duration) {
        self.follow_ms.store(millis(time), Ordering::Relaxed);
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

#[derive(Debug)]
pub(crate) struct Shared {
    world: Mutex<World>,
    pub(crate) hub: Hub,
    pub(crate) endpoint: Endpoint,
    pub(crate) faults: Faults,
    pub(crate) journal: Journal,
    pub(crate) patience: Patience,
    token: String,
    gateway_url: String,
    sessions: AtomicU64,
    revision: AtomicU64,
    /// Rings on every change of the world.
    bell: Notify,
}

impl Shared {
    pub(crate) fn new(world: World, hub: Hub, gateway_url: String) -> Self {
        Self {
            token: world.application.token.clone(),
            world: Mutex::new(world),
            hub,
            endpoint: Endpoint::default(),
            faults: Faults::default(),
            journal: Journal::default(),
            patience: Patience::default(),
            gateway_url,
            sessions: AtomicU64::new(0),
            revision: AtomicU64::new(0),
            bell: Notify::new(),
        }
    }

    /// The world, locked. Never hold it while waiting.
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        lock(&self.world)
    }

    pub(crate) fn token(&self) -> &str {
        &self.token
    }

    pub(crate) fn gateway_url(&self) -> &str {
        &self.gateway_url
    }

    pub(crate) fn revision(&self) -> u64 {
        self.revision.load(Ordering::Acquire)
    }

    pub(crate) fn ring(&self) {
        self.revision.fetch_add(1, Ordering::Release);
        self.bell.notify_waiters();
    }

    /// Waits until `look` finds something in the world; looks again after each change.
    pub(crate) async fn find<T>(
        &self,
        within: Duration,
        look: impl Fn(&World) -> Option<T>,
    ) -> Option<T> {
        let deadline = tokio::time::Instant::now() + within;
        loop {
            let rung = self.bell.notified();
            tokio::pin!(rung);
            rung.as_mut().enable();
            let found = look(&self.world());
            if found.is_some() {
                return found;
            }
            if tokio::time::timeout_at(deadline, rung).await.is_err() {
                return look(&self.world());
            }
        }
    }

    pub(crate) fn next_session_id(&self) -> String {
        format!("{:032x}", self.sessions.fetch_add(1, Ordering::Relaxed) + 1)
    }

    /// User, application and unavailable guilds for READY.
    pub(crate) fn ready_parts(&self, hail: Hail) -> (Value, Value, Vec<Value>) {
        let world = self.world();
        let (at, of) = hail.shard;
        let guilds = world
            .guilds
            .values()
            .filter(|guild| guild.member(world.bot()).is_some())
            .filter(|guild| (guild.id.0 >> 22) % of.max(1) == at)
            .map(|guild| json!({"id": guild.id, "unavailable": true}))
            .collect();
        let application = json!({"id": world.application.id, "flags": 0});
        (own_user(&world), application, guilds)
    }

    /// The GUILD_CREATE of each guild the bot is in.
    pub(crate) fn guild_creates(&self) -> Vec<(Id, String)> {
        let world = self.world();
        let joined = world
            .guilds
            .values()
            .filter(|guild| guild.member(world.bot()).is_some());
        joined
            .map(|guild| (guild.id, guild.create_json(&world).to_string()))
            .collect()
    }

    /// Tells the gateway of a public message.
    pub(crate) fn announce(&self, world: &World, event: &str, message: &Message) {
        if message.private_to.is_some() {
            return;
        }
        let (guild, intent) = audience(world, message);
        let is_heard = self
            .hub
            .look(|state| state.sessions.values().any(|session| session.wants(intent)));
        if !is_heard {
            return;
        }
        let mut told = message.to_json(world);
        if let Some(guild) = guild {
            told["guild_id"] = json!(guild);
        }
        self.hub.dispatch(event, &told, guild, intent);
    }

    pub(crate) fn announce_deletion(&self, world: &World, message: &Message) {
        if message.private_to.is_some() {
            return;
        }
        let (guild, intent) = audience(world, message);
        let told = json!({"id": message.id, "channel_id": message.channel, "guild_id": guild});
        self.hub.dispatch("MESSAGE_DELETE", &told, guild, intent);
    }

    /// Notes what Discord lets pass in a message, but somebody would be sorry for.
    pub(crate) fn inspect_message(&self, body: &Value) {
        if !self.journal.is_recording() {
            return;
        }
        let says_something = body.get("content").is_some_and(|content| content != "");
        let embeds = body["embeds"].as_array().map_or(&[][..], Vec::as_slice);
        if (says_something || !embeds.is_empty()) && body["allowed_mentions"].is_null() {
            self.journal
                .violation("no-allowed-mentions", body.to_string());
        }
        let mut urls: Vec<&str> = embeds
            .iter()
            .filter_map(|embed| embed["url"].as_str())
            .collect();
        urls.sort_unstable();
        if urls.windows(2).any(|pair| pair.first() == pair.last()) {
            self.journal
                .violation("embeds-share-url", format!("{urls:?}"));
        }
    }
}

fn audience(world: &World, message: &Message) -> (Option<Id>, u64) {
    match world.guild_of(message.channel) {
        Some(guild) => (Some(guild.id), GUILD_MESSAGES),
        None => (None, DIRECT_MESSAGES),
    }
}
