//! Short patterns over words and classes of words: `start{,ed} as @finrole`.
//!
//! `word`, `@class`, `a|b|@c` one of several, `look+after` several words as one, `x?` may be
//! left out, `_3` up to three words of the same clause between, `~5` the same across commas,
//! `,` a break, `^` and `$` start and end of a clause.

use std::collections::HashMap;

use super::lexicon::{ClassId, Edges, Lexicon, Sym};
use super::text::{self, Kind, Token};

#[derive(Debug, Clone, PartialEq, Eq)]
enum Atom {
    Words(Vec<Sym>),
    Class(ClassId),
    Break,
    End,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Element {
    One { atoms: Vec<Atom>, optional: bool },
    Gap { most: usize, crosses: bool },
    Start,
}

/// One pattern and what it shows.
#[derive(Debug)]
struct Pattern {
    elements: Vec<Element>,
    effect: u16,
}

/// A pattern that matched tokens `start..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    pub(crate) effect: u16,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Key {
    Word(Sym),
    Class(ClassId),
}

/// All patterns of one language, found by what they start with.
#[derive(Debug, Default)]
pub(crate) struct Patterns {
    all: Vec<Pattern>,
    by_start: HashMap<Key, Vec<usize>>,
}

/// What a pattern is matched against.
pub(crate) struct Ground<'t> {
    pub(crate) tokens: &'t [Token],
    pub(crate) edges: &'t Edges,
    /// For each token, the start and the end of its clause.
    pub(crate) clauses: &'t [(usize, usize)],
}

impl Patterns {
    /// Adds a pattern; says what is wrong with it otherwise.
    pub(crate) fn add(
        &mut self,
        written: &str,
        effect: u16,
        lexicon: &mut Lexicon,
        class: &mut impl FnMut(&str) -> Option<ClassId>,
    ) -> Result<(), String> {
        let mut elements = Vec::new();
        for part in written.split_whitespace() {
            read_element(part, lexicon, class, &mut elements)?;
        }
        let mut keys = Vec::new();
        for element in &elements {
            match element {
                Element::Start => {}
                Element::One { atoms, optional } => {
                    keys.extend(atoms.iter().filter_map(key));
                    if !optional {
                        break;
                    }
                }
                _ => return Err("it starts with a gap or a break".to_owned()),
            }
        }
        if keys.is_empty() {
            return Err("it has no word to start with".to_owned());
        }
        for key in keys {
            let known = self.by_start.entry(key).or_default();
            known.push(self.all.len());
        }
        self.all.push(Pattern { elements, effect });
        Ok(())
    }

    /// All matches, in the order of the text; of one effect the longest at each start.
    pub(crate) fn find(&self, ground: &Ground<'_>) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        for (start, token) in ground.tokens.iter().enumerate() {
            let first = hits.len();
            let mut look = |key: Key| {
                for number in self.by_start.get(&key).into_iter().flatten() {
                    let Some(pattern) = self.all.get(*number) else {
                        continue;
                    };
                    if let Some(end) = ground.matches(&pattern.elements, start, start) {
                        keep(&mut hits, first, pattern.effect, start, end);
                    }
                }
            };
            if let Some(sym) = token.sym {
                look(Key::Word(sym));
            }
            for edge in ground.edges.get(start).into_iter().flatten() {
                look(Key::Class(edge.class));
            }
        }
        hits
    }
}

fn keep(hits: &mut Vec<Hit>, first: usize, effect: u16, start: usize, end: usize) {
    let same = hits.iter_mut().skip(first).find(|hit| hit.effect == effect);
    match same {
        Some(hit) => hit.end = hit.end.max(end),
        None => hits.push(Hit { effect, start, end }),
    }
}

fn key(atom: &Atom) -> Option<Key> {
    match atom {
        Atom::Words(words) => words.first().map(|sym| Key::Word(*sym)),
        Atom::Class(class) => Some(Key::Class(*class)),
        Atom::Break | Atom::End => None,
    }
}

