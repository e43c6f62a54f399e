//! A question as text: one letter for its kind, then its fields.

use crate::domain::catalog::{Catalog, CourseId};
use crate::domain::learner::{Gap, Learner, LearnerProfile};
use crate::guide::request::{Request, Slip, Step};

use super::learner::{self, BETWEEN_FIELDS, id_text, provider};

/// The question without what somebody typed: words are never carried.
pub(super) fn wordless(request: &Request) -> Request {
    match request {
        Request::Recommend(profile) => start(picks(profile)),
        // What is lacking is asked for again at the next press.
        Request::Written(_) | Request::Slip(Slip::Lacks(_)) => start(Learner::default()),
        Request::Slip(Slip::NoSuchCourse(_)) => Request::Courses,
        Request::Slip(Slip::NoSuchProvider(_)) => Request::Prereqs {
            course: None,
            provider: None,
        },
        other => other.clone(),
    }
}

/// The question as text, unless an id in it cannot be carried.
pub(super) fn write(request: &Request) -> Option<String> {
    Some(match request {
        Request::Known { learner, shown } => {
            format!(
                "k.{}.{}",
                learner::write(learner)?,
                optional(shown.as_ref())?
            )
        }
        Request::Quiz { learner, step } => {
            format!("q.{}.{}", step_letter(*step), learner::write(learner)?)
        }
        Request::Prereqs { course, provider } => {
            let provider = provider
                .as_ref()
                .map_or(Some(""), |id| id_text(id.as_str()))?;
            format!("p.{}.{provider}", optional(course.as_ref())?)
        }
        Request::Course(id) => format!("c.{}", id_text(id.as_str())?),
        Request::Compare {
            first,
            second,
            from,
        } => {
            let mut text = format!(
                "v.{}.{}",
                id_text(first.as_str())?,
                id_text(second.as_str())?
            );
            if let Some(learner) = from {
                text.push(BETWEEN_FIELDS);
                text.push_str(&learner::write(learner)?);
            }
            text
        }
        Request::Courses => "l".to_owned(),
        Request::Curriculum => "u".to_owned(),
        Request::Help => "h".to_owned(),
        Request::Privacy => "y".to_owned(),
        Request::Slip(slip) => format!("s.{}", slip_letter(slip)?),
        Request::Recommend(_) | Request::Written(_) => return None,
    })
}

/// A question that asks nearly the same in fewer characters. It loses, in this order: the way
/// back from a comparison, the list of providers (whoever knows one knows the basics), the second
/// role, and at last everything but the flags, which ends every chain.
pub(super) fn shorter(request: Request) -> Request {
    match request {
        Request::Known { learner, shown } => match lighter(&learner) {
            Some(learner) => Request::Known { learner, shown },
            None => start(flags(&learner)),
        },
        Request::Quiz { learner, step } => match lighter(&learner) {
            Some(learner) => Request::Quiz { learner, step },
            None => start(flags(&learner)),
        },
        Request::Compare {
            first,
            second,
            from: Some(_),
        } => Request::Compare {
            first,
            second,
            from: None,
        },
        Request::Prereqs { .. } => Request::Prereqs {
            course: None,
            provider: None,
        },
        _ => Request::Courses,
    }
}

/// The question behind the text, if the catalogue knows everything in it.
pub(super) fn parse(text: &str, catalog: &Catalog) -> Option<Request> {
    let mut fields = text.split(BETWEEN_FIELDS);
    let request = match fields.next()? {
        "k" => Request::Known {
            learner: learner::parse(&mut fields, catalog)?,
            shown: maybe_course(fields.next()?, catalog)?,
        },
        "q" => Request::Quiz {
            step: parse_step(fields.next()?)?,
            learner: learner::parse(&mut fields, catalog)?,
        },
        "p" => Request::Prereqs {
            course: maybe_course(fields.next()?, catalog)?,
            provider: match fields.next()? {
                "" => None,
                id => Some(provider(id, catalog)?),
            },
        },
        "c" => Request::Course(course(fields.next()?, catalog)?),
        "v" => {
            let first = course(fields.next()?, catalog)?;
            let second = course(fields.next()?, catalog)?;
            let mut rest = fields.by_ref().peekable();
            let from = match rest.peek() {
                Some(_) => Some(learner::parse(&mut rest, catalog)?),
                None => None,
            };
            Request::Compare {
                first,
                second,
                from,
            }
        }
        "l" => Request::Courses,
        "u" => Request::Curriculum,
        "h" => Request::Help,
        "y" => Request::Privacy,
        "s" => Request::Slip(parse_slip(fields.next()?)?),
        _ => return None,
    };
    fields.next().is_none().then_some(request)
}

