//! What a text mentions: roles, departments, FinOps, clouds, spans of time, each with its place.

use super::RoleBook;
use super::ground::{Ground, Unit};
use super::language::Language;
use super::lexicon::Edge;
use super::meaning::{Classes, Found, Marker, Meaning, P, Part};
use super::text::Kind;
use super::title::{self, Verdict};

/// What was mentioned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    Role(Verdict),
    Department(P),
    Finops,
    FinopsTeam,
    FinopsRole,
    Certificate,
    Provider(u8),
    Cloud,
    /// In months.
    Duration(u32),
}

/// A mention and the tokens it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mention {
    pub(crate) what: What,
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Of a role: several people.
    pub(crate) plural: bool,
    /// Where its head ends.
    pub(crate) head: usize,
}

/// Finds all mentions and adds them to the phrases of the ground, for the patterns.
pub(crate) fn mentions(
    ground: &mut Ground,
    book: &RoleBook,
    language: &Language,
    whole: bool,
) -> Vec<Mention> {
    let classes = &book.classes;
    let mut all = Vec::new();
    for range in stretches(ground) {
        let units = ground.units(range.0, range.1, classes);
        let titles = title::titles(&units, language.order, whole);
        let mut covered = vec![false; units.len()];
        for title in titles {
            for cover in covered.iter_mut().take(title.end).skip(title.start) {
                *cover = true;
            }
            all.extend(mention(&units, &title, ground, book, language));
        }
        rest(&units, &covered, &mut all);
        if !covered.contains(&true) {
            all.extend(fields_only(&units));
        }
    }
    clouds(ground, classes, &mut all);
    super::time::durations(ground, language, classes, &mut all);
    super::time::numbers(ground, classes);
    let finops: Vec<(usize, usize)> = all
        .iter()
        .filter(|mention| {
            matches!(
                mention.what,
                What::Finops | What::FinopsTeam | What::FinopsRole
            )
        })
        .map(|mention| (mention.start, mention.end))
        .collect();
    all.retain(|mention| {
        let inside = |(start, end): &(usize, usize)| *start <= mention.start && mention.end <= *end;
        mention.what != What::Cloud || !finops.iter().any(inside)
    });
    all.sort_by_key(|mention| (mention.start, mention.end));
    all.dedup();
    let places = all.iter().filter(|mention| {
        matches!(
            mention.what,
            What::Role(_) | What::Department(_) | What::FinopsTeam | What::FinopsRole
        )
    });
    ground.places = places.map(|mention| mention.start).collect();
    for mention in &all {
        note(ground, mention, classes);
    }
    all
}

/// A title as a mention. One of FinOps starts at that word: "experienced" stands outside.
fn mention(
    units: &[Unit],
    title: &title::Title,
    ground: &Ground,
    book: &RoleBook,
    language: &Language,
) -> Option<Mention> {
    let head = units.get(title.head)?;
    let mut first = title.start;
    let what = match title.verdict {
        Verdict::Finops => {
            first = (title.start..title.end).find(|i| {
                units
                    .get(*i)
                    .is_some_and(|unit| title::is_finops(unit) || title::is_head(unit))
            })?;
            if head.meanings.contains(&Meaning::TeamWord) {
                What::FinopsTeam
            } else {
                What::FinopsRole
            }
        }
        verdict => What::Role(verdict),
    };
    Some(Mention {
        what,
        start: units.get(first)?.start,
        end: units.get(title.end.checked_sub(1)?)?.end,
        plural: plural(ground, book, language, head.end),
        head: head.end,
    })
}

/// Runs of words between breaks and markers that no title crosses.
fn stretches(ground: &Ground) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, token) in ground.tokens.iter().enumerate() {
        let cut = ground
            .marks_in(at, at + 1)
            .iter()
            .any(|mark| matches!(mark.marker, Marker::Split | Marker::Now));
        if token.kind != Kind::Word || cut {
            if at > start {
                found.push((start, at));
            }
            start = if token.kind == Kind::Word { at } else { at + 1 };
        }
    }
    if ground.tokens.len() > start {
        found.push((start, ground.tokens.len()));
    }
    found
}

fn rest(units: &[Unit], covered: &[bool], all: &mut Vec<Mention>) {
    let mut at = 0;
    while let Some(unit) = units.get(at) {
        let free = covered.get(at) == Some(&false);
        let mut end = at + 1;
        let what = if !free {
            None
        } else if unit.meanings.contains(&Meaning::FinopsTeam) {
            Some(What::FinopsTeam)
        } else if unit.meanings.contains(&Meaning::Finops)
            && units
                .get(at + 1)
                .is_some_and(|next| next.meanings.contains(&Meaning::FinopsThing))
        {
            // A FinOps meeting makes nobody a member.
            None
        } else if unit.meanings.contains(&Meaning::Finops) {
            let team = units
                .iter()
                .enumerate()
                .skip(at + 1)
                .take(3)
                .find(|(i, u)| {
                    u.meanings.contains(&Meaning::TeamWord) && covered.get(*i) == Some(&false)
                });
            let near = team.filter(|(i, _)| {
                units.get(at + 1..*i).unwrap_or_default().iter().all(|u| {
                    u.is(Part::Neutral)
                        || u.is_unknown()
                        || u.meanings.contains(&Meaning::Finops)
                        || u.parts()
                            .any(|p| matches!(p, Part::Strong(_) | Part::Weak(_)))
                })
            });
            match near {
                Some((i, _)) => {
                    end = i + 1;
                    Some(What::FinopsTeam)
                }
                None => Some(What::Finops),
            }
        } else if modifies(units.get(at + 1)) {
            None
        } else {
            unit.parts().find_map(|part| match part {
                Part::Department(p) => Some(What::Department(p)),
                _ => None,
            })
        };
        if let Some(what) = what {
            let start = if what == What::Finops || what == What::FinopsTeam {
                team_before(units, covered, at)
            } else {
                None
            };
            let what = if start.is_some() {
                What::FinopsTeam
            } else {
                what
            };
            // "I do corporate FP&A": what says nothing belongs to the department.
            let plain = |i: &usize| {
                let known = units
                    .get(*i)
                    .is_some_and(|unit| unit.parts().eq([Part::Neutral]));
                known && covered.get(*i) == Some(&false)
            };
            let neutral = (0..at).rev().take_while(plain).last();
            let start = start.or(neutral);
            let first = start.and_then(|i| units.get(i)).unwrap_or(unit);
            let last = units.get(end - 1).unwrap_or(unit);
            all.push(Mention {
                what,
                start: first.start,
                end: last.end,
                plural: false,
                head: last.end,
            });
        }
        at = end;
    }
}

