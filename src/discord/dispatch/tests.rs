use proptest::prelude::*;
use serde_json::{Value, json};
use twilight_model::http::interaction::InteractionResponse;

use super::*;
use crate::discord::components::encode;
use crate::discord::incoming::{read, read_value};
use crate::discord::sample;
use crate::domain::catalog::PersonaId;
use crate::domain::learner::{Learner, Role};
use serenity::model::id::{ChannelId, MessageId, UserId};
use twilight_model::channel::message::MessageReference;

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
    for edit in [&post.notes.posted, &post.notes.failed] {
        let edit: Value = serde_json::from_slice(edit).unwrap();
        assert_eq!(edit["components"], json!([]));
        assert_eq!(edit["allowed_mentions"]["parse"], json!([]));
    }
}

/// View, send, read history; cards.
const RIGHTS: u64 = 1 << 10 | SEND | 1 << 16 | 1 << 14;

fn with_rights(app: u64) -> Value {
    json!({"channel_id": "6", "app_permissions": app.to_string()})
}

fn on_message(content: &str, rest: Value) -> Interaction {
    let data = json!({"type": 3, "name": "Recommend a FinOps course", "target_id": "77",
        "resolved": {"messages": {"77": {"type": 0, "content": content}}}});
    interaction(2, data, rest)
}

/// The deeds that the buttons of an answer stand for.
fn deeds(callback: &Value) -> Vec<Deed> {
    let catalog = &sample::guide().catalog;
    let decode = |id: &String| crate::discord::components::decode(id, catalog).deed;
    ids(callback).iter().map(decode).collect()
}

#[test]
fn a_message_is_answered_privately_and_its_buttons_know_it() {
    let message = MessageId::new(77);
    let card = ask(&on_message("I am a CFO", with_rights(RIGHTS)));
    assert_eq!(card["data"]["flags"], 64);
    let deeds_of_card = deeds(&card);
    assert!(deeds_of_card.contains(&Deed::ReplyTo(message)));
    assert!(deeds_of_card.contains(&Deed::ShowAbout(message)));
    assert_eq!(deeds_of_card.len(), ids(&card).len());
    let turned = pressed(
        Deed::ShowAbout(message),
        &engineer(),
        64,
        with_rights(RIGHTS),
    );
    let turned = ask(&turned);
    assert_eq!(turned["type"], 7);
    assert!(deeds(&turned).contains(&Deed::ReplyTo(message)));
    let asked = ask(&on_message("", with_rights(RIGHTS)));
    assert!(
        deeds(&asked)
            .iter()
            .all(|deed| *deed == Deed::ShowAbout(message))
    );
}

#[test]
fn a_reply_is_offered_and_posted_only_where_the_bot_may() {
    let message = MessageId::new(77);
    let thread = |app: u64| {
        let mut rest = with_rights(app);
        rest["channel"] = json!({"type": 11});
        rest["member"] = json!({"permissions": (1_u64 << 38).to_string()});
        rest
    };
    let mut muted = with_rights(RIGHTS);
    muted["member"] = json!({"permissions": "0"});
    let mut brought = with_rights(RIGHTS);
    brought["authorizing_integration_owners"] = json!({"1": "5"});
    let elsewhere = json!({"context": 2, "guild_id": null, "channel_id": "6"});
    let cases = [
        (with_rights(RIGHTS), true),
        (with_rights(1 << 3), true),
        (with_rights(RIGHTS & !(1 << 10)), false),
        (with_rights(RIGHTS & !SEND), false),
        (with_rights(RIGHTS & !(1 << 16)), false),
        (with_rights(RIGHTS & !(1 << 14)), true),
        (thread(RIGHTS), false),
        (thread(RIGHTS & !SEND | 1 << 38), true),
        (muted, false),
        (brought, false),
        (elsewhere, false),
        (json!({"app_permissions": RIGHTS.to_string()}), false),
    ];
    for (rest, may) in cases {
        let card = ask(&on_message("I am a CFO", rest.clone()));
        let offered = deeds(&card).contains(&Deed::ReplyTo(message));
        assert_eq!(offered, may, "{rest}");
        let press = pressed(Deed::ReplyTo(message), &engineer(), 64, rest.clone());
        let answer = answer(sample::guide(), &press);
        assert_eq!(answer.then.is_some(), may, "{rest}");
        assert_eq!(answer.labels.outcome == "slipped", !may, "{rest}");
    }
}

#[test]
fn a_reply_names_its_message_and_pings_nobody() {
    let deed = Deed::ReplyTo(MessageId::new(77));
    let post = |rights: u64| {
        let press = pressed(deed, &engineer(), 64, with_rights(rights));
        let answer = answer(sample::guide(), &press);
        assert_eq!(body_of(&answer)["type"], 7);
        answer.then.unwrap()
    };
    let whole = post(RIGHTS);
    assert_eq!(whole.to, Destination::Channel(ChannelId::new(6)));
    let card: Value = serde_json::from_slice(&whole.card).unwrap();
    let reference = card["message_reference"].clone();
    assert_eq!(reference["message_id"], "77");
    assert_eq!(reference["fail_if_not_exists"], false);
    serde_json::from_value::<MessageReference>(reference).unwrap();
    assert_eq!(card["allowed_mentions"]["replied_user"], false);
    assert_eq!(card["allowed_mentions"]["parse"], json!([]));
    assert_eq!(card["allowed_mentions"]["users"], json!([]));
    assert_eq!(
        (&card["nonce"], &card["enforce_nonce"]),
        (&json!("1"), &json!(true))
    );
    assert_eq!(card["embeds"].as_array().unwrap().len(), 1);
    // Without the permission for cards, the text says the same.
    let bare: Value = serde_json::from_slice(&post(RIGHTS & !(1 << 14)).card).unwrap();
    assert_eq!(bare["embeds"], json!([]));
    assert_eq!(bare["content"], card["content"]);
    // From a card that was not posted a button leads back to it.
    for note in [
        &whole.notes.forbidden,
        &whole.notes.gone,
        &whole.notes.limited,
    ] {
        let note: Value = serde_json::from_slice(note).unwrap();
        let id = note["components"][0]["components"][0]["custom_id"].as_str();
        let press = crate::discord::components::decode(id.unwrap(), &sample::guide().catalog);
        assert_eq!(press.deed, Deed::ShowAbout(MessageId::new(77)));
        assert_eq!(press.request, engineer());
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
        id in "(1~[oslar][0-9a-z]{0,3}~[a-z][.a-z-]{0,30}|.{0,40})",
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
        let on_message = on_message(&about, with_rights(RIGHTS));
        prop_assert_eq!(&body_of(&answer(guide, &on_message))["type"], 4);
        let callback = body_of(&answer(guide, &interaction(kind, data, json!({}))));
        prop_assert!([1, 4, 7, 8].contains(&callback["type"].as_u64().unwrap()));
    }

    #[test]
    fn any_press_gets_one_valid_answer(request in sample::any_wordless(), flags in prop::sample::select(vec![0_u64, 64])) {
        let guide = sample::guide();
        let message = MessageId::new(5);
        for deed in [
            Deed::Show,
            Deed::Share,
            Deed::PostLater(Some(UserId::new(5))),
            Deed::ShowAbout(message),
            Deed::ReplyTo(message),
        ] {
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
