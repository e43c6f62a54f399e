//! The gateway, seen by a plain websocket client.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics has failed"
)]

mod support;

use std::time::{Duration, Instant};

use local_discord::{Door, Greeting, LocalDiscord, LoginKind, Verdict};
use serde_json::{Value, json};
use support::{Socket, register, text};

const SOON: Duration = Duration::from_secs(5);

fn resume(discord: &LocalDiscord, ready: &Value, sequence: u64) -> Value {
    let session = &ready["d"]["session_id"];
    json!({"op": 6, "d": {"token": discord.token(), "session_id": session, "seq": sequence}})
}

/// HELLO on a new connection to the address for resuming.
async fn redial(ready: &Value) -> Socket {
    let mut socket = Socket::dial(&text(&ready["d"]["resume_gateway_url"])).await;
    assert_eq!(socket.next().await.unwrap()["op"], 10);
    socket
}

#[tokio::test]
async fn ready_says_who_and_where() {
    let discord = LocalDiscord::start().await;
    let (mut socket, ready) = Socket::log_in(&discord, 1).await;
    assert_eq!(ready["s"], 1);
    assert_eq!(
        ready["d"]["application"]["id"],
        json!(discord.application_id())
    );
    assert_eq!(ready["d"]["guilds"][0]["unavailable"], true);
    let guild = socket.next().await.unwrap();
    assert_eq!(guild["t"], "GUILD_CREATE");
    // #moderators is hidden from the bot.
    assert_eq!(guild["d"]["channels"].as_array().unwrap().len(), 3);
    socket.send(&json!({"op": 1, "d": 2})).await;
    assert_eq!(socket.next().await.unwrap()["op"], 11);
    assert_eq!(discord.gateway().heartbeats(), 1);
    assert_eq!(discord.gateway().identifies(), 1);
}

#[tokio::test]
async fn bad_logins_earn_their_close_codes() {
    let discord = LocalDiscord::start().await;
    let token = discord.token();
    let properties = json!({"os": "o", "browser": "b", "device": "d"});
    let identify = |field: &str, value: Value| {
        let mut data = json!({"token": token, "intents": 0, "properties": properties});
        data[field] = value;
        json!({"op": 2, "d": data})
    };
    for (payload, code) in [
        (identify("token", json!("wrong")), 4004),
        (identify("properties", Value::Null), 4002),
        (identify("shard", json!([1, 1])), 4010),
        (identify("intents", json!(1_u64 << 40)), 4013),
        (identify("intents", json!(1 << 15)), 4014),
        (json!({"op": 99, "d": null}), 4001),
        (json!({"op": 3, "d": {}}), 4003),
        (json!("no payload"), 4001),
        (
            json!({"op": 6, "d": {"token": "wrong", "session_id": "x", "seq": 1}}),
            4004,
        ),
    ] {
        let mut socket = Socket::dial(discord.gateway_url()).await;
        socket.next().await.unwrap();
        socket.send(&payload).await;
        assert_eq!(socket.next().await, Err(Some(code)), "{payload}");
    }
    let (mut socket, _) = Socket::log_in(&discord, 0).await;
    socket.identify(token, 0).await;
    assert_eq!(socket.next().await, Err(Some(4005)));
}

#[tokio::test]
async fn a_resumed_session_misses_nothing() {
    let discord = LocalDiscord::start().await;
    let (socket, ready) = Socket::log_in(&discord, 1 << 9).await;
    discord.gateway().drop_connections();
    assert!(
        discord
            .gateway()
            .wait(SOON, |gateway| gateway.live_sessions() == 0)
            .await
    );
    drop(socket);
    let _said = discord.member("mia").say("missed");

    let mut socket = redial(&ready).await;
    socket.send(&resume(&discord, &ready, 1)).await;
    let missed = socket.next().await.unwrap();
    assert_eq!(
        (&missed["t"], &missed["s"]),
        (&json!("MESSAGE_CREATE"), &json!(2))
    );
    assert_eq!(socket.next().await.unwrap()["t"], "RESUMED");
    assert_eq!(discord.gateway().resumes(), 1);
    let last = discord.gateway().logins().pop().unwrap();
    assert_eq!((last.kind, last.granted), (LoginKind::Resume, true));
    assert!(last.path.starts_with("/resume/"));
}

#[tokio::test]
async fn sessions_that_cannot_be_resumed_are_invalid() {
    let discord = LocalDiscord::start().await;
    let (socket, ready) = Socket::log_in(&discord, 0).await;
    drop(socket);
    let mut socket = redial(&ready).await;
    socket.send(&resume(&discord, &ready, 50)).await;
    assert_eq!(socket.next().await, Err(Some(4007)));

    discord.gateway().forget_sessions();
    let mut socket = redial(&ready).await;
    socket.send(&resume(&discord, &ready, 1)).await;
    assert_eq!(
        socket.next().await.unwrap(),
        json!({"t": null, "s": null, "op": 9, "d": false})
    );
}

#[tokio::test]
async fn a_goodbye_ends_the_session_and_a_crash_does_not() {
    let discord = LocalDiscord::start().await;
    for (code, resumable) in [(1000, false), (4000, true)] {
        let (mut socket, ready) = Socket::log_in(&discord, 0).await;
        let frame = tokio_tungstenite::tungstenite::protocol::CloseFrame {
            code: code.into(),
            reason: "".into(),
        };
        socket.0.close(Some(frame)).await.unwrap();
        assert!(
            discord
                .gateway()
                .wait(SOON, |gateway| gateway.live_sessions() == 0)
                .await
        );
        assert_eq!(discord.gateway().closes().pop(), Some(Some(code)));
        let mut socket = redial(&ready).await;
        socket.send(&resume(&discord, &ready, 1)).await;
        let answer = socket.next().await.unwrap();
        assert_eq!(answer["t"] == "RESUMED", resumable, "{code}: {answer}");
    }
}

