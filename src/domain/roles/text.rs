//! Typed text to tokens: folded case and accents, breaks kept, every token with its place.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::lexicon::Sym;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Word,
    /// Ends a part of a sentence: comma, dash, bracket, colon.
    Comma,
    /// Ends a sentence.
    Stop,
    /// Ends a question.
    Question,
}

/// One word or break.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) text: String,
    pub(crate) kind: Kind,
    /// Bytes of the typed text.
    pub(crate) span: Range<usize>,
    /// The word as the lexicon knows it.
    pub(crate) sym: Option<Sym>,
    /// Typed in capitals only.
    pub(crate) capitals: bool,
}

impl Token {
    pub(crate) fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }
}

/// Letters that decompose into nothing plainer by themselves.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'œ' => "oe",
        'æ' => "ae",
        'ø' => "o",
        'ł' => "l",
        'ı' => "i",
        'đ' => "d",
        _ => return None,
    })
}

fn is_latin(c: char) -> bool {
    c < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&c)
}

/// Written without spaces: each letter is a token of its own.
pub(crate) fn is_dense(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '々')
}

/// The text in folded letters, each with its place in the typed text.
fn fold(text: &str) -> Vec<(char, Range<usize>, bool)> {
    let mut folded = Vec::with_capacity(text.len());
    for (at, typed) in text.char_indices() {
        let place = at..at + typed.len_utf8();
        if typed.is_ascii() {
            let upper = typed.is_ascii_uppercase();
            folded.push((typed.to_ascii_lowercase(), place, upper));
            continue;
        }
        for part in std::iter::once(typed).nfkc() {
            let upper = part.is_uppercase();
            for lower in part.to_lowercase() {
                if let Some(plain) = plain(lower) {
                    folded.extend(plain.chars().map(|c| (c, place.clone(), upper)));
                } else if is_latin(lower) {
                    let bare = std::iter::once(lower).nfd();
                    let bare = bare.filter(|c| !is_combining_mark(*c));
                    folded.extend(bare.map(|c| (c, place.clone(), upper)));
                } else if !is_combining_mark(lower) || is_dense(lower) {
                    folded.push((lower, place.clone(), upper));
                }
            }
        }
    }
    folded
}

/// Splits a text into tokens. Pure and linear.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let letters = fold(text);
    let mut found: Vec<Token> = Vec::with_capacity(letters.len() / 4 + 1);
    let at = |i: usize| letters.get(i).map(|(c, _, _)| *c);
    let mut i = 0;
    while let Some((c, place, _)) = letters.get(i) {
        let before = i.checked_sub(1).and_then(at);
        let after = at(i + 1);
        if is_dense(*c) {
            found.push(word(c.to_string(), place.clone(), false));
            i += 1;
        } else if c.is_alphanumeric() || (*c == '.' && starts_name(before, &at, i)) {
            let end = word_end(&at, i);
            // "FinOps3年": before letters without spaces a number stands by itself.
            let digits = (i..end)
                .rev()
                .take_while(|n| at(*n).is_some_and(|c| c.is_ascii_digit()));
            let number = end - digits.count();
            if number > i && number < end && at(end).is_some_and(is_dense) {
                found.push(slice(&letters, i, number));
                found.push(slice(&letters, number, end));
            } else {
                found.push(slice(&letters, i, end));
            }
            i = end;
        } else if is_apostrophe(*c) && before.is_some_and(char::is_alphanumeric) {
            let end = word_end(&at, i + 1);
            let short = end > i + 1 && end <= i + 3;
            let ends = !at(end).is_some_and(|c| c.is_alphanumeric());
            if short && ends {
                let mut suffix = slice(&letters, i + 1, end);
                suffix.text.insert(0, '\'');
                found.push(suffix);
                i = end;
            } else {
                i += 1;
            }
        } else {
            if let Some(token) = mark(*c, before, after, place.clone()) {
                found.push(token);
            }
            i += 1;
        }
    }
    found
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´' | 'ʼ')
}

