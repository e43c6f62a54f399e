//! `finops-bot diff`: what an edit of the data files changes for people.

mod answers;
mod facts;
mod told;
mod words;

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use self::answers::Answer;
use self::facts::{Change, Turn};
use super::cli::{DiffAsked, FormatWord};
use super::data::{DataTrouble, Files, Paths};
use super::day;
use super::trouble::Trouble;
use crate::domain::catalog::Catalog;
use crate::domain::fault::DataFile;
use crate::domain::locale::Locale;
use crate::domain::roles::RoleBook;
use crate::guide::responses;

/// Compares; exit code 1 says that there is a difference.
pub(super) fn run(usual: &Paths, asked: &DiffAsked) -> Result<ExitCode, Trouble> {
    let (old, new) = (
        Side::read(&asked.old, usual)?,
        Side::read(&asked.new, usual)?,
    );
    let difference = Difference::between(&old, &new);
    let mut out = io::stdout().lock();
    match asked.format {
        FormatWord::Human => told::write(&difference, &mut out)?,
        FormatWord::Json => {
            serde_json::to_writer_pretty(&mut out, &difference).map_err(io::Error::from)?;
            writeln!(out)?;
        }
    }
    Ok(ExitCode::from(u8::from(!difference.is_empty())))
}

/// One version of the data files. Sentences are compared as they stand: they need not be complete.
struct Side {
    files: Files,
    catalog: Catalog,
    book: RoleBook,
}

impl Side {
    /// Reads a folder with data files, or a catalogue alone. What is not there is the usual one.
    fn read(path: &Path, usual: &Paths) -> Result<Self, Trouble> {
        let trouble = |why| Trouble::Side {
            path: path.to_owned(),
            why,
        };
        let mut paths = usual.clone();
        if path.is_dir() {
            let own = |name: &str| Some(path.join(name)).filter(|path| path.exists());
            let (catalog, roles, responses) = (own("catalog.toml"), own("roles"), own("responses"));
            if catalog.is_none() && roles.is_none() && responses.is_none() {
                return Err(Trouble::NoData(path.to_owned()));
            }
            paths = Paths {
                catalog: catalog.or(paths.catalog),
                roles: roles.or(paths.roles),
                responses: responses.or(paths.responses),
            };
        } else {
            paths.catalog = Some(path.to_owned());
        }
        Self::build(Files::read(&paths).map_err(trouble)?).map_err(trouble)
    }

    fn build(files: Files) -> Result<Self, DataTrouble> {
        let (catalog, faults) = Catalog::read(&files.catalog);
        let catalog = catalog.ok_or_else(|| files.faulty(&faults))?;
        let (book, faults) = RoleBook::read(&files.roles, &catalog);
        let book = book.ok_or_else(|| files.faulty(&faults))?;
        Ok(Self {
            book: book.on(day::today()),
            catalog,
            files,
        })
    }
}

/// What differs for people.
#[derive(Debug, Serialize)]
struct Difference {
    courses: Vec<Turn>,
    facts: Vec<Change>,
    sentences: Vec<Sentences>,
    /// Files with titles and words whose text differs.
    titles: Vec<String>,
    answers: Vec<Answer>,
}

/// The sentences of one language that differ, by their keys.
#[derive(Debug, Serialize)]
struct Sentences {
    language: String,
    added: Vec<String>,
    changed: Vec<String>,
    removed: Vec<String>,
}

impl Difference {
    fn between(old: &Side, new: &Side) -> Self {
        let mut facts = facts::changes(&old.catalog, &new.catalog);
        Self {
            courses: facts::turns(&mut facts),
            facts,
            sentences: sentences(&old.files, &new.files),
            titles: titles(&old.files.roles, &new.files.roles),
            answers: answers::answers(old, new),
        }
    }

    fn is_empty(&self) -> bool {
        self.courses.is_empty()
            && self.facts.is_empty()
            && self.sentences.is_empty()
            && self.titles.is_empty()
            && self.answers.is_empty()
    }
}

fn sentences(old: &Files, new: &Files) -> Vec<Sentences> {
    let languages = old.responses.iter().chain(&new.responses);
    let languages: BTreeSet<_> = languages.map(|language| &language.locale).collect();
    let of = |files: &Files, locale: &Locale| {
        let mut languages = files.responses.iter();
        languages
            .find(|language| language.locale == *locale)
            .cloned()
    };
    languages
        .into_iter()
        .filter_map(|locale| {
            let (old, new) = (of(old, locale), of(new, locale));
            let found = responses::Difference::between(old.as_ref(), new.as_ref());
            (!found.is_empty()).then(|| Sentences {
                language: locale.to_string(),
                added: found.added,
                changed: found.changed,
                removed: found.removed,
            })
        })
        .collect()
}

fn titles(old: &[DataFile], new: &[DataFile]) -> Vec<String> {
    let differs = |one: &[DataFile], other: &DataFile| !one.contains(other);
    let changed = new.iter().filter(|file| differs(old, file));
    let gone = old.iter().filter(|file| differs(new, file));
    let names: BTreeSet<&str> = changed.chain(gone).map(|file| file.name.as_str()).collect();
    names.into_iter().map(str::to_owned).collect()
}
