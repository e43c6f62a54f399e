//! One connection, kept: resumed where it can be, opened anew where not, never in a loop.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use futures_core::Stream;
use tokio::time::{Instant, sleep, sleep_until, timeout};
use tokio_util::sync::CancellationToken;
use twilight_gateway::error::{ReceiveMessageError, ReceiveMessageErrorType};
use twilight_gateway::{
    CloseFrame, Config, ConfigBuilder, Message, Session, Shard, ShardId, ShardState,
};

use crate::discord::health::Health;
use crate::discord::rest::Base;

use super::delay::Delays;
use super::dial::{Dial, is_off, next};
use super::intake::Intake;
use super::{DoorError, FatalClose};

/// A connection that lasted so long was a good one: the next try need not wait.
const GOOD: Duration = Duration::from_secs(5);
/// For the closing words of a connection that is over.
const LAST_WORDS: Duration = Duration::from_millis(500);
/// At least so long before a new session takes the place of a void one.
const NEW_SESSION: Duration = Duration::from_secs(1);
/// A gateway that takes a connection greets it within this time, dialling included.
const GREETING: Duration = Duration::from_secs(15);
/// A session that is taken up again is granted within this time.
const RESUMED: Duration = Duration::from_secs(30);
/// A new one too, once its turn has come: new sessions are opened one after the other.
const IDENTIFIED: Duration = Duration::from_secs(120);
const TURN: Duration = Duration::from_secs(6);
/// Tries at the address to resume at, before the general one is dialled again.
const RESUME_TRIES: u32 = 2;

/// All that one connection needs.
pub(super) struct Line {
    pub(super) id: ShardId,
    pub(super) config: Config,
    pub(super) base: Base,
    pub(super) intake: Arc<Intake>,
    pub(super) health: Arc<Health>,
    pub(super) stop: CancellationToken,
}

/// How a connection ended.
enum End {
    Stopped,
    Lost,
    Fatal(FatalClose),
}

/// How far a connection has come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Progress {
    Dialling,
    Greeted,
    Active,
}

/// What is left of a connection that can be taken up again.
struct Left {
    session: Session,
    url: Option<String>,
}

impl Line {
    /// Keeps the connection until the bot stops or Discord refuses it for good.
    pub(super) async fn keep(self) -> Result<(), DoorError> {
        let mut left: Option<Left> = None;
        let mut delays = Delays::default();
        let mut failures = 0;
        loop {
            let mut shard = self.shard(left.as_ref(), failures);
            let opened = Instant::now();
            let (end, answered) = self.drive(&mut shard).await;
            match end {
                End::Stopped => return Ok(()),
                End::Fatal(FatalClose::Token) => return Err(DoorError::WrongToken),
                End::Fatal(close) => return Err(DoorError::Fatal(close)),
                End::Lost => {}
            }
            left = self.left(&shard, left);
            drop(shard);
            if answered && opened.elapsed() >= GOOD {
                (delays, failures) = (Delays::default(), 0);
            } else {
                failures += 1;
            }
            // After a good connection the next one comes soon, but not at once for all bots.
            let mut delay = delays.next() / if failures == 0 { 2 } else { 1 };
            if answered && left.is_none() {
                // The session is void: Discord wants a pause before a new one.
                delay += NEW_SESSION;
            }
            metrics::counter!("finops_gateway_reconnects_total").increment(1);
            tracing::warn!(
                shard = self.id.number(),
                resumes = left.is_some(),
                delay = delay.as_secs_f32(),
                "the connection to Discord is lost; connecting again"
            );
            tokio::select! {
                () = self.stop.cancelled() => return Ok(()),
                () = sleep(delay) => {}
            }
        }
    }

    fn shard(&self, left: Option<&Left>, failures: u32) -> Shard {
        let mut config = ConfigBuilder::from(self.config.clone());
        if let Some(left) = left {
            config = config.session(left.session.clone());
            if let (Some(url), true) = (&left.url, failures <= RESUME_TRIES) {
                config = config.resume_url(url.clone());
            }
        }
        Shard::with_config(self.id, config.build())
    }

