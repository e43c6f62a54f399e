//! The tester's hand on the gateway: what it saw, and how it shall misbehave.

use std::time::Duration;

use serde_json::Value;
use tokio::time::Instant;

use super::{Hub, Order};
use crate::listener::{Door, Keeper};

/// How the next connection is received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Greeting {
    /// HELLO, as always.
    Hello,
    /// The handshake succeeds and nothing follows.
    Silence,
    /// A close frame with this code instead of HELLO.
    Close(u16),
    /// A close frame without a code.
    BareClose,
    /// The TCP connection ends without a close frame.
    Hangup,
    /// The TCP connection is reset.
    Reset,
}

/// How the next IDENTIFY or RESUME is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// By its merits.
    Judge,
    /// Opcode 9; `true` says the session may be resumed later.
    InvalidSession(bool),
    /// A close frame with this code.
    Close(u16),
    /// Nothing is answered.
    Silence,
}

/// The two ways to log in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoginKind {
    /// A new session.
    Identify,
    /// An old session on a new connection.
    Resume,
}

/// One IDENTIFY or RESUME as it came.
#[derive(Clone, Debug)]
pub struct Login {
    /// Which of the two.
    pub kind: LoginKind,
    /// Its data, token included.
    pub data: Value,
    /// The path that was dialled: `/resume/…` shows that the bot used `resume_gateway_url`.
    pub path: String,
    /// When it came.
    pub at: Instant,
    /// Whether the session was granted.
    pub granted: bool,
}

/// The gateway, as [`LocalDiscord::gateway`](crate::LocalDiscord::gateway) hands it out.
#[derive(Clone, Copy, Debug)]
pub struct Gateway<'d> {
    pub(crate) hub: &'d Hub,
    pub(crate) keeper: &'d Keeper,
}

