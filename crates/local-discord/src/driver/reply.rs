//! What came of something a person did.

use std::ops::Deref;
use std::time::Duration;

use serde_json::{Value, json};

use super::DriverError;
use super::payload::Deed;
use super::seen::Seen;
use super::user::User;
use crate::id::Id;
use crate::world::{Kind, Message};

/// What happened on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happened {
    /// A new message appeared.
    Appeared,
    /// The message that was clicked changed in place.
    Updated,
    /// Nothing visible: the click was taken note of.
    Nothing,
    /// A form opened.
    FormOpened,
}

/// The answer, which reads like the [`Seen`] message that it is.
#[derive(Clone, Debug)]
pub struct Reply {
    user: User,
    interaction: Id,
    happened: Happened,
    deferred: bool,
    latency: Duration,
    modal: Value,
    seen: Seen,
}

impl Deref for Reply {
    type Target = Seen;

    fn deref(&self) -> &Seen {
        &self.seen
    }
}

impl Reply {
    pub(super) fn read(user: &User, id: Id) -> Result<Self, DriverError> {
        let world = user.discord.shared().world();
        let interaction = world.interactions.get(&id).ok_or(DriverError::NoAnswer)?;
        let first = interaction.first.as_ref().ok_or(DriverError::NoAnswer)?;
        let follow_up = interaction.follow_ups.first().copied();
        let (happened, message) = match (first.callback, follow_up) {
            (9, _) => (Happened::FormOpened, interaction.source),
            (7, _) => (Happened::Updated, first.message),
            (6, Some(follow_up)) => (Happened::Appeared, Some(follow_up)),
            (6, None) if interaction.steps > 0 => (Happened::Updated, first.message),
            (6, None) => (Happened::Nothing, first.message),
            _ => (Happened::Appeared, first.message),
        };
        let found = message.and_then(|message| world.message(interaction.channel, message));
        // A form, or an answer that was taken back, leaves nothing to read.
        let blank = || Message::new(Id(0), interaction.channel, world.bot());
        let seen = found.map_or_else(
            || Seen::new(user, &world, &blank()),
            |message| Seen::new(user, &world, message),
        );
        Ok(Self {
            user: user.clone(),
            interaction: id,
            happened,
            deferred: matches!(first.callback, 5 | 6),
            latency: first.at.duration_since(interaction.sent),
            modal: if first.callback == 9 {
                first.data.clone()
            } else {
                Value::Null
            },
            seen,
        })
    }

    /// What happened on the screen.
    #[must_use]
    pub fn happened(&self) -> Happened {
        self.happened
    }

    /// Whether the clicked message changed in place.
    #[must_use]
    pub fn is_update(&self) -> bool {
        self.happened == Happened::Updated
    }

    /// Whether the bot first asked for time.
    #[must_use]
    pub fn was_deferred(&self) -> bool {
        self.deferred
    }

    /// How long the first answer took.
    #[must_use]
    pub fn latency(&self) -> Duration {
        self.latency
    }

    /// The form that opened, or `Null`.
    #[must_use]
    pub fn form(&self) -> &Value {
        &self.modal
    }

    /// The message, for those who want to keep it.
    #[must_use]
    pub fn seen(&self) -> &Seen {
        &self.seen
    }

    /// What the bot sent after the first answer, as far as this person sees it.
    #[must_use]
    pub fn follow_ups(&self) -> Vec<Seen> {
        let world = self.user.discord.shared().world();
        let Some(interaction) = world.interactions.get(&self.interaction) else {
            return Vec::new();
        };
        let messages = interaction
            .follow_ups
            .iter()
            .filter_map(|message| world.message(interaction.channel, *message));
        messages
            .map(|message| Seen::new(&self.user, &world, message))
            .collect()
    }

    /// Waits until there are that many follow-ups.
    ///
    /// # Errors
    ///
    /// When they do not come in time.
    pub async fn wait_follow_ups(&self, count: usize) -> Result<Vec<Seen>, DriverError> {
        let shared = self.user.discord.shared();
        let within = shared.patience.follow();
        let found = shared.find(within, |world| {
            let interaction = world.interactions.get(&self.interaction)?;
            (interaction.follow_ups.len() >= count).then_some(())
        });
        found.await.ok_or(DriverError::NoAnswer)?;
        Ok(self.follow_ups())
    }

    /// Fills in the form that opened, by the custom ids of its inputs, and sends it.
    ///
    /// # Errors
    ///
    /// When no form opened, an input is unknown, or no valid answer comes.
    pub async fn submit<'a>(
        &self,
        inputs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, DriverError> {
        if self.happened != Happened::FormOpened {
            return Err(DriverError::NotSendable("no form is open".to_owned()));
        }
        let mut components = self.modal["components"].clone();
        for (custom_id, text) in inputs {
            let tops = components.as_array_mut().into_iter().flatten();
            let mut filled = false;
            for top in tops {
                let input = if top["type"] == 18 {
                    &mut top["component"]
                } else {
                    &mut top["components"][0]
                };
                if input["custom_id"] == custom_id {
                    input["value"] = json!(text);
                    filled = true;
                }
            }
            if !filled {
                return Err(DriverError::NotSendable(format!("no input {custom_id:?}")));
            }
        }
        let data = json!({"custom_id": self.modal["custom_id"], "components": components});
        let source = (self.seen.id() != Id(0)).then(|| self.seen.id());
        self.user
            .act(|_| {
                Ok(Deed {
                    kind: Kind::Modal,
                    data,
                    command: String::new(),
                    source,
                    focused: 0,
                })
            })
            .await
    }
}
