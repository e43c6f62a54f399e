//! When nothing may be called: after a global 429 for a while, after a 401 for good.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// The gate before every call with the bot's token. Answers to interactions carry their own and
/// count to no global limit, so they pass by.
#[derive(Debug, Default)]
pub(super) struct Pause {
    until: Mutex<Option<Instant>>,
    refused: AtomicBool,
}

impl Pause {
    /// Nothing goes out for so long.
    pub(super) fn hold(&self, wait: Duration) {
        let until = Instant::now() + wait;
        let mut held = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        *held = held.max(Some(until));
    }

    /// Nothing goes out any more: ten thousand refusals would ban the address.
    pub(super) fn refuse(&self) {
        self.refused.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_refused(&self) -> bool {
        self.refused.load(Ordering::Relaxed)
    }

    /// Until when to wait, if that lies ahead.
    pub(super) fn until(&self) -> Option<Instant> {
        let held = *self.until.lock().unwrap_or_else(PoisonError::into_inner);
        held.filter(|until| *until > Instant::now())
    }
}
