//! Binds every span of time to its object: only years of FinOps count.

use super::evidence::{Claim, Evidence};
use super::ground::Ground;
use super::meaning::{Effect, Marker};
use super::mention::{Mention, What};
use super::status::{self, Status};
use super::title::Verdict;

/// Months, and the tokens that say them.
type Span = (u32, usize, usize);

/// Months of FinOps: every span of time is bound to an object first.
pub(crate) fn months(
    ground: &Ground,
    mentions: &[Mention],
    found: &Evidence,
) -> (Option<Span>, Option<Span>) {
    let mut direct: Option<Span> = None;
    let mut inherited: Option<Span> = None;
    for mention in mentions {
        let What::Duration(months) = mention.what else {
            continue;
        };
        let not_mine = found.shows.iter().any(|claim| {
            claim.what == Effect::NotMine
                && claim.start <= mention.start
                && mention.end <= claim.end
        });
        // "Ten years of FinOps? No."
        let asked = ground.is_asked(mention.start);
        if not_mine || asked {
            continue;
        }
        let place = (months, mention.start, mention.end);
        match bound(ground, mentions, mention, found) {
            Some(true) => direct = direct.max(Some(place)),
            Some(false) => {}
            None => inherited = inherited.max(Some(place)),
        }
    }
    let months = direct.or_else(|| {
        let (_, start, _) = inherited?;
        let sentence = ground.sentence(start);
        let refers = found.shows.iter().any(|claim| {
            claim.what == Effect::RefersBack && ground.sentence(claim.start) == sentence
        });
        // A sentence of nothing but a span goes on with the sentence before.
        let alone = !mentions.iter().any(|mention| {
            ground.sentence(mention.start) == sentence && !matches!(mention.what, What::Duration(_))
        });
        let mine = |claim: &Claim<Effect>| {
            matches!(claim.what, Effect::Member | Effect::Supporting)
                && matches!(claim.meant.status, Status::Mine | Status::Told)
                && (ground.sentence(claim.start) == sentence
                    || refers && ground.sentence(claim.start) < sentence
                    || alone && ground.sentence(claim.start) + 1 == sentence)
        };
        found.team.iter().any(mine).then_some(inherited).flatten()
    });
    let named = mentions
        .iter()
        .any(|mention| matches!(mention.what, What::Role(_) | What::Department(_)));
    (months, inherited.filter(|_| !named))
}

fn is_finops(mention: &Mention) -> bool {
    matches!(
        mention.what,
        What::Finops | What::FinopsTeam | What::FinopsRole | What::Certificate
    )
}

/// What a span of time is about: FinOps, something else, or nothing in its own clause.
fn bound(ground: &Ground, mentions: &[Mention], span: &Mention, found: &Evidence) -> Option<bool> {
    let (from, to) = ground.clause(span.start);
    if status::subject(ground, from, span.start).1 {
        return Some(false);
    }
    let object = |mention: &&Mention| {
        let speaks = !matches!(
            mention.what,
            What::Duration(_) | What::Role(Verdict::Vague | Verdict::Trap)
        );
        speaks && mention.start >= from && mention.end <= to
    };
    let right = mentions
        .iter()
        .filter(object)
        .find(|mention| mention.start >= span.end);
    let left = mentions
        .iter()
        .filter(object)
        .rfind(|mention| mention.end <= span.start);
    // "in accounting for 15 years": the words of the span name its object.
    let within = mentions.iter().any(|mention| {
        matches!(mention.what, What::Role(_) | What::Department(_))
            && mention.start < span.end
            && mention.end > span.start
    });
    if within {
        return Some(false);
    }
    // "five years of Java": an object that no part of the book knows is one all the same.
    let linked = ground
        .marks_in(span.start, span.end + 1)
        .iter()
        .any(|mark| {
            let links = matches!(mark.marker, Marker::Theirs | Marker::In | Marker::Am);
            links && mark.end > span.end && mark.end <= span.end + 2
        });
    // "four years ago": the word of the past stands behind, or reaches over the edge.
    let ago = ground
        .marks_in(span.start, span.end + 1)
        .iter()
        .any(|mark| mark.marker == Marker::Past && mark.end > span.end && mark.end <= span.end + 2);
    let entered = found.team.iter().any(|claim| {
        claim.what == Effect::Member
            && matches!(claim.meant.status, Status::Mine | Status::Told)
            && claim.start >= span.end
            && claim.end <= to
    });
    // "four years ago I swapped accounting for FinOps"
    if entered && ago && !linked {
        return Some(true);
    }
    // "12 years in software and just became a FinOps analyst": the next thought is another one.
    let near = |mention: &Mention| {
        let parted = ground
            .marks_in(span.end, mention.start)
            .iter()
            .any(|mark| matches!(mark.marker, Marker::Event | Marker::Now | Marker::Split));
        // "three years and eight months in …" is one span of time.
        let longer = mentions.iter().any(|other| {
            matches!(other.what, What::Duration(_))
                && other.start >= span.end
                && other.end <= mention.start
        });
        mention.start <= span.end + 6 && (longer || !parted)
    };
    // "four years of Java and am on the team": an object that the book does not know stands between.
    let apart = |mention: &Mention| {
        let mut between = ground.marks_in(span.end, mention.start).iter();
        between.any(|mark| mark.marker == Marker::And)
    };
    let past_only = |mention: &Mention| {
        let meant = status::meant(ground, mention);
        matches!(meant.status, Status::Denied | Status::Goal)
    };
    if linked {
        return match right {
            Some(mention) if near(mention) && !apart(mention) => {
                Some(is_finops(mention) && !past_only(mention))
            }
            // "four years of it": what the link leads to points back.
            _ if refers(found, span.end, (span.end + 1).min(to)) => None,
            _ => {
                let joined = |left: &Mention| {
                    let mut between = ground.marks_in(left.end, span.start).iter();
                    !between.any(|mark| mark.marker == Marker::And)
                };
                Some(left.is_some_and(|left| is_finops(left) && joined(left)))
            }
        };
    }
    // What follows after an "and" is another thought, and the span keeps to its own.
    let parted = right.is_some_and(|mention| is_finops(mention) && !near(mention));
    match (left, right) {
        (None, _) if parted => Some(false),
        (Some(left), _) if is_finops(left) => Some(!past_only(left)),
        (None, Some(right)) if is_finops(right) && near(right) => Some(!past_only(right)),
        (Some(_), _) => Some(false),
        (None, Some(right)) if near(right) => Some(false),
        (None, _) => {
            // The nearest object of the clause before speaks for a bare span.
            let earlier = mentions.iter().rfind(|mention| {
                let speaks = is_finops(mention)
                    || matches!(
                        mention.what,
                        What::Department(_) | What::Role(Verdict::Persona(_))
                    );
                speaks && mention.end <= from
            });
            match earlier {
                Some(mention) if is_finops(mention) && !past_only(mention) => None,
                Some(_) => Some(false),
                None => None,
            }
        }
    }
}

fn refers(found: &Evidence, from: usize, to: usize) -> bool {
    found
        .shows
        .iter()
        .any(|claim| claim.what == Effect::RefersBack && claim.start <= to && claim.end >= from)
}
