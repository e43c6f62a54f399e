//! The process: what the terminal shows.

pub mod batch;
