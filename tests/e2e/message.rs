//! "Recommend a FinOps course" on somebody's message: told privately, and posted as a reply where
//! that is allowed.

use std::time::Duration;

use local_discord::{Fault, Happened, Reply, Seen, User, permission};
use serde_json::{Value, json};

use crate::bot::{PATIENCE, Plan, Scene};

const COMMAND: &str = "Recommend a FinOps course";
const POST: &str = "Post as reply";
const MESSAGES: &str = "/channels/*/messages";
const WORDS: &str = "I am a cloud engineer and my quokka snores at night";

/// What comes of the command on a message of these words, which somebody else wrote.
async fn about(scene: &Scene, who: &User, words: &str) -> (Seen, Reply) {
    let mut author = scene.member("sam");
    if who.channel() == scene.channel_id("announcements") {
        author = author.in_channel("announcements");
    }
    let said = author.say(words);
    let reply = who.message_command(COMMAND, &said).await.unwrap();
    assert!(reply.is_private() && !reply.was_deferred());
    (said, reply)
}

/// Messages of the bot that everybody sees in #general.
fn public(scene: &Scene) -> Vec<Seen> {
    let mut seen = scene.member("max").sees("general");
    seen.retain(|message| message.author() == "finops-bot");
    seen
}

/// Waits until the private message says this.
async fn told(who: &User, card: &Seen, words: &str) -> Seen {
    let is_told = |seen: &Seen| seen.id() == card.id() && seen.content().starts_with(words);
    let told = who.wait_for("general", PATIENCE, is_told).await;
    told.unwrap_or_else(|_| panic!("{:?} instead", card.again().map(|seen| seen.text())))
}

fn forged(card: &Reply) -> String {
    card.button(POST).unwrap().custom_id.unwrap()
}

async fn assert_refused(card: &Reply, custom_id: &str, words: &str) {
    let refused = card.press_custom_id(custom_id).await.unwrap();
    assert!(refused.is_private());
    assert_eq!(refused.happened(), Happened::Appeared);
    assert!(refused.content().contains(words), "{}", refused.content());
}

#[tokio::test]
async fn a_message_is_read_for_its_author_and_told_to_whoever_asked() {
    let scene = Scene::new().await;
    let mia = scene.member("mia");
    let (_, card) = about(&scene, &mia, WORDS).await;
    let lead = "**FinOps for Engineers** fits you";
    assert!(card.content().starts_with(lead), "{}", card.content());
    assert!(card.content().contains("Only you see this."));
    assert!(!card.content().contains("The message is long"));
    // The first answer may quote what led to it.
    assert!(card.embeds()[0].text().contains("From your words:"));
    assert!(card.button(POST).is_some() && card.button("Share in channel").is_none());
    assert!(public(&scene).is_empty());
    assert!(card.as_seen_by(&scene.member("sam")).is_none());
}

#[tokio::test]
async fn the_card_is_posted_as_a_reply_and_pings_nobody() {
    let scene = Scene::new().await;
    let mia = scene.member("mia");
    let (said, card) = about(&scene, &mia, WORDS).await;
    let pressed = card.press(POST).await.unwrap();
    assert!(pressed.is_update() && pressed.id() == card.id());
    let done = told(&mia, &card, "The answer is posted in this channel.").await;
    assert!(done.is_private() && done.buttons().is_empty());
    let seen = public(&scene);
    assert_eq!(seen.len(), 1);
    let lead = "**FinOps for Engineers** fits you";
    assert!(seen[0].content().starts_with(lead));
    assert!(!seen[0].content().contains("Only you see this."));
    assert_eq!(seen[0].embeds()[0].title(), "FinOps for Engineers");
    assert_eq!(seen[0].raw()["type"], 19);
    let reference = &seen[0].raw()["message_reference"];
    assert_eq!(reference["message_id"], said.id().to_string());
    let calls = scene.requests_to("POST", MESSAGES);
    assert_eq!(calls.len(), 1);
    let body = &calls[0].body;
    let nobody = json!({"parse": [], "users": [], "roles": [], "replied_user": false});
    assert_eq!(body["allowed_mentions"], nobody);
    assert_eq!(body["message_reference"]["fail_if_not_exists"], false);
    assert_eq!(body["enforce_nonce"], true);
    assert_eq!(body["components"].to_string().matches(POST).count(), 0);
    for word in ["quokka", "cloud engineer", "snores"] {
        assert!(!body.to_string().contains(word), "{word} in {body}");
    }
    // The public card answers whoever presses it, alone.
    let own = seen[0].as_seen_by(&scene.member("sam")).unwrap();
    let answer = own.press("Start over").await.unwrap();
    assert!(answer.is_private());
    assert_eq!(answer.happened(), Happened::Appeared);
}

