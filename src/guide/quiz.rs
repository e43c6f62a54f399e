//! The guided questions: at most four clicks to a card, the whole state in each click.

use super::Desk;
use super::controls::{ask, pick};
use super::quote::quoted;
use super::reply::{Control, Outcome, Reply};
use super::request::{Request, Step};
use crate::domain::catalog::{PersonaId, ProviderId};
use crate::domain::learner::{Finops, Gap, Learner, LearnerProfile, Reading, Role, Team};

/// Relations to a team for somebody with a role.
const BESIDE: [Team; 5] = [
    Team::WorkingWith,
    Team::Member,
    Team::Joining,
    Team::Supporting,
    Team::NotSure,
];
/// Relations to a team for somebody who said that there is one.
const WITHIN: [Team; 4] = [Team::Member, Team::Joining, Team::Supporting, Team::Hiring];

/// One step with what was answered so far.
pub(super) fn step(desk: Desk<'_>, learner: &Learner, step: Step) -> Reply {
    let key = match step {
        Step::Role => "quiz-role",
        Step::Team => "quiz-team",
        Step::TeamKind => "quiz-team-kind",
        Step::Finops => "quiz-finops",
        Step::Cloud => "quiz-cloud",
    };
    let (number, total) = position(learner, step);
    let note = desk.words.with(
        "quiz-step",
        &[("step", number.into()), ("total", total.into())],
    );
    let choices = match step {
        Step::Role => role_choices(desk, learner, &[], |next| quiz(next, Step::Team)),
        Step::Team => team_choices(desk, learner, &BESIDE),
        Step::TeamKind => team_choices(desk, learner, &WITHIN),
        Step::Finops => finops_choices(desk, learner),
        Step::Cloud => cloud_choices(desk, learner),
    };
    let text = desk.words.say(key);
    question(desk, &[text, note], learner, step, choices)
}

/// The one question back, with the likely roles as buttons: a click leads to the card.
pub(super) fn ask_back(desk: Desk<'_>, profile: &LearnerProfile, reading: &Reading) -> Reply {
    let typed = [&profile.role, &profile.about, &profile.goal]
        .into_iter()
        .flatten()
        .find(|text| !text.trim().is_empty());
    let text = match (reading.gap.unwrap_or(Gap::NoRole), typed) {
        (Gap::Ambiguous, Some(typed)) => desk
            .words
            .with("ask-ambiguous", &[("words", quoted(typed).into())]),
        (gap, _) => gap_text(desk, gap),
    };
    asked(desk, text, &reading.learner, &reading.likely)
}

/// A question back without the learner's words: after a click, in public, after a slip.
pub(super) fn asked(
    desk: Desk<'_>,
    text: String,
    learner: &Learner,
    likely: &[PersonaId],
) -> Reply {
    let choices = role_choices(desk, learner, likely, known);
    let note = desk.words.say("quiz-note");
    question(desk, &[text, note], learner, Step::Role, choices)
}

/// The question back where the words are gone: after a click, or in public.
pub(super) fn gap_text(desk: Desk<'_>, gap: Gap) -> String {
    desk.words.say(match gap {
        Gap::NoRole => "ask-no-role",
        Gap::Ambiguous => "ask-ambiguous-words-gone",
        Gap::OffTopic => "ask-off-topic",
        Gap::Instruction => "ask-instruction",
    })
}

fn question(
    desk: Desk<'_>,
    [text, note]: &[String; 2],
    learner: &Learner,
    step: Step,
    choices: Vec<Vec<Control>>,
) -> Reply {
    let mut lines = vec![text.clone()];
    let answers = answers(desk, learner);
    if !answers.is_empty() {
        let answers = answers.join(" · ");
        lines.push(
            desk.words
                .with("quiz-so-far", &[("answers", answers.into())]),
        );
    }
    lines.push(note.clone());
    let mut rows = choices;
    rows.push(ways_back(desk, learner, step));
    rows.retain(|row| !row.is_empty());
    Reply {
        text: lines.join("\n"),
        rows,
        outcome: Outcome::Asked,
        ..Reply::default()
    }
}

/// Where this step stands, and how many there will be as far as is known.
fn position(learner: &Learner, step: Step) -> (usize, usize) {
    let asks_finops = matches!(learner.team, Some(Team::Member | Team::Supporting));
    let total = if learner.team == Some(Team::Hiring) {
        2
    } else if asks_finops {
        4
    } else {
        3
    };
    let number = match step {
        Step::Role => 1,
        Step::Team | Step::TeamKind => 2,
        Step::Finops => 3,
        Step::Cloud => total,
    };
    (number, total)
}

/// What was answered so far, each in a few words.
fn answers(desk: Desk<'_>, learner: &Learner) -> Vec<String> {
    let wording = desk.wording();
    let mut said = Vec::new();
    match &learner.role {
        Role::Persona(id) => {
            if let Some(persona) = desk.catalog().persona(id) {
                said.push(wording.persona(persona, ""));
            }
        }
        Role::WithoutCourse => said.push(desk.words.say("quiz-other-role")),
        Role::Unsaid | Role::Unclear => {}
    }
    said.extend(learner.team.map(|team| desk.words.say(team_key(team))));
    said.extend(
        learner
            .finops
            .map(|level| desk.words.say(finops_key(level))),
    );
    said
}

