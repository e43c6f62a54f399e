//! Reads the role field: one title as typed, or a sentence around one.

use super::RoleBook;
use super::ground::Unit;
use super::meaning::{Meaning, Part};
use super::status::Status;
use super::text::{Kind, Token};
use super::title::{self, Verdict};

impl RoleBook {
    /// What a title says. Brackets hold another name for the same work; a comma inverts.
    pub(crate) fn title(&self, typed: &str) -> Verdict {
        let text = self.text(typed, true);
        let evidence = &text.evidence;
        if let Some(claim) = evidence.team.first()
            && claim.meant.status == Status::Mine
        {
            return Verdict::Finops;
        }
        let tokens = &text.ground.tokens;
        let Some(language) = self.languages.get(text.language) else {
            return Verdict::Vague;
        };
        let speaks = evidence.first_person || evidence.roles.iter().any(|claim| claim.meant.am);
        if speaks {
            let mut mine: Vec<_> = evidence
                .roles
                .iter()
                .filter(|claim| claim.meant.status == Status::Mine)
                .collect();
            mine.sort_by_key(|claim| std::cmp::Reverse(claim.what.weight));
            if let Some(claim) = mine.first() {
                return claim.what.verdict;
            }
        }
        let parts = parts(tokens);
        let read = |range: &(usize, usize)| {
            let units = text.ground.units(range.0, range.1, &self.classes);
            self.whole(&units, language.order)
        };
        let verdicts: Vec<Verdict> = parts.iter().map(read).collect();
        // "Director, Product Management": what stands behind the comma is the field.
        if let [first, second] = parts.as_slice()
            && tokens.get(first.1).is_some_and(|token| token.text == ",")
        {
            let mut units = text.ground.units(second.0, second.1, &self.classes);
            // "Cost Accountant, brewery": a head that suffices is not touched by its place.
            let suffices = |unit: &Unit| {
                unit.parts()
                    .any(|part| matches!(part, Part::Own(_) | Part::Top(_) | Part::Firm(_)))
            };
            let first_units = text.ground.units(first.0, first.1, &self.classes);
            if let Some(Verdict::Persona(p)) = verdicts.first()
                && first_units.iter().any(suffices)
            {
                return Verdict::Persona(*p);
            }
            let bare = text.ground.units(first.0, first.1, &self.classes);
            let bare = !bare.iter().any(title::is_field);
            if bare && let Some(Verdict::Persona(p)) = verdicts.get(1) {
                return Verdict::Persona(*p);
            }
            if !units.iter().any(title::is_head) {
                units.extend(text.ground.units(first.0, first.1, &self.classes));
                return self.whole(&units, language.order);
            }
        }
        let rank = |verdict: &Verdict| match verdict {
            Verdict::Finops => 0,
            Verdict::Persona(_) => 1,
            Verdict::Other => 2,
            Verdict::Trap => 3,
            Verdict::Vague => 4,
        };
        verdicts
            .into_iter()
            .min_by_key(rank)
            .unwrap_or(Verdict::Vague)
    }

    fn whole(&self, units: &[Unit], order: title::Order) -> Verdict {
        let finops = |unit: &Unit| {
            unit.meanings
                .iter()
                .any(|meaning| matches!(meaning, Meaning::Finops | Meaning::FinopsTeam))
        };
        if units.iter().any(finops) {
            return Verdict::Finops;
        }
        if let Some(title) = title::titles(units, order, true).first() {
            return title.verdict;
        }
        let department = units
            .iter()
            .flat_map(Unit::parts)
            .find_map(|part| match part {
                Part::Department(p) | Part::Strong(p) => Some(p),
                _ => None,
            });
        let strange = units
            .iter()
            .any(|unit| unit.is_unknown() || unit.is(Part::Trade));
        let other = units.iter().any(|unit| unit.is(Part::Other));
        match department {
            Some(p) if !strange && !other => Verdict::Persona(p),
            _ if other && !strange => Verdict::Other,
            _ => Verdict::Trap,
        }
    }
}

/// The pieces of a title between breaks.
fn parts(tokens: &[Token]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, token) in tokens.iter().enumerate() {
        if token.kind != Kind::Word {
            if at > start {
                found.push((start, at));
            }
            start = at + 1;
        }
    }
    if tokens.len() > start {
        found.push((start, tokens.len()));
    }
    found
}
