//! A reply as Discord shows it: embeds, action rows, and the plain-text twin in the content.
//!
//! The only place that knows size limits, and trims. What comes out is within Discord's limits
//! for every reply that goes in.

mod controls;
mod text;

pub use text::units;

use std::collections::HashSet;

use serenity::builder::{
    AutocompleteChoice, CreateActionRow, CreateAllowedMentions, CreateAutocompleteResponse,
    CreateEmbed, CreateEmbedFooter, CreateInteractionResponse, CreateInteractionResponseFollowup,
    CreateInteractionResponseMessage, CreateMessage, EditInteractionResponse,
};
use serenity::model::channel::{MessageReference, MessageReferenceKind, Nonce};
use serenity::model::id::{ChannelId, InteractionId, MessageId, UserId};
use serenity::model::mention::Mentionable;

use crate::guide::reply::{Card, Reply};

use super::components::Deed;
use text::{Links, plain, prose};

const CONTENT: usize = 2000;
const EMBEDS: usize = 10;
/// Over all embeds of a message.
const EMBED_TOTAL: usize = 6000;
const TITLE: usize = 256;
const DESCRIPTION: usize = 4096;
const FIELDS: usize = 25;
const FIELD_NAME: usize = 256;
const FIELD_VALUE: usize = 1024;
const FOOTER: usize = 2048;
const URL: usize = 2048;
const SUGGESTIONS: usize = 25;
const SUGGESTION: usize = 100;
/// Stands where a text is needed and nothing is left to say.
const NOTHING: &str = "…";

/// Who sees the message, and what its buttons do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    pub audience: Audience,
    /// Whether the card may be shown to others here.
    pub may_share: bool,
    /// The deed that the message's questions carry on.
    pub deed: Deed,
}

/// Who sees a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Only whoever asked.
    Private,
    /// Everybody in the channel; this member is mentioned.
    Public { mention: Option<UserId> },
}

impl View {
    /// The plain private view.
    pub const PRIVATE: Self = Self {
        audience: Audience::Private,
        may_share: false,
        deed: Deed::Show,
    };

    /// What everybody sees.
    pub const fn public(mention: Option<UserId>) -> Self {
        Self {
            audience: Audience::Public { mention },
            may_share: false,
            deed: Deed::Show,
        }
    }
}

/// A message, ready for each of the ways in which it may be sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Face {
    content: String,
    embeds: Vec<CreateEmbed>,
    rows: Vec<CreateActionRow>,
    audience: Audience,
}

/// The face of a reply.
pub fn face(reply: &Reply, view: &View) -> Face {
    let embeds = embeds(&reply.cards);
    let mut content = match view.audience {
        Audience::Public {
            mention: Some(user),
        } => format!("{} ", user.mention()),
        _ => String::new(),
    };
    let left = CONTENT - units(&content);
    content.push_str(&prose(&reply.text, left, Links::Folded));
    if content.trim().is_empty() && embeds.is_empty() {
        NOTHING.clone_into(&mut content);
    }
    Face {
        content,
        embeds,
        rows: controls::rows(reply, view),
        audience: view.audience,
    }
}

impl Face {
    /// As the first answer, in a message of its own.
    pub fn message(self) -> CreateInteractionResponse {
        let private = self.audience == Audience::Private;
        CreateInteractionResponse::Message(self.response().ephemeral(private))
    }

    /// As the first answer, in place of the message that was pressed.
    pub fn update(self) -> CreateInteractionResponse {
        CreateInteractionResponse::UpdateMessage(self.response())
    }

    /// As a further message.
    pub fn follow_up(self) -> CreateInteractionResponseFollowup {
        let mentions = self.mentions();
        CreateInteractionResponseFollowup::new()
            .ephemeral(self.audience == Audience::Private)
            .allowed_mentions(mentions)
            .content(self.content)
            .embeds(self.embeds)
            .components(self.rows)
    }

    /// In place of the first answer.
    pub fn edit(self) -> EditInteractionResponse {
        let mentions = self.mentions();
        EditInteractionResponse::new()
            .allowed_mentions(mentions)
            .content(self.content)
            .embeds(self.embeds)
            .components(self.rows)
    }

