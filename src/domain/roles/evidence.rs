//! What one text shows of the person: claims with their status, before any rule is asked.

use super::ground::{Ground, Mark};
use super::language::Language;
use super::meaning::{Classes, Effect, Marker, Meaning, P};
use super::mention::{Mention, What};
use super::pattern;
use super::status::{self, Meant, Status};
use super::title::Verdict;

/// Something said, how it is meant and which tokens say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Claim<T> {
    pub(crate) what: T,
    pub(crate) meant: Meant,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// A role and how much weight it has among others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RoleClaim {
    pub(crate) verdict: Verdict,
    pub(crate) weight: u8,
}

/// All that a text shows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Evidence {
    pub(crate) roles: Vec<Claim<RoleClaim>>,
    pub(crate) team: Vec<Claim<Effect>>,
    /// A span of time that nothing in the text says the object of.
    pub(crate) unbound: Option<(u32, usize, usize)>,
    /// Months of FinOps.
    pub(crate) months: Option<(u32, usize, usize)>,
    pub(crate) shows: Vec<Claim<Effect>>,
    pub(crate) providers: Vec<(u8, usize, usize)>,
    pub(crate) providers_denied: bool,
    /// A certificate of FinOps that the writer holds.
    pub(crate) certificate: Option<(usize, usize)>,
    /// Typical things of each persona's work, where the text speaks of the writer.
    pub(crate) nouns: Vec<(P, usize, usize)>,
    pub(crate) first_person: bool,
    pub(crate) question: bool,
    pub(crate) finops_named: bool,
}

impl Evidence {
    pub(crate) fn shows(&self, effect: Effect) -> Option<(usize, usize)> {
        self.shows
            .iter()
            .find(|claim| claim.what == effect)
            .map(|claim| (claim.start, claim.end))
    }
}

/// Reads the mentions and patterns of a text.
pub(crate) fn evidence(
    ground: &mut Ground,
    mentions: &[Mention],
    language: &Language,
    classes: &Classes,
) -> Evidence {
    let mut found = Evidence {
        first_person: ground.marks.iter().any(|mark| mark.marker == Marker::Me),
        question: ground.is_question(0),
        ..Evidence::default()
    };
    let hits = language.patterns.find(&pattern::Ground {
        tokens: &ground.tokens,
        edges: &ground.edges,
        clauses: &ground.clauses,
    });
    for hit in &hits {
        let effect = language.effects.get(usize::from(hit.effect));
        let (marker, start) = match effect {
            Some(Effect::Others) => (Marker::Others, hit.start),
            Some(Effect::Event) => (Marker::Event, hit.end - 1),
            _ => continue,
        };
        ground.mark(Mark {
            marker,
            start,
            end: hit.end,
        });
    }
    let ground = &*ground;
    for hit in hits {
        let Some(effect) = language.effects.get(usize::from(hit.effect)) else {
            continue;
        };
        let mut meant = status::meant_by_pattern(ground, hit.start, hit.end);
        // "They offered me": the pattern itself names the writer.
        if meant.status == Status::Theirs && ground.has(Marker::Me, hit.start, hit.end) {
            meant.status = Status::Mine;
        }
        // "Ran FinOps for five years" may go on, or not: the rules decide.
        if meant.status == Status::Mine
            && is_of_team(*effect)
            && ground
                .marks
                .iter()
                .any(|mark| mark.marker == Marker::Past && mark.start == hit.start)
        {
            meant.status = Status::Told;
        }
        let denies = matches!(effect, Effect::Duty(_)) || is_of_team(*effect);
        if denies && ground.has(Marker::Neg, hit.start, hit.end) {
            meant.status = Status::Denied;
        }
        let claim = Claim {
            what: *effect,
            meant,
            start: hit.start,
            end: hit.end,
        };
        found.take(claim, ground);
    }
    for mention in mentions {
        found.mention(mention, ground, mentions);
    }
    (found.months, found.unbound) = months(ground, mentions, &found);
    for (at, edges) in ground.edges.iter().enumerate() {
        for edge in edges {
            // A word within somebody's role says nothing of its own.
            let covered = mentions.iter().any(|mention| {
                matches!(mention.what, What::Role(_) | What::Department(_))
                    && mention.start <= at
                    && edge.end <= mention.end
            });
            if !covered && let Meaning::Noun(p) = classes.meaning(edge.class) {
                found.nouns.push((p, at, edge.end));
            }
        }
    }
    found
}

