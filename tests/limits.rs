//! Discord's limits hold for every course, every language and every question there is; a second
//! library reads and accepts each body.
#![allow(
    clippy::unwrap_used,
    reason = "a test that meets something else fails there"
)]

mod interactions;

use finops_bot::discord::render::{View, face};
use finops_bot::domain::catalog::Catalog;
use finops_bot::domain::learner::{Finops, Gap, Learner, Role, Team};
use finops_bot::domain::locale::Locale;
use finops_bot::guide::Guide;
use finops_bot::guide::request::{Request, Right, Slip, Step, Written};
use interactions::{guide, guide_on};
use jiff::civil::date;
use twilight_model::http::interaction::InteractionResponse;

/// Every question without typed words, and slips with the longest words.
fn requests(catalog: &Catalog) -> Vec<Request> {
    let mut all = vec![
        Request::Courses,
        Request::Curriculum,
        Request::Help,
        Request::Privacy,
    ];
    let providers: Vec<_> = catalog.providers.iter().map(|p| p.id.clone()).collect();
    for course in &catalog.courses {
        all.push(Request::Course(course.id.clone()));
        for provider in std::iter::once(None).chain(providers.iter().cloned().map(Some)) {
            all.push(Request::Prereqs {
                course: Some(course.id.clone()),
                provider,
            });
        }
        for second in &catalog.courses {
            all.push(Request::Compare {
                first: course.id.clone(),
                second: second.id.clone(),
                from: Some(Learner::default()),
            });
        }
    }
    for learner in learners(catalog) {
        all.push(Request::Known {
            learner: learner.clone(),
            shown: None,
        });
        all.extend(catalog.courses.iter().map(|course| Request::Known {
            learner: learner.clone(),
            shown: Some(course.id.clone()),
        }));
        all.extend(Step::ALL.map(|step| Request::Quiz {
            learner: learner.clone(),
            step,
        }));
    }
    let long = "`@everyone` <https://evil.example> **x** ".repeat(60);
    for words in [
        "I am a cloud engineer. ".repeat(80),
        "specialist ".repeat(180),
    ] {
        let cut = Some(words.len());
        all.push(Request::Written(Written { words, cut }));
    }
    all.extend(
        [
            Slip::NoSuchCourse(long.clone()),
            Slip::NoSuchProvider(long),
            Slip::StaleButton,
            Slip::UnknownCommand,
            Slip::Unreadable,
            Slip::Trouble,
            Slip::MayNotShare,
            Slip::NotAMember,
            Slip::Lacks(vec![Right::See, Right::WriteInThreads, Right::ReadBack]),
            Slip::Gap(Gap::Ambiguous),
        ]
        .map(Request::Slip),
    );
    all
}

fn learners(catalog: &Catalog) -> Vec<Learner> {
    let mut roles = vec![Role::Unsaid, Role::WithoutCourse];
    roles.extend(catalog.personas.iter().map(|p| Role::Persona(p.id.clone())));
    let every: Vec<_> = catalog.providers.iter().map(|p| p.id.clone()).collect();
    let mut all = Vec::new();
    for role in roles {
        for team in [
            None,
            Some(Team::Member),
            Some(Team::Hiring),
            Some(Team::WorkingWith),
        ] {
            for finops in [None, Some(Finops::Experienced)] {
                for cloud_basics in [None, Some(false)] {
                    all.push(Learner {
                        role: role.clone(),
                        second: catalog.personas.last().map(|persona| persona.id.clone()),
                        team,
                        finops,
                        cloud_basics,
                        providers: every.clone(),
                        ..Learner::default()
                    });
                }
            }
        }
    }
    all
}

fn accepted(guide: &Guide) -> usize {
    let locales: Vec<Locale> = guide.responses.locales().cloned().collect();
    let sharing = View {
        may_share: true,
        ..View::PRIVATE
    };
    let mut seen = 0;
    for request in requests(&guide.catalog) {
        for locale in &locales {
            let reply = guide.answer(&request, locale);
            assert!(!reply.text.trim().is_empty(), "{request:?}");
            let body = serde_json::to_value(face(&reply, &sharing).message()).unwrap();
            let read: InteractionResponse = serde_json::from_value(body).unwrap();
            let data = read.data.unwrap();
            let said = |error: &dyn std::error::Error| panic!("{request:?} in {locale}: {error}");
            twilight_validate::message::content(data.content.unwrap_or_default())
                .unwrap_or_else(|error| said(&error));
            twilight_validate::message::embeds(&data.embeds.unwrap_or_default())
                .unwrap_or_else(|error| said(&error));
            twilight_validate::message::components(&data.components.unwrap_or_default(), false)
                .unwrap_or_else(|error| said(&error));
            assert!(data.allowed_mentions.is_some(), "{request:?}");
            seen += 1;
        }
    }
    seen
}

#[test]
fn every_answer_is_within_the_limits() {
    assert!(accepted(&guide()) > 500);
}

#[test]
fn also_when_facts_are_past_their_review() {
    assert!(accepted(&guide_on(date(2040, 1, 1))) > 500);
}