#[tokio::test]
async fn a_press_works_after_a_restart() {
    let Scene { town, bot } = Scene::new().await;
    let mia = town.member("mia");
    let said = town.member("sam").say(WORDS);
    let card = mia.message_command(COMMAND, &said).await.unwrap();
    bot.stopped().await;
    let bot = Plan::on(&town).ready(&town).await;
    card.press(POST).await.unwrap();
    told(&mia, &card, "The answer is posted").await;
    let scene = Scene { town, bot };
    let reference = public(&scene)[0].raw()["message_reference"].clone();
    assert_eq!(reference["message_id"], said.id().to_string());
}

#[tokio::test]
async fn what_is_unclear_is_asked_and_the_answer_can_be_posted() {
    let scene = Scene::new().await;
    let mia = scene.member("mia");
    for (words, question) in [
        ("See you at lunch", "hat do you mostly do?"),
        ("", "There are no words in that message"),
        ("\u{200e} \n", "There are no words in that message"),
    ] {
        let (said, asked) = about(&scene, &mia, words).await;
        assert!(asked.content().contains(question), "{}", asked.content());
        assert!(asked.button(POST).is_none());
        let mut card = asked.press("Finance").await.unwrap();
        for _ in 0..3 {
            if let Some(skip) = ["Not sure", "Skip this"]
                .into_iter()
                .find(|label| card.button(label).is_some())
            {
                card = card.press(skip).await.unwrap();
            }
        }
        assert!(card.content().starts_with("**FinOps for Finance**"));
        card.press(POST).await.unwrap();
        told(&mia, &card, "The answer is posted").await;
        let last = public(&scene).pop().unwrap();
        let reference = &last.raw()["message_reference"]["message_id"];
        assert_eq!(*reference, said.id().to_string());
    }
}

#[tokio::test]
async fn the_card_can_be_turned_over_before_it_is_posted() {
    let scene = Scene::new().await;
    let mia = scene.member("mia");
    let (_, card) = about(&scene, &mia, WORDS).await;
    let other = card.press("Show Practitioner").await.unwrap();
    assert!(other.is_update());
    let back = other.press("Back to Engineers").await.unwrap();
    assert!(back.button(POST).is_some());
    let other = back.press("Show Practitioner").await.unwrap();
    other.press(POST).await.unwrap();
    told(&mia, &card, "The answer is posted").await;
    let posted = public(&scene).pop().unwrap();
    let lead = "FinOps Certified Practitioner, if you are on a FinOps team";
    assert!(posted.content().starts_with(lead));
}

#[tokio::test]
async fn a_long_message_is_cut_and_that_is_said() {
    let scene = Scene::new().await;
    let mia = scene.member("mia");
    let long = format!("I am a cloud engineer. {}", "la ".repeat(1200));
    let (_, card) = about(&scene, &mia, &long).await;
    let note = "The message is long: I read its first 2000 characters.";
    assert!(card.content().contains(note), "{}", card.content());
    assert!(card.content().starts_with("**FinOps for Engineers**"));
    let late = format!("{}I am a cloud engineer", "la ".repeat(700));
    assert!(late.len() > 2000);
    let (_, asked) = about(&scene, &mia, &late).await;
    assert!(asked.content().contains(note), "{}", asked.content());
    card.press(POST).await.unwrap();
    told(&mia, &card, "The answer is posted").await;
    assert!(!public(&scene)[0].text().contains("2000"));
}

#[tokio::test]
async fn a_bots_message_has_no_course() {
    let scene = Scene::new().await;
    let mia = scene.member("mia");
    let card = mia.slash("/finops recommend team:joining share:true", []);
    let card = card.await.unwrap();
    let reply = mia.message_command(COMMAND, card.seen()).await.unwrap();
    assert!(reply.is_private());
    assert!(reply.content().starts_with("Bots take no trainings"));
    assert!(reply.button(POST).is_none());
    assert!(reply.button("Find my course").is_some());
}

