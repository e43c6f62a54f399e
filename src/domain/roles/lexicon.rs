//! Words and phrases of all languages in one trie, and what they mean.

use std::collections::HashMap;

use super::text::{self, Token};

/// A word, by number.
pub(crate) type Sym = u32;
/// A class of words, by number.
pub(crate) type ClassId = u16;
/// Where the phrases of one language, or of one part of it, start.
pub(crate) type Root = u32;

/// A phrase that was found: its class and the token after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Edge {
    pub(crate) class: ClassId,
    pub(crate) end: usize,
}

/// For each token, the phrases that start there.
pub(crate) type Edges = Vec<Vec<Edge>>;

/// A word with an open beginning or end: `buchhalt*`, `*buchhalt*`.
#[derive(Debug)]
struct Open {
    stem: String,
    before: bool,
    class: ClassId,
}

#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    words: HashMap<Box<str>, Sym>,
    /// For each word, the languages that use it, as bits.
    speakers: Vec<u8>,
    /// The language that is being read in, as a bit.
    speaking: u8,
    steps: HashMap<(u32, Sym), u32>,
    classes: HashMap<u32, Vec<ClassId>>,
    /// Open words, by the place in the trie that they follow.
    open: HashMap<u32, Vec<Open>>,
    nodes: u32,
}

impl Lexicon {
    /// A new, empty part.
    pub(crate) fn root(&mut self) -> Root {
        self.nodes += 1;
        self.nodes
    }

    /// What is learnt from here on belongs to this language.
    pub(crate) fn speak(&mut self, language: usize) {
        self.speaking = bit(language);
    }

    /// The number of a word, given at first sight.
    pub(crate) fn learn(&mut self, word: &str) -> Sym {
        let next = Sym::try_from(self.words.len()).unwrap_or(Sym::MAX);
        let sym = match self.words.get(word) {
            Some(sym) => *sym,
            None => {
                self.words.insert(word.into(), next);
                self.speakers.push(0);
                next
            }
        };
        if let Some(speakers) = self.speakers.get_mut(sym as usize) {
            *speakers |= self.speaking;
        }
        sym
    }

    /// Whether a language uses the word.
    pub(crate) fn uses(&self, language: usize, sym: Sym) -> bool {
        let speakers = self.speakers.get(sym as usize).copied().unwrap_or_default();
        speakers & bit(language) != 0
    }

    /// Whether a language, or the first one, uses the word.
    pub(crate) fn speaks(&self, language: usize, sym: Sym) -> bool {
        let speakers = self.speakers.get(sym as usize).copied().unwrap_or_default();
        speakers & (bit(language) | bit(0)) != 0
    }

    pub(crate) fn sym(&self, word: &str) -> Option<Sym> {
        self.words.get(word).copied()
    }

    /// All words of the phrases in the given parts.
    pub(crate) fn vocabulary(&self, roots: &[Root]) -> Vec<&str> {
        let mut syms: Vec<Sym> = Vec::new();
        let mut nodes: HashMap<u32, Vec<(Sym, u32)>> = HashMap::new();
        for ((node, sym), next) in &self.steps {
            nodes.entry(*node).or_default().push((*sym, *next));
        }
        let mut open: Vec<u32> = roots.to_vec();
        while let Some(node) = open.pop() {
            for (sym, next) in nodes.get(&node).into_iter().flatten() {
                syms.push(*sym);
                open.push(*next);
            }
        }
        syms.sort_unstable();
        syms.dedup();
        let mut words: Vec<&str> = self
            .words
            .iter()
            .filter(|(_, sym)| syms.binary_search(sym).is_ok())
            .map(|(word, _)| word.as_ref())
            .collect();
        words.sort_unstable();
        words
    }

    /// Adds a phrase as an editor writes it. Returns false where nothing of it can ever match.
    pub(crate) fn add(&mut self, root: Root, phrase: &str, class: ClassId) -> bool {
        let ends_open = phrase.ends_with('*');
        let starts_open = phrase.starts_with('*');
        let tokens = text::tokens(phrase.trim_matches('*'));
        let words: Vec<_> = tokens.iter().filter(|token| token.is_word()).collect();
        let Some((last, before)) = words.split_last() else {
            return false;
        };
        if starts_open && !before.is_empty() {
            return false;
        }
        if ends_open || starts_open {
            let node = before
                .iter()
                .fold(root, |node, word| self.step(node, &word.text));
            self.open.entry(node).or_default().push(Open {
                stem: last.text.clone(),
                before: starts_open,
                class,
            });
            return true;
        }
        let node = words
            .iter()
            .fold(root, |node, word| self.step(node, &word.text));
        let classes = self.classes.entry(node).or_default();
        if !classes.contains(&class) {
            classes.push(class);
        }
        true
    }

