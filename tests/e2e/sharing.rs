//! What everybody sees, who may show it, and what a press on it does.

use local_discord::{DriverError, Fault, Happened, Reply, Seen, User};
use serde_json::json;

use crate::bot::{PATIENCE, Scene};

const SHARE: &str = "Share in channel";
const REFUSED: &str = "You may not send messages here, so nothing was shared.";

/// Messages of the bot that somebody else sees in this channel.
fn public(scene: &Scene, channel: &str) -> Vec<Seen> {
    let mut seen = scene.member("max").sees(channel);
    seen.retain(|message| message.author() == "finops-bot");
    seen
}

fn assert_refused(reply: &Reply, words: &str) {
    assert!(reply.is_private());
    assert_eq!(reply.happened(), Happened::Appeared);
    assert!(reply.content().starts_with(words), "{}", reply.content());
}

/// The allowed mentions of the newest message to the public.
fn mentions(scene: &Scene, path: &str) -> serde_json::Value {
    let calls = scene.requests_to("POST", path);
    let last = &calls.last().unwrap().body;
    let data = if last["data"].is_null() {
        last
    } else {
        &last["data"]
    };
    data["allowed_mentions"].clone()
}

async fn joining(who: &User, more: &str) -> Reply {
    let line = format!("/finops recommend team:joining {more}");
    who.slash(&line, []).await.unwrap()
}

#[tokio::test]
async fn a_card_is_shown_to_everybody_by_option() {
    let scene = Scene::new().await;
    let reply = joining(&scene.member("mia"), "share:true").await;
    assert!(!reply.is_private());
    let seen = public(&scene, "general");
    assert_eq!(seen.len(), 1);
    assert!(
        seen[0]
            .content()
            .starts_with("**FinOps Certified Practitioner** fits you")
    );
    assert!(seen[0].button(SHARE).is_none(), "it is shared already");
    let nobody = json!({"parse": [], "users": [], "roles": []});
    assert_eq!(mentions(&scene, "/interactions/*/*/callback"), nobody);
}

#[tokio::test]
async fn not_sharing_by_option_is_private() {
    let scene = Scene::new().await;
    assert!(
        joining(&scene.member("mia"), "share:false")
            .await
            .is_private()
    );
    assert!(public(&scene, "general").is_empty());
}

#[tokio::test]
async fn a_private_card_is_posted_by_button_and_stays() {
    let scene = Scene::new().await;
    let card = joining(&scene.member("mia"), "").await;
    assert!(card.is_private());
    let posted = card.press(SHARE).await.unwrap();
    assert_eq!(posted.happened(), Happened::Appeared);
    assert!(!posted.is_private());
    assert_eq!(posted.content(), card.content());
    assert_eq!(posted.embeds(), card.embeds());
    assert_eq!(public(&scene, "general").len(), 1);
    let still = card.again().unwrap();
    assert!(still.is_private());
    assert_eq!(still.raw(), card.raw());
}

#[tokio::test]
async fn every_kind_of_card_can_be_shared() {
    let scene = Scene::new().await;
    let mia = scene.member("mia");
    let lines = [
        "/finops course name:finance",
        "/finops courses",
        "/finops prereqs",
        "/finops compare first:finance second:product",
        "/finops curriculum",
    ];
    for (number, line) in lines.into_iter().enumerate() {
        let card = mia.slash(line, []).await.unwrap();
        let posted = card.press(SHARE).await.unwrap();
        assert_eq!(posted.content(), card.content(), "{line}");
        assert_eq!(public(&scene, "general").len(), number + 1);
    }
}

#[tokio::test]
async fn who_may_not_write_here_gets_no_button_and_a_forged_press_is_refused() {
    let scene = Scene::new().await;
    let mia = scene.member("mia");
    let card = joining(&mia, "").await;
    let forged = card.button(SHARE).unwrap().custom_id.unwrap();
    let silent = joining(&mia.in_channel("announcements"), "").await;
    assert!(silent.button(SHARE).is_none());
    let refused = silent.press_custom_id(&forged).await.unwrap();
    assert_refused(&refused, REFUSED);
    assert!(public(&scene, "announcements").is_empty());
}

#[tokio::test]
async fn who_may_not_write_here_shares_nothing_by_option_either() {
    let scene = Scene::new().await;
    let mia = scene.member("mia").in_channel("announcements");
    for option in ["share:true", "for:@sam", "share:true for:@sam"] {
        assert_refused(&joining(&mia, option).await, REFUSED);
    }
    assert!(public(&scene, "announcements").is_empty());
    let max = scene.member("max").in_channel("announcements");
    assert!(!joining(&max, "share:true").await.is_private());
}

