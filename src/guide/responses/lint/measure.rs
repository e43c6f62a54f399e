//! What a text comes to: how long it may become, what it shows in each of its forms, and which
//! other texts it is made of.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{CallArguments, Expression, Identifier, InlineExpression, Pattern};
use fluent_syntax::ast::{PatternElement, Variant};
use fluent_syntax::unicode::unescape_unicode_to_string;

use super::entries::{Entries, Entry, place};
use crate::domain::fault::Fault;
use crate::domain::table::closest;

/// How long a filled placeholder is taken to be when a text's length is estimated.
const PLACEHOLDER_UNITS: usize = 24;
/// Beyond so many the text engine gives up.
const PLACEABLES: usize = 100;
/// The only function that the text engine is given.
const FUNCTION: &str = "NUMBER";

/// What one text comes to, the texts that it refers to among it.
#[derive(Debug, Clone, Default)]
pub(super) struct Measure {
    /// Placeholders in some form of the text, those that only choose a form among them.
    pub(super) used: BTreeSet<String>,
    /// Placeholders that every form of the text shows.
    pub(super) always: BTreeSet<String>,
    /// The longest form in UTF-16 units, placeholders estimated.
    pub(super) units: usize,
    /// Whether every form has something to see.
    pub(super) visible: bool,
    /// What stands in braces, counted as the text engine does.
    placeables: usize,
}

impl Measure {
    fn of(text: &str) -> Self {
        Self {
            units: text.encode_utf16().count(),
            visible: text.chars().any(is_visible),
            ..Self::default()
        }
    }

    fn then(&mut self, next: Self) {
        self.used.extend(next.used);
        self.always.extend(next.always);
        self.units = self.units.saturating_add(next.units);
        self.visible |= next.visible;
        self.placeables = self.placeables.saturating_add(next.placeables);
    }

    /// One of two forms.
    fn or(self, other: Self) -> Self {
        Self {
            always: &self.always & &other.always,
            used: &self.used | &other.used,
            units: self.units.max(other.units),
            visible: self.visible && other.visible,
            placeables: self.placeables.max(other.placeables),
        }
    }
}

/// Spaces and characters without any shape are nothing to see.
fn is_visible(c: char) -> bool {
    let shapeless =
        matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    !c.is_whitespace() && !shapeless
}

/// Measures the texts of one language, each once.
pub(super) struct Measurer<'e, 'a> {
    entries: &'e Entries<'a>,
    /// `None` while a text is being measured: whoever comes back to it goes in a circle.
    known: BTreeMap<String, Option<Measure>>,
    /// Texts that others are made of.
    pub(super) referred: BTreeSet<String>,
    pub(super) faults: Vec<Fault>,
}

impl<'e, 'a> Measurer<'e, 'a> {
    pub(super) fn new(entries: &'e Entries<'a>) -> Self {
        Self {
            entries,
            known: BTreeMap::new(),
            referred: BTreeSet::new(),
            faults: Vec::new(),
        }
    }

    /// What the text with this key comes to; `None` where there is none, or where it is made of
    /// itself.
    pub(super) fn measure(&mut self, key: &str) -> Option<Measure> {
        if let Some(known) = self.known.get(key) {
            return known.clone();
        }
        let entry = self.entries.get(key)?;
        self.known.insert(key.to_owned(), None);
        let measure = self.pattern(entry.pattern, entry);
        if measure.placeables > PLACEABLES {
            self.faults.push(entry.fault(
                entry.span.clone(),
                format!("`{key}` has more than {PLACEABLES} placeholders"),
                "Show fewer other texts in it.",
            ));
        }
        self.known.insert(key.to_owned(), Some(measure.clone()));
        Some(measure)
    }

    fn pattern(&mut self, pattern: &Pattern<&str>, entry: &Entry<'_>) -> Measure {
        let mut measure = Measure::default();
        for element in &pattern.elements {
            measure.then(match element {
                PatternElement::TextElement { value } => Measure::of(value),
                PatternElement::Placeable { expression } => {
                    let mut inner = self.expression(expression, entry);
                    inner.placeables = inner.placeables.saturating_add(1);
                    inner
                }
            });
        }
        measure
    }

    fn expression(&mut self, expression: &Expression<&str>, entry: &Entry<'_>) -> Measure {
        match expression {
            Expression::Inline(inline) => self.inline(inline, entry),
            Expression::Select { selector, variants } => {
                let chosen_by = self.inline(selector, entry).used;
                let mut measure = self.variants(variants, entry);
                measure.used.extend(chosen_by);
                measure
            }
        }
    }

