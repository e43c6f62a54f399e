//! The answer about a message: for its author, and told to whoever asked.

use super::reply::{Outcome, Reply};
use super::request::Written;
use super::{Desk, quiz, recommend};
use crate::domain::learner::{Learner, LearnerProfile};

/// The card first, then what was read and how much of it.
pub(super) fn reply(desk: Desk<'_>, written: &Written) -> Reply {
    if written.words.trim().is_empty() {
        let text = desk.words.say("message-empty");
        return quiz::asked(desk, text, &Learner::default(), &[]);
    }
    let profile = LearnerProfile {
        about: Some(written.words.clone()),
        ..LearnerProfile::default()
    };
    let reply = recommend::from_words(desk, &profile);
    let for_whom = match reply.outcome {
        Outcome::Asked => "message-asked",
        _ => "message-told",
    };
    let mut lines = vec![reply.text, desk.words.say(for_whom)];
    lines.extend(
        written
            .cut
            .map(|count| desk.words.with("message-cut", &[("count", count.into())])),
    );
    Reply {
        text: lines.join("\n"),
        ..reply
    }
}
