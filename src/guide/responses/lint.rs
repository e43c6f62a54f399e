//! Every flaw of the texts: syntax, missing and unused keys, placeholders, lengths.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement,
};
use fluent_syntax::parser;

use super::Needs;
use super::read::LanguageFiles;
use crate::domain::fault::{DataFile, Fault};
use crate::domain::locale::Locale;

/// How long a filled placeholder is taken to be when a text's length is estimated.
const PLACEHOLDER_UNITS: usize = 24;

/// One text as it stands in a file.
struct Text<'a> {
    file: &'a DataFile,
    span: Range<usize>,
    placeholders: BTreeSet<String>,
    /// The longest form in UTF-16 units, placeholders estimated.
    units: usize,
}

type Texts<'a> = BTreeMap<String, Text<'a>>;

/// All faults of all languages.
pub(super) fn faults(languages: &[LanguageFiles], needed: &[Needs]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let read: Vec<(&LanguageFiles, Texts<'_>)> = languages
        .iter()
        .map(|language| (language, texts(language, &mut faults)))
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
    for (language, texts) in &read {
        missing(language, texts, needed, &mut faults);
        for (key, text) in texts {
            match needed.iter().find(|need| need.key == *key) {
                Some(need) => text_faults(key, text, need, &mut faults),
                None => faults.push(unused(key, text, needed)),
            }
        }
    }
    faults
}

fn missing(language: &LanguageFiles, texts: &Texts<'_>, needed: &[Needs], faults: &mut Vec<Fault>) {
    let english = language.locale == Locale::english();
    for need in needed.iter().filter(|need| !texts.contains_key(&*need.key)) {
        let file = format!("responses/{}", language.locale);
        let what = format!("the text `{}` is missing", need.key);
        let mend = format!(
            "Add a line `{} = …` to a file of this language{}.",
            need.key.replace('.', "\n    ."),
            placeholders_hint(need)
        );
        faults.push(if english {
            Fault::error(&file, 0..0, what, mend)
        } else {
            Fault::warning(&file, 0..0, what, mend)
        });
    }
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

fn unused(key: &str, text: &Text<'_>, needed: &[Needs]) -> Fault {
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

fn text_faults(key: &str, text: &Text<'_>, need: &Needs, faults: &mut Vec<Fault>) {
    for name in &text.placeholders {
        if !need.args.contains(&name.as_str()) {
            let known = if need.args.is_empty() {
                "This text has no placeholders.".to_owned()
            } else {
                format!("This text may use: {}.", need.args.join(", "))
            };
            let wanted = format!("${name}");
            let start = text
                .file
                .text
                .get(text.span.start..)
                .and_then(|rest| rest.find(&wanted));
            let span = match start {
                Some(at) => {
                    let from = text.span.start.saturating_add(at);
                    from..from.saturating_add(wanted.len())
                }
                None => text.span.clone(),
            };
            faults.push(Fault::error(
                &text.file.name,
                span,
                format!("`{key}` has the placeholder `${name}`, which nothing fills"),
                known,
            ));
        }
    }
    if text.units > need.limit {
        faults.push(Fault::error(
            &text.file.name,
            text.span.clone(),
            format!(
                "`{key}` may become {} UTF-16 units long; Discord shows at most {} there",
                text.units, need.limit
            ),
            "Shorten the text.",
        ));
    }
}

/// The texts of a language by key; attributes stand as `message.attribute`.
fn texts<'a>(language: &'a LanguageFiles, faults: &mut Vec<Fault>) -> Texts<'a> {
    let mut texts = Texts::new();
    for file in &language.files {
        let resource = match parser::parse(file.text.as_str()) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                faults.extend(errors.iter().map(|error| {
                    Fault::error(
                        &file.name,
                        whole(&file.text, &error.pos),
                        format!("this is not a text that can be read: {}", error.kind),
                        "A text is written `key = words`; further lines begin with spaces.",
                    )
                }));
                resource
            }
        };
        for entry in &resource.body {
            let Entry::Message(message) = entry else {
                continue;
            };
            let name = message.id.name;
            if let Some(value) = &message.value {
                texts.insert(name.to_owned(), text(file, name, value));
            }
            for attribute in &message.attributes {
                let key = format!("{name}.{}", attribute.id.name);
                texts.insert(key, text(file, attribute.id.name, &attribute.value));
            }
        }
    }
    texts
}

/// The parser counts bytes; what is underlined are whole characters of the text.
fn whole(text: &str, span: &Range<usize>) -> Range<usize> {
    text.floor_char_boundary(span.start)..text.ceil_char_boundary(span.end.min(text.len()))
}

fn text<'a>(file: &'a DataFile, name: &str, pattern: &Pattern<&str>) -> Text<'a> {
    let mut placeholders = BTreeSet::new();
    let units = pattern_units(pattern, &mut placeholders);
    let start = offset(&file.text, name).unwrap_or(0);
    Text {
        file,
        span: start..start.saturating_add(name.len()),
        placeholders,
        units,
    }
}

/// Where a slice of the text begins in it.
fn offset(text: &str, slice: &str) -> Option<usize> {
    let start = (slice.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    (start <= text.len()).then_some(start)
}

/// Where the last definition of a key stands in a file.
pub(super) fn position(text: &str, key: &str) -> Option<usize> {
    text.match_indices(key)
        .filter(|(at, _)| *at == 0 || text.as_bytes().get(at.saturating_sub(1)) == Some(&b'\n'))
        .map(|(at, _)| at)
        .last()
}

fn pattern_units(pattern: &Pattern<&str>, names: &mut BTreeSet<String>) -> usize {
    pattern
        .elements
        .iter()
        .map(|element| match element {
            PatternElement::TextElement { value } => value.encode_utf16().count(),
            PatternElement::Placeable { expression } => expression_units(expression, names),
        })
        .sum()
}

fn expression_units(expression: &Expression<&str>, names: &mut BTreeSet<String>) -> usize {
    match expression {
        Expression::Inline(inline) => inline_units(inline, names),
        Expression::Select { selector, variants } => {
            inline_units(selector, names);
            variants
                .iter()
                .map(|variant| pattern_units(&variant.value, names))
                .max()
                .unwrap_or(0)
        }
    }
}

fn inline_units(inline: &InlineExpression<&str>, names: &mut BTreeSet<String>) -> usize {
    match inline {
        InlineExpression::StringLiteral { value } | InlineExpression::NumberLiteral { value } => {
            value.encode_utf16().count()
        }
        InlineExpression::VariableReference { id } => {
            names.insert(id.name.to_owned());
            PLACEHOLDER_UNITS
        }
        InlineExpression::FunctionReference { arguments, .. } => call_units(arguments, names),
        InlineExpression::MessageReference { .. } | InlineExpression::TermReference { .. } => {
            PLACEHOLDER_UNITS
        }
        InlineExpression::Placeable { expression } => expression_units(expression, names),
    }
}

fn call_units(arguments: &CallArguments<&str>, names: &mut BTreeSet<String>) -> usize {
    arguments
        .positional
        .iter()
        .map(|argument| inline_units(argument, names))
        .sum()
}
