//! The wire: what Discord sends becomes a question, and the answer becomes what Discord shows.
//!
//! No other storey has heard of Discord.

pub mod commands;
pub mod components;
pub mod dispatch;
pub mod gateway;
pub mod health;
pub mod incoming;
pub mod render;
pub mod rest;

#[cfg(test)]
mod sample;
