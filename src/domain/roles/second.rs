//! The second reader: single words that were learnt from labelled statements, asked only where
//! the rules find nothing.
//!
//! `docs/understanding.md` says how it was built and what it adds. Its weights are a map from a
//! word to what it speaks for, so that the words behind an answer can be named.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use fst::Map;

use super::text;

/// Weights of words, built by `examples/learn.rs` from `roles/second/en-US.tsv` and the batches.
static WEIGHTS: &[u8] = include_bytes!("../../../roles/second/en-US.fst");

/// What a text may sound like: the personas, somebody on a FinOps team, or nothing to go on.
pub const CLASSES: [&str; 7] = [
    "ask",
    "engineers",
    "executives",
    "finance",
    "practitioner",
    "procurement",
    "product",
];
/// The classes that are no persona: they are heard, and never answered with.
const SILENT: [&str; 2] = ["ask", "practitioner"];

/// The key of what counts before any word is read; no word starts like this.
pub(crate) const PRIOR: &str = "=";
/// Weights are counted in parts of a natural logarithm.
pub(crate) const PARTS: f64 = 32.0;
/// Bits of one weight in a value of the map, and the weight that is stored as zero.
const BITS: usize = 9;
pub(crate) const MIDDLE: i32 = 256;

/// Words of a text that must be known for it to be heard at all.
const KNOWN: usize = 3;
/// Lead over the next class, in hundredths of a natural logarithm, from which on the reader is sure: chosen by
/// cross-validation, see `docs/understanding.md`.
const SURE: i32 = 600;
/// Part of the lead that a word must have to count as one that spoke, and how many must.
const LOUD: i32 = 24;
const SPEAKERS: usize = 2;
/// Words that are named.
const NAMED: usize = 3;

/// What the words of a text sound like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// Places in `CLASSES` of the personas, likeliest first.
    pub(crate) classes: Vec<usize>,
    /// The words that spoke loudest for the first, as typed and in their order.
    pub words: Vec<String>,
    /// How far the first is before everything else, in hundredths of a natural logarithm.
    pub lead: i32,
    /// Whether nothing but the lead may keep it from answering.
    pub may: bool,
}

/// The weights.
#[derive(Debug)]
pub(crate) struct Second {
    weights: Option<Map<Cow<'static, [u8]>>>,
}

impl Default for Second {
    fn default() -> Self {
        Self::new(Cow::Borrowed(WEIGHTS))
    }
}

impl Heard {
    /// What the words sound like most.
    pub fn persona(&self) -> &'static str {
        let first = self.classes.first();
        first
            .and_then(|class| CLASSES.get(*class))
            .copied()
            .unwrap_or_default()
    }

    /// Whether it is enough to answer.
    pub fn is_sure(&self) -> bool {
        self.may && self.lead >= SURE
    }
}

impl Second {
    /// Without usable weights nothing is heard.
    pub(crate) fn new(weights: Cow<'static, [u8]>) -> Self {
        Self {
            weights: Map::new(weights).ok(),
        }
    }

    /// Listens to the words of an English text, but for those within `skip`.
    pub(crate) fn hear(&self, typed: &str, skip: &[Range<usize>]) -> Option<Heard> {
        let weights = self.weights.as_ref()?;
        let mut sums = unpack(weights.get(PRIOR)?);
        let mut spoke: Vec<(Range<usize>, [i32; CLASSES.len()])> = Vec::new();
        let mut seen = HashSet::new();
        let mut skip = skip.to_vec();
        skip.sort_unstable_by_key(|skip| skip.start);
        let mut skip = skip.into_iter().peekable();
        let mut skipped = 0;
        for (word, span) in words(typed) {
            while let Some(next) = skip.next_if(|next| next.start < span.end) {
                skipped = next.end.max(skipped);
            }
            if span.start < skipped || seen.contains(&word) {
                continue;
            }
            if let Some(packed) = weights.get(&word) {
                let own = unpack(packed);
                for (sum, own) in sums.iter_mut().zip(own) {
                    *sum += own;
                }
                spoke.push((span, own));
            }
            seen.insert(word);
        }
        (spoke.len() >= KNOWN).then(|| judge(typed, &sums, spoke))
    }
}