#[tokio::test]
async fn an_app_of_ones_own_posts_only_where_such_apps_may() {
    let scene = Scene::new().await;
    let mia = scene.member("mia").user_install();
    assert!(!joining(&mia, "share:true").await.is_private());
    let external = local_discord::permission::USE_EXTERNAL_APPS;
    scene.set_overwrite("general", "@everyone", 0, external);
    assert!(joining(&mia, "").await.button(SHARE).is_none());
    assert_refused(&joining(&mia, "share:true").await, REFUSED);
    assert_eq!(public(&scene, "general").len(), 1);
    // The server's own app asks for nothing of the kind.
    let card = joining(&scene.member("mia"), "").await;
    assert!(card.button(SHARE).is_some());
}

#[tokio::test]
async fn who_may_do_everything_may_share_everywhere() {
    let scene = Scene::new().await;
    let olivia = scene.member("olivia").in_channel("announcements");
    let card = joining(&olivia, "").await;
    assert!(!card.press(SHARE).await.unwrap().is_private());
    assert!(!joining(&olivia, "for:@sam").await.is_private());
}

#[tokio::test]
async fn an_answer_for_somebody_is_public_and_mentions_only_them() {
    let scene = Scene::new().await;
    let sam = scene.member("sam");
    let reply = joining(&scene.member("mia"), "for:@sam").await;
    assert!(!reply.is_private());
    let greeting = format!("<@{}> **FinOps Certified Practitioner**", sam.id());
    assert!(
        reply.content().starts_with(&greeting),
        "{}",
        reply.content()
    );
    let them = json!({"parse": [], "users": [sam.id()], "roles": []});
    assert_eq!(mentions(&scene, "/interactions/*/*/callback"), them);
    assert_eq!(public(&scene, "general").len(), 1);
}

#[tokio::test]
async fn questions_for_somebody_are_private_until_the_card() {
    let scene = Scene::new().await;
    let sam = scene.member("sam");
    let mia = scene.member("mia");
    let asked = mia.slash("/finops recommend for:@sam", []).await.unwrap();
    assert!(asked.is_private());
    let asked = asked.press("Finance").await.unwrap();
    let asked = asked.press("Not on it, but working with it").await.unwrap();
    assert!(asked.is_update());
    assert!(public(&scene, "general").is_empty());
    let told = asked.press("Azure").await.unwrap();
    assert!(told.is_update() && told.is_private());
    let posted = told.wait_follow_ups(1).await.unwrap();
    let greeting = format!("<@{}> **FinOps for Finance**", sam.id());
    assert!(posted[0].content().starts_with(&greeting));
    let them = json!({"parse": [], "users": [sam.id()], "roles": []});
    assert_eq!(mentions(&scene, "/webhooks/*/*"), them);
    let seen = public(&scene, "general");
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].content(), posted[0].content());
    let is_told = |seen: &Seen| {
        seen.id() == asked.id() && seen.content() == "The answer is posted in this channel."
    };
    let told = mia.wait_for("general", PATIENCE, is_told).await.unwrap();
    assert!(told.is_private() && told.buttons().is_empty());
}

#[tokio::test]
async fn questions_whose_card_is_shared_are_private_until_then() {
    let scene = Scene::new().await;
    let mia = scene.member("mia");
    let asked = mia.slash("/finops recommend share:true", []).await.unwrap();
    assert!(asked.is_private());
    let asked = asked.press("Leadership").await.unwrap();
    let asked = asked.press("Not sure").await.unwrap();
    let told = asked.press("Skip this").await.unwrap();
    let posted = told.wait_follow_ups(1).await.unwrap();
    assert!(posted[0].content().starts_with("**FinOps for Executives**"));
    assert!(!posted[0].is_private());
}

#[tokio::test]
async fn a_card_that_cannot_be_posted_is_told_of_privately() {
    let scene = Scene::new().await;
    let mia = scene.member("mia");
    let asked = mia.slash("/finops recommend share:true", []).await.unwrap();
    let asked = asked.press("Leadership").await.unwrap();
    let asked = asked.press("Not sure").await.unwrap();
    scene.fault_on("POST", "/webhooks/*/*", 5, Fault::Status(500));
    asked.press("Skip this").await.unwrap();
    let is_told = |seen: &Seen| seen.content().starts_with("I could not post the answer");
    let told = mia.wait_for("general", PATIENCE, is_told).await.unwrap();
    assert!(told.is_private() && told.id() == asked.id());
    assert!(public(&scene, "general").is_empty());
}

