//! What one text shows of the person: claims with their status, before any rule is asked.

use super::experience;
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
                .marks_in(hit.start, hit.start + 1)
                .iter()
                .any(|mark| mark.marker == Marker::Past)
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
    (found.months, found.unbound) = experience::months(ground, mentions, &found);
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
            // "What does FinOps stand for?" makes nobody a member.
            Effect::Member if ground.is_asked(claim.start) => {}
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
