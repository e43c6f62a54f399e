//! From typed text to ground: which language, which words were meant, what they may mean.

use super::RoleBook;
use super::ground::Ground;
use super::language::Language;
use super::lexicon::bit;
use super::meaning::Part;
use super::text::{self, Kind, Token};

/// Words of one text that may be corrected; more are noise.
const CORRECTIONS: usize = 40;

impl RoleBook {
    /// The language that the tokens are most likely written in, by its place.
    pub(crate) fn language_of(&self, tokens: &[Token]) -> usize {
        let mut scores = vec![0_usize; self.languages.len()];
        for token in tokens.iter().filter(|token| token.is_word()) {
            // One letter is a word in many languages.
            let long = token.text.chars().count() > 1 || !token.text.is_ascii();
            if long && let Some(languages) = self.signs.get(&token.text) {
                for language in languages {
                    if let Some(score) = scores.get_mut(*language) {
                        *score += 2;
                    }
                }
            }
        }
        for token in tokens {
            let Some(sym) = token.sym else {
                if token.is_word() {
                    for (language, score) in self.languages.iter().zip(scores.iter_mut()) {
                        let own = [language.titles];
                        *score += usize::from(self.lexicon.opens(&own, &token.text));
                    }
                }
                continue;
            };
            for (language, score) in scores.iter_mut().enumerate() {
                *score += usize::from(self.lexicon.uses(language, sym));
            }
        }
        let best = scores.iter().copied().max().unwrap_or_default();
        scores
            .iter()
            .position(|score| *score == best)
            .unwrap_or_default()
    }

    /// Everything that one text in one language says, word by word.
    pub(crate) fn ground(&self, typed: &str, language: Option<usize>) -> (usize, Ground) {
        let mut tokens = text::tokens(typed);
        self.know(&mut tokens);
        let number = language.unwrap_or_else(|| self.language_of(&tokens));
        let Some(language) = self.languages.get(number) else {
            return (number, Ground::new(Vec::new(), Vec::new(), &self.classes));
        };
        let mut roots = vec![language.grammar, language.titles];
        if let Some(first) = self.languages.first()
            && number != 0
        {
            roots.push(first.titles);
        }
        let shouted = tokens.iter().filter(|token| token.is_word()).count() > 1
            && tokens
                .iter()
                .all(|token| token.capitals || !token.is_word());
        if !shouted {
            for token in tokens.iter_mut().filter(|token| token.capitals) {
                if let Some(meant) = language.capitals.get(&token.text) {
                    token.text.clone_from(meant);
                }
            }
        }
        let mut tokens = rewrite(tokens, language);
        self.know(&mut tokens);
        self.spell(&mut tokens, language, number, &roots);
        let tokens = rewrite(tokens, language);
        let mut tokens = drop_dots(tokens);
        self.know(&mut tokens);
        let edges = self.lexicon.edges(&roots, &tokens);
        (number, Ground::new(tokens, edges, &self.classes))
    }

    fn know(&self, tokens: &mut [Token]) {
        for token in tokens.iter_mut().filter(|token| token.is_word()) {
            token.sym = self.lexicon.sym(&token.text);
        }
    }

    fn spell(
        &self,
        tokens: &mut Vec<Token>,
        language: &Language,
        number: usize,
        roots: &[super::lexicon::Root],
    ) {
        let mut left = CORRECTIONS;
        let mut at = 0;
        while at < tokens.len() {
            let Some(token) = tokens.get_mut(at) else {
                return;
            };
            at += 1;
            let known = token
                .sym
                .is_some_and(|sym| self.lexicon.speaks(number, sym));
            if !token.is_word() || known || left == 0 || token.text.len() < 4 {
                continue;
            }
            if !self.lexicon.opens(roots, &token.text) {
                left -= 1;
                if (language.compounds || !self.spelling.is_real(&token.text))
                    && let Some((before, after)) = self.divide(&token.text, language, roots)
                {
                    let mut second = token.clone();
                    token.text = before;
                    second.text = after;
                    tokens.insert(at, second);
                    at += 1;
                } else if let Some(meant) = self.spelling.correct(&token.text, bit(number) | bit(0))
                    && (number == 0 || token.text.len() > 6)
                {
                    token.text = meant.to_owned();
                }
            }
        }
    }

    /// "netzwerkadministrator": a field and a head in one word.
    fn divide(
        &self,
        word: &str,
        language: &Language,
        roots: &[super::lexicon::Root],
    ) -> Option<(String, String)> {
        let titles = roots.get(1..).unwrap_or_default();
        let mut fallback = None;
        for (at, _) in word.char_indices().skip(3) {
            let (before, after) = word.split_at_checked(at)?;
            if after.len() < 4 {
                break;
            }
            if !self.lexicon.holds(titles, after) || !self.is_head(titles, after) {
                continue;
            }
            let bare = before.strip_suffix('s').unwrap_or(before);
            for before in [before, bare] {
                if self.lexicon.holds(titles, before) || self.lexicon.opens(titles, before) {
                    return Some((before.to_owned(), after.to_owned()));
                }
            }
            if language.compounds {
                fallback = fallback.or(Some((before.to_owned(), after.to_owned())));
            }
        }
        fallback
    }

    pub(crate) fn is_head(&self, roots: &[super::lexicon::Root], word: &str) -> bool {
        self.lexicon.classes(roots, word).any(|class| {
            matches!(
                self.classes.meaning(class),
                super::meaning::Meaning::Part(
                    Part::Own(_)
                        | Part::Bare(_)
                        | Part::Fit(_)
                        | Part::Top(_)
                        | Part::Firm(_)
                        | Part::Lead(_)
                        | Part::AnyHead
                        | Part::Other
                )
            )
        })
    }
}

/// Replaces phrases as the language says, the longest first.
fn rewrite(tokens: Vec<Token>, language: &Language) -> Vec<Token> {
    let mut written = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let found = language.rewrites.get(&token.text).and_then(|rewrites| {
            rewrites.iter().find(|(from, _)| {
                from.iter()
                    .enumerate()
                    .all(|(i, word)| tokens.get(at + i).is_some_and(|token| token.text == *word))
            })
        });
        match found {
            Some((from, to)) => {
                let last = tokens.get(at + from.len() - 1).unwrap_or(token);
                let span = token.span.start..last.span.end;
                for word in to {
                    written.push(Token {
                        text: word.clone(),
                        kind: Kind::Word,
                        span: span.clone(),
                        sym: None,
                        capitals: token.capitals,
                    });
                }
                // "sr." and the like: the dot belongs to the abbreviation.
                let dot = tokens.get(at + from.len());
                let dotted = last.text.len() <= 5
                    && !last.text.starts_with('\'')
                    && dot.is_some_and(|dot| dot.text == "." && dot.span.start == last.span.end)
                    && tokens.get(at + from.len() + 1).is_some();
                at += from.len() + usize::from(dotted);
            }
            None => {
                written.push(token.clone());
                at += 1;
            }
        }
    }
    written
}

/// Breaks that stand behind one another are one.
fn drop_dots(tokens: Vec<Token>) -> Vec<Token> {
    let mut kept: Vec<Token> = Vec::with_capacity(tokens.len());
    for token in tokens {
        match kept.last_mut() {
            Some(last) if !last.is_word() && !token.is_word() => {
                if token.kind == Kind::Question || last.kind == Kind::Comma {
                    *last = token;
                }
            }
            _ => kept.push(token),
        }
    }
    kept
}
