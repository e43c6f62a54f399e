//! What a class of words means to the reader. The words themselves are data.

use std::collections::HashMap;

use super::lexicon::ClassId;

/// A persona, by its place in the catalogue.
pub(crate) type P = u8;

/// Words that say how what stands near them is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Marker {
    /// Denies what follows.
    Neg,
    /// Looks like a marker and is none: "not only".
    Pass,
    Past,
    Now,
    /// Looks like the past and means now: "was hired as".
    Event,
    Goal,
    /// The writer: "I", "we".
    Me,
    /// Somebody else: "my boss", "they".
    Others,
    /// Governs what follows as another's: "our", "with".
    Theirs,
    /// Says what the writer is: "I am a", "as".
    Am,
    /// Stands between `Am` or `Theirs` and the role: "a", "the".
    Det,
    /// Behind a role: the trade of the employer.
    Company,
    /// Starts a clause.
    Split,
    And,
    /// What others think of the writer.
    Belief,
    /// Somebody is looked for.
    Sought,
    /// Before a place of work: "in", "at the".
    In,
    /// Behind a place of work: "で".
    InAfter,
    /// Behind what it denies.
    NegAfter,
    PastAfter,
    GoalAfter,
    TheirsAfter,
    /// Directly behind what the writer is, as `Am` stands directly before it.
    AmNext,
    /// Directly behind what is another's.
    TheirsNext,
}

/// The markers by their names in the data.
pub(crate) const MARKERS: [(&str, Marker); 24] = [
    ("neg", Marker::Neg),
    ("pass", Marker::Pass),
    ("past", Marker::Past),
    ("now", Marker::Now),
    ("event", Marker::Event),
    ("goal", Marker::Goal),
    ("me", Marker::Me),
    ("others", Marker::Others),
    ("theirs", Marker::Theirs),
    ("am", Marker::Am),
    ("det", Marker::Det),
    ("company", Marker::Company),
    ("split", Marker::Split),
    ("and", Marker::And),
    ("belief", Marker::Belief),
    ("sought", Marker::Sought),
    ("in", Marker::In),
    ("in-after", Marker::InAfter),
    ("neg-after", Marker::NegAfter),
    ("past-after", Marker::PastAfter),
    ("goal-after", Marker::GoalAfter),
    ("theirs-after", Marker::TheirsAfter),
    ("am-next", Marker::AmNext),
    ("theirs-next", Marker::TheirsNext),
];

/// What a word is within a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Part {
    /// A field of work that speaks with any head.
    Strong(P),
    /// A field that speaks only with a head of its own persona.
    Weak(P),
    /// A head that suffices, unless a trade stands before it.
    Own(P),
    /// A head that suffices alone or with known words.
    Bare(P),
    /// A head that needs a field, and takes weak ones of its persona too: "architect".
    Fit(P),
    /// A head that suffices whatever field stands with it: "president".
    Top(P),
    /// A head that suffices in any trade: "product manager".
    Firm(P),
    /// Makes a `Crowned` head one of top management: "chief".
    Crown(P),
    /// A head that a `Crown` lifts, whatever stands between: "officer".
    Crowned(P),
    /// Takes the persona of its field; alone it suffices: "director".
    Lead(P),
    /// Takes the persona of its field: "manager".
    AnyHead,
    /// A department.
    Department(P),
    /// Says nothing about the field: "senior".
    Neutral,
    /// Makes another trade of any head: "gas".
    Trade,
    /// A field or role without a course: "legal".
    Other,
    /// Joins a head to its field: "of".
    Link,
    /// Joins a head to where or for what it works: "in", "for".
    Place,
    /// Never part of a title.
    Stop,
}

/// What a phrase means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Meaning {
    /// Only patterns speak of it.
    Plain,
    Marker(Marker),
    Part(Part),
    Finops,
    /// "team" behind FinOps.
    TeamWord,
    /// A FinOps team in one phrase: "cost team".
    FinopsTeam,
    /// Behind FinOps, makes a thing of it: "meeting".
    FinopsThing,
    Certificate,
    Cloud,
    Provider(u8),
    /// A typical thing of a persona's work.
    Noun(P),
    /// Months, in tenths.
    Unit(u16),
    /// A number, in tenths.
    Number(u16),
    /// "fourth".
    Ordinal(u8),
    /// A whole span of time, in months.
    Months(u16),
    Since,
    /// Behind `Since`: lately.
    Lately,
    Mention(Found),
}

