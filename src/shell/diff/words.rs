//! A catalogue as a list of single facts, each in words that can be compared and printed.

use serde::Serialize;

use crate::domain::catalog::{
    Audience, Catalog, Course, Effort, Exam, Fact, Format, Provider, Status, Training, TrainingKind,
};

/// What a fact says, and since when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Said {
    pub(super) is: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) as_of: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) review_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) source: Option<String>,
}

/// One fact about one thing, for example `link` about `course practitioner`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) about: String,
    pub(super) fact: String,
    pub(super) said: Said,
}

/// All facts of a catalogue, in its order.
pub(super) fn lines(catalog: &Catalog) -> Vec<Line> {
    let mut page = Page::default();
    for own in &catalog.courses {
        page.about = format!("course {}", own.id);
        course(&mut page, own);
    }
    for own in &catalog.personas {
        page.about = format!("persona {}", own.id);
        page.plain("is there", "yes");
    }
    for own in &catalog.providers {
        provider(&mut page, own);
    }
    for own in &catalog.basics {
        page.about = format!("basic {}", own.id);
        page.fact("name", &own.fact, Clone::clone);
    }
    for own in &catalog.curriculum {
        page.about = format!("curriculum {}", own.id);
        page.fact("link", &own.link, ToString::to_string);
    }
    for own in &catalog.sources {
        page.about = format!("source {}", own.id);
        page.plain("name", &own.name);
        page.plain("link", &own.link);
    }
    page.about = "catalogue".to_owned();
    page.plain("report", &catalog.report);
    page.plain("allowed hosts", catalog.allowed_hosts.join(", "));
    page.lines
}

#[derive(Default)]
struct Page {
    about: String,
    lines: Vec<Line>,
}

impl Page {
    fn plain(&mut self, fact: &str, is: impl ToString) {
        self.push(
            fact,
            |is| Said {
                is,
                as_of: None,
                review_by: None,
                source: None,
            },
            is.to_string(),
        );
    }

    fn fact<T>(&mut self, name: &str, fact: &Fact<T>, words: impl FnOnce(&T) -> String) {
        self.push(
            name,
            |is| Said {
                is,
                as_of: Some(fact.as_of.to_string()),
                review_by: fact.review_by.map(|day| day.to_string()),
                source: Some(fact.source.clone()),
            },
            words(&fact.value),
        );
    }

    fn may<T>(&mut self, name: &str, fact: Option<&Fact<T>>, words: impl FnOnce(&T) -> String) {
        if let Some(fact) = fact {
            self.fact(name, fact, words);
        }
    }

    fn push(&mut self, fact: &str, said: impl FnOnce(String) -> Said, is: String) {
        self.lines.push(Line {
            about: self.about.clone(),
            fact: fact.to_owned(),
            said: said(is),
        });
    }
}

fn course(page: &mut Page, own: &Course) {
    page.fact("name", &own.name, Clone::clone);
    page.fact("status", &own.status, status);
    page.fact("audience", &own.audience, audience);
    page.fact("link", &own.link, ToString::to_string);
    for price in &own.prices {
        let name = format!("price of {} in {}", price.value.buys, price.value.currency);
        page.fact(&name, price, |price| price.amount.to_string());
    }
    page.may("effort", own.effort.as_ref(), effort);
    page.may("format", own.format.as_ref(), |held| {
        format(*held).to_owned()
    });
    page.may(
        "live classes",
        own.live_classes.as_ref(),
        ToString::to_string,
    );
    page.may(
        "months of access",
        own.access_months.as_ref(),
        ToString::to_string,
    );
    page.may("badge", own.badge.as_ref(), ToString::to_string);
    if let Some(found) = &own.exam {
        exam(page, found);
    }
    page.plain("short name", &own.short);
    page.plain("other names", own.aliases.join(", "));
    page.plain("colour", format!("#{:06x}", own.colour));
}

fn exam(page: &mut Page, fact: &Fact<Exam>) {
    let exam = &fact.value;
    for (name, value) in [
        ("exam questions", exam.questions),
        ("exam minutes", exam.minutes),
        ("exam pass mark", exam.pass_mark.map(u16::from)),
        ("exam attempts", exam.attempts.map(u16::from)),
        ("exam valid for months", exam.valid_months),
    ] {
        if let Some(value) = value {
            page.fact(name, fact, |_| value.to_string());
        }
    }
}

fn provider(page: &mut Page, own: &Provider) {
    page.about = format!("provider {}", own.id);
    page.plain("name", &own.name);
    page.plain("other names", own.aliases.join(", "));
    for Training {
        name,
        kind,
        better,
        days,
        link,
    } in &own.trainings
    {
        page.about = format!("training {} of {}", name.value, own.id);
        page.fact("kind", name, |_| kind_words(*kind).to_owned());
        if *better {
            page.plain("better", "yes");
        }
        page.may("days", days.as_ref(), ToString::to_string);
        page.may("link", link.as_ref(), ToString::to_string);
    }
}

fn status(status: &Status) -> String {
    match status {
        Status::Offered => "offered".to_owned(),
        Status::Announced => "announced".to_owned(),
        Status::Unavailable => "unavailable".to_owned(),
        Status::Retired { replaced_by: None } => "retired".to_owned(),
        Status::Retired {
            replaced_by: Some(next),
        } => format!("retired, replaced by {next}"),
    }
}

fn audience(audience: &Audience) -> String {
    match audience {
        Audience::Team => "team".to_owned(),
        Audience::ExperiencedTeam => "experienced-team".to_owned(),
        Audience::Persona(id) => format!("persona {id}"),
    }
}

fn effort(effort: &Effort) -> String {
    let Effort {
        hours_from: from,
        hours_to: to,
        over_weeks,
        about,
    } = *effort;
    let about = if about { "about " } else { "" };
    let weeks = if over_weeks {
        " over several weeks"
    } else {
        ""
    };
    match from == to {
        true => format!("{about}{from} hours{weeks}"),
        false => format!("{about}{from} to {to} hours{weeks}"),
    }
}

fn format(format: Format) -> &'static str {
    match format {
        Format::SelfPaced => "self-paced",
        Format::MostlySelfPaced => "mostly-self-paced",
        Format::InstructorLed => "instructor-led",
    }
}

fn kind_words(kind: TrainingKind) -> &'static str {
    match kind {
        TrainingKind::Training => "training",
        TrainingKind::Certification => "certification",
        TrainingKind::Course => "course",
        TrainingKind::LearningPath => "learning-path",
    }
}
