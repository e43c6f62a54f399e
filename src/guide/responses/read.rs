//! Fluent files to [`Responses`].

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentError, FluentResource};
use unic_langid::LanguageIdentifier;

use super::{Language, Responses, lint};
use crate::domain::fault::{DataFile, Fault};
use crate::domain::locale::Locale;

/// The texts of one language as they were read.
#[derive(Debug, Clone)]
pub struct LanguageFiles {
    pub locale: Locale,
    pub files: Vec<DataFile>,
}

impl Responses {
    /// Reads all languages. A fault in any file is reported; the texts come only without errors.
    ///
    /// `needed` lists keys that depend on the catalogue and the command table, `allows` says which
    /// links the catalogue allows.
    pub fn read(
        languages: &[LanguageFiles],
        needed: &[super::Needs],
        allows: impl Fn(&str) -> bool,
    ) -> (Option<Self>, Vec<Fault>) {
        let mut faults = lint::faults(languages, needed, &allows);
        let mut read: Vec<Language> = languages
            .iter()
            .map(|files| language(files, &mut faults))
            .collect();
        // English first: it is what every chain ends in.
        read.sort_by_key(|language| {
            (
                language.locale != Locale::english(),
                language.locale.clone(),
            )
        });
        let broken = faults.iter().any(Fault::is_error);
        (
            (!broken && !read.is_empty()).then_some(Self { languages: read }),
            faults,
        )
    }
}

fn language(from: &LanguageFiles, faults: &mut Vec<Fault>) -> Language {
    let tag: LanguageIdentifier = from.locale.as_str().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    bundle.set_use_isolating(false);
    if bundle.add_builtins().is_err() {
        tracing::error!("the text engine's own functions are missing");
    }
    for file in &from.files {
        let resource = match FluentResource::try_new(file.text.clone()) {
            Ok(resource) => resource,
            // The lint has reported each syntax error with its place.
            Err((resource, _)) => resource,
        };
        if let Err(errors) = bundle.add_resource(resource) {
            faults.extend(errors.into_iter().filter_map(|error| twice(file, &error)));
        }
    }
    Language {
        locale: from.locale.clone(),
        bundle,
    }
}

fn twice(file: &DataFile, error: &FluentError) -> Option<Fault> {
    let FluentError::Overriding { id, .. } = error else {
        return None;
    };
    let start = lint::position(&file.text, id).unwrap_or(0);
    Some(Fault::error(
        &file.name,
        start..start.saturating_add(id.len()),
        format!("the key `{id}` stands twice in this language"),
        "Keep one of the two and delete the other.",
    ))
}
