//! From what people type to a course or a provider.

use strsim::jaro_winkler;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{Catalog, Course, Provider};

/// How much a typed word must look like a name to be suggested for it.
const ALIKE: f64 = 0.86;

impl Catalog {
    /// The course of this id, name, short name or alias; case, accents and punctuation do not
    /// matter.
    pub fn find_course(&self, typed: &str) -> Option<&Course> {
        let typed = plain(typed);
        self.courses
            .iter()
            .find(|course| names(course).any(|name| is(name, &typed)))
    }

    /// The provider of this id, name or alias; case, accents and punctuation do not matter.
    pub fn find_provider(&self, typed: &str) -> Option<&Provider> {
        let typed = plain(typed);
        let names = |provider: &Provider| {
            [provider.id.as_str(), provider.name.as_str()]
                .into_iter()
                .chain(provider.aliases.iter().map(String::as_str))
                .any(|name| is(name, &typed))
        };
        self.providers.iter().find(|provider| names(provider))
    }

    /// Courses that somebody may be about to type, likeliest first; all of them, in the
    /// catalogue's order, where nothing is typed yet.
    pub fn suggest_courses(&self, typed: &str, limit: usize) -> Vec<&Course> {
        let typed = plain(typed);
        let mut ranked: Vec<(u8, &Course)> = self
            .courses
            .iter()
            .filter_map(|course| {
                let best = names(course).filter_map(|name| rank(name, &typed)).min();
                best.map(|rank| (rank, course))
            })
            .collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        ranked
            .into_iter()
            .map(|(_, course)| course)
            .take(limit)
            .collect()
    }
}

/// Letters and digits only, small, without accents: `finopsforengineers`.
pub(super) fn plain(text: &str) -> String {
    text.nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric())
        .collect()
}

fn names(course: &Course) -> impl Iterator<Item = &str> {
    [course.id.as_str(), &course.name.value, &course.short]
        .into_iter()
        .chain(course.aliases.iter().map(String::as_str))
}

fn is(name: &str, typed: &str) -> bool {
    !typed.is_empty() && plain(name) == typed
}

/// How well the beginning of a name fits: lower is better, nothing where it does not.
fn rank(name: &str, typed: &str) -> Option<u8> {
    let whole = plain(name);
    if typed.is_empty() || whole.starts_with(typed) {
        return Some(0);
    }
    let mut words = name.split_whitespace().map(plain);
    if words.clone().any(|word| word.starts_with(typed)) {
        return Some(1);
    }
    if whole.contains(typed) {
        return Some(2);
    }
    let alike = |name: &str| jaro_winkler(name, typed) >= ALIKE;
    let long = typed.chars().count() >= 4;
    (long && (alike(&whole) || words.any(|word| alike(&word)))).then_some(3)
}