/// Classes that the reader itself finds; patterns name them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Found {
    Role,
    Department,
    Finops,
    FinopsTeam,
    FinopsRole,
    Provider,
    Cloud,
    Duration,
    Number,
    Certificate,
    /// Any of FinOps, a FinOps team, a FinOps role.
    AnyFinops,
}

/// Their names in patterns.
pub(crate) const FOUND: [(&str, Found); 11] = [
    ("role", Found::Role),
    ("dept", Found::Department),
    ("fin", Found::Finops),
    ("finteam", Found::FinopsTeam),
    ("finrole", Found::FinopsRole),
    ("provider", Found::Provider),
    ("cloud", Found::Cloud),
    ("dur", Found::Duration),
    ("num", Found::Number),
    ("cert", Found::Certificate),
    ("anyfin", Found::AnyFinops),
];

/// What a pattern shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Effect {
    Member,
    Joining,
    Supporting,
    Hiring,
    WorksWith,
    Leading,
    Certified,
    Beginner,
    Veteran,
    CloudUnknown,
    CloudKnown,
    Instruction,
    OffTopic,
    /// A duration in the sentence is not the writer's in FinOps.
    NotMine,
    /// The clause goes on about FinOps without naming it.
    RefersBack,
    /// A role without a course of its own.
    Other,
    /// Somebody else is the subject from here on.
    Others,
    /// What follows is the present: "went from … to".
    Event,
    /// Counts where it is wished: "join a FinOps team".
    Wish,
    Duty(P),
}

/// The effects by their names in the data; `duties` stand with their persona.
pub(crate) const EFFECTS: [(&str, Effect); 19] = [
    ("member", Effect::Member),
    ("joining", Effect::Joining),
    ("supporting", Effect::Supporting),
    ("hiring", Effect::Hiring),
    ("works-with", Effect::WorksWith),
    ("leading", Effect::Leading),
    ("certified", Effect::Certified),
    ("beginner", Effect::Beginner),
    ("veteran", Effect::Veteran),
    ("cloud-unknown", Effect::CloudUnknown),
    ("cloud-known", Effect::CloudKnown),
    ("instruction", Effect::Instruction),
    ("off-topic", Effect::OffTopic),
    ("not-mine", Effect::NotMine),
    ("refers-back", Effect::RefersBack),
    ("other", Effect::Other),
    ("others", Effect::Others),
    ("event", Effect::Event),
    ("wish", Effect::Wish),
];

/// All classes: by number what they mean, by name which number they have.
#[derive(Debug, Default)]
pub(crate) struct Classes {
    meanings: Vec<Meaning>,
    by_meaning: HashMap<Meaning, ClassId>,
    by_name: HashMap<(usize, String), ClassId>,
}

impl Classes {
    /// The class of a meaning, made at first sight. All languages share it.
    pub(crate) fn of(&mut self, meaning: Meaning) -> ClassId {
        if let Some(class) = self.by_meaning.get(&meaning) {
            return *class;
        }
        let class = self.push(meaning);
        self.by_meaning.insert(meaning, class);
        class
    }

    /// A class that only one language's patterns speak of.
    pub(crate) fn named(&mut self, language: usize, name: &str) -> ClassId {
        let key = (language, name.to_owned());
        if let Some(class) = self.by_name.get(&key) {
            return *class;
        }
        let class = self.push(Meaning::Plain);
        self.by_name.insert(key, class);
        class
    }

    pub(crate) fn find(&self, language: usize, name: &str) -> Option<ClassId> {
        self.by_name.get(&(language, name.to_owned())).copied()
    }

    pub(crate) fn known(&self, meaning: Meaning) -> Option<ClassId> {
        self.by_meaning.get(&meaning).copied()
    }

    pub(crate) fn meaning(&self, class: ClassId) -> Meaning {
        self.meanings
            .get(usize::from(class))
            .copied()
            .unwrap_or(Meaning::Plain)
    }

    fn push(&mut self, meaning: Meaning) -> ClassId {
        let class = ClassId::try_from(self.meanings.len()).unwrap_or(ClassId::MAX);
        self.meanings.push(meaning);
        class
    }
}
