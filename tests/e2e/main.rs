//! The real binary against a Discord on loopback, told as a chat: type, read, click, read.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test that meets something else fails there, and says what it met"
)]

mod autocomplete;
mod bot;
mod commands;
mod crowd;
mod editing;
mod message;
mod outages;
mod paper;
mod privacy;
mod quiz;
mod recommend;
mod registration;
mod reload;
mod sharing;
mod shutdown;
mod startup;
mod tls;
mod unreadable;
mod window;
