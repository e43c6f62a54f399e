//! The process: flags, files, signals, and what an operator reads.

pub mod check;
