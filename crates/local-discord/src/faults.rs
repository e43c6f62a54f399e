//! Trouble on demand: what shall go wrong with which requests, and how often.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::journal::matches;
use crate::lock;

/// One way for a request to go wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// An answer with this status and no useful body, as from a proxy in front of Discord.
    Status(u16),
    /// Discord's own 429: `Retry-After`, `X-RateLimit-*` and a body, with these seconds.
    RateLimited {
        /// How long to wait, in seconds.
        retry_after: f64,
        /// Whether the limit is the global one.
        global: bool,
    },
    /// A 429 with neither headers nor body.
    BareRateLimit,
    /// The connection is reset before the request has any effect.
    ResetBefore,
    /// The request takes effect, then the connection is reset: the answer is lost.
    ResetAfter,
    /// The request takes effect, but no answer ever comes.
    Hang,
    /// The request waits this long, then is handled as usual.
    Delay(Duration),
}

#[derive(Debug)]
struct Order {
    method: Option<String>,
    pattern: String,
    left: usize,
    fault: Fault,
}

#[derive(Debug, Default)]
pub(crate) struct Faults {
    orders: Mutex<Vec<Order>>,
    /// So that the common case costs no lock.
    open: AtomicUsize,
}

impl Faults {
    pub(crate) fn add(&self, method: Option<&str>, pattern: &str, times: usize, fault: Fault) {
        let mut orders = lock(&self.orders);
        orders.push(Order {
            method: method.map(str::to_owned),
            pattern: pattern.to_owned(),
            left: times,
            fault,
        });
        self.open.store(orders.len(), Ordering::Release);
    }

    pub(crate) fn clear(&self) {
        lock(&self.orders).clear();
        self.open.store(0, Ordering::Release);
    }

    /// The fault for this request, which is used up by asking.
    pub(crate) fn take(&self, method: &str, path: &str) -> Option<Fault> {
        if self.open.load(Ordering::Acquire) == 0 {
            return None;
        }
        let mut orders = lock(&self.orders);
        let order = orders.iter_mut().find(|order| {
            order.left > 0
                && order
                    .method
                    .as_deref()
                    .is_none_or(|wanted| wanted == method)
                && matches(&order.pattern, path)
        })?;
        order.left -= 1;
        let fault = order.fault.clone();
        orders.retain(|order| order.left > 0);
        self.open.store(orders.len(), Ordering::Release);
        Some(fault)
    }
}
