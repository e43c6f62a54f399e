//! Texts as Discord takes them: measured in UTF-16 units, trimmed between whole characters, typed
//! words made inert.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

use crate::guide::reply::{QUOTE_CLOSE, QUOTE_OPEN};

/// Ends a text that was cut.
const ELLIPSIS: &str = "…";
/// Discord shows nothing else that a person might read in a cut address.
const SCHEMES: [&str; 2] = ["https://", "http://"];

/// What becomes of an address that stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Links {
    /// In embeds, where addresses do not unfold.
    AsTheyAre,
    /// In a message's content: `<https://…>`, so that no preview unfolds under it.
    Folded,
}

/// Length as Discord counts it.
pub fn units(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.chars().map(char::len_utf16).sum()
}

/// A text for a place where Markdown lives: typed words become inline code, where no mention,
/// link or Markdown comes alive. A cut never leaves such a word open.
pub(super) fn prose(text: &str, limit: usize, links: Links) -> String {
    let pieces = pieces(text, links);
    let needed: usize = pieces.iter().map(Piece::units).sum();
    let mut out = String::with_capacity(text.len() + 8);
    if needed <= limit {
        pieces.iter().for_each(|piece| piece.push(&mut out));
        return out;
    }
    let mut left = limit.saturating_sub(units(ELLIPSIS));
    for piece in &pieces {
        let size = piece.units();
        if size > left {
            piece.push_cut(&mut out, left);
            break;
        }
        piece.push(&mut out);
        left -= size;
    }
    out.truncate(out.trim_end().len());
    if limit > 0 {
        out.push_str(ELLIPSIS);
    }
    out
}

/// A text for a place without Markdown, such as a button: typed words stand as they are.
pub(super) fn plain(text: &str, limit: usize) -> String {
    let text = if text.contains([QUOTE_OPEN, QUOTE_CLOSE]) || text.contains(char::is_control) {
        Cow::Owned(harmless(text))
    } else {
        Cow::Borrowed(text)
    };
    trim(&text, limit)
}

/// A text of at most so many units, with an ellipsis where something was cut off.
fn trim(text: &str, limit: usize) -> String {
    if text.len() <= limit || units(text) <= limit {
        return text.to_owned();
    }
    if limit == 0 {
        return String::new();
    }
    cut(text, limit - units(ELLIPSIS)).trim_end().to_owned() + ELLIPSIS
}

/// The beginning of a text, ending between two characters as a reader sees them.
fn cut(text: &str, limit: usize) -> &str {
    let mut used = 0;
    for (start, cluster) in text.grapheme_indices(true) {
        used += units(cluster);
        if used > limit {
            return text.get(..start).unwrap_or_default();
        }
    }
    text
}

/// Without control characters and marks that turn the reading direction.
fn harmless(words: &str) -> String {
    words
        .chars()
        .filter(|c| !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control())
        .collect()
}

/// A part of a text that is cut, or not, in its own way.
enum Piece<'t> {
    Sentence(&'t str),
    /// Typed words, already harmless and without backticks.
    Words(String),
    /// An address, folded.
    Address(&'t str),
}

impl Piece<'_> {
    fn units(&self) -> usize {
        match self {
            Self::Sentence(text) => units(text),
            Self::Words(words) => units(words) + 2,
            Self::Address(address) => units(address) + 2,
        }
    }

    fn push(&self, out: &mut String) {
        let (open, text, close) = match self {
            Self::Sentence(text) => ("", *text, ""),
            Self::Words(words) => ("`", words.as_str(), "`"),
            Self::Address(address) => ("<", *address, ">"),
        };
        for part in [open, text, close] {
            out.push_str(part);
        }
    }

    /// What fits of it; half an address is none.
    fn push_cut(&self, out: &mut String, left: usize) {
        match self {
            Self::Sentence(text) => out.push_str(cut(text, left)),
            Self::Words(words) if left > 2 => {
                let words = cut(words, left - 2);
                if !words.is_empty() {
                    Self::Words(words.to_owned()).push(out);
                }
            }
            Self::Words(_) | Self::Address(_) => {}
        }
    }
}

fn pieces(text: &str, links: Links) -> Vec<Piece<'_>> {
    let mut found = Vec::with_capacity(4);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(QUOTE_OPEN) {
        sentence(before, links, &mut found);
        let (words, next) = after.split_once(QUOTE_CLOSE).unwrap_or((after, ""));
        let words = harmless(words).replace('`', "'");
        if !words.trim().is_empty() {
            found.push(Piece::Words(words));
        }
        rest = next;
    }
    sentence(rest, links, &mut found);
    found
}

