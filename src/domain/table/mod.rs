//! A TOML table read key by key, collecting faults: every flaw of a file comes out in one run.
//!
//! Read all keys of a table first, call [`Table::finish`], and only then give up on what is
//! missing, so that one fault does not hide the next:
//!
//! ```text
//! let document = Document::parse(&file);
//! for table in document.root().tables("course") {
//!     let (id, name) = (table.text("id"), table.text("name"));
//!     table.finish();
//!     courses.extend(Course::new(id, name));
//! }
//! let faults = document.into_faults();
//! ```

mod document;
#[cfg(test)]
mod tests;
mod value;

pub use document::Document;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fmt::Display;
use std::ops::{Range, RangeInclusive};

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value and the bytes of the file that it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At<T> {
    pub value: T,
    pub span: Range<usize>,
}

impl<T> At<T> {
    pub fn new(value: T, span: Range<usize>) -> Self {
        Self { value, span }
    }

    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> At<U> {
        At::new(change(self.value), self.span)
    }
}

/// One table of a document. It remembers which keys were asked for.
#[must_use = "call `finish`, or unknown keys stay unseen"]
pub struct Table<'d> {
    document: &'d Document<'d>,
    entries: &'d DeTable<'d>,
    span: Range<usize>,
    asked: RefCell<BTreeSet<&'static str>>,
}

/// What a table looks like, for whoever wrote something else.
const TABLE: &str = "keys in braces, { key = value }, or under a header in brackets";

type Value<'d> = &'d Spanned<DeValue<'d>>;

impl<'d> Table<'d> {
    fn new(document: &'d Document<'d>, entries: &'d DeTable<'d>, span: Range<usize>) -> Self {
        Self {
            document,
            entries,
            span,
            asked: RefCell::default(),
        }
    }

