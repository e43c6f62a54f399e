//! The driver: a person at a Discord client, who types, presses, chooses and reads.

mod parts;
mod payload;
mod reply;
mod seen;
mod sight;
mod typed;
mod user;

pub use parts::{Button, Embed, Select, SelectOption};
pub(crate) use payload::inject;
pub use reply::{Happened, Reply};
pub use seen::Seen;
pub use user::{Choice, User};

use serde_json::Value;

/// Why a person could not do what they wanted, or got no answer.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum DriverError {
    /// The bot has no session, so Discord says at once that it did not respond.
    #[error("the bot is offline")]
    Offline,
    /// Nothing came within the deadline: "The application did not respond".
    #[error("the application did not respond")]
    NoAnswer,
    /// The bot answered, but Discord refused the answer.
    #[error("Discord refused the answer: {0}")]
    Refused(Value),
    /// The client does not offer this command to this person here.
    #[error("no command {0} here")]
    NoSuchCommand(String),
    /// The client does not let the person send the command like this.
    #[error("the client does not send that: {0}")]
    NotSendable(String),
    /// There is no such button, menu or choice on the message.
    #[error("nothing called {wanted:?}; there is {there:?}")]
    NoSuchComponent {
        /// What was looked for.
        wanted: String,
        /// What there is.
        there: Vec<String>,
    },
    /// The button or menu is greyed out.
    #[error("{0:?} is disabled")]
    Disabled(String),
    /// A link button opens the browser instead of asking the bot.
    #[error("{label:?} opens {url}")]
    Link {
        /// What the button says.
        label: String,
        /// Where it leads.
        url: String,
    },
    /// The message is gone or private to somebody else.
    #[error("the message cannot be seen")]
    Unseen,
}
