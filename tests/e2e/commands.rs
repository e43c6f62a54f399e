//! Every command but the main one, with its options and without.

use local_discord::{Reply, User};

use crate::bot::Scene;
use crate::paper::outside_of_code;

/// Types a line, and checks what every reply to one must be: private, with words, card and a way on.
async fn typed(who: &User, line: &str) -> Reply {
    let reply = who.slash(line, []).await.unwrap();
    assert!(reply.is_private(), "{line}");
    assert!(!reply.was_deferred(), "{line}");
    assert!(!reply.content().is_empty(), "{line}");
    assert!(reply.embeds().iter().all(|card| !card.title().is_empty()));
    assert!(
        reply.button("Find my course").is_some(),
        "{line}: no way on"
    );
    reply
}

/// One line with what its text, its card and its buttons must say.
async fn check(line: &str, words: &[&str], card: &[&str], buttons: &[&str]) {
    let scene = Scene::new().await;
    let reply = typed(&scene.member("mia"), line).await;
    for wanted in words {
        assert!(
            reply.content().contains(wanted),
            "{wanted:?} not in {:?}",
            reply.content()
        );
    }
    let read = reply.embeds()[0].text();
    for wanted in card {
        assert!(read.contains(wanted), "{wanted:?} not in {read:?}");
    }
    for wanted in buttons {
        assert!(
            reply.button(wanted).is_some(),
            "no {wanted:?} in {:?}",
            reply.buttons()
        );
    }
}

#[tokio::test]
async fn prereqs_tell_of_every_cloud() {
    check(
        "/finops prereqs",
        &["**Before any FinOps course**"],
        &[
            "What to know first",
            "I know how cloud computing works",
            "Base level in AWS",
            "Base level in Azure",
            "Base level in Google Cloud",
            "one is enough",
        ],
        &[
            "Share in channel",
            "Something wrong? Report it on github.com",
        ],
    )
    .await;
}

#[tokio::test]
async fn prereqs_for_one_cloud_name_its_training() {
    check(
        "/finops prereqs cloud:AWS",
        &["For AWS: AWS"],
        &["Base level in AWS"],
        &["Azure", "Google Cloud"],
    )
    .await;
}

#[tokio::test]
async fn prereqs_for_one_course_and_cloud_name_both() {
    check(
        "/finops prereqs course:FOCP cloud:gcp",
        &[
            "**Before FinOps Certified Practitioner**",
            "For Google Cloud: ",
        ],
        &["Base level in Google Cloud"],
        &["Open the course page on www.finops.org", "AWS", "Azure"],
    )
    .await;
}

#[tokio::test]
async fn a_course_is_shown_with_its_facts_and_their_source() {
    check(
        "/finops course name:professional",
        &[
            "**FinOps Certified Professional** is for: ",
            "<https://learn.finops.org/path/finops-certified-professional>",
        ],
        &["40 to 50 hours", "Facts from finops.org (18 November 2021)"],
        &[
            "Open the course page on learn.finops.org",
            "What should I know first?",
            "Share in channel",
        ],
    )
    .await;
}

#[tokio::test]
async fn all_courses_are_listed_and_one_can_be_chosen() {
    let scene = Scene::new().await;
    let reply = typed(&scene.member("mia"), "/finops courses").await;
    let names = [
        "FinOps Certified Practitioner",
        "FinOps Certified Professional",
        "FinOps for Engineers",
        "FinOps for Finance",
        "FinOps for Product Managers",
        "FinOps for Procurement",
        "FinOps for Executives",
    ];
    for name in names {
        assert!(reply.content().contains(name), "{name}");
        assert!(reply.embeds()[0].field(name).is_some(), "{name}");
    }
    let mut shown = reply.seen().clone();
    for name in names {
        // The list is one choice away from each course, and back.
        let course = shown.choose("Look at one of them", &[name]).await.unwrap();
        assert!(course.is_update());
        assert!(course.content().starts_with(&format!("**{name}** is for")));
        shown = typed(&scene.member("mia"), "/finops courses")
            .await
            .seen()
            .clone();
    }
}

