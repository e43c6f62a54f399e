//! From evidence to a learner, by the rules of precedence.

use super::RoleBook;
use super::evidence::{self, Claim, Evidence, RoleClaim};
use super::ground::Ground;
use super::meaning::{Effect, P};
use super::mention::{self, Mention, What};
use super::second::Heard;
use super::status::Status;
use super::title::Verdict;
use crate::domain::catalog::PersonaId;
use crate::domain::learner::{Finops, Gap, LearnerProfile, Quote, Reading, Role, Rule, Team};

/// One text with all that was found in it.
pub(crate) struct Text<'t> {
    pub(crate) typed: &'t str,
    pub(crate) language: usize,
    pub(crate) ground: Ground,
    pub(crate) mentions: Vec<Mention>,
    pub(crate) evidence: Evidence,
}

/// Months from which on somebody is on the way to Professional, and from which on there.
const GROWING: u32 = 15;
const EXPERIENCED: u32 = 30;

impl RoleBook {
    /// Finds everything in one text. `whole` reads it as one title.
    pub(crate) fn text<'t>(&self, typed: &'t str, whole: bool) -> Text<'t> {
        let (language, mut ground) = self.ground(typed, None);
        let (mentions, evidence) = match self.languages.get(language) {
            Some(spoken) => {
                let mentions = mention::mentions(&mut ground, self, spoken, whole);
                let evidence = evidence::evidence(&mut ground, &mentions, spoken, &self.classes);
                (mentions, evidence)
            }
            None => Default::default(),
        };
        Text {
            typed,
            language,
            ground,
            mentions,
            evidence,
        }
    }

    /// Reads a profile. Total: any input has a reading.
    pub fn read_profile(&self, profile: &LearnerProfile) -> Reading {
        self.listen(profile).0
    }

    /// The reading, and what the second reader heard where it was asked.
    pub(super) fn listen(&self, profile: &LearnerProfile) -> (Reading, Option<Heard>) {
        let about = profile.about.as_deref().unwrap_or_default();
        let about = self.text(about, false);
        let goal = self.text(profile.goal.as_deref().unwrap_or_default(), false);
        let role = profile.role.as_deref().unwrap_or_default();
        let role = (!role.trim().is_empty()).then(|| self.title(role));
        Rules {
            book: self,
            profile,
            about: &about,
            goal: &goal,
            role,
        }
        .reading()
    }
}

/// Everything that the rules look at.
pub(super) struct Rules<'r, 't> {
    pub(super) book: &'r RoleBook,
    pub(super) profile: &'r LearnerProfile,
    pub(super) about: &'r Text<'t>,
    pub(super) goal: &'r Text<'t>,
    pub(super) role: Option<Verdict>,
}

impl Rules<'_, '_> {
    fn reading(&self) -> (Reading, Option<Heard>) {
        let mut reading = Reading::default();
        self.cloud(&mut reading);
        let instruction = self.about.evidence.shows(Effect::Instruction).is_some()
            || self.goal.evidence.shows(Effect::Instruction).is_some();
        self.finops(&mut reading);
        self.roles(&mut reading);
        self.team(&mut reading);
        let nothing = matches!(reading.learner.role, Role::Unsaid | Role::Unclear)
            && !matches!(
                reading.learner.team,
                Some(Team::Member | Team::Joining | Team::Supporting | Team::Hiring)
            );
        if instruction {
            reading.gap = Some(Gap::Instruction);
            reading.learner.role = Role::Unclear;
            reading.learner.team = None;
        } else if nothing {
            reading.gap = Some(self.gap(&reading));
        }
        let heard = (reading.gap == Some(Gap::NoRole))
            .then(|| self.heard())
            .flatten();
        if let Some(heard) = &heard {
            self.follow(heard, &mut reading);
        }
        if reading.gap.is_some() {
            for p in self.likely() {
                if !reading.likely.contains(&p) {
                    reading.likely.push(p);
                }
            }
        }
        (reading, heard)
    }