#[tokio::test]
async fn who_may_not_write_here_posts_nothing() {
    let scene = Scene::new().await;
    let mia = scene.member("mia");
    let (_, card) = about(&scene, &mia, WORDS).await;
    let custom_id = forged(&card);
    let (_, silent) = about(&scene, &mia.in_channel("announcements"), WORDS).await;
    assert!(silent.button(POST).is_none());
    let words = "You may not send messages here, so nothing was shared.";
    assert_refused(&silent, &custom_id, words).await;
    assert!(scene.requests_to("POST", MESSAGES).is_empty());
}

#[tokio::test]
async fn what_the_bot_lacks_is_named() {
    let scene = Scene::new().await;
    let mia = scene.member("mia");
    let (_, before) = about(&scene, &mia, WORDS).await;
    let custom_id = forged(&before);
    for (bits, words) in [
        (permission::SEND_MESSAGES, "I lack Send Messages."),
        (
            permission::READ_MESSAGE_HISTORY,
            "I lack Read Message History.",
        ),
        (
            permission::SEND_MESSAGES | permission::READ_MESSAGE_HISTORY,
            "I lack Send Messages and Read Message History.",
        ),
    ] {
        scene.set_overwrite("general", "finops-bot", 0, bits);
        let (_, card) = about(&scene, &mia, WORDS).await;
        assert!(card.button(POST).is_none(), "{words}");
        assert_refused(&card, &custom_id, words).await;
        // The right was there when the button was offered.
        let refused = before.press(POST).await.unwrap();
        assert!(refused.content().ends_with("Nothing was posted."));
        assert_eq!(refused.happened(), Happened::Appeared);
    }
    assert!(scene.requests_to("POST", MESSAGES).is_empty());
    scene.set_overwrite("general", "finops-bot", permission::SEND_MESSAGES, 0);
    before.press(POST).await.unwrap();
    told(&mia, &before, "The answer is posted").await;
}

#[tokio::test]
async fn without_the_right_to_cards_the_words_are_posted() {
    let scene = Scene::new().await;
    let mia = scene.member("mia");
    scene.set_overwrite("general", "finops-bot", 0, permission::EMBED_LINKS);
    let (_, card) = about(&scene, &mia, WORDS).await;
    card.press(POST).await.unwrap();
    told(&mia, &card, "The answer is posted").await;
    let posted = public(&scene).pop().unwrap();
    assert!(posted.embeds().is_empty());
    assert!(posted.content().starts_with("**FinOps for Engineers**"));
}

#[tokio::test]
async fn a_refusal_by_discord_is_told_with_a_way_back() {
    let scene = Scene::new().await;
    let mia = scene.member("mia");
    let (_, card) = about(&scene, &mia, WORDS).await;
    // The right goes after it was looked at.
    let slow = Fault::Delay(Duration::from_millis(300));
    scene.fault_on("POST", MESSAGES, 1, slow);
    card.press(POST).await.unwrap();
    scene.set_overwrite("general", "finops-bot", 0, permission::SEND_MESSAGES);
    let failed = told(&mia, &card, "I lack a permission in this channel").await;
    assert!(failed.is_private() && public(&scene).is_empty());
    scene.set_overwrite("general", "finops-bot", permission::SEND_MESSAGES, 0);
    let limited = |retry_after| Fault::RateLimited {
        retry_after,
        global: false,
    };
    let again = failed.press("Back").await.unwrap();
    assert!(again.is_update());
    assert!(again.content().starts_with("**FinOps for Engineers**"));
    scene.fault_on("POST", MESSAGES, 1, limited(60.0));
    again.press(POST).await.unwrap();
    let failed = told(&mia, &card, "Discord asks me to slow down").await;
    let again = failed.press("Back").await.unwrap();
    // A short wait is waited out.
    scene.fault_on("POST", MESSAGES, 1, limited(0.2));
    again.press(POST).await.unwrap();
    told(&mia, &card, "The answer is posted").await;
    assert_eq!(public(&scene).len(), 1);
}

#[tokio::test]
async fn a_post_whose_answer_is_lost_is_there_once() {
    let scene = Scene::new().await;
    let mia = scene.member("mia");
    let (_, card) = about(&scene, &mia, WORDS).await;
    scene.fault_on("POST", MESSAGES, 1, Fault::ResetAfter);
    card.press(POST).await.unwrap();
    told(&mia, &card, "The answer is posted").await;
    assert_eq!(public(&scene).len(), 1);
    let (_, card) = about(&scene, &mia, WORDS).await;
    scene.fault_on("POST", MESSAGES, 5, Fault::Status(500));
    card.press(POST).await.unwrap();
    told(&mia, &card, "I could not post the answer").await;
    assert_eq!(public(&scene).len(), 1);
}