    fn step(&mut self, node: u32, word: &str) -> u32 {
        let sym = self.learn(word);
        let next = self.nodes + 1;
        let step = *self.steps.entry((node, sym)).or_insert(next);
        if step == next {
            self.nodes = next;
        }
        step
    }

    /// All phrases of the given parts in the tokens.
    pub(crate) fn edges(&self, roots: &[Root], tokens: &[Token]) -> Edges {
        let mut edges: Edges = vec![Vec::new(); tokens.len()];
        for (start, found) in edges.iter_mut().enumerate() {
            for root in roots {
                self.walk(*root, tokens, start, found);
            }
            if let Some(token) = tokens.get(start)
                && token.is_word()
                && !found.iter().any(|edge| edge.end == start + 1)
            {
                for root in roots {
                    self.opened(*root, &token.text, start, found);
                }
            }
        }
        edges
    }

    /// The classes of a single word in the given parts.
    pub(crate) fn classes<'l>(
        &'l self,
        roots: &'l [Root],
        word: &str,
    ) -> impl Iterator<Item = ClassId> + 'l {
        let sym = self.sym(word);
        roots
            .iter()
            .filter_map(move |root| self.steps.get(&(*root, sym?)))
            .filter_map(|node| self.classes.get(node))
            .flatten()
            .copied()
    }

    /// Whether a single word stands in one of the given parts.
    pub(crate) fn holds(&self, roots: &[Root], word: &str) -> bool {
        self.classes(roots, word).next().is_some()
    }

    /// Whether an open word fits: `buchhalt*`.
    pub(crate) fn opens(&self, roots: &[Root], word: &str) -> bool {
        let mut found = Vec::new();
        for root in roots {
            self.opened(*root, word, 0, &mut found);
        }
        !found.is_empty()
    }

    fn walk(&self, root: Root, tokens: &[Token], start: usize, found: &mut Vec<Edge>) {
        let mut node = root;
        for (at, token) in tokens.iter().enumerate().skip(start) {
            if at > start && token.is_word() {
                self.opened(node, &token.text, at, found);
            }
            let step = token.sym.and_then(|sym| self.steps.get(&(node, sym)));
            let Some(step) = step else {
                return;
            };
            node = *step;
            for class in self.classes.get(&node).into_iter().flatten() {
                let edge = Edge {
                    class: *class,
                    end: at + 1,
                };
                if !found.contains(&edge) {
                    found.push(edge);
                }
            }
        }
    }

    fn opened(&self, node: u32, word: &str, at: usize, found: &mut Vec<Edge>) {
        for open in self.open.get(&node).into_iter().flatten() {
            let fits = if open.before {
                word.contains(&open.stem)
            } else {
                word.starts_with(&open.stem)
            };
            let edge = Edge {
                class: open.class,
                end: at + 1,
            };
            if fits && !found.contains(&edge) {
                found.push(edge);
            }
        }
    }
}

/// A language as a bit; beyond the seventh they share one.
pub(crate) fn bit(language: usize) -> u8 {
    1 << language.min(7)
}

/// Writes out braces: `lead{,s,ing} team{,s}` gives six phrases.
pub(crate) fn expand(phrase: &str) -> Vec<String> {
    let Some((before, rest)) = phrase.split_once('{') else {
        return vec![phrase.to_owned()];
    };
    let Some((choices, after)) = rest.split_once('}') else {
        return vec![phrase.to_owned()];
    };
    let tails = expand(after);
    let mut all = Vec::with_capacity(tails.len() * 2);
    for choice in choices.split(',') {
        all.extend(tails.iter().map(|tail| format!("{before}{choice}{tail}")));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_are_written_out() {
        assert_eq!(expand("a"), ["a"]);
        assert_eq!(expand("lead{,s} x{1,2}").len(), 4);
    }

    #[test]
    fn phrases_are_found_where_they_start() {
        let mut lexicon = Lexicon::default();
        let root = lexicon.root();
        assert!(lexicon.add(root, "vice president", 1));
        assert!(lexicon.add(root, "buchhalt*", 2));
        let mut tokens = text::tokens("a vice president, Buchhalterin");
        for token in &mut tokens {
            token.sym = lexicon.sym(&token.text);
        }
        let edges = lexicon.edges(&[root], &tokens);
        assert_eq!(edges[1], [Edge { class: 1, end: 3 }]);
        assert_eq!(edges[4], [Edge { class: 2, end: 5 }]);
    }
}
