//! One `[[course]]` of the file.

use url::Url;

use super::fact::Facts;
use super::limit;
use super::{Audience, Course, CourseId, Effort, Exam, Fact, Format, PersonaId, Price, Status};
use crate::domain::table::{At, Document, Table};

const FORMATS: [(&str, Format); 3] = [
    ("self-paced", Format::SelfPaced),
    ("mostly-self-paced", Format::MostlySelfPaced),
    ("instructor-led", Format::InstructorLed),
];

/// What a price buys; each has its wording.
const BUYS: [(&str, &str); 4] = [
    ("exam", "exam"),
    ("course", "course"),
    ("course-and-exam", "course-and-exam"),
    ("class", "class"),
];

/// A course as far as it could be read, with the places that later checks underline.
pub(super) struct Row {
    pub(super) id: Option<At<String>>,
    pub(super) short: Option<At<String>>,
    pub(super) aliases: Vec<At<String>>,
    pub(super) name: Option<At<Fact<String>>>,
    /// The place is the replacement's, where one is named.
    pub(super) status: Option<At<Fact<Status>>>,
    /// The place is the persona's, where one is named.
    pub(super) audience: Option<At<Fact<Audience>>>,
    colour: Option<u32>,
    link: Option<At<Fact<Url>>>,
    effort: Option<Fact<Effort>>,
    format: Option<Fact<Format>>,
    live_classes: Option<Fact<u8>>,
    access_months: Option<Fact<u16>>,
    prices: Vec<Fact<Price>>,
    exam: Option<Fact<Exam>>,
    badge: Option<Fact<bool>>,
}

impl Row {
    pub(super) fn read(facts: &Facts<'_>, table: Table<'_>) -> Self {
        let row = Self {
            id: table.text("id"),
            short: table.text("short"),
            aliases: table.texts("aliases"),
            name: facts.must(&table, "name", |fact| fact.text("is")),
            status: facts.must(&table, "status", status),
            audience: facts.must(&table, "audience", audience),
            colour: colour(&table),
            link: facts.must(&table, "link", |fact| facts.link(fact, "is")),
            effort: facts.may(&table, "effort", effort),
            format: facts.may(&table, "format", |fact| fact.word("is", &FORMATS)),
            live_classes: facts.may(&table, "live_classes", |fact| fact.int("is", 1..=99)),
            access_months: facts.may(&table, "access_months", |fact| fact.int("is", 1..=240)),
            prices: table
                .tables("prices")
                .into_iter()
                .filter_map(|fact| facts.volatile(fact, price))
                .collect(),
            exam: table
                .table_opt("exam")
                .and_then(|fact| facts.volatile(fact, exam)),
            badge: facts.may(&table, "badge", |fact| fact.bool("is")),
        };
        row.limits(table.document());
        table.finish();
        row
    }

    /// All that somebody may type to mean this course.
    pub(super) fn typed(&self) -> Vec<At<String>> {
        let name = self.name.clone().map(|name| name.map(|fact| fact.value));
        let own = [self.id.clone(), name, self.short.clone()];
        own.into_iter()
            .flatten()
            .chain(self.aliases.iter().cloned())
            .collect()
    }

    pub(super) fn is_retired(&self) -> bool {
        self.status
            .as_ref()
            .is_some_and(|status| matches!(status.value.value, Status::Retired { .. }))
    }

    /// The course, where nothing is missing.
    pub(super) fn course(self) -> Option<Course> {
        Some(Course {
            id: CourseId::new(&self.id?.value),
            name: self.name?.value,
            short: self.short?.value,
            aliases: self.aliases.into_iter().map(|alias| alias.value).collect(),
            status: self.status?.value,
            audience: self.audience?.value,
            link: self.link?.value,
            effort: self.effort,
            format: self.format,
            live_classes: self.live_classes,
            access_months: self.access_months,
            prices: self.prices,
            exam: self.exam,
            badge: self.badge,
            colour: self.colour?,
        })
    }

    fn limits(&self, document: &Document<'_>) {
        if let Some(id) = &self.id {
            limit::id(document, id, limit::ID);
        }
        if let Some(name) = &self.name {
            limit::text(document, &name.clone().map(|fact| fact.value), limit::NAME);
        }
        if let Some(short) = &self.short {
            limit::text(document, short, limit::SHORT);
        }
        limit::aliases(document, &self.aliases);
    }
}

fn colour(table: &Table<'_>) -> Option<u32> {
    let typed = table.text("colour")?;
    let colour = typed
        .value
        .strip_prefix('#')
        .filter(|hex| hex.len() == 6 && hex.chars().all(|c| c.is_ascii_hexdigit()))
        .and_then(|hex| u32::from_str_radix(hex, 16).ok());
    if colour.is_none() {
        table.error(
            typed.span,
            format!("`{}` is not a colour.", typed.value),
            "Write a sharp and six digits from 0 to f: \"#1f6feb\".",
        );
    }
    colour
}

