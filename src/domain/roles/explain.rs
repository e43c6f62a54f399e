//! How a text was read, for maintainers: plain data that a terminal prints.

use super::RoleBook;
use super::meaning::Effect;
use super::mention::What;
use super::second::Heard;
use super::status::Status;
use super::title::Verdict;
use crate::domain::learner::{LearnerProfile, Reading};

/// One thing that was found, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The words, as typed.
    pub words: String,
    /// What they were taken for: `role engineers`, `pattern member`.
    pub taken_for: String,
    /// How they were meant: `mine`, `denied`, `past`, `goal`, `theirs`.
    pub status: String,
    /// False where the status keeps it out of the rules.
    pub counted: bool,
}

/// How one field of a profile was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldReading {
    /// `role`, `about` or `goal`.
    pub field: &'static str,
    /// The locale of the words that read it.
    pub locale: String,
    /// The clauses, as typed.
    pub clauses: Vec<String>,
    pub findings: Vec<Finding>,
}

/// How a profile was read, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    pub fields: Vec<FieldReading>,
    /// What the second reader heard, where it was asked.
    pub heard: Option<Heard>,
    pub reading: Reading,
}

impl RoleBook {
    /// Shows how a profile is read: clauses, matches, their status, and the outcome.
    pub fn explain(&self, profile: &LearnerProfile) -> Explanation {
        let fields = [
            ("role", profile.role.as_deref(), true),
            ("about", profile.about.as_deref(), false),
            ("goal", profile.goal.as_deref(), false),
        ];
        let (reading, heard) = self.listen(profile);
        Explanation {
            fields: fields
                .into_iter()
                .filter_map(|(field, typed, whole)| Some(self.explain_field(field, typed?, whole)))
                .collect(),
            heard,
            reading,
        }
    }

    fn explain_field(&self, field: &'static str, typed: &str, whole: bool) -> FieldReading {
        let text = self.text(typed, whole);
        let words = |start: usize, end: usize| text.ground.words(typed, start, end).to_owned();
        let mut findings = Vec::new();
        for claim in &text.evidence.roles {
            findings.push(Finding {
                words: words(claim.start, claim.end),
                taken_for: format!("role {}", self.verdict(claim.what.verdict)),
                status: status(claim.meant.status).to_owned(),
                counted: matches!(claim.meant.status, Status::Mine | Status::Goal),
            });
        }
        let effects = text.evidence.team.iter().chain(&text.evidence.shows);
        for claim in effects {
            findings.push(Finding {
                words: words(claim.start, claim.end),
                taken_for: format!("pattern {}", self.effect(claim.what)),
                status: status(claim.meant.status).to_owned(),
                counted: matches!(claim.meant.status, Status::Mine | Status::Goal),
            });
        }
        for mention in &text.mentions {
            let taken_for = match mention.what {
                What::Duration(months) => format!("{months} months"),
                What::Finops => "FinOps".to_owned(),
                What::FinopsTeam => "FinOps team".to_owned(),
                What::Provider(_) => "provider".to_owned(),
                What::Cloud => "cloud".to_owned(),
                _ => continue,
            };
            let counted = text
                .evidence
                .months
                .is_some_and(|(_, start, _)| start == mention.start);
            findings.push(Finding {
                words: words(mention.start, mention.end),
                taken_for,
                status: "named".to_owned(),
                counted,
            });
        }
        let locale = self.languages.get(text.language);
        FieldReading {
            field,
            locale: locale.map_or_else(String::new, |spoken| spoken.locale.to_string()),
            clauses: text
                .ground
                .ranges
                .iter()
                .map(|(start, end)| words(*start, *end))
                .collect(),
            findings,
        }
    }

    fn verdict(&self, verdict: Verdict) -> String {
        match verdict {
            Verdict::Persona(p) => self
                .personas
                .get(usize::from(p))
                .map_or_else(String::new, ToString::to_string),
            Verdict::Finops => "of FinOps".to_owned(),
            Verdict::Other => "without a course".to_owned(),
            Verdict::Trap => "of another trade".to_owned(),
            Verdict::Vague => "that could be anything".to_owned(),
        }
    }

    fn effect(&self, effect: Effect) -> String {
        match effect {
            Effect::Duty(p) => self.verdict(Verdict::Persona(p)),
            other => super::meaning::EFFECTS
                .iter()
                .find(|(_, known)| *known == other)
                .map_or_else(String::new, |(name, _)| (*name).to_owned()),
        }
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Mine => "mine",
        Status::Denied => "denied",
        Status::Past => "past",
        Status::Told => "told",
        Status::Goal => "goal",
        Status::Theirs => "theirs",
        Status::Employer => "employer",
        Status::Believed => "believed",
        Status::Sought => "sought",
    }
}
