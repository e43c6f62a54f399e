//! Interactions as nobody should send them. Each gets exactly one answer, and a friendly one.

use local_discord::LocalDiscord;
use serde_json::{Value, json};

use crate::bot::Scene;

/// Sends a payload and returns what came back: one private message with words and a way on.
async fn answered(discord: &LocalDiscord, payload: Value) -> String {
    discord.forget_requests();
    let told = payload.to_string();
    let answer = discord.inject_raw(payload).await;
    let answer = answer.unwrap_or_else(|error| panic!("{error}: {told}"));
    assert_eq!(answer["type"], 4, "{told}");
    assert_eq!(answer["data"]["flags"], 64, "{told}");
    assert_ne!(answer["data"]["components"], json!([]), "{told}");
    // One that is answered at first is not answered again.
    let calls = discord.requests_to("POST", "/**");
    assert_eq!(calls.len(), 1, "{told}");
    assert_eq!(calls[0].status, 204, "{told}");
    answer["data"]["content"].as_str().unwrap().to_owned()
}

fn payload(discord: &LocalDiscord, line: &str) -> Value {
    discord.member("mia").slash_payload(line, []).unwrap()
}

/// A press by mia on a message that only she sees.
fn press(discord: &LocalDiscord, data: Value) -> Value {
    let mut pressed = payload(discord, "/finops help");
    pressed["type"] = json!(3);
    pressed["data"] = data;
    pressed["message"] = json!({"id": "1", "flags": 64});
    pressed
}

#[tokio::test]
async fn fields_that_libraries_want_may_be_missing() {
    let scene = Scene::new().await;
    let whole = payload(&scene, "/finops help");
    for field in whole.as_object().unwrap().keys() {
        if ["id", "token", "type", "data"].contains(&field.as_str()) {
            continue;
        }
        for broken in [
            None,
            Some(json!(null)),
            Some(json!("what")),
            Some(json!([7])),
        ] {
            let mut payload = payload(&scene, "/finops help");
            match broken {
                Some(value) => payload[field] = value,
                None => drop(payload.as_object_mut().unwrap().remove(field)),
            }
            let words = answered(&scene, payload).await;
            assert!(
                words.starts_with("I answer one question"),
                "{field}: {words}"
            );
        }
    }
}

#[tokio::test]
async fn what_is_no_command_of_ours_is_told_so() {
    let scene = Scene::new().await;
    let sub = |name: &str| json!([{"name": name, "type": 1, "options": []}]);
    for data in [
        json!({"id": "1", "type": 1, "name": "finops", "options": sub("gone")}),
        json!({"id": "1", "type": 1, "name": "finops", "options": sub("")}),
        json!({"id": "1", "type": 1, "name": "finops", "options": []}),
        json!({"id": "1", "type": 1, "name": "finops"}),
        json!({"id": "1", "type": 1, "name": "another", "options": sub("recommend")}),
        json!({"id": "1", "type": 3, "name": "Pin this", "target_id": "5"}),
        json!({"id": "1", "type": 2, "name": "About", "target_id": "5"}),
        json!({"id": "1", "type": 1, "name": "finops", "options": [
            {"name": "recommend", "type": 2, "options": sub("deeper")}
        ]}),
    ] {
        let mut payload = payload(&scene, "/finops help");
        payload["data"] = data.clone();
        let words = answered(&scene, payload).await;
        assert!(words.starts_with("I do not know this command."), "{data}");
    }
}

#[tokio::test]
async fn kinds_that_do_not_exist_yet_are_answered() {
    let scene = Scene::new().await;
    for kind in [json!(6), json!(99), json!("2"), json!(null), json!(-1)] {
        let mut payload = payload(&scene, "/finops help");
        payload["type"] = kind;
        let words = answered(&scene, payload).await;
        assert!(words.starts_with("I could not read that."), "{words}");
    }
}

#[tokio::test]
async fn options_of_the_wrong_type_are_answered() {
    let scene = Scene::new().await;
    for option in [
        json!({"name": "role", "type": 3, "value": 12}),
        json!({"name": "role", "type": 3}),
        json!({"name": "role", "type": 4, "value": 12}),
        json!({"name": "role", "type": 3, "value": ["a", "b"]}),
        json!({"name": "share", "type": 5, "value": "yes"}),
        json!({"name": "share", "type": 3, "value": "true"}),
        json!({"name": "for", "type": 6, "value": "nobody"}),
        json!({"name": "for", "type": 6, "value": "0"}),
        json!({"name": "for", "type": 6, "value": 17}),
        json!({"name": "team", "type": 3, "value": "red"}),
        json!({"name": "experience", "type": 3, "value": "much"}),
        json!({"name": "colour", "type": 3, "value": "red"}),
        json!({"type": 3, "value": "red"}),
        json!(null),
        json!("role"),
    ] {
        let mut payload = payload(&scene, "/finops recommend");
        payload["data"]["options"][0]["options"] = json!([option]);
        let words = answered(&scene, payload).await;
        assert!(
            words.starts_with("I could not read that."),
            "{option}: {words}"
        );
    }
    let mut unknown = payload(&scene, "/finops recommend");
    let cloud = json!({"name": "cloud", "type": 3, "value": "on-premises"});
    unknown["data"]["options"][0]["options"] = json!([cloud]);
    let words = answered(&scene, unknown).await;
    assert!(words.starts_with("I do not know a cloud called `on-premises`."));
}

