//! `finops-bot`: which FinOps Foundation training is right for me?
//!
//! Four storeys, one on the other; `docs/architecture.md` draws them.

pub mod discord;
pub mod domain;
pub mod guide;
pub mod shell;
