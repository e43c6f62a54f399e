//! Which texts the guide needs, what may fill them, and how long they may become.

use std::borrow::Cow;

use crate::domain::catalog::Catalog;

/// A text that must exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needs {
    pub key: Cow<'static, str>,
    /// Names of the placeholders that are filled.
    pub args: Cow<'static, [&'static str]>,
    /// The most UTF-16 units that Discord shows where this text goes.
    pub limit: usize,
}

impl Needs {
    pub const fn new(key: &'static str, args: &'static [&'static str], limit: usize) -> Self {
        Self {
            key: Cow::Borrowed(key),
            args: Cow::Borrowed(args),
            limit,
        }
    }

    /// Placeholders that every form of the text must show. A lead stands alone where cards are
    /// off or read aloud: it names the course and the link wherever it is given them.
    pub(super) fn must_use(&self) -> impl Iterator<Item = &'static str> {
        let must: &[&str] = match self.key.starts_with("lead-") {
            true => &["course", "link"],
            false => &[],
        };
        let args = self.args.iter().copied();
        args.filter(move |arg| must.contains(arg))
    }

    /// A text of a family, one for each id in the catalogue.
    fn of(family: &str, id: &str, attribute: &str, limit: usize) -> Self {
        Self {
            key: Cow::Owned(format!("{family}{id}{attribute}")),
            args: Cow::Borrowed(&[]),
            limit,
        }
    }
}

/// A button's label.
const BUTTON: usize = 80;
/// The label of a card's section.
const HEADING: usize = 256;
/// The text of a card's section.
const BODY: usize = 1024;
/// A message's own text shares 2,000 units with a link.
const LINE: usize = 1500;
/// A part of a sentence or of a list.
const PART: usize = 200;

/// Prefixes of keys whose ids come from the catalogue or the command table.
pub const FAMILIES: [&str; 7] = [
    "persona-",
    "basic-",
    "curriculum-",
    "price-",
    "command-",
    "option-",
    "choice-",
];

