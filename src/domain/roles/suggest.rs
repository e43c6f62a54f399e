//! Completes a title while it is typed: any language, any word order, accents and case ignored.

use super::RoleBook;
use super::language::Listed;
use super::text;
use crate::domain::locale::Locale;

/// A title that may be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    pub title: String,
}

/// One title, ready to be looked up.
#[derive(Debug)]
struct Entry {
    title: String,
    words: Vec<String>,
    language: usize,
}

/// All titles, and their words in order.
#[derive(Debug, Default)]
pub(crate) struct Titles {
    entries: Vec<Entry>,
    /// A word and the title that it stands in, sorted.
    words: Vec<(Box<str>, u32)>,
}

/// Titles looked at for one query: a single letter fits too many.
const LOOKED_AT: usize = 600;

fn words(typed: &str) -> Vec<String> {
    let tokens = text::tokens(typed);
    let words = tokens.into_iter().filter(text::Token::is_word);
    words.map(|token| token.text).collect()
}

impl Titles {
    pub(crate) fn new(listed: Vec<Listed>) -> Self {
        let mut entries: Vec<Entry> = Vec::with_capacity(listed.len());
        let mut index = Vec::new();
        for Listed { title, language } in listed {
            let words = words(&title);
            if entries
                .iter()
                .rev()
                .take(400)
                .any(|known| known.words == words)
            {
                continue;
            }
            let place = u32::try_from(entries.len()).unwrap_or(u32::MAX);
            index.extend(words.iter().map(|word| (Box::from(word.as_str()), place)));
            entries.push(Entry {
                title,
                words,
                language,
            });
        }
        index.sort_unstable();
        Self {
            entries,
            words: index,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    fn starting(&self, prefix: &str) -> impl Iterator<Item = u32> + '_ {
        let first = self
            .words
            .partition_point(|(word, _)| word.as_ref() < prefix);
        let prefix = prefix.to_owned();
        self.words
            .iter()
            .skip(first)
            .take_while(move |(word, _)| word.starts_with(prefix.as_str()))
            .map(|(_, place)| *place)
    }
}

impl RoleBook {
    /// Titles that what was typed may become, the asker's language first.
    pub fn suggest(&self, typed: &str, locale: &Locale, limit: usize) -> Vec<Suggestion> {
        let own = self
            .languages
            .iter()
            .position(|language| language.locale.language() == locale.language())
            .unwrap_or_default();
        let typed = words(typed);
        // The longest word leaves the fewest titles to look at.
        let Some(longest) = typed.iter().max_by_key(|word| word.len()) else {
            // A language without titles of its own starts with the first one's.
            let speaks = |language: usize| {
                let own = move |entry: &&Entry| entry.language == language;
                self.titles.entries.iter().filter(own)
            };
            let own = if speaks(own).next().is_some() { own } else { 0 };
            // Evenly from the whole list, so that each persona is seen.
            let step = (speaks(own).count() / limit.max(1)).max(1);
            return speaks(own)
                .step_by(step)
                .take(limit)
                .map(suggestion)
                .collect();
        };
        let mut found: Vec<(bool, bool, usize, &Entry)> = Vec::new();
        let mut seen: Vec<u32> = self.titles.starting(longest).take(LOOKED_AT).collect();
        seen.sort_unstable();
        seen.dedup();
        for place in seen {
            let Some(entry) = usize::try_from(place)
                .ok()
                .and_then(|place| self.titles.entries.get(place))
            else {
                continue;
            };
            let fits = |part: &String| entry.words.iter().any(|word| word.starts_with(part));
            if typed.iter().all(fits) {
                let starts = entry.words.first().zip(typed.first());
                let starts = starts.is_some_and(|(word, part)| word.starts_with(part.as_str()));
                found.push((entry.language != own, !starts, entry.title.len(), entry));
            }
        }
        found.sort_by_key(|(other, later, length, _)| (*other, *later, *length));
        let found = found.into_iter().map(|(_, _, _, entry)| entry);
        found.take(limit).map(suggestion).collect()
    }

    /// How many titles can be suggested.
    pub fn title_count(&self) -> usize {
        self.titles.len()
    }
}

fn suggestion(entry: &Entry) -> Suggestion {
    Suggestion {
        title: entry.title.clone(),
    }
}