fn is_of_team(effect: Effect) -> bool {
    matches!(
        effect,
        Effect::Member
            | Effect::Joining
            | Effect::Wish
            | Effect::Supporting
            | Effect::Hiring
            | Effect::WorksWith
    )
}

impl Evidence {
    fn take(&mut self, claim: Claim<Effect>, ground: &Ground) {
        match claim.what {
            Effect::Duty(p) => {
                // A question asks for somebody or something: it shows no work of the writer's.
                if claim.meant.status == Status::Mine
                    && ground.is_question(claim.start)
                    && !ground.has(
                        Marker::Me,
                        ground.clause(claim.start).0,
                        ground.clause(claim.start).1,
                    )
                    && self.shows(Effect::OffTopic).is_some()
                {
                    return;
                }
                self.roles.push(Claim {
                    what: RoleClaim {
                        verdict: Verdict::Persona(p),
                        weight: 60,
                    },
                    meant: claim.meant,
                    start: claim.start,
                    end: claim.end,
                });
            }
            Effect::Other => self.roles.push(Claim {
                what: RoleClaim {
                    verdict: Verdict::Other,
                    weight: 20,
                },
                meant: claim.meant,
                start: claim.start,
                end: claim.end,
            }),
            effect if is_of_team(effect) => self.team.push(claim),
            Effect::NotMine => self.shows.push(claim),
            _ if claim.meant.status == Status::Mine
                || claim.what == Effect::CloudUnknown
                    && matches!(claim.meant.status, Status::Past | Status::Sought)
                || matches!(
                    claim.what,
                    Effect::Instruction | Effect::OffTopic | Effect::RefersBack
                ) =>
            {
                self.shows.push(claim);
            }
            _ => {}
        }
    }

    fn mention(&mut self, mention: &Mention, ground: &Ground, all: &[Mention]) {
        let (start, end) = (mention.start, mention.end);
        let mut meant = status::meant(ground, mention);
        let person = matches!(mention.what, What::Role(_) | What::FinopsRole);
        if person && meant.status == Status::Mine && status::of_others(ground, start, end) {
            meant.status = Status::Theirs;
        }
        let (from, to) = ground.clause(start);
        match mention.what {
            What::Role(verdict) => {
                let weight = match (meant.now, meant.am, meant.bare) {
                    (true, _, _) => 90,
                    (_, true, _) => 80,
                    (_, _, true) => 70,
                    _ => 50,
                };
                self.roles.push(Claim {
                    what: RoleClaim { verdict, weight },
                    meant,
                    start,
                    end,
                });
            }
            What::Department(p) => {
                let alone = (from == start || meant.bare || meant.now) && to <= end + 8;
                let inside = status::inside(ground, start, end);
                let mut meant = meant;
                if meant.status == Status::Theirs && inside {
                    meant.status = Status::Mine;
                } else if meant.status == Status::Mine
                    && (!inside && !alone
                        || ground.is_question(start) && !self.first_person && !meant.am)
                {
                    meant.status = Status::Theirs;
                }
                let subject = ground.has(Marker::Others, from, start);
                if subject && meant.status == Status::Mine {
                    meant.status = Status::Theirs;
                }
                self.roles.push(Claim {
                    what: RoleClaim {
                        verdict: Verdict::Persona(p),
                        weight: if meant.now { 85 } else { 55 },
                    },
                    meant,
                    start,
                    end,
                });
            }
            What::FinopsRole => {
                self.finops_named = true;
                self.team.push(Claim {
                    what: Effect::Member,
                    meant,
                    start,
                    end,
                });
            }
            What::FinopsTeam | What::Finops => {
                self.finops_named = true;
                let alone = from == start && to == end && ground.ranges.len() == 1;
                if (meant.am || alone) && meant.status == Status::Mine {
                    let rest = all.iter().any(|other| {
                        other.start >= end
                            && other.start < to
                            && matches!(other.what, What::Role(_))
                    });
                    if !rest && (mention.what == What::FinopsTeam || to == end) {
                        self.team.push(Claim {
                            what: Effect::Member,
                            meant,
                            start,
                            end,
                        });
                    }
                }
            }
            What::Provider(p) => {
                if meant.status == Status::Denied {
                    self.providers_denied = true;
                } else {
                    self.providers.push((p, start, end));
                }
            }
            What::Certificate if meant.status == Status::Mine => {
                self.certificate = self.certificate.or(Some((start, end)));
                self.shows.push(Claim {
                    what: Effect::Certified,
                    meant,
                    start,
                    end,
                });
            }
            What::Certificate => {}
            What::Cloud | What::Duration(_) => {}
        }
    }
}

