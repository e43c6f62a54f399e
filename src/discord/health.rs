//! What the process can say about its connection, for health checks and metrics.

use std::time::Instant;

use tokio::sync::watch;

/// The state of the door, kept by the gateway and read by the shell.
#[derive(Debug)]
pub struct Health {
    status: watch::Sender<Status>,
}

/// One look at the door.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Status {
    /// Connections that there should be; nought until Discord has said how many.
    pub shards: u32,
    /// Connections with a session.
    pub connected: u32,
    /// Since when all of them have had one.
    pub ready_since: Option<Instant>,
    /// Whether Discord holds the commands as they are defined.
    pub registered: bool,
    /// True once stopping has begun.
    pub stopping: bool,
}

impl Status {
    /// Whether interactions reach the bot now.
    pub fn is_ready(&self) -> bool {
        self.ready_since.is_some() && !self.stopping
    }
}

impl Default for Health {
    fn default() -> Self {
        Self {
            status: watch::Sender::new(Status::default()),
        }
    }
}

impl Health {
    pub fn status(&self) -> Status {
        *self.status.borrow()
    }

    /// Follows the changes, for whoever waits for one.
    pub fn follow(&self) -> watch::Receiver<Status> {
        self.status.subscribe()
    }

    pub(super) fn expect_shards(&self, shards: u32) {
        self.change(|status| status.shards = shards);
    }

    pub(super) fn connected(&self) {
        self.change(|status| status.connected = status.connected.saturating_add(1));
    }

    pub(super) fn disconnected(&self) {
        self.change(|status| status.connected = status.connected.saturating_sub(1));
    }

    pub(super) fn registered(&self, registered: bool) {
        self.change(|status| status.registered = registered);
    }

    pub(super) fn stopping(&self) {
        self.change(|status| status.stopping = true);
    }

    fn change(&self, change: impl FnOnce(&mut Status)) {
        self.status.send_modify(|status| {
            change(status);
            let whole = status.shards > 0 && status.connected >= status.shards;
            status.ready_since = match status.ready_since {
                _ if !whole => None,
                None => Some(Instant::now()),
                since => since,
            };
            metrics::gauge!("finops_shards_connected").set(f64::from(status.connected));
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ready_means_that_every_shard_has_a_session() {
        let health = Health::default();
        health.expect_shards(2);
        health.connected();
        assert!(!health.status().is_ready());
        health.connected();
        assert!(health.status().is_ready());
        health.disconnected();
        assert!(!health.status().is_ready());
        health.connected();
        health.stopping();
        assert!(!health.status().is_ready());
    }
}
