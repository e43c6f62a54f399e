//! The socket door: connections to Discord's gateway, and what comes in through them.
//!
//! Connections are twilight's; when to connect again is decided here, because twilight waits up to
//! four minutes without jitter and forgets where to resume after one failed dial.

mod burst;
mod close;
mod delay;
mod dial;
mod intake;
mod shard;

pub use close::FatalClose;

use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use twilight_gateway::queue::InMemoryQueue;
use twilight_gateway::{Config, ConfigBuilder, Intents, ShardId};

use crate::guide::Guide;

use super::health::Health;
use super::rest::{Base, GatewayBot, Rest, RestError, Token, keep_registered};
use delay::Delays;
use intake::Intake;
use shard::Line;

/// How long answers on their way may take once the bot is told to stop.
const DRAIN: Duration = Duration::from_secs(3);
/// How long connections may take to say goodbye.
const GOODBYE: Duration = Duration::from_secs(1);
/// More shards than any bot has: a number beyond it is a mistake.
const SHARDS: u32 = 1024;

/// What the door needs to open.
#[derive(Debug, Clone)]
pub struct DoorConfig {
    pub base: Base,
    pub token: Token,
    /// Notified when the guide was replaced, so that changed commands are registered.
    pub replaced: Arc<Notify>,
}

/// Why the door stays shut. Each says what to change; none is worth another try.
#[derive(Debug, thiserror::Error)]
pub enum DoorError {
    #[error(
        "Discord refuses the bot token: set DISCORD_TOKEN, or the file that DISCORD_TOKEN_FILE names, to the token on the application's Bot page"
    )]
    WrongToken,
    #[error("{0}")]
    Fatal(FatalClose),
    #[error("Discord named a gateway that may not be dialled from this address of Discord")]
    ForeignGateway,
    #[error("calls to Discord cannot be prepared: {0}")]
    Setup(#[source] RestError),
    #[error(
        "the certificates that this machine trusts cannot be read: install ca-certificates, or let SSL_CERT_FILE name a file of them"
    )]
    Certificates,
    #[error(
        "a connection to Discord ended in a way that it should not: this is a fault of the bot, please report it"
    )]
    Ended,
}

/// Connects, answers, and returns once `stop` is cancelled and what was in flight is answered, or
/// when Discord refuses the bot for good.
pub async fn run(
    config: DoorConfig,
    guide: Arc<ArcSwap<Guide>>,
    health: Arc<Health>,
    stop: CancellationToken,
) -> Result<(), DoorError> {
    let rest = Rest::new(config.base, config.token).map_err(DoorError::Setup)?;
    let rest = Arc::new(rest);
    // Ends everything that this function starts, however it returns.
    let ending = stop.child_token();
    let _guard = ending.clone().drop_guard();
    let Some(found) = reach(&rest, &stop).await? else {
        return Ok(());
    };
    let Some(url) = rest.base().gateway(&found.url) else {
        return Err(DoorError::ForeignGateway);
    };
    let registering = keep_registered(
        Arc::clone(&rest),
        Arc::clone(&guide),
        config.replaced,
        Arc::clone(&health),
        ending.clone(),
    );
    tokio::spawn(registering);
    let intake = Arc::new(Intake::new(Arc::clone(&rest), guide));
    let config = twilight_config(&found, url, rest.token())?;
    let mut shards = open(&found, &config, rest.base(), &intake, &health, &ending);
    let ended = tokio::select! {
        () = stop.cancelled() => Ok(()),
        ended = first_end(&mut shards) => ended,
    };
    health.stopping();
    ending.cancel();
    intake.drain(DRAIN).await;
    // Shards wait for this before they close: an answer may still be on its way.
    if tokio::time::timeout(GOODBYE, goodbye(&mut shards))
        .await
        .is_err()
    {
        tracing::warn!("a connection did not close in time");
    }
    ended
}

/// Asks where the gateway is, for as long as it takes; `None` where the bot is to stop.
async fn reach(rest: &Rest, stop: &CancellationToken) -> Result<Option<GatewayBot>, DoorError> {
    let mut delays = Delays::default();
    loop {
        let asked = tokio::select! {
            () = stop.cancelled() => return Ok(None),
            asked = rest.gateway() => asked,
        };
        let error = match asked {
            Ok(found) => return Ok(Some(found)),
            Err(RestError::Unauthorized) => return Err(DoorError::WrongToken),
            Err(error) => error,
        };
        let delay = match &error {
            RestError::Limited(wait) => delays.next().max(*wait),
            _ => delays.next(),
        };
        let seconds = delay.as_secs_f32();
        if error.is_foreign() {
            tracing::warn!(
                %error,
                delay = seconds,
                "something answers at Discord's address, but not as Discord does (see DISCORD_API_URL); trying again"
            );
        } else {
            tracing::warn!(%error, delay = seconds, "Discord is not reachable yet; trying again");
        }
        tokio::select! {
            () = stop.cancelled() => return Ok(None),
            () = tokio::time::sleep(delay) => {}
        }
    }
}

/// Opens as many connections as Discord recommends, each in a task of its own.
fn open(
    found: &GatewayBot,
    config: &Config,
    base: &Base,
    intake: &Arc<Intake>,
    health: &Arc<Health>,
    ending: &CancellationToken,
) -> JoinSet<Result<(), DoorError>> {
    let count = found.shards.clamp(1, SHARDS);
    health.expect_shards(count);
    let mut shards = JoinSet::new();
    for number in 0..count {
        let line = Line {
            id: ShardId::new(number, count),
            config: config.clone(),
            base: base.clone(),
            intake: Arc::clone(intake),
            health: Arc::clone(health),
            stop: ending.clone(),
        };
        shards.spawn(line.keep());
    }
    shards
}

fn twilight_config(found: &GatewayBot, url: String, token: &Token) -> Result<Config, DoorError> {
    let limit = &found.session_start_limit;
    if limit.remaining < found.shards {
        tracing::warn!(
            left = limit.remaining,
            seconds = limit.reset_after / 1000,
            "Discord allows few new sessions until its limit is reset; connecting may wait for it"
        );
    }
    // One queue for all shards: it keeps to Discord's limits for new sessions.
    let queue = InMemoryQueue::new(
        limit.max_concurrency.max(1),
        limit.remaining,
        Duration::from_millis(limit.reset_after),
        limit.total.max(limit.remaining),
    );
    // twilight panics where no certificate can be read.
    let builder = std::panic::catch_unwind(|| {
        ConfigBuilder::new(token.reveal().to_owned(), Intents::empty())
    });
    let builder = builder.map_err(|_| DoorError::Certificates)?;
    Ok(builder.proxy_url(url).queue(queue).build())
}

/// The first shard that ends for a reason; the others would end for the same one.
async fn first_end(shards: &mut JoinSet<Result<(), DoorError>>) -> Result<(), DoorError> {
    while let Some(ended) = shards.join_next().await {
        match ended {
            Ok(Err(error)) => return Err(error),
            Ok(Ok(())) => {}
            Err(_) => return Err(DoorError::Ended),
        }
    }
    Ok(())
}

async fn goodbye(shards: &mut JoinSet<Result<(), DoorError>>) {
    while shards.join_next().await.is_some() {}
}

#[cfg(test)]
mod tests;
