//! The main answer: which course, why, what first, what else, what next.

use super::quote::quoted;
use super::reply::{Card, Control, Outcome, Reply, Section, Weight};
use super::request::{Request, Step};
use super::wording::Wording;
use super::{Desk, quiz};
use crate::domain::catalog::{Course, CourseId, PersonaId};
use crate::domain::learner::{Learner, LearnerProfile, Quote, Role, Team};
use crate::domain::recommender::{
    Alternative, First, Instead, Reason, Recommendation, Take, advise, recommend,
};

/// Most alternatives that get a button of their own.
const BUTTONS: usize = 3;

/// The answer to words and picks. The only one that may quote what was typed.
pub(super) fn from_words(desk: Desk<'_>, profile: &LearnerProfile) -> Reply {
    let reading = desk.guide.read(profile);
    match advise(desk.catalog(), &reading) {
        Recommendation::Take(take) => chosen(desk, &take, &reading.learner, &reading.quotes),
        Recommendation::Ask(_) => quiz::ask_back(desk, profile, &reading),
    }
}

/// The answer for a learner who is known by ids and flags.
pub(super) fn known(desk: Desk<'_>, learner: &Learner, shown: Option<&CourseId>) -> Reply {
    let Recommendation::Take(take) = recommend(desk.catalog(), learner) else {
        return quiz::step(desk, learner, Step::Role);
    };
    let turned = shown.and_then(|id| take.instead.iter().find(|other| other.course.id == *id));
    match turned {
        Some(other) => alternative(desk, &take, other, learner),
        None => chosen(desk, &take, learner, &[]),
    }
}

/// The card of the first choice.
fn chosen(desk: Desk<'_>, take: &Take<'_>, learner: &Learner, quotes: &[Quote]) -> Reply {
    let mut wording = desk.wording();
    let course = take.course;
    let mut text = lead(desk, &mut wording, take);
    let next = next(desk, &mut wording, take, learner);
    if take.first == First::Basics {
        text.push(' ');
        text.push_str(
            &desk
                .words
                .with("lead-basics-first", &[("next", next.as_str().into())]),
        );
    }
    let mut sections = vec![
        section(desk, "heading-why", why(desk, &mut wording, take, quotes)),
        section(desk, "heading-takes", wording.takes(course).join("\n")),
        section(
            desk,
            "heading-before",
            before(desk, &mut wording, take, learner),
        ),
        section(desk, "heading-instead", instead(desk, &mut wording, take)),
        section(desk, "heading-next", next),
    ];
    sections.retain(|section| !section.body.is_empty());
    let request = Request::Known {
        learner: learner.clone(),
        shown: None,
    };
    Reply {
        text,
        cards: vec![card(desk, wording, course, sections)],
        rows: rows(desk, take, learner, request),
        outcome: Outcome::Recommended(course.id.clone()),
    }
}

/// The card turned over to one of the alternatives.
fn alternative(
    desk: Desk<'_>,
    take: &Take<'_>,
    other: &Alternative<'_>,
    learner: &Learner,
) -> Reply {
    let mut wording = desk.wording();
    let course = other.course;
    let why = instead_line(desk, &mut wording, other);
    let text = desk.words.with(
        "lead-shown",
        &[
            ("course", wording.name(course).into()),
            ("why", why.into()),
            ("link", course.link.value.as_str().into()),
        ],
    );
    let mut sections = vec![
        section(desk, "heading-audience", wording.audience(course)),
        section(desk, "heading-takes", wording.takes(course).join("\n")),
        section(
            desk,
            "heading-before",
            before(desk, &mut wording, take, learner),
        ),
    ];
    sections.extend(wording.status(course).map(|note| Section {
        heading: desk.words.say("heading-status"),
        body: note,
    }));
    sections.retain(|section| !section.body.is_empty());
    let back = ask(
        desk.words.with(
            "button-back-to",
            &[("course", take.course.short.as_str().into())],
        ),
        Request::Known {
            learner: learner.clone(),
            shown: None,
        },
    );
    let request = Request::Known {
        learner: learner.clone(),
        shown: Some(course.id.clone()),
    };
    Reply {
        text,
        cards: vec![card(desk, wording, course, sections)],
        rows: vec![
            vec![
                page(desk, course),
                back,
                compare(desk, take.course, course, learner),
            ],
            vec![restart(desk), share(desk, request), report(desk)],
        ],
        outcome: Outcome::Recommended(course.id.clone()),
    }
}

fn card(desk: Desk<'_>, wording: Wording<'_>, course: &Course, sections: Vec<Section>) -> Card {
    Card {
        title: course.name.value.clone(),
        link: Some(course.link.value.clone()),
        lead: Some(super::course::kind(desk, course)),
        sections,
        footer: wording.footer(),
        colour: Some(course.colour),
    }
}

fn section(desk: Desk<'_>, heading: &str, body: String) -> Section {
    Section {
        heading: desk.words.say(heading),
        body,
    }
}

