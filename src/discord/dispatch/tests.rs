use proptest::prelude::*;
use serde_json::{Value, json};
use twilight_model::http::interaction::InteractionResponse;

use super::*;
use crate::discord::components::encode;
use crate::discord::incoming::{read, read_value};
use crate::discord::sample;
use crate::domain::catalog::PersonaId;
use crate::domain::learner::{Learner, Role};
use serenity::model::id::UserId;

const SEND: u64 = 1 << 11;

fn interaction(kind: u64, data: Value, rest: Value) -> Interaction {
    let mut raw = json!({
        "id": "1", "application_id": "2", "token": "t", "type": kind, "locale": "en-US",
        "guild_id": "3", "member": {"permissions": SEND.to_string()}, "data": data,
    });
    for (key, value) in rest.as_object().unwrap() {
        raw[key] = value.clone();
    }
    read_value(&raw).unwrap()
}

fn typed(subcommand: &str, options: Value, rest: Value) -> Interaction {
    let data = json!({"name": "finops", "options": [
        {"type": 1, "name": subcommand, "options": options},
    ]});
    interaction(2, data, rest)
}

fn pressed(deed: Deed, request: &Request, flags: u64, rest: Value) -> Interaction {
    let mut rest = rest;
    rest["message"] = json!({"flags": flags});
    interaction(3, json!({"custom_id": encode(deed, request)}), rest)
}

/// The callback, after a second library has read it.
fn body_of(answer: &Answer) -> Value {
    serde_json::from_slice::<InteractionResponse>(&answer.callback).unwrap();
    serde_json::from_slice(&answer.callback).unwrap()
}

fn ask(interaction: &Interaction) -> Value {
    body_of(&answer(sample::guide(), interaction))
}

fn engineer() -> Request {
    Request::Known {
        learner: Learner {
            role: Role::Persona(PersonaId::new("engineers")),
            ..Learner::default()
        },
        shown: None,
    }
}

fn ids(callback: &Value) -> Vec<String> {
    let rows = callback["data"]["components"].as_array().unwrap().iter();
    let controls = rows.flat_map(|row| row["components"].as_array().unwrap());
    let given = controls.flat_map(|control| {
        let lines = control["options"].as_array().into_iter().flatten();
        let values = lines.filter_map(|line| line["value"].as_str());
        control["custom_id"].as_str().into_iter().chain(values)
    });
    given.map(str::to_owned).collect()
}

fn member(bot: bool) -> Value {
    json!([{"type": 6, "name": "for", "value": "42", "bot": bot}])
}

#[test]
fn every_command_is_answered_privately() {
    for row in commands::SUBCOMMANDS {
        let needed = row.options.iter().filter(|option| option.required);
        let options: Vec<Value> = needed
            .map(|option| json!({"type": 3, "name": option.name, "value": "practitioner"}))
            .collect();
        let interaction = typed(row.name, json!(options), json!({}));
        let answer = answer(sample::guide(), &interaction);
        let callback = body_of(&answer);
        assert_eq!(callback["type"], 4, "{}", row.name);
        assert_eq!(callback["data"]["flags"], 64, "{}", row.name);
        assert_ne!(callback["data"]["content"], "");
        assert_eq!(answer.labels.command, row.name);
    }
}

#[test]
fn a_press_on_a_private_message_updates_it() {
    let callback = ask(&pressed(Deed::Show, &engineer(), 64, json!({})));
    assert_eq!(callback["type"], 7);
    assert!(callback["data"].get("flags").is_none());
}

#[test]
fn a_press_on_a_public_card_answers_the_presser_alone() {
    let callback = ask(&pressed(Deed::Show, &engineer(), 0, json!({})));
    assert_eq!(callback["type"], 4);
    assert_eq!(callback["data"]["flags"], 64);
    let with_bot = json!({"context": 1});
    assert_eq!(
        ask(&pressed(Deed::Show, &engineer(), 0, with_bot))["type"],
        7
    );
}

#[test]
fn sharing_posts_the_card_for_everybody() {
    let callback = ask(&pressed(Deed::Share, &engineer(), 64, json!({})));
    assert_eq!(callback["type"], 4);
    assert_eq!(callback["data"]["flags"], 0);
    assert!(ids(&callback).iter().all(|id| !id.starts_with("1~s")));
}

