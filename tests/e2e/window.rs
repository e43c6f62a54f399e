//! The operator's window: is it alive, and what does it do.

use std::process::Command;

use local_discord::LocalDiscord;

use crate::bot::{Plan, Scene, Town};

fn health(address: &str) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_finops-bot"));
    command.arg("health").env_clear().env("HTTP_ADDR", address);
    let output = command.output().unwrap();
    let words = String::from_utf8(output.stderr).unwrap();
    (output.status.code(), words)
}

#[tokio::test]
async fn healthz_says_ok() {
    let scene = Scene::new().await;
    assert_eq!(scene.bot.look("/healthz").await, (200, "ok\n".to_owned()));
    assert_eq!(scene.bot.look("/elsewhere").await.0, 404);
}

#[tokio::test]
async fn health_asks_a_running_bot() {
    let scene = Scene::new().await;
    let address = scene.bot.window().await;
    assert_eq!(health(&address.to_string()), (Some(0), String::new()));
    // An address that listens everywhere is asked on loopback.
    let everywhere = format!("0.0.0.0:{}", address.port());
    assert_eq!(health(&everywhere).0, Some(0));
}

#[tokio::test]
async fn health_says_in_one_line_that_nobody_answers() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = closed.local_addr().unwrap();
    drop(closed);
    let (code, words) = health(&address.to_string());
    assert_eq!(code, Some(1));
    let line = format!("finops-bot: nothing healthy answers on {address}\n");
    assert_eq!(words, line);
}

#[tokio::test]
async fn health_gives_up_on_whoever_listens_and_says_nothing() {
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = silent.local_addr().unwrap().to_string();
    let asked = tokio::task::spawn_blocking(move || health(&address).0);
    let code = tokio::time::timeout(crate::bot::PATIENCE, asked).await;
    assert_eq!(code.unwrap().unwrap(), Some(1));
}

#[tokio::test]
async fn an_address_that_is_none_is_refused() {
    assert_eq!(health("nowhere").0, Some(2));
}

#[tokio::test]
async fn a_bot_without_discord_is_alive() {
    let town = Town::from(LocalDiscord::builder().shut().start().await.unwrap());
    let bot = Plan::on(&town).start();
    let address = bot.window().await.to_string();
    assert_eq!(health(&address).0, Some(0));
}
