//! Courses, learners, and the rules between them. No sentence, no Discord, no I/O.

pub mod catalog;
pub mod fault;
pub mod learner;
pub mod locale;
pub mod recommender;
pub mod roles;
pub mod table;
