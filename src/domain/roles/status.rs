//! Whose, when and whether: how each mention in a clause is meant.

use super::ground::{Ground, Mark};
use super::meaning::Marker;
use super::mention::Mention;

/// How something is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// The writer's, now.
    Mine,
    Denied,
    Past,
    /// Told in the past tense, and perhaps still true.
    Told,
    /// Wished for.
    Goal,
    /// Somebody else's.
    Theirs,
    /// The employer's trade.
    Employer,
    /// What others think.
    Believed,
    /// Somebody is looked for.
    Sought,
}

/// Tokens that the longest marker covers: patterns may make one of a whole part of a sentence.
const LONGEST: usize = 24;

/// How far a denial reaches, in tokens.
const REACH: usize = 8;

/// A status, and how surely it is the writer's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Meant {
    pub(crate) status: Status,
    pub(crate) now: bool,
    /// "I am", "as".
    pub(crate) am: bool,
    /// The clause starts with it.
    pub(crate) bare: bool,
}

/// What stands directly before a place, articles and possessives skipped.
struct Before {
    am: bool,
    inside: bool,
    theirs: bool,
    start: usize,
}

fn before(ground: &Ground, clause: usize, start: usize) -> Before {
    let mut at = start;
    let mut theirs = false;
    let mut am = false;
    let mut inside = false;
    for _ in 0..4 {
        let near = ground.marks_in(clause.max(at.saturating_sub(LONGEST)), at);
        let ends = |marker: Marker| {
            near.iter()
                .find(|mark| mark.end == at && mark.marker == marker)
        };
        am |= ends(Marker::Am).is_some() || ends(Marker::Event).is_some();
        inside |= ends(Marker::In).is_some();
        if am {
            break;
        }
        let step = ends(Marker::Theirs);
        theirs |= step.is_some();
        match step.or_else(|| ends(Marker::Det)) {
            Some(mark) => at = mark.start,
            None => break,
        }
    }
    Before {
        am,
        inside,
        theirs,
        start: at,
    }
}

/// How the tokens `start..end` are meant. `plural` says that several people are named.
pub(crate) fn meant(ground: &Ground, mention: &Mention) -> Meant {
    let place = (mention.start, mention.end, mention.head);
    judge(ground, place, mention.plural, true)
}

/// How the match of a pattern is meant: it says by itself what governs what.
pub(crate) fn meant_by_pattern(ground: &Ground, start: usize, end: usize) -> Meant {
    judge(ground, (start, end, end), false, false)
}

fn judge(
    ground: &Ground,
    (start, end, head): (usize, usize, usize),
    plural: bool,
    governed: bool,
) -> Meant {
    let (from, to) = ground.clause(start);
    let left = || {
        ground
            .marks_in(from, start)
            .iter()
            .filter(move |mark| mark.end <= start)
    };
    let right = |marker: Marker| {
        ground
            .marks_in(end, end + 6)
            .iter()
            .any(|mark| mark.marker == marker && mark.end <= to)
    };
    let before = before(ground, from, start);
    let time = left().rfind(|mark| {
        matches!(
            mark.marker,
            Marker::Past | Marker::Now | Marker::Event | Marker::Goal
        )
    });
    let begun = |mark: &Mark| mark.marker == Marker::Event && mark.end == before.start;
    let now = left().any(|mark| mark.marker == Marker::Now || begun(mark));
    let bare = before.start == from;
    let meant = |status| Meant {
        status,
        now,
        am: before.am,
        bare,
    };
    if left().any(|mark| mark.marker == Marker::Belief) {
        return meant(Status::Believed);
    }
    let around = ground.marks_in(start.saturating_sub(LONGEST), start + 1);
    let within = around
        .iter()
        .any(|mark| mark.marker == Marker::Neg && mark.start < start && start < mark.end);
    if within || denied(left(), start) || right(Marker::NegAfter) {
        return meant(Status::Denied);
    }
    if right(Marker::GoalAfter) {
        return meant(Status::Goal);
    }
    let sought = left().rfind(|mark| mark.marker == Marker::Sought);
    if let (Some(sought), Some(time)) = (sought, time)
        && time.marker == Marker::Goal
        && sought.start >= time.end
    {
        return meant(Status::Sought);
    }
    match time.map(|mark| mark.marker) {
        Some(Marker::Past) => return meant(Status::Past),
        Some(Marker::Goal) => return meant(Status::Goal),
        _ => {}
    }
    if right(Marker::PastAfter) && !now {
        return meant(Status::Past);
    }
    if sought.is_some() {
        return meant(Status::Sought);
    }
    if right(Marker::TheirsAfter) {
        return meant(Status::Theirs);
    }
    if ground
        .marks_in(head, head + 1)
        .iter()
        .any(|mark| mark.marker == Marker::Company)
    {
        return meant(Status::Employer);
    }
    let (own, others) = subject(ground, from, start);
    if before.am && !others {
        return meant(Status::Mine);
    }
    let asks = around
        .iter()
        .any(|mark| mark.marker == Marker::Others && end <= mark.end);
    if others || asks || governed && before.theirs && !before.inside {
        return meant(Status::Theirs);
    }
    if plural && !own {
        return meant(Status::Theirs);
    }
    meant(Status::Mine)
}

/// Who the clause is about, as far as it is said left of a place: the writer, or others.
/// A clause without a subject goes on with that of the clause before, unless a break is between.
pub(crate) fn subject(ground: &Ground, from: usize, start: usize) -> (bool, bool) {
    let said = |from: usize, to: usize, marker: Marker| {
        ground
            .marks_in(from, to)
            .iter()
            .any(|mark| mark.marker == marker)
    };
    let own = said(from, start, Marker::Me);
    let others = said(from, start, Marker::Others);
    if own || others {
        return (own, others && !own);
    }
    let place = ground.ranges.partition_point(|range| range.1 < from);
    let before = ground.ranges.get(place).filter(|range| range.1 == from);
    before.map_or((false, false), |(first, end)| {
        let last = ground
            .marks_in(*first, *end)
            .iter()
            .rfind(|mark| matches!(mark.marker, Marker::Me | Marker::Others) && mark.end <= *end);
        let marker = last.map(|mark| mark.marker);
        (marker == Some(Marker::Me), marker == Some(Marker::Others))
    })
}

/// Whether something like "in the" or "I am" stands directly before a place.
pub(crate) fn inside(ground: &Ground, start: usize) -> bool {
    let before = before(ground, ground.clause(start).0, start);
    before.inside || before.am
}

fn denied<'g>(left: impl DoubleEndedIterator<Item = &'g Mark>, start: usize) -> bool {
    for mark in left.rev() {
        match mark.marker {
            Marker::Neg => return start - mark.end <= REACH,
            // A new subject with its verb starts afresh: "not sure but I am a …".
            Marker::Am if mark.end < start && mark.end - mark.start > 1 => return false,
            _ => {}
        }
    }
    false
}
