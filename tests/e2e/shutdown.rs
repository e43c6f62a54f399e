//! Being asked to stop: what is in flight is finished, then the process ends with 0.

use std::time::Duration;

use local_discord::{Fault, LocalDiscord};

use crate::bot::{PATIENCE, Plan, Scene, Town};

const CALLBACK: &str = "/interactions/*/*/callback";

async fn finishes_what_is_in_flight(signal: &str) {
    let Scene { town, bot } = Scene::new().await;
    let mia = town.member("mia");
    town.fault(CALLBACK, 3, Fault::Delay(Duration::from_millis(700)));
    let lines = ["/finops help", "/finops courses", "/finops recommend"];
    let mut asked = tokio::task::JoinSet::new();
    for line in lines {
        let mia = mia.clone();
        asked.spawn(async move { mia.slash(line, []).await });
    }
    assert!(town.wait_requests("POST", CALLBACK, 3).await);
    bot.signal(signal);
    while let Some(reply) = asked.join_next().await {
        assert!(reply.unwrap().unwrap().is_private(), "{signal}");
    }
    let ending = bot.ended(PATIENCE).await;
    assert_eq!(ending.code, Some(0), "{signal}");
    assert!(
        ending.heard.words().is_empty(),
        "{:?}",
        ending.heard.words()
    );
    assert!(ending.heard.says("stopped"));
    // The session is over for good: nothing is left behind to resume.
    assert_eq!(town.gateway().closes(), [Some(1000)], "{signal}");
}

#[tokio::test]
async fn answers_in_flight_are_finished_after_sigterm() {
    finishes_what_is_in_flight("TERM").await;
}

#[tokio::test]
async fn answers_in_flight_are_finished_after_sigint() {
    finishes_what_is_in_flight("INT").await;
}

#[tokio::test]
async fn an_answer_that_hangs_does_not_keep_the_process() {
    let Scene { town, bot } = Scene::new().await;
    let mia = town.member("mia");
    town.fault(CALLBACK, 1, Fault::Hang);
    mia.slash("/finops help", []).await.unwrap();
    let ending = bot.stopped().await;
    assert_eq!(ending.code, Some(0));
    assert_eq!(town.gateway().closes(), [Some(1000)]);
}

#[tokio::test]
async fn a_card_on_its_way_to_everybody_is_posted_first() {
    let Scene { town, bot } = Scene::new().await;
    let mia = town.member("mia");
    let asked = mia.slash("/finops recommend share:true", []).await.unwrap();
    let asked = asked.press("Finance").await.unwrap();
    let asked = asked.press("Not sure").await.unwrap();
    town.fault("/webhooks/*/*", 1, Fault::Delay(Duration::from_millis(500)));
    asked.press("Skip this").await.unwrap();
    assert!(town.wait_requests("POST", "/webhooks/*/*", 1).await);
    assert_eq!(bot.stopped().await.code, Some(0));
    let told = asked.again().unwrap();
    assert_eq!(told.content(), "The answer is posted in this channel.");
    let posted = town.member("sam").sees("general");
    assert_eq!(posted.len(), 1);
}

#[tokio::test]
async fn an_idle_bot_says_goodbye_and_ends() {
    let Scene { town, bot } = Scene::new().await;
    let ending = bot.stopped().await;
    assert_eq!(ending.code, Some(0));
    assert_eq!(ending.heard.stdout, [""; 0]);
    assert_eq!(town.gateway().closes(), [Some(1000)]);
}

#[tokio::test]
async fn a_bot_that_never_reached_discord_ends_as_politely() {
    let town = Town::from(LocalDiscord::builder().shut().start().await.unwrap());
    let bot = Plan::on(&town).start();
    let unreachable = "Discord is not reachable yet; trying again";
    bot.hears(|heard| heard.says(unreachable)).await;
    assert_eq!(bot.stopped().await.code, Some(0));
}

#[tokio::test]
async fn a_bot_between_two_connections_ends_as_politely() {
    let Scene { town, bot } = Scene::new().await;
    town.shut().await;
    let lost = "the connection to Discord is lost; connecting again";
    bot.hears(|heard| heard.says(lost)).await;
    assert_eq!(bot.stopped().await.code, Some(0));
}

#[tokio::test]
async fn a_registration_that_hangs_does_not_keep_the_process() {
    let town = Town::new().await;
    town.fault("/applications/**", 1, Fault::Hang);
    let bot = Plan::on(&town).start();
    assert!(town.wait_requests("GET", "/applications/**", 1).await);
    assert!(town.wait_ready().await);
    assert_eq!(bot.stopped().await.code, Some(0));
}
