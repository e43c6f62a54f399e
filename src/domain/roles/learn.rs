//! How the second reader learns: counts of words by label, shrunk to what a word says in general.

use std::collections::{BTreeMap, BTreeSet};

use fst::MapBuilder;

use super::second::{CLASSES, MIDDLE, PARTS, PRIOR, pack, words};

/// Sightings that a word is taken to have had without telling the labels apart.
const SHRINKAGE: f64 = 4.0;

type Counts = [u32; CLASSES.len()];

/// The weights for statements with their labels. The same statements give the same bytes;
/// nothing for a label that is not in `CLASSES`.
pub fn weights<'s>(statements: impl IntoIterator<Item = (&'s str, &'s str)>) -> Option<Vec<u8>> {
    let mut labels = Counts::default();
    let mut seen: BTreeMap<String, Counts> = BTreeMap::new();
    for (label, statement) in statements {
        let class = CLASSES.iter().position(|class| *class == label)?;
        *labels.get_mut(class)? += 1;
        let once: BTreeSet<String> = words(statement).map(|(word, _)| word).collect();
        for word in once {
            *seen.entry(word).or_default().get_mut(class)? += 1;
        }
    }
    let all = f64::from(labels.iter().sum::<u32>());
    let prior = labels.map(|label| part((f64::from(label) / all).ln()));
    let mut packed = BTreeMap::from([(PRIOR.to_owned(), pack(&prior))]);
    for (word, counts) in seen {
        let usual = (f64::from(counts.iter().sum::<u32>()) + 0.5) / all;
        let mut weights = [0; CLASSES.len()];
        for ((weight, count), label) in weights.iter_mut().zip(counts).zip(labels) {
            let share = (f64::from(count) + SHRINKAGE * usual) / (f64::from(label) + SHRINKAGE);
            *weight = part((share / usual).ln());
        }
        packed.insert(word, pack(&weights));
    }
    let mut map = MapBuilder::memory();
    map.extend_iter(packed).ok()?;
    map.into_inner().ok()
}

/// A weight in whole parts.
#[expect(clippy::cast_possible_truncation, reason = "weights are small")]
fn part(weight: f64) -> i32 {
    (weight * PARTS).round().max(f64::from(-MIDDLE)) as i32
}