    pub(super) fn quote(&self, reading: &mut Reading, rule: Rule, start: usize, end: usize) {
        let words = self.about.ground.words(self.about.typed, start, end);
        if !words.is_empty() && !reading.quotes.iter().any(|quote| quote.words == words) {
            reading.quotes.push(Quote {
                rule,
                words: words.to_owned(),
            });
        }
    }

    fn cloud(&self, reading: &mut Reading) {
        let evidence = &self.about.evidence;
        let mut known: Vec<P> = Vec::new();
        let catalog = &self.book.providers;
        for (place, id) in catalog.iter().enumerate() {
            let place = P::try_from(place).unwrap_or(P::MAX);
            if self.profile.providers.contains(id)
                || evidence
                    .providers
                    .iter()
                    .any(|(found, _, _)| *found == place)
            {
                known.push(place);
            }
        }
        let unknown = evidence.shows(Effect::CloudUnknown);
        let shown = evidence.shows(Effect::CloudKnown);
        // "New to cloud" stands, whatever else is named; "never saw Azure" gives way.
        let cloud = |place: Option<(usize, usize)>| {
            place.is_some_and(|(start, end)| {
                self.about.mentions.iter().any(|mention| {
                    mention.what == What::Cloud && mention.start >= start && mention.end <= end
                })
            })
        };
        let all_of_cloud = evidence.shows.iter().any(|claim| {
            claim.what == Effect::CloudUnknown && cloud(Some((claim.start, claim.end)))
        }) && !cloud(shown);
        let denied = self.profile.cloud_basics == Some(false)
            || all_of_cloud
            || unknown.is_some() && shown.is_none()
            || evidence.providers_denied && known.is_empty() && shown.is_none();
        // Of the providers named beside "no clue of cloud" only the one to be learnt is kept.
        let new = |start: usize, end: usize| {
            evidence.shows.iter().any(|claim| {
                claim.what == Effect::CloudUnknown && claim.start <= start && end <= claim.end
            })
        };
        if denied && self.profile.providers.is_empty() {
            let learnt = evidence
                .providers
                .iter()
                .any(|(_, start, end)| new(*start, *end));
            if known.len() != 1 || !learnt {
                known.clear();
            }
        } else if !denied {
            // "A cloud engineer, new to AWS" knows how cloud works, and AWS not yet.
            known.retain(|place| {
                let picked = catalog.get(usize::from(*place));
                picked.is_some_and(|id| self.profile.providers.contains(id))
                    || evidence
                        .providers
                        .iter()
                        .any(|(found, start, end)| found == place && !new(*start, *end))
            });
        }
        reading.learner.providers = known
            .iter()
            .filter_map(|place| catalog.get(usize::from(*place)).cloned())
            .collect();
        reading.learner.cloud_basics = if denied {
            Some(false)
        } else if !known.is_empty() || shown.is_some() || self.profile.cloud_basics == Some(true) {
            Some(true)
        } else {
            None
        };
        if denied {
            if let Some((start, end)) = unknown {
                self.quote(reading, Rule::CloudBasics, start, end);
            }
        } else if let Some((_, start, end)) = evidence
            .providers
            .iter()
            .find(|(_, start, end)| !new(*start, *end))
        {
            self.quote(reading, Rule::Provider, *start, *end);
        }
    }

