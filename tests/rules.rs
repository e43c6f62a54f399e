//! What must hold for every learner there can be: all combinations of what may be known of one.

#![allow(
    clippy::unwrap_used,
    reason = "a test that meets something else fails there"
)]

mod interactions;

use std::path::Path;

use finops_bot::domain::catalog::{Catalog, ProviderId};
use finops_bot::domain::fault::DataFile;
use finops_bot::domain::learner::{Finops, Learner, LearnerProfile, Role, Team};
use finops_bot::domain::recommender::{First, Recommendation, Take, recommend};

fn shipped() -> Catalog {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalog.toml");
    let file = DataFile {
        name: "catalog.toml".to_owned(),
        text: std::fs::read_to_string(path).unwrap(),
    };
    Catalog::read(&file).0.unwrap()
}

fn maybe<T: Copy>(all: &[T]) -> Vec<Option<T>> {
    let mut options = vec![None];
    options.extend(all.iter().map(|one| Some(*one)));
    options
}

/// Every learner whose parts can be told apart by the rules.
fn learners(catalog: &Catalog) -> Vec<Learner> {
    let mut roles = vec![Role::Unsaid, Role::WithoutCourse, Role::Unclear];
    roles.extend(catalog.personas.iter().map(|p| Role::Persona(p.id.clone())));
    let second = catalog.personas.first().map(|persona| persona.id.clone());
    let mut all = Vec::new();
    for role in &roles {
        for team in maybe(&Team::ALL) {
            for finops in maybe(&Finops::ALL) {
                for cloud_basics in [None, Some(true), Some(false)] {
                    for providers in [vec![], vec![ProviderId::new("aws")]] {
                        for (second, by_goal) in [(None, false), (second.clone(), true)] {
                            all.push(Learner {
                                role: role.clone(),
                                second,
                                by_goal,
                                team,
                                finops,
                                cloud_basics,
                                providers: providers.clone(),
                            });
                        }
                    }
                }
            }
        }
    }
    all
}

fn takes<'c>(catalog: &'c Catalog, learners: &'c [Learner]) -> Vec<(&'c Learner, Take<'c>)> {
    learners
        .iter()
        .filter_map(|learner| match recommend(catalog, learner) {
            Recommendation::Take(take) => Some((learner, take)),
            Recommendation::Ask(_) => None,
        })
        .collect()
}

#[test]
fn professional_is_only_for_experienced_practitioners_on_a_team() {
    let catalog = shipped();
    let learners = learners(&catalog);
    let mut seen = 0;
    for (learner, take) in takes(&catalog, &learners) {
        if take.course.id.as_str() == "professional" {
            seen += 1;
            assert_eq!(learner.finops, Some(Finops::Experienced), "{learner:?}");
            assert_ne!(learner.cloud_basics, Some(false), "{learner:?}");
            assert_ne!(take.first, First::Basics, "{learner:?}");
        }
    }
    assert!(seen > 0, "somebody must get it");
}

#[test]
fn every_recommendation_has_a_reason_and_no_course_twice() {
    let catalog = shipped();
    let learners = learners(&catalog);
    for (learner, take) in takes(&catalog, &learners) {
        assert!(!take.because.is_empty(), "{learner:?}");
        let mut ids: Vec<&str> = take.instead.iter().map(|o| o.course.id.as_str()).collect();
        ids.push(take.course.id.as_str());
        let named = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), named, "{learner:?}");
    }
}

#[test]
fn a_question_is_asked_only_where_there_is_no_role_and_no_team() {
    let catalog = shipped();
    for learner in learners(&catalog) {
        let asks = matches!(recommend(&catalog, &learner), Recommendation::Ask(_));
        let role = matches!(learner.role, Role::Persona(_) | Role::WithoutCourse);
        let team = matches!(
            learner.team,
            Some(Team::Member | Team::Joining | Team::Supporting | Team::Hiring)
        );
        assert_eq!(asks, !role && !team, "{learner:?}");
    }
}

#[test]
fn the_team_decides_before_the_role() {
    let catalog = shipped();
    let learners = learners(&catalog);
    for (learner, take) in takes(&catalog, &learners) {
        let on_team = matches!(
            learner.team,
            Some(Team::Member | Team::Joining | Team::Supporting | Team::Hiring)
        );
        let certified = ["practitioner", "professional"].contains(&take.course.id.as_str());
        if on_team {
            assert!(certified, "{learner:?}");
        } else if matches!(learner.role, Role::Persona(_)) {
            assert!(!certified, "{learner:?}");
        }
    }
}