#[tokio::test]
async fn who_lost_the_right_to_write_meanwhile_posts_nothing() {
    let scene = Scene::new().await;
    let mia = scene.member("mia");
    let asked = mia.slash("/finops recommend for:@sam", []).await.unwrap();
    let asked = asked.press("Finance").await.unwrap();
    let asked = asked.press("Not sure").await.unwrap();
    let writing = local_discord::permission::SEND_MESSAGES;
    scene.set_overwrite("general", "@everyone", 0, writing);
    assert_refused(&asked.press("Azure").await.unwrap(), REFUSED);
    assert!(public(&scene, "general").is_empty());
}

#[tokio::test]
async fn nothing_is_recommended_to_bots() {
    let scene = Scene::new().await;
    let reply = joining(&scene.member("mia"), "for:@finops-bot").await;
    assert_refused(&reply, "Bots take no trainings");
    assert!(public(&scene, "general").is_empty());
}

#[tokio::test]
async fn a_press_on_a_public_card_answers_whoever_pressed_and_changes_nothing() {
    let scene = Scene::new().await;
    let (mia, sam) = (scene.member("mia"), scene.member("sam"));
    let card = joining(&mia, "share:true").await;
    for presser in [&sam, &mia] {
        let own = card.as_seen_by(presser).unwrap();
        let reply = own.press("Start over").await.unwrap();
        assert_eq!(reply.happened(), Happened::Appeared);
        assert!(reply.is_private());
        // The private answer goes on by itself.
        let next = reply.press("Engineering").await.unwrap();
        assert!(next.is_update() && next.id() == reply.id());
        let other = if presser.id() == sam.id() { &mia } else { &sam };
        assert!(reply.as_seen_by(other).is_none());
    }
    assert_eq!(card.again().unwrap().raw(), card.raw());
    assert_eq!(public(&scene, "general").len(), 1);
}

#[tokio::test]
async fn a_choice_from_a_public_list_is_answered_privately() {
    let scene = Scene::new().await;
    let list = scene.member("mia").slash("/finops courses", []).await;
    let list = list.unwrap().press(SHARE).await.unwrap();
    let sam = list.as_seen_by(&scene.member("sam")).unwrap();
    let reply = sam
        .choose("Look at one of them", &["FinOps for Finance"])
        .await;
    let reply = reply.unwrap();
    assert!(reply.is_private());
    assert_eq!(reply.happened(), Happened::Appeared);
    assert_eq!(list.again().unwrap().raw(), list.raw());
}

#[tokio::test]
async fn a_private_card_turns_over_to_its_alternatives_and_back() {
    let scene = Scene::new().await;
    let mut card = scene
        .member("mia")
        .slash("/finops recommend", [])
        .await
        .unwrap();
    for label in ["Engineering", "Not on it, but working with it", "AWS"] {
        card = card.press(label).await.unwrap();
    }
    assert_eq!(card.embeds()[0].title(), "FinOps for Engineers");
    let other = card.press("Show Practitioner").await.unwrap();
    assert!(other.is_update() && other.id() == card.id());
    assert!(
        other
            .content()
            .starts_with("FinOps Certified Practitioner, if you are on a FinOps team")
    );
    let both = other.press("Compare with Practitioner").await.unwrap();
    assert!(both.is_update());
    assert!(both.content().contains("**FinOps for Engineers**"));
    let back = both.press("Back").await.unwrap();
    assert_eq!(back.content(), card.content());
    let other = back.press("Show Practitioner").await.unwrap();
    let back = other.press("Back to Engineers").await.unwrap();
    assert!(back.is_update());
    assert_eq!(back.content(), card.content());
    assert_eq!(back.embeds(), card.embeds());
    assert_eq!(back.buttons(), card.buttons());
}

#[tokio::test]
async fn a_link_button_opens_its_page_and_asks_nobody() {
    let scene = Scene::new().await;
    let card = joining(&scene.member("mia"), "").await;
    scene.forget_requests();
    let label = "Open the course page on www.finops.org";
    let opened = card.press(label).await.unwrap_err();
    let url = "https://www.finops.org/training-certification/finops-certified-practitioner/";
    let expected = DriverError::Link {
        label: label.to_owned(),
        url: url.to_owned(),
    };
    assert_eq!(opened, expected);
    assert!(scene.requests().is_empty());
}