#[test]
fn nothing_is_shared_where_the_member_may_not_write() {
    let muted = json!({"member": {"permissions": "0"}});
    let share = json!([{"type": 5, "name": "share", "value": true}]);
    for interaction in [
        pressed(Deed::Share, &engineer(), 64, muted.clone()),
        pressed(Deed::PostLater(None), &engineer(), 64, muted.clone()),
        typed("recommend", share, muted.clone()),
    ] {
        let answer = answer(sample::guide(), &interaction);
        assert_eq!(body_of(&answer)["data"]["flags"], 64);
        assert_eq!(answer.labels.outcome, "slipped");
        assert_eq!(answer.then, None);
    }
    let card = pressed(Deed::Show, &engineer(), 64, muted);
    assert!(ids(&ask(&card)).iter().all(|id| !id.starts_with("1~s")));
}

#[test]
fn with_for_alone_the_questions_come_privately_first() {
    let callback = ask(&typed("recommend", member(false), json!({})));
    assert_eq!(callback["data"]["flags"], 64);
    let ids = ids(&callback);
    assert!(ids.iter().any(|id| id.starts_with("1~l16~")), "{ids:?}");
}

#[test]
fn the_last_question_for_a_member_posts_the_card() {
    let deed = Deed::PostLater(Some(UserId::new(42)));
    let answer = answer(sample::guide(), &pressed(deed, &engineer(), 64, json!({})));
    assert_eq!(body_of(&answer)["type"], 7);
    let post = answer.then.unwrap();
    let card: Value = serde_json::from_slice(&post.card).unwrap();
    assert!(card["content"].as_str().unwrap().starts_with("<@42> "));
    assert_eq!(card["allowed_mentions"]["users"], json!(["42"]));
    assert_ne!(card["flags"], 64);
    for edit in [&post.posted, &post.failed] {
        let edit: Value = serde_json::from_slice(edit).unwrap();
        assert_eq!(edit["components"], json!([]));
        assert_eq!(edit["allowed_mentions"]["parse"], json!([]));
    }
}

#[test]
fn nothing_is_recommended_to_bots() {
    let mut interaction = typed("recommend", member(false), json!({}));
    let Kind::Command(command) = &mut interaction.kind else {
        panic!("not a command");
    };
    let id = UserId::new(42);
    command.options[0].value = crate::discord::incoming::Word::Member { id, bot: true };
    let answer = answer(sample::guide(), &interaction);
    assert_eq!(answer.labels.outcome, "slipped");
    assert_eq!(body_of(&answer)["data"]["flags"], 64);
}

#[test]
fn typing_pings_and_forms_get_the_answer_of_their_kind() {
    let cases = [(1, 1), (2, 4), (3, 4), (4, 8), (5, 4), (9, 4)];
    for (kind, callback) in cases {
        let interaction = interaction(kind, Value::Null, json!({}));
        assert_eq!(ask(&interaction)["type"], callback, "{kind}");
        let busy = busy(sample::guide(), &interaction);
        assert_eq!(body_of(&busy)["type"], callback, "{kind}");
    }
}

#[test]
fn a_handler_that_panics_is_answered() {
    let guide = sample::guide();
    for (kind, callback) in [(2, 4), (3, 4), (4, 8), (1, 1)] {
        let interaction = interaction(kind, Value::Null, json!({}));
        let answer = guarded(guide, &interaction, |_, _| panic!("on purpose"));
        assert_eq!(body_of(&answer)["type"], callback);
        assert_eq!(answer.labels.outcome, "trouble");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gets_one_valid_answer(
        kind in 0_u64..8,
        role in ".{0,120}",
        about in ".{0,1200}",
        id in "(1~[osl][0-9a-z]{0,3}~[a-z][.a-z-]{0,30}|.{0,40})",
        share: bool,
    ) {
        let guide = sample::guide();
        let data = json!({"name": "finops", "custom_id": id, "options": [
            {"type": 1, "name": "recommend", "options": [
                {"type": 3, "name": "role", "value": role, "focused": kind == 4},
                {"type": 3, "name": "about", "value": about},
                {"type": 5, "name": "share", "value": share},
            ]},
        ]});
        let callback = body_of(&answer(guide, &interaction(kind, data, json!({}))));
        prop_assert!([1, 4, 7, 8].contains(&callback["type"].as_u64().unwrap()));
    }

    #[test]
    fn any_press_gets_one_valid_answer(request in sample::any_wordless(), flags in prop::sample::select(vec![0_u64, 64])) {
        let guide = sample::guide();
        for deed in [Deed::Show, Deed::Share, Deed::PostLater(Some(UserId::new(5)))] {
            body_of(&answer(guide, &pressed(deed, &request, flags, json!({}))));
        }
    }

    #[test]
    fn any_bytes_are_answered_or_nobody_asked(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
        if let Some(interaction) = read(&bytes) {
            body_of(&answer(sample::guide(), &interaction));
        }
    }
}
