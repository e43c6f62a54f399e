//! Spans of time: "five years", "since 2019", "fourth year", in months.

use super::ground::Ground;
use super::language::Language;
use super::lexicon::Edge;
use super::meaning::{Classes, Found, Meaning};
use super::mention::{Mention, What};

/// Months that "since March" or "since yesterday" stand for.
const LATELY: u32 = 6;

/// Finds all spans of time in the text.
pub(crate) fn durations(
    ground: &Ground,
    language: &Language,
    classes: &Classes,
    all: &mut Vec<Mention>,
) {
    let mut at = 0;
    while at < ground.tokens.len() {
        let again = all
            .iter()
            .any(|mention| matches!(mention.what, What::Duration(_)));
        match duration(ground, language, classes, at, again) {
            Some((months, end)) => {
                all.push(Mention {
                    what: What::Duration(months),
                    start: at,
                    end,
                    plural: false,
                    head: end,
                });
                at = end;
            }
            None => at += 1,
        }
    }
}

/// Notes all numbers for the patterns.
pub(crate) fn numbers(ground: &mut Ground, classes: &Classes) {
    let Some(class) = classes.known(Meaning::Mention(Found::Number)) else {
        return;
    };
    for at in 0..ground.tokens.len() {
        let Some((_, end)) = number(ground, classes, at) else {
            continue;
        };
        if let Some(edges) = ground.edges.get_mut(at) {
            edges.push(Edge { class, end });
        }
    }
}

fn meanings<'g>(
    ground: &'g Ground,
    classes: &'g Classes,
    at: usize,
) -> impl Iterator<Item = (Meaning, usize)> + 'g {
    ground
        .edges
        .get(at)
        .into_iter()
        .flatten()
        .map(|edge| (classes.meaning(edge.class), edge.end))
}

fn unit(ground: &Ground, classes: &Classes, at: usize) -> Option<(u32, usize)> {
    meanings(ground, classes, at).find_map(|(meaning, end)| match meaning {
        Meaning::Unit(tenths) => Some((u32::from(tenths), end)),
        _ => None,
    })
}

/// A number in tenths: digits, or a word of the language.
fn number(ground: &Ground, classes: &Classes, at: usize) -> Option<(u32, usize)> {
    let token = ground.tokens.get(at)?;
    let digits: String = token
        .text
        .chars()
        .map(|c| if c == ',' { '.' } else { c })
        .take_while(|c| c.is_ascii_digit() || *c == '.')
        .collect();
    if let Ok(value) = digits.parse::<f32>()
        && digits.len() == token.text.trim_end_matches('+').len()
        && (0.0..10_000.0).contains(&value)
    {
        let tenths = (value * 10.0).round() as u32;
        let mut end = at + 1;
        while ground
            .tokens
            .get(end)
            .is_some_and(|token| token.text == "+")
        {
            end += 1;
        }
        return Some((tenths, end));
    }
    let word = |at: usize| {
        meanings(ground, classes, at).find_map(|(meaning, end)| match meaning {
            Meaning::Number(tenths) => Some((u32::from(tenths), end)),
            _ => None,
        })
    };
    let (tenths, end) = word(at)?;
    // "forty-one": tens, and what is below ten.
    match word(end) {
        Some((ones, end)) if tenths >= 200 && tenths % 100 == 0 && ones < 100 => {
            Some((tenths + ones, end))
        }
        _ => Some((tenths, end)),
    }
}

fn duration(
    ground: &Ground,
    language: &Language,
    classes: &Classes,
    at: usize,
    again: bool,
) -> Option<(u32, usize)> {
    let year = language.year;
    for (meaning, end) in meanings(ground, classes, at) {
        match meaning {
            Meaning::Months(months) => return Some((u32::from(months), end)),
            Meaning::Since => {
                if let Some(found) = since(ground, classes, year, end) {
                    return Some(found);
                }
                if again && let Some(found) = bare(ground, classes, end) {
                    return Some(found);
                }
            }
            Meaning::Ordinal(nth) => {
                if let Some((tenths, end)) = unit(ground, classes, end)
                    && tenths >= 100
                {
                    let half = if nth > 1 { 6 } else { 3 };
                    return Some((u32::from(nth.saturating_sub(1)) * tenths / 10 + half, end));
                }
            }
            _ => {}
        }
    }
    glued(ground, language, at).or_else(|| {
        let (count, end) = number(ground, classes, at)?;
        // "5 or 6 years", "4-5 years", "five full years": the unit may stand a little further.
        for skip in 0..=2 {
            if let Some((tenths, end)) = unit(ground, classes, end + skip) {
                // "2018年": a year, not two thousand of them.
                let said = count / 10;
                if (1950..=2100).contains(&said) {
                    return Some((months_since(year, said), end));
                }
                return Some((count.saturating_mul(tenths) / 100, end));
            }
        }
        let year_said = (19_500..=i64::from(year) * 10).contains(&i64::from(count));
        let ends = meanings(ground, classes, end).any(|(meaning, _)| meaning == Meaning::Lately);
        (year_said && ends).then(|| (months_since(year, count / 10), end + 1))
    })
}

