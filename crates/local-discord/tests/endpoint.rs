//! Interactions by signed HTTP posts, to a small endpoint that checks signatures.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics has failed"
)]

mod support;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use local_discord::{DriverError, LocalDiscord, Signature};
use serde_json::{Value, json};
use serenity::interactions_endpoint::Verifier;
use support::{message, register};

/// Answers pings with pings and commands with their name, if the signature holds.
async fn answer(
    State(key): State<String>,
    headers: HeaderMap,
    body: String,
) -> (StatusCode, String) {
    let header = |name: &str| {
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or("")
    };
    let (proof, time) = (
        header("x-signature-ed25519"),
        header("x-signature-timestamp"),
    );
    if proof.is_empty()
        || Verifier::new(&key)
            .verify(proof, time, body.as_bytes())
            .is_err()
    {
        return (StatusCode::UNAUTHORIZED, String::new());
    }
    let payload: Value = serde_json::from_str(&body).unwrap();
    let answer = match payload["type"].as_u64() {
        Some(1) => json!({"type": 1}),
        _ if payload["data"]["name"] == "bad" => json!({"type": 4, "data": {}}),
        _ => json!({"type": 4, "data": message("by post")}),
    };
    (StatusCode::OK, answer.to_string())
}

#[tokio::test]
async fn posts_are_signed_and_their_answers_taken() {
    let discord = LocalDiscord::start().await;
    let commands =
        json!([{"name": "ping", "description": "d"}, {"name": "bad", "description": "d"}]);
    register(&discord, commands).await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/interactions", listener.local_addr().unwrap());
    let router = Router::new()
        .fallback(answer)
        .with_state(discord.public_key());
    tokio::spawn(async move { axum::serve(listener, router).await });

    let ping = json!({"type": 1});
    let good = discord.post(&url, &ping, Signature::Good).await.unwrap();
    assert_eq!(good, (200, json!({"type": 1})));
    for (signature, status) in [
        (Signature::Bad, 401),
        (Signature::Missing, 401),
        (Signature::Stale, 200),
    ] {
        assert_eq!(
            discord.post(&url, &ping, signature).await.unwrap().0,
            status
        );
    }
    discord.deliver_to(Some(&url));
    let mia = discord.member("mia");
    assert_eq!(mia.slash("/ping", []).await.unwrap().content(), "by post");
    discord.set_answer_deadline(std::time::Duration::from_millis(100));
    let refused = mia.slash("/bad", []).await.unwrap_err();
    assert!(matches!(refused, DriverError::Refused(_)), "{refused}");
    discord.deliver_to(None);
    assert_eq!(
        mia.slash("/ping", []).await.unwrap_err(),
        DriverError::Offline
    );
}