    /// What can be resumed. twilight forgets the address after a failed dial; we do not.
    fn left(&self, shard: &Shard, before: Option<Left>) -> Option<Left> {
        let session = shard.session()?.clone();
        let url = shard.resume_url().and_then(|url| self.base.gateway(url));
        let same = before.filter(|before| before.session.id() == session.id());
        Some(Left {
            url: url.or_else(|| same.and_then(|before| before.url)),
            session,
        })
    }

    /// Reads one connection to its end, and tells whether it ever had a session.
    async fn drive(&self, shard: &mut Shard) -> (End, bool) {
        let mut dial = Dial::default();
        let mut progress = Progress::Dialling;
        let mut patience = Some(Instant::now() + GREETING);
        let end = loop {
            let message = tokio::select! {
                biased;
                () = self.stop.cancelled() => {
                    self.close(shard).await;
                    break End::Stopped;
                }
                message = next(shard, &mut dial) => message,
                () = until(patience) => break End::Lost,
            };
            match message {
                Some(Ok(Message::Text(text))) => {
                    if let Some(next) = self.advance(progress, shard) {
                        (progress, patience) = next;
                    }
                    self.intake.take(text);
                }
                Some(Ok(Message::Close(frame))) => break closed(frame.as_ref()),
                // An event that cannot be read changes nothing; anything else ends the connection.
                Some(Err(error)) => {
                    tracing::debug!(kind = kind(&error), "gateway");
                    if is_off(shard) {
                        break End::Lost;
                    }
                }
                None => break End::Lost,
            }
            if is_off(shard) {
                // Discord asked for a new connection; this one has its closing words to say.
                break last_words(shard).await;
            }
        };
        let active = progress == Progress::Active;
        if active {
            self.health.disconnected();
        }
        (end, active)
    }

    /// How far the connection is after a message, and until when the next step must come.
    fn advance(&self, progress: Progress, shard: &Shard) -> Option<(Progress, Option<Instant>)> {
        let state = shard.state();
        if progress != Progress::Active && state == ShardState::Active {
            self.health.connected();
            tracing::info!(shard = self.id.number(), "connected to Discord");
            return Some((Progress::Active, None));
        }
        (progress == Progress::Dialling).then(|| {
            let patience = if state == ShardState::Resuming {
                RESUMED
            } else {
                IDENTIFIED + TURN * self.id.number()
            };
            (Progress::Greeted, Some(Instant::now() + patience))
        })
    }

    /// Waits for what is in flight, then says goodbye.
    async fn close(&self, shard: &mut Shard) {
        self.intake.drained().await;
        if !is_off(shard) {
            shard.close(CloseFrame::NORMAL);
            last_words(shard).await;
        }
    }
}

/// Reads until the connection is closed on both sides, for a moment at most.
async fn last_words(shard: &mut Shard) -> End {
    let closing = poll_fn(|cx| {
        loop {
            match Pin::new(&mut *shard).poll_next(cx) {
                Poll::Ready(Some(Ok(Message::Close(frame)))) => {
                    return Poll::Ready(closed(frame.as_ref()));
                }
                Poll::Ready(Some(Ok(Message::Text(_)))) if is_off(shard) => {}
                Poll::Pending if is_off(shard) => return Poll::Pending,
                // Failed, or dialled again by itself.
                _ => return Poll::Ready(End::Lost),
            }
        }
    });
    timeout(LAST_WORDS, closing).await.unwrap_or(End::Lost)
}

async fn until(patience: Option<Instant>) {
    match patience {
        Some(end) => sleep_until(end).await,
        None => std::future::pending().await,
    }
}

fn closed(frame: Option<&CloseFrame<'_>>) -> End {
    match frame.and_then(|frame| FatalClose::from_code(frame.code)) {
        Some(fatal) => End::Fatal(fatal),
        None => End::Lost,
    }
}

/// What went wrong, without the event: its text would hold what somebody typed.
fn kind(error: &ReceiveMessageError) -> &'static str {
    match error.kind() {
        ReceiveMessageErrorType::Compression => "compression",
        ReceiveMessageErrorType::Deserializing { .. } => "unreadable",
        ReceiveMessageErrorType::Reconnect => "dial",
        _ => "other",
    }
}