/// The first line: course, reason and link. It stands alone where cards are off.
fn lead<'a>(desk: Desk<'a>, wording: &mut Wording<'a>, take: &Take<'a>) -> String {
    let course = take.course;
    wording.note(&course.link);
    let name = wording.name(course);
    let link = course.link.value.as_str();
    let plain = |key: &str| {
        desk.words
            .with(key, &[("course", name.into()), ("link", link.into())])
    };
    let assumed = take.because.contains(&Reason::AssumedNotOnTeam);
    for reason in &take.because {
        match reason {
            Reason::Experienced => return plain("lead-experienced"),
            Reason::OnTeam => return plain("lead-on-team"),
            Reason::JoinsTeam => return plain("lead-joining"),
            Reason::SupportsTeams => return plain("lead-supporting"),
            Reason::Hires => return plain("lead-hiring"),
            Reason::NoCourseForRole => return plain("lead-no-course"),
            Reason::Works(id) => {
                let key = if assumed {
                    "lead-persona-assumed"
                } else {
                    "lead-persona"
                };
                let does = persona(desk, wording, id, ".does");
                return desk.words.with(
                    key,
                    &[
                        ("course", name.into()),
                        ("does", does.into()),
                        ("link", link.into()),
                    ],
                );
            }
            Reason::Wants(id) => {
                let wants = persona(desk, wording, id, "");
                return desk.words.with(
                    "lead-persona-goal",
                    &[
                        ("course", name.into()),
                        ("wants", wants.into()),
                        ("link", link.into()),
                    ],
                );
            }
            Reason::WorksWithTeam | Reason::AssumedNotOnTeam => {}
        }
    }
    plain("lead-no-course")
}

fn persona(desk: Desk<'_>, wording: &Wording<'_>, id: &PersonaId, form: &str) -> String {
    match desk.catalog().persona(id) {
        Some(persona) => wording.persona(persona, form),
        None => id.to_string(),
    }
}

/// Every reason as a sentence, then the words that led there.
fn why<'a>(desk: Desk<'a>, wording: &mut Wording<'a>, take: &Take<'a>, quotes: &[Quote]) -> String {
    let mut lines: Vec<String> = Vec::new();
    if let Some(named) = take.stands_in_for
        && let Some(status) = wording.status(named)
    {
        let name = wording.name(named);
        lines.push(desk.words.with(
            "why-stands-in",
            &[("course", name.into()), ("status", status.into())],
        ));
    }
    for reason in &take.because {
        lines.push(match reason {
            Reason::OnTeam => desk.words.say("why-on-team"),
            Reason::JoinsTeam => desk.words.say("why-joins"),
            Reason::SupportsTeams => desk.words.say("why-supports"),
            Reason::Hires => desk.words.say("why-hires"),
            Reason::Experienced => desk.words.say("why-experienced"),
            Reason::Works(id) => {
                let reason = persona(desk, wording, id, ".reason");
                desk.words.with("why-works", &[("reason", reason.into())])
            }
            Reason::Wants(id) => {
                let name = persona(desk, wording, id, "");
                desk.words.with("why-wants", &[("persona", name.into())])
            }
            Reason::WorksWithTeam => desk.words.say("why-works-with"),
            Reason::AssumedNotOnTeam => desk.words.say("why-assumed"),
            Reason::NoCourseForRole => desk.words.say("why-no-course"),
        });
    }
    lines.extend(wording.status(take.course));
    let mut text = lines.join(" ");
    let mut words: Vec<String> = Vec::new();
    for quote in quotes {
        let said = desk
            .words
            .with("quote", &[("words", quoted(&quote.words).into())]);
        if !words.contains(&said) {
            words.push(said);
        }
    }
    if !words.is_empty() {
        let words = desk.words.all_of(&words);
        text.push('\n');
        text.push_str(&desk.words.with("why-quotes", &[("words", words.into())]));
    }
    text
}

/// What comes before the course, for the cloud that the person uses.
fn before<'a>(
    desk: Desk<'a>,
    wording: &mut Wording<'a>,
    take: &Take<'a>,
    learner: &Learner,
) -> String {
    let catalog = desk.catalog();
    if take.because == [Reason::Hires] {
        return String::new();
    }
    match &take.first {
        First::Ready(known) if known.is_empty() => desk.words.say("before-ready-any"),
        First::Ready(known) => {
            let names: Vec<String> = known
                .iter()
                .filter_map(|id| catalog.provider(id))
                .map(|provider| provider.name.clone())
                .collect();
            desk.words.with(
                "before-ready",
                &[("providers", desk.words.all_of(&names).into())],
            )
        }
        First::Basics => {
            let trainings = super::prereqs::base_level(desk, wording, &learner.providers);
            let key = if learner.providers.is_empty() {
                "before-basics-any"
            } else {
                "before-basics"
            };
            desk.words.with(key, &[("trainings", trainings.into())])
        }
        First::Unsaid => desk.words.say("before-unsaid"),
    }
}

