//! Calls that go wrong and connections that break: nobody is left without an answer for longer than
//! it takes, and nobody else notices.

use std::time::Duration;

use local_discord::{DriverError, Fault, Gateway, Greeting};

use crate::bot::{PATIENCE, Scene};

const CALLBACK: &str = "/interactions/*/*/callback";

/// One call goes wrong like this, and the answer comes all the same.
async fn answered_in_spite_of(fault: Fault, result: &str) {
    let scene = Scene::new().await;
    let mia = scene.member("mia");
    scene.fault(CALLBACK, 1, fault.clone());
    let reply = mia.slash("/finops help", []).await;
    assert!(reply.is_ok_and(|reply| reply.is_private()), "{fault:?}");
    assert!(scene.wait_requests("POST", CALLBACK, 2).await, "{fault:?}");
    assert_eq!(mia.sees("general").len(), 1, "{fault:?}");
    // The next one is answered as ever.
    assert!(mia.slash("/finops courses", []).await.is_ok(), "{fault:?}");
    let bot = &scene.bot;
    let counted = format!("finops_callbacks_total{{result=\"{result}\"}}");
    let metrics = bot.look("/metrics").await.1;
    assert!(metrics.contains(&counted), "{fault:?}: {metrics}");
}

#[tokio::test]
async fn an_answer_is_sent_again_after_a_server_error() {
    answered_in_spite_of(Fault::Status(500), "sent").await;
}

#[tokio::test]
async fn an_answer_is_sent_again_after_a_bad_gateway() {
    answered_in_spite_of(Fault::Status(502), "sent").await;
}

#[tokio::test]
async fn an_answer_is_sent_again_when_the_connection_broke_before_it_was_read() {
    answered_in_spite_of(Fault::ResetBefore, "sent").await;
}

#[tokio::test]
async fn an_answer_that_had_come_through_after_all_counts_as_one() {
    answered_in_spite_of(Fault::ResetAfter, "already-answered").await;
}

#[tokio::test]
async fn a_short_rate_limit_is_waited_out() {
    let limited = Fault::RateLimited {
        retry_after: 0.2,
        global: false,
    };
    answered_in_spite_of(limited, "sent").await;
}

#[tokio::test]
async fn a_rate_limit_without_a_word_is_waited_out() {
    answered_in_spite_of(Fault::BareRateLimit, "sent").await;
}

#[tokio::test]
async fn a_call_that_hangs_is_given_up_and_holds_up_nobody() {
    let scene = Scene::new().await;
    let mia = scene.member("mia");
    scene.fault(CALLBACK, 1, Fault::Hang);
    assert!(
        mia.slash("/finops courses", []).await.is_ok(),
        "it was read"
    );
    for _ in 0..5 {
        assert!(mia.slash("/finops help", []).await.is_ok());
    }
    assert!(!scene.bot.heard().says("the answer could not be sent"));
    let given_up = |heard: &crate::bot::Heard| heard.says("the answer could not be sent");
    scene.bot.hears(given_up).await;
    assert_eq!(scene.requests_to("POST", CALLBACK).len(), 6);
}

#[tokio::test]
async fn a_discord_that_fails_for_good_does_not_stop_the_bot() {
    let scene = Scene::new().await;
    let mia = scene.member("mia");
    scene.set_answer_deadline(Duration::from_millis(700));
    scene.fault(CALLBACK, 2, Fault::Status(500));
    let reply = mia.slash("/finops help", []).await;
    assert_eq!(reply.unwrap_err(), DriverError::NoAnswer);
    assert_eq!(scene.requests_to("POST", CALLBACK).len(), 2);
    scene.set_answer_deadline(Duration::from_secs(3));
    assert!(mia.slash("/finops help", []).await.is_ok());
}

#[tokio::test]
async fn a_question_that_expired_is_let_go() {
    let scene = Scene::new().await;
    let mia = scene.member("mia");
    scene.set_answer_deadline(Duration::ZERO);
    let reply = mia.slash("/finops help", []).await;
    assert_eq!(reply.unwrap_err(), DriverError::NoAnswer);
    let expired = |heard: &crate::bot::Heard| heard.says("the question had expired");
    scene.bot.hears(expired).await;
    assert_eq!(scene.requests_to("POST", CALLBACK).len(), 1);
    scene.set_answer_deadline(Duration::from_secs(3));
    assert!(mia.slash("/finops help", []).await.is_ok());
}

