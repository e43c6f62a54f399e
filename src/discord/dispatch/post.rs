//! A card for everybody that follows the private answer, and what the private message says of it.

use serenity::model::id::{ChannelId, MessageId, UserId};

use crate::discord::components::Deed;
use crate::discord::incoming::{
    EMBED_LINKS, Interaction, Place, READ_MESSAGE_HISTORY, SEND_MESSAGES_IN_THREADS, VIEW_CHANNEL,
};
use crate::discord::render::{Face, View, face};
use crate::guide::Guide;
use crate::guide::reply::{Control, Reply, Weight};
use crate::guide::request::{Request, Right, Slip};

use super::{Draft, body, outcome, owned, public, slip};

/// A card for everybody, and what the private message says about it afterwards.
#[derive(Debug, Clone, PartialEq)]
pub struct Post {
    pub card: Vec<u8>,
    pub to: Destination,
    pub notes: Notes,
}

/// Which way a card goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Destination {
    /// As a further message of the interaction.
    FollowUp,
    /// As a message of the bot's own, which takes its rights in this channel.
    Channel(ChannelId),
}

/// What the private message says about a card, by what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Notes {
    pub posted: Vec<u8>,
    /// The bot may not.
    pub forbidden: Vec<u8>,
    /// The message or the channel is no more.
    pub gone: Vec<u8>,
    /// Too many posts at once.
    pub limited: Vec<u8>,
    pub failed: Vec<u8>,
}

/// The end of private questions: the private message says so, and the card goes to everybody.
pub(super) fn follow_up(
    guide: &Guide,
    interaction: &Interaction,
    reply: &Reply,
    mention: Option<UserId>,
) -> Draft {
    let view = View::public(mention);
    if !owned(interaction) || interaction.ticket.application.is_none() {
        return public(reply, &view);
    }
    let scribe = Scribe {
        guide,
        interaction,
        back: None,
    };
    scribe.draft(
        reply,
        body(&face(reply, &view).follow_up()),
        Destination::FollowUp,
    )
}

/// The card as a reply to a message. It is said again what may keep it from that: rights change.
pub(super) fn reply(
    guide: &Guide,
    interaction: &Interaction,
    request: Request,
    reply: &Reply,
    message: MessageId,
) -> Draft {
    let place = &interaction.place;
    let channel = match (barrier(place), place.channel) {
        (Some(barrier), _) => return slip(guide, interaction, barrier),
        (None, None) => return slip(guide, interaction, Slip::NotAMember),
        (None, Some(channel)) => channel,
    };
    let mut card = face(reply, &View::public(None));
    if !place.bot_has(EMBED_LINKS) {
        card = card.without_cards();
    }
    let card = card.reply((channel, message), interaction.ticket.id);
    let scribe = Scribe {
        guide,
        interaction,
        back: Some((request, Deed::ShowAbout(message))),
    };
    scribe.draft(reply, body(&card), Destination::Channel(channel))
}

/// What keeps a card from being posted as a reply here, if anything does.
pub(super) fn barrier(place: &Place) -> Option<Slip> {
    if !place.may_post() {
        return Some(Slip::MayNotShare);
    }
    if !place.bot_is_here() {
        return Some(Slip::NotAMember);
    }
    let write = if place.writing() == SEND_MESSAGES_IN_THREADS {
        Right::WriteInThreads
    } else {
        Right::Write
    };
    let needed = [
        (Right::See, VIEW_CHANNEL),
        (write, place.writing()),
        (Right::ReadBack, READ_MESSAGE_HISTORY),
    ];
    let lacks: Vec<Right> = needed
        .into_iter()
        .filter(|(_, bit)| !place.bot_has(*bit))
        .map(|(right, _)| right)
        .collect();
    (!lacks.is_empty()).then_some(Slip::Lacks(lacks))
}

/// Writes what the private message says.
struct Scribe<'a> {
    guide: &'a Guide,
    interaction: &'a Interaction,
    /// Where a button leads from a card that was not posted.
    back: Option<(Request, Deed)>,
}

impl Scribe<'_> {
    fn draft(&self, reply: &Reply, card: Vec<u8>, to: Destination) -> Draft {
        let first = self.note("post-posting", None);
        let callback = if owned(self.interaction) {
            first.update()
        } else {
            first.message()
        };
        Draft {
            callback,
            then: Some(Post {
                card,
                to,
                notes: Notes {
                    posted: body(&self.note("post-posted", None).edit()),
                    forbidden: self.refused("post-forbidden"),
                    gone: self.refused("post-gone"),
                    limited: self.refused("post-limited"),
                    failed: self.refused("post-failed"),
                },
            }),
            outcome: outcome(reply),
        }
    }

    fn refused(&self, key: &str) -> Vec<u8> {
        body(&self.note(key, self.back.as_ref()).edit())
    }

    fn note(&self, key: &str, back: Option<&(Request, Deed)>) -> Face {
        let say = |key: &str| {
            let locale = &self.interaction.locale;
            self.guide.responses.text(locale, key, &[])
        };
        let button = back.map(|(request, _)| Control::Ask {
            label: say("button-back"),
            request: request.clone(),
            weight: Weight::Plain,
        });
        let note = Reply {
            text: say(key),
            rows: button.map(|button| vec![button]).into_iter().collect(),
            ..Reply::default()
        };
        let deed = back.map_or(Deed::Show, |(_, deed)| *deed);
        face(
            &note,
            &View {
                deed,
                ..View::PRIVATE
            },
        )
    }
}
