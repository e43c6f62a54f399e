//! Every outgoing call: base address, deadlines, 429 and retry rules.
//!
//! A client of our own for the nine routes that are needed, rather than serenity's: that one has
//! no deadline, hides `Retry-After`, ignores a configured base unless its limiter is off, leaks an
//! entry per interaction while it is on, and brings a second TLS stack with known advisories into
//! the build. Bodies are still made by serenity's builders.

mod base;
mod call;
mod pause;
mod registration;
mod token;

pub use base::{BadBase, Base, DISCORD};
pub use call::RestError;
pub(super) use call::Why;
pub(super) use registration::keep_registered;
pub use registration::{Registration, register};
pub use token::Token;

use std::time::Duration;

use reqwest::{Client, Method, redirect};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::time::Instant;

use serenity::model::id::ChannelId;

use super::incoming::Ticket;
use call::{Again, Call};
use pause::Pause;

const CONNECT: Duration = Duration::from_secs(1);
/// A first answer is worthless three seconds after Discord sent the question.
const CALLBACK: Duration = Duration::from_millis(2500);
const OTHER: Duration = Duration::from_secs(10);
const IDLE: Duration = Duration::from_secs(60);
/// Kept warm after a burst; each costs memory.
const IDLE_MOST: usize = 32;
/// In the form that Discord asks for.
const AGENT: &str = concat!(
    "DiscordBot (",
    env!("CARGO_PKG_NAME"),
    ", ",
    env!("CARGO_PKG_VERSION"),
    ")"
);

/// Discord's routes.
#[derive(Debug)]
pub struct Rest {
    client: Client,
    base: Base,
    token: Token,
    pause: Pause,
}

/// What became of a first answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    Sent,
    /// An earlier attempt had reached Discord after all.
    AlreadyAnswered,
    /// The question is too old; nobody waits any more.
    Expired,
}

/// How to connect to the gateway.
#[derive(Debug, Clone, Deserialize)]
pub struct GatewayBot {
    pub url: String,
    pub shards: u32,
    pub session_start_limit: SessionStartLimit,
}

/// How many sessions may be opened.
#[derive(Debug, Clone, Deserialize)]
pub struct SessionStartLimit {
    pub total: u32,
    pub remaining: u32,
    /// Milliseconds.
    pub reset_after: u64,
    pub max_concurrency: u16,
}

#[derive(Deserialize)]
struct Application {
    id: String,
}

impl Rest {
    pub fn new(base: Base, token: Token) -> Result<Self, RestError> {
        let mut client = Client::builder()
            .user_agent(AGENT)
            .connect_timeout(CONNECT)
            .pool_idle_timeout(IDLE)
            .pool_max_idle_per_host(IDLE_MOST)
            .tcp_nodelay(true)
            // A stand-in could otherwise lead to the real one.
            .redirect(redirect::Policy::none());
        if base.is_loopback() {
            client = client.no_proxy();
        }
        if base.is_plain() {
            client = client.tls_built_in_native_certs(false);
        }
        Ok(Self {
            client: client.build().map_err(RestError::unreachable)?,
            base,
            token,
            pause: Pause::default(),
        })
    }

    pub(super) fn base(&self) -> &Base {
        &self.base
    }

    pub(super) fn token(&self) -> &Token {
        &self.token
    }

    /// Sends the first answer. Its fate is an error only where nobody can tell whether it came.
    pub async fn callback(&self, ticket: &Ticket, body: Vec<u8>) -> Result<Delivery, RestError> {
        let id = ticket.id.to_string();
        let route = ["interactions", &id, ticket.token(), "callback"];
        let call = Call::new(Method::POST, &route)
            .body(body)
            .again(Again::Once);
        match self.send(call, Instant::now() + CALLBACK).await {
            Ok(_) => Ok(Delivery::Sent),
            Err(RestError::Refused { code: 40060, .. }) => Ok(Delivery::AlreadyAnswered),
            Err(RestError::Refused { code: 10062, .. }) => Ok(Delivery::Expired),
            Err(error) => Err(error),
        }
    }

    /// Posts a further message. Not repeated where the first attempt may have come through.
    pub async fn follow_up(&self, ticket: &Ticket, body: Vec<u8>) -> Result<(), RestError> {
        let application = application(ticket)?;
        let route = ["webhooks", &application, ticket.token()];
        let call = Call::new(Method::POST, &route)
            .body(body)
            .again(Again::IfNotSent);
        self.send(call, Instant::now() + OTHER).await.map(drop)
    }

    /// Posts a message of the bot's own. Its nonce must be enforced: then a second attempt makes no
    /// second message.
    pub async fn post(&self, channel: ChannelId, body: Vec<u8>) -> Result<(), RestError> {
        let channel = channel.to_string();
        let route = ["channels", &channel, "messages"];
        let call = Call::new(Method::POST, &route)
            .body(body)
            .again(Again::Once);
        let sent = self.send(call.with_token(), Instant::now() + OTHER).await;
        sent.map(drop)
    }

    /// Puts another message in the place of the first answer.
    pub async fn edit(&self, ticket: &Ticket, body: Vec<u8>) -> Result<(), RestError> {
        let application = application(ticket)?;
        let route = [
            "webhooks",
            &application,
            ticket.token(),
            "messages",
            "@original",
        ];
        let call = Call::new(Method::PATCH, &route)
            .body(body)
            .again(Again::Once);
        self.send(call, Instant::now() + OTHER).await.map(drop)
    }

    pub async fn gateway(&self) -> Result<GatewayBot, RestError> {
        let call = Call::new(Method::GET, &["gateway", "bot"]);
        read(&self.send(call.with_token(), Instant::now() + OTHER).await?)
    }

    async fn application(&self) -> Result<String, RestError> {
        let call = Call::new(Method::GET, &["applications", "@me"]).again(Again::Once);
        let body = self.send(call.with_token(), Instant::now() + OTHER).await?;
        read::<Application>(&body).map(|application| application.id)
    }

    /// The global commands, every language with them: without that Discord leaves them out.
    async fn commands(&self, application: &str) -> Result<Value, RestError> {
        let route = ["applications", application, "commands"];
        let call = Call::new(Method::GET, &route)
            .query("with_localizations=true")
            .again(Again::Once);
        read(&self.send(call.with_token(), Instant::now() + OTHER).await?)
    }

    async fn replace_commands(&self, application: &str, body: Vec<u8>) -> Result<(), RestError> {
        let route = ["applications", application, "commands"];
        let call = Call::new(Method::PUT, &route).body(body);
        let sent = self.send(call.with_token(), Instant::now() + OTHER).await;
        sent.map(drop)
    }
}

fn application(ticket: &Ticket) -> Result<String, RestError> {
    let id = ticket.application.ok_or(RestError::Unreadable)?;
    Ok(id.to_string())
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, RestError> {
    serde_json::from_slice(body).map_err(|_| RestError::Unreadable)
}

#[cfg(test)]
mod tests;