/// Texts that do not depend on the catalogue.
pub const KEYS: &[Needs] = &[
    // words.ftl
    Needs::new("list-comma", &["first", "second"], PART),
    Needs::new("list-or", &["first", "second"], PART),
    Needs::new("list-and", &["first", "second"], PART),
    Needs::new("date", &["day", "month", "year"], PART),
    Needs::new("quote", &["words"], PART),
    // facts.ftl
    Needs::new("effort", &["from", "to", "about", "weeks"], PART),
    Needs::new("format-self-paced", &[], PART),
    Needs::new("format-mostly-self-paced", &[], PART),
    Needs::new("format-instructor-led", &[], PART),
    Needs::new("live-classes", &["count"], PART),
    Needs::new("access", &["months"], PART),
    Needs::new("price", &["currency", "amount", "buys"], PART),
    Needs::new("fact-dated", &["fact", "date"], PART),
    Needs::new("price-exam", &[], PART),
    Needs::new("price-course", &[], PART),
    Needs::new("price-course-and-exam", &[], PART),
    Needs::new("price-class", &[], PART),
    Needs::new("exam", &["parts"], PART),
    Needs::new("exam-questions", &["count"], PART),
    Needs::new("exam-minutes", &["count"], PART),
    Needs::new("exam-pass-mark", &["percent"], PART),
    Needs::new("exam-attempts", &["count"], PART),
    Needs::new("exam-valid", &["months"], PART),
    Needs::new("badge", &[], PART),
    Needs::new("facts-stale", &[], PART),
    Needs::new("facts-from", &["date", "source"], PART),
    Needs::new("facts-footer", &["origins"], BODY),
    Needs::new("status-announced", &[], PART),
    Needs::new("status-unavailable", &[], PART),
    Needs::new("status-retired", &[], PART),
    Needs::new("status-replaced", &["course"], PART),
    Needs::new("audience-team", &[], PART),
    Needs::new("audience-experienced", &[], PART),
    Needs::new("audience-persona", &["persona"], PART),
    Needs::new("kind-certified", &[], PART),
    Needs::new("kind-persona", &[], PART),
    Needs::new("heading-audience", &[], HEADING),
    Needs::new("heading-effort", &[], HEADING),
    Needs::new("heading-format", &[], HEADING),
    Needs::new("heading-exam", &[], HEADING),
    Needs::new("heading-price", &[], HEADING),
    Needs::new("heading-status", &[], HEADING),
    Needs::new("heading-badge", &[], HEADING),
    Needs::new("heading-access", &[], HEADING),
    // recommend.ftl
    Needs::new("lead-persona", &["course", "does", "link"], LINE),
    Needs::new("lead-persona-assumed", &["course", "does", "link"], LINE),
    Needs::new("lead-persona-goal", &["course", "wants", "link"], LINE),
    Needs::new("lead-on-team", &["course", "link"], LINE),
    Needs::new("lead-joining", &["course", "link"], LINE),
    Needs::new("lead-supporting", &["course", "link"], LINE),
    Needs::new("lead-hiring", &["course", "link"], LINE),
    Needs::new("lead-experienced", &["course", "link"], LINE),
    Needs::new("lead-stands-in", &["course", "named", "link"], LINE),
    Needs::new("lead-no-course", &["course", "link"], LINE),
    Needs::new("lead-basics-first", &["next"], BODY),
    Needs::new("shown-lead", &["why", "link"], LINE),
    Needs::new("heading-why", &[], HEADING),
    Needs::new("heading-takes", &[], HEADING),
    Needs::new("heading-before", &[], HEADING),
    Needs::new("heading-instead", &[], HEADING),
    Needs::new("heading-next", &[], HEADING),
    Needs::new("why-on-team", &[], PART),
    Needs::new("why-joins", &[], PART),
    Needs::new("why-supports", &[], PART),
    Needs::new("why-hires", &[], PART),
    Needs::new("why-experienced", &[], PART),
    Needs::new("why-works", &["reason"], PART),
    Needs::new("why-wants", &["persona"], PART),
    Needs::new("why-works-with", &[], PART),
    Needs::new("why-assumed", &[], PART),
    Needs::new("why-no-course", &[], PART),
    Needs::new("why-quotes", &["words"], BODY),
    Needs::new("why-stands-in", &["course", "status"], PART),
    Needs::new("before-ready", &["providers"], PART),
    Needs::new("before-ready-any", &[], PART),
    Needs::new("before-basics", &["trainings"], BODY),
    Needs::new("before-basics-any", &["trainings"], BODY),
    Needs::new("before-taken", &[], PART),
    Needs::new("before-unsaid", &[], BODY),
    Needs::new("instead-on-team", &["course"], PART),
    Needs::new("instead-experience", &["course"], PART),
    Needs::new("instead-not-on-team", &["course"], PART),
    Needs::new("instead-other-role", &["course"], PART),
    Needs::new("instead-fundamentals", &["course"], PART),
    Needs::new("next-course", &[], PART),
    Needs::new("next-basics", &["training"], PART),
    Needs::new("next-basics-any", &["trainings"], BODY),
    Needs::new("next-announced", &[], PART),
    Needs::new("next-hiring", &[], PART),
    Needs::new("button-course-page", &["host"], BUTTON),
    Needs::new("button-page-of", &["name", "host"], BUTTON),
    Needs::new("button-on-team", &[], BUTTON),
    Needs::new("button-not-on-team", &[], BUTTON),
    Needs::new("button-show", &["course"], BUTTON),
    Needs::new("button-compare", &["course"], BUTTON),
    Needs::new("button-back-to", &["course"], BUTTON),
    Needs::new("button-back", &[], BUTTON),
    Needs::new("button-restart", &[], BUTTON),
    Needs::new("button-basics", &[], BUTTON),
    Needs::new("button-share", &[], BUTTON),
    Needs::new("button-reply", &[], BUTTON),
    Needs::new("button-report", &["host"], BUTTON),
    Needs::new("message-told", &[], PART),
    Needs::new("message-asked", &[], PART),
    Needs::new("message-cut", &["count"], PART),
    Needs::new("message-empty", &[], LINE),
    // quiz.ftl
    Needs::new("quiz-role", &[], LINE),
    Needs::new("quiz-team", &[], LINE),
    Needs::new("quiz-team-kind", &[], LINE),
    Needs::new("quiz-finops", &[], LINE),
    Needs::new("quiz-cloud", &[], LINE),
    Needs::new("quiz-step", &["step", "total"], PART),
    Needs::new("quiz-note", &[], PART),
    Needs::new("quiz-so-far", &["answers"], BODY),
    Needs::new("quiz-menu", &[], 150),
    Needs::new("quiz-on-team", &[], BUTTON),
    Needs::new("quiz-other-role", &[], BUTTON),
    Needs::new("quiz-no-cloud", &[], BUTTON),
    Needs::new("quiz-skip", &[], BUTTON),
    Needs::new("team-member", &[], BUTTON),
    Needs::new("team-joining", &[], BUTTON),
    Needs::new("team-supporting", &[], BUTTON),
    Needs::new("team-hiring", &[], BUTTON),
    Needs::new("team-working-with", &[], BUTTON),
    Needs::new("team-not-sure", &[], BUTTON),
    Needs::new("finops-none", &[], BUTTON),
    Needs::new("finops-some", &[], BUTTON),
    Needs::new("finops-growing", &[], BUTTON),
    Needs::new("finops-experienced", &[], BUTTON),
    Needs::new("ask-no-role", &[], LINE),
    Needs::new("ask-ambiguous", &["words"], LINE),
    Needs::new("ask-ambiguous-words-gone", &[], LINE),
    Needs::new("ask-off-topic", &[], LINE),
    Needs::new("ask-instruction", &[], LINE),
    // prereqs.ftl
    Needs::new("prereqs-lead", &[], LINE),
    Needs::new("prereqs-lead-course", &["course"], LINE),
    Needs::new("prereqs-lead-provider", &["provider", "trainings"], LINE),
    Needs::new("prereqs-title", &[], HEADING),
    Needs::new("prereqs-basics", &[], HEADING),
    Needs::new("prereqs-provider", &["provider"], HEADING),
    Needs::new("prereqs-one-is-enough", &["providers"], BODY),
    Needs::new("prereqs-find", &[], BUTTON),
    Needs::new("training", &["name", "days", "better"], PART),
    Needs::new("training-name", &["name", "kind"], PART),
    Needs::new("training-linked", &["training", "link"], 600),
    // courses.ftl
    Needs::new("course-lead", &["course", "audience", "link"], LINE),
    Needs::new("courses-title", &[], HEADING),
    Needs::new("courses-lead", &["courses"], LINE),
    Needs::new("courses-line", &["course", "link"], PART),
    Needs::new("courses-menu", &[], 150),
    Needs::new("compare-title", &["first", "second"], HEADING),
    Needs::new(
        "compare-lead",
        &["first", "second", "page", "other-page"],
        LINE,
    ),
    Needs::new("compare-same", &["course"], LINE),
    Needs::new("compare-value", &["course", "value"], PART),
    Needs::new("heading-who", &[], HEADING),
    Needs::new("compare-who", &["course", "audience"], PART),
    Needs::new("curriculum-title", &[], HEADING),
    Needs::new("curriculum-lead", &["pages"], LINE),
    Needs::new("curriculum-line", &["name", "link"], PART),
    // about.ftl
    Needs::new("help-title", &[], HEADING),
    Needs::new("help-lead", &[], LINE),
    Needs::new("help-line", &["command", "description"], PART),
    Needs::new("help-message", &["command", "description"], PART),
    Needs::new("help-commands", &[], HEADING),
    Needs::new("help-not-affiliated", &[], BODY),
    Needs::new("heading-not-affiliated", &[], HEADING),
    Needs::new("privacy-title", &[], HEADING),
    Needs::new("privacy-lead", &[], LINE),
    Needs::new("privacy-words", &[], BODY),
    Needs::new("privacy-server", &[], BODY),
    Needs::new("heading-privacy-words", &[], HEADING),
    Needs::new("heading-privacy-server", &[], HEADING),
    // slips.ftl
    Needs::new("slip-no-such-course", &["words", "courses"], LINE),
    Needs::new("slip-no-such-provider", &["words", "providers"], LINE),
    Needs::new("slip-stale", &[], LINE),
    Needs::new("slip-unknown-command", &[], LINE),
    Needs::new("slip-unreadable", &[], LINE),
    Needs::new("slip-trouble", &[], LINE),
    Needs::new("slip-may-not-share", &[], LINE),
    Needs::new("slip-busy", &[], LINE),
    Needs::new("slip-not-for-bots", &[], LINE),
    Needs::new("slip-lacks", &["rights"], LINE),
    Needs::new("slip-not-a-member", &[], LINE),
    Needs::new("right-see", &[], PART),
    Needs::new("right-write", &[], PART),
    Needs::new("right-write-in-threads", &[], PART),
    Needs::new("right-read-back", &[], PART),
    // discord.ftl
    Needs::new("post-posting", &[], LINE),
    Needs::new("post-posted", &[], LINE),
    Needs::new("post-failed", &[], LINE),
    Needs::new("post-forbidden", &[], LINE),
    Needs::new("post-gone", &[], LINE),
    Needs::new("post-limited", &[], LINE),
];

