//! A text made ready for reading: tokens, what they mean, units, clauses and markers.

use super::lexicon::Edges;
use super::meaning::{Classes, Marker, Meaning, Part};
use super::text::{self, Kind, Token};

/// A marker and the tokens it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) marker: Marker,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The longest phrase at its place, with all it may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unit {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) meanings: Vec<Meaning>,
}

impl Unit {
    pub(crate) fn is(&self, part: Part) -> bool {
        self.meanings.contains(&Meaning::Part(part))
    }

    pub(crate) fn parts(&self) -> impl Iterator<Item = Part> + '_ {
        self.meanings.iter().filter_map(|meaning| match meaning {
            Meaning::Part(part) => Some(*part),
            _ => None,
        })
    }

    /// No part of the book knows the word.
    pub(crate) fn is_unknown(&self) -> bool {
        let thing = |meaning: &Meaning| matches!(meaning, Meaning::Noun(_));
        self.meanings.iter().all(thing)
    }
}

/// A text in one language.
#[derive(Debug)]
pub(crate) struct Ground {
    pub(crate) tokens: Vec<Token>,
    pub(crate) edges: Edges,
    pub(crate) marks: Vec<Mark>,
    /// For each token, start and end of its clause.
    pub(crate) clauses: Vec<(usize, usize)>,
    /// Start and end of each clause, in order.
    pub(crate) ranges: Vec<(usize, usize)>,
    /// For each token, the number of its sentence.
    pub(crate) sentences: Vec<usize>,
    /// Start of each role, department and FinOps team that was found.
    pub(crate) places: Vec<usize>,
}

impl Ground {
    /// Marks, clauses and sentences from the phrases found.
    pub(crate) fn new(tokens: Vec<Token>, edges: Edges, classes: &Classes) -> Self {
        let marks = marks(&tokens, &edges, classes);
        let ranges = split(&tokens, &marks);
        let mut clauses = vec![(0, 0); tokens.len()];
        for (start, end) in &ranges {
            for clause in clauses.iter_mut().take(*end).skip(*start) {
                *clause = (*start, *end);
            }
        }
        let mut sentence = 0;
        let sentences = tokens
            .iter()
            .map(|token| {
                let own = sentence;
                sentence += usize::from(matches!(token.kind, Kind::Stop | Kind::Question));
                own
            })
            .collect();
        Self {
            tokens,
            edges,
            marks,
            clauses,
            ranges,
            sentences,
            places: Vec::new(),
        }
    }

    /// Adds a marker found later, in its place.
    pub(crate) fn mark(&mut self, mark: Mark) {
        let at = self
            .marks
            .partition_point(|known| known.start <= mark.start);
        self.marks.insert(at, mark);
    }

    pub(crate) fn clause(&self, at: usize) -> (usize, usize) {
        self.clauses.get(at).copied().unwrap_or((at, at))
    }

    pub(crate) fn sentence(&self, at: usize) -> usize {
        self.sentences.get(at).copied().unwrap_or_default()
    }

    /// Whether the sentence of a token is a question.
    pub(crate) fn is_question(&self, at: usize) -> bool {
        self.tokens
            .iter()
            .skip(at)
            .find(|token| matches!(token.kind, Kind::Stop | Kind::Question))
            .is_some_and(|token| token.kind == Kind::Question)
    }

    /// Whether the clause of a token is itself asked, and not by what follows it.
    pub(crate) fn is_asked(&self, at: usize) -> bool {
        let (from, to) = self.clause(at);
        let asked = self.tokens.get(to);
        asked.is_some_and(|token| token.kind == Kind::Question) && !self.has(Marker::Me, from, to)
    }

    /// The markers that start in tokens `from..to`, in their order.
    pub(crate) fn marks_in(&self, from: usize, to: usize) -> &[Mark] {
        let first = self.marks.partition_point(|mark| mark.start < from);
        let last = self.marks.partition_point(|mark| mark.start < to);
        self.marks.get(first..last).unwrap_or_default()
    }

    /// Whether tokens `from..to` hold a marker.
    pub(crate) fn has(&self, marker: Marker, from: usize, to: usize) -> bool {
        self.marks_in(from, to)
            .iter()
            .any(|mark| mark.marker == marker && mark.end <= to)
    }