/// Months, and the tokens that say them.
type Span = (u32, usize, usize);

/// Months of FinOps: every span of time is bound to an object first.
fn months(ground: &Ground, mentions: &[Mention], found: &Evidence) -> (Option<Span>, Option<Span>) {
    let mut direct: Option<Span> = None;
    let mut inherited: Option<Span> = None;
    let mut loose: Option<Span> = None;
    for mention in mentions {
        let What::Duration(months) = mention.what else {
            continue;
        };
        let not_mine = found.shows.iter().any(|claim| {
            claim.what == Effect::NotMine
                && claim.start <= mention.start
                && mention.end <= claim.end
        });
        if not_mine {
            continue;
        }
        let place = (months, mention.start, mention.end);
        match bound(ground, mentions, mention, found) {
            Some(true) => direct = direct.max(Some(place)),
            Some(false) => loose = loose.max(Some(place)),
            None => inherited = inherited.max(Some(place)),
        }
    }
    let months = direct.or_else(|| {
        let (_, start, _) = inherited?;
        let sentence = ground.sentence(start);
        let refers = found.shows.iter().any(|claim| {
            claim.what == Effect::RefersBack && ground.sentence(claim.start) == sentence
        });
        let mine = |claim: &Claim<Effect>| {
            matches!(claim.what, Effect::Member | Effect::Supporting)
                && matches!(claim.meant.status, Status::Mine | Status::Told)
                && (ground.sentence(claim.start) == sentence
                    || refers && ground.sentence(claim.start) < sentence)
        };
        found.team.iter().any(mine).then_some(inherited).flatten()
    });
    let named = mentions
        .iter()
        .any(|mention| matches!(mention.what, What::Role(_) | What::Department(_)));
    (months, inherited.or(loose).filter(|_| !named))
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
    // "five years of Java": an object that no part of the book knows is one all the same.
    let linked = ground.has(Marker::Theirs, span.end, span.end + 1)
        || ground.has(Marker::In, span.end, span.end + 1)
        || ground.has(Marker::Am, span.end, span.end + 1);
    let entered = found.team.iter().any(|claim| {
        claim.what == Effect::Member
            && claim.meant.status == Status::Mine
            && claim.start >= span.end
            && claim.end <= to
    });
    // "four years ago I swapped accounting for FinOps"
    if entered && !linked {
        return Some(true);
    }
    let near = |mention: &Mention| mention.start <= span.end + 6;
    let past_only = |mention: &Mention| {
        let meant = status::meant(ground, mention);
        matches!(meant.status, Status::Denied | Status::Goal)
    };
    if linked {
        return match right {
            Some(mention) if near(mention) => Some(is_finops(mention) && !past_only(mention)),
            _ if refers(found, span.end, to) => None,
            _ => left.is_some_and(is_finops).then_some(true).or(Some(false)),
        };
    }
    match (left, right) {
        (Some(left), _) if is_finops(left) => Some(!past_only(left)),
        (_, Some(right)) if is_finops(right) && near(right) => Some(!past_only(right)),
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
