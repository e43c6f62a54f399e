//! Typed words, made safe to echo: one short line, kept apart from our own words.

use unicode_segmentation::UnicodeSegmentation;

use super::reply::{QUOTE_CLOSE, QUOTE_OPEN};

/// How many visible characters of typed words are echoed.
const MOST: usize = 80;

/// The words between marks that each face shows as inert text.
///
/// Control and direction characters are dropped, so that typed words cannot leave their marks or
/// turn the text around them.
pub(super) fn quoted(words: &str) -> String {
    let clean: String = words
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control() && !is_format(*c))
        .collect();
    let clean = clean
        .split(' ')
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    let mut graphemes = clean.graphemes(true);
    let mut short: String = graphemes.by_ref().take(MOST).collect();
    if graphemes.next().is_some() {
        short.push('…');
    }
    format!("{QUOTE_OPEN}{short}{QUOTE_CLOSE}")
}

/// Characters without a face that steer direction or joining; the joiners of emoji stay.
fn is_format(c: char) -> bool {
    matches!(
        c,
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{feff}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_words_cannot_leave_their_marks() {
        let words = quoted("a\u{2069}b\u{202e}c\n\nd");
        assert_eq!(words, "\u{2068}abc d\u{2069}");
    }

    #[test]
    fn long_words_are_cut_between_characters() {
        let words = quoted(&"é".repeat(200));
        assert_eq!(words.chars().count(), MOST + 3);
    }
}