    fn variants(&mut self, variants: &[Variant<&str>], entry: &Entry<'_>) -> Measure {
        let forms = variants
            .iter()
            .map(|variant| self.pattern(&variant.value, entry));
        forms.reduce(Measure::or).unwrap_or_default()
    }

    fn inline(&mut self, inline: &InlineExpression<&str>, entry: &Entry<'_>) -> Measure {
        match inline {
            InlineExpression::StringLiteral { value } => {
                Measure::of(&unescape_unicode_to_string(value))
            }
            InlineExpression::NumberLiteral { value } => Measure::of(value),
            InlineExpression::VariableReference { id } => {
                let name = BTreeSet::from([id.name.to_owned()]);
                Measure {
                    used: name.clone(),
                    always: name,
                    units: PLACEHOLDER_UNITS,
                    visible: true,
                    placeables: 0,
                }
            }
            InlineExpression::FunctionReference { id, arguments } => {
                self.function(id, arguments, entry)
            }
            InlineExpression::MessageReference { id, attribute } => {
                let key = joined(id.name, attribute.as_ref());
                self.refer(&key, id, entry)
            }
            InlineExpression::TermReference {
                id,
                attribute,
                arguments,
            } => {
                let key = joined(&format!("-{}", id.name), attribute.as_ref());
                let measure = self.refer(&key, id, entry);
                self.filled(&key, measure, arguments.as_ref(), id, entry)
            }
            InlineExpression::Placeable { expression } => self.expression(expression, entry),
        }
    }

    fn function(
        &mut self,
        id: &Identifier<&str>,
        arguments: &CallArguments<&str>,
        entry: &Entry<'_>,
    ) -> Measure {
        if id.name != FUNCTION {
            self.fault(
                entry,
                id,
                format!("there is no function `{}`", id.name),
                format!("`{FUNCTION}` is the only one; most numbers need none."),
            );
        }
        let mut measure = Measure::default();
        for argument in &arguments.positional {
            measure.then(self.inline(argument, entry));
        }
        measure
    }

    /// Another text within this one. Each language has its own: English does not step in here.
    fn refer(&mut self, key: &str, id: &Identifier<&str>, entry: &Entry<'_>) -> Measure {
        self.referred.insert(key.to_owned());
        if !self.entries.contains_key(key) {
            let mend = match closest(key, self.entries.keys().map(String::as_str)) {
                Some(near) => format!("Did you mean `{near}`?"),
                None => "Add the text to this language, or write its words here.".to_owned(),
            };
            self.fault(
                entry,
                id,
                format!("there is no text `{key}` in this language"),
                mend,
            );
        } else if let Some(measure) = self.measure(key) {
            return measure;
        } else {
            self.fault(
                entry,
                id,
                format!("`{key}` is made of itself"),
                "Write the words here in place of one of the texts in the circle.",
            );
        }
        // Whatever it was to be: one fault is enough.
        Measure {
            visible: true,
            ..Measure::default()
        }
    }

    /// A term sees only what its reference gives it.
    fn filled(
        &mut self,
        key: &str,
        mut term: Measure,
        arguments: Option<&CallArguments<&str>>,
        id: &Identifier<&str>,
        entry: &Entry<'_>,
    ) -> Measure {
        let given = arguments.map_or(&[][..], |arguments| &arguments.named);
        for name in std::mem::take(&mut term.used) {
            if !given.iter().any(|argument| argument.name.name == name) {
                self.fault(
                    entry,
                    id,
                    format!("`{key}` has the placeholder `${name}`, which nothing fills here"),
                    format!("Fill it: `{{ {key}({name}: \"…\") }}`."),
                );
            }
        }
        term.always.clear();
        term
    }

    fn fault(
        &mut self,
        entry: &Entry<'_>,
        id: &Identifier<&str>,
        what: String,
        mend: impl Into<String>,
    ) {
        let span = place(entry.file, id.name).unwrap_or_else(|| entry.span.clone());
        self.faults.push(entry.fault(span, what, mend));
    }
}

fn joined(name: &str, attribute: Option<&Identifier<&str>>) -> String {
    match attribute {
        Some(attribute) => format!("{name}.{}", attribute.name),
        None => name.to_owned(),
    }
}
