//! What comes in: interactions, each answered in a task of its own, and only so many at a time.

use std::sync::Arc;
use std::time::{Duration, Instant};

use arc_swap::ArcSwap;
use serde_json::Value;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::Instrument;

use crate::discord::dispatch::{self, Answer, Destination, Notes, Post};
use crate::discord::incoming::{Interaction, Ticket, read_value};
use crate::discord::rest::{Delivery, Rest, RestError, Why};
use crate::guide::Guide;

use super::burst::Bursts;

/// Answers on their way at once. At 0.2 s each that is over a thousand a second.
const AT_ONCE: usize = 256;
/// Beyond them, so many are told to come back. Whoever comes after these is not heard.
const BUSY_AT_ONCE: usize = 64;
const EVENT: &str = "INTERACTION_CREATE";

/// Takes events, answers interactions.
pub(super) struct Intake {
    desk: Arc<Desk>,
    tasks: TaskTracker,
    room: Arc<Semaphore>,
    waiting_room: Arc<Semaphore>,
    dropped: Bursts,
    drained: CancellationToken,
}

/// What an answer is made and sent with.
struct Desk {
    rest: Arc<Rest>,
    guide: Arc<ArcSwap<Guide>>,
}

type Answers = fn(&Guide, &Interaction) -> Answer;

impl Intake {
    pub(super) fn new(rest: Arc<Rest>, guide: Arc<ArcSwap<Guide>>) -> Self {
        Self {
            desk: Arc::new(Desk { rest, guide }),
            tasks: TaskTracker::new(),
            room: Arc::new(Semaphore::new(AT_ONCE)),
            waiting_room: Arc::new(Semaphore::new(BUSY_AT_ONCE)),
            dropped: Bursts::default(),
            drained: CancellationToken::new(),
        }
    }

    /// Takes one event of the gateway; all but interactions are nothing to us.
    pub(super) fn take(&self, event: String) {
        if !event.contains(EVENT) {
            return;
        }
        let room = Arc::clone(&self.room).try_acquire_owned();
        let (permit, answers): (_, Answers) = match room {
            Ok(permit) => (permit, dispatch::answer),
            Err(_) => match Arc::clone(&self.waiting_room).try_acquire_owned() {
                Ok(permit) => (permit, dispatch::busy),
                Err(_) => {
                    metrics::counter!("finops_interactions_dropped_total").increment(1);
                    if self.dropped.begins(Instant::now()) {
                        tracing::warn!(
                            most = AT_ONCE + BUSY_AT_ONCE,
                            "more questions at once than can be answered: some are dropped"
                        );
                    }
                    return;
                }
            },
        };
        let desk = Arc::clone(&self.desk);
        self.tasks.spawn(async move {
            desk.serve(&event, answers).await;
            drop(permit);
        });
    }

    /// Lets what is in flight finish, for so long at most. Nothing may be taken after this.
    pub(super) async fn drain(&self, longest: Duration) {
        self.tasks.close();
        if tokio::time::timeout(longest, self.tasks.wait())
            .await
            .is_err()
        {
            tracing::warn!(
                left = self.tasks.len(),
                "answers on their way were given up"
            );
        }
        self.drained.cancel();
    }

    /// Returns once nothing is in flight any more.
    pub(super) async fn drained(&self) {
        self.drained.cancelled().await;
    }
}

impl Desk {
    async fn serve(&self, event: &str, answers: Answers) {
        let started = Instant::now();
        let Some(interaction) = interaction(event) else {
            // Neither id nor token: there is nobody to answer to.
            metrics::counter!("finops_interactions_unanswerable_total").increment(1);
            return;
        };
        let span = tracing::info_span!(
            "interaction",
            id = %interaction.ticket.id,
            command = dispatch::label(&interaction.kind)
        );
        async {
            let answer = answers(&self.guide.load(), &interaction);
            count(&answer, started.elapsed());
            self.deliver(answer).await;
        }
        .instrument(span)
        .await;
    }

    async fn deliver(&self, answer: Answer) {
        let started = Instant::now();
        let sent = self.rest.callback(&answer.ticket, answer.callback).await;
        let result = match &sent {
            Ok(Delivery::Sent) => "sent",
            Ok(Delivery::AlreadyAnswered) => "already-answered",
            Ok(Delivery::Expired) => "expired",
            Err(_) => "failed",
        };
        metrics::counter!("finops_callbacks_total", "result" => result).increment(1);
        metrics::histogram!("finops_callback_seconds").record(started.elapsed().as_secs_f64());
        match sent {
            Ok(Delivery::Expired) => tracing::warn!("the question had expired"),
            Err(error) => tracing::warn!(%error, "the answer could not be sent"),
            Ok(Delivery::Sent | Delivery::AlreadyAnswered) => {
                if let Some(post) = answer.then {
                    self.post(&answer.ticket, post).await;
                }
            }
        }
    }

    /// Posts a card for everybody, and tells whoever asked how it went.
    async fn post(&self, ticket: &Ticket, post: Post) {
        let sent = match post.to {
            Destination::FollowUp => self.rest.follow_up(ticket, post.card).await,
            Destination::Channel(channel) => self.rest.post(channel, post.card).await,
        };
        if let Err(error) = &sent {
            tracing::warn!(%error, "the card could not be posted");
        }
        if let Err(error) = self.rest.edit(ticket, note(post.notes, &sent)).await {
            tracing::warn!(%error, "the private message could not be edited");
        }
    }
}

fn note(notes: Notes, sent: &Result<(), RestError>) -> Vec<u8> {
    match sent.as_ref().map_err(RestError::why) {
        Ok(()) => notes.posted,
        Err(Why::Forbidden) => notes.forbidden,
        Err(Why::Gone) => notes.gone,
        Err(Why::Limited) => notes.limited,
        Err(Why::Other) => notes.failed,
    }
}

/// The interaction in an event of the gateway.
fn interaction(event: &str) -> Option<Interaction> {
    let event: Value = serde_json::from_str(event).ok()?;
    if event.get("t")?.as_str()? != EVENT {
        return None;
    }
    read_value(event.get("d")?)
}

fn count(answer: &Answer, took: Duration) {
    let labels = &answer.labels;
    metrics::counter!(
        "finops_interactions_total",
        "command" => labels.command,
        "outcome" => labels.outcome,
        "locale" => labels.locale.as_str().to_owned()
    )
    .increment(1);
    metrics::histogram!("finops_answer_seconds", "command" => labels.command)
        .record(took.as_secs_f64());
}
