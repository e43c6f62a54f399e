//! From a command's options to a question. Total: what does not fit its row is a slip.

use serenity::model::id::UserId;

use crate::discord::incoming::{Command, Given, Word};
use crate::domain::catalog::{Catalog, CourseId, ProviderId};
use crate::domain::learner::{Learner, LearnerProfile};
use crate::guide::request::{Request, Slip, Step};

use super::{COMMAND, EXPERIENCE, FOR, NO_CLOUD, OptionKind, SHARE, Subcommand, TEAM, row};

/// A reply that everybody in the channel is to see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting {
    /// The member that it is for, and whether that is a bot.
    pub member: Option<(UserId, bool)>,
}

/// Options that fit their row.
pub(super) struct Options<'a> {
    given: &'a [Given],
    row: &'a Subcommand,
    catalog: &'a Catalog,
}

/// The question that a command asks.
pub fn read(command: &Command, catalog: &Catalog) -> Request {
    if command.name != COMMAND {
        return Request::Slip(Slip::UnknownCommand);
    }
    let Some(row) = command.subcommand.as_deref().and_then(row) else {
        return Request::Slip(Slip::UnknownCommand);
    };
    let options = Options {
        given: &command.options,
        row,
        catalog,
    };
    if !options.fit() {
        return Request::Slip(Slip::Unreadable);
    }
    (row.read)(&options)
}

/// Whether, and for whom, the reply is to be posted for everybody.
pub fn posting(command: &Command) -> Option<Posting> {
    let find = |name: &str| command.options.iter().find(|given| given.name == name);
    let member = match find(FOR).map(|given| &given.value) {
        Some(Word::Member { id, bot }) => Some((*id, *bot)),
        _ => None,
    };
    let share = matches!(
        find(SHARE).map(|given| &given.value),
        Some(Word::Flag(true))
    );
    (share || member.is_some()).then_some(Posting { member })
}

impl<'a> Options<'a> {
    /// Whether each option is in the row and of its kind, and none that it needs is missing.
    fn fit(&self) -> bool {
        let known = self.given.iter().all(|given| {
            self.row
                .option(&given.name)
                .is_some_and(|option| fits(&given.value, option.kind))
        });
        let mut needed = self.row.options.iter().filter(|option| option.required);
        known && needed.all(|option| self.text(option.name).is_some())
    }

    /// A text without its edges and without what nobody types; none where nothing is left.
    fn text(&self, name: &str) -> Option<String> {
        let given = self.given.iter().find(|given| given.name == name)?;
        let Word::Text(typed) = &given.value else {
            return None;
        };
        let most = match self.row.option(name)?.kind {
            OptionKind::Text { most, .. } => usize::from(most),
            _ => typed.len(),
        };
        let clean: String = visible(typed).take(most).collect();
        let clean = clean.trim();
        (!clean.is_empty()).then(|| clean.to_owned())
    }

    fn course(&self, name: &str) -> Result<Option<CourseId>, Slip> {
        let Some(typed) = self.text(name) else {
            return Ok(None);
        };
        match self.catalog.find_course(&typed) {
            Some(course) => Ok(Some(course.id.clone())),
            None => Err(Slip::NoSuchCourse(typed)),
        }
    }

    fn provider(&self, name: &str) -> Result<Option<ProviderId>, Slip> {
        let Some(typed) = self.text(name) else {
            return Ok(None);
        };
        match self.catalog.find_provider(&typed) {
            Some(provider) => Ok(Some(provider.id.clone())),
            None => Err(Slip::NoSuchProvider(typed)),
        }
    }
}

fn fits(value: &Word, kind: OptionKind) -> bool {
    match kind {
        OptionKind::Text { .. } | OptionKind::Choice(_) => matches!(value, Word::Text(_)),
        OptionKind::Member => matches!(value, Word::Member { .. }),
        OptionKind::Flag => matches!(value, Word::Flag(_)),
    }
}

/// A text without what nobody types.
pub(super) fn visible(text: &str) -> impl Iterator<Item = char> {
    text.chars()
        .filter(|c| c.is_whitespace() || !(c.is_control() || turns(*c)))
}

/// Marks that turn the reading direction, or open and close a quotation of ours.
fn turns(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

pub(super) fn recommend(options: &Options<'_>) -> Request {
    match profile(options) {
        Ok(profile) if profile == LearnerProfile::default() => Request::Quiz {
            learner: Learner::default(),
            step: Step::Role,
        },
        Ok(profile) => Request::Recommend(profile),
        Err(slip) => Request::Slip(slip),
    }
}

fn profile(options: &Options<'_>) -> Result<LearnerProfile, Slip> {
    let mut profile = LearnerProfile {
        role: options.text("role"),
        about: options.text("about"),
        ..LearnerProfile::default()
    };
    if let Some(chosen) = options.text("experience") {
        let known = EXPERIENCE.iter().find(|(id, ..)| *id == chosen);
        let (_, finops, basics) = known.ok_or(Slip::Unreadable)?;
        (profile.finops, profile.cloud_basics) = (Some(*finops), *basics);
    }
    if let Some(chosen) = options.text("team") {
        let known = TEAM.iter().find(|(id, _)| *id == chosen);
        profile.team = Some(known.ok_or(Slip::Unreadable)?.1);
    }
    if options.text("cloud").as_deref() == Some(NO_CLOUD) {
        profile.cloud_basics = Some(false);
    } else {
        profile.providers.extend(options.provider("cloud")?);
    }
    Ok(profile)
}

pub(super) fn prereqs(options: &Options<'_>) -> Request {
    let read = || {
        Ok(Request::Prereqs {
            course: options.course("course")?,
            provider: options.provider("cloud")?,
        })
    };
    read().unwrap_or_else(Request::Slip)
}

pub(super) fn course(options: &Options<'_>) -> Request {
    match options.course("name") {
        Ok(Some(id)) => Request::Course(id),
        Ok(None) => Request::Slip(Slip::Unreadable),
        Err(slip) => Request::Slip(slip),
    }
}

pub(super) fn compare(options: &Options<'_>) -> Request {
    match (options.course("first"), options.course("second")) {
        (Ok(Some(first)), Ok(Some(second))) => Request::Compare {
            first,
            second,
            from: None,
        },
        (Err(slip), _) | (_, Err(slip)) => Request::Slip(slip),
        _ => Request::Slip(Slip::Unreadable),
    }
}