fn status(fact: &Table<'_>) -> Option<At<Status>> {
    let retired = Status::Retired { replaced_by: None };
    let status = fact.word(
        "is",
        &[
            ("offered", Status::Offered),
            ("announced", Status::Announced),
            ("unavailable", Status::Unavailable),
            ("retired", retired.clone()),
        ],
    );
    let replaced_by = fact.text_opt("replaced_by");
    match (status?, replaced_by) {
        (status, Some(next)) if status.value == retired => {
            let replaced_by = Some(CourseId::new(&next.value));
            Some(At::new(Status::Retired { replaced_by }, next.span))
        }
        (status, Some(next)) => {
            fact.error(
                next.span,
                "Only a retired course has a replacement.",
                "Remove `replaced_by`, or set the status to \"retired\".",
            );
            Some(status)
        }
        (status, None) => Some(status),
    }
}

fn audience(fact: &Table<'_>) -> Option<At<Audience>> {
    let is = fact.word(
        "is",
        &[
            ("team", Some(Audience::Team)),
            ("experienced-team", Some(Audience::ExperiencedTeam)),
            ("persona", None),
        ],
    );
    let persona = fact.text_opt("persona");
    let At { value, span } = is?;
    match (value, persona) {
        (None, Some(persona)) => Some(persona.map(|id| Audience::Persona(PersonaId::new(&id)))),
        (None, None) => {
            fact.error(
                span,
                "This does not say which persona.",
                "Add `persona = \"…\"` with the id of a `[[persona]]`.",
            );
            None
        }
        (Some(audience), None) => Some(At::new(audience, span)),
        (Some(_), Some(persona)) => {
            fact.error(
                persona.span,
                "This audience has no persona.",
                "Remove `persona`, or write `is = \"persona\"`.",
            );
            None
        }
    }
}

fn effort(fact: &Table<'_>) -> Option<At<Effort>> {
    let one = fact.int_opt("hours", 1..=1000_u16);
    let from = fact.int_opt("hours_from", 1..=1000_u16);
    let to = fact.int_opt("hours_to", 1..=1000_u16);
    let over_weeks = fact.bool_or("over_weeks", false);
    let about = fact.bool_or("about", false);
    let has = ["hours", "hours_from", "hours_to"].map(|key| fact.has(key));
    let (hours_from, hours_to) = match has {
        [true, false, false] => one.map(|hours| (hours.value, hours.value))?,
        [false, true, true] => (from?.value, to?.value),
        _ => {
            fact.error(
                fact.span(),
                "The effort is neither one number nor a range.",
                "Write `hours = 3`, or `hours_from = 40, hours_to = 50`.",
            );
            return None;
        }
    };
    if hours_from > hours_to {
        fact.error(
            fact.span(),
            "`hours_from` is more than `hours_to`.",
            "Exchange the two.",
        );
        return None;
    }
    let effort = Effort {
        hours_from,
        hours_to,
        over_weeks,
        about,
    };
    Some(At::new(effort, fact.span()))
}

fn price(fact: &Table<'_>) -> Option<At<Price>> {
    let amount = fact.int("is", 1..=1_000_000_u32);
    let currency = fact.text("currency");
    let buys = fact.word("buys", &BUYS);
    if let Some(currency) = &currency
        && !(currency.value.len() == 3 && currency.value.chars().all(|c| c.is_ascii_uppercase()))
    {
        fact.error(
            currency.span.clone(),
            format!("`{}` is not a currency.", currency.value),
            "Write its three capitals (ISO 4217): \"USD\".",
        );
    }
    let price = Price {
        amount: amount?.value,
        currency: currency?.value,
        buys: buys?.value.to_owned(),
    };
    Some(At::new(price, fact.span()))
}

fn exam(fact: &Table<'_>) -> Option<At<Exam>> {
    let keys = [
        "questions",
        "minutes",
        "pass_mark",
        "attempts",
        "valid_months",
    ];
    let exam = Exam {
        questions: fact.int_opt("questions", 1..=1000).map(|at| at.value),
        minutes: fact.int_opt("minutes", 1..=1440).map(|at| at.value),
        pass_mark: fact.int_opt("pass_mark", 1..=100).map(|at| at.value),
        attempts: fact.int_opt("attempts", 1..=100).map(|at| at.value),
        valid_months: fact.int_opt("valid_months", 1..=240).map(|at| at.value),
    };
    if !keys.iter().any(|key| fact.has(key)) {
        fact.error(
            fact.span(),
            "This says nothing about the exam.",
            "Add what is known, such as `minutes = 60`, or remove `exam`.",
        );
    }
    Some(At::new(exam, fact.span()))
}
