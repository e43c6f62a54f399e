//! Where nothing sure was said: the weak net, the reason to ask, and the likely personas.

use super::meaning::{Effect, Marker, P};
use super::reading::Rules;
use super::second::{CLASSES, Heard};
use super::status::Status;
use super::title::Verdict;
use crate::domain::catalog::PersonaId;
use crate::domain::learner::{Gap, Quote, Reading, Role, Rule};

/// Personas that the second reader puts first where it is not sure.
const LIKELY: usize = 3;

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

    /// What the second reader hears in an English text that speaks of its writer.
    pub(super) fn heard(&self) -> Option<Heard> {
        let text = self.about;
        let mine = text.evidence.first_person
            || !text.ground.marks.iter().any(|m| m.marker == Marker::Others);
        if text.language != 0 || text.evidence.question || !mine {
            return None;
        }
        // Words of a role that is not the writer's say nothing of the writer.
        let place = |at: usize| text.ground.tokens.get(at).map(|token| token.span.clone());
        let others = text
            .evidence
            .roles
            .iter()
            .filter(|claim| is_others(claim.meant.status));
        let skip: Vec<_> = others
            .filter_map(|claim| {
                Some(place(claim.start)?.start..place(claim.end.checked_sub(1)?)?.end)
            })
            .collect();
        let mut heard = self.book.second.hear(text.typed, &skip)?;
        let first = heard
            .classes
            .first()
            .and_then(|class| self.persona_of(*class));
        // "No developer": then words of developers are no proof either.
        let denied = text.evidence.roles.iter().any(|claim| {
            is_others(claim.meant.status)
                && matches!(claim.what.verdict, Verdict::Persona(p) if self.id(p) == first)
        });
        heard.may &= !denied && first.is_some();
        Some(heard)
    }

    /// Answers with what was heard for sure; else the likeliest come first on the buttons.
    pub(super) fn follow(&self, heard: &Heard, reading: &mut Reading) {
        let mut personas = heard
            .classes
            .iter()
            .filter_map(|class| self.persona_of(*class));
        if !heard.is_sure() {
            reading.likely = personas.take(LIKELY).collect();
        } else if let Some(id) = personas.next() {
            reading.learner.role = Role::Persona(id);
            reading.gap = None;
            reading.quotes.extend(heard.words.iter().map(|words| Quote {
                rule: Rule::Role,
                words: words.clone(),
            }));
        }
    }

    fn persona_of(&self, class: usize) -> Option<PersonaId> {
        let name = CLASSES.get(class)?;
        let known = self.book.personas.iter().find(|id| id.as_str() == *name);
        known.cloned()
    }
}

fn is_others(status: Status) -> bool {
    !matches!(status, Status::Mine | Status::Goal)
}