#[tokio::test]
async fn a_command_without_what_it_needs_is_answered() {
    let scene = Scene::new().await;
    for (line, options) in [
        ("/finops course name:finance", json!([])),
        ("/finops course name:finance", json!(null)),
        (
            "/finops course name:finance",
            json!([{"name": "name", "type": 3, "value": " \u{202e}"}]),
        ),
        (
            "/finops compare first:finance second:product",
            json!([{"name": "first", "type": 3, "value": "finance"}]),
        ),
    ] {
        let mut payload = payload(&scene, line);
        payload["data"]["options"][0]["options"] = options;
        let words = answered(&scene, payload).await;
        assert!(
            words.starts_with("I could not read that."),
            "{line}: {words}"
        );
    }
}

#[tokio::test]
async fn data_that_is_none_is_answered() {
    let scene = Scene::new().await;
    for kind in [2, 3] {
        for data in [
            json!(null),
            json!([]),
            json!("x"),
            json!({}),
            json!({"name": 1, "custom_id": 1}),
        ] {
            let mut payload = payload(&scene, "/finops help");
            payload["type"] = json!(kind);
            payload["data"] = data;
            let words = answered(&scene, payload).await;
            assert!(words.starts_with("I could not read that."), "{words}");
        }
    }
}

#[tokio::test]
async fn more_words_than_discord_lets_anybody_type_are_answered() {
    let scene = Scene::new().await;
    for (line, option) in [
        ("/finops recommend", "about"),
        ("/finops course name:x", "name"),
    ] {
        let mut payload = payload(&scene, line);
        let long = "finance \u{1F980} ".repeat(20_000);
        let option = json!({"name": option, "type": 3, "value": long});
        payload["data"]["options"][0]["options"] = json!([option]);
        answered(&scene, payload).await;
    }
}

#[tokio::test]
async fn stale_and_foreign_buttons_lead_back_to_the_question() {
    let scene = Scene::new().await;
    let mia = scene.member("mia");
    let help = mia.slash("/finops help", []).await.unwrap();
    for custom_id in [
        "",
        "quiz:1",
        "0~o~h",
        "2~o~h",
        "1~o~c.gone",
        "1~x~h",
        "1~o~k.zzzz.engineers...",
        "1~lzzzzzzzzzzzzzzzzzzzzzz~h",
        "menu",
        "{\"page\":1}",
        "🦀🦀🦀",
        &"9".repeat(100),
    ] {
        let reply = help.press_custom_id(custom_id).await.unwrap();
        assert!(reply.is_private() && reply.is_update(), "{custom_id}");
        let words = "**This button belongs to an older version of the catalogue.";
        assert!(reply.content().starts_with(words), "{custom_id}");
        let next = reply.press("Engineering").await.unwrap();
        assert!(next.is_update());
    }
}

#[tokio::test]
async fn components_that_we_never_sent_are_answered() {
    let scene = Scene::new().await;
    for data in [
        json!({"component_type": 99, "custom_id": "x"}),
        json!({"component_type": 5, "custom_id": "x", "values": ["17"], "resolved": {}}),
        json!({"component_type": 3, "custom_id": "menu", "values": []}),
        json!({"component_type": 3, "custom_id": "menu", "values": [7]}),
    ] {
        let answer = scene.inject_raw(press(&scene, data.clone())).await.unwrap();
        // In place of the private message that it stands on.
        assert_eq!(answer["type"], 7, "{data}");
        let words = answer["data"]["content"].as_str().unwrap();
        assert!(
            words.starts_with("**This button belongs to an older"),
            "{data}"
        );
    }
}

#[tokio::test]
async fn a_press_on_a_message_that_nobody_can_read_is_answered() {
    let scene = Scene::new().await;
    let rows = json!([{"type": 99, "components": [{"type": 98}]}, {"type": 17, "components": []}]);
    for message in [
        json!({"id": "1", "flags": 64, "components": rows, "embeds": [{"type": 7}]}),
        json!({"flags": 64 | 1 << 15}),
        json!({"id": "1", "flags": 64, "author": null, "timestamp": "never"}),
    ] {
        let mut pressed = press(&scene, json!({"component_type": 2, "custom_id": "1~o~h"}));
        pressed["message"] = message;
        let answer = scene.inject_raw(pressed).await.unwrap();
        assert_eq!(answer["type"], 7);
        let words = answer["data"]["content"].as_str().unwrap();
        assert!(words.starts_with("I answer one question"));
    }
}

#[tokio::test]
async fn a_form_that_we_never_opened_is_answered() {
    let scene = Scene::new().await;
    let mut form = payload(&scene, "/finops help");
    form["type"] = json!(5);
    form["data"] = json!({"custom_id": "form", "components": [
        {"type": 18, "component": {"type": 4, "custom_id": "why", "value": "because"}}
    ]});
    let words = answered(&scene, form).await;
    assert!(words.starts_with("**This button belongs to an older version"));
}

#[tokio::test]
async fn what_cannot_be_answered_at_all_disturbs_nobody() {
    let scene = Scene::new().await;
    let gateway = scene.gateway();
    for event in [
        json!({}),
        json!(null),
        json!({"id": "no number", "token": "t"}),
        json!({"id": "17"}),
        json!({"token": "t", "type": 2}),
    ] {
        gateway.dispatch("INTERACTION_CREATE", &event);
    }
    gateway.dispatch("AN_EVENT_OF_NEXT_YEAR", &json!({"INTERACTION_CREATE": 1}));
    gateway.send_raw(r#"{"op":77,"d":null,"s":null,"t":null}"#);
    let reply = scene.member("mia").slash("/finops help", []).await;
    assert!(reply.is_ok());
    assert_eq!(gateway.identifies(), 1);
    let calls = scene.requests_to("POST", "/interactions/**");
    assert_eq!(calls.len(), 1);
}
