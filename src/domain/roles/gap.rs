//! Where nothing sure was said: the weak net, the reason to ask, and the likely personas.

use super::meaning::{Effect, P};
use super::reading::Rules;
use super::status::Status;
use super::title::Verdict;
use crate::domain::catalog::PersonaId;
use crate::domain::learner::{Gap, Reading, Role};

impl Rules<'_, '_> {
    /// Typical words of one persona's work, where the writer speaks of themselves.
    pub(super) fn weak(&self) -> Option<P> {
        let evidence = &self.about.evidence;
        if !evidence.first_person || evidence.question {
            return None;
        }
        let mut counts: Vec<(usize, P)> = Vec::new();
        let mut seen: Vec<&str> = Vec::new();
        for (p, start, end) in &evidence.nouns {
            let words = self.about.ground.words(self.about.typed, *start, *end);
            if seen.contains(&words) {
                continue;
            }
            seen.push(words);
            match counts.iter_mut().find(|(_, known)| known == p) {
                Some((count, _)) => *count += 1,
                None => counts.push((1, *p)),
            }
        }
        counts.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        let (most, p) = *counts.first()?;
        let next = counts.get(1).map_or(0, |(count, _)| *count);
        let strange = evidence.shows(Effect::OffTopic).is_some();
        (most > next && (!strange || most > 1)).then_some(p)
    }

    pub(super) fn gap(&self, reading: &Reading) -> Gap {
        let evidence = &self.about.evidence;
        let trap = self.role == Some(Verdict::Trap)
            || self
                .claims(Status::Mine)
                .any(|claim| claim.what.verdict == Verdict::Trap);
        let vague = self.role == Some(Verdict::Vague)
            || self
                .claims(Status::Mine)
                .any(|claim| claim.what.verdict == Verdict::Vague);
        if trap || evidence.shows(Effect::OffTopic).is_some() {
            Gap::OffTopic
        } else if vague || reading.learner.role == Role::Unclear {
            Gap::Ambiguous
        } else {
            Gap::NoRole
        }
    }

    /// Personas that the words may point at, whatever their status.
    pub(super) fn likely(&self) -> Vec<PersonaId> {
        let mut likely: Vec<P> = Vec::new();
        let roles = self.about.evidence.roles.iter();
        let roles = roles.filter_map(|claim| match claim.what.verdict {
            Verdict::Persona(p) => Some(p),
            _ => None,
        });
        let nouns = self.about.evidence.nouns.iter().map(|(p, _, _)| *p);
        for p in roles.chain(nouns) {
            if !likely.contains(&p) {
                likely.push(p);
            }
        }
        likely.iter().filter_map(|p| self.id(*p)).collect()
    }
}
