//! The guided questions, walked to the end by every path.

use std::collections::{HashMap, HashSet, VecDeque};

use local_discord::{Button, Reply, Seen};

use crate::bot::Scene;

const BACK: &str = "Back";
const RESTART: &str = "Start over";
const FIRST: &str = "**Which of these is closest to what you do?**";

/// The buttons that answer the question: no links, no ways back.
fn answers(shown: &Seen) -> Vec<Button> {
    let mut buttons = shown.buttons();
    buttons.retain(|button| button.url.is_none() && ![BACK, RESTART].contains(&&*button.label));
    buttons
}

fn is_card(shown: &Seen) -> bool {
    !shown.embeds().is_empty()
}

/// The line that repeats what was answered.
fn so_far(shown: &Seen) -> &str {
    let line = shown.content().lines().nth(1).unwrap_or_default();
    line.strip_prefix("So far: ").unwrap_or_default()
}

async fn press_all(start: &Seen, labels: &[&str]) -> Seen {
    let mut shown = start.clone();
    for label in labels {
        let reply: Reply = shown.press(label).await.unwrap();
        assert!(reply.is_update(), "{label}");
        assert_eq!(reply.id(), start.id(), "{label}");
        shown = reply.seen().clone();
    }
    shown
}

#[tokio::test]
async fn every_path_leads_to_a_card_within_four_clicks() {
    let scene = Scene::new().await;
    let start = scene.member("mia").slash("/finops recommend", []).await;
    let start = start.unwrap().seen().clone();
    assert!(start.is_private());
    assert!(start.content().starts_with(FIRST));
    let mut open = VecDeque::from([(start.clone(), Vec::<String>::new())]);
    let mut pressed = HashSet::new();
    let mut cards: HashMap<String, usize> = HashMap::new();
    while let Some((shown, path)) = open.pop_front() {
        for button in answers(&shown) {
            let custom_id = button.custom_id.unwrap();
            if !pressed.insert(custom_id.clone()) {
                continue;
            }
            // The button stood on this message a moment ago, as on the screen of a slow client.
            let next = start.press_custom_id(&custom_id).await.unwrap();
            let path = [path.clone(), vec![button.label]].concat();
            assert!(next.is_update() && next.id() == start.id(), "{path:?}");
            assert!(path.len() <= 4, "{path:?}");
            assert!(next.button(RESTART).is_some(), "{path:?}");
            if is_card(&next) {
                let title = next.embeds()[0].title().to_owned();
                assert!(next.content().contains(&title), "{path:?}");
                assert!(next.embeds()[0].field("Why this one").is_some());
                *cards.entry(title).or_default() += 1;
                continue;
            }
            assert!(next.button(BACK).is_some(), "{path:?}");
            let step = format!("*Step {} of ", path.len() + 1);
            assert!(next.content().contains(&step), "{path:?}: {step}");
            for answer in &path {
                // Being "on, or joining" a team is asked for more exactly next, and then repeated.
                let is_vague = answer == "I am on, or joining, a FinOps team";
                assert!(is_vague || so_far(&next).contains(answer), "{path:?}");
            }
            open.push_back((next.seen().clone(), path));
        }
    }
    assert_eq!(cards.len(), 7, "{cards:?}");
    assert!(cards.values().sum::<usize>() > 200, "{cards:?}");
}

#[tokio::test]
async fn the_longest_path_takes_four_clicks() {
    let scene = Scene::new().await;
    let start = scene.member("mia").slash("/finops recommend", []).await;
    let labels = [
        "Engineering",
        "On the team",
        "About three years or more",
        "AWS",
    ];
    let card = press_all(&start.unwrap(), &labels).await;
    assert_eq!(card.embeds()[0].title(), "FinOps Certified Professional");
    assert!(card.text().contains("You know AWS, so you are ready."));
}

