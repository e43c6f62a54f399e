//! From a command in the menu of a message to a question.

use crate::discord::incoming::{OnMessage, Target};
use crate::domain::locale::Locale;
use crate::guide::request::{Request, Slip, Written};
use crate::guide::responses::Responses;

use super::needs::command_key;
use super::read::visible;
use super::{MESSAGE_COMMANDS, MessageCommand};

/// As many characters as a message has where nobody paid for more.
const MOST: usize = 2000;

/// The question that a command on a message asks.
pub fn read_message(command: &OnMessage, responses: &Responses) -> Request {
    let Some(row) = MESSAGE_COMMANDS
        .iter()
        .find(|row| name(row, responses) == command.name)
    else {
        return Request::Slip(Slip::UnknownCommand);
    };
    match &command.message {
        Some(message) => (row.read)(message),
        None => Request::Slip(Slip::Unreadable),
    }
}

/// The name that Discord sends, whichever language it is shown in.
pub(super) fn name(row: &MessageCommand, responses: &Responses) -> String {
    responses.text(&Locale::english(), &command_key(row.name), &[])
}

pub(super) fn recommend(message: &Target) -> Request {
    if message.by_bot {
        return Request::Slip(Slip::NotForBots);
    }
    let mut letters = visible(&message.words);
    let words: String = letters.by_ref().take(MOST).collect();
    let cut = letters.any(|c| !c.is_whitespace()).then_some(MOST);
    Request::Written(Written { words, cut })
}