fn team_choices(desk: Desk<'_>, learner: &Learner, teams: &[Team]) -> Vec<Vec<Control>> {
    let choose = |team: &Team| {
        let next = Learner {
            team: Some(*team),
            ..learner.clone()
        };
        ask(desk.words.say(team_key(*team)), after_team(next))
    };
    vec![teams.iter().map(choose).collect()]
}

fn finops_choices(desk: Desk<'_>, learner: &Learner) -> Vec<Vec<Control>> {
    let choose = |level: &Finops| {
        let next = Learner {
            finops: Some(*level),
            ..learner.clone()
        };
        ask(desk.words.say(finops_key(*level)), after_team(next))
    };
    vec![Finops::ALL.iter().map(choose).collect()]
}

/// The personas, the likely ones first, and the ways past them.
fn role_choices(
    desk: Desk<'_>,
    learner: &Learner,
    likely: &[PersonaId],
    then: impl Fn(Learner) -> Request,
) -> Vec<Vec<Control>> {
    let wording = desk.wording();
    let mut personas: Vec<_> = desk.catalog().personas.iter().collect();
    personas.sort_by_key(|persona| {
        likely
            .iter()
            .position(|id| *id == persona.id)
            .unwrap_or(usize::MAX)
    });
    let options: Vec<(String, Request)> = personas
        .into_iter()
        .map(|persona| {
            let next = Learner {
                role: Role::Persona(persona.id.clone()),
                ..learner.clone()
            };
            (wording.persona(persona, ""), then(next))
        })
        .collect();
    let on_team = ask(
        desk.words.say("quiz-on-team"),
        quiz(learner.clone(), Step::TeamKind),
    );
    let other = Learner {
        role: Role::WithoutCourse,
        ..learner.clone()
    };
    let other = ask(desk.words.say("quiz-other-role"), quiz(other, Step::Team));
    let mut rows = pick(desk, options);
    rows.push(vec![on_team, other]);
    rows
}

/// The next step whose answer is still open and can change the answer.
fn after_team(learner: Learner) -> Request {
    let cloud_open = learner.cloud_basics.is_none() && learner.providers.is_empty();
    match learner.team {
        // Who hires is pointed to a certificate; their own cloud knowledge changes nothing.
        Some(Team::Hiring) => known(learner),
        Some(Team::Member | Team::Supporting) if learner.finops.is_none() => {
            quiz(learner, Step::Finops)
        }
        _ if cloud_open => quiz(learner, Step::Cloud),
        _ => known(learner),
    }
}

fn cloud_choices(desk: Desk<'_>, learner: &Learner) -> Vec<Vec<Control>> {
    let with = |basics: Option<bool>, providers: Vec<ProviderId>| {
        known(Learner {
            cloud_basics: basics,
            providers,
            ..learner.clone()
        })
    };
    let providers: Vec<(String, Request)> = desk
        .catalog()
        .providers
        .iter()
        .map(|provider| {
            let request = with(Some(true), vec![provider.id.clone()]);
            (provider.name.clone(), request)
        })
        .collect();
    let mut rows = pick(desk, providers);
    rows.push(vec![
        ask(
            desk.words.say("quiz-no-cloud"),
            with(Some(false), Vec::new()),
        ),
        ask(desk.words.say("quiz-skip"), with(None, Vec::new())),
    ]);
    rows
}

/// "Back" and "Start over"; the first question has nothing to go back to.
fn ways_back(desk: Desk<'_>, learner: &Learner, step: Step) -> Vec<Control> {
    if step == Step::Role && *learner == Learner::default() {
        return Vec::new();
    }
    let back = match step {
        Step::Role | Step::Team | Step::TeamKind => quiz(Learner::default(), Step::Role),
        Step::Finops => before_team(learner),
        Step::Cloud if matches!(learner.team, Some(Team::Member | Team::Supporting)) => {
            let before = Learner {
                finops: None,
                ..learner.clone()
            };
            quiz(before, Step::Finops)
        }
        Step::Cloud => before_team(learner),
    };
    vec![
        ask(desk.words.say("button-back"), back),
        ask(
            desk.words.say("button-restart"),
            quiz(Learner::default(), Step::Role),
        ),
    ]
}

/// The question about the team again, with its answer and what followed taken back.
fn before_team(learner: &Learner) -> Request {
    let before = Learner {
        team: None,
        finops: None,
        ..learner.clone()
    };
    let step = if learner.role == Role::Unsaid {
        Step::TeamKind
    } else {
        Step::Team
    };
    quiz(before, step)
}

fn quiz(learner: Learner, step: Step) -> Request {
    Request::Quiz { learner, step }
}

fn known(learner: Learner) -> Request {
    Request::Known {
        learner,
        shown: None,
    }
}

fn team_key(team: Team) -> &'static str {
    match team {
        Team::Member => "team-member",
        Team::Joining => "team-joining",
        Team::Supporting => "team-supporting",
        Team::Hiring => "team-hiring",
        Team::WorkingWith => "team-working-with",
        Team::NotSure => "team-not-sure",
    }
}

fn finops_key(level: Finops) -> &'static str {
    match level {
        Finops::None => "finops-none",
        Finops::Some => "finops-some",
        Finops::Growing => "finops-growing",
        Finops::Experienced => "finops-experienced",
    }
}