#[tokio::test]
async fn trouble_comes_on_demand() {
    let discord = LocalDiscord::start().await;
    let gateway = discord.gateway();
    let (mut socket, _) = Socket::log_in(&discord, 0).await;
    gateway.ask_to_reconnect();
    assert_eq!(socket.next().await.unwrap()["op"], 7);
    gateway.invalidate_sessions(true);
    assert_eq!(socket.next().await.unwrap()["d"], true);
    gateway.ask_for_heartbeat();
    assert_eq!(socket.next().await.unwrap()["op"], 1);
    gateway.close_connections(4000);
    assert_eq!(socket.next().await, Err(Some(4000)));

    let (mut socket, _) = Socket::log_in(&discord, 0).await;
    gateway.close_connections_bare();
    assert_eq!(socket.next().await, Err(None));

    for (greeting, end) in [
        (Greeting::Close(4011), Err(Some(4011))),
        (Greeting::BareClose, Err(None)),
        (Greeting::Hangup, Err(None)),
        (Greeting::Reset, Err(None)),
    ] {
        gateway.greet_next(1, greeting);
        let mut socket = Socket::dial(discord.gateway_url()).await;
        assert_eq!(socket.next().await, end, "{greeting:?}");
    }
    for (verdict, answer) in [
        (
            Verdict::InvalidSession(false),
            Ok(json!({"t": null, "s": null, "op": 9, "d": false})),
        ),
        (Verdict::Close(4012), Err(Some(4012))),
    ] {
        gateway.judge_next(1, verdict);
        let mut socket = Socket::dial(discord.gateway_url()).await;
        socket.next().await.unwrap();
        socket.identify(discord.token(), 0).await;
        assert_eq!(socket.next().await, answer, "{verdict:?}");
    }
}

#[tokio::test]
async fn a_frozen_connection_is_a_zombie() {
    let discord = LocalDiscord::start().await;
    let (mut socket, _) = Socket::log_in(&discord, 0).await;
    discord.gateway().set_acknowledging(false);
    socket.send(&json!({"op": 1, "d": 1})).await;
    assert!(
        discord
            .gateway()
            .wait(SOON, |gateway| gateway.heartbeats() == 1)
            .await
    );
    discord.gateway().dispatch("TYPING_START", &json!({}));
    assert_eq!(socket.next().await.unwrap()["t"], "TYPING_START");
    discord.gateway().freeze_connections();
    discord.gateway().dispatch("TYPING_START", &json!({}));
    let quiet = tokio::time::timeout(Duration::from_millis(50), socket.next()).await;
    assert!(quiet.is_err());
}

#[tokio::test]
async fn silence_from_the_bot_ends_the_connection() {
    let builder = LocalDiscord::builder().heartbeat_interval(Duration::from_millis(10));
    let discord = builder.start().await.unwrap();
    let (mut socket, _) = Socket::log_in(&discord, 0).await;
    assert_eq!(socket.next().await, Err(Some(4009)));
}

#[tokio::test]
async fn too_many_sends_are_refused() {
    let discord = LocalDiscord::start().await;
    let (mut socket, _) = Socket::log_in(&discord, 0).await;
    for _ in 0..120 {
        socket.send(&json!({"op": 1, "d": 1})).await;
    }
    let end = loop {
        if let Err(end) = socket.next().await {
            break end;
        }
    };
    assert_eq!(end, Some(4008));
}

#[tokio::test]
async fn hasty_identifies_are_invalid_when_paced() {
    let discord = LocalDiscord::start().await;
    discord.gateway().set_paced(true);
    let _first = Socket::log_in(&discord, 0).await;
    let mut socket = Socket::dial(discord.gateway_url()).await;
    socket.next().await.unwrap();
    socket.identify(discord.token(), 0).await;
    assert_eq!(socket.next().await.unwrap()["op"], 9);
}

#[tokio::test]
async fn intents_choose_events_but_interactions_always_come() {
    let discord = LocalDiscord::start().await;
    register(&discord, json!([{"name": "ping", "description": "d"}])).await;
    let (mut socket, _) = Socket::log_in(&discord, 0).await;
    let _said = discord.member("mia").say("hello");
    discord.set_answer_deadline(Duration::from_millis(10));
    let _unanswered = discord.member("mia").slash("/ping", []).await;
    let event = socket.next().await.unwrap();
    assert_eq!(
        (&event["t"], &event["s"]),
        (&json!("INTERACTION_CREATE"), &json!(2))
    );
}

#[tokio::test]
async fn doors_can_be_shut_and_opened() {
    let discord = LocalDiscord::builder().shut().start().await.unwrap();
    let dial = || tokio_tungstenite::connect_async(format!("{}/?v=10", discord.gateway_url()));
    let refused = dial().await.unwrap_err();
    assert!(refused.to_string().contains("refused"), "{refused}");
    discord.open().await;
    let (_socket, _) = Socket::log_in(&discord, 0).await;
    for door in [Door::Shut, Door::Closing, Door::Resetting] {
        discord.gateway().set_door(door).await;
        assert!(dial().await.is_err(), "{door:?}");
    }
    discord.gateway().set_door(Door::Silent).await;
    let start = Instant::now();
    let silent = tokio::time::timeout(Duration::from_millis(50), dial()).await;
    assert!(silent.is_err() && start.elapsed() >= Duration::from_millis(50));
    discord.gateway().set_door(Door::Open).await;
    let (_socket, _) = Socket::log_in(&discord, 0).await;
}