    /// Whether `at` is at most so many words behind `end`; two letters of a script without spaces
    /// count for a word.
    pub(crate) fn near(&self, end: usize, at: usize, words: usize) -> bool {
        let between = self.tokens.get(end..at).unwrap_or_default();
        let halves = |token: &Token| {
            let dense = token.text.chars().next().is_some_and(text::is_dense);
            if dense { 1 } else { 2 }
        };
        between.iter().map(halves).sum::<usize>() < 2 * words
    }

    /// The longest phrases, one behind the other, in tokens `from..to`.
    pub(crate) fn units(&self, from: usize, to: usize, classes: &Classes) -> Vec<Unit> {
        let mut units = Vec::new();
        let mut at = from;
        while at < to {
            let mut end = at + 1;
            let edges = self.edges.get(at).map(Vec::as_slice).unwrap_or_default();
            let meant = |edge: &&super::lexicon::Edge| {
                edge.end <= to
                    && !matches!(
                        classes.meaning(edge.class),
                        Meaning::Plain
                        | Meaning::Mention(_)
                        | Meaning::Noun(_)
                        // "our controller" is somebody else, and still a controller.
                        | Meaning::Marker(Marker::Others | Marker::Me | Marker::In)
                    )
            };
            for edge in edges.iter().filter(meant) {
                end = end.max(edge.end);
            }
            let meanings = edges
                .iter()
                .filter(|edge| edge.end == end)
                .map(|edge| classes.meaning(edge.class))
                .filter(|meaning| !matches!(meaning, Meaning::Plain | Meaning::Mention(_)))
                .collect();
            units.push(Unit {
                start: at,
                end,
                meanings,
            });
            at = end;
        }
        units
    }

    /// The typed text of tokens `from..to`.
    pub(crate) fn words<'t>(&self, typed: &'t str, from: usize, to: usize) -> &'t str {
        let start = self.tokens.get(from).map(|token| token.span.start);
        let end = to
            .checked_sub(1)
            .and_then(|last| self.tokens.get(last))
            .map(|token| token.span.end);
        match (start, end) {
            (Some(start), Some(end)) => typed.get(start..end).unwrap_or_default(),
            _ => "",
        }
    }
}

/// Markers, the longest at each place; a longer phrase hides the shorter ones inside.
fn marks(tokens: &[Token], edges: &Edges, classes: &Classes) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let found = edges.get(at).into_iter().flatten().filter_map(|edge| {
            match classes.meaning(edge.class) {
                Meaning::Marker(marker) => Some((marker, edge.end)),
                _ => None,
            }
        });
        let found: Vec<_> = found.collect();
        let end = found.iter().map(|(_, end)| *end).max().unwrap_or(at + 1);
        for (marker, to) in found {
            if to == end {
                marks.push(Mark {
                    marker,
                    start: at,
                    end,
                });
            }
        }
        at = end;
    }
    marks
}

/// Clauses end at breaks, before words that start a clause, and before "and" with a subject or
/// a word of time behind it.
fn split(tokens: &[Token], marks: &[Mark]) -> Vec<(usize, usize)> {
    let mut cuts = Vec::new();
    for mark in marks {
        match mark.marker {
            Marker::Split | Marker::Now => cuts.push(mark.start),
            Marker::And => {
                let next = marks.iter().filter(|next| next.start == mark.end);
                if next
                    .into_iter()
                    .any(|next| matches!(next.marker, Marker::Me | Marker::Now | Marker::Others))
                {
                    cuts.push(mark.start);
                }
            }
            _ => {}
        }
    }
    let mut ranges = Vec::new();
    let mut start = 0;
    let mut cuts = cuts.into_iter().peekable();
    for (at, token) in tokens.iter().enumerate() {
        while cuts.peek().is_some_and(|cut| *cut < at) {
            cuts.next();
        }
        let cut = cuts.peek() == Some(&at) && at > start;
        if cut || !token.is_word() {
            if at > start {
                ranges.push((start, at));
            }
            start = if token.is_word() { at } else { at + 1 };
        }
    }
    if tokens.len() > start {
        ranges.push((start, tokens.len()));
    }
    ranges
}