    /// The table's header, or its braces; empty for the file itself.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    pub fn document(&self) -> &'d Document<'d> {
        self.document
    }

    pub fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// Text that must be there and may not be empty.
    pub fn text(&self, key: &'static str) -> Option<At<String>> {
        self.need(key).and_then(|value| value::text(self, value))
    }

    /// Text that may be left out, but not be empty.
    pub fn text_opt(&self, key: &'static str) -> Option<At<String>> {
        self.entry(key).and_then(|value| value::text(self, value))
    }

    /// A list of texts; empty where it is left out.
    pub fn texts(&self, key: &'static str) -> Vec<At<String>> {
        self.list(key, "a list of texts", |value| value::text(self, value))
    }

    /// A day that must be there, without quotes: `2021-11-18`.
    pub fn date(&self, key: &'static str) -> Option<At<Date>> {
        self.need(key).and_then(|value| value::date(self, value))
    }

    /// A day that may be left out.
    pub fn date_opt(&self, key: &'static str) -> Option<At<Date>> {
        self.entry(key).and_then(|value| value::date(self, value))
    }

    /// A whole number that must be there.
    pub fn int<N>(&self, key: &'static str, range: RangeInclusive<N>) -> Option<At<N>>
    where
        N: TryFrom<i64> + PartialOrd + Display,
    {
        self.need(key)
            .and_then(|value| value::int(self, value, &range))
    }

    /// A whole number that may be left out.
    pub fn int_opt<N>(&self, key: &'static str, range: RangeInclusive<N>) -> Option<At<N>>
    where
        N: TryFrom<i64> + PartialOrd + Display,
    {
        self.entry(key)
            .and_then(|value| value::int(self, value, &range))
    }

    /// `true` or `false`; the given answer where it is left out.
    pub fn bool_or(&self, key: &'static str, answer: bool) -> bool {
        self.bool_opt(key).map_or(answer, |found| found.value)
    }

    /// `true` or `false`, where it is said.
    pub fn bool_opt(&self, key: &'static str) -> Option<At<bool>> {
        self.entry(key).and_then(|value| value::bool(self, value))
    }

    /// `true` or `false`; it must be said.
    pub fn bool(&self, key: &'static str) -> Option<At<bool>> {
        self.need(key).and_then(|value| value::bool(self, value))
    }

    /// One word of a closed list; it must be there.
    pub fn word<T: Clone>(&self, key: &'static str, words: &[(&str, T)]) -> Option<At<T>> {
        self.need(key)
            .and_then(|value| value::word(self, value, words))
    }

    /// One word of a closed list; it may be left out.
    pub fn word_opt<T: Clone>(&self, key: &'static str, words: &[(&str, T)]) -> Option<At<T>> {
        self.entry(key)
            .and_then(|value| value::word(self, value, words))
    }

    /// A table that must be there: `[key]` or `key = { … }`.
    pub fn table(&self, key: &'static str) -> Option<Table<'d>> {
        self.need(key)
            .and_then(|value| value::table(self, value, TABLE))
    }

    /// A table that may be left out.
    pub fn table_opt(&self, key: &'static str) -> Option<Table<'d>> {
        self.entry(key)
            .and_then(|value| value::table(self, value, TABLE))
    }

    /// A table that may be left out; where something else stands there, the mend shows an example.
    pub fn table_like(&self, key: &'static str, example: &str) -> Option<Table<'d>> {
        self.entry(key)
            .and_then(|value| value::table(self, value, example))
    }

    /// A list of tables, `[[key]]` or `key = [{ … }]`; empty where it is left out.
    pub fn tables(&self, key: &'static str) -> Vec<Table<'d>> {
        self.list(key, "a list of tables", |value| {
            value::table(self, value, TABLE)
        })
    }

    /// Tables that carry names of the editor's choice, `[key.name]`, in the order of the file.
    pub fn named_tables(&self, key: &'static str) -> Vec<(At<String>, Table<'d>)> {
        let Some(parent) = self.table_opt(key) else {
            return Vec::new();
        };
        parent
            .in_order()
            .filter_map(|(name, value)| {
                let name = At::new(name.get_ref().to_string(), name.span());
                value::table(self, value, TABLE).map(|table| (name, table))
            })
            .collect()
    }

    /// Lists of texts under names of the editor's choice, in the order of the file.
    pub fn named_lists(&self, key: &'static str) -> Vec<(At<String>, Vec<At<String>>)> {
        let Some(parent) = self.table_opt(key) else {
            return Vec::new();
        };
        parent
            .in_order()
            .map(|(name, value)| {
                let name = At::new(name.get_ref().to_string(), name.span());
                (name, value::texts(self, value))
            })
            .collect()
    }

    /// Texts under names of the editor's choice, in the order of the file.
    pub fn named_texts(&self, key: &'static str) -> Vec<(At<String>, At<String>)> {
        let Some(parent) = self.table_opt(key) else {
            return Vec::new();
        };
        parent
            .in_order()
            .filter_map(|(name, value)| {
                let name = At::new(name.get_ref().to_string(), name.span());
                value::text(self, value).map(|text| (name, text))
            })
            .collect()
    }

    /// Reports every key that nobody asked for.
    pub fn finish(self) {
        let asked = self.asked.borrow();
        for key in self.entries.keys() {
            let name = key.get_ref();
            if asked.contains(name.as_ref()) {
                continue;
            }
            let mend = match closest(name, asked.iter().copied()) {
                Some(known) => format!("Did you mean `{known}`?"),
                None => format!("Remove it. Known here: {}.", listed(asked.iter().copied())),
            };
            self.error(
                key.span(),
                format!("The key `{name}` is unknown here."),
                mend,
            );
        }
    }

    /// Reports a fault that keeps the file from being used.
    pub fn error(&self, span: Range<usize>, what: impl Into<String>, mend: impl Into<String>) {
        self.document.error(span, what, mend);
    }

    fn entry(&self, key: &'static str) -> Option<Value<'d>> {
        self.asked.borrow_mut().insert(key);
        self.entries.get(key)
    }

    fn need(&self, key: &'static str) -> Option<Value<'d>> {
        let value = self.entry(key);
        if value.is_none() && !self.document.is_broken() {
            self.error(
                self.span(),
                format!("`{key}` is missing."),
                format!("Add `{key} = …` here."),
            );
        }
        value
    }

    fn list<T>(
        &self,
        key: &'static str,
        expected: &str,
        read: impl Fn(Value<'d>) -> Option<T>,
    ) -> Vec<T> {
        match self.entry(key) {
            None => Vec::new(),
            Some(value) => match value.get_ref() {
                DeValue::Array(values) => values.iter().filter_map(read).collect(),
                _ => {
                    value::wrong_type::<T>(self, value, expected);
                    Vec::new()
                }
            },
        }
    }

    fn in_order(&self) -> impl Iterator<Item = (&'d Spanned<toml::de::DeString<'d>>, Value<'d>)> {
        let mut entries: Vec<_> = self.entries.iter().collect();
        entries.sort_by_key(|(name, _)| name.span().start);
        entries.into_iter()
    }
}

/// The known word that a misspelt one most likely stands for.
pub fn closest<'w>(typed: &str, known: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    known
        .into_iter()
        .map(|word| (strsim::damerau_levenshtein(typed, word), word))
        .filter(|(distance, word)| *distance <= word.chars().count().max(3) / 3)
        .min()
        .map(|(_, word)| word)
}

/// Words in a row, for a message: `` `a`, `b` ``.
pub fn listed<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    let quoted: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    quoted.join(", ")
}
