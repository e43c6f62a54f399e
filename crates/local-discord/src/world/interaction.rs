//! Interactions: what a person did, and what the bot answered.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::sync::{Notify, mpsc};
use tokio::time::Instant;

use super::Origin;
use crate::id::Id;

/// What a person did; the numbers are Discord's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Command = 2,
    Component = 3,
    Autocomplete = 4,
    Modal = 5,
}

impl Kind {
    pub(crate) fn from_number(number: u64) -> Option<Self> {
        match number {
            2 => Some(Self::Command),
            3 => Some(Self::Component),
            4 => Some(Self::Autocomplete),
            5 => Some(Self::Modal),
            _ => None,
        }
    }
}

/// The first answer the bot gave, by Discord's callback number.
#[derive(Clone, Debug)]
pub(crate) struct FirstAnswer {
    pub(crate) callback: u8,
    /// The message it made or means to change.
    pub(crate) message: Option<Id>,
    /// The `data` of the callback.
    pub(crate) data: Value,
    pub(crate) at: Instant,
}

#[derive(Debug)]
pub(crate) struct Interaction {
    pub(crate) id: Id,
    pub(crate) token: String,
    pub(crate) kind: Kind,
    pub(crate) user: Id,
    pub(crate) channel: Id,
    /// "finops recommend" of a command; empty for clicks.
    pub(crate) command: String,
    /// The message whose component was used.
    pub(crate) source: Option<Id>,
    /// The type of the option that is being typed, for autocomplete.
    pub(crate) focused: u64,
    /// Whether only the user has the app, so that follow-ups are few and public answers may be hidden.
    pub(crate) user_install_only: bool,
    pub(crate) sent: Instant,
    pub(crate) deadline: Instant,
    pub(crate) expires: Instant,
    pub(crate) first: Option<FirstAnswer>,
    /// Messages sent after the first answer.
    pub(crate) follow_ups: Vec<Id>,
    /// How many edits and follow-ups came after the first answer.
    pub(crate) steps: u32,
    /// The last answer that was refused, with its error.
    pub(crate) refused: Option<Value>,
    /// Where a load run wants to hear the time of the first answer.
    pub(crate) load: Option<mpsc::UnboundedSender<Duration>>,
    /// Rings on everything the bot does with this interaction.
    pub(crate) bell: Arc<Notify>,
}

impl Interaction {
    pub(crate) fn origin(&self) -> Origin {
        Origin {
            interaction: self.id,
            kind: self.kind as u8,
            user: self.user,
            user_install: self.user_install_only,
            command: self.command.clone(),
        }
    }

    /// Whether the person still reads "thinking …".
    pub(crate) fn is_waiting(&self) -> bool {
        match &self.first {
            None => true,
            Some(first) => matches!(first.callback, 5 | 6) && self.steps == 0,
        }
    }
}
