//! A pressed button or a chosen line: a private message turns into the answer; a public one stays
//! as it is, and whoever pressed is answered privately.

use serenity::model::id::UserId;

use crate::discord::components::{Deed, Press, decode};
use crate::discord::incoming::Interaction;
use crate::discord::render::{View, face};
use crate::guide::Guide;
use crate::guide::reply::{Outcome, Reply};
use crate::guide::request::Slip;

use super::{Draft, Post, body, outcome, private_view, public, slip};

pub(super) fn draft(guide: &Guide, interaction: &Interaction, id: &str) -> Draft {
    let Press { deed, request } = decode(id, &guide.catalog);
    let reply = guide.answer(&request, &interaction.locale);
    let finds = matches!(reply.outcome, Outcome::Recommended(_));
    match deed {
        Deed::Share | Deed::PostLater(_)
            if !interaction.place.may_post() && (finds || deed == Deed::Share) =>
        {
            slip(guide, interaction, Slip::MayNotShare)
        }
        // A new message of its own, so that the private card stays with whoever shared it.
        Deed::Share if reply.outcome != Outcome::Slipped => public(&reply, &View::public(None)),
        Deed::PostLater(mention) if finds => post(guide, interaction, &reply, mention),
        Deed::Share => show(interaction, &reply, Deed::Show),
        Deed::Show | Deed::PostLater(_) => show(interaction, &reply, deed),
    }
}

fn show(interaction: &Interaction, reply: &Reply, deed: Deed) -> Draft {
    let face = face(reply, &private_view(interaction, deed));
    let callback = if owned(interaction) {
        face.update()
    } else {
        face.message()
    };
    Draft {
        callback,
        then: None,
        outcome: outcome(reply),
    }
}

/// Whether nobody but the presser and the bot sees the pressed message.
fn owned(interaction: &Interaction) -> bool {
    interaction.place.private_message || interaction.place.with_bot
}

/// The end of private questions: the private message says so, and the card goes to everybody.
fn post(guide: &Guide, interaction: &Interaction, reply: &Reply, mention: Option<UserId>) -> Draft {
    let view = View::public(mention);
    if !owned(interaction) || interaction.ticket.application.is_none() {
        return public(reply, &view);
    }
    let say = |key: &str| {
        let note = Reply {
            text: guide.responses.text(&interaction.locale, key, &[]),
            ..Reply::default()
        };
        face(&note, &View::PRIVATE)
    };
    Draft {
        callback: say("post-posting").update(),
        then: Some(Post {
            card: body(&face(reply, &view).follow_up()),
            posted: body(&say("post-posted").edit()),
            failed: body(&say("post-failed").edit()),
        }),
        outcome: outcome(reply),
    }
}
