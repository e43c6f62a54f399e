//! The commands as Discord holds them: registered when they differ, and never twice.

use std::fs;
use std::path::Path;
use std::time::Duration;

use local_discord::{Fault, LocalDiscord};
use serde_json::Value;

use crate::bot::{Bot, PATIENCE, Plan, Scene, Town};

const COMMANDS: &str = "/applications/*/commands";

async fn wait_registered(bot: &Bot) {
    bot.hears(|heard| heard.says("commands registered")).await;
}

/// Registrations that took effect.
fn registrations(discord: &LocalDiscord) -> usize {
    let calls = discord.requests_to("PUT", COMMANDS);
    calls.iter().filter(|call| call.status == 200).count()
}

#[tokio::test]
async fn the_commands_are_registered_together_with_every_subcommand() {
    let Scene { town, bot } = Scene::new().await;
    wait_registered(&bot).await;
    assert_eq!(registrations(&town), 1);
    let commands = town.commands();
    assert_eq!(commands.len(), 2);
    assert_eq!(commands[0]["name"], "finops");
    assert_eq!(commands[1]["name"], "Recommend a FinOps course");
    assert_eq!(commands[1]["type"], 3);
    assert_eq!(commands[0]["options"].as_array().unwrap().len(), 8);
    for sub in commands[0]["options"].as_array().unwrap() {
        for option in sub["options"].as_array().into_iter().flatten() {
            let bounded = option["type"] != 3 || option["max_length"].is_u64();
            assert!(bounded, "{option} has no greatest length");
        }
    }
    let mia = town.member("mia");
    assert_eq!(
        mia.offered_commands(),
        ["finops", "Recommend a FinOps course"]
    );
}

#[tokio::test]
async fn unchanged_commands_are_not_registered_again() {
    let Scene { town, bot } = Scene::new().await;
    wait_registered(&bot).await;
    bot.stopped().await;
    let before = town.commands();
    let bot = Plan::on(&town).ready(&town).await;
    wait_registered(&bot).await;
    assert_eq!(town.requests_to("PUT", COMMANDS).len(), 1);
    assert_eq!(town.requests_to("POST", COMMANDS).len(), 0);
    assert_eq!(town.commands(), before);
}

/// A copy of the shipped sentences in which one command is described in other words.
fn reworded(folder: &Path) {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("responses/en-US");
    let own = folder.join("en-US");
    fs::create_dir(&own).unwrap();
    for entry in fs::read_dir(shipped).unwrap() {
        let entry = entry.unwrap();
        let text = fs::read_to_string(entry.path()).unwrap();
        let text = text.replace("All courses at a glance", "Every course there is");
        fs::write(own.join(entry.file_name()), text).unwrap();
    }
}

#[tokio::test]
async fn a_changed_description_is_registered() {
    let Scene { town, bot } = Scene::new().await;
    wait_registered(&bot).await;
    bot.stopped().await;
    let before = town.commands();
    let folder = tempfile::tempdir().unwrap();
    reworded(folder.path());
    let plan = Plan::on(&town).env("FINOPS_RESPONSES", folder.path());
    let bot = plan.ready(&town).await;
    wait_registered(&bot).await;
    assert_eq!(registrations(&town), 2);
    let after = town.commands();
    assert_eq!(after[0]["id"], before[0]["id"], "the command is the same");
    assert!(after[0].to_string().contains("Every course there is"));
    let help = town.member("mia").slash("/finops help", []).await.unwrap();
    assert!(
        help.text()
            .contains("`/finops courses`: Every course there is")
    );
}

#[tokio::test]
async fn a_definition_that_discord_refuses_is_told_of_once_and_the_old_one_serves() {
    let Scene { town, bot } = Scene::new().await;
    wait_registered(&bot).await;
    bot.stopped().await;
    let folder = tempfile::tempdir().unwrap();
    reworded(folder.path());
    town.fault_on("PUT", COMMANDS, 9, Fault::Status(400));
    let plan = Plan::on(&town).env("FINOPS_RESPONSES", folder.path());
    let bot = plan.ready(&town).await;
    let refused = "the commands could not be registered";
    bot.hears(|heard| heard.says(refused)).await;
    assert_eq!(town.requests_to("PUT", COMMANDS).len(), 2);
    let reply = town.member("mia").slash("/finops courses", []).await;
    assert!(reply.is_ok());
}

