//! A TOML file as it was parsed, and the faults found in it so far.

use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Table;
use crate::domain::fault::{DataFile, Fault};

/// One parsed file. Tables borrow from it and leave their faults with it.
pub struct Document<'f> {
    file: &'f DataFile,
    root: Spanned<DeTable<'f>>,
    /// Where the syntax is wrong; values there were reported once and are not judged again.
    reported: Vec<Range<usize>>,
    broken: bool,
    faults: RefCell<Vec<Fault>>,
}

impl<'f> Document<'f> {
    /// Parses as much of the file as can be understood.
    pub fn parse(file: &'f DataFile) -> Self {
        let (root, errors) = DeTable::parse_recoverable(&file.text);
        let mut document = Self {
            file,
            root,
            reported: Vec::new(),
            broken: false,
            faults: RefCell::default(),
        };
        for error in errors {
            document.syntax(error.message(), error.span().unwrap_or_default());
        }
        document
    }

    pub fn root(&self) -> Table<'_> {
        Table::new(self, self.root.get_ref(), 0..0)
    }

    pub fn name(&self) -> &'f str {
        &self.file.name
    }

    pub fn text(&self) -> &'f str {
        &self.file.text
    }

    /// True where the syntax is so wrong that parts of the file may have been lost. What seems
    /// to be missing then may well be there: only report what is certainly wrong.
    pub fn is_broken(&self) -> bool {
        self.broken
    }

    /// Reports a fault that keeps the file from being used.
    pub fn error(&self, span: Range<usize>, what: impl Into<String>, mend: impl Into<String>) {
        let fault = Fault::error(self.name(), span, what, mend);
        self.faults.borrow_mut().push(fault);
    }

    /// Reports a fault that does not keep the file from being used.
    pub fn warning(&self, span: Range<usize>, what: impl Into<String>, mend: impl Into<String>) {
        let fault = Fault::warning(self.name(), span, what, mend);
        self.faults.borrow_mut().push(fault);
    }

    /// True once something was found that keeps the file from being used.
    pub fn has_errors(&self) -> bool {
        self.faults.borrow().iter().any(Fault::is_error)
    }

    /// How many faults were found so far.
    pub fn count(&self) -> usize {
        self.faults.borrow().len()
    }

    /// All faults, in the order of the file.
    pub fn into_faults(self) -> Vec<Fault> {
        let mut faults = self.faults.into_inner();
        faults.sort_by_key(|fault| (fault.span.start, fault.span.end));
        faults.dedup();
        faults
    }

    pub(super) fn is_reported(&self, span: &Range<usize>) -> bool {
        self.reported
            .iter()
            .any(|wrong| wrong.start <= span.end && span.start <= wrong.end)
    }

    fn syntax(&mut self, message: &str, span: Range<usize>) {
        let twice = message.starts_with("duplicate key");
        if !twice && !within_value(self.root.get_ref(), &span) {
            self.broken = true;
        }
        let mend = if twice {
            "Keep one of the two."
        } else if message.contains("must be quoted") {
            "Put the text between double quotes."
        } else if message.starts_with("invalid date") {
            "Write a day that exists as year-month-day, without quotes: 2021-11-18."
        } else {
            "Write `key = value`; text stands in double quotes, lists in [ ], facts in { }."
        };
        let shown = visible(self.text(), span.clone());
        self.error(shown, format!("This cannot be read: {message}."), mend);
        if !twice {
            self.reported.push(span);
        }
    }
}

/// Whether a value that was recovered holds the place, so that nothing around it was lost.
fn within_value(table: &DeTable<'_>, place: &Range<usize>) -> bool {
    table.values().any(|value| holds(value, place))
}

fn holds(value: &Spanned<DeValue<'_>>, place: &Range<usize>) -> bool {
    let span = value.span();
    let covers = span.start <= place.start && place.end <= span.end;
    match value.get_ref() {
        // A header's span is only the header: look inside. An inline table may have lost a key.
        DeValue::Table(inner) => within_value(inner, place),
        DeValue::Array(inner) => inner.iter().any(|value| holds(value, place)),
        _ => covers,
    }
}

/// A place that can be underlined: an empty one becomes its line, without the white space.
fn visible(text: &str, span: Range<usize>) -> Range<usize> {
    if !span.is_empty() {
        return span;
    }
    let before = text.get(..span.start).unwrap_or_default();
    let after = text.get(span.start..).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let end = span.start + after.find('\n').unwrap_or(after.len());
    let line = text.get(start..end).unwrap_or_default();
    let left = line.len() - line.trim_start().len();
    if line.trim().is_empty() {
        return span;
    }
    start + left..start + left + line.trim().len()
}
