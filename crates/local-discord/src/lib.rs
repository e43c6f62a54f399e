//! A Discord on loopback, for tests and the playground: REST v10 and gateway v10 on real sockets,
//! strict where Discord is strict, with a driver that types, presses and reads as a person does.
//!
//! ```no_run
//! # async fn example() -> Result<(), local_discord::DriverError> {
//! let discord = local_discord::LocalDiscord::start().await;
//! // Start the bot with DISCORD_API_URL = discord.url() and DISCORD_TOKEN = discord.token(), then:
//! assert!(discord.wait_ready().await && discord.wait_commands().await);
//! let mia = discord.member("mia");
//! let reply = mia.slash("/finops recommend", [("role", "platform engineer")]).await?;
//! assert!(reply.is_private());
//! let shared = reply.press("Share in channel").await?;
//! assert_eq!(discord.member("sam").sees("general").len(), 1);
//! assert!(discord.violations().is_empty());
//! # Ok(())
//! # }
//! ```
//!
//! REST and the gateway have a port each, so that they can fail separately. What Discord refuses is
//! refused in its own shape; what it lets pass to somebody's regret is in
//! [`violations`](LocalDiscord::violations). Trouble comes on demand: [`Fault`] for requests,
//! [`Gateway`] for the socket, [`Door`] for dials.

#![expect(
    clippy::indexing_slicing,
    reason = "JSON read by name is Null where nothing is, and is written only into objects made here"
)]

mod builder;
mod driver;
mod endpoint;
mod faults;
mod gateway;
mod id;
mod journal;
mod limits;
mod listener;
mod load;
mod local;
pub mod permission;
mod refusal;
mod rest;
mod shared;
mod world;

use std::sync::{Mutex, MutexGuard, PoisonError};

pub use builder::{Builder, StartError};
pub use driver::{
    Button, Choice, DriverError, Embed, Happened, Reply, Seen, Select, SelectOption, User,
};
pub use endpoint::Signature;
pub use faults::Fault;
pub use gateway::{Gateway, Greeting, Login, LoginKind, Verdict};
pub use id::Id;
pub use journal::{Recorded, Violation};
pub use listener::Door;
pub use load::{LoadReport, Prepared};
pub use local::LocalDiscord;
pub use refusal::Refusal;
pub use rest::AuditEntry;
pub(crate) use shared::Shared;

/// A panic elsewhere does not make the data unreadable.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
