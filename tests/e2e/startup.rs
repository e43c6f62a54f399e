//! What the bot does before it is in Discord, and what it says when it never will be.

use std::fs;

use local_discord::{Door, Fault, Greeting, LocalDiscord, Verdict};
use serde_json::Value;

use crate::bot::{Ending, Heard, PATIENCE, Plan, Town};

/// The one line that is no log; the exit code is 2.
async fn refusal(plan: Plan) -> String {
    let Ending { code, heard } = plan.start().ended(PATIENCE).await;
    assert_eq!(code, Some(2), "{heard:#?}");
    assert_eq!(heard.stdout, [""; 0]);
    let words = heard.words();
    assert_eq!(words.len(), 1, "{words:#?}");
    let line = words[0].strip_prefix("finops-bot: ").unwrap();
    line.to_owned()
}

#[tokio::test]
async fn without_a_token_it_says_where_one_is_looked_for() {
    let town = Town::new().await;
    let blank = Plan::on(&town).env("DISCORD_TOKEN", " ");
    for plan in [Plan::on(&town).without("DISCORD_TOKEN"), blank] {
        let line = refusal(plan).await;
        assert!(
            line.starts_with("no bot token: set DISCORD_TOKEN"),
            "{line}"
        );
        assert!(line.contains("DISCORD_TOKEN_FILE"), "{line}");
    }
    assert!(town.requests().is_empty());
}

