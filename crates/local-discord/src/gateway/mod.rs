//! The gateway: sessions that outlive their connections, and what is sent to them.

mod compression;
mod control;
mod login;
mod session;
mod socket;

use std::collections::{HashMap, VecDeque};
use std::sync::Mutex;
use std::time::Duration;

use serde_json::Value;
use tokio::sync::{Notify, mpsc};

pub use control::{Gateway, Greeting, Login, LoginKind, Verdict};
pub(crate) use session::{Hail, Session};
pub(crate) use socket::upgrade;

use crate::id::Id;
use crate::lock;

/// Events about guilds, channels and pins.
pub(crate) const GUILDS: u64 = 1 << 0;
/// Messages in guilds.
pub(crate) const GUILD_MESSAGES: u64 = 1 << 9;
/// Messages to the bot itself.
pub(crate) const DIRECT_MESSAGES: u64 = 1 << 12;

/// What the hub asks of one connection.
#[derive(Debug)]
pub(crate) enum Order {
    Text(String),
    Close(Option<u16>),
    /// The TCP connection ends without a closing word.
    Hangup,
    Reset,
    /// From now on nothing is sent, not even acknowledgements.
    Freeze,
}

pub(crate) type Link = mpsc::UnboundedSender<Order>;

#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) sessions: HashMap<String, Session>,
    pub(crate) connections: HashMap<u64, Link>,
    pub(crate) greetings: VecDeque<Greeting>,
    pub(crate) verdicts: VecDeque<Verdict>,
    pub(crate) logins: Vec<Login>,
    pub(crate) closes: Vec<Option<u16>>,
    pub(crate) dials: Vec<String>,
    pub(crate) heartbeats: usize,
    pub(crate) acknowledging: bool,
    pub(crate) paced: bool,
    pub(crate) allowed_intents: u64,
    pub(crate) heartbeat_interval: Duration,
    pub(crate) identifies_left: u32,
}

/// All sessions and connections of the one application.
#[derive(Debug)]
pub(crate) struct Hub {
    state: Mutex<State>,
    pub(crate) changed: Notify,
}

/// The intents that need Discord's consent: members, presences and message content.
const PRIVILEGED: u64 = (1 << 1) | (1 << 8) | (1 << 15);

impl Hub {
    pub(crate) fn new(heartbeat_interval: Duration) -> Self {
        let state = State {
            acknowledging: true,
            allowed_intents: !PRIVILEGED,
            heartbeat_interval,
            identifies_left: 1000,
            ..State::default()
        };
        Self {
            state: Mutex::new(state),
            changed: Notify::new(),
        }
    }

    pub(crate) fn with<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        let result = act(&mut lock(&self.state));
        self.changed.notify_waiters();
        result
    }

    pub(crate) fn look<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(&lock(&self.state))
    }

    /// Sends an event to every session that wants it; sessions that lost their connection get it
    /// when they resume. Returns how many sessions that were.
    pub(crate) fn dispatch(
        &self,
        event: &str,
        data: &Value,
        guild: Option<Id>,
        intent: u64,
    ) -> usize {
        self.dispatch_text(event, &data.to_string(), guild, intent)
    }

    pub(crate) fn dispatch_text(
        &self,
        event: &str,
        data: &str,
        guild: Option<Id>,
        intent: u64,
    ) -> usize {
        let mut reached = 0;
        let mut state = lock(&self.state);
        for session in state.sessions.values_mut() {
            if session.wants(intent) && session.covers(guild) {
                session.push(event, data);
                reached += 1;
            }
        }
        reached
    }
}