/// `.net`: a dot at the start of a word.
fn starts_name(before: Option<char>, at: &impl Fn(usize) -> Option<char>, i: usize) -> bool {
    before.is_none_or(char::is_whitespace) && at(i + 1).is_some_and(char::is_alphabetic)
}

/// The end of the word that starts at `i`.
fn word_end(at: &impl Fn(usize) -> Option<char>, start: usize) -> usize {
    let mut i = start;
    while let Some(c) = at(i) {
        let next = at(i + 1);
        let before = i.checked_sub(1).and_then(at);
        let inside = i > start && next.is_some_and(|c| c.is_alphanumeric() && !is_dense(c));
        let goes_on = match c {
            _ if is_dense(c) => false,
            _ if c.is_alphanumeric() => true,
            '.' if i == start => true,
            '.' | '&' => inside && before.is_some_and(char::is_alphanumeric),
            ',' => {
                inside
                    && before.is_some_and(|c| c.is_ascii_digit())
                    && next.is_some_and(|c| c.is_ascii_digit())
            }
            '+' | '#' => i > start && before.is_some_and(|c| c.is_alphabetic() || c == '+'),
            _ => false,
        };
        if !goes_on {
            break;
        }
        i += 1;
    }
    i.max(start)
}

fn slice(letters: &[(char, Range<usize>, bool)], from: usize, to: usize) -> Token {
    let part = letters.get(from..to).unwrap_or_default();
    let text: String = part.iter().map(|(c, _, _)| *c).collect();
    let start = part.first().map_or(0, |(_, place, _)| place.start);
    let end = part.last().map_or(start, |(_, place, _)| place.end);
    let capitals = part.iter().any(|(_, _, upper)| *upper)
        && part
            .iter()
            .all(|(c, _, upper)| *upper || !c.is_alphabetic());
    word(text, start..end, capitals)
}

fn word(text: String, span: Range<usize>, capitals: bool) -> Token {
    Token {
        text,
        kind: Kind::Word,
        span,
        sym: None,
        capitals,
    }
}

/// A sign that is no letter: a break, a word written as a sign, or nothing.
fn mark(c: char, before: Option<char>, after: Option<char>, span: Range<usize>) -> Option<Token> {
    let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let kind = match c {
        '.' | '!' | '\n' | '。' | '！' | '…' => Kind::Stop,
        '?' | '？' | '¿' => Kind::Question,
        ',' | ';' | ':' | '(' | ')' | '[' | ']' | '{' | '}' | '"' | '“' | '”' | '„' | '«' | '»'
        | '、' | '「' | '」' | '—' | '|' | '•' | '，' => Kind::Comma,
        '-' | '–' | '~' if space(before) || space(after) => Kind::Comma,
        '/' | '&' | '+' | '@' | '%' | '→' => {
            return Some(word(c.to_string(), span, false));
        }
        '>' if before == Some('-') => return Some(word("→".to_owned(), span, false)),
        _ => return None,
    };
    // An opening question mark breaks the sentence, but does not end a question.
    let kind = if c == '¿' { Kind::Stop } else { kind };
    Some(Token {
        text: c.to_string(),
        kind,
        span,
        sym: None,
        capitals: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> String {
        let words: Vec<_> = tokens(text).into_iter().map(|t| t.text).collect();
        words.join(" ")
    }

    #[test]
    fn words_keep_their_signs() {
        assert_eq!(split("C++/C#, .NET & Node.js"), "c++ / c# , .net & node.js");
        assert_eq!(split("FP&A since 3.5 yrs."), "fp&a since 3.5 yrs .");
        assert_eq!(split("I'm Zoë's boss"), "i 'm zoe 's boss");
        assert_eq!(split("l’équipe"), "l equipe");
        assert_eq!(split("back-end - me"), "back end - me");
        assert_eq!(split("FinOpsチーム。"), "finops チ ー ム 。");
    }

    #[test]
    fn places_point_into_the_typed_text() {
        let text = "Größe, ＡＷＳ";
        let spans: Vec<_> = tokens(text)
            .into_iter()
            .map(|token| &text[token.span])
            .collect();
        assert_eq!(spans, ["Größe", ",", "ＡＷＳ"]);
    }
}
