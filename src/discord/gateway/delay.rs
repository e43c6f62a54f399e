//! How long to wait before connecting again: longer each time, never the same for two bots, never
//! more than five seconds.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};

const SOONEST: Duration = Duration::from_millis(250);
/// Before jitter, which at most doubles it.
const LATEST: Duration = Duration::from_millis(2500);

/// The delays between tries that fail one after the other.
#[derive(Debug)]
pub(super) struct Delays(ExponentialBackoff);

impl Default for Delays {
    fn default() -> Self {
        let delays = ExponentialBuilder::new()
            .with_min_delay(SOONEST)
            .with_max_delay(LATEST)
            .without_max_times()
            .with_jitter();
        Self(delays.build())
    }
}

impl Delays {
    pub(super) fn next(&mut self) -> Duration {
        self.0.next().unwrap_or(LATEST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_grow_differ_and_stay_under_five_seconds() {
        let (mut one, mut other) = (Delays::default(), Delays::default());
        let first: Vec<Duration> = (0..20).map(|_| one.next()).collect();
        let second: Vec<Duration> = (0..20).map(|_| other.next()).collect();
        assert_ne!(first, second);
        assert!(
            first
                .iter()
                .all(|delay| (SOONEST..=2 * LATEST).contains(delay))
        );
        assert!(first.last() > first.first());
    }
}
