//! Every flaw of the texts: syntax, missing and unused keys, references, placeholders, lengths.

mod entries;
mod loud;
mod measure;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Range;

use self::entries::{Entries, Entry, entries, parse};
use self::measure::{Measure, Measurer};
use super::Needs;
use super::read::LanguageFiles;
use crate::domain::fault::{DataFile, Fault};
use crate::domain::locale::Locale;

/// All faults of all languages. `allows` says which links a text may carry.
pub(super) fn faults(
    languages: &[LanguageFiles],
    needed: &[Needs],
    allows: &dyn Fn(&str) -> bool,
) -> Vec<Fault> {
    let mut faults = Vec::new();
    let parsed: Vec<_> = languages
        .iter()
        .map(|language| (language, parse(language, &mut faults)))
        .collect();
    let read: Vec<(&LanguageFiles, Entries<'_>)> = parsed
        .iter()
        .map(|(language, parsed)| (*language, entries(parsed)))
        .collect();
    let english = read
        .iter()
        .find(|(language, _)| language.locale == Locale::english());
    if english.is_none() {
        faults.push(Fault::error(
            "responses/en-US",
            0..0,
            "there are no English texts",
            "Every text exists in English first: restore the folder `en-US`.",
        ));
    }
    let original = english.map(|(_, entries)| Original::new(entries));
    for (language, texts) in &read {
        let translated = original
            .as_ref()
            .filter(|_| language.locale != Locale::english());
        let missed = needed.iter().filter(|need| !texts.contains_key(&*need.key));
        faults.extend(missed.map(|need| missing(language, texts, need, translated)));
        let mut measurer = Measurer::new(texts);
        for (key, text) in texts {
            faults.extend(loud::faults(key, text, allows));
            let measure = measurer.measure(key);
            let need = needed.iter().find(|need| need.key == *key);
            if let (Some(need), Some(measure)) = (need, &measure) {
                text_faults(text, need, measure, &mut faults);
                if let Some(wanted) =
                    translated.and_then(|original| original.used.get(key.as_str()))
                {
                    dropped(text, need, measure, wanted, &mut faults);
                }
            }
        }
        let Measurer {
            referred,
            faults: more,
            ..
        } = measurer;
        faults.extend(more);
        // A text that only others are made of is used, and so is a term.
        let idle = texts.iter().filter(|(key, _)| {
            !needed.iter().any(|need| need.key == **key)
                && !referred.contains(*key)
                && !key.starts_with('-')
        });
        faults.extend(idle.map(|(key, text)| unused(key, text, needed)));
    }
    faults
}

/// Where the text for a key stands: in the language itself, else in English.
pub fn locate(
    languages: &[LanguageFiles],
    locale: &Locale,
    key: &str,
) -> Option<(String, Range<usize>)> {
    let find = |locale: &Locale| {
        let language = languages.iter().find(|one| one.locale == *locale)?;
        let parsed = parse(language, &mut Vec::new());
        let entries = entries(&parsed);
        let entry = entries.get(key)?;
        Some((entry.file.name.clone(), entry.span.clone()))
    };
    find(locale).or_else(|| find(&Locale::english()))
}

/// The English texts, as what translations are measured by.
struct Original<'e, 'a> {
    entries: &'e Entries<'a>,
    /// By key: the placeholders that it uses.
    used: BTreeMap<&'e str, Vec<String>>,
}

impl<'e, 'a> Original<'e, 'a> {
    fn new(entries: &'e Entries<'a>) -> Self {
        // Its faults are told with the language itself.
        let mut measurer = Measurer::new(entries);
        let used = entries.keys().filter_map(|key| {
            let measure = measurer.measure(key)?;
            Some((key.as_str(), measure.used.into_iter().collect()))
        });
        Self {
            used: used.collect(),
            entries,
        }
    }
}

fn missing(
    language: &LanguageFiles,
    texts: &Entries<'_>,
    need: &Needs,
    original: Option<&Original<'_, '_>>,
) -> Fault {
    let (file, span) = home(language, texts, &need.key, original);
    let named = language.files.iter().any(|known| known.name == file);
    let what = format!("the text `{}` is missing", need.key);
    let mend = format!(
        "Add a line `{} = …` to {}{}.",
        need.key.replace('.', "\n    ."),
        if named {
            "this file"
        } else {
            "a file of this language"
        },
        placeholders_hint(need)
    );
    if language.locale == Locale::english() {
        Fault::error(&file, span, what, mend)
    } else {
        Fault::warning(&file, span, what, mend)
    }
}

/// Where a missing text belongs: under its own message, else in the file where English has it or
/// where its nearest kin stand, else anywhere in the language's folder.
fn home(
    language: &LanguageFiles,
    texts: &Entries<'_>,
    key: &str,
    original: Option<&Original<'_, '_>>,
) -> (String, Range<usize>) {
    let message = key.split('.').next().and_then(|name| texts.get(name));
    if let Some(message) = message {
        return (message.file.name.clone(), message.span.clone());
    }
    let end = |file: &DataFile| (file.name.clone(), file.text.len()..file.text.len());
    let english = original.and_then(|original| original.entries.get(key));
    let same = english.and_then(|entry| {
        let own = |name: &str| name.rsplit('/').next().map(str::to_owned);
        let files = &mut language.files.iter();
        files.find(|file| own(&file.name) == own(&entry.file.name))
    });
    if let Some(file) = same {
        return end(file);
    }
    let kin = texts
        .iter()
        .map(|(other, text)| (shared(other, key), text))
        .filter(|(shared, _)| *shared > 0)
        .max_by_key(|(shared, _)| *shared);
    match kin {
        Some((_, text)) => end(text.file),
        None => (format!("responses/{}", language.locale), 0..0),
    }
}

/// How many of their first words two keys share.
fn shared(one: &str, other: &str) -> usize {
    let pairs = one.split('-').zip(other.split('-'));
    pairs.take_while(|(one, other)| one == other).count()
}

fn placeholders_hint(need: &Needs) -> String {
    let names: Vec<String> = need
        .args
        .iter()
        .map(|arg| format!("{{ ${arg} }}"))
        .collect();
    if names.is_empty() {
        String::new()
    } else {
        format!(" (it may use {})", names.join(", "))
    }
}

fn unused(key: &str, text: &Entry<'_>, needed: &[Needs]) -> Fault {
    let near = needed
        .iter()
        .map(|need| (strsim::damerau_levenshtein(&need.key, key), &need.key))
        .min()
        .filter(|(distance, _)| *distance <= 3);
    let mend = match near {
        Some((_, known)) => format!("Did you mean `{known}`? Otherwise delete the text."),
        None => "Nothing shows this text: delete it, or check its name.".to_owned(),
    };
    Fault::error(
        &text.file.name,
        text.span.clone(),
        format!("the text `{key}` is not used"),
        mend,
    )
}

fn text_faults(text: &Entry<'_>, need: &Needs, measure: &Measure, faults: &mut Vec<Fault>) {
    let key = &need.key;
    for name in &measure.used {
        if !need.args.contains(&name.as_str()) {
            let known = if need.args.is_empty() {
                "This text has no placeholders.".to_owned()
            } else {
                format!("This text may use: {}.", need.args.join(", "))
            };
            faults.push(text.fault(
                text.find(&format!("${name}")),
                format!("`{key}` has the placeholder `${name}`, which nothing fills"),
                known,
            ));
        }
    }
    for name in need
        .must_use()
        .filter(|name| !measure.always.contains(*name))
    {
        faults.push(text.fault(
            text.span.clone(),
            format!("`{key}` does not always show `{{ ${name} }}`, and it must"),
            "Show it in every form of the text: this line stands alone where cards are off.",
        ));
    }
    if !measure.visible {
        faults.push(text.fault(
            text.span.clone(),
            format!("`{key}` may come out empty"),
            "Write words for it, in every form of the text.",
        ));
    }
    if measure.units > need.limit {
        faults.push(text.fault(
            text.span.clone(),
            format!(
                "`{key}` may become {} UTF-16 units long; Discord shows at most {} there",
                measure.units, need.limit
            ),
            "Shorten the text.",
        ));
    }
}

/// Placeholders of the English original that a translation leaves out.
fn dropped(
    text: &Entry<'_>,
    need: &Needs,
    measure: &Measure,
    wanted: &[String],
    faults: &mut Vec<Fault>,
) {
    for name in wanted {
        let told = need.must_use().any(|must| must == name);
        if !told && need.args.contains(&name.as_str()) && !measure.used.contains(name) {
            faults.push(text.fault(
                text.span.clone(),
                format!(
                    "`{}` leaves out `{{ ${name} }}`, which its English original uses",
                    need.key
                ),
                "Use the same placeholders as the English text.",
            ));
        }
    }
}

/// Where the last definition of a key stands in a file.
pub(super) fn position(text: &str, key: &str) -> Option<usize> {
    text.match_indices(key)
        .filter(|(at, _)| *at == 0 || text.as_bytes().get(at.saturating_sub(1)) == Some(&b'\n'))
        .map(|(at, _)| at)
        .last()
}