#[tokio::test]
async fn two_courses_are_compared_under_the_same_labels() {
    check(
        "/finops compare first:practitioner second:professional",
        &[
            "**FinOps Certified Practitioner**: ",
            "**FinOps Certified Professional**: ",
        ],
        &[
            "Practitioner: Self-paced",
            "Professional: Mostly self-paced",
        ],
        &[
            "Practitioner on www.finops.org",
            "Professional on learn.finops.org",
        ],
    )
    .await;
}

#[tokio::test]
async fn a_course_is_not_compared_with_itself() {
    check(
        "/finops compare first:practitioner second:FOCP",
        &["Those are the same course"],
        &["FinOps Certified Practitioner"],
        &["Open the course page on www.finops.org"],
    )
    .await;
}

#[tokio::test]
async fn the_curriculum_is_linked() {
    check(
        "/finops curriculum",
        &[
            "The curriculum of the FinOps Foundation is open",
            "<https://training.linuxfoundation.org/certification/certified-finops/>",
            "<https://github.com/finopsfoundation/curriculum>",
        ],
        &["The curriculum"],
        &[
            "Certification page of the Linux Foundation on training.linuxfoundation.org",
            "Open source curriculum on github.com",
        ],
    )
    .await;
}

#[tokio::test]
async fn help_names_every_command_and_who_is_behind_it() {
    let scene = Scene::new().await;
    let reply = typed(&scene.member("mia"), "/finops help").await;
    let commands = reply.embeds()[0].field("Commands").unwrap();
    let registered = scene.commands();
    for subcommand in registered[0]["options"].as_array().unwrap() {
        let line = format!("/finops {}", subcommand["name"].as_str().unwrap());
        assert!(commands.contains(&line), "{line}");
    }
    assert!(
        reply
            .text()
            .contains("not affiliated with the FinOps Foundation")
    );
}

#[tokio::test]
async fn privacy_says_that_nothing_is_kept() {
    check(
        "/finops privacy",
        &["Nothing about you is stored"],
        &["Nothing is recorded for this server", "not affiliated"],
        &[],
    )
    .await;
}

#[tokio::test]
async fn commands_work_in_direct_messages_and_where_only_the_learner_has_the_app() {
    let scene = Scene::new().await;
    let mia = scene.member("mia");
    for place in [
        mia.clone().in_dm(),
        mia.clone().in_dm_with("sam"),
        mia.user_install(),
    ] {
        let reply = typed(&place, "/finops course name:engineers").await;
        assert!(reply.content().contains("**FinOps for Engineers**"));
        let next = reply.press("What should I know first?").await.unwrap();
        assert!(next.is_update());
    }
}

#[tokio::test]
async fn outside_of_servers_there_is_nobody_to_share_with() {
    let scene = Scene::new().await;
    let mia = scene.member("mia");
    for place in [mia.clone().in_dm(), mia.in_dm_with("sam")] {
        let reply = typed(&place, "/finops courses").await;
        assert!(reply.button("Share in channel").is_none());
    }
}

#[tokio::test]
async fn a_language_that_has_no_words_yet_gets_english_ones() {
    let scene = Scene::new().await;
    let nina = scene.member("nina");
    let reply = typed(&nina, "/finops courses").await;
    assert!(reply.content().starts_with("**The trainings of the FinOps"));
}

#[tokio::test]
async fn what_is_typed_never_comes_alive() {
    let scene = Scene::new().await;
    let mia = scene.member("mia");
    let sam = scene.member("sam");
    for words in [
        "@everyone",
        &format!("<@{}>", sam.id()),
        "[click](https://evil.example)",
        "https://evil.example",
        "**loud** `code` ||spoiler||",
        "</finops help:1>",
    ] {
        let reply = mia
            .slash("/finops course", [("name", words)])
            .await
            .unwrap();
        assert!(reply.is_private());
        assert!(reply.content().starts_with("I do not know a course called"));
        let alive = outside_of_code(reply.content());
        assert!(!alive.contains(words), "{alive:?}");
        assert_eq!(reply.raw()["mentions"], serde_json::json!([]));
    }
}
