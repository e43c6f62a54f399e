//! The commands as Discord holds them: compared first, replaced only where they differ.

use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use backon::{BackoffBuilder, ExponentialBuilder};
use serde_json::Value;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::discord::commands::{definitions, normalise};
use crate::discord::health::Health;
use crate::guide::Guide;

use super::{Rest, RestError};

const SOONEST: Duration = Duration::from_secs(1);
/// Before jitter, which at most doubles it.
const LATEST: Duration = Duration::from_secs(60);

/// What a registration did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Registration {
    Unchanged,
    Replaced,
}

/// Makes Discord's global commands the ones that are defined: a list.
pub async fn register(rest: &Rest, definitions: &Value) -> Result<Registration, RestError> {
    let application = rest.application().await?;
    let held = rest.commands(&application).await?;
    if normalise(&held) == normalise(definitions) {
        return Ok(Registration::Unchanged);
    }
    let body = serde_json::to_vec(definitions).map_err(|_| RestError::Unreadable)?;
    rest.replace_commands(&application, body).await?;
    Ok(Registration::Replaced)
}

/// Keeps the commands registered: at once, and again whenever the guide was replaced. One task
/// does this, so nothing is registered twice at the same time.
pub(in crate::discord) async fn keep_registered(
    rest: Arc<Rest>,
    guide: Arc<ArcSwap<Guide>>,
    replaced: Arc<Notify>,
    health: Arc<Health>,
    stop: CancellationToken,
) {
    let mut registered = None;
    loop {
        let wanted = {
            let guide = guide.load();
            definitions(&guide.responses, &guide.catalog)
        };
        if registered.as_ref() != Some(&wanted) {
            let done = tokio::select! {
                () = stop.cancelled() => return,
                done = until_registered(&rest, &wanted) => done,
            };
            health.registered(done);
            registered = done.then_some(wanted);
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = replaced.notified() => {}
        }
    }
}

/// Tries until it is done, or until trying again cannot help.
async fn until_registered(rest: &Rest, wanted: &Value) -> bool {
    let mut delays = ExponentialBuilder::new()
        .with_min_delay(SOONEST)
        .with_max_delay(LATEST)
        .without_max_times()
        .with_jitter()
        .build();
    loop {
        let error = match register(rest, wanted).await {
            Ok(done) => {
                tracing::info!(
                    changed = done == Registration::Replaced,
                    "commands registered"
                );
                return true;
            }
            Err(error) => error,
        };
        if !error.may_pass() {
            tracing::error!(%error, "the commands could not be registered");
            return false;
        }
        let delay = delays.next().unwrap_or(LATEST);
        // A 429 that outlasts the call says itself when to come back.
        let delay = match &error {
            RestError::Limited(wait) => delay.max(*wait),
            _ => delay,
        };
        tracing::warn!(%error, delay = delay.as_secs_f32(), "registering the commands again");
        tokio::time::sleep(delay).await;
    }
}