    /// As a message of the bot's own that follows another; whoever wrote that one is not pinged.
    ///
    /// The interaction stands in it, so that a call that is repeated posts nothing twice.
    pub fn reply(self, to: (ChannelId, MessageId), from: InteractionId) -> CreateMessage {
        let (channel, message) = to;
        let reference = MessageReference::new(MessageReferenceKind::Default, channel)
            .message_id(message)
            .fail_if_not_exists(false);
        let mentions = self.mentions().replied_user(false);
        CreateMessage::new()
            .reference_message(reference)
            .nonce(Nonce::String(from.to_string()))
            .enforce_nonce(true)
            .allowed_mentions(mentions)
            .content(self.content)
            .embeds(self.embeds)
            .components(self.rows)
    }

    /// The text alone, which says the same, for where cards may not be.
    pub fn without_cards(self) -> Self {
        Self {
            embeds: Vec::new(),
            ..self
        }
    }

    // Empty lists are sent too: an update without them would keep the old card and buttons.
    fn response(self) -> CreateInteractionResponseMessage {
        let mentions = self.mentions();
        CreateInteractionResponseMessage::new()
            .allowed_mentions(mentions)
            .content(self.content)
            .embeds(self.embeds)
            .components(self.rows)
    }

    /// Nobody is pinged but the one who was named.
    fn mentions(&self) -> CreateAllowedMentions {
        let mention = match self.audience {
            Audience::Public { mention } => mention,
            Audience::Private => None,
        };
        CreateAllowedMentions::new().users(mention)
    }
}

/// Suggestions while somebody types: what is shown, and what is sent when it is chosen.
pub fn suggestions<'s>(
    found: impl Iterator<Item = (&'s str, &'s str)>,
) -> CreateInteractionResponse {
    let choices = found
        .filter(|(name, value)| !name.trim().is_empty() && !value.is_empty())
        .take(SUGGESTIONS)
        .map(|(name, value)| {
            AutocompleteChoice::new(plain(name, SUGGESTION), plain(value, SUGGESTION))
        })
        .collect();
    CreateInteractionResponse::Autocomplete(CreateAutocompleteResponse::new().set_choices(choices))
}

fn embeds(cards: &[Card]) -> Vec<CreateEmbed> {
    let mut left = EMBED_TOTAL;
    let mut pages = HashSet::new();
    cards
        .iter()
        .filter_map(|card| embed(card, &mut left, &mut pages))
        .take(EMBEDS)
        .collect()
}

fn embed<'c>(
    card: &'c Card,
    left: &mut usize,
    pages: &mut HashSet<&'c str>,
) -> Option<CreateEmbed> {
    let mut embed = CreateEmbed::new();
    let before = *left;
    if let Some(title) = spend(&card.title, TITLE, left) {
        embed = embed.title(title);
        // Discord collapses embeds of one message that share a page.
        if let Some(link) = card.link.as_ref().map(url::Url::as_str)
            && link.len() <= URL
            && pages.insert(link)
        {
            embed = embed.url(link);
        }
    }
    if let Some(lead) = card
        .lead
        .as_ref()
        .and_then(|lead| spend(lead, DESCRIPTION, left))
    {
        embed = embed.description(lead);
    }
    for section in card.sections.iter().take(FIELDS) {
        // A field needs both; what the heading spends without a body is given back.
        let start = *left;
        let heading = spend(&section.heading, FIELD_NAME, left);
        match (heading, spend(&section.body, FIELD_VALUE, left)) {
            (Some(heading), Some(body)) => embed = embed.field(heading, body, false),
            _ => *left = start,
        }
    }
    if *left == before {
        return None;
    }
    if let Some(footer) = card
        .footer
        .as_ref()
        .filter(|footer| !footer.trim().is_empty())
    {
        let footer = plain(footer, FOOTER.min(*left));
        if !footer.is_empty() {
            *left -= units(&footer);
            embed = embed.footer(CreateEmbedFooter::new(footer));
        }
    }
    Some(match card.colour {
        Some(colour) => embed.colour(colour & 0x00ff_ffff),
        None => embed,
    })
}

/// A text that fits its own limit and what is left of the whole; none where nothing is left.
fn spend(text: &str, limit: usize, left: &mut usize) -> Option<String> {
    let text = prose(text, limit.min(*left), Links::AsTheyAre);
    if text.trim().is_empty() {
        return None;
    }
    *left -= units(&text);
    Some(text)
}

#[cfg(test)]
mod tests;
