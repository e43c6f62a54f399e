//! A small catalogue and its learners, for the tests of this storey.

use std::sync::LazyLock;

use jiff::civil::{Date, date};
use proptest::prelude::*;
use url::Url;

use crate::discord::commands;
use crate::domain::catalog::{
    Audience, Catalog, Course, CourseId, Fact, Persona, PersonaId, Provider, ProviderId, Status,
};
use crate::domain::fault::DataFile;
use crate::domain::learner::{Finops, Gap, Learner, LearnerProfile, Role, Team};
use crate::domain::locale::Locale;
use crate::domain::roles::RoleBook;
use crate::guide::Guide;
use crate::guide::request::{Request, Slip, Step, Written};
use crate::guide::responses::{LanguageFiles, Responses, describe};

const COURSES: [&str; 4] = ["practitioner", "professional", "engineers", "finance"];
const PERSONAS: [&str; 2] = ["engineers", "finance"];
const PROVIDERS: [&str; 3] = ["aws", "azure", "google-cloud"];

/// The guide of the shipped facts and texts, read once for all tests.
pub(super) fn guide() -> &'static Guide {
    static GUIDE: LazyLock<Guide> = LazyLock::new(new_guide);
    &GUIDE
}

/// A guide from the shipped facts and texts.
pub(super) fn new_guide() -> Guide {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = |path: &str| DataFile {
        name: path.to_owned(),
        text: std::fs::read_to_string(root.join(path)).unwrap(),
    };
    let (catalog, faults) = Catalog::read(&file("catalog.toml"));
    assert_eq!(faults, []);
    let catalog = catalog.unwrap();
    let mut names: Vec<_> = std::fs::read_dir(root.join("responses/en-US"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let files = LanguageFiles {
        locale: Locale::english(),
        files: names
            .iter()
            .map(|name| file(&format!("responses/en-US/{name}")))
            .collect(),
    };
    let mut needed = describe(&catalog);
    needed.extend(commands::needs());
    let (responses, faults) =
        Responses::read(&[files], &needed, |link| catalog.allows_written(link));
    assert_eq!(faults, []);
    let (book, _) = RoleBook::read(&[file("roles/en-US.toml")], &catalog);
    Guide {
        catalog,
        book: book.unwrap(),
        responses: responses.unwrap(),
        today: today(),
    }
}

pub(super) fn today() -> Date {
    date(2026, 11, 1)
}

fn fact<T>(value: T) -> Fact<T> {
    Fact {
        value,
        source: "page".to_owned(),
        as_of: today(),
        review_by: None,
    }
}

pub(super) fn page(path: &str) -> Url {
    Url::parse(&format!("https://www.finops.org/{path}")).unwrap()
}

fn course(id: &str) -> Course {
    let audience = match id {
        "practitioner" => Audience::Team,
        "professional" => Audience::ExperiencedTeam,
        persona => Audience::Persona(PersonaId::new(persona)),
    };
    Course {
        id: CourseId::new(id),
        name: fact(format!("FinOps {id}")),
        short: id.to_owned(),
        aliases: Vec::new(),
        status: fact(Status::Offered),
        audience: fact(audience),
        link: fact(page(id)),
        effort: None,
        format: None,
        live_classes: None,
        access_months: None,
        prices: Vec::new(),
        exam: None,
        badge: None,
        colour: 0x0011_2233,
    }
}

pub(super) fn catalog() -> Catalog {
    Catalog {
        sources: Vec::new(),
        courses: COURSES.map(course).to_vec(),
        personas: PERSONAS
            .map(|id| Persona {
                id: PersonaId::new(id),
            })
            .to_vec(),
        providers: PROVIDERS
            .map(|id| Provider {
                id: ProviderId::new(id),
                name: id.to_uppercase(),
                aliases: Vec::new(),
                trainings: Vec::new(),
            })
            .to_vec(),
        basics: Vec::new(),
        curriculum: Vec::new(),
        report: page("report"),
        allowed_hosts: Vec::new(),
    }
}

fn any_course() -> impl Strategy<Value = CourseId> {
    prop::sample::select(COURSES.to_vec()).prop_map(CourseId::new)
}

fn any_provider() -> impl Strategy<Value = ProviderId> {
    prop::sample::select(PROVIDERS.to_vec()).prop_map(ProviderId::new)
}

fn any_persona() -> impl Strategy<Value = PersonaId> {
    prop::sample::select(PERSONAS.to_vec()).prop_map(PersonaId::new)
}

fn any_role() -> impl Strategy<Value = Role> {
    prop_oneof![
        Just(Role::Unsaid),
        Just(Role::WithoutCourse),
        Just(Role::Unclear),
        any_persona().prop_map(Role::Persona),
    ]
}

pub(super) fn any_learner() -> impl Strategy<Value = Learner> {
    (
        any_role(),
        prop::option::of(any_persona()),
        any::<bool>(),
        prop::option::of(prop::sample::select(Team::ALL.to_vec())),
        prop::option::of(prop::sample::select(Finops::ALL.to_vec())),
        any::<Option<bool>>(),
        prop::sample::subsequence(PROVIDERS.to_vec(), 0..=3),
    )
        .prop_map(
            |(role, second, by_goal, team, finops, cloud_basics, providers)| Learner {
                role,
                second,
                by_goal,
                team,
                finops,
                cloud_basics,
                providers: providers.into_iter().map(ProviderId::new).collect(),
            },
        )
}

/// Every kind of question that carries no words.
pub(super) fn any_wordless() -> impl Strategy<Value = Request> {
    prop_oneof![
        (any_learner(), prop::option::of(any_course()))
            .prop_map(|(learner, shown)| Request::Known { learner, shown }),
        (any_learner(), prop::sample::select(Step::ALL.to_vec()))
            .prop_map(|(learner, step)| Request::Quiz { learner, step }),
        (
            prop::option::of(any_course()),
            prop::option::of(any_provider())
        )
            .prop_map(|(course, provider)| Request::Prereqs { course, provider }),
        any_course().prop_map(Request::Course),
        (any_course(), any_course(), prop::option::of(any_learner())).prop_map(
            |(first, second, from)| Request::Compare {
                first,
                second,
                from
            }
        ),
        prop::sample::select(vec![
            Request::Courses,
            Request::Curriculum,
            Request::Help,
            Request::Privacy,
            Request::Slip(Slip::StaleButton),
            Request::Slip(Slip::Trouble),
            Request::Slip(Slip::MayNotShare),
            Request::Slip(Slip::NotAMember),
            Request::Slip(Slip::Gap(Gap::NoRole)),
            Request::Slip(Slip::Gap(Gap::Instruction)),
        ]),
    ]
}

/// Questions with words in them.
pub(super) fn any_wordy() -> impl Strategy<Value = Request> {
    prop_oneof![
        any::<String>().prop_map(|words| Request::Slip(Slip::NoSuchCourse(words))),
        any::<String>().prop_map(|words| Request::Slip(Slip::NoSuchProvider(words))),
        any::<String>().prop_map(|words| Request::Course(CourseId::new(&words))),
        (any::<String>(), any::<Option<usize>>())
            .prop_map(|(words, cut)| Request::Written(Written { words, cut })),
        (any::<String>(), any::<String>()).prop_map(|(role, about)| Request::Recommend(
            LearnerProfile {
                role: Some(role),
                about: Some(about),
                ..LearnerProfile::default()
            }
        )),
    ]
}
