//! One language's words and patterns, read from `roles/<locale>.toml`.

use std::collections::HashMap;

use super::lexicon::{Lexicon, Root};
use super::meaning::{Classes, Effect, P};
use super::pattern::Patterns;
use super::source::Reader;
use super::title::Order;
use crate::domain::catalog::Catalog;
use crate::domain::locale::Locale;
use crate::domain::table::{At, Document};

/// A title from a `[[role]]`.
#[derive(Debug, Clone)]
pub(crate) struct Listed {
    pub(crate) title: String,
    pub(crate) language: usize,
}

/// A sentence that a file must read, or must not read, in a certain way.
#[derive(Debug, Clone)]
pub(crate) struct Example {
    pub(crate) text: At<String>,
    pub(crate) persona: Option<P>,
    pub(crate) must: bool,
}

/// Words, and what stands for them.
pub(crate) type Rewrite = (Vec<String>, Vec<String>);

/// One language.
#[derive(Debug)]
pub(crate) struct Language {
    pub(crate) locale: Locale,
    pub(crate) order: Order,
    pub(crate) plural_s: bool,
    pub(crate) compounds: bool,
    /// Markers and words of patterns.
    pub(crate) grammar: Root,
    /// Words of titles; other languages read those of the first one too.
    pub(crate) titles: Root,
    pub(crate) patterns: Patterns,
    pub(crate) effects: Vec<Effect>,
    /// First word to (words, replacement), the longest first.
    pub(crate) rewrites: HashMap<String, Vec<Rewrite>>,
    pub(crate) capitals: HashMap<String, String>,
    pub(crate) units: HashMap<String, u16>,
    pub(crate) year: i32,
    pub(crate) examples: Vec<Example>,
}

/// What all languages share while they are read.
pub(crate) struct Shelf<'c> {
    pub(crate) catalog: &'c Catalog,
    pub(crate) lexicon: Lexicon,
    pub(crate) classes: Classes,
    pub(crate) listed: Vec<Listed>,
    /// Which language each sign belongs to.
    pub(crate) signs: HashMap<String, Vec<usize>>,
    pub(crate) year: i32,
}

/// Reads one file. Faults stay with the document.
pub(crate) fn read(document: &Document<'_>, shelf: &mut Shelf<'_>, number: usize) -> Language {
    let root = document.root();
    let locale = root
        .text("locale")
        .map_or_else(Locale::english, |found| Locale::new(&found.value));
    shelf.lexicon.speak(number);
    let mut reader = Reader {
        document,
        number,
        grammar: shelf.lexicon.root(),
        titles: shelf.lexicon.root(),
        shelf,
    };
    let mut language = Language {
        locale,
        order: Order {
            head_first: root.bool_or("head-first", false),
        },
        plural_s: root.bool_or("plural-s", false),
        compounds: root.bool_or("compounds", false),
        grammar: reader.grammar,
        titles: reader.titles,
        patterns: Patterns::default(),
        effects: Vec::new(),
        rewrites: HashMap::new(),
        capitals: HashMap::new(),
        units: HashMap::new(),
        year: root
            .int_opt("year", 2000..=9999)
            .map_or(0, |year| year.value)
            .max(reader.shelf.year),
        examples: Vec::new(),
    };
    reader.signs(&root);
    reader.rewrites(&root, &mut language);
    reader.markers(&root);
    reader.titles(&root);
    reader.finops(&root);
    reader.providers(&root);
    reader.time(&root, &mut language);
    let duties = reader.personas(&root);
    reader.roles(&root, &mut language);
    reader.words(&root);
    reader.patterns(&root, duties, &mut language);
    root.finish();
    language
}