/// The connection breaks like this; the bot is back by itself and answers.
async fn back_after(how: &str, breaks: impl Fn(Gateway<'_>)) {
    let scene = Scene::new().await;
    let gateway = scene.gateway();
    let mia = scene.member("mia");
    assert!(mia.slash("/finops help", []).await.is_ok());
    breaks(gateway);
    let again = gateway.wait(PATIENCE, |gateway| {
        gateway.resumes() == 1 && gateway.live_sessions() == 1
    });
    assert!(again.await, "{how}");
    assert_eq!(gateway.identifies(), 1, "{how}");
    // Where Discord said that this session is to be taken up again.
    let dials = gateway.dials();
    let last = dials.last().unwrap();
    assert!(last.starts_with("/resume"), "{how}: {dials:?}");
    assert!(mia.slash("/finops courses", []).await.is_ok(), "{how}");
}

#[tokio::test]
async fn a_connection_that_discord_ends_by_request_is_resumed() {
    tokio::join!(
        back_after("op 7", |gateway| gateway.ask_to_reconnect()),
        back_after("op 9, true", |gateway| gateway.invalidate_sessions(true)),
    );
}

#[tokio::test]
async fn a_connection_that_breaks_is_resumed() {
    tokio::join!(
        back_after("reset", |gateway| gateway.reset_connections()),
        back_after("hangup", |gateway| gateway.drop_connections()),
    );
}

#[tokio::test]
async fn a_connection_that_is_closed_is_resumed() {
    tokio::join!(
        back_after("4000", |gateway| gateway.close_connections(4000)),
        back_after("1001", |gateway| gateway.close_connections(1001)),
        back_after("bare", |gateway| gateway.close_connections_bare()),
    );
}

/// Discord no longer knows the session, and says so now or when it is to be resumed.
async fn anew_after(how: &str, breaks: impl Fn(Gateway<'_>)) {
    let scene = Scene::new().await;
    let gateway = scene.gateway();
    breaks(gateway);
    let again = gateway.wait(PATIENCE, |gateway| gateway.identifies() == 2);
    assert!(again.await, "{how}");
    assert!(gateway.wait_live(1, PATIENCE).await, "{how}");
    let reply = scene.member("mia").slash("/finops help", []).await;
    assert!(reply.is_ok(), "{how}");
}

#[tokio::test]
async fn a_session_that_is_gone_is_begun_anew() {
    let forget = |gateway: Gateway<'_>| {
        gateway.forget_sessions();
        gateway.drop_connections();
    };
    tokio::join!(
        anew_after("op 9", |gateway| gateway.invalidate_sessions(false)),
        anew_after("forgotten", forget),
    );
}

#[tokio::test]
async fn a_gateway_that_is_away_for_a_while_is_dialled_until_it_is_back() {
    let scene = Scene::new().await;
    let gateway = scene.gateway();
    // Each of these is one more reason to wait a little longer.
    gateway.greet_next(1, Greeting::Reset);
    gateway.greet_next(1, Greeting::BareClose);
    gateway.drop_connections();
    assert!(
        gateway
            .wait(PATIENCE, |gateway| gateway.resumes() == 1)
            .await
    );
    assert!(gateway.wait_live(1, PATIENCE).await);
    assert_eq!(gateway.identifies(), 1);
    assert!(scene.member("mia").slash("/finops help", []).await.is_ok());
}

#[tokio::test]
async fn what_was_asked_while_the_connection_was_gone_is_answered_after_it() {
    let scene = Scene::new().await;
    scene.gateway().drop_connections();
    let reply = scene.member("mia").slash("/finops help", []).await;
    assert!(reply.unwrap().is_private());
    assert_eq!(scene.gateway().resumes(), 1);
}

#[tokio::test]
async fn an_answer_on_its_way_survives_the_connection_that_asked() {
    let scene = Scene::new().await;
    let mia = scene.member("mia");
    scene.fault(CALLBACK, 1, Fault::Delay(Duration::from_millis(300)));
    let asked = tokio::spawn(async move { mia.slash("/finops help", []).await });
    assert!(scene.wait_requests("POST", CALLBACK, 1).await);
    scene.gateway().reset_connections();
    assert!(asked.await.unwrap().is_ok());
    assert!(scene.gateway().wait_live(1, PATIENCE).await);
    assert_eq!(scene.requests_to("POST", CALLBACK).len(), 1);
}

#[tokio::test]
async fn a_connection_that_says_nothing_any_more_is_replaced() {
    let builder = local_discord::LocalDiscord::builder();
    let builder = builder.heartbeat_interval(Duration::from_millis(300));
    let town = crate::bot::Town::from(builder.start().await.unwrap());
    let bot = crate::bot::Plan::on(&town).ready(&town).await;
    let scene = Scene { bot, town };
    scene.gateway().freeze_connections();
    let again = |gateway: &Gateway<'_>| gateway.resumes() == 1;
    assert!(scene.gateway().wait(PATIENCE, again).await);
    assert!(scene.member("mia").slash("/finops help", []).await.is_ok());
}

#[tokio::test]
async fn after_an_outage_of_everything_the_bot_is_back_by_itself() {
    let scene = Scene::new().await;
    let mia = scene.member("mia");
    assert!(mia.slash("/finops help", []).await.is_ok());
    scene.shut().await;
    let lost = "the connection to Discord is lost; connecting again";
    scene.bot.hears(|heard| heard.says(lost)).await;
    scene.open().await;
    let gateway = scene.gateway();
    let again = gateway.wait(PATIENCE, |gateway| gateway.resumes() == 1);
    assert!(again.await);
    assert!(gateway.wait_live(1, PATIENCE).await);
    assert!(mia.slash("/finops help", []).await.is_ok());
    assert_eq!(gateway.identifies(), 1);
}
