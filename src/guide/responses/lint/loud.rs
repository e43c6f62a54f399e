//! What no text may carry in its own words: links that the catalogue does not allow, and calls to
//! everybody.

use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::unicode::unescape_unicode_to_string;

use super::entries::Entry;
use crate::domain::fault::Fault;

const CALLS: [&str; 2] = ["@everyone", "@here"];
/// Stands for whatever fills a placeholder.
const FILLED: char = '\u{fffc}';

/// Faults of the words of one text.
pub(super) fn faults(key: &str, entry: &Entry<'_>, allows: &dyn Fn(&str) -> bool) -> Vec<Fault> {
    let mut faults = Vec::new();
    for words in runs(entry.pattern) {
        for link in links(&words).filter(|link| !allows(link)) {
            let shown = link.replace(FILLED, "…");
            faults.push(entry.fault(
                entry.find(link),
                format!("`{key}` has the link `{shown}`, which the catalogue does not allow"),
                "Links are facts: put it into the catalogue, or lead to a host in its \
                 `allowed_hosts`.",
            ));
        }
        for call in CALLS.iter().filter(|call| words.contains(**call)) {
            faults.push(entry.fault(
                entry.find(call),
                format!("`{key}` calls `{call}`"),
                "Leave it out: an answer is for whoever asked.",
            ));
        }
    }
    faults
}

/// The words of a pattern as they come out, each form of it on its own.
fn runs(pattern: &Pattern<&str>) -> Vec<String> {
    let mut own = String::new();
    let mut others = Vec::new();
    collect(pattern, &mut own, &mut others);
    others.push(own);
    others
}

fn collect(pattern: &Pattern<&str>, own: &mut String, others: &mut Vec<String>) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => own.push_str(value),
            PatternElement::Placeable { expression } => expressed(expression, own, others),
        }
    }
}

fn expressed(expression: &Expression<&str>, own: &mut String, others: &mut Vec<String>) {
    match expression {
        Expression::Inline(InlineExpression::StringLiteral { value }) => {
            own.push_str(&unescape_unicode_to_string(value));
        }
        Expression::Inline(InlineExpression::Placeable { expression }) => {
            expressed(expression, own, others);
        }
        Expression::Inline(_) => own.push(FILLED),
        Expression::Select { variants, .. } => {
            own.push(FILLED);
            others.extend(variants.iter().flat_map(|variant| runs(&variant.value)));
        }
    }
}

/// Addresses in running text, from their scheme to where they end.
fn links(words: &str) -> impl Iterator<Item = &str> {
    let ends = |c: char| c.is_whitespace() || "<>()[]{}\"'`|“”".contains(c);
    words.match_indices("://").filter_map(move |(at, _)| {
        let before = words.get(..at)?;
        let scheme = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
        let from = words.get(scheme.len()..)?;
        let link = from.split(ends).next()?;
        let link = link.trim_end_matches(|c: char| ".,;:!?*_~".contains(c));
        (!link.starts_with(':')).then_some(link)
    })
}
