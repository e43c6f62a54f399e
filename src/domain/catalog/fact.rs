//! One fact of the file: its value, and where and when somebody read it.

use std::cell::RefCell;
use std::ops::Range;

use jiff::civil::Date;
use url::Url;

use super::link::{self, Refusal};
use super::{Fact, Source, limit};
use crate::domain::fault::Fault;
use crate::domain::table::{At, Document, Table, closest, listed};

/// What a fact looks like, for whoever wrote something else.
const FORM: &str = "a fact: { is = …, source = \"…\", as_of = 2021-11-18 }";

/// Reads facts, and knows the sources and hosts that they may refer to.
pub(super) struct Facts<'d> {
    document: &'d Document<'d>,
    hosts: Vec<String>,
    sources: Vec<At<String>>,
    dates: RefCell<Vec<Dates>>,
}

/// The days of one fact, to be compared with today later.
struct Dates {
    as_of: At<Date>,
    review_by: Option<At<Date>>,
}

impl<'d> Facts<'d> {
    /// Reads the hosts and sources that everything else refers to.
    pub(super) fn read(root: &Table<'d>) -> (Self, Vec<Source>) {
        let document = root.document();
        let mut facts = Self {
            document,
            hosts: read_hosts(root),
            sources: Vec::new(),
            dates: RefCell::default(),
        };
        let mut sources = Vec::new();
        for (id, table) in root.named_tables("source") {
            let (name, link) = (table.text("name"), facts.link(&table, "link"));
            table.finish();
            limit::id(document, &id, limit::WORDING_ID);
            if let Some(name) = &name {
                limit::text(document, name, 60);
            }
            if let (Some(name), Some(link)) = (name, link) {
                sources.push(Source {
                    id: id.value.clone(),
                    name: name.value,
                    link: link.value,
                });
            }
            facts.sources.push(id);
        }
        (facts, sources)
    }

    pub(super) fn hosts(&self) -> &[String] {
        &self.hosts
    }

    /// A fact that must be there.
    pub(super) fn must<T>(
        &self,
        parent: &Table<'d>,
        key: &'static str,
        value: impl FnOnce(&Table<'d>) -> Option<At<T>>,
    ) -> Option<At<Fact<T>>> {
        let table = match parent.has(key) {
            true => parent.table_like(key, FORM),
            // Asked for as a must, so that its absence is reported.
            false => parent.table(key),
        };
        self.one(table?, value)
    }

    /// A fact that may be unknown.
    pub(super) fn may<T>(
        &self,
        parent: &Table<'d>,
        key: &'static str,
        value: impl FnOnce(&Table<'d>) -> Option<At<T>>,
    ) -> Option<Fact<T>> {
        self.one(parent.table_like(key, FORM)?, value)
            .map(|at| at.value)
    }

    /// A fact that changes with time: it must say when to look again.
    pub(super) fn volatile<T>(
        &self,
        table: Table<'d>,
        value: impl FnOnce(&Table<'d>) -> Option<At<T>>,
    ) -> Option<Fact<T>> {
        if !table.has("review_by") && !self.document.is_broken() {
            table.error(
                table.span(),
                "`review_by` is missing: prices and exams change with time.",
                "Add the day by which somebody looks again: `review_by = 2027-01-31`.",
            );
        }
        self.one(table, value).map(|at| at.value)
    }

    /// A link that the list of hosts allows.
    pub(super) fn link(&self, table: &Table<'d>, key: &'static str) -> Option<At<Url>> {
        let typed = table.text(key)?;
        let (what, mend) = match link::read(&typed.value, &self.hosts) {
            Ok(url) => return Some(At::new(url, typed.span)),
            Err(Refusal::Unreadable) => (
                "This is not an address.".to_owned(),
                "Write the whole address, with https:// in front.".to_owned(),
            ),
            Err(Refusal::NotHttps) => (
                "This link is not https.".to_owned(),
                "Write an address that begins with https://.".to_owned(),
            ),
            Err(Refusal::NotAllowed(place)) => (
                format!("`{place}` is not among the hosts that links may lead to."),
                "Check for a look-alike seller; only a page that you trust belongs in \
                 `allowed_hosts`."
                    .to_owned(),
            ),
            Err(Refusal::WrittenOddly(plain)) => (
                "This link is written in an odd way.".to_owned(),
                format!("Write it as {plain}"),
            ),
            Err(Refusal::TooLong) => (
                "This link is longer than 512 characters.".to_owned(),
                "Use the page's short address.".to_owned(),
            ),
        };
        table.error(typed.span, what, mend);
        None
    }

    /// Warnings that depend on the day: what is past its review, and what comes from the future.
    pub(super) fn overdue(&self, today: Date) -> Vec<Fault> {
        let warn = |span: &Range<usize>, what: String, mend: &str| {
            Fault::warning(self.document.name(), span.clone(), what, mend)
        };
        let mut faults = Vec::new();
        for dates in self.dates.borrow().iter() {
            if dates.as_of.value > today {
                faults.push(warn(
                    &dates.as_of.span,
                    format!("This day has not come yet: today is {today}."),
                    "Write the day on which the source said so.",
                ));
            }
            let Some(by) = dates.review_by.as_ref().filter(|by| by.value < today) else {
                continue;
            };
            faults.push(warn(
                &by.span,
                format!("This fact was to be looked at again by {}.", by.value),
                "Read the source again, then set `as_of` and a new `review_by`; until then the \
                 fact is not shown.",
            ));
        }
        faults
    }

    fn one<T>(
        &self,
        table: Table<'d>,
        value: impl FnOnce(&Table<'d>) -> Option<At<T>>,
    ) -> Option<At<Fact<T>>> {
        let value = value(&table);
        let source = table.text("source");
        let as_of = table.date("as_of");
        let review_by = table.date_opt("review_by");
        table.finish();
        if let Some(source) = &source {
            self.resolve(source);
        }
        if let (Some(as_of), Some(by)) = (&as_of, &review_by)
            && by.value <= as_of.value
        {
            self.document.error(
                by.span.clone(),
                "The day of review does not come after `as_of`.",
                "Write the later day by which somebody looks again.",
            );
        }
        let as_of = as_of?;
        self.dates.borrow_mut().push(Dates {
            as_of: as_of.clone(),
            review_by: review_by.clone(),
        });
        let (value, source) = (value?, source?.value);
        Some(value.map(|value| Fact {
            value,
            source,
            as_of: as_of.value,
            review_by: review_by.map(|by| by.value),
        }))
    }

    fn resolve(&self, source: &At<String>) {
        let known = || self.sources.iter().map(|known| known.value.as_str());
        if self.document.is_broken() || known().any(|id| id == source.value) {
            return;
        }
        let mend = match closest(&source.value, known()) {
            Some(id) => format!("Did you mean `{id}`?"),
            None => format!(
                "Add `[source.{}]`, or name one of {}.",
                source.value,
                listed(known())
            ),
        };
        let what = format!("There is no source `{}`.", source.value);
        self.document.error(source.span.clone(), what, mend);
    }
}

fn read_hosts(root: &Table<'_>) -> Vec<String> {
    if !root.has("allowed_hosts") {
        root.table("allowed_hosts");
    }
    let mut hosts = Vec::new();
    for host in root.texts("allowed_hosts") {
        if link::is_entry(&host.value) {
            hosts.push(host.value);
        } else {
            root.error(
                host.span,
                "This is not a host.",
                "Write it in small letters, without https://, such as `learn.finops.org` or \
                 `github.com/finopsfoundation`.",
            );
        }
    }
    hosts
}
