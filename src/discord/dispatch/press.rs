//! A pressed button or a chosen line: a private message turns into the answer; a public one stays
//! as it is, and whoever pressed is answered privately.

use crate::discord::components::{Deed, Press, decode};
use crate::discord::incoming::Interaction;
use crate::discord::render::{View, face};
use crate::guide::Guide;
use crate::guide::reply::{Outcome, Reply};
use crate::guide::request::Slip;

use super::{Draft, outcome, owned, post, private_view, public, slip};

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
        Deed::PostLater(mention) if finds => post::follow_up(guide, interaction, &reply, mention),
        Deed::ReplyTo(message) if finds || reply.outcome == Outcome::Told => {
            post::reply(guide, interaction, request, &reply, message)
        }
        Deed::Share => show(interaction, &reply, Deed::Show),
        // A question is asked before anything is posted.
        Deed::ReplyTo(message) => show(interaction, &reply, Deed::ShowAbout(message)),
        Deed::Show | Deed::ShowAbout(_) | Deed::PostLater(_) => show(interaction, &reply, deed),
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
