//! The closed list of questions that the guide answers.

use crate::domain::catalog::{CourseId, ProviderId};
use crate::domain::learner::{Gap, Learner, LearnerProfile};

/// One question, from a command, a click or the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// Words and picks that are still to be read. Only a first private reply comes from these.
    Recommend(LearnerProfile),
    /// A message that somebody wrote, read for its author and answered to whoever asked.
    Written(Written),
    /// A learner already read; `shown` turns the card over to one of the alternatives.
    Known {
        learner: Learner,
        shown: Option<CourseId>,
    },
    /// One step of the guided quiz, with what was answered so far.
    Quiz {
        learner: Learner,
        step: Step,
    },
    Prereqs {
        course: Option<CourseId>,
        provider: Option<ProviderId>,
    },
    Course(CourseId),
    Courses,
    Compare {
        first: CourseId,
        second: CourseId,
        /// The learner whose recommendation the comparison came from, for the way back.
        from: Option<Learner>,
    },
    Curriculum,
    Help,
    Privacy,
    /// Something that has no answer of its own; the reply says so and offers a way on.
    Slip(Slip),
}

/// What somebody wrote to others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub words: String,
    /// How many characters there are, where there were more.
    pub cut: Option<usize>,
}

/// A question of the quiz.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    Role,
    /// Whether somebody with a role is on a team.
    Team,
    /// Which relation to a team, for whoever said that there is one.
    TeamKind,
    Finops,
    Cloud,
}

impl Step {
    pub const ALL: [Self; 5] = [
        Self::Role,
        Self::Team,
        Self::TeamKind,
        Self::Finops,
        Self::Cloud,
    ];
}

/// A learner's slip, or ours: not an error, but a reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slip {
    /// A course name that the catalogue does not know, as typed.
    NoSuchCourse(String),
    /// A provider that the catalogue does not know, as typed.
    NoSuchProvider(String),
    /// A button of an older version, or of another application.
    StaleButton,
    /// A command that is not in the table.
    UnknownCommand,
    /// An interaction that could not be read.
    Unreadable,
    /// A handler failed.
    Trouble,
    /// Too many questions at once; nothing was read.
    Busy,
    /// The member may not send messages there, so nothing is shared.
    MayNotShare,
    /// A recommendation was asked for a bot.
    NotForBots,
    /// The bot itself may not post there, for want of these.
    Lacks(Vec<Right>),
    /// The bot is not a member there, so it posts nothing of its own.
    NotAMember,
    /// Nothing to go on, with the reason.
    Gap(Gap),
}

/// What a bot may be allowed in a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Right {
    See,
    Write,
    WriteInThreads,
    ReadBack,
}

/// The names of the questions that people can ask by command, in the order of `help`.
///
/// The command table of each door has one row for each of these.
pub const COMMANDS: [&str; 8] = [
    "recommend",
    "prereqs",
    "course",
    "courses",
    "compare",
    "curriculum",
    "help",
    "privacy",
];

/// The names of the questions that are asked by pointing at a message, in the order of `help`.
pub const MESSAGE_COMMANDS: [&str; 1] = ["message"];
