//! Nothing about people stays behind: not in logs at any level, not in the figures.

use local_discord::{Fault, Seen};
use serde_json::json;

use crate::bot::{Bot, Heard, PATIENCE, Plan, Town};

/// What somebody typed; none of it is a word of ours.
const ROLE: &str = "quuxologist";
const ABOUT: &str = "My zebrafish Wilhelmine hums at breakfast";
const CLEAR: &str = "I am the CFO and Wilhelmine is my zebrafish";
const COURSE: &str = "xylophone tuning";
const TYPING: &str = "frobnica";

/// Everything the bot can be asked, with trouble of every kind on the way.
async fn a_long_day(town: &Town, bot: &Bot) {
    let mia = town.member("mia");
    let given = [("role", ROLE), ("about", ABOUT)];
    let asked = mia.slash("/finops recommend", given).await.unwrap();
    asked.press("Finance").await.unwrap();
    for more in ["share:false", "share:true", "for:@sam"] {
        let line = format!("/finops recommend {more}");
        mia.slash(&line, [("about", CLEAR)]).await.unwrap();
    }
    mia.slash("/finops recommend for:@sam", []).await.unwrap();
    let unknown = mia
        .slash("/finops course", [("name", COURSE)])
        .await
        .unwrap();
    unknown.press_custom_id(COURSE).await.unwrap();
    mia.autocomplete("/finops recommend", "role", TYPING)
        .await
        .unwrap();
    mia.slash("/finops privacy", []).await.unwrap();
    let said = town.member("sam").say(CLEAR);
    let command = "Recommend a FinOps course";
    let card = mia.message_command(command, &said).await.unwrap();
    card.press("Post as reply").await.unwrap();
    let is_told = |seen: &Seen| seen.content().starts_with("The answer is posted");
    mia.wait_for("general", PATIENCE, is_told).await.unwrap();
    for (payload, kind) in [
        (json!([ABOUT]), 2),
        (json!({"custom_id": COURSE}), 3),
        (json!(ROLE), 9),
    ] {
        let mut whole = mia.slash_payload("/finops help", []).unwrap();
        whole["type"] = json!(kind);
        whole["data"] = payload;
        town.inject_raw(whole).await.unwrap();
    }
    town.gateway()
        .send_raw(&format!("{{\"op\":0,\"t\":\"{ABOUT}"));
    town.gateway()
        .dispatch("INTERACTION_CREATE", &json!({"id": "1", "data": ABOUT}));
    let callback = "/interactions/*/*/callback";
    for fault in [
        Fault::Status(500),
        Fault::ResetBefore,
        Fault::ResetAfter,
        Fault::BareRateLimit,
    ] {
        town.fault(callback, 1, fault);
        mia.slash("/finops recommend", [("about", ABOUT)])
            .await
            .unwrap();
    }
    town.fault(callback, 2, Fault::Status(502));
    town.set_answer_deadline(std::time::Duration::from_millis(500));
    let lost = mia.slash("/finops recommend", [("about", ABOUT)]).await;
    assert!(lost.is_err());
    bot.hears(|heard| heard.says("the answer could not be sent"))
        .await;
    town.set_answer_deadline(std::time::Duration::ZERO);
    let lost = mia.slash("/finops recommend", [("about", ABOUT)]).await;
    assert!(lost.is_err());
    bot.hears(|heard| heard.says("the question had expired"))
        .await;
    town.set_answer_deadline(std::time::Duration::from_secs(3));
    let broken = mia.slash("/finops courses", []).await.unwrap();
    if cfg!(debug_assertions) {
        assert!(broken.content().starts_with("Something went wrong"));
    }
    town.gateway().ask_to_reconnect();
    let resumed = town
        .gateway()
        .wait(PATIENCE, |gateway| gateway.resumes() == 1)
        .await;
    assert!(resumed);
    assert!(town.gateway().wait_live(1, PATIENCE).await);
    mia.slash("/finops help", []).await.unwrap();
}

