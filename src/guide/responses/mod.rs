//! Texts by language: Fluent files, a fallback chain, and a lint that names every flaw.

mod difference;
mod keys;
mod lint;
mod read;

pub use difference::Difference;
pub use keys::{FAMILIES, KEYS, Needs, describe};
pub use lint::locate;
pub use read::LanguageFiles;

use std::borrow::Cow;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::domain::locale::Locale;

/// A value for a placeholder.
pub type Arg<'a> = (&'static str, FluentValue<'a>);

/// One language's texts, ready to format.
struct Language {
    locale: Locale,
    bundle: FluentBundle<FluentResource>,
}

/// All texts, by language. English is always there.
pub struct Responses {
    languages: Vec<Language>,
}

impl std::fmt::Debug for Responses {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.locales()).finish()
    }
}

impl Responses {
    /// The languages that are loaded, English first.
    pub fn locales(&self) -> impl Iterator<Item = &Locale> {
        self.languages.iter().map(|language| &language.locale)
    }

    /// The text for a key, in the first language of the fallback chain that has it.
    ///
    /// Never fails: a key that no language has comes back as itself, which the lint at start
    /// keeps from happening.
    pub fn text(&self, locale: &Locale, key: &str, args: &[Arg<'_>]) -> String {
        debug_assert!(keys::is_known(key), "undeclared response key {key}");
        self.chain(locale)
            .find_map(|language| format(language, key, args))
            .unwrap_or_else(|| key.to_owned())
    }

    /// Whether some language of the chain has a text for the key.
    pub fn has(&self, locale: &Locale, key: &str) -> bool {
        self.chain(locale).any(|language| has(language, key))
    }

    /// The language itself, then one of the same language, then English.
    fn chain(&self, locale: &Locale) -> impl Iterator<Item = &Language> {
        let exact = self.languages.iter().find(|l| l.locale == *locale);
        let near = self
            .languages
            .iter()
            .find(|l| l.locale.language() == locale.language());
        exact.into_iter().chain(near).chain(self.languages.first())
    }

    /// The texts of one language, for somebody who answers in it.
    pub fn words<'a>(&'a self, locale: &'a Locale) -> Words<'a> {
        Words {
            responses: self,
            locale,
        }
    }
}

/// The texts in one reader's language.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    responses: &'a Responses,
    locale: &'a Locale,
}

impl Words<'_> {
    /// A text without placeholders.
    pub fn say(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// A text with its placeholders filled.
    pub fn with(&self, key: &str, args: &[Arg<'_>]) -> String {
        self.responses.text(self.locale, key, args)
    }

    /// The text of a family, such as `basic-<id>`; `None` where the responses have none.
    pub fn family(&self, family: &str, id: &str) -> Option<String> {
        let key = format!("{family}{id}");
        self.responses
            .has(self.locale, &key)
            .then(|| self.say(&key))
    }

    /// "a, b or c", by the language's own words.
    pub fn any_of(&self, items: &[String]) -> String {
        self.list(items, "list-or")
    }

    /// "a, b and c", by the language's own words.
    pub fn all_of(&self, items: &[String]) -> String {
        self.list(items, "list-and")
    }

    fn list(&self, items: &[String], last: &str) -> String {
        let Some((end, rest)) = items.split_last() else {
            return String::new();
        };
        let Some((start, middle)) = rest.split_first() else {
            return end.clone();
        };
        let pair = |key: &str, a: &str, b: &str| {
            self.with(key, &[("first", a.into()), ("second", b.into())])
        };
        let head = middle
            .iter()
            .fold(start.clone(), |list, item| pair("list-comma", &list, item));
        pair(last, &head, end)
    }
}

fn split(key: &str) -> (&str, Option<&str>) {
    match key.split_once('.') {
        Some((message, attribute)) => (message, Some(attribute)),
        None => (key, None),
    }
}

fn has(language: &Language, key: &str) -> bool {
    let (message, attribute) = split(key);
    language
        .bundle
        .get_message(message)
        .is_some_and(|found| match attribute {
            Some(name) => found.get_attribute(name).is_some(),
            None => found.value().is_some(),
        })
}

fn format(language: &Language, key: &str, args: &[Arg<'_>]) -> Option<String> {
    let (message, attribute) = split(key);
    let found = language.bundle.get_message(message)?;
    let pattern = match attribute {
        Some(name) => found.get_attribute(name)?.value(),
        None => found.value()?,
    };
    let mut fluent = FluentArgs::with_capacity(args.len());
    for (name, value) in args {
        fluent.set(Cow::Borrowed(*name), value.clone());
    }
    // What cannot be filled shows its placeholder's name; the lint refuses such a file before.
    let mut errors = Vec::new();
    let text = language
        .bundle
        .format_pattern(pattern, Some(&fluent), &mut errors);
    debug_assert!(errors.is_empty(), "{key}: {errors:?}");
    Some(text.into_owned())
}
