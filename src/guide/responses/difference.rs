//! Which sentences of a language differ between two versions of its files.

use std::collections::BTreeMap;

use fluent_syntax::ast::{Entry, Pattern};
use fluent_syntax::parser;

use super::LanguageFiles;

/// Keys of sentences, by what became of them.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Difference {
    pub added: Vec<String>,
    pub changed: Vec<String>,
    pub removed: Vec<String>,
}

impl Difference {
    /// Compares words only: comments, order and files do not count.
    pub fn between(old: Option<&LanguageFiles>, new: Option<&LanguageFiles>) -> Self {
        let (old, new) = (sentences(old), sentences(new));
        let mut difference = Self::default();
        for (key, words) in &new {
            match old.get(key) {
                None => difference.added.push(key.clone()),
                Some(before) if before != words => difference.changed.push(key.clone()),
                Some(_) => {}
            }
        }
        let removed = old.into_keys().filter(|key| !new.contains_key(key));
        difference.removed.extend(removed);
        difference
    }

    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

fn sentences(language: Option<&LanguageFiles>) -> BTreeMap<String, Pattern<&str>> {
    let mut found = BTreeMap::new();
    for file in language.iter().flat_map(|language| &language.files) {
        // What cannot be read is told by the check.
        let resource = match parser::parse(file.text.as_str()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        for entry in resource.body {
            let (name, value, attributes) = match entry {
                Entry::Message(own) => (own.id.name.to_owned(), own.value, own.attributes),
                Entry::Term(own) => (format!("-{}", own.id.name), Some(own.value), own.attributes),
                _ => continue,
            };
            for attribute in attributes {
                found.insert(format!("{name}.{}", attribute.id.name), attribute.value);
            }
            found.extend(value.map(|value| (name, value)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fault::DataFile;
    use crate::domain::locale::Locale;

    fn language(text: &str) -> LanguageFiles {
        LanguageFiles {
            locale: Locale::english(),
            files: vec![DataFile {
                name: "responses/en-US/a.ftl".to_owned(),
                text: text.to_owned(),
            }],
        }
    }

    #[test]
    fn words_count_and_their_order_does_not() {
        let old = language("a = One\nb = Two { $x }\nc =\n    .title = Three\n");
        let same = language("# A remark.\nc =\n    .title = Three\nb = Two {$x}\n\na = One\n");
        assert!(Difference::between(Some(&old), Some(&same)).is_empty());
        let new = language("a = One\nb = Two { $y }\nd = Four\n");
        let difference = Difference::between(Some(&old), Some(&new));
        assert_eq!(difference.added, ["d"]);
        assert_eq!(difference.changed, ["b"]);
        assert_eq!(difference.removed, ["c.title"]);
        assert_eq!(Difference::between(None, Some(&old)).added.len(), 3);
    }
}
