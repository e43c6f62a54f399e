//! Slips of the finger, corrected towards the words of titles and nothing else.
//!
//! Real English words are left alone: `words.fst` holds them (see `NOTICE`).

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use fst::Set;
use strsim::osa_distance;

/// English words, built by `examples/wordlist.rs` from Debian's `wamerican` (SCOWL).
static REAL: &[u8] = include_bytes!("../../../roles/words.fst");

/// Words with letters left out, each pointing back to its word.
#[derive(Debug, Default)]
pub(crate) struct Spelling {
    /// The words, and the languages that use them as bits.
    vocabulary: Vec<(Box<str>, u8)>,
    /// Hash of a word with up to two letters left out, and the word's place.
    shortened: Vec<(u32, u16)>,
    real: Option<Set<&'static [u8]>>,
}

const SHORTEST: usize = 4;
/// The one language whose real words are known.
const ENGLISH: u8 = 1;
/// Letters from which on two slips are mended in the others: "auditaré" is no slip of "auditora".
const LONG: usize = 10;

fn hash(word: &[u8]) -> u32 {
    let mut hasher = DefaultHasher::new();
    word.hash(&mut hasher);
    (hasher.finish() >> 32) as u32
}

/// Slips allowed in a word of this length.
fn most(length: usize) -> usize {
    if length <= 6 { 1 } else { 2 }
}

/// The word with up to `depth` letters left out.
fn shorten(word: &[u8], depth: usize, from: usize, found: &mut Vec<u32>) {
    found.push(hash(word));
    if depth == 0 {
        return;
    }
    for at in from..word.len() {
        let mut shorter = word.to_vec();
        shorter.remove(at);
        shorten(&shorter, depth - 1, at, found);
    }
}

impl Spelling {
    pub(crate) fn new<'w>(words: impl Iterator<Item = (&'w str, u8)>) -> Self {
        let mut speakers: BTreeMap<&str, u8> = BTreeMap::new();
        for (word, languages) in words {
            if word.len() >= SHORTEST && word.bytes().all(|byte| byte.is_ascii_lowercase()) {
                *speakers.entry(word).or_default() |= languages;
            }
        }
        let vocabulary: Vec<(Box<str>, u8)> = speakers
            .into_iter()
            .take(usize::from(u16::MAX))
            .map(|(word, languages)| (Box::from(word), languages))
            .collect();
        let mut shortened = Vec::new();
        let mut hashes = Vec::new();
        for (place, (word, _)) in vocabulary.iter().enumerate() {
            hashes.clear();
            shorten(word.as_bytes(), most(word.len()), 0, &mut hashes);
            hashes.sort_unstable();
            hashes.dedup();
            let place = u16::try_from(place).unwrap_or(u16::MAX);
            shortened.extend(hashes.iter().map(|hash| (*hash, place)));
        }
        shortened.sort_unstable();
        shortened.shrink_to_fit();
        Self {
            vocabulary,
            shortened,
            real: Set::new(REAL).ok(),
        }
    }

    /// Whether a word is English, whatever it means.
    pub(crate) fn is_real(&self, word: &str) -> bool {
        let holds = |word: &str| self.real.as_ref().is_some_and(|real| real.contains(word));
        holds(word) || word.strip_suffix('s').is_some_and(holds)
    }

    /// The word of a title that was most likely meant, in English or another of the languages.
    pub(crate) fn correct(&self, typed: &str, languages: u8) -> Option<&str> {
        let length = typed.len();
        if !(SHORTEST..=24).contains(&length)
            || !typed.bytes().all(|byte| byte.is_ascii_lowercase())
            || self.is_real(typed)
        {
            return None;
        }
        let mut hashes = Vec::new();
        shorten(typed.as_bytes(), most(length), 0, &mut hashes);
        hashes.sort_unstable();
        hashes.dedup();
        let mut best: Option<(usize, bool, &str)> = None;
        for hash in hashes {
            let first = self.shortened.partition_point(|(known, _)| *known < hash);
            for (known, place) in self.shortened.iter().skip(first) {
                if *known != hash {
                    break;
                }
                let Some((word, speakers)) = self.vocabulary.get(usize::from(*place)) else {
                    continue;
                };
                if speakers & languages == 0 {
                    continue;
                }
                if let Some(found) = judge(typed, word)
                    && (found.0 < 2 || languages == ENGLISH || length >= LONG)
                {
                    let better = best.is_none_or(|(slips, first, known)| {
                        (found.0, found.1, word.as_ref()) < (slips, first, known)
                    });
                    if better {
                        best = Some((found.0, found.1, word));
                    }
                }
            }
        }
        best.map(|(_, _, word)| word)
    }
}

/// The number of slips between two words, and whether the first letter differs; nothing where
/// they are too far apart.
fn judge(typed: &str, word: &str) -> Option<(usize, bool)> {
    let slips = osa_distance(typed, word);
    let shorter = typed.len().min(word.len());
    let other_start = typed.bytes().next() != word.bytes().next();
    let swapped = typed.len() == word.len() && {
        let mut a: Vec<u8> = typed.bytes().collect();
        let mut b: Vec<u8> = word.bytes().collect();
        a.sort_unstable();
        b.sort_unstable();
        a == b
    };
    let allowed = if other_start && !swapped {
        1
    } else {
        most(shorter)
    };
    // In short words another letter makes another word: "aurist", "audit".
    let replaced = shorter <= 5 && typed.len() == word.len() && !swapped;
    (slips > 0 && slips <= allowed && !replaced).then_some((slips, other_start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn correct(typed: &str) -> Option<String> {
        let words = ["engineer", "developer", "audit", "bookkeeper", "analyst"];
        let spelling = Spelling::new(words.into_iter().map(|word| (word, 1)));
        spelling.correct(typed, 1).map(str::to_owned)
    }

    #[test]
    fn slips_are_mended() {
        assert_eq!(correct("enigneer").as_deref(), Some("engineer"));
        assert_eq!(correct("develper").as_deref(), Some("developer"));
        assert_eq!(correct("analist").as_deref(), Some("analyst"));
    }

    #[test]
    fn where_real_words_are_unknown_two_slips_need_a_long_word() {
        let spelling = Spelling::new(["auditora", "desenvolvedor"].into_iter().map(|w| (w, 2)));
        assert_eq!(spelling.correct("auditare", 3), None);
        assert_eq!(spelling.correct("audtiora", 3), Some("auditora"));
        assert_eq!(spelling.correct("dezenvolvdor", 3), Some("desenvolvedor"));
    }

    #[test]
    fn real_words_are_left_alone() {
        for word in ["zookeeper", "aurist", "audio", "x", "engineering"] {
            assert_eq!(correct(word), None, "{word}");
        }
    }
}
