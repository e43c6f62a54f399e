//! The texts of one language as they stand in its files, by key.

use std::collections::BTreeMap;
use std::ops::Range;

use fluent_syntax::ast::{Attribute, Entry as Part, Pattern, Resource};
use fluent_syntax::parser;

use crate::domain::fault::{DataFile, Fault};
use crate::guide::responses::LanguageFiles;

/// A file and what could be read of it.
pub(super) struct Parsed<'a> {
    file: &'a DataFile,
    resource: Resource<&'a str>,
}

/// One text as it stands in a file.
pub(super) struct Entry<'a> {
    pub(super) file: &'a DataFile,
    /// Its name.
    pub(super) span: Range<usize>,
    pub(super) pattern: &'a Pattern<&'a str>,
}

/// Attributes stand as `message.attribute`, terms with their hyphen.
pub(super) type Entries<'a> = BTreeMap<String, Entry<'a>>;

/// Reads all files of a language; what cannot be read is a fault.
pub(super) fn parse<'a>(language: &'a LanguageFiles, faults: &mut Vec<Fault>) -> Vec<Parsed<'a>> {
    let parse = |file: &'a DataFile| {
        let resource = parser::parse(file.text.as_str()).unwrap_or_else(|(resource, errors)| {
            faults.extend(errors.iter().map(|error| {
                Fault::error(
                    &file.name,
                    whole(&file.text, &error.pos),
                    format!("this is not a text that can be read: {}", error.kind),
                    "A text is written `key = words`; further lines begin with spaces.",
                )
            }));
            resource
        });
        Parsed { file, resource }
    };
    language.files.iter().map(parse).collect()
}

/// The texts by key.
pub(super) fn entries<'a>(parsed: &'a [Parsed<'a>]) -> Entries<'a> {
    let mut entries = Entries::new();
    for Parsed { file, resource } in parsed {
        for part in &resource.body {
            match part {
                Part::Message(message) => {
                    let name = message.id.name;
                    if let Some(value) = &message.value {
                        entries.insert(name.to_owned(), entry(file, name, value));
                    }
                    attributes(file, name, &message.attributes, &mut entries);
                }
                Part::Term(term) => {
                    let name = format!("-{}", term.id.name);
                    let value = entry(file, term.id.name, &term.value);
                    attributes(file, &name, &term.attributes, &mut entries);
                    entries.insert(name, value);
                }
                _ => {}
            }
        }
    }
    entries
}

fn attributes<'a>(
    file: &'a DataFile,
    name: &str,
    attributes: &'a [Attribute<&'a str>],
    entries: &mut Entries<'a>,
) {
    for attribute in attributes {
        let own = attribute.id.name;
        entries.insert(format!("{name}.{own}"), entry(file, own, &attribute.value));
    }
}

fn entry<'a>(file: &'a DataFile, name: &str, pattern: &'a Pattern<&'a str>) -> Entry<'a> {
    let span = place(file, name).unwrap_or(0..0);
    Entry {
        file,
        span,
        pattern,
    }
}

/// Where a slice of a file's text stands in it.
pub(super) fn place(file: &DataFile, slice: &str) -> Option<Range<usize>> {
    let start = (slice.as_ptr() as usize).checked_sub(file.text.as_ptr() as usize)?;
    let end = start.checked_add(slice.len())?;
    (end <= file.text.len()).then_some(start..end)
}

impl Entry<'_> {
    /// Where some words of this text stand; its name where they are written in another way.
    pub(super) fn find(&self, words: &str) -> Range<usize> {
        let rest = self.file.text.get(self.span.end..);
        match rest.and_then(|rest| rest.find(words)) {
            Some(at) => {
                let start = self.span.end.saturating_add(at);
                start..start.saturating_add(words.len())
            }
            None => self.span.clone(),
        }
    }

    pub(super) fn fault(
        &self,
        span: Range<usize>,
        what: impl Into<String>,
        mend: impl Into<String>,
    ) -> Fault {
        Fault::error(&self.file.name, span, what, mend)
    }
}

/// The parser counts bytes; what is underlined are whole characters of the text.
fn whole(text: &str, span: &Range<usize>) -> Range<usize> {
    text.floor_char_boundary(span.start)..text.ceil_char_boundary(span.end.min(text.len()))
}