fn start(learner: Learner) -> Request {
    Request::Quiz {
        learner,
        step: Step::Role,
    }
}

fn picks(profile: &LearnerProfile) -> Learner {
    Learner {
        team: profile.team,
        finops: profile.finops,
        cloud_basics: profile.cloud_basics,
        providers: profile.providers.clone(),
        ..Learner::default()
    }
}

/// The learner with less, or nothing where only the first role is left.
fn lighter(learner: &Learner) -> Option<Learner> {
    if !learner.providers.is_empty() {
        return Some(Learner {
            cloud_basics: learner.cloud_basics.or(Some(true)),
            providers: Vec::new(),
            ..learner.clone()
        });
    }
    learner.second.as_ref()?;
    Some(Learner {
        second: None,
        ..learner.clone()
    })
}

fn flags(learner: &Learner) -> Learner {
    Learner {
        team: learner.team,
        finops: learner.finops,
        cloud_basics: learner.cloud_basics,
        ..Learner::default()
    }
}

fn optional(id: Option<&CourseId>) -> Option<&str> {
    id.map_or(Some(""), |id| id_text(id.as_str()))
}

fn course(id: &str, catalog: &Catalog) -> Option<CourseId> {
    let id = CourseId::new(id);
    catalog.course(&id).map(|known| known.id.clone())
}

fn maybe_course(id: &str, catalog: &Catalog) -> Option<Option<CourseId>> {
    match id {
        "" => Some(None),
        id => course(id, catalog).map(Some),
    }
}

fn step_letter(step: Step) -> &'static str {
    match step {
        Step::Role => "r",
        Step::Team => "t",
        Step::TeamKind => "k",
        Step::Finops => "f",
        Step::Cloud => "c",
    }
}

fn parse_step(letter: &str) -> Option<Step> {
    Step::ALL
        .into_iter()
        .find(|step| step_letter(*step) == letter)
}

/// The slips that carry no words.
const SLIPS: [Slip; 12] = [
    Slip::StaleButton,
    Slip::UnknownCommand,
    Slip::Unreadable,
    Slip::Trouble,
    Slip::Busy,
    Slip::MayNotShare,
    Slip::NotForBots,
    Slip::NotAMember,
    Slip::Gap(Gap::NoRole),
    Slip::Gap(Gap::Ambiguous),
    Slip::Gap(Gap::OffTopic),
    Slip::Gap(Gap::Instruction),
];

fn slip_letter(slip: &Slip) -> Option<&'static str> {
    Some(match slip {
        Slip::NoSuchCourse(_) | Slip::NoSuchProvider(_) | Slip::Lacks(_) => return None,
        Slip::StaleButton => "b",
        Slip::UnknownCommand => "c",
        Slip::Unreadable => "u",
        Slip::Trouble => "t",
        Slip::Busy => "y",
        Slip::MayNotShare => "s",
        Slip::NotForBots => "m",
        Slip::NotAMember => "n",
        Slip::Gap(Gap::NoRole) => "r",
        Slip::Gap(Gap::Ambiguous) => "a",
        Slip::Gap(Gap::OffTopic) => "o",
        Slip::Gap(Gap::Instruction) => "i",
    })
}

fn parse_slip(letter: &str) -> Option<Slip> {
    SLIPS
        .into_iter()
        .find(|slip| slip_letter(slip) == Some(letter))
}