impl Gateway<'_> {
    /// How many IDENTIFYs came, granted or not.
    #[must_use]
    pub fn identifies(&self) -> usize {
        self.count(LoginKind::Identify)
    }

    /// How many RESUMEs came, granted or not.
    #[must_use]
    pub fn resumes(&self) -> usize {
        self.count(LoginKind::Resume)
    }

    fn count(&self, kind: LoginKind) -> usize {
        let of_kind = |login: &&Login| login.kind == kind;
        self.hub
            .look(|state| state.logins.iter().filter(of_kind).count())
    }

    /// Every IDENTIFY and RESUME, oldest first.
    #[must_use]
    pub fn logins(&self) -> Vec<Login> {
        self.hub.look(|state| state.logins.clone())
    }

    /// The path and query of every connection that got as far as the handshake.
    #[must_use]
    pub fn dials(&self) -> Vec<String> {
        self.hub.look(|state| state.dials.clone())
    }

    /// How many heartbeats came in all.
    #[must_use]
    pub fn heartbeats(&self) -> usize {
        self.hub.look(|state| state.heartbeats)
    }

    /// How the bot ended its connections: with a close code, or without a close frame.
    #[must_use]
    pub fn closes(&self) -> Vec<Option<u16>> {
        self.hub.look(|state| state.closes.clone())
    }

    /// How many sessions are live, that is identified and connected.
    #[must_use]
    pub fn live_sessions(&self) -> usize {
        self.hub.look(|state| {
            let live = state
                .sessions
                .values()
                .filter(|session| session.link.is_some());
            live.count()
        })
    }

    /// Receives the next `times` connections in another way.
    pub fn greet_next(&self, times: usize, greeting: Greeting) {
        self.hub
            .with(|state| state.greetings.extend(std::iter::repeat_n(greeting, times)));
    }

    /// Judges the next `times` logins in another way.
    pub fn judge_next(&self, times: usize, verdict: Verdict) {
        self.hub
            .with(|state| state.verdicts.extend(std::iter::repeat_n(verdict, times)));
    }

    /// Ends all connections without a close frame; sessions can be resumed.
    pub fn drop_connections(&self) {
        self.order(|| Order::Hangup);
    }

    /// Resets all connections; sessions can be resumed.
    pub fn reset_connections(&self) {
        self.order(|| Order::Reset);
    }

    /// Sends a close frame with this code on all connections.
    pub fn close_connections(&self, code: u16) {
        self.order(|| Order::Close(Some(code)));
    }

    /// Sends a close frame without a code on all connections.
    pub fn close_connections_bare(&self) {
        self.order(|| Order::Close(None));
    }

    /// Opcode 7: the bot shall reconnect and resume.
    pub fn ask_to_reconnect(&self) {
        self.order(|| Order::Text(r#"{"t":null,"s":null,"op":7,"d":null}"#.to_owned()));
    }

    /// Opcode 9. With `false` the sessions are gone.
    pub fn invalidate_sessions(&self, resumable: bool) {
        let text = format!(r#"{{"t":null,"s":null,"op":9,"d":{resumable}}}"#);
        self.order(|| Order::Text(text.clone()));
        if !resumable {
            self.forget_sessions();
        }
    }

    /// Opcode 1: the bot shall send a heartbeat at once.
    pub fn ask_for_heartbeat(&self) {
        self.order(|| Order::Text(r#"{"t":null,"s":null,"op":1,"d":null}"#.to_owned()));
    }

    /// From now on no event and no acknowledgement goes out on the present connections.
    pub fn freeze_connections(&self) {
        self.order(|| Order::Freeze);
    }

    /// Whether heartbeats are acknowledged.
    pub fn set_acknowledging(&self, on: bool) {
        self.hub.with(|state| state.acknowledging = on);
    }

    /// Forgets every session, so that a RESUME is answered with opcode 9.
    pub fn forget_sessions(&self) {
        self.hub.with(|state| state.sessions.clear());
    }

    /// Grants or withdraws privileged intents; without them asking for one is close code 4014.
    pub fn allow_intents(&self, intents: u64) {
        self.hub.with(|state| state.allowed_intents |= intents);
    }

    /// Enforces one IDENTIFY in five seconds, as `max_concurrency` 1 says; a faster one is answered
    /// with opcode 9.
    pub fn set_paced(&self, on: bool) {
        self.hub.with(|state| state.paced = on);
    }

    /// What `session_start_limit.remaining` says from now on.
    pub fn set_identifies_left(&self, left: u32) {
        self.hub.with(|state| state.identifies_left = left);
    }

    /// The interval that HELLO announces from now on.
    pub fn set_heartbeat_interval(&self, interval: Duration) {
        self.hub.with(|state| state.heartbeat_interval = interval);
    }

    /// Treats dials to the gateway's port in another way; REST is not concerned.
    pub async fn set_door(&self, door: Door) {
        self.keeper.set(door).await;
    }

    /// Waits until that many sessions are live; `false` if it takes too long.
    pub async fn wait_live(&self, sessions: usize, within: Duration) -> bool {
        self.wait(within, |gateway| gateway.live_sessions() >= sessions)
            .await
    }

    /// Waits until something holds of the gateway; `false` if it takes too long.
    pub async fn wait(&self, within: Duration, ready: impl Fn(&Self) -> bool) -> bool {
        let deadline = Instant::now() + within;
        loop {
            let changed = self.hub.changed.notified();
            tokio::pin!(changed);
            changed.as_mut().enable();
            if ready(self) {
                return true;
            }
            if tokio::time::timeout_at(deadline, changed).await.is_err() {
                return ready(self);
            }
        }
    }

    /// Sends any event to every session, whatever its intents.
    pub fn dispatch(&self, event: &str, data: &Value) {
        self.hub.dispatch(event, data, None, 0);
    }

    /// Sends raw text on all connections: malformed JSON, unknown opcodes.
    pub fn send_raw(&self, text: &str) {
        self.order(|| Order::Text(text.to_owned()));
    }

    fn order(&self, order: impl Fn() -> Order) {
        self.hub.with(|state| {
            for link in state.connections.values() {
                let _gone = link.send(order());
            }
        });
    }
}
