//! The command table: what is registered, how it is read, and what is suggested while typing.
//!
//! Everything comes from [`SUBCOMMANDS`] and [`MESSAGE_COMMANDS`]. Names in the table are ids; what
//! people see comes from the responses: `command-<name>`, `option-<name>`, `choice-<option>-<id>`,
//! each with a `.description` where Discord or `help` shows one.

mod definition;
mod lint;
mod message;
mod needs;
mod normalise;
mod read;
mod suggest;
mod titles;

pub use definition::definitions;
pub use lint::{Breach, Flaw, LIST, lint};
pub use message::read_message;
pub use needs::needs;
pub use normalise::normalise;
pub use read::{Posting, posting, read};
pub use suggest::suggest;
pub use titles::titles;

use crate::discord::incoming::Target;
use crate::domain::learner::{Finops, Team};
use crate::guide::request::Request;

use read::Options;

/// The top command.
pub const COMMAND: &str = "finops";
/// Whoever knows no cloud chooses this.
const NO_CLOUD: &str = "none";

/// One row: a subcommand in both directions.
pub struct Subcommand {
    pub name: &'static str,
    pub options: &'static [OptionRow],
    /// Called with options that fit the row.
    read: fn(&Options<'_>) -> Request,
}

/// A command in the menu of a message.
pub struct MessageCommand {
    pub name: &'static str,
    read: fn(&Target) -> Request,
}

/// An option of a subcommand.
pub struct OptionRow {
    pub name: &'static str,
    pub kind: OptionKind,
    pub required: bool,
}

/// What may be given for an option.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum OptionKind {
    Text {
        /// The most characters that Discord lets somebody type.
        most: u16,
        suggest: Suggest,
    },
    Choice(Choices),
    Member,
    Flag,
}

/// What is suggested while somebody types. What is typed in the end is free.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Suggest {
    Nothing,
    Roles,
    Courses,
}

/// A closed list.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Choices {
    Experience,
    Team,
    /// The catalogue's providers.
    Provider,
    /// The catalogue's providers, or none of them.
    ProviderOrNone,
}

/// What somebody may say of their experience: FinOps itself, and the basics of cloud.
const EXPERIENCE: [(&str, Finops, Option<bool>); 4] = [
    ("new-to-cloud", Finops::None, Some(false)),
    ("cloud-no-finops", Finops::None, Some(true)),
    ("some-finops", Finops::Some, None),
    ("experienced", Finops::Experienced, None),
];

const TEAM: [(&str, Team); 6] = [
    ("member", Team::Member),
    ("joining", Team::Joining),
    ("supporting", Team::Supporting),
    ("hiring", Team::Hiring),
    ("working-with", Team::WorkingWith),
    ("not-sure", Team::NotSure),
];

const COURSE: OptionKind = OptionKind::Text {
    most: 100,
    suggest: Suggest::Courses,
};

const fn optional(name: &'static str, kind: OptionKind) -> OptionRow {
    OptionRow {
        name,
        kind,
        required: false,
    }
}

const fn required(name: &'static str, kind: OptionKind) -> OptionRow {
    OptionRow {
        name,
        kind,
        required: true,
    }
}

/// Option that makes a reply public and mentions a member.
const FOR: &str = "for";
/// Option that makes a reply public.
const SHARE: &str = "share";

/// The table.
pub const SUBCOMMANDS: &[Subcommand] = &[
    Subcommand {
        name: "recommend",
        options: &[
            optional(
                "role",
                OptionKind::Text {
                    most: 100,
                    suggest: Suggest::Roles,
                },
            ),
            optional("experience", OptionKind::Choice(Choices::Experience)),
            optional("team", OptionKind::Choice(Choices::Team)),
            optional("cloud", OptionKind::Choice(Choices::ProviderOrNone)),
            optional(
                "about",
                OptionKind::Text {
                    most: 1000,
                    suggest: Suggest::Nothing,
                },
            ),
            optional(FOR, OptionKind::Member),
            optional(SHARE, OptionKind::Flag),
        ],
        read: read::recommend,
    },
    Subcommand {
        name: "prereqs",
        options: &[
            optional("course", COURSE),
            optional("cloud", OptionKind::Choice(Choices::Provider)),
        ],
        read: read::prereqs,
    },
    Subcommand {
        name: "course",
        options: &[required("name", COURSE)],
        read: read::course,
    },
    Subcommand {
        name: "courses",
        options: &[],
        read: |_| Request::Courses,
    },
    Subcommand {
        name: "compare",
        options: &[required("first", COURSE), required("second", COURSE)],
        read: read::compare,
    },
    Subcommand {
        name: "curriculum",
        options: &[],
        read: |_| Request::Curriculum,
    },
    Subcommand {
        name: "help",
        options: &[],
        read: |_| Request::Help,
    },
    Subcommand {
        name: "privacy",
        options: &[],
        read: |_| Request::Privacy,
    },
];

/// The commands in the menu of a message. They have no options: the message says it all.
pub const MESSAGE_COMMANDS: &[MessageCommand] = &[MessageCommand {
    name: "message",
    read: message::recommend,
}];

/// The row of a subcommand.
pub fn row(name: &str) -> Option<&'static Subcommand> {
    SUBCOMMANDS.iter().find(|row| row.name == name)
}

impl Subcommand {
    fn option(&self, name: &str) -> Option<&'static OptionRow> {
        self.options.iter().find(|option| option.name == name)
    }
}

#[cfg(test)]
mod tests;
