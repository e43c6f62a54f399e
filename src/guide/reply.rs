//! A reply: plain data, no looks. `discord/render` and the terminal give it a face.
//!
//! Words that a learner typed stand between [`QUOTE_OPEN`] and [`QUOTE_CLOSE`] wherever they are
//! echoed, so that each face can show them as inert text.

use url::Url;

use super::request::Request;

/// Opens typed words in a text: U+2068, which also keeps right-to-left words in their place.
pub const QUOTE_OPEN: char = '\u{2068}';
/// Closes typed words in a text: U+2069.
pub const QUOTE_CLOSE: char = '\u{2069}';

/// An answer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reply {
    /// The plain-text twin: stands alone where cards are off or read aloud.
    pub text: String,
    pub cards: Vec<Card>,
    /// Rows of controls, in the order of reading.
    pub rows: Vec<Vec<Control>>,
    pub outcome: Outcome,
}

/// What kind of answer it is, for metrics and the batch contract; never shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Outcome {
    /// Information that was asked for.
    #[default]
    Told,
    /// A course was recommended.
    Recommended(crate::domain::catalog::CourseId),
    /// The bot asked back.
    Asked,
    /// A slip was answered.
    Slipped,
}

/// A card.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Card {
    pub title: String,
    /// Where the title leads.
    pub link: Option<Url>,
    /// One or two lines under the title.
    pub lead: Option<String>,
    pub sections: Vec<Section>,
    /// Source and date of the facts.
    pub footer: Option<String>,
    /// 0xRRGGBB
    pub colour: Option<u32>,
}

/// A part of a card under its own label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    pub heading: String,
    pub body: String,
}

/// How much a button stands out. Never the only carrier of meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    Main,
    Plain,
}

/// Something to press or choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Control {
    /// Asks a further question.
    Ask {
        label: String,
        request: Request,
        weight: Weight,
    },
    /// Posts the reply to this question for everybody; a face leaves it out where that may not be.
    Share {
        label: String,
        /// What it says where the reply is to follow somebody's message.
        as_reply: String,
        request: Request,
    },
    /// Leads to a page; the label says where.
    Link { label: String, url: Url },
    /// A list to choose from, where buttons would be too many.
    Menu {
        placeholder: String,
        choices: Vec<Choice>,
    },
}

/// One line of a menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub label: String,
    pub description: Option<String>,
    pub request: Request,
}
