//! Events that come in bursts: one line in the log for each burst, not one for each event.

use std::sync::Mutex;
use std::time::{Duration, Instant};

/// After so long without an event, the next one begins a new burst.
const QUIET: Duration = Duration::from_secs(10);

/// When the last event was.
#[derive(Debug, Default)]
pub(super) struct Bursts {
    last: Mutex<Option<Instant>>,
}

impl Bursts {
    /// Takes note of an event. True where it begins a burst.
    pub(super) fn begins(&self, now: Instant) -> bool {
        // Nothing can fail while the lock is held.
        let Ok(mut last) = self.last.lock() else {
            return false;
        };
        let before = last.replace(now);
        before.is_none_or(|before| now.saturating_duration_since(before) > QUIET)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_begins_once() {
        let bursts = Bursts::default();
        let start = Instant::now();
        let at = |seconds| bursts.begins(start + Duration::from_secs(seconds));
        assert!(at(0));
        assert!(!at(1) && !at(10) && !at(20));
        assert!(at(31));
    }
}
