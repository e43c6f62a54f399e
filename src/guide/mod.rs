//! Request in, reply out: what to say, in which language.

mod about;
mod compare;
mod controls;
mod course;
mod curriculum;
mod prereqs;
mod quiz;
mod quote;
mod reasons;
mod recommend;
pub mod reply;
pub mod request;
pub mod responses;
mod slip;
mod wording;
mod written;

use jiff::civil::Date;

use crate::domain::catalog::Catalog;
use crate::domain::learner::{LearnerProfile, Reading};
use crate::domain::locale::Locale;
use crate::domain::roles::RoleBook;
use reply::Reply;
use request::Request;
use responses::{Responses, Words};
use wording::Wording;

/// One whole state: facts, titles, texts and the day. Built from checked files, swapped whole.
#[derive(Debug)]
pub struct Guide {
    pub catalog: Catalog,
    pub book: RoleBook,
    pub responses: Responses,
    /// The day that decides which facts are past their review. Nothing here reads a clock.
    pub today: Date,
}

impl Guide {
    /// The answer to a question. Pure and total: the same request gets the same reply.
    pub fn answer(&self, request: &Request, locale: &Locale) -> Reply {
        let desk = Desk {
            guide: self,
            words: self.responses.words(locale),
        };
        match request {
            Request::Recommend(profile) => recommend::from_words(desk, profile),
            Request::Written(written) => written::reply(desk, written),
            Request::Known { learner, shown } => recommend::known(desk, learner, shown.as_ref()),
            Request::Quiz { learner, step } => quiz::step(desk, learner, *step),
            Request::Prereqs { course, provider } => {
                prereqs::reply(desk, course.as_ref(), provider.as_ref())
            }
            Request::Course(id) => course::reply(desk, id),
            Request::Courses => course::overview(desk),
            Request::Compare {
                first,
                second,
                from,
            } => compare::reply(desk, first, second, from.as_ref()),
            Request::Curriculum => curriculum::reply(desk),
            Request::Help => about::help(desk),
            Request::Privacy => about::privacy(desk),
            Request::Slip(slip) => slip::reply(desk, slip),
        }
    }

    /// Reads what somebody told about themselves.
    pub fn read(&self, profile: &LearnerProfile) -> Reading {
        self.book.read_profile(profile)
    }
}

/// What every answer is composed from: the facts and the words in the reader's language.
#[derive(Clone, Copy)]
struct Desk<'a> {
    guide: &'a Guide,
    words: Words<'a>,
}

impl<'a> Desk<'a> {
    fn catalog(self) -> &'a Catalog {
        &self.guide.catalog
    }

    fn wording(self) -> Wording<'a> {
        Wording::new(self.words, &self.guide.catalog, self.guide.today)
    }
}