/// The secrets of that day: the bot's token, every interaction's, the people and their words.
fn secrets(town: &Town) -> Vec<String> {
    let mut secrets = vec![town.token().to_owned()];
    for request in town.requests_to("POST", "/interactions/*/*/callback") {
        secrets.push(request.path.split('/').nth(3).unwrap().to_owned());
    }
    for name in ["mia", "sam"] {
        secrets.push(town.member(name).id().to_string());
    }
    secrets.push(town.guild_id().to_string());
    secrets.push(town.channel_id("general").to_string());
    secrets.extend([ROLE, "ilhelmine", COURSE, TYPING, "Mia", "mia"].map(str::to_owned));
    secrets
}

#[tokio::test]
async fn logs_at_every_level_hold_no_token_no_person_and_no_typed_word() {
    let town = Town::new().await;
    let bot = Plan::on(&town)
        .env("LOG", "trace")
        .env("FINOPS_TEST_PANIC", "courses");
    let bot = bot.ready(&town).await;
    a_long_day(&town, &bot).await;
    let secrets = secrets(&town);
    let ending = bot.stopped().await;
    let Heard { stdout, stderr, .. } = &ending.heard;
    let has_details = |line: &serde_json::Value| line["level"] == "DEBUG";
    assert!(ending.heard.log().iter().any(has_details));
    for line in stdout.iter().chain(stderr) {
        for secret in &secrets {
            assert!(
                !line.contains(secret.as_str()),
                "{secret:?} stands in {line}"
            );
        }
    }
}

#[tokio::test]
async fn the_usual_log_and_the_figures_tell_of_a_day_and_not_of_its_people() {
    let town = Town::new().await;
    let bot = Plan::on(&town).env("FINOPS_TEST_PANIC", "courses");
    let bot = bot.ready(&town).await;
    a_long_day(&town, &bot).await;
    let (status, figures) = bot.look("/metrics").await;
    assert_eq!(status, 200);
    for counted in [
        r#"finops_interactions_total{command="help",outcome="told",locale="en-US"} 1"#,
        r#"finops_interactions_total{command="privacy",outcome="told",locale="en-US"} 1"#,
        r#"finops_interactions_total{command="course",outcome="slipped",locale="en-US"} 1"#,
        r#"finops_interactions_total{command="courses","#,
        r#"finops_interactions_total{command="autocomplete",outcome="suggested",locale="en-US"} 1"#,
        r#"finops_callbacks_total{result="expired"} 1"#,
        r#"finops_callbacks_total{result="failed"} 1"#,
        "finops_gateway_reconnects_total 1",
        "finops_shards_connected 1",
    ] {
        assert!(figures.contains(counted), "{counted} not in {figures}");
    }
    // A label holds one of a few words, so that nobody can fill the memory with new ones.
    let lines = figures.lines().filter(|line| line.starts_with("finops_"));
    assert!(lines.count() < 200, "{figures}");
    let secrets = secrets(&town);
    let log = bot.stopped().await.heard.stderr;
    for line in log.iter().map(String::as_str).chain(figures.lines()) {
        for secret in &secrets {
            assert!(
                !line.contains(secret.as_str()),
                "{secret:?} stands in {line}"
            );
        }
    }
}

#[tokio::test]
async fn nothing_that_was_typed_travels_in_a_button() {
    let town = Town::new().await;
    let bot = Plan::on(&town).ready(&town).await;
    let mia = town.member("mia");
    for words in [ABOUT, CLEAR] {
        let given = [("role", ROLE), ("about", words)];
        let reply = mia.slash("/finops recommend", given).await.unwrap();
        assert!(reply.buttons().len() > 3);
    }
    let unknown = mia.slash("/finops course", [("name", COURSE)]).await;
    assert!(!unknown.unwrap().selects().is_empty());
    drop(bot);
    for call in town.requests_to("POST", "/interactions/*/*/callback") {
        let carried = call.body["data"]["components"].to_string();
        for secret in secrets(&town) {
            assert!(!carried.contains(&secret), "{secret:?} stands in {carried}");
        }
    }
}
