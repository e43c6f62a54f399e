//! Many interactions at a steady rate, and how long their first answers took.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::sync::{Notify, mpsc};
use tokio::time::Instant;

use crate::id::Id;
use crate::shared::Shared;
use crate::world::{Interaction, Kind};

/// An interaction that only lacks its id, from [`User::prepare`](crate::User::prepare).
#[derive(Clone, Debug)]
pub struct Prepared {
    /// The payload with the id it was composed under, which is inside the token as well.
    text: String,
    id: String,
    token: String,
    user: Id,
    channel: Id,
    guild: Option<Id>,
}

impl Prepared {
    pub(crate) fn new(payload: &Value, user: Id, channel: Id) -> Self {
        let read = |name: &str| payload[name].as_str().unwrap_or_default().to_owned();
        Self {
            text: payload.to_string(),
            id: read("id"),
            token: read("token"),
            user,
            channel,
            guild: read("guild_id").parse().ok(),
        }
    }

    /// Books and sends one, with an id of its own.
    fn send(&self, shared: &Shared, due: Instant, report: &mpsc::UnboundedSender<Duration>) {
        let mut world = shared.world();
        let id = world.ids.next();
        let fresh = id.to_string();
        let token = self.token.replace(&self.id, &fresh);
        let now = Instant::now();
        let interaction = Interaction {
            id,
            token: token.clone(),
            kind: Kind::Command,
            user: self.user,
            channel: self.channel,
            command: String::new(),
            source: None,
            focused: 0,
            user_install_only: false,
            sent: due,
            deadline: now + shared.patience.answer(),
            expires: now + shared.patience.token(),
            first: None,
            follow_ups: Vec::new(),
            steps: 0,
            refused: None,
            load: Some(report.clone()),
            bell: Arc::new(Notify::new()),
        };
        world.tokens.insert(token, id);
        world.interactions.insert(id, interaction);
        drop(world);
        let text = self.text.replace(&self.id, &fresh);
        shared
            .hub
            .dispatch_text("INTERACTION_CREATE", &text, self.guild, 0);
    }
}

/// What came of a load run.
#[derive(Clone, Debug)]
pub struct LoadReport {
    /// How many interactions were sent.
    pub sent: usize,
    /// The time to the first answer of each that was answered, shortest first.
    pub latencies: Vec<Duration>,
}

impl LoadReport {
    /// How many were not answered in time, or only with what Discord refuses.
    #[must_use]
    pub fn unanswered(&self) -> usize {
        self.sent - self.latencies.len()
    }

    /// The latency that this share of the answers kept within: 0.5 is the median, 1 the worst.
    #[must_use]
    pub fn within(&self, share: f64) -> Duration {
        let last = self.latencies.len().saturating_sub(1);
        // A length times a share between 0 and 1 is a position.
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "rounded positions in a list of measurements"
        )]
        let at = (last as f64 * share.clamp(0.0, 1.0)).round() as usize;
        self.latencies.get(at).copied().unwrap_or_default()
    }
}

pub(crate) async fn run(
    shared: &Shared,
    mix: &[Prepared],
    per_second: f64,
    during: Duration,
) -> LoadReport {
    let (report, mut finished) = mpsc::unbounded_channel();
    let start = Instant::now();
    let pause = Duration::from_secs_f64(1.0 / per_second);
    let mut sent: u32 = 0;
    for prepared in mix.iter().cycle() {
        let due = start + pause.mul_f64(f64::from(sent));
        if due >= start + during {
            break;
        }
        // A timer's tick is a millisecond: whatever is due by then goes out together.
        if due > Instant::now() {
            tokio::time::sleep_until(due).await;
        }
        prepared.send(shared, due, &report);
        sent += 1;
    }
    drop(report);
    let mut latencies = Vec::new();
    let last = Instant::now() + shared.patience.answer();
    while let Ok(Some(latency)) = tokio::time::timeout_at(last, finished.recv()).await {
        latencies.push(latency);
    }
    forget(shared);
    latencies.sort_unstable();
    LoadReport {
        sent: usize::try_from(sent).unwrap_or(usize::MAX),
        latencies,
    }
}

/// Takes the interactions that nobody answered off the books.
fn forget(shared: &Shared) {
    let mut world = shared.world();
    let unanswered: Vec<Id> = world
        .interactions
        .values()
        .filter(|interaction| interaction.load.is_some())
        .map(|interaction| interaction.id)
        .collect();
    for id in unanswered {
        if let Some(interaction) = world.interactions.remove(&id) {
            world.tokens.remove(&interaction.token);
        }
    }
}