/// Everything that must be said for this catalogue.
pub fn describe(catalog: &Catalog) -> Vec<Needs> {
    let mut needs = KEYS.to_vec();
    for persona in &catalog.personas {
        let id = persona.id.as_str();
        needs.push(Needs::of("persona-", id, "", BUTTON));
        needs.push(Needs::of("persona-", id, ".does", PART));
        needs.push(Needs::of("persona-", id, ".reason", PART));
        needs.push(Needs::of("persona-", id, ".who", PART));
        needs.push(Needs::of("persona-", id, ".into", PART));
    }
    for basic in &catalog.basics {
        needs.push(Needs::of("basic-", &basic.id, "", PART));
    }
    for pointer in &catalog.curriculum {
        needs.push(Needs::of("curriculum-", &pointer.id, "", HEADING));
        needs.push(Needs::of("curriculum-", &pointer.id, ".about", BODY));
    }
    for price in catalog.courses.iter().flat_map(|course| &course.prices) {
        let need = Needs::of("price-", &price.value.buys, "", PART);
        if !needs.contains(&need) {
            needs.push(need);
        }
    }
    needs
}

/// Whether code may ask for this key at all.
pub(super) fn is_known(key: &str) -> bool {
    KEYS.iter().any(|need| need.key == key) || FAMILIES.iter().any(|family| key.starts_with(family))
}
