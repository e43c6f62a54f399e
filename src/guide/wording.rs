//! Facts in words: effort, prices, dates and where each was read.

use jiff::civil::Date;

use super::responses::Words;
use crate::domain::catalog::{
    Audience, Catalog, Course, Effort, Exam, Fact, Format, Persona, Price, Provider, Status,
    Training, TrainingKind,
};

/// Turns facts into words and remembers where each that was used came from.
pub(super) struct Wording<'a> {
    pub(super) words: Words<'a>,
    catalog: &'a Catalog,
    today: Date,
    /// Source and date of the facts used so far, in order, each once.
    origins: Vec<(&'a str, Date)>,
    /// True once a fact was left out because its day of review has passed.
    stale: bool,
}

impl<'a> Wording<'a> {
    pub(super) fn new(words: Words<'a>, catalog: &'a Catalog, today: Date) -> Self {
        Self {
            words,
            catalog,
            today,
            origins: Vec::new(),
            stale: false,
        }
    }

    /// The value of a fact that is still good, with its origin noted.
    fn used<T>(&mut self, fact: &'a Fact<T>) -> Option<&'a T> {
        let value = fact.fresh(self.today);
        if value.is_some() {
            self.note(fact);
        } else {
            self.stale = true;
        }
        value
    }

    /// Notes that a fact stands on the card.
    pub(super) fn note<T>(&mut self, fact: &'a Fact<T>) {
        let origin = (fact.source.as_str(), fact.as_of);
        if !self.origins.contains(&origin) {
            self.origins.push(origin);
        }
    }

    pub(super) fn name(&mut self, course: &'a Course) -> &'a str {
        self.note(&course.name);
        &course.name.value
    }

    pub(super) fn date(&self, date: Date) -> String {
        self.words.with(
            "date",
            &[
                ("day", date.day().into()),
                ("month", date.month().into()),
                // A year takes no thousands separator.
                ("year", date.year().to_string().into()),
            ],
        )
    }

    /// Source and date of all facts noted so far; `None` where none was.
    pub(super) fn footer(&self) -> Option<String> {
        let mut pages: Vec<(&str, Vec<String>)> = Vec::new();
        for (source, as_of) in &self.origins {
            let name = self
                .catalog
                .source(source)
                .map_or(*source, |source| source.name.as_str());
            let date = self.date(*as_of);
            match pages.iter_mut().find(|(known, _)| *known == name) {
                Some((_, dates)) if dates.contains(&date) => {}
                Some((_, dates)) => dates.push(date),
                None => pages.push((name, vec![date])),
            }
        }
        let origins: Vec<String> = pages
            .into_iter()
            .map(|(name, dates)| {
                let date = self.words.all_of(&dates);
                self.words.with(
                    "facts-from",
                    &[("date", date.into()), ("source", name.into())],
                )
            })
            .collect();
        (!origins.is_empty()).then(|| {
            self.words.with(
                "facts-footer",
                &[("origins", self.words.all_of(&origins).into())],
            )
        })
    }

    /// The note that some facts are out of date and where to look instead.
    pub(super) fn stale_note(&self) -> Option<String> {
        self.stale.then(|| self.words.say("facts-stale"))
    }

    pub(super) fn effort(&mut self, course: &'a Course) -> Option<String> {
        let effort = self.used(course.effort.as_ref()?)?;
        let Effort {
            hours_from,
            hours_to,
            over_weeks,
            about,
        } = *effort;
        let flag = |on: bool| if on { "yes" } else { "no" };
        Some(self.words.with(
            "effort",
            &[
                ("from", hours_from.into()),
                (
                    "to",
                    if hours_to == hours_from { 0 } else { hours_to }.into(),
                ),
                ("about", flag(about).into()),
                ("weeks", flag(over_weeks).into()),
            ],
        ))
    }

    pub(super) fn format(&mut self, course: &'a Course) -> Option<String> {
        let key = match self.used(course.format.as_ref()?)? {
            Format::SelfPaced => "format-self-paced",
            Format::MostlySelfPaced => "format-mostly-self-paced",
            Format::InstructorLed => "format-instructor-led",
        };
        Some(self.words.say(key))
    }

    pub(super) fn live(&mut self, course: &'a Course) -> Option<String> {
        let count = self.used(course.live_classes.as_ref()?)?;
        Some(
            self.words
                .with("live-classes", &[("count", (*count).into())]),
        )
    }

    pub(super) fn access(&mut self, course: &'a Course) -> Option<String> {
        let months = self.used(course.access_months.as_ref()?)?;
        Some(self.words.with("access", &[("months", (*months).into())]))
    }

    pub(super) fn badge(&mut self, course: &'a Course) -> Option<String> {
        let given = self.used(course.badge.as_ref()?)?;
        given.then(|| self.words.say("badge"))
    }

    pub(super) fn prices(&mut self, course: &'a Course) -> Option<String> {
        let mut prices = Vec::new();
        for fact in &course.prices {
            if let Some(price) = self.used(fact) {
                prices.push(self.price(price));
            }
        }
        let newest = course.prices.iter().map(|fact| fact.as_of).max();
        (!prices.is_empty()).then(|| self.dated(self.words.any_of(&prices), newest))
    }

    /// A volatile fact with the day it was true: the footer covers the whole card.
    fn dated(&self, fact: String, as_of: Option<Date>) -> String {
        match as_of {
            Some(date) => self.words.with(
                "fact-dated",
                &[("fact", fact.into()), ("date", self.date(date).into())],
            ),
            None => fact,
        }
    }

    fn price(&self, price: &Price) -> String {
        let buys = self.words.family("price-", &price.buys);
        self.words.with(
            "price",
            &[
                ("currency", price.currency.as_str().into()),
                ("amount", price.amount.to_string().into()),
                ("buys", buys.unwrap_or_else(|| price.buys.clone()).into()),
            ],
        )
    }

    pub(super) fn exam(&mut self, course: &'a Course) -> Option<String> {
        let exam = self.used(course.exam.as_ref()?)?;
        let Exam {
            questions,
            minutes,
            pass_mark,
            attempts,
            valid_months,
        } = exam;
        let parts: Vec<String> = [
            questions.map(|count| ("exam-questions", "count", u32::from(count))),
            minutes.map(|count| ("exam-minutes", "count", u32::from(count))),
            pass_mark.map(|percent| ("exam-pass-mark", "percent", u32::from(percent))),
            attempts.map(|count| ("exam-attempts", "count", u32::from(count))),
            valid_months.map(|months| ("exam-valid", "months", u32::from(months))),
        ]
        .into_iter()
        .flatten()
        .map(|(key, name, number)| self.words.with(key, &[(name, number.into())]))
        .collect();
        let as_of = course.exam.as_ref().map(|fact| fact.as_of);
        (!parts.is_empty()).then(|| self.dated(parts.join(", "), as_of))
    }

    /// What it takes, as short lines; unknown facts are left out.
    pub(super) fn takes(&mut self, course: &'a Course) -> Vec<String> {
        let mut lines: Vec<String> = [
            self.format(course),
            self.effort(course),
            self.live(course),
            self.access(course),
            self.prices(course),
        ]
        .into_iter()
        .flatten()
        .collect();
        if let Some(exam) = self.exam(course) {
            lines.push(self.words.with("exam", &[("parts", exam.into())]));
        }
        lines.extend(self.badge(course));
        lines.extend(self.stale_note());
        lines
    }

    /// The note for a course that cannot simply be booked.
    pub(super) fn status(&mut self, course: &'a Course) -> Option<String> {
        self.note(&course.status);
        match &course.status.value {
            Status::Offered => None,
            Status::Announced => Some(self.words.say("status-announced")),
            Status::Unavailable => Some(self.words.say("status-unavailable")),
            Status::Retired { replaced_by } => {
                let next = replaced_by.as_ref().and_then(|id| self.catalog.course(id));
                Some(match next {
                    Some(next) => {
                        let name = self.name(next);
                        self.words
                            .with("status-replaced", &[("course", name.into())])
                    }
                    None => self.words.say("status-retired"),
                })
            }
        }
    }

    pub(super) fn audience(&mut self, course: &'a Course) -> String {
        self.note(&course.audience);
        match &course.audience.value {
            Audience::Team => self.words.say("audience-team"),
            Audience::ExperiencedTeam => self.words.say("audience-experienced"),
            Audience::Persona(id) => {
                let persona = self.catalog.persona(id);
                let who = persona.map(|persona| self.persona(persona, ".who"));
                self.words.with(
                    "audience-persona",
                    &[("persona", who.unwrap_or_else(|| id.to_string()).into())],
                )
            }
        }
    }

    /// A persona's wording: its label, or one of `.does`, `.reason`, `.who`.
    pub(super) fn persona(&self, persona: &Persona, form: &str) -> String {
        let id = format!("{}{form}", persona.id);
        self.words
            .family("persona-", &id)
            .unwrap_or_else(|| persona.id.to_string())
    }

    /// The trainings of a provider, the better one first, each with its link where one is known.
    pub(super) fn trainings(&mut self, provider: &'a Provider) -> Vec<String> {
        let mut lines = Vec::new();
        for training in provider.trainings_by_choice() {
            let line = self.training(training, provider.trainings.len() > 1);
            lines.push(line);
        }
        lines
    }

    /// A training by name and kind: `AWS Cloud Practitioner certification`.
    pub(super) fn training_name(&mut self, training: &'a Training) -> String {
        self.note(&training.name);
        let kind = match training.kind {
            TrainingKind::Training => "training",
            TrainingKind::Certification => "certification",
            TrainingKind::Course => "course",
            TrainingKind::LearningPath => "learning-path",
        };
        self.words.with(
            "training-name",
            &[
                ("name", training.name.value.as_str().into()),
                ("kind", kind.into()),
            ],
        )
    }

    fn training(&mut self, training: &'a Training, several: bool) -> String {
        let name = self.training_name(training);
        let days = training.days.as_ref().and_then(|fact| self.used(fact));
        let better = if training.better && several {
            "yes"
        } else {
            "no"
        };
        let line = self.words.with(
            "training",
            &[
                ("name", name.into()),
                ("days", days.copied().unwrap_or(0).into()),
                ("better", better.into()),
            ],
        );
        match training.link.as_ref().and_then(|fact| self.used(fact)) {
            Some(link) => self.words.with(
                "training-linked",
                &[("training", line.into()), ("link", link.as_str().into())],
            ),
            None => line,
        }
    }
}
