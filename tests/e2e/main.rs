//! The real binary against a Discord on loopback, told as a chat: type, read, click, read.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that meets something else fails there"
)]

mod bot;
mod commands;
mod paper;
