//! The handle on a running Discord.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use serde_json::Value;
use tokio::task::AbortHandle;

use crate::Shared;
use crate::builder::Builder;
use crate::driver::{self, DriverError, User};
use crate::endpoint::Signature;
use crate::faults::Fault;
use crate::gateway::{self, Gateway};
use crate::id::Id;
use crate::journal::{Recorded, Violation};
use crate::listener::{Cut, Door, Incoming, Keeper};
use crate::load::{self, LoadReport, Prepared};
use crate::rest::{self, AuditEntry};
use crate::world::{Overwrite, World};

/// A Discord on loopback. Cloning gives another handle on the same one; with the last handle it ends.
#[derive(Clone, Debug)]
pub struct LocalDiscord {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    shared: Arc<Shared>,
    url: String,
    rest: Keeper,
    gateway: Keeper,
    servers: [AbortHandle; 2],
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.servers.iter().for_each(AbortHandle::abort);
    }
}

pub(crate) fn serve_rest(incoming: Incoming, shared: Arc<Shared>) -> AbortHandle {
    let router = Router::new().fallback(rest::serve).with_state(shared);
    serve(incoming, router)
}

pub(crate) fn serve_gateway(incoming: Incoming, shared: Arc<Shared>) -> AbortHandle {
    let router = Router::new().fallback(gateway::upgrade).with_state(shared);
    serve(incoming, router)
}

fn serve(incoming: Incoming, router: Router) -> AbortHandle {
    let service = router.into_make_service_with_connect_info::<Cut>();
    let server = tokio::spawn(async move { axum::serve(incoming, service).await });
    server.abort_handle()
}

impl LocalDiscord {
    pub(crate) fn new(
        shared: Arc<Shared>,
        url: String,
        [rest, gateway]: [Keeper; 2],
        servers: [AbortHandle; 2],
    ) -> Self {
        let inner = Inner {
            shared,
            url,
            rest,
            gateway,
            servers,
        };
        Self {
            inner: Arc::new(inner),
        }
    }

    /// Starts with the default world: the guild "FinOps Community" with `#general`, `#course-info`,
    /// `#announcements` and `#moderators`, its owner `olivia`, the members `mia` and `sam`, the
    /// moderator `max`, and the newcomer `nina`, whose client speaks German.
    ///
    /// # Panics
    ///
    /// When no port can be had on loopback.
    pub async fn start() -> Self {
        match Self::builder().start().await {
            Ok(discord) => discord,
            Err(error) => panic!("a Discord on loopback: {error}"),
        }
    }

    /// To start with other people, ports, limits or TLS.
    pub fn builder() -> Builder {
        Builder::default()
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.inner.shared
    }

    pub(crate) fn shared_arc(&self) -> Arc<Shared> {
        self.inner.shared.clone()
    }

