//! The book of roles: reads what people write about themselves, in every language it has.
//!
//! `docs/understanding.md` walks through the stages. All words are data in `roles/<locale>.toml`.

mod evidence;
pub mod expected;
mod experience;
mod explain;
mod gap;
mod ground;
mod language;
pub mod learn;
mod lexicon;
mod meaning;
mod mention;
mod pattern;
mod prepare;
mod reading;
mod role;
mod second;
mod source;
mod spelling;
mod status;
mod suggest;
mod team;
#[cfg(test)]
mod tests;
mod text;
mod time;
mod title;

use std::collections::HashMap;

use jiff::civil::Date;

pub use self::explain::{Explanation, FieldReading, Finding};
use self::language::{Language, Shelf};
use self::lexicon::Lexicon;
use self::meaning::{Classes, Meaning, Part};
use self::second::Second;
pub use self::second::{CLASSES, Heard};
use self::spelling::Spelling;
pub use self::suggest::Suggestion;
use self::suggest::Titles;
use super::catalog::{Catalog, PersonaId, ProviderId};
use super::fault::{DataFile, Fault};
use super::learner::{LearnerProfile, Role};
use super::table::Document;

/// The checked words and patterns of all languages.
#[derive(Debug, Default)]
pub struct RoleBook {
    languages: Vec<Language>,
    lexicon: Lexicon,
    classes: Classes,
    signs: HashMap<String, Vec<usize>>,
    titles: Titles,
    spelling: Spelling,
    second: Second,
    personas: Vec<PersonaId>,
    providers: Vec<ProviderId>,
}

/// The file that says who must be sent where: it is read by `expected`, not here.
const EXPECTED: &str = "expected.toml";

impl RoleBook {
    /// Reads the files; English is the first language. All faults come in one run.
    pub fn read(files: &[DataFile], catalog: &Catalog) -> (Option<Self>, Vec<Fault>) {
        let mut faults = Vec::new();
        let mut languages: Vec<Language> = Vec::new();
        let mut shelf = Shelf {
            catalog,
            lexicon: Lexicon::default(),
            classes: Classes::default(),
            listed: Vec::new(),
            signs: HashMap::new(),
            year: newest(catalog),
        };
        let mut files: Vec<&DataFile> = files
            .iter()
            .filter(|file| !file.name.ends_with(EXPECTED) && file.name.ends_with(".toml"))
            .collect();
        files.sort_by_key(|file| (!file.name.contains("en-US"), file.name.clone()));
        for file in &files {
            let document = Document::parse(file);
            let language = language::read(&document, &mut shelf, languages.len());
            faults.extend(document.into_faults());
            languages.push(language);
        }
        if languages.is_empty() || faults.iter().any(Fault::is_error) {
            return (None, faults);
        }
        let year = languages.iter().map(|language| language.year).max();
        for language in &mut languages {
            language.year = year.unwrap_or_default();
        }
        let book = Self::bind(languages, shelf);
        for (language, file) in book.languages.iter().zip(&files) {
            faults.extend(book.try_examples(language, file));
        }
        if faults.iter().any(Fault::is_error) {
            return (None, faults);
        }
        (Some(book), faults)
    }

    /// Reads a file's own examples: those that must lead to its role, and those that must not.
    fn try_examples(&self, language: &Language, file: &DataFile) -> Vec<Fault> {
        let mut faults = Vec::new();
        for example in &language.examples {
            let profile = LearnerProfile {
                about: Some(example.text.value.clone()),
                ..LearnerProfile::default()
            };
            let role = self.read_profile(&profile).learner.role;
            let wanted = match example.persona {
                Some(p) => self
                    .personas
                    .get(usize::from(p))
                    .map_or(Role::Unsaid, |id| Role::Persona(id.clone())),
                None => Role::WithoutCourse,
            };
            if (role == wanted) != example.must {
                let text = &example.text.value;
                let what = if example.must {
                    format!("`{text}` is not read as this role.")
                } else {
                    format!("`{text}` is read as this role and must not be.")
                };
                faults.push(Fault::error(
                    &file.name,
                    example.text.span.clone(),
                    what,
                    "See `finops-bot explain` for how it is read, and mend the words.",
                ));
            }
        }
        faults
    }

    fn bind(languages: Vec<Language>, shelf: Shelf<'_>) -> Self {
        let Shelf {
            catalog,
            mut lexicon,
            mut classes,
            listed,
            signs,
            ..
        } = shelf;
        if let Some(first) = languages.first() {
            for (place, provider) in catalog.providers.iter().enumerate() {
                let place = u8::try_from(place).unwrap_or(u8::MAX);
                let class = classes.of(Meaning::Provider(place));
                let names = std::iter::once(&provider.name).chain(&provider.aliases);
                for name in names.map(String::as_str).chain([provider.id.as_str()]) {
                    lexicon.add(first.titles, name, class);
                }
            }
        }
        let roots: Vec<_> = languages.iter().map(|language| language.titles).collect();
        // A slip is never mended into another trade.
        let trade = |word: &str| {
            let mut meant = lexicon
                .classes(&roots, word)
                .map(|class| classes.meaning(class));
            meant.any(|meaning| meaning == Meaning::Part(Part::Trade))
        };
        let words = roots.iter().enumerate().flat_map(|(language, root)| {
            let words = lexicon.vocabulary(&[*root]).into_iter();
            words.map(move |word| (word, lexicon::bit(language)))
        });
        let spelling = Spelling::new(words.filter(|(word, _)| !trade(word)));
        Self {
            personas: catalog.personas.iter().map(|p| p.id.clone()).collect(),
            providers: catalog.providers.iter().map(|p| p.id.clone()).collect(),
            languages,
            lexicon,
            classes,
            signs,
            titles: Titles::new(listed),
            spelling,
            second: Second::default(),
        }
    }

    /// Sets the day from which "since 2019" is counted.
    #[must_use]
    pub fn on(mut self, today: Date) -> Self {
        for language in &mut self.languages {
            language.year = i32::from(today.year());
        }
        self
    }

    /// Gives the second reader other weights, as `learn::weights` makes them.
    #[must_use]
    pub fn taught(mut self, weights: Vec<u8>) -> Self {
        self.second = Second::new(weights.into());
        self
    }
}

/// The year of the catalogue's newest fact: the best guess of today without a clock.
fn newest(catalog: &Catalog) -> i32 {
    let dates = catalog.courses.iter().map(|course| course.status.as_of);
    dates.map(|date| i32::from(date.year())).max().unwrap_or(0)
}
