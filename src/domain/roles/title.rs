//! A title is read by its head noun and the field of that head, never by one word in it.

use super::ground::Unit;
use super::meaning::{Meaning, P, Part};

/// What a title says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Persona(P),
    /// A title of FinOps itself.
    Finops,
    /// A title without a course of its own.
    Other,
    /// Another trade.
    Trap,
    /// Could be anything.
    Vague,
}

/// A title and the units it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Title {
    pub(crate) verdict: Verdict,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) head: usize,
}

/// How titles of a language are built.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Order {
    /// The head stands before its field: "ingénieur réseau".
    pub(crate) head_first: bool,
}

pub(crate) fn is_head(unit: &Unit) -> bool {
    unit.meanings.iter().any(|meaning| {
        matches!(
            meaning,
            Meaning::Part(
                Part::Own(_)
                    | Part::Bare(_)
                    | Part::Fit(_)
                    | Part::Top(_)
                    | Part::Firm(_)
                    | Part::Lead(_)
                    | Part::AnyHead
            )
        )
    })
}

pub(crate) fn is_field(unit: &Unit) -> bool {
    unit.parts().any(|part| {
        matches!(
            part,
            Part::Strong(_) | Part::Weak(_) | Part::Department(_) | Part::Trade | Part::Other
        )
    }) || is_finops(unit)
        || matches!(
            unit.meanings.first(),
            Some(Meaning::Cloud | Meaning::Provider(_))
        )
}

pub(crate) fn is_finops(unit: &Unit) -> bool {
    unit.meanings
        .iter()
        .any(|meaning| matches!(meaning, Meaning::Finops | Meaning::FinopsTeam))
}

fn ends_title(unit: &Unit) -> bool {
    let inside = is_head(unit) || is_field(unit) || unit.is(Part::Neutral);
    !inside && !unit.is_unknown()
}

/// A word that the book knows from elsewhere, and not from titles: in one it is strange.
fn is_stray(unit: &Unit) -> bool {
    let joins = unit.is(Part::Link)
        || unit.is(Part::Place)
        || unit
            .meanings
            .contains(&Meaning::Marker(super::meaning::Marker::And));
    ends_title(unit) && !joins
}

/// The titles in a row of units without breaks.
pub(crate) fn titles(units: &[Unit], order: Order, whole: bool) -> Vec<Title> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < units.len() {
        let Some(title) = next(units, at, order, whole) else {
            break;
        };
        at = title.end.max(at + 1);
        found.push(title);
    }
    found
}

fn next(units: &[Unit], from: usize, order: Order, whole: bool) -> Option<Title> {
    let mut head = (from..units.len()).find(|i| units.get(*i).is_some_and(is_head))?;
    let mut start = head;
    while start > from && head - start < 7 {
        let before = units.get(start - 1);
        let strange = whole && before.is_some_and(is_stray);
        if before.is_none_or(ends_title) && !strange {
            break;
        }
        start -= 1;
    }
    let mut end = head + 1;
    // Further heads, with known words between: the last one is the head.
    let mut look = end;
    while let Some(unit) = units.get(look) {
        if is_head(unit) {
            end = look + 1;
            if !order.head_first {
                head = look;
            }
        } else if ends_title(unit) && !(whole && unit.is(Part::Link)) || unit.is_unknown() && !whole
        {
            break;
        }
        look += 1;
    }
    // Fields behind the head, straight or joined by a link.
    let mut behind = end;
    let mut fields_end = end;
    while let Some(unit) = units.get(behind) {
        if is_field(unit) || unit.is(Part::Neutral) {
            fields_end = behind + 1;
        } else if !(unit.is(Part::Link)
            || unit.is(Part::Place)
            || (unit.is_unknown() && (whole || order.head_first)))
            || is_head(unit)
        {
            break;
        }
        behind += 1;
    }
    // "Director of Photography": what nobody knows is another trade.
    let rest = units.get(end..).unwrap_or_default().iter();
    let leftover = if whole {
        rest.clone()
            .take_while(|unit| !unit.is(Part::Place))
            .any(Unit::is_unknown)
    } else {
        let mut rest = rest;
        rest.next().is_some_and(|unit| unit.is(Part::Link))
            && rest.next().is_some_and(Unit::is_unknown)
    };
    let verdict = decide(units, (start, head, fields_end), leftover, order);
    Some(Title {
        verdict,
        start,
        end: fields_end,
        head,
    })
}

/// What stands around a head.
struct Around {
    field: Option<P>,
    weak: Vec<P>,
    trade: bool,
    /// A trade before the head; behind it, it may be the company's: "CEO of a textile mill".
    /// Where the head comes first, its own trade stands behind it, and the company's behind a place.
    trade_before: bool,
    other: bool,
    unknown: bool,
}