fn judge(typed: &str, sums: &[i32], mut spoke: Vec<(Range<usize>, [i32; 7])>) -> Heard {
    let mut order: Vec<usize> = (0..CLASSES.len()).collect();
    let sum = |class: usize| sums.get(class).copied().unwrap_or(i32::MIN);
    order.sort_by_key(|class| (std::cmp::Reverse(sum(*class)), *class));
    let classes: Vec<usize> = order
        .iter()
        .copied()
        .filter(|class| speaks(*class))
        .collect();
    let first = classes.first().copied().unwrap_or_default();
    let next = order.iter().copied().find(|class| *class != first);
    let next = next.unwrap_or_default();
    let lead = sum(first) - sum(next);
    let loud = |own: &[i32; 7]| {
        let of = |class: usize| own.get(class).copied().unwrap_or_default();
        of(first) - of(next)
    };
    spoke.sort_by_key(|(span, own)| (std::cmp::Reverse(loud(own)), span.start));
    let speakers = spoke.iter().take_while(|(_, own)| loud(own) >= LOUD);
    let may = speakers.count() >= SPEAKERS;
    let mut named: Vec<Range<usize>> = spoke
        .into_iter()
        .take_while(|(_, own)| loud(own) >= LOUD)
        .map(|(span, _)| span)
        .take(NAMED)
        .collect();
    named.sort_by_key(|span| span.start);
    let words = named.into_iter().filter_map(|span| typed.get(span));
    Heard {
        classes,
        words: words.map(str::to_owned).collect(),
        lead: lead * 100 / 32,
        may,
    }
}

fn speaks(class: usize) -> bool {
    CLASSES
        .get(class)
        .is_some_and(|class| !SILENT.contains(class))
}

/// The words of a text by their stems, each with its place.
pub(crate) fn words(typed: &str) -> impl Iterator<Item = (String, Range<usize>)> {
    let tokens = text::tokens(typed).into_iter();
    tokens.filter(text::Token::is_word).filter_map(|token| {
        let lettered = token.text.chars().any(char::is_alphabetic);
        lettered.then(|| (stem(&token.text), token.span))
    })
}

/// The word without the endings of number and tense: what it is about stays.
fn stem(word: &str) -> String {
    // Each with what stands instead, and the letters that must be left: "supply" is no "supp".
    const ENDINGS: [(&str, &str, usize); 8] = [
        ("ings", "", 3),
        ("ing", "", 3),
        ("ies", "y", 3),
        ("ied", "y", 3),
        ("ed", "", 3),
        ("es", "", 3),
        ("s", "", 3),
        ("ly", "", 5),
    ];
    let cut = ENDINGS.iter().find_map(|(ending, instead, least)| {
        let stem = word.strip_suffix(ending)?;
        (stem.chars().count() >= *least).then(|| format!("{stem}{instead}"))
    });
    let mut stem = cut.unwrap_or_else(|| word.to_owned());
    // "planning" and "plan" are one word, and so are "manage" and "managing".
    let mut last = stem.chars().rev();
    if let (Some(a), Some(b)) = (last.next(), last.next())
        && stem.len() < word.len()
        && stem.len() > 3
        && (a == b && !matches!(a, 'l' | 's' | 'z'))
    {
        stem.pop();
    }
    if stem.len() > 3 && stem.ends_with('e') {
        stem.pop();
    }
    stem
}

/// Weights in one number.
pub(crate) fn pack(weights: &[i32; CLASSES.len()]) -> u64 {
    weights.iter().rev().fold(0, |packed, weight| {
        let stored = (weight + MIDDLE).clamp(0, (1 << BITS) - 1);
        (packed << BITS) | u64::try_from(stored).unwrap_or_default()
    })
}

fn unpack(packed: u64) -> [i32; CLASSES.len()] {
    std::array::from_fn(|class| {
        let stored = (packed >> (class * BITS)) & ((1 << BITS) - 1);
        i32::try_from(stored).unwrap_or_default() - MIDDLE
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_survive_packing() {
        let weights = [-256, -1, 0, 1, 17, 254, 255];
        assert_eq!(unpack(pack(&weights)), weights);
    }

    #[test]
    fn forms_of_a_word_are_one() {
        for (word, other) in [
            ("planning", "plans"),
            ("managed", "managing"),
            ("supplies", "supply"),
            ("invoices", "invoice"),
        ] {
            assert_eq!(stem(word), stem(other));
        }
    }

    #[test]
    fn few_known_words_say_nothing() {
        let second = Second::default();
        assert_eq!(second.hear("", &[]), None);
        assert_eq!(second.hear("zzgl qwrt backlog", &[]), None);
    }
}
