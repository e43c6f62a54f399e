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

/// How far a marker may stand behind what it marks, in tokens.
const FAR: usize = 12;
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

/// What stands directly behind a place, articles skipped.
#[derive(Default)]
struct Behind {
    am: bool,
    inside: bool,
    theirs: bool,
}

fn behind(ground: &Ground, start: usize, end: usize, clause: usize) -> Behind {
    let mut found = Behind::default();
    let mut at = end;
    for _ in 0..4 {
        // A link that belongs to both may stand within the place already.
        let starts = |marker: Marker| {
            ground
                .marks_in(start + 1, at + 1)
                .iter()
                .find(|mark| mark.marker == marker && mark.end > at && mark.end <= clause)
        };
        found.am = starts(Marker::AmNext).is_some();
        found.inside = starts(Marker::InAfter).is_some();
        found.theirs = starts(Marker::TheirsNext).is_some();
        match starts(Marker::Det) {
            Some(mark) if !(found.am || found.inside || found.theirs) => at = mark.end,
            _ => break,
        }
    }
    found
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
        let next = ground.places.partition_point(|place| *place < end);
        let place = ground.places.get(next).copied().unwrap_or(usize::MAX);
        ground.marks_in(end, end + FAR).iter().any(|mark| {
            // What stands behind speaks of the nearest thing before it; time speaks of all.
            let close = match marker {
                Marker::PastAfter => ground.near(end, mark.start, 6),
                _ => mark.start < end + 6 && mark.start <= place,
            };
            mark.marker == marker && mark.end <= to && close
        })
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
    let behind = behind(ground, start, end, to);
    let bare = before.start == from;
    let meant = |status| Meant {
        status,
        now,
        am: before.am || behind.am,
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
    if (before.am || behind.am) && !others {
        return meant(Status::Mine);
    }
    let asks = around
        .iter()
        .any(|mark| mark.marker == Marker::Others && end <= mark.end);
    if others || asks || governed && before.theirs && !(before.inside || behind.inside) {
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

/// Whether what stands directly behind a person makes it somebody else.
pub(crate) fn of_others(ground: &Ground, start: usize, end: usize) -> bool {
    behind(ground, start, end, ground.clause(start).1).theirs
}

/// Whether something like "in the" or "I am" stands directly before or behind a place.
pub(crate) fn inside(ground: &Ground, start: usize, end: usize) -> bool {
    let (from, to) = ground.clause(start);
    let before = before(ground, from, start);
    let behind = behind(ground, start, end, to);
    before.inside || before.am || behind.inside || behind.am
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

#[cfg(test)]
mod tests {
    use crate::domain::catalog::Catalog;
    use crate::domain::fault::DataFile;
    use crate::domain::learner::{LearnerProfile, Role};
    use crate::domain::roles::RoleBook;

    /// A language that puts what English puts before a word behind it.
    const BEHIND: &str = r#"
locale = "en-US"

[markers]
am-next = ["be"]
in-after = ["within"]
theirs-next = ["says"]
neg-after = ["not"]
det = ["the"]
split = ["but"]

[titles]
stop = ["he"]

[persona.engineers]
own = ["smith"]
departments = ["forge"]

[persona.finance]
own = ["keeper"]
"#;

    fn role(about: &str) -> Role {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let (catalog, _) = Catalog::read(&DataFile {
            name: "catalog.toml".to_owned(),
            text: std::fs::read_to_string(root.join("catalog.toml")).unwrap(),
        });
        let file = DataFile {
            name: "roles/en-US.toml".to_owned(),
            text: BEHIND.to_owned(),
        };
        let (book, faults) = RoleBook::read(&[file], &catalog.unwrap());
        assert_eq!(faults, []);
        let profile = LearnerProfile {
            about: Some(about.to_owned()),
            ..LearnerProfile::default()
        };
        book.unwrap().read_profile(&profile).learner.role
    }

    #[test]
    fn markers_behind_a_word_say_whose_it_is() {
        let persona = |id: &str| matches!(role(id), Role::Persona(_));
        assert!(persona("smith be"));
        assert!(persona("he smith the be"));
        assert!(persona("he forge within"));
        assert!(!persona("smith says he he"));
        assert!(!persona("smith the says he he"));
    }

    #[test]
    fn what_stands_behind_speaks_of_the_nearest() {
        assert_eq!(role("smith not"), Role::Unsaid);
        let both = role("smith he keeper not");
        assert!(matches!(both, Role::Persona(id) if id.as_str() == "engineers"));
    }
}