fn decide(
    units: &[Unit],
    (start, head_at, end): (usize, usize, usize),
    leftover: bool,
    order: Order,
) -> Verdict {
    let Some(head) = units.get(head_at) else {
        return Verdict::Vague;
    };
    let all = units.get(start..end).unwrap_or_default();
    if all.iter().any(is_finops) {
        return Verdict::Finops;
    }
    // The field nearest before the head speaks first, then those behind it.
    let before = units.get(start..head_at).unwrap_or_default().iter().rev();
    let behind = units.get(head_at + 1..end).unwrap_or_default();
    // What stands behind "in" or "for" is a place: its trade is not the person's.
    let place = behind.iter().position(|unit| unit.is(Part::Place));
    let (near, far) = behind.split_at(place.unwrap_or(behind.len()));
    let around = before.clone().chain(near);
    let given = Around {
        field: before
            .clone()
            .find_map(strong_field)
            .or_else(|| field_behind(near, order))
            .or_else(|| far.iter().find_map(strong_field)),
        weak: around.clone().flat_map(weak_fields).collect(),
        trade: around.clone().any(|unit| unit.is(Part::Trade)),
        trade_before: before.clone().any(|unit| unit.is(Part::Trade))
            || order.head_first && near.iter().any(|unit| unit.is(Part::Trade)),
        other: around.clone().any(|unit| unit.is(Part::Other)),
        unknown: leftover
            || around
                .clone()
                .any(|unit| unit.is_unknown() || is_stray(unit)),
    };
    // "Chief Technology and Data Officer"
    let crown = units
        .get(..head_at)
        .unwrap_or_default()
        .iter()
        .rev()
        .take(6);
    for part in head.parts() {
        if let Part::Crowned(p) = part
            && crown.clone().any(|unit| unit.is(Part::Crown(p)))
            && !crown.clone().any(|unit| unit.is(Part::Trade))
            && !given.unknown
        {
            return Verdict::Persona(p);
        }
    }
    let mut verdicts: Vec<Verdict> = head
        .meanings
        .iter()
        .filter_map(|meaning| of_head(*meaning, &given))
        .collect();
    verdicts.sort_by_key(|verdict| !matches!(verdict, Verdict::Persona(_)));
    verdicts.first().copied().unwrap_or(Verdict::Vague)
}

fn of_head(meaning: Meaning, given: &Around) -> Option<Verdict> {
    let Meaning::Part(part) = meaning else {
        return None;
    };
    let without = || {
        if given.trade || given.unknown && !given.other {
            Verdict::Trap
        } else if given.other {
            Verdict::Other
        } else {
            Verdict::Vague
        }
    };
    Some(match part {
        Part::Own(p) | Part::Top(p) if given.trade_before && given.field != Some(p) => {
            Verdict::Trap
        }
        Part::Own(p) | Part::Top(p) | Part::Firm(p) => Verdict::Persona(p),
        Part::Bare(p) => match given.field {
            Some(_) => Verdict::Persona(p),
            None if given.trade => Verdict::Trap,
            None if given.weak.contains(&p) => Verdict::Persona(p),
            None if given.unknown || given.other => without(),
            None => Verdict::Persona(p),
        },
        Part::Fit(p) => match given.field {
            Some(field) => Verdict::Persona(field),
            None if given.weak.contains(&p) && !given.trade => Verdict::Persona(p),
            None => without(),
        },
        Part::AnyHead => given.field.map_or_else(without, Verdict::Persona),
        Part::Lead(p) => match given.field {
            Some(field) => Verdict::Persona(field),
            None if given.trade || given.unknown || given.other => without(),
            None => Verdict::Persona(p),
        },
        _ => return None,
    })
}

/// "Manager IT Procurement": of several fields behind a head the last one is its own, unless
/// they are listed.
fn field_behind(near: &[Unit], order: Order) -> Option<P> {
    let listed = near.iter().any(|unit| {
        unit.meanings
            .contains(&Meaning::Marker(super::meaning::Marker::And))
    });
    if order.head_first || listed {
        near.iter().find_map(strong_field)
    } else {
        near.iter().rev().find_map(strong_field)
    }
}

fn strong_field(unit: &Unit) -> Option<P> {
    unit.parts().find_map(|part| match part {
        Part::Strong(p) | Part::Own(p) | Part::Firm(p) | Part::Department(p) => Some(p),
        _ => None,
    })
}

fn weak_fields(unit: &Unit) -> Vec<P> {
    unit.parts()
        .filter_map(|part| match part {
            Part::Weak(p) | Part::Bare(p) => Some(p),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(order: Order, parts: &[Part]) -> Verdict {
        let units: Vec<Unit> = parts
            .iter()
            .enumerate()
            .map(|(at, part)| Unit {
                start: at,
                end: at + 1,
                meanings: vec![Meaning::Part(*part)],
            })
            .collect();
        titles(&units, order, false)[0].verdict
    }

    #[test]
    fn a_trade_makes_a_trap_on_the_side_where_the_field_stands() {
        let before = Order { head_first: false };
        let after = Order { head_first: true };
        let own = Part::Own(1);
        assert_eq!(read(before, &[Part::Trade, own]), Verdict::Trap);
        assert_eq!(read(before, &[own, Part::Trade]), Verdict::Persona(1));
        assert_eq!(read(after, &[own, Part::Link, Part::Trade]), Verdict::Trap);
        let place = [own, Part::Place, Part::Trade];
        assert_eq!(read(after, &place), Verdict::Persona(1));
    }
}
