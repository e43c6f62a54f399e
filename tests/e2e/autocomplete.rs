//! Suggestions while somebody types, and what is sent in the end without having chosen one.

use local_discord::Choice;
use serde_json::{Value, json};

use crate::bot::Scene;

fn values(choices: &[Choice]) -> Vec<&str> {
    let values = choices.iter().map(|choice| choice.value.as_str());
    values.map(Option::unwrap).collect()
}

#[tokio::test]
async fn courses_are_suggested_by_name_short_name_and_alias() {
    let scene = Scene::new().await;
    let mia = scene.member("mia");
    for (line, option) in [
        ("/finops course", "name"),
        ("/finops prereqs", "course"),
        ("/finops compare", "first"),
        ("/finops compare first:finance", "second"),
    ] {
        let all = mia.autocomplete(line, option, "").await.unwrap();
        assert_eq!(all.len(), 7, "{line} {option}");
        for (typed, id) in [
            ("prof", "professional"),
            ("FOCP", "practitioner"),
            ("finops for eng", "engineers"),
            ("PURCH", "procurement"),
        ] {
            let found = mia.autocomplete(line, option, typed).await.unwrap();
            assert_eq!(values(&found).first(), Some(&id), "{line} {typed}");
        }
    }
}

#[tokio::test]
async fn a_suggested_course_can_be_chosen_and_another_one_typed() {
    let scene = Scene::new().await;
    let mia = scene.member("mia");
    let found = mia.autocomplete("/finops course", "name", "exec").await;
    let found = found.unwrap();
    assert_eq!(found[0].name, "FinOps for Executives");
    let id = found[0].value.as_str().unwrap();
    for name in [id, "FinOps for Executives", " leadership "] {
        let line = "/finops course";
        let reply = mia.slash(line, [("name", name)]).await.unwrap();
        assert!(reply.content().starts_with("**FinOps for Executives**"));
    }
}

#[tokio::test]
async fn an_unknown_course_gets_a_friendly_private_reply() {
    let scene = Scene::new().await;
    let mia = scene.member("mia");
    assert!(
        mia.autocomplete("/finops course", "name", "zzz")
            .await
            .unwrap()
            .is_empty()
    );
    for line in [
        "/finops course name:underwater basket weaving",
        "/finops prereqs course:underwater basket weaving",
        "/finops compare first:finance second:underwater basket weaving",
        "/finops compare first:underwater basket weaving second:finance",
    ] {
        let reply = mia.slash(line, []).await.unwrap();
        assert!(reply.is_private());
        let words = "I do not know a course called `underwater basket weaving`.";
        assert!(reply.content().starts_with(words), "{}", reply.content());
        let menu = reply.select("Look at one of them").unwrap();
        assert_eq!(menu.options.len(), 7);
        let names = ["FinOps for Product Managers"];
        let next = reply.choose("Look at one of them", &names).await.unwrap();
        assert!(next.is_update());
        assert!(
            next.content()
                .starts_with("**FinOps for Product Managers**")
        );
    }
}

#[tokio::test]
async fn a_title_is_completed_and_sent_as_it_reads() {
    let scene = Scene::new().await;
    let mia = scene.member("mia");
    let line = "/finops recommend";
    let found = mia.autocomplete(line, "role", "platform eng").await;
    let found = found.unwrap();
    assert!((1..=25).contains(&found.len()));
    assert!(found.iter().all(|choice| choice.value == choice.name));
    let reply = mia.slash(line, [("role", found[0].name.as_str())]).await;
    let reply = reply.unwrap();
    let lead = "**FinOps for Engineers** fits you";
    assert!(reply.content().starts_with(lead), "{}", reply.content());
    let own = "quuxologist of the third kind";
    let kept = mia.autocomplete(line, "role", own).await.unwrap();
    let names: Vec<&str> = kept.iter().map(|choice| choice.name.as_str()).collect();
    assert_eq!(names, [own]);
}

#[tokio::test]
async fn what_is_not_to_be_completed_gets_an_empty_list() {
    let scene = Scene::new().await;
    let typing = |name: &str, option: Value| json!({"name": name, "type": 1, "options": [option]});
    let text = |name: &str, value: Value| json!({"name": name, "type": 3, "value": value, "focused": true});
    let nothing = json!({"choices": []});
    for data in [
        json!({"name": "finops", "type": 1, "options": [typing("course", text("colour", json!("red")))]}),
        json!({"name": "finops", "type": 1, "options": [typing("gone", text("name", json!("x")))]}),
        json!({"name": "finops", "type": 1, "options": [typing("course", text("name", json!(12)))]}),
        json!({"name": "finops", "type": 1, "options": [typing("recommend", text("about", json!("x")))]}),
        json!({"name": "finops", "type": 1, "options": [typing("recommend", text("cloud", json!("x")))]}),
        json!({"name": "finops", "type": 1, "options": [{"name": "course", "type": 1}]}),
        json!({"name": "finops", "type": 1}),
        json!({"name": "other", "type": 1, "options": [typing("course", text("name", json!("x")))]}),
        json!({"name": 7}),
        json!(null),
    ] {
        let payload = json!({"type": 4, "version": 1, "data": data});
        let answer = scene.inject_raw(payload).await.unwrap();
        assert_eq!(answer["type"], 8, "{data}");
        assert_eq!(answer["data"], nothing, "{data}");
    }
}

#[tokio::test]
async fn any_text_so_far_gets_an_answer() {
    let scene = Scene::new().await;
    let mia = scene.member("mia");
    for typed in [
        "'",
        "\\",
        "%",
        "(((",
        "🦀",
        "\u{202e}",
        "ﬁnops",
        &"x".repeat(2000),
    ] {
        let line = "/finops course";
        assert!(
            mia.autocomplete(line, "name", typed).await.is_ok(),
            "{typed}"
        );
        let line = "/finops recommend";
        assert!(
            mia.autocomplete(line, "role", typed).await.is_ok(),
            "{typed}"
        );
    }
}
