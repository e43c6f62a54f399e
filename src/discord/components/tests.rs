use proptest::prelude::*;

use super::*;
use crate::discord::sample;
use crate::domain::catalog::{CourseId, PersonaId, ProviderId};
use crate::domain::learner::{Learner, Role, Team};
use crate::guide::request::Step;

fn any_deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        Just(Deed::Show),
        Just(Deed::Share),
        Just(Deed::PostLater(None)),
        (1..=u64::MAX).prop_map(|id| Deed::PostLater(Some(UserId::new(id)))),
        (1..=u64::MAX).prop_map(|id| Deed::ShowAbout(MessageId::new(id))),
        (1..=u64::MAX).prop_map(|id| Deed::ReplyTo(MessageId::new(id))),
    ]
}

proptest! {
    #[test]
    fn every_wordless_question_comes_back(deed in any_deed(), request in sample::any_wordless()) {
        let catalog = sample::catalog();
        let text = encode(deed, &request);
        prop_assert!(text.len() <= LIMIT, "{text}");
        prop_assert_eq!(decode(&text, &catalog), Press { deed, request: request.clone() });
        prop_assert_eq!(decode(&distinct(&text, 7), &catalog), Press { deed, request });
    }

    #[test]
    fn words_are_never_carried(deed in any_deed(), request in sample::any_wordy()) {
        let text = encode(deed, &request);
        prop_assert!(text.len() <= LIMIT);
        let press = decode(&text, &sample::catalog());
        prop_assert_eq!(press.deed == deed, press.request != Request::Slip(Slip::StaleButton) || deed == Deed::Show);
    }

    #[test]
    fn any_text_can_be_decoded(text in ".*") {
        decode(&text, &sample::catalog());
    }

    #[test]
    fn any_text_that_looks_like_ours_can_be_decoded(text in "1~[oslar][0-9a-z]{0,14}~[kqpcvluhys][.a-z*?+!-]{0,40}") {
        decode(&text, &sample::catalog());
    }
}

fn long_learner() -> Learner {
    Learner {
        role: Role::Persona(PersonaId::new("engineers")),
        second: Some(PersonaId::new("finance")),
        team: Some(Team::WorkingWith),
        providers: (0..30)
            .map(|number| ProviderId::new(&format!("provider-{number}")))
            .collect(),
        ..Learner::default()
    }
}

#[test]
fn too_many_providers_become_known_basics() {
    let request = Request::Known {
        learner: long_learner(),
        shown: None,
    };
    let press = decode(&encode(Deed::Show, &request), &sample::catalog());
    let expected = Learner {
        providers: Vec::new(),
        cloud_basics: Some(true),
        ..long_learner()
    };
    assert_eq!(
        press.request,
        Request::Known {
            learner: expected,
            shown: None
        }
    );
}

#[test]
fn a_comparison_loses_its_way_back_first() {
    let request = Request::Compare {
        first: CourseId::new("practitioner"),
        second: CourseId::new("engineers"),
        from: Some(long_learner()),
    };
    let press = decode(&encode(Deed::Show, &request), &sample::catalog());
    assert!(matches!(press.request, Request::Compare { from: None, .. }));
}

#[test]
fn an_id_that_cannot_be_carried_keeps_the_flags() {
    let learner = Learner {
        role: Role::Persona(PersonaId::new("a.b")),
        team: Some(Team::Member),
        ..Learner::default()
    };
    let request = Request::Known {
        learner,
        shown: None,
    };
    let expected = Request::Quiz {
        learner: Learner {
            team: Some(Team::Member),
            ..Learner::default()
        },
        step: Step::Role,
    };
    let press = decode(&encode(Deed::Show, &request), &sample::catalog());
    assert_eq!(press.request, expected);
}

#[test]
fn other_versions_and_unknown_ids_are_stale() {
    let catalog = sample::catalog();
    for text in [
        "",
        "0~o~h",
        "2~o~h",
        "1~o~h.x",
        "1~o~c.gone",
        "1~o~k.----.gone...",
        "1~o~k.----....gone",
        "1~o~q.r.x---...",
        "1~l0~h",
        "1~a~h",
        "1~r0~h",
        "1~r+1~h",
        "1~r01~h",
        "1~é1~h",
        "1~o~h~",
        "quiz:1",
    ] {
        let press = decode(text, &catalog);
        assert_eq!(press.request, Request::Slip(Slip::StaleButton), "{text}");
    }
}
