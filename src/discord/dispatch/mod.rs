//! One interaction in, one answer out, whichever door it came through.
//!
//! Pure and total: no I/O, and a handler that panics is answered too (caught here, once).

mod command;
mod message;
mod post;
mod press;
mod trip;

pub use post::{Destination, Notes, Post};

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::Serialize;
use serenity::builder::CreateInteractionResponse;

use crate::domain::locale::Locale;
use crate::guide::Guide;
use crate::guide::reply::{Outcome, Reply};
use crate::guide::request::{Request, Slip};

use super::commands;
use super::components::Deed;
use super::incoming::{Interaction, Kind, Ticket};
use super::render::{View, face, suggestions};

/// What is sent for an interaction.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    pub ticket: Ticket,
    /// The body of the one first answer.
    pub callback: Vec<u8>,
    /// What follows once the first answer is out.
    pub then: Option<Post>,
    pub labels: Labels,
}

/// What is counted; nothing in it is about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labels {
    /// A row of the command table, or `message`, `press`, `autocomplete`, `ping`, `unknown`.
    pub command: &'static str,
    pub outcome: &'static str,
    /// The language it was answered in.
    pub locale: Locale,
}

/// An answer before it is written down.
struct Draft {
    callback: CreateInteractionResponse,
    then: Option<Post>,
    outcome: &'static str,
}

/// The answer to an interaction.
pub fn answer(guide: &Guide, interaction: &Interaction) -> Answer {
    guarded(guide, interaction, handle)
}

/// The answer where there is no room to look at the question.
pub fn busy(guide: &Guide, interaction: &Interaction) -> Answer {
    guarded(guide, interaction, |guide, interaction| Draft {
        outcome: "busy",
        ..slip(guide, interaction, Slip::Busy)
    })
}

/// The row of a command, or what else it is.
pub fn label(kind: &Kind) -> &'static str {
    match kind {
        Kind::Ping => "ping",
        Kind::Autocomplete(_) => "autocomplete",
        Kind::Press { .. } => "press",
        Kind::OnMessage(_) => "message",
        Kind::Command(command) => command
            .subcommand
            .as_deref()
            .and_then(commands::row)
            .map_or("unknown", |row| row.name),
        Kind::Modal | Kind::Unreadable => "unknown",
    }
}

fn guarded(
    guide: &Guide,
    interaction: &Interaction,
    handle: impl Fn(&Guide, &Interaction) -> Draft,
) -> Answer {
    // Nothing is shared that a panic could leave half changed: the guide is only read.
    let draft = catch_unwind(AssertUnwindSafe(|| handle(guide, interaction)))
        .or_else(|_| catch_unwind(AssertUnwindSafe(|| trouble(guide, interaction))))
        .unwrap_or_else(|_| wordless(interaction));
    Answer {
        ticket: interaction.ticket.clone(),
        callback: body(&draft.callback),
        then: draft.then,
        labels: Labels {
            command: label(&interaction.kind),
            outcome: draft.outcome,
            locale: spoken(guide, &interaction.locale),
        },
    }
}

fn handle(guide: &Guide, interaction: &Interaction) -> Draft {
    trip::over(label(&interaction.kind));
    match &interaction.kind {
        Kind::Ping => Draft {
            callback: CreateInteractionResponse::Pong,
            then: None,
            outcome: "told",
        },
        Kind::Autocomplete(command) => Draft {
            callback: commands::suggest(command, guide, &interaction.locale),
            then: None,
            outcome: "suggested",
        },
        Kind::Command(command) => command::draft(guide, interaction, command),
        Kind::OnMessage(command) => message::draft(guide, interaction, command),
        Kind::Press { id } => press::draft(guide, interaction, id),
        Kind::Modal => slip(guide, interaction, Slip::StaleButton),
        Kind::Unreadable => slip(guide, interaction, Slip::Unreadable),
    }
}

/// A private reply in a message of its own.
fn private(guide: &Guide, interaction: &Interaction, request: &Request, deed: Deed) -> Draft {
    let reply = guide.answer(request, &interaction.locale);
    Draft {
        callback: face(&reply, &private_view(interaction, deed)).message(),
        then: None,
        outcome: outcome(&reply),
    }
}

/// A reply in a message of its own that everybody sees.
fn public(reply: &Reply, view: &View) -> Draft {
    Draft {
        callback: face(reply, view).message(),
        then: None,
        outcome: outcome(reply),
    }
}

fn private_view(interaction: &Interaction, deed: Deed) -> View {
    let place = &interaction.place;
    let may_share = match deed {
        Deed::ShowAbout(_) => post::barrier(place).is_none(),
        _ => place.guild && place.may_post(),
    };
    View {
        may_share,
        deed,
        ..View::PRIVATE
    }
}

/// Whether nobody but the presser and the bot sees the pressed message.
fn owned(interaction: &Interaction) -> bool {
    interaction.place.private_message || interaction.place.with_bot
}

/// A slip, privately, in the one form that Discord takes for this kind of interaction.
fn slip(guide: &Guide, interaction: &Interaction, slip: Slip) -> Draft {
    match interaction.kind {
        Kind::Ping | Kind::Autocomplete(_) => wordless(interaction),
        _ => private(guide, interaction, &Request::Slip(slip), Deed::Show),
    }
}

fn trouble(guide: &Guide, interaction: &Interaction) -> Draft {
    Draft {
        outcome: "trouble",
        ..slip(guide, interaction, Slip::Trouble)
    }
}

/// An answer that needs no guide, for when there is nothing to say or nothing works.
fn wordless(interaction: &Interaction) -> Draft {
    let callback = match interaction.kind {
        Kind::Ping => CreateInteractionResponse::Pong,
        Kind::Autocomplete(_) => suggestions(std::iter::empty()),
        _ => face(&Reply::default(), &View::PRIVATE).message(),
    };
    Draft {
        callback,
        then: None,
        outcome: "trouble",
    }
}

fn outcome(reply: &Reply) -> &'static str {
    match reply.outcome {
        Outcome::Told => "told",
        Outcome::Recommended(_) => "recommended",
        Outcome::Asked => "asked",
        Outcome::Slipped => "slipped",
    }
}

fn spoken(guide: &Guide, locale: &Locale) -> Locale {
    let mut loaded = guide.responses.locales();
    let near = loaded.find(|other| other.language() == locale.language());
    near.cloned().unwrap_or_else(Locale::english)
}

// The builders hold plain data, which always has a JSON form.
fn body(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

#[cfg(test)]
mod tests;