#[tokio::test]
async fn commands_that_somebody_left_behind_are_replaced() {
    let Scene { town, bot } = Scene::new().await;
    wait_registered(&bot).await;
    bot.stopped().await;
    let url = format!(
        "{}/api/v10/applications/{}/commands",
        town.url(),
        town.application_id()
    );
    let left = serde_json::json!({"name": "old", "description": "of another version"});
    let posted = reqwest::Client::builder()
        .no_proxy()
        .build()
        .unwrap()
        .post(url);
    let posted = posted
        .header("authorization", format!("Bot {}", town.token()))
        .header("user-agent", "DiscordBot (https://example.org, 1)")
        .json(&left);
    assert_eq!(posted.send().await.unwrap().status(), 201);
    town.forget_requests();
    let bot = Plan::on(&town).ready(&town).await;
    wait_registered(&bot).await;
    let names: Vec<Value> = town
        .commands()
        .iter()
        .map(|own| own["name"].clone())
        .collect();
    assert_eq!(names, ["finops", "Recommend a FinOps course"]);
}

/// Something goes wrong with one call of the registration; it is done in the end, and once.
async fn trouble(method: &str, path: &str, fault: Fault) {
    let town = Town::new().await;
    town.fault_on(method, path, 1, fault.clone());
    let bot = Plan::on(&town).ready(&town).await;
    wait_registered(&bot).await;
    assert!(town.requests_to(method, path).len() >= 2, "{fault:?}");
    assert_eq!(registrations(&town), 1, "{fault:?}");
    assert_eq!(town.commands().len(), 2, "{fault:?}");
}

#[tokio::test]
async fn a_rate_limit_is_waited_out() {
    let limited = |retry_after, global| Fault::RateLimited {
        retry_after,
        global,
    };
    tokio::join!(
        trouble("PUT", COMMANDS, limited(0.2, false)),
        trouble("PUT", COMMANDS, limited(0.2, true)),
        trouble("GET", COMMANDS, limited(0.2, false)),
        trouble("GET", "/applications/@me", limited(0.2, true)),
        trouble("PUT", COMMANDS, Fault::BareRateLimit),
    );
}

#[tokio::test]
async fn a_failing_discord_is_asked_again() {
    tokio::join!(
        trouble("PUT", COMMANDS, Fault::Status(500)),
        trouble("PUT", COMMANDS, Fault::Status(503)),
        trouble("PUT", COMMANDS, Fault::ResetBefore),
        trouble("GET", COMMANDS, Fault::Status(502)),
        trouble("GET", "/applications/@me", Fault::ResetAfter),
        lost_answer(),
    );
}

/// The second try finds that Discord holds what is defined.
async fn lost_answer() {
    let town = Town::new().await;
    town.fault_on("PUT", COMMANDS, 1, Fault::ResetAfter);
    let bot = Plan::on(&town).ready(&town).await;
    wait_registered(&bot).await;
    assert_eq!(town.requests_to("PUT", COMMANDS).len(), 1);
}

#[tokio::test]
async fn a_slow_registration_is_not_overtaken_by_a_second_one() {
    let town = Town::new().await;
    town.fault_on("PUT", COMMANDS, 1, Fault::Delay(Duration::from_millis(800)));
    let bot = Plan::on(&town).start();
    assert!(town.wait_ready().await);
    assert!(town.wait_requests("PUT", COMMANDS, 1).await);
    // A new connection meanwhile is no reason to register.
    town.gateway().ask_to_reconnect();
    let gateway = town.gateway();
    let resumed = gateway.wait(PATIENCE, |gateway| gateway.resumes() == 1);
    assert!(resumed.await);
    wait_registered(&bot).await;
    assert_eq!(town.requests_to("PUT", COMMANDS).len(), 1);
}

#[tokio::test]
async fn a_registration_that_hangs_keeps_nobody_waiting() {
    let Scene { town, bot } = Scene::new().await;
    wait_registered(&bot).await;
    bot.stopped().await;
    town.fault_on("GET", COMMANDS, 1, Fault::Hang);
    let bot = Plan::on(&town).start();
    assert!(town.wait_requests("GET", COMMANDS, 2).await);
    assert!(town.wait_ready().await);
    let reply = town.member("mia").slash("/finops help", []).await;
    assert!(reply.is_ok());
    assert!(!bot.heard().says("commands registered"));
    assert_eq!(bot.stopped().await.code, Some(0));
}