#[tokio::test]
async fn a_message_that_is_gone_gets_an_ordinary_post() {
    let scene = Scene::new().await;
    let mia = scene.member("mia");
    let (said, card) = about(&scene, &mia, WORDS).await;
    scene.delete_message("general", said.id());
    card.press(POST).await.unwrap();
    told(&mia, &card, "The answer is posted").await;
    assert_eq!(public(&scene)[0].raw()["type"], 0);
}

#[tokio::test]
async fn in_a_direct_message_with_the_bot_everything_works() {
    let scene = Scene::new().await;
    let mia = scene.member("mia").in_dm();
    assert_eq!(mia.offered_commands(), ["finops", COMMAND]);
    let card = mia.slash("/finops recommend team:joining", []).await;
    let card = card.unwrap();
    let lead = "**FinOps Certified Practitioner** fits you";
    assert!(card.content().starts_with(lead));
    assert!(card.button("Share in channel").is_none());
    let said = mia.say(WORDS);
    let card = mia.message_command(COMMAND, &said).await.unwrap();
    assert!(card.content().starts_with("**FinOps for Engineers**"));
    card.press(POST).await.unwrap();
    assert!(scene.wait_requests("PATCH", "/webhooks/**", 1).await);
    let posted = mia.sees_here();
    let posted = posted.iter().find(|seen| seen.raw()["type"] == 19).unwrap();
    let reference = &posted.raw()["message_reference"]["message_id"];
    assert_eq!(*reference, said.id().to_string());
}

/// The commands where the bot is no member: everything but posting.
async fn brought_along(scene: &Scene, mia: &User, author: &User, custom_id: &str) {
    assert_eq!(mia.offered_commands(), ["finops", COMMAND]);
    let asked = mia.slash("/finops recommend", []).await.unwrap();
    assert!(asked.is_private());
    assert!(asked.press("Engineering").await.unwrap().is_update());
    let said = author.say(WORDS);
    let card = mia.message_command(COMMAND, &said).await.unwrap();
    assert!(card.is_private());
    assert!(card.content().starts_with("**FinOps for Engineers**"));
    assert!(card.button(POST).is_none());
    assert_refused(&card, custom_id, "I am not a member here").await;
    assert!(scene.requests_to("POST", MESSAGES).is_empty());
}

#[tokio::test]
async fn among_friends_the_bot_answers_only_whoever_brought_it() {
    let scene = Scene::new().await;
    let mia = scene.member("mia");
    let (_, card) = about(&scene, &mia, WORDS).await;
    let friends = mia.in_dm_with("sam");
    brought_along(&scene, &friends, &friends, &forged(&card)).await;
}

#[tokio::test]
async fn in_a_server_without_the_bot_it_answers_only_whoever_brought_it() {
    let scene = Scene::new().await;
    let mia = scene.member("mia");
    let (_, card) = about(&scene, &mia, WORDS).await;
    scene.remove_bot();
    let alone = mia.user_install();
    brought_along(&scene, &alone, &scene.member("sam"), &forged(&card)).await;
}

#[tokio::test]
async fn a_command_on_a_message_that_cannot_be_read_is_answered() {
    let scene = Scene::new().await;
    let mia = scene.member("mia");
    let mut payload = mia.slash_payload("/finops help", []).unwrap();
    for data in [
        json!({"type": 3, "name": COMMAND}),
        json!({"type": 3, "name": COMMAND, "target_id": "0", "resolved": {"messages": {"0": {}}}}),
        json!({"type": 3, "name": COMMAND, "target_id": "5", "resolved": {"messages": []}}),
        json!({"type": 3, "name": COMMAND, "target_id": 5, "resolved": null}),
    ] {
        payload["data"] = data.clone();
        let fields = payload.as_object_mut().unwrap();
        fields.remove("id");
        fields.remove("token");
        let answer: Value = scene.inject_raw(payload.clone()).await.unwrap();
        assert_eq!(answer["data"]["flags"], 64, "{data}");
        let words = answer["data"]["content"].as_str().unwrap();
        assert!(words.starts_with("I could not read that."), "{data}");
    }
}