fn read_element(
    part: &str,
    lexicon: &mut Lexicon,
    class: &mut impl FnMut(&str) -> Option<ClassId>,
    elements: &mut Vec<Element>,
) -> Result<(), String> {
    let gap = |digits: &str| digits.parse::<usize>().ok().filter(|most| *most <= 12);
    match part {
        "^" => elements.push(Element::Start),
        _ => {
            if let Some(most) = part.strip_prefix('_').and_then(gap) {
                elements.push(Element::Gap {
                    most,
                    crosses: false,
                });
                return Ok(());
            }
            if let Some(most) = part.strip_prefix('~').and_then(gap) {
                elements.push(Element::Gap {
                    most,
                    crosses: true,
                });
                return Ok(());
            }
            let (part, optional) = match part.strip_suffix('?') {
                Some(part) => (part, true),
                None => (part, false),
            };
            let mut atoms = Vec::new();
            for choice in split_choices(part) {
                for written in super::lexicon::expand(choice) {
                    atoms.push(read_atom(&written, lexicon, class)?);
                }
            }
            elements.push(Element::One { atoms, optional });
        }
    }
    Ok(())
}

/// Splits at bars outside braces.
fn split_choices(part: &str) -> Vec<&str> {
    let mut depth = 0_i32;
    part.split(|c: char| {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        c == '|' && depth == 0
    })
    .collect()
}

fn read_atom(
    written: &str,
    lexicon: &mut Lexicon,
    class: &mut impl FnMut(&str) -> Option<ClassId>,
) -> Result<Atom, String> {
    match written {
        "$" => return Ok(Atom::End),
        "," => return Ok(Atom::Break),
        _ => {}
    }
    if let Some(name) = written.strip_prefix('@') {
        return class(name)
            .map(Atom::Class)
            .ok_or_else(|| format!("there is no class `{name}`"));
    }
    let tokens = text::tokens(&written.replace('+', " "));
    let words: Vec<Sym> = tokens
        .iter()
        .filter(|token| token.is_word())
        .map(|token| lexicon.learn(&token.text))
        .collect();
    if words.is_empty() {
        return Err(format!("`{written}` is no word"));
    }
    Ok(Atom::Words(words))
}

impl Ground<'_> {
    /// The end of the longest way to match, from `at`.
    fn matches(&self, elements: &[Element], start: usize, at: usize) -> Option<usize> {
        let Some((element, rest)) = elements.split_first() else {
            return Some(at);
        };
        match element {
            Element::Start => {
                let first = self.clauses.get(at).is_some_and(|clause| clause.0 == at);
                first.then(|| self.matches(rest, start, at)).flatten()
            }
            Element::Gap { most, crosses } => self.gap(rest, start, at, *most, *crosses),
            Element::One { atoms, optional } => {
                let found = atoms
                    .iter()
                    .filter_map(|atom| self.atom(atom, rest, start, at))
                    .max();
                if found.is_none() && *optional {
                    return self.matches(rest, start, at);
                }
                found
            }
        }
    }

    fn gap(
        &self,
        rest: &[Element],
        start: usize,
        at: usize,
        most: usize,
        crosses: bool,
    ) -> Option<usize> {
        // Letters that are tokens of their own count half.
        let dense = self
            .tokens
            .get(at)
            .and_then(|token| token.text.chars().next())
            .is_some_and(text::is_dense);
        for skipped in 0..=most * (1 + usize::from(dense)) {
            if let Some(end) = self.matches(rest, start, at + skipped) {
                return Some(end);
            }
            let goes_on = match self.tokens.get(at + skipped)?.kind {
                Kind::Word => true,
                Kind::Comma => crosses,
                Kind::Stop | Kind::Question => false,
            };
            if !goes_on {
                return None;
            }
        }
        None
    }

    fn atom(&self, atom: &Atom, rest: &[Element], start: usize, at: usize) -> Option<usize> {
        match atom {
            Atom::Words(words) => {
                let fits = words.iter().enumerate().all(|(i, word)| {
                    self.tokens.get(at + i).and_then(|token| token.sym) == Some(*word)
                });
                fits.then(|| self.matches(rest, start, at + words.len()))
                    .flatten()
            }
            Atom::Break => {
                let token = self.tokens.get(at)?;
                (!token.is_word())
                    .then(|| self.matches(rest, start, at + 1))
                    .flatten()
            }
            Atom::End => {
                let ends = match self.tokens.get(at) {
                    Some(token) => {
                        !token.is_word() || self.clauses.get(at).is_some_and(|c| c.0 == at)
                    }
                    None => true,
                };
                ends.then(|| self.matches(rest, start, at)).flatten()
            }
            Atom::Class(class) => self
                .edges
                .get(at)?
                .iter()
                .filter(|edge| edge.class == *class)
                .filter_map(|edge| self.matches(rest, start, edge.end))
                .max(),
        }
    }
}