#[tokio::test]
async fn what_is_no_token_is_told_without_showing_it() {
    let town = Town::new().await;
    for text in ["sec ret", "sec\u{7}ret", "secrét"] {
        let line = refusal(Plan::on(&town).env("DISCORD_TOKEN", text)).await;
        assert!(
            line.starts_with("what DISCORD_TOKEN holds is not a bot token"),
            "{line}"
        );
        assert!(!line.contains(text), "{line}");
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token");
    for (text, part) in [(" \n", "is empty"), ("one two", "is not a bot token")] {
        fs::write(&file, text).unwrap();
        let line = refusal(Plan::on(&town).env("DISCORD_TOKEN_FILE", &file)).await;
        assert!(line.contains(file.to_str().unwrap()), "{line}");
        assert!(line.contains(part), "{line}");
    }
    assert!(town.requests().is_empty());
}

#[tokio::test]
async fn a_level_of_the_log_that_is_none_is_named() {
    for level in ["verbose", "finops_bot=loud"] {
        let plan = Plan::new().env("DISCORD_TOKEN", "x").env("LOG", level);
        let line = refusal(plan).await;
        assert!(line.starts_with(&format!("LOG: `{level}`")), "{line}");
    }
}

#[tokio::test]
async fn an_address_where_something_else_answers_is_told() {
    let town = Town::new().await;
    town.fault("/gateway/bot", 1, Fault::Status(404));
    let bot = Plan::on(&town).ready(&town).await;
    let told = "something answers at Discord's address, but not as Discord does (see DISCORD_API_URL); trying again";
    bot.hears(|heard| heard.says(told)).await;
    assert!(!bot.heard().says(UNREACHABLE));
}

#[tokio::test]
async fn the_token_may_be_kept_in_a_file() {
    let town = Town::new().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("token");
    fs::write(&file, format!("Bot {}\n", town.token())).unwrap();
    // The file is what the operator chose; the variable may be an old one.
    let plan = Plan::on(&town).env("DISCORD_TOKEN", "old");
    let _bot = plan.env("DISCORD_TOKEN_FILE", &file).ready(&town).await;
    let reply = town.member("mia").slash("/finops help", []).await;
    assert!(reply.is_ok());
}

#[tokio::test]
async fn a_token_file_that_is_not_there_is_named() {
    let town = Town::new().await;
    let plan = Plan::on(&town).env("DISCORD_TOKEN_FILE", "/nowhere/token");
    let line = refusal(plan).await;
    assert!(line.contains("cannot read the token file /nowhere/token"));
}

#[tokio::test]
async fn a_wrong_token_is_told_at_once_and_tried_once() {
    let town = Town::new().await;
    let line = refusal(Plan::on(&town).env("DISCORD_TOKEN", "wrong")).await;
    assert!(line.starts_with("Discord refuses the bot token"), "{line}");
    assert!(line.contains("DISCORD_TOKEN"), "{line}");
    assert_eq!(town.requests().len(), 1, "10,000 of these ban the address");
    assert!(town.gateway().dials().is_empty());
}

#[tokio::test]
async fn a_token_that_only_the_gateway_refuses_is_told_at_once() {
    let town = Town::new().await;
    town.gateway().judge_next(1, Verdict::Close(4004));
    let line = refusal(Plan::on(&town)).await;
    assert!(line.starts_with("Discord refuses the bot token"), "{line}");
    assert_eq!(town.gateway().dials().len(), 1);
}

/// A close code that is final: one line with what to change, one connection.
async fn closed_with(code: u16, advice: &str) {
    let town = Town::new().await;
    town.gateway().judge_next(9, Verdict::Close(code));
    let line = refusal(Plan::on(&town)).await;
    assert!(line.contains(&format!("({code})")), "{line}");
    assert!(line.contains(advice), "{line}");
    assert_eq!(town.gateway().dials().len(), 1, "{code}");
    assert_eq!(town.gateway().identifies(), 1, "{code}");
}

#[tokio::test]
async fn final_close_codes_end_the_bot_with_advice() {
    tokio::join!(
        closed_with(4010, "report it"),
        closed_with(4011, "restart the bot"),
        closed_with(4012, "install a newer version"),
        closed_with(4013, "install a newer version"),
        closed_with(4014, "the bot needs none"),
    );
}

#[tokio::test]
async fn a_final_close_in_the_middle_of_the_work_ends_it_too() {
    let town = Town::new().await;
    let bot = Plan::on(&town).ready(&town).await;
    town.gateway().close_connections(4014);
    let ending = bot.ended(PATIENCE).await;
    assert_eq!(ending.code, Some(2));
    assert!(ending.heard.words()[0].contains("(4014)"));
    assert_eq!(town.gateway().dials().len(), 1);
}

#[tokio::test]
async fn no_intents_are_asked_for() {
    let town = Town::new().await;
    let _bot = Plan::on(&town).ready(&town).await;
    let logins = town.gateway().logins();
    assert_eq!(logins[0].data["intents"], Value::from(0));
}

const UNREACHABLE: &str = "Discord is not reachable yet; trying again";

fn says_unreachable(heard: &Heard) -> bool {
    heard.says(UNREACHABLE)
}

#[tokio::test]
async fn a_discord_that_is_not_there_yet_is_waited_for() {
    let town = Town::from(LocalDiscord::builder().shut().start().await.unwrap());
    let bot = Plan::on(&town).start();
    bot.hears(says_unreachable).await;
    let why = bot.heard().error(UNREACHABLE).unwrap();
    assert!(why.contains("Connection refused"), "{why}");
    // The operator's window is open meanwhile.
    assert_eq!(bot.look("/healthz").await.0, 200);
    town.open().await;
    bot.wait_ready(&town).await;
    assert!(town.member("mia").slash("/finops help", []).await.is_ok());
}

#[tokio::test]
async fn a_gateway_that_is_not_there_yet_is_waited_for() {
    let town = Town::new().await;
    town.gateway().set_door(Door::Shut).await;
    let bot = Plan::on(&town).start();
    bot.hears(|heard| heard.says("the connection to Discord is lost; connecting again"))
        .await;
    town.gateway().greet_next(1, Greeting::Hangup);
    town.gateway().set_door(Door::Open).await;
    bot.wait_ready(&town).await;
    assert_eq!(town.gateway().identifies(), 1);
}

/// The first question goes wrong; the second one is answered.
async fn asked_again_after(fault: Fault) {
    let town = Town::new().await;
    town.fault("/gateway/bot", 1, fault.clone());
    let _bot = Plan::on(&town).ready(&town).await;
    let asked = town.requests_to("GET", "/gateway/bot").len();
    assert_eq!(asked, 2, "{fault:?}");
}

#[tokio::test]
async fn a_discord_in_trouble_is_asked_again() {
    let limited = Fault::RateLimited {
        retry_after: 0.2,
        global: true,
    };
    tokio::join!(
        asked_again_after(Fault::Status(503)),
        asked_again_after(Fault::ResetAfter),
        asked_again_after(Fault::BareRateLimit),
        asked_again_after(limited),
    );
}

#[tokio::test]
async fn who_has_used_up_their_sessions_is_told_so() {
    let town = Town::new().await;
    town.gateway().set_identifies_left(0);
    let bot = Plan::on(&town).start();
    let few =
        "Discord allows few new sessions until its limit is reset; connecting may wait for it";
    bot.hears(|heard| heard.says(few)).await;
    assert_eq!(bot.stopped().await.code, Some(0));
    assert_eq!(town.gateway().identifies(), 0);
}

#[tokio::test]
async fn data_files_may_be_built_in() {
    let town = Town::new().await;
    let folder = tempfile::tempdir().unwrap();
    let _bot = Plan::on(&town).inside(folder.path()).ready(&town).await;
    let reply = town.member("mia").slash("/finops courses", []).await;
    assert!(reply.unwrap().content().contains("FinOps for Finance"));
}

#[tokio::test]
async fn an_own_catalogue_is_used() {
    let town = Town::new().await;
    let folder = tempfile::tempdir().unwrap();
    let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/catalog.toml");
    let own = folder.path().join("own.toml");
    let text = fs::read_to_string(shipped).unwrap();
    fs::write(
        &own,
        text.replace("FinOps for Finance", "FinOps for Treasurers"),
    )
    .unwrap();
    let _bot = Plan::on(&town)
        .env("FINOPS_CATALOG", &own)
        .ready(&town)
        .await;
    let reply = town.member("mia").slash("/finops courses", []).await;
    assert!(reply.unwrap().content().contains("FinOps for Treasurers"));
}

#[tokio::test]
async fn faulty_data_files_are_told_of_in_one_line() {
    let town = Town::new().await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("catalog.toml");
    let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/catalog.toml");
    let text = fs::read_to_string(shipped).unwrap();
    for (text, count) in [
        (text.replace("id = \"finance\"", "id = \"product\""), None),
        (
            text.replace("is = \"retired\"", "")
                .replace("short =", "shrt ="),
            None,
        ),
        ("no toml at all [".to_owned(), Some(1)),
        (String::new(), None),
    ] {
        fs::write(&file, text).unwrap();
        let line = refusal(Plan::on(&town).env("FINOPS_CATALOG", &file)).await;
        assert!(line.starts_with("faults in the data files: "), "{line}");
        assert!(line.contains("`finops-bot check` shows each"), "{line}");
        if let Some(count) = count {
            assert!(line.starts_with(&format!("faults in the data files: {count}.")));
        }
    }
    assert!(town.requests().is_empty());
}

#[tokio::test]
async fn data_files_that_cannot_be_read_are_named() {
    let town = Town::new().await;
    for name in ["FINOPS_CATALOG", "FINOPS_ROLES", "FINOPS_RESPONSES"] {
        let line = refusal(Plan::on(&town).env(name, "/nowhere/at/all")).await;
        assert!(line.starts_with("cannot read /nowhere/at/all"), "{line}");
    }
    let empty = tempfile::tempdir().unwrap();
    let plan = Plan::on(&town).env("FINOPS_RESPONSES", empty.path());
    let line = refusal(plan).await;
    assert!(line.starts_with("faults in the data files: "), "{line}");
}

#[tokio::test]
async fn an_address_that_is_taken_is_named() {
    let town = Town::new().await;
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let line = refusal(Plan::on(&town).env("HTTP_ADDR", &address)).await;
    assert!(
        line.starts_with(&format!("cannot listen on {address}")),
        "{line}"
    );
    assert!(line.contains("HTTP_ADDR"), "{line}");
}

#[tokio::test]
async fn an_address_of_discord_that_is_none_is_named() {
    for address in ["discord", "ftp://127.0.0.1", ""] {
        let plan = Plan::new().env("DISCORD_TOKEN", "x");
        let line = refusal(plan.env("DISCORD_API_URL", address)).await;
        assert!(line.starts_with("DISCORD_API_URL: "), "{line}");
    }
}

#[tokio::test]
async fn nothing_comes_between_the_bot_and_a_discord_on_this_machine() {
    let town = Town::new().await;
    let proxy = "http://127.0.0.1:9";
    let plan = Plan::on(&town).env("HTTP_PROXY", proxy);
    let plan = plan.env("http_proxy", proxy).env("ALL_PROXY", proxy);
    let _bot = plan.ready(&town).await;
    let reply = town.member("mia").slash("/finops help", []).await;
    assert!(reply.is_ok());
}

#[tokio::test]
async fn a_stand_in_never_leads_to_the_real_discord() {
    for named in [
        "wss://gateway.discord.gg",
        "wss://gateway-us-east1-b.discord.gg/",
    ] {
        let builder = LocalDiscord::builder().named_gateway(named);
        let town = Town::from(builder.start().await.unwrap());
        let line = refusal(Plan::on(&town)).await;
        assert!(line.contains("may not be dialled"), "{line}");
        assert!(town.gateway().dials().is_empty());
    }
}
