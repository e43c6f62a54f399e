//! A press to and from a `custom_id`: the whole next question as ids and flags, never words.
//!
//! The text is `1~<deed>~<request>`: a version, what is to happen with the answer, and the
//! question. It outlives restarts and reaches any replica, so nothing is remembered between two
//! clicks. Only ids of the catalogue and flags are carried, at most [`LIMIT`] characters, all of
//! them ASCII.

mod learner;
mod question;

use std::num::NonZeroU64;

use serenity::model::id::{MessageId, UserId};

use crate::domain::catalog::Catalog;
use crate::guide::request::{Request, Slip};

/// Discord's limit is 100; the rest is kept for [`distinct`].
pub const LIMIT: usize = 96;
/// Another version's buttons are answered as stale.
const VERSION: &str = "1";
const BETWEEN_PARTS: char = '~';
const BEFORE_COPY: char = '!';
const RADIX: u32 = 36;

/// What is to happen with the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Deed {
    /// Show it to whoever pressed.
    Show,
    /// Post it for everybody.
    Share,
    /// Show it to whoever pressed; it is about whoever wrote this message.
    ShowAbout(MessageId),
    /// Post it as a reply to this message.
    ReplyTo(MessageId),
    /// Ask on privately, and post the card that comes out at the end, for this member if named.
    PostLater(Option<UserId>),
}

/// What a button or a line of a menu stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Press {
    pub deed: Deed,
    pub request: Request,
}

/// The `custom_id` of a question. Total: a question that carries words, or is too long, is
/// encoded as the nearest one that fits (see [`question::shorter`]).
pub fn encode(deed: Deed, request: &Request) -> String {
    let opening = format!("{VERSION}{BETWEEN_PARTS}{}{BETWEEN_PARTS}", deed_text(deed));
    let mut request = question::wordless(request);
    loop {
        if let Some(body) = question::write(&request)
            && opening.len() + body.len() <= LIMIT
        {
            return opening + &body;
        }
        request = question::shorter(request);
    }
}

/// The question behind a `custom_id`. Total: whatever cannot be read, or names something that
/// the catalogue no longer knows, is a stale button.
pub fn decode(custom_id: &str, catalog: &Catalog) -> Press {
    parse(custom_id, catalog).unwrap_or(Press {
        deed: Deed::Show,
        request: Request::Slip(Slip::StaleButton),
    })
}

/// Tells two equal `custom_id`s of one message apart, as Discord requires. [`decode`] does not
/// see the difference.
pub fn distinct(custom_id: &str, copy: usize) -> String {
    format!("{custom_id}{BEFORE_COPY}{}", copy % 1000)
}

fn parse(custom_id: &str, catalog: &Catalog) -> Option<Press> {
    let text = match custom_id.split_once(BEFORE_COPY) {
        Some((text, copy)) if copy.chars().all(|c| c.is_ascii_digit()) => text,
        _ => custom_id,
    };
    let mut parts = text.split(BETWEEN_PARTS);
    let (version, deed, body) = (parts.next()?, parts.next()?, parts.next()?);
    if version != VERSION || parts.next().is_some() {
        return None;
    }
    Some(Press {
        deed: parse_deed(deed)?,
        request: question::parse(body, catalog)?,
    })
}

fn deed_text(deed: Deed) -> String {
    match deed {
        Deed::Show => "o".to_owned(),
        Deed::Share => "s".to_owned(),
        Deed::ShowAbout(message) => format!("a{}", radix(message.get())),
        Deed::ReplyTo(message) => format!("r{}", radix(message.get())),
        Deed::PostLater(None) => "l".to_owned(),
        Deed::PostLater(Some(user)) => format!("l{}", radix(user.get())),
    }
}

fn parse_deed(text: &str) -> Option<Deed> {
    match text {
        "o" => Some(Deed::Show),
        "s" => Some(Deed::Share),
        "l" => Some(Deed::PostLater(None)),
        _ => {
            let (kind, id) = text.split_at_checked(1)?;
            let id = parse_radix(id)?;
            match kind {
                "a" => Some(Deed::ShowAbout(MessageId::from(id))),
                "r" => Some(Deed::ReplyTo(MessageId::from(id))),
                "l" => Some(Deed::PostLater(Some(UserId::from(id)))),
                _ => None,
            }
        }
    }
}

/// An id in base 36, in the one way in which we write it.
fn parse_radix(text: &str) -> Option<NonZeroU64> {
    let id = NonZeroU64::new(u64::from_str_radix(text, RADIX).ok()?)?;
    (radix(id.get()) == text).then_some(id)
}

/// A number in base 36, lower case.
fn radix(mut number: u64) -> String {
    let mut digits = Vec::new();
    loop {
        let digit = u32::try_from(number % u64::from(RADIX)).unwrap_or_default();
        digits.extend(char::from_digit(digit, RADIX));
        number /= u64::from(RADIX);
        if number == 0 {
            break;
        }
    }
    digits.iter().rev().collect()
}

#[cfg(test)]
mod tests;
