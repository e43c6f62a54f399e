//! A typed command: private, unless it asks for a reply that everybody sees.

use serenity::model::id::UserId;

use crate::discord::commands::{Posting, posting, read};
use crate::discord::components::Deed;
use crate::discord::incoming::{Command, Interaction};
use crate::discord::render::View;
use crate::guide::Guide;
use crate::guide::reply::Outcome;
use crate::guide::request::{Request, Slip};

use super::{Draft, private, public, slip};

pub(super) fn draft(guide: &Guide, interaction: &Interaction, command: &Command) -> Draft {
    let request = read(command, &guide.catalog);
    let Some(posting) = posting(command) else {
        return private(guide, interaction, &request, Deed::Show);
    };
    if matches!(request, Request::Slip(_)) {
        return private(guide, interaction, &request, Deed::Show);
    }
    if !interaction.place.may_post() {
        return slip(guide, interaction, Slip::MayNotShare);
    }
    match posting {
        Posting {
            member: Some((_, true)),
        } => slip(guide, interaction, Slip::NotForBots),
        Posting { member } => post(guide, interaction, request, member.map(|(id, _)| id)),
    }
}

/// A card for everybody at once; where something must be asked first, it is asked privately.
fn post(
    guide: &Guide,
    interaction: &Interaction,
    request: Request,
    mention: Option<UserId>,
) -> Draft {
    // Words are read here, so that none of them stands in what everybody sees.
    let wordless = match &request {
        Request::Recommend(profile) => {
            let reading = guide.read(profile);
            reading.gap.is_none().then_some(Request::Known {
                learner: reading.learner,
                shown: None,
            })
        }
        other => Some(other.clone()),
    };
    let reply = wordless.map(|request| guide.answer(&request, &interaction.locale));
    match reply {
        Some(reply) if matches!(reply.outcome, Outcome::Recommended(_)) => {
            public(&reply, &View::public(mention))
        }
        _ => private(guide, interaction, &request, Deed::PostLater(mention)),
    }
}