    fn finops(&self, reading: &mut Reading) {
        let evidence = &self.about.evidence;
        let leading = evidence.shows(Effect::Leading).is_some();
        let certified = evidence.shows(Effect::Certified).is_some();
        let veteran = evidence.shows(Effect::Veteran);
        let beginner = evidence.shows(Effect::Beginner);
        // Who picked the team or typed its title speaks of it.
        let on_team = self.profile.team == Some(Team::Member) || self.role == Some(Verdict::Finops);
        let read = match evidence.months.or(evidence.unbound.filter(|_| on_team)) {
            Some((months, start, end)) => {
                self.quote(reading, Rule::Finops, start, end);
                if months > EXPERIENCED {
                    Some(Finops::Experienced)
                } else if months >= GROWING {
                    Some(Finops::Growing)
                } else {
                    Some(Finops::Some)
                }
            }
            None if beginner.is_some() => Some(Finops::Some),
            None if certified && leading => Some(Finops::Experienced),
            None => veteran.map(|_| Finops::Experienced),
        };
        let read = match read {
            Some(Finops::Growing) if certified && leading => Some(Finops::Experienced),
            read => read,
        };
        reading.learner.finops = match (self.profile.finops, read) {
            // A pick is the person's own word; a text that says less makes nobody experienced.
            (Some(picked), Some(read)) if picked == Finops::Experienced => Some(match read {
                Finops::None | Finops::Some => read,
                _ => picked,
            }),
            (picked, read) => picked.or(read),
        };
    }

    pub(super) fn claims(&self, status: Status) -> impl Iterator<Item = &Claim<RoleClaim>> {
        self.about
            .evidence
            .roles
            .iter()
            .filter(move |claim| claim.meant.status == status)
    }

    pub(super) fn id(&self, p: P) -> Option<PersonaId> {
        self.book.personas.get(usize::from(p)).cloned()
    }

    fn roles(&self, reading: &mut Reading) {
        let mut personas: Vec<P> = Vec::new();
        let mut other = false;
        let mut trap = false;
        match self.role {
            Some(Verdict::Persona(p)) => personas.push(p),
            // A bare title without a course may be anything: one question is worth it.
            Some(Verdict::Other | Verdict::Trap | Verdict::Vague) => trap = true,
            Some(Verdict::Finops) | None => {}
        }
        let mut mine: Vec<_> = self.claims(Status::Mine).collect();
        // Of two at one place the shorter is nearer to its object.
        mine.sort_by_key(|claim| (std::cmp::Reverse(claim.what.weight), claim.start, claim.end));
        let best = mine
            .iter()
            .find(|claim| matches!(claim.what.verdict, Verdict::Persona(_)))
            .copied();
        // "I'm in treasury now": what is said to be new beats the form.
        if let Some(claim) = best
            && claim.what.weight >= 85
            && let Verdict::Persona(p) = claim.what.verdict
        {
            personas.retain(|known| *known != p);
            personas.insert(0, p);
        }
        for claim in &mine {
            match claim.what.verdict {
                Verdict::Persona(p) if !personas.contains(&p) => personas.push(p),
                Verdict::Other => other = true,
                // A word in passing is no trade: "I used to sell furniture".
                Verdict::Trap if claim.meant.am || claim.meant.bare => trap = true,
                _ => {}
            }
        }
        if let Some(claim) = best {
            self.quote(reading, Rule::Role, claim.start, claim.end);
            reading.matched_role = Some(
                self.about
                    .ground
                    .words(self.about.typed, claim.start, claim.end)
                    .to_lowercase(),
            );
        }
        if let Some(role) = &self.profile.role
            && matches!(
                self.role,
                Some(Verdict::Persona(_) | Verdict::Finops | Verdict::Other)
            )
        {
            reading.matched_role = Some(role.trim().to_lowercase());
        }
        if personas.is_empty() && !other {
            let goal = self
                .claims(Status::Goal)
                .chain(&self.goal.evidence.roles)
                .find_map(|claim| match claim.what.verdict {
                    Verdict::Persona(p) => Some((p, claim)),
                    _ => None,
                });
            if let Some((p, _)) = goal {
                personas.push(p);
                reading.learner.by_goal = true;
            }
        }
        if personas.is_empty() && !other && !trap {
            personas.extend(self.weak());
        }
        let mut ids = personas.iter().filter_map(|p| self.id(*p));
        reading.learner.role = match ids.next() {
            Some(id) => Role::Persona(id),
            None if other => Role::WithoutCourse,
            None if trap => Role::Unclear,
            None => Role::Unsaid,
        };
        reading.learner.second = ids.next();
    }
}