    /// The address of the REST interface without `/api/v10`: what `DISCORD_API_URL` wants.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.inner.url
    }

    /// The address that `GET /gateway` names.
    #[must_use]
    pub fn gateway_url(&self) -> &str {
        self.shared().gateway_url()
    }

    /// The bot's token.
    #[must_use]
    pub fn token(&self) -> &str {
        self.shared().token()
    }

    /// The application's id, which is the bot's user id too.
    #[must_use]
    pub fn application_id(&self) -> Id {
        self.shared().world().application.id
    }

    /// The id of the first guild.
    #[must_use]
    pub fn guild_id(&self) -> Id {
        let world = self.shared().world();
        world.guilds.keys().next().copied().unwrap_or(Id(0))
    }

    /// The id of a channel by its name.
    ///
    /// # Panics
    ///
    /// When there is no such channel.
    #[must_use]
    pub fn channel_id(&self, name: &str) -> Id {
        match self.shared().world().channel_named(name) {
            Some(channel) => channel.id,
            None => panic!("no channel #{name}"),
        }
    }

    /// A person, in `#general` with their own language.
    ///
    /// # Panics
    ///
    /// When there is nobody of that name.
    #[must_use]
    pub fn member(&self, name: &str) -> User {
        User::new(self.clone(), name)
    }

    /// The gateway: what it saw, and how it shall misbehave.
    #[must_use]
    pub fn gateway(&self) -> Gateway<'_> {
        Gateway {
            hub: &self.shared().hub,
            keeper: &self.inner.gateway,
        }
    }

    /// Treats dials to the REST port in another way.
    pub async fn set_rest_door(&self, door: Door) {
        self.inner.rest.set(door).await;
    }

    /// Opens both ports, after [`Builder::shut`] or [`LocalDiscord::shut`].
    pub async fn open(&self) {
        self.inner.rest.set(Door::Open).await;
        self.inner.gateway.set(Door::Open).await;
    }

    /// Resets every open REST connection as soon as the bot uses it again.
    pub fn cut_rest_connections(&self) {
        self.inner.rest.cut_connections();
    }

    /// Has dials to both ports refused, and ends all connections: an outage.
    pub async fn shut(&self) {
        self.inner.rest.set(Door::Shut).await;
        self.inner.gateway.set(Door::Shut).await;
        self.cut_rest_connections();
        self.gateway().drop_connections();
    }

    /// Counts every change of the world, for pages that show it.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.shared().revision()
    }

    /// Waits until there is a newer revision, and returns it; the same one if none comes in time.
    pub async fn changed_since(&self, revision: u64, within: Duration) -> u64 {
        let newer = |_: &World| {
            let now = self.shared().revision();
            (now != revision).then_some(now)
        };
        self.shared().find(within, newer).await.unwrap_or(revision)
    }

    /// Waits until the bot has identified; `false` if that takes longer than ten seconds.
    pub async fn wait_ready(&self) -> bool {
        self.gateway().wait_live(1, Duration::from_secs(10)).await
    }

    /// Waits until a command is registered; `false` if that takes longer than ten seconds.
    pub async fn wait_commands(&self) -> bool {
        let within = Duration::from_secs(10);
        let look = |world: &World| (!world.commands.is_empty()).then_some(());
        self.shared().find(within, look).await.is_some()
    }

    /// The registered commands as `GET …/commands?with_localizations=true` tells of them.
    #[must_use]
    pub fn commands(&self) -> Vec<Value> {
        let world = self.shared().world();
        world
            .commands
            .values()
            .map(|command| command.to_json(None))
            .collect()
    }

    /// Every request so far, oldest first.
    #[must_use]
    pub fn requests(&self) -> Vec<Recorded> {
        self.shared().journal.requests()
    }

    /// The requests with this method whose path matches, where `*` is one segment and a final `**`
    /// the rest.
    #[must_use]
    pub fn requests_to(&self, method: &str, pattern: &str) -> Vec<Recorded> {
        let mut requests = self.requests();
        requests.retain(|request| request.is(method, pattern));
        requests
    }

    /// Waits until that many such requests have come, answered or not; `false` if that takes longer
    /// than ten seconds.
    pub async fn wait_requests(&self, method: &str, pattern: &str, count: usize) -> bool {
        let within = Duration::from_secs(10);
        let came = |_: &World| (self.requests_to(method, pattern).len() >= count).then_some(());
        self.shared().find(within, came).await.is_some()
    }

    /// What Discord let pass although it is a bug.
    #[must_use]
    pub fn violations(&self) -> Vec<Violation> {
        self.shared().journal.violations()
    }

    /// Forgets requests and violations, so that the next look sees only what is new.
    pub fn forget_requests(&self) {
        self.shared().journal.forget();
    }

    /// The next `times` requests whose path matches go wrong, whatever their method.
    pub fn fault(&self, pattern: &str, times: usize, fault: Fault) {
        self.shared().faults.add(None, pattern, times, fault);
    }

    /// The next `times` requests with this method whose path matches go wrong.
    pub fn fault_on(&self, method: &str, pattern: &str, times: usize, fault: Fault) {
        self.shared()
            .faults
            .add(Some(method), pattern, times, fault);
    }

    /// Takes back all faults that have not happened yet.
    pub fn clear_faults(&self) {
        self.shared().faults.clear();
    }

    /// How long a first answer may take; Discord gives three seconds.
    pub fn set_answer_deadline(&self, time: Duration) {
        self.shared().patience.set_answer(time);
    }

    /// How long an interaction's token can be used; Discord gives fifteen minutes.
    pub fn set_token_life(&self, time: Duration) {
        self.shared().patience.set_token(time);
    }

    /// How long the driver waits for the rest after a deferred answer; ten seconds unless told.
    pub fn set_patience(&self, time: Duration) {
        self.shared().patience.set_follow(time);
    }

    /// What was pinned and unpinned, with the reasons given.
    #[must_use]
    pub fn audit_log(&self) -> Vec<AuditEntry> {
        self.shared().world().audit_log.clone()
    }

    /// Gives the bot's own role these permissions instead.
    pub fn set_bot_permissions(&self, bits: u64) {
        let mut world = self.shared().world();
        let bot = world.bot();
        let roles = world.guilds.values_mut().flat_map(|guild| &mut guild.roles);
        for role in roles.filter(|role| role.managed_by == Some(bot)) {
            role.permissions = bits;
        }
    }

    /// Gives a role these permissions instead; `@everyone` is one.
    pub fn set_role_permissions(&self, role: &str, bits: u64) {
        let mut world = self.shared().world();
        let roles = world.guilds.values_mut().flat_map(|guild| &mut guild.roles);
        for role in roles.filter(|known| known.name == role) {
            role.permissions = bits;
        }
    }

    /// Sets what a role or person (`bot` is the bot) may do in one channel, against the rest.
    ///
    /// # Panics
    ///
    /// When there is no such channel, role or person.
    pub fn set_overwrite(&self, channel: &str, whom: &str, allow: u64, deny: u64) {
        let mut world = self.shared().world();
        let place = world.channel_named(channel).map(|channel| channel.id);
        let target = target(&world, whom);
        let (Some(place), Some((target, is_member))) = (place, target) else {
            panic!("no #{channel}, or nobody called {whom}");
        };
        if let Some(channel) = world.channels.get_mut(&place) {
            channel.set_overwrite(Overwrite {
                target,
                is_member,
                allow,
                deny,
            });
        }
    }

    /// Throws the bot out of its guilds and tells it so.
    pub fn remove_bot(&self) {
        let mut world = self.shared().world();
        let bot = world.bot();
        let guilds: Vec<Id> = world.guilds.keys().copied().collect();
        for guild in world.guilds.values_mut() {
            guild.members.retain(|member| member.user != bot);
        }
        for guild in guilds {
            let gone = serde_json::json!({"id": guild});
            let hub = &self.shared().hub;
            hub.dispatch("GUILD_DELETE", &gone, Some(guild), gateway::GUILDS);
        }
    }

    /// Deletes a message as somebody with the right to would.
    pub fn delete_message(&self, channel: &str, message: Id) {
        let channel = self.channel_id(channel);
        let mut world = self.shared().world();
        if let Some(gone) = world.remove_message(channel, message) {
            self.shared().announce_deletion(&world, &gone);
        }
        drop(world);
        self.shared().ring();
    }

    /// The application's Ed25519 public key in hexadecimal, for bots that take interactions by HTTP.
    #[must_use]
    pub fn public_key(&self) -> String {
        self.shared().endpoint.public_key()
    }

    /// From now on interactions are signed and posted to this `http://` address instead of going over
    /// the gateway; `None` goes back to the gateway.
    pub fn deliver_to(&self, url: Option<&str>) {
        self.shared().endpoint.set(url);
    }

    /// Posts any payload to a bot's endpoint, signed or not, and returns the answer's status and JSON.
    ///
    /// # Errors
    ///
    /// When there is nobody at that address, or no HTTP.
    pub async fn post(
        &self,
        url: &str,
        payload: &Value,
        signature: Signature,
    ) -> io::Result<(u16, Value)> {
        self.shared()
            .endpoint
            .post(url, &payload.to_string(), signature)
            .await
    }

    /// Sends prepared interactions in turn, `per_second` of them, whether or not answers come: an open
    /// loop. Latencies count from the moment an interaction was due to its first answer.
    pub async fn load(&self, mix: &[Prepared], per_second: f64, during: Duration) -> LoadReport {
        load::run(self.shared(), mix, per_second, during).await
    }

    /// Sends any interaction, readable or not, and returns the raw callback, `{"type", "data"}`.
    /// A missing `id` or `token` is filled in.
    ///
    /// # Errors
    ///
    /// When the bot is offline, does not answer in time, or answers what Discord refuses.
    pub async fn inject_raw(&self, payload: Value) -> Result<Value, DriverError> {
        driver::inject(self, payload).await
    }
}

/// A role by its name, the bot, or a person.
fn target(world: &World, whom: &str) -> Option<(Id, bool)> {
    if whom == "bot" {
        return Some((world.bot(), true));
    }
    let mut roles = world
        .guilds
        .values()
        .filter_map(|guild| guild.role_named(whom));
    if let Some(role) = roles.next() {
        return Some((role.id, false));
    }
    world.user_named(whom).map(|user| (user.id, true))
}
