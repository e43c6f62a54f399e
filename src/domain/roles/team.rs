//! The relation to a FinOps team: member before joining before supporting before the rest.

use super::evidence::Claim;
use super::meaning::Effect;
use super::reading::Rules;
use super::status::Status;
use super::title::Verdict;
use crate::domain::learner::{Reading, Role, Rule, Team};

impl Rules<'_, '_> {
    pub(super) fn team(&self, reading: &mut Reading) {
        let evidence = &self.about.evidence;
        let picked = self.profile.team;
        let off = matches!(picked, Some(Team::WorkingWith));
        let mut member = None;
        let mut joining = None;
        let mut supporting = None;
        let mut hiring = None;
        let mut works_with = None;
        let mut denied = false;
        let present = self.claims(Status::Mine).any(|claim| {
            claim.what.weight >= 55 && matches!(claim.what.verdict, Verdict::Persona(_))
        });
        for claim in &evidence.team {
            // "Soon going to work with them" names the team, and not to be on it.
            let beside = evidence.team.iter().any(|other| {
                other.what == Effect::WorksWith
                    && other.end == claim.end
                    && other.start >= claim.start
            });
            if beside && claim.what != Effect::WorksWith {
                continue;
            }
            let slot = match (claim.what, claim.meant.status) {
                (Effect::Joining, Status::Mine | Status::Goal | Status::Sought)
                | (Effect::Member | Effect::Wish, Status::Goal) => &mut joining,
                // "Can a tester become a FinOps analyst?"
                (Effect::Wish, Status::Sought) if self.about.ground.is_question(claim.start) => {
                    &mut joining
                }
                // The form says "not on the team": whoever has just begun is about to be.
                (Effect::Member, Status::Mine)
                    if off && evidence.shows(Effect::Beginner).is_some() =>
                {
                    &mut joining
                }
                (Effect::Member, Status::Mine) => &mut member,
                (Effect::Supporting, Status::Mine | Status::Goal) => &mut supporting,
                (Effect::Hiring, Status::Mine | Status::Sought) => &mut hiring,
                (Effect::WorksWith, Status::Mine | Status::Goal) => &mut works_with,
                // Without another role at present, what was told goes on.
                (Effect::Member, Status::Told) if !present => &mut member,
                (Effect::Member, Status::Denied) => {
                    denied = true;
                    continue;
                }
                _ => continue,
            };
            slot.get_or_insert((claim.start, claim.end));
        }
        let wished = |claim: &Claim<Effect>| {
            matches!(claim.what, Effect::Joining | Effect::Member | Effect::Wish)
        };
        let beside = self
            .goal
            .evidence
            .team
            .iter()
            .any(|claim| claim.what == Effect::WorksWith);
        let wished = !beside
            && (self
                .goal
                .evidence
                .team
                .iter()
                .any(|claim| wished(claim) && claim.meant.status != Status::Denied)
                || self.goal.evidence.finops_named && self.goal.evidence.roles.is_empty());
        if member.is_none()
            && let Some((_, start, end)) = evidence.months
            && !denied
            && !(present && works_with.is_some())
            && !(present
                && evidence
                    .team
                    .iter()
                    .any(|claim| matches!(claim.meant.status, Status::Told | Status::Past)))
        {
            member = Some((start, end));
        }
        // A certificate of FinOps: whoever leads with it is on a team, else on the way to one.
        if let Some(place) = evidence.certificate
            && !denied
        {
            if evidence.shows(Effect::Leading).is_some() {
                member = member.or(Some(place));
            } else if reading.learner.role == Role::Unsaid {
                joining = joining.or(Some(place));
            }
        }
        let read = if let (Some(place), false) = (member, off) {
            Some((Team::Member, place))
        } else if let Some(place) = joining {
            Some((Team::Joining, place))
        } else if let Some(place) = supporting {
            Some((Team::Supporting, place))
        } else if let Some(place) = hiring {
            Some((Team::Hiring, place))
        } else {
            works_with.map(|place| (Team::WorkingWith, place))
        };
        if let Some((_, (start, end))) = read {
            self.quote(reading, Rule::Team, start, end);
        }
        let read = read.map(|(team, _)| team);
        let titled = (self.role == Some(Verdict::Finops) && !off).then_some(Team::Member);
        let goal = wished.then_some(Team::Joining);
        reading.learner.team = match picked {
            Some(Team::WorkingWith | Team::NotSure) => goal
                .or(read.filter(|team| *team != Team::Member || !off))
                .or(picked),
            Some(picked) => Some(picked),
            None => titled
                .or(read.filter(|team| *team != Team::WorkingWith))
                .or(goal)
                .or(read)
                .or(denied.then_some(Team::WorkingWith)),
        };
    }
}
