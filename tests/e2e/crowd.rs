//! Many at once, and one that goes wrong among them.

use std::time::Duration;

use local_discord::Fault;

#[cfg(debug_assertions)]
use crate::bot::{Ending, Plan, Town};
use crate::bot::{PATIENCE, Scene};

#[tokio::test]
async fn many_at_the_same_time_are_each_answered_once() {
    let scene = Scene::new().await;
    let people = ["mia", "sam", "max", "nina", "olivia"];
    let lines = [
        "/finops help",
        "/finops courses",
        "/finops recommend",
        "/finops prereqs",
    ];
    let mut asked = tokio::task::JoinSet::new();
    for name in people {
        for line in lines {
            let who = scene.member(name);
            asked.spawn(async move { (line, who.slash(line, []).await) });
        }
    }
    while let Some(done) = asked.join_next().await {
        let (line, reply) = done.unwrap();
        assert!(reply.unwrap().is_private(), "{line}");
    }
    let calls = scene.requests_to("POST", "/interactions/*/*/callback");
    assert_eq!(calls.len(), people.len() * lines.len());
    for name in people {
        assert_eq!(scene.member(name).sees("general").len(), lines.len());
    }
}

#[tokio::test]
async fn more_questions_than_there_is_room_for_are_told_to_come_back() {
    let scene = Scene::new().await;
    let mia = scene.member("mia");
    scene.set_answer_deadline(PATIENCE);
    let mut busy = 0;
    // How many are on their way at once depends on the machine, too.
    for _ in 0..5 {
        let callback = "/interactions/*/*/callback";
        scene.fault(callback, 300, Fault::Delay(Duration::from_secs(1)));
        let mut asked = tokio::task::JoinSet::new();
        for _ in 0..300 {
            let mia = mia.clone();
            asked.spawn(async move { mia.slash("/finops curriculum", []).await });
        }
        while let Some(reply) = asked.join_next().await {
            let reply = reply.unwrap().unwrap();
            assert!(reply.is_private());
            if !reply.content().starts_with("The curriculum") {
                assert!(reply.content().starts_with("Many people are asking"));
                busy += 1;
            }
        }
        if busy > 0 {
            break;
        }
    }
    assert!(busy > 0);
    scene.clear_faults();
    assert!(mia.slash("/finops help", []).await.is_ok());
}

#[cfg(debug_assertions)]
#[tokio::test]
async fn a_handler_that_panics_is_answered_for_and_harms_no_other() {
    let town = Town::new().await;
    let bot = Plan::on(&town).env("FINOPS_TEST_PANIC", "courses");
    let bot = bot.ready(&town).await;
    let mia = town.member("mia");
    for _ in 0..3 {
        let (broken, whole) = tokio::join!(
            mia.slash("/finops courses", []),
            mia.slash("/finops curriculum", [])
        );
        let broken = broken.unwrap();
        assert!(broken.is_private());
        assert!(
            broken
                .content()
                .starts_with("Something went wrong on my side")
        );
        assert!(broken.button("Find my course").is_some());
        assert!(whole.unwrap().content().starts_with("The curriculum"));
    }
    let (_, metrics) = bot.look("/metrics").await;
    let trouble =
        r#"finops_interactions_total{command="courses",outcome="trouble",locale="en-US"} 3"#;
    assert!(metrics.contains(trouble), "{metrics}");
    let Ending { code, heard } = bot.stopped().await;
    assert_eq!(code, Some(0));
    // The log says where it was. What the panic said may quote what somebody typed.
    assert_eq!(heard.words(), [""; 0]);
    let log = heard.log();
    let told = log
        .iter()
        .find(|line| line["fields"]["message"] == "a panic");
    let place = told.unwrap()["fields"]["place"].as_str().unwrap();
    assert!(
        place.starts_with("src/discord/dispatch/trip.rs:"),
        "{place}"
    );
    assert!(!heard.stderr.concat().contains("FINOPS_TEST_PANIC"));
}

#[cfg(debug_assertions)]
#[tokio::test]
async fn a_suggestion_that_panics_is_an_empty_list() {
    let town = Town::new().await;
    let bot = Plan::on(&town).env("FINOPS_TEST_PANIC", "autocomplete");
    let _bot = bot.ready(&town).await;
    let mia = town.member("mia");
    let found = mia.autocomplete("/finops course", "name", "eng").await;
    assert_eq!(found.unwrap(), []);
}