#[tokio::test]
async fn back_takes_the_last_answer_back_at_every_step() {
    let scene = Scene::new().await;
    let start = scene.member("mia").slash("/finops recommend", []).await;
    let start = start.unwrap().seen().clone();
    let labels = [
        "Finance",
        "Supporting teams as consultant, vendor or trainer",
        "Not yet",
    ];
    let mut trail = vec![start.clone()];
    for label in labels {
        let next = press_all(trail.last().unwrap(), &[label]).await;
        trail.push(next);
    }
    assert_eq!(so_far(&trail[3]), labels.join(" · "));
    while let Some(left) = trail.pop() {
        let Some(before) = trail.last() else { break };
        let back = press_all(&left, &[BACK]).await;
        assert_eq!(back.content(), before.content());
        assert_eq!(back.buttons(), before.buttons());
    }
    // Another way now leads elsewhere: nothing of the first one is left.
    let labels = [
        "Product",
        "Not on it, but working with it",
        "None of them yet",
    ];
    let card = press_all(&start, &labels).await;
    assert_eq!(card.embeds()[0].title(), "FinOps for Product Managers");
    assert!(card.content().contains("Cloud basics come first."));
}

#[tokio::test]
async fn start_over_forgets_every_answer() {
    let scene = Scene::new().await;
    let start = scene.member("mia").slash("/finops recommend", []).await;
    let start = start.unwrap().seen().clone();
    for labels in [
        &["Procurement"][..],
        &["I am on, or joining, a FinOps team", "On the team"],
        &["Leadership", "Not sure", "Azure"],
    ] {
        let far = press_all(&start, labels).await;
        let again = press_all(&far, &[RESTART]).await;
        assert_eq!(again.content(), start.content());
        assert_eq!(again.buttons(), start.buttons());
    }
}

#[tokio::test]
async fn who_hires_is_told_what_to_look_for_after_two_clicks() {
    let scene = Scene::new().await;
    let start = scene.member("mia").slash("/finops recommend", []).await;
    let labels = ["I am on, or joining, a FinOps team", "Hiring for one"];
    let card = press_all(&start.unwrap(), &labels).await;
    assert!(
        card.content()
            .starts_with("Look for **FinOps Certified Practitioner** on a CV")
    );
}

#[tokio::test]
async fn what_was_given_by_option_is_not_asked_again() {
    let scene = Scene::new().await;
    let mia = scene.member("mia");
    let start = mia.slash("/finops recommend cloud:gcp", []).await.unwrap();
    assert!(!is_card(&start));
    let card = press_all(&start, &["Engineering"]).await;
    assert_eq!(card.embeds()[0].title(), "FinOps for Engineers");
    assert!(
        card.text()
            .contains("You know Google Cloud, so you are ready.")
    );
    let start = mia
        .slash("/finops recommend experience:experienced", [])
        .await;
    let labels = [
        "I am on, or joining, a FinOps team",
        "On the team",
        "Skip this",
    ];
    let card = press_all(&start.unwrap(), &labels).await;
    assert_eq!(card.embeds()[0].title(), "FinOps Certified Professional");
}

#[tokio::test]
async fn a_click_outlives_a_restart_of_the_bot() {
    let Scene { town, bot } = Scene::new().await;
    let start = town.member("mia").slash("/finops recommend", []).await;
    let first = press_all(&start.unwrap(), &["Engineering"]).await;
    assert_eq!(bot.stopped().await.code, Some(0));
    let _second = crate::bot::Plan::on(&town).ready(&town).await;
    let labels = ["Not on it, but working with it", "AWS"];
    let card = press_all(&first, &labels).await;
    assert_eq!(card.embeds()[0].title(), "FinOps for Engineers");
    assert_eq!(town.gateway().identifies(), 2);
}

#[tokio::test]
async fn another_process_answers_the_click_and_both_together_answer_once() {
    let Scene { town, bot } = Scene::new().await;
    let start = town.member("mia").slash("/finops recommend", []).await;
    let second = crate::bot::Plan::on(&town).start();
    let both = town.gateway().wait_live(2, crate::bot::PATIENCE).await;
    assert!(both, "the second process does not log in");
    let first = press_all(&start.unwrap(), &["Engineering", "Not sure"]).await;
    bot.stopped().await;
    let card = press_all(&first, &["Skip this"]).await;
    assert_eq!(card.embeds()[0].title(), "FinOps for Engineers");
    assert_eq!(second.stopped().await.code, Some(0));
    let callbacks = town.requests_to("POST", "/interactions/*/*/callback");
    let sent = callbacks.iter().filter(|call| call.status == 204);
    assert_eq!(sent.count(), 4, "one for each thing that was done");
}