/// The alternatives, one line each, and why not they.
fn instead<'a>(desk: Desk<'a>, wording: &mut Wording<'a>, take: &Take<'a>) -> String {
    let mut lines = Vec::new();
    for other in &take.instead {
        lines.push(instead_line(desk, wording, other));
    }
    lines.join("\n")
}

fn instead_line<'a>(desk: Desk<'a>, wording: &mut Wording<'a>, other: &Alternative<'a>) -> String {
    let key = match other.instead {
        Instead::IfOnTeam => "instead-on-team",
        Instead::WithExperience => "instead-experience",
        Instead::IfNotOnTeam => "instead-not-on-team",
        Instead::OtherRole => "instead-other-role",
        Instead::Fundamentals => "instead-fundamentals",
    };
    let name = wording.name(other.course);
    desk.words.with(key, &[("course", name.into())])
}

/// One next step.
fn next<'a>(
    desk: Desk<'a>,
    wording: &mut Wording<'a>,
    take: &Take<'a>,
    learner: &Learner,
) -> String {
    if take.because == [Reason::Hires] {
        return desk.words.say("next-hiring");
    }
    let training = learner
        .providers
        .iter()
        .filter_map(|id| desk.catalog().provider(id))
        .find_map(|provider| provider.trainings_by_choice().next());
    match (&take.first, training) {
        (First::Basics, Some(training)) => {
            let name = wording.training_name(training);
            desk.words.with("next-basics", &[("training", name.into())])
        }
        (First::Basics, None) => desk.words.say("next-basics-any"),
        _ => desk.words.say("next-course"),
    }
}

fn rows(desk: Desk<'_>, take: &Take<'_>, learner: &Learner, own: Request) -> Vec<Vec<Control>> {
    let mut first = vec![page(desk, take.course)];
    let turn = |team: Team| Request::Known {
        learner: Learner {
            team: Some(team),
            ..learner.clone()
        },
        shown: None,
    };
    if take.because.contains(&Reason::AssumedNotOnTeam) {
        first.push(Control::Ask {
            label: desk.words.say("button-on-team"),
            request: turn(Team::Member),
            weight: Weight::Main,
        });
    } else if matches!(learner.role, Role::Persona(_)) && learner.team == Some(Team::Member) {
        first.push(ask(
            desk.words.say("button-not-on-team"),
            turn(Team::WorkingWith),
        ));
    }
    if matches!(take.first, First::Basics | First::Unsaid) && take.because != [Reason::Hires] {
        first.push(ask(
            desk.words.say("button-basics"),
            Request::Prereqs {
                course: Some(take.course.id.clone()),
                provider: learner.providers.first().cloned(),
            },
        ));
    }
    let mut second: Vec<Control> = take
        .instead
        .iter()
        .take(BUTTONS)
        .map(|other| {
            ask(
                desk.words.with(
                    "button-show",
                    &[("course", other.course.short.as_str().into())],
                ),
                Request::Known {
                    learner: learner.clone(),
                    shown: Some(other.course.id.clone()),
                },
            )
        })
        .collect();
    if let Some(other) = take.instead.first() {
        second.push(compare(desk, take.course, other.course, learner));
    }
    let last = vec![restart(desk), share(desk, own), report(desk)];
    vec![first, second, last]
}

fn ask(label: String, request: Request) -> Control {
    Control::Ask {
        label,
        request,
        weight: Weight::Plain,
    }
}

fn compare(desk: Desk<'_>, first: &Course, second: &Course, learner: &Learner) -> Control {
    ask(
        desk.words.with(
            "button-compare",
            &[("course", second.short.as_str().into())],
        ),
        Request::Compare {
            first: first.id.clone(),
            second: second.id.clone(),
            from: Some(learner.clone()),
        },
    )
}

/// The link to the course's page, with the host it leads to.
pub(super) fn page(desk: Desk<'_>, course: &Course) -> Control {
    link(desk, "button-course-page", &course.link.value)
}

/// The link for reporting a wrong fact.
pub(super) fn report(desk: Desk<'_>) -> Control {
    link(desk, "button-report", &desk.catalog().report)
}

fn link(desk: Desk<'_>, key: &str, url: &url::Url) -> Control {
    let host = url.host_str().unwrap_or_default();
    Control::Link {
        label: desk.words.with(key, &[("host", host.into())]),
        url: url.clone(),
    }
}

/// A link that says what it leads to, for replies with several.
pub(super) fn page_of(desk: Desk<'_>, name: &str, url: &url::Url) -> Control {
    let host = url.host_str().unwrap_or_default();
    Control::Link {
        label: desk.words.with(
            "button-page-of",
            &[("name", name.into()), ("host", host.into())],
        ),
        url: url.clone(),
    }
}

/// The way back to the first question.
pub(super) fn restart(desk: Desk<'_>) -> Control {
    ask(
        desk.words.say("button-restart"),
        Request::Quiz {
            learner: Learner::default(),
            step: Step::Role,
        },
    )
}

/// Shows a reply to everybody in the channel.
pub(super) fn share(desk: Desk<'_>, request: Request) -> Control {
    Control::Share {
        label: desk.words.say("button-share"),
        request,
    }
}