/// "ten years of Java, then FinOps for four": years, since years were spoken of before.
fn bare(ground: &Ground, classes: &Classes, at: usize) -> Option<(u32, usize)> {
    let (tenths, end) = number(ground, classes, at)?;
    let ends = ground.tokens.get(end).is_none_or(|token| !token.is_word());
    (ends && tenths < 500).then(|| (tenths * 12 / 10, end))
}

/// "20y", "3yrs": number and unit in one token.
fn glued(ground: &Ground, language: &Language, at: usize) -> Option<(u32, usize)> {
    let token = ground.tokens.get(at)?;
    let split = token
        .text
        .find(|c: char| !c.is_ascii_digit() && c != '.' && c != '+')?;
    let (count, rest) = token.text.split_at_checked(split)?;
    let count: f32 = count.trim_end_matches('+').parse().ok()?;
    let unit = language.units.get(rest)?;
    let months = (count.min(100.0) * f32::from(*unit) / 10.0).round();
    Some((months as u32, at + 1))
}

fn since(ground: &Ground, classes: &Classes, year: i32, at: usize) -> Option<(u32, usize)> {
    for skip in 0..=3 {
        let at = at + skip;
        // "for FinOps for four years": the span starts at the nearest such word.
        if skip > 0 && meanings(ground, classes, at).any(|(meaning, _)| meaning == Meaning::Since) {
            return None;
        }
        if let Some((tenths, end)) = number(ground, classes, at) {
            let said = tenths / 10;
            if (1950..=2100).contains(&said) {
                return Some((months_since(year, said), end));
            }
            if let Some((unit, end)) = (0..=1).find_map(|skip| unit(ground, classes, end + skip)) {
                return Some((tenths.saturating_mul(unit) / 100, end));
            }
        }
        for (meaning, end) in meanings(ground, classes, at) {
            match meaning {
                // "since March 2021": the year says more than the month.
                Meaning::Lately => {
                    return Some(match year_said(ground, classes, end) {
                        Some((said, end)) => (months_since(year, said), end),
                        None => (LATELY, end),
                    });
                }
                Meaning::Months(months) => return Some((u32::from(months), end)),
                _ => {}
            }
        }
        let token = ground.tokens.get(at)?;
        if !token.is_word() {
            return None;
        }
    }
    None
}

/// A year in digits.
fn year_said(ground: &Ground, classes: &Classes, at: usize) -> Option<(u32, usize)> {
    let (tenths, end) = number(ground, classes, at)?;
    let said = tenths / 10;
    (1950..=2100).contains(&said).then_some((said, end))
}

fn months_since(year: i32, said: u32) -> u32 {
    let years = i64::from(year) - i64::from(said);
    u32::try_from(years.max(0) * 12).unwrap_or_default().max(6)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::roles::lexicon::Lexicon;
    use crate::domain::roles::text;

    #[test]
    fn a_year_says_more_than_the_month_before_it() {
        let mut lexicon = Lexicon::default();
        let mut classes = Classes::default();
        let root = lexicon.root();
        assert!(lexicon.add(root, "march", classes.of(Meaning::Lately)));
        let read = |typed: &str| {
            let mut tokens = text::tokens(typed);
            for token in &mut tokens {
                token.sym = lexicon.sym(&token.text);
            }
            let edges = lexicon.edges(&[root], &tokens);
            since(&Ground::new(tokens, edges, &classes), &classes, 2026, 1)
        };
        assert_eq!(read("since March 2021"), Some((60, 3)));
        assert_eq!(read("since March"), Some((LATELY, 2)));
        assert_eq!(read("since March 12"), Some((LATELY, 2)));
    }
}