/// "Commercial & Purchase": a stretch of nothing but fields says where somebody works.
fn fields_only(units: &[Unit]) -> Option<Mention> {
    // "Grants & budgets at a research institute": the place says nothing.
    let place = units.iter().position(|unit| unit.is(Part::Place));
    let units = units.get(..place.unwrap_or(units.len()))?;
    let joins = |unit: &Unit| {
        unit.is(Part::Neutral)
            || unit.is(Part::Link)
            || unit.parts().any(|part| matches!(part, Part::Weak(_)))
            || unit.meanings.contains(&Meaning::Marker(Marker::And))
    };
    let field = |unit: &Unit| {
        let named = unit.meanings.iter().any(|meaning| {
            matches!(
                meaning,
                Meaning::Cloud | Meaning::Provider(_) | Meaning::Finops | Meaning::Noun(_)
            )
        });
        let known = unit.parts().find_map(|part| match part {
            Part::Strong(p) => Some(p),
            _ => None,
        });
        known.filter(|_| !named)
    };
    let all = units
        .iter()
        .all(|unit| joins(unit) || field(unit).is_some());
    let p = units.iter().find_map(field).filter(|_| all)?;
    let (first, last) = (units.first()?, units.last()?);
    Some(Mention {
        what: What::Department(p),
        start: first.start,
        end: last.end,
        plural: false,
        head: last.end,
    })
}

/// Whether a department in front of this unit only says what kind of thing it is.
fn modifies(next: Option<&Unit>) -> bool {
    next.is_some_and(|unit| {
        let speaks = unit
            .parts()
            .any(|part| matches!(part, Part::Weak(_) | Part::Strong(_) | Part::Trade));
        let noun = unit
            .meanings
            .iter()
            .any(|meaning| matches!(meaning, Meaning::Noun(_)));
        let team = unit.meanings.contains(&Meaning::TeamWord);
        (speaks || noun) && !team && !unit.is(Part::Stop)
    })
}

/// "team of FinOps", "équipe FinOps": the team word stands before.
fn team_before(units: &[Unit], covered: &[bool], at: usize) -> Option<usize> {
    for back in 1..=3_usize {
        let i = at.checked_sub(back)?;
        let unit = units.get(i)?;
        if unit.meanings.contains(&Meaning::TeamWord) {
            return (covered.get(i) == Some(&false)).then_some(i);
        }
        let joins = unit.is(Part::Link) || unit.is(Part::Neutral);
        let article = unit.meanings.contains(&Meaning::Marker(Marker::Det));
        if !joins && !article {
            return None;
        }
    }
    None
}

fn clouds(ground: &Ground, classes: &Classes, all: &mut Vec<Mention>) {
    for (start, edges) in ground.edges.iter().enumerate() {
        for edge in edges {
            let what = match classes.meaning(edge.class) {
                Meaning::Cloud => What::Cloud,
                Meaning::Provider(p) => What::Provider(p),
                Meaning::Certificate => What::Certificate,
                _ => continue,
            };
            all.push(Mention {
                what,
                start,
                end: edge.end,
                plural: false,
                head: edge.end,
            });
        }
    }
}

/// Whether a head names several people: without its "s" it is a head by itself.
fn plural(ground: &Ground, book: &RoleBook, language: &Language, end: usize) -> bool {
    let token = end.checked_sub(1).and_then(|last| ground.tokens.get(last));
    let single = token.and_then(|token| token.text.strip_suffix('s'));
    let first = book.languages.first().map_or(language.titles, |l| l.titles);
    language.plural_s
        && single.is_some_and(|single| book.is_head(&[language.titles, first], single))
}

fn note(ground: &mut Ground, mention: &Mention, classes: &Classes) {
    let found: &[Found] = match mention.what {
        What::Role(_) => &[Found::Role],
        What::Department(_) => &[Found::Department],
        What::Finops => &[Found::Finops, Found::AnyFinops],
        What::FinopsTeam => &[Found::FinopsTeam, Found::AnyFinops],
        What::FinopsRole => &[Found::FinopsRole, Found::AnyFinops],
        What::Certificate => &[Found::Certificate],
        What::Provider(_) => &[Found::Provider],
        What::Cloud => &[Found::Cloud],
        What::Duration(_) => &[Found::Duration],
    };
    for found in found {
        if let (Some(class), Some(edges)) = (
            classes.known(Meaning::Mention(*found)),
            ground.edges.get_mut(mention.start),
        ) {
            edges.push(Edge {
                class,
                end: mention.end,
            });
        }
    }
}
