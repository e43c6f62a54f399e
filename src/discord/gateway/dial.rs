//! One step of a connection at a time, so that twilight dials no more often than we want.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use futures_core::Stream;
use tokio::time::sleep;
use twilight_gateway::error::ReceiveMessageError;
use twilight_gateway::{Message, Shard, ShardState};

/// More steps than a dial usually takes, the encrypted kind included.
const STEPS: u32 = 12;
/// Between further ones.
const PACE: Duration = Duration::from_millis(200);

/// The next message; `None` where the connection is over.
///
/// Where a connection ends without a word, twilight dials again at once and says nothing. That is
/// noticed here; where it happens too fast to be noticed, it is slowed down, so that no gateway
/// that hangs up on everybody is dialled in a loop.
pub(super) async fn next(
    shard: &mut Shard,
    dial: &mut Dial,
) -> Option<Result<Message, ReceiveMessageError>> {
    loop {
        let mut polled = false;
        let step = poll_fn(|cx| {
            if polled {
                return Poll::Ready(None);
            }
            polled = true;
            let polled = Pin::new(&mut *shard).poll_next(cx);
            let off = is_off(shard);
            if polled.is_pending() && off && dial.done {
                return Poll::Ready(Some(None));
            }
            dial.done |= !off;
            polled.map(Some)
        });
        match step.await {
            Some(message) => return message,
            None if dial.done => {}
            None => dial.step().await,
        }
    }
}

/// How far a dial is.
#[derive(Default)]
pub(super) struct Dial {
    done: bool,
    steps: u32,
}

impl Dial {
    /// A dial takes a few steps; one that takes more may be several.
    async fn step(&mut self) {
        self.steps += 1;
        if self.steps > STEPS {
            sleep(PACE).await;
        }
    }
}

/// Whether the connection is over, or not there yet.
pub(super) fn is_off(shard: &Shard) -> bool {
    matches!(shard.state(), ShardState::Disconnected { .. })
}