fn sentence<'t>(text: &'t str, links: Links, found: &mut Vec<Piece<'t>>) {
    let mut rest = text;
    if links == Links::Folded {
        while let Some((before, address, after)) = next_address(rest) {
            found.push(Piece::Sentence(before));
            found.push(Piece::Address(address));
            rest = after;
        }
    }
    // A stray closing mark would be shown as an empty box.
    found.extend(
        rest.split(QUOTE_CLOSE)
            .filter(|part| !part.is_empty())
            .map(Piece::Sentence),
    );
}

/// The first address that is not folded yet: the text before it, the address, the text after it.
fn next_address(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let rest = text.get(from..)?;
        let start = from
            + SCHEMES
                .iter()
                .filter_map(|scheme| rest.find(scheme))
                .min()?;
        let (before, address) = text.split_at_checked(start)?;
        let end = address
            .find(|c: char| {
                c.is_whitespace() || matches!(c, '<' | '>' | ')' | '"' | '`' | '*' | '|')
            })
            .unwrap_or(address.len());
        let address = address
            .get(..end)?
            .trim_end_matches(['.', ',', ';', ':', '!', '?']);
        let end = start + address.len();
        if !before.ends_with('<') {
            return Some((before, address, text.get(end..)?));
        }
        from = end;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn quoted(words: &str) -> String {
        format!("You said {QUOTE_OPEN}{words}{QUOTE_CLOSE}.")
    }

    #[test]
    fn typed_words_become_inert() {
        let cases = [
            ("@everyone <@1>", "You said `@everyone <@1>`."),
            (
                "[x](https://evil.example)",
                "You said `[x](https://evil.example)`.",
            ),
            ("a`b``c", "You said `a'b''c`."),
            ("a\n# b\u{0}\u{202e}c", "You said `a # bc`."),
            ("  ", "You said ."),
        ];
        for (words, shown) in cases {
            assert_eq!(prose(&quoted(words), 2000, Links::Folded), shown);
        }
    }

    #[test]
    fn a_cut_closes_the_words_and_keeps_addresses_whole() {
        assert_eq!(
            prose(&quoted("abcdefgh"), 15, Links::Folded),
            "You said `abc`…"
        );
        assert_eq!(prose(&quoted("abcdefgh"), 12, Links::Folded), "You said…");
        let text = "See https://www.finops.org/page now";
        assert_eq!(prose(text, 20, Links::Folded), "See…");
    }

    #[test]
    fn addresses_are_folded_once() {
        let cases = [
            ("a https://b.c/d.", "a <https://b.c/d>."),
            ("a <https://b.c/d> e", "a <https://b.c/d> e"),
            ("[a](https://b.c)", "[a](<https://b.c>)"),
            ("https://b.c https://d.e", "<https://b.c> <https://d.e>"),
        ];
        for (text, shown) in cases {
            assert_eq!(prose(text, 2000, Links::Folded), shown);
            assert_eq!(prose(text, 2000, Links::AsTheyAre), text);
        }
    }

    #[test]
    fn a_cut_never_splits_what_a_reader_sees_as_one() {
        assert_eq!(plain("ab👩‍👩‍👧cd", 6), "ab…");
        assert_eq!(plain("ab👩‍👩‍👧cd", 12), "ab👩‍👩‍👧cd");
    }

    proptest! {
        #[test]
        fn limits_hold(text in ".*", limit in 0_usize..60) {
            prop_assert!(units(&prose(&text, limit, Links::Folded)) <= limit);
            prop_assert!(units(&prose(&quoted(&text), limit, Links::AsTheyAre)) <= limit);
            prop_assert!(units(&plain(&text, limit)) <= limit);
        }

        #[test]
        fn words_stay_between_two_backticks(words in ".*", limit in 1_usize..60) {
            let words: String = words.chars().filter(|c| ![QUOTE_OPEN, QUOTE_CLOSE].contains(c)).collect();
            let shown = prose(&quoted(&words), limit, Links::Folded);
            let ticks = shown.matches('`').count();
            prop_assert!(ticks == 0 || ticks == 2, "{shown}");
        }
    }
}