#[test]
fn missing_basics_come_first_for_everybody() {
    let catalog = shipped();
    let learners = learners(&catalog);
    for (learner, take) in takes(&catalog, &learners) {
        assert_eq!(
            take.first == First::Basics,
            learner.cloud_basics == Some(false),
            "{learner:?}"
        );
    }
}

/// The shipped catalogue with another status for one course.
fn with_status(course: &str, status: &str) -> Catalog {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalog.toml");
    let text = std::fs::read_to_string(path).unwrap();
    let (before, rest) = text.split_once(&format!("id = \"{course}\"")).unwrap();
    let changed = rest.replacen(
        r#"status = { is = "offered""#,
        &format!("status = {{ {status}"),
        1,
    );
    let file = DataFile {
        name: "catalog.toml".to_owned(),
        text: format!("{before}id = \"{course}\"{changed}"),
    };
    let (catalog, faults) = Catalog::read(&file);
    catalog.unwrap_or_else(|| panic!("{faults:?}"))
}

fn engineer() -> Learner {
    Learner {
        role: Role::Persona(finops_bot::domain::catalog::PersonaId::new("engineers")),
        ..Learner::default()
    }
}

fn chosen(catalog: &Catalog, learner: &Learner) -> (String, Option<String>) {
    match recommend(catalog, learner) {
        Recommendation::Take(take) => (
            take.course.id.to_string(),
            take.stands_in_for.map(|course| course.id.to_string()),
        ),
        Recommendation::Ask(question) => panic!("{question:?}"),
    }
}

#[test]
fn a_retired_course_gives_way_to_its_replacement() {
    let catalog = with_status(
        "engineers",
        r#"is = "retired", replaced_by = "practitioner""#,
    );
    let named = Some("engineers".to_owned());
    assert_eq!(
        chosen(&catalog, &engineer()),
        ("practitioner".to_owned(), named)
    );
}

#[test]
fn an_unavailable_course_gives_way_to_the_nearest_one_on_offer() {
    let catalog = with_status("engineers", r#"is = "unavailable""#);
    let named = Some("engineers".to_owned());
    assert_eq!(
        chosen(&catalog, &engineer()),
        ("practitioner".to_owned(), named)
    );
    // Never upwards: who is not experienced does not land on Professional.
    let catalog = with_status("practitioner", r#"is = "unavailable""#);
    let joining = Learner {
        team: Some(Team::Joining),
        ..Learner::default()
    };
    assert_ne!(chosen(&catalog, &joining).0, "professional");
}

#[test]
fn an_announced_course_may_be_recommended() {
    let catalog = with_status("engineers", r#"is = "announced""#);
    assert_eq!(
        chosen(&catalog, &engineer()),
        ("engineers".to_owned(), None)
    );
}

/// Years of something else, however long, beside a place on the team.
#[test]
fn years_of_something_else_make_nobody_a_professional() {
    let guide = interactions::guide();
    let trades = [
        "cloud engineering",
        "accounting",
        "Java",
        "AWS experience",
        "procurement",
        "IT",
        "software development",
        "finance",
        "project management",
        "SAP",
        "controlling",
        "cloud experience",
        "DevOps",
        "consulting",
    ];
    let forms = [
        "I have N years of TRADE and am on our FinOps team",
        "N years of TRADE, now on the FinOps team",
        "I am on the FinOps team and have N years of TRADE behind me",
        "after N years in TRADE I joined the FinOps team last month",
        "I worked in TRADE for N years and now I'm on the cloud finance team",
        "N years in TRADE and just became a FinOps analyst",
        "I am a FinOps analyst with N years of TRADE",
    ];
    for trade in trades {
        for form in forms {
            for years in ["4", "ten", "20"] {
                let text = form
                    .replace("N years", &format!("{years} years"))
                    .replace("TRADE", trade);
                let profile = LearnerProfile {
                    about: Some(text.clone()),
                    ..LearnerProfile::default()
                };
                let reading = guide.read(&profile);
                assert_ne!(reading.learner.finops, Some(Finops::Experienced), "{text}");
            }
        }
    }
}
