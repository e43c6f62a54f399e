//! Request in, reply out: what to say, in which language.

pub mod reply;
pub mod request;
