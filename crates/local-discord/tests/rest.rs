//! REST: tokens, permissions, pins, deadlines, faults.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics has failed"
)]

mod support;

use std::time::Duration;

use local_discord::{DriverError, Fault, Id, LocalDiscord, permission};
use serde_json::{Value, json};
use support::{Rest, Socket, bot, message, register, text};

/// Status and code of a refusal, status and 0 of anything else.
async fn outcome(rest: &Rest, method: &str, path: &str, body: &Value) -> (u16, u64) {
    let (status, answer) = rest.send(method, path, body).await;
    (status, answer["code"].as_u64().unwrap_or(0))
}

#[tokio::test]
async fn tokens_and_routes_are_checked() {
    let discord = LocalDiscord::start().await;
    let rest = Rest::new(&discord);
    let stranger = rest.clone().with_token("Bot wrong");
    let (status, answer) = stranger.get("/users/@me").await;
    assert_eq!(
        (status, answer),
        (401, json!({"message": "401: Unauthorized", "code": 0}))
    );
    assert_eq!(
        rest.clone()
            .with_token(discord.token())
            .get("/users/@me")
            .await
            .0,
        401
    );
    assert_eq!(stranger.get("/gateway").await.0, 200);
    assert_eq!(rest.get("/nowhere").await.0, 404);
    assert_eq!(rest.send("PUT", "/gateway", &Value::Null).await.0, 405);
    let (_, me) = rest.get("/users/@me").await;
    assert_eq!(
        (&me["id"], &me["bot"]),
        (&json!(discord.application_id()), &json!(true))
    );
    let (_, gateway) = rest.get("/gateway/bot").await;
    assert_eq!(gateway["url"], discord.gateway_url());
    assert_eq!(gateway["session_start_limit"]["remaining"], 1000);
    for path in ["/applications/@me", "/oauth2/applications/@me"] {
        assert_eq!(
            rest.get(path).await.1["id"],
            json!(discord.application_id())
        );
    }
    let guild = format!("/guilds/{}", discord.guild_id());
    for path in [
        "",
        "/roles",
        "/channels",
        &format!("/members/{}", discord.application_id()),
    ] {
        assert_eq!(rest.get(&format!("{guild}{path}")).await.0, 200, "{path}");
    }
    assert_eq!(
        outcome(&rest, "GET", "/channels/1", &Value::Null).await,
        (404, 10003)
    );
    assert_eq!(
        outcome(&rest, "GET", "/channels/x", &Value::Null).await,
        (400, 50035)
    );
    assert_eq!(
        outcome(&rest, "GET", "/guilds/1", &Value::Null).await,
        (404, 10004)
    );
}

#[tokio::test]
async fn permissions_decide() {
    let discord = LocalDiscord::start().await;
    let rest = Rest::new(&discord);
    let path = |channel: &str| format!("/channels/{}/messages", discord.channel_id(channel));
    let hello = message("hello");
    assert_eq!(
        outcome(&rest, "POST", &path("announcements"), &hello).await,
        (200, 0)
    );
    assert_eq!(
        outcome(&rest, "POST", &path("moderators"), &hello).await,
        (403, 50001)
    );
    discord.set_overwrite("general", "bot", 0, permission::SEND_MESSAGES);
    assert_eq!(
        outcome(&rest, "POST", &path("general"), &hello).await,
        (403, 50013)
    );
    discord.set_overwrite("general", "bot", permission::SEND_MESSAGES, 0);
    discord.set_overwrite("general", "@everyone", 0, permission::SEND_MESSAGES);
    assert_eq!(
        outcome(&rest, "POST", &path("general"), &hello).await,
        (200, 0)
    );
    discord.set_bot_permissions(permission::ADMINISTRATOR);
    assert_eq!(
        outcome(&rest, "POST", &path("moderators"), &hello).await,
        (200, 0)
    );

    let said = discord.member("mia").say("mine").id();
    let at = format!("{}/{said}", path("general"));
    assert_eq!(outcome(&rest, "PATCH", &at, &hello).await, (403, 50005));
    assert_eq!(rest.get(&at).await.1["content"], "");
    assert_eq!(outcome(&rest, "DELETE", &at, &Value::Null).await, (204, 0));
    assert_eq!(
        outcome(&rest, "DELETE", &at, &Value::Null).await,
        (404, 10008)
    );
}

#[tokio::test]
async fn nonces_and_references_are_honoured() {
    let discord = LocalDiscord::start().await;
    let rest = Rest::new(&discord);
    let path = format!("/channels/{}/messages", discord.channel_id("general"));
    let mut body = message("once");
    body["nonce"] = json!("n1");
    body["enforce_nonce"] = json!(true);
    let (_, first) = rest.send("POST", &path, &body).await;
    let (_, second) = rest.send("POST", &path, &body).await;
    assert_eq!(first["id"], second["id"]);
    let mut answer = message("answer");
    answer["message_reference"] = json!({"message_id": first["id"]});
    let (_, answered) = rest.send("POST", &path, &answer).await;
    assert_eq!(answered["referenced_message"]["content"], "once");
    answer["message_reference"] = json!({"message_id": "1"});
    assert_eq!(outcome(&rest, "POST", &path, &answer).await, (400, 50035));
    let (_, listed) = rest.get(&format!("{path}?limit=1")).await;
    assert_eq!(listed[0]["content"], "answer");
}

#[tokio::test]
async fn pins_follow_the_new_rules() {
    let discord = LocalDiscord::start().await;
    let rest = Rest::new(&discord);
    let channel = discord.channel_id("course-info");
    let pins = format!("/channels/{channel}/messages/pins");
    let post = || async {
        let path = format!("/channels/{channel}/messages");
        text(&rest.send("POST", &path, &message("card")).await.1["id"])
    };
    let card = post().await;
    let pin = format!("{pins}/{card}");
    let reason = rest
        .request("PUT", &pin)
        .header("x-audit-log-reason", "F%C3%BCr%20alle");
    assert_eq!(reason.send().await.unwrap().status(), 204);
    let log = discord.audit_log();
    assert_eq!(log[0].reason.as_deref(), Some("Für alle"));
    assert_eq!(discord.member("mia").sees_pins("course-info").len(), 1);
    let seen = discord.member("mia").sees("course-info");
    assert!(seen.last().unwrap().is_pin_notice());
    let notice = format!("{pins}/{}", seen.last().unwrap().id());
    assert_eq!(
        outcome(&rest, "PUT", &notice, &Value::Null).await,
        (403, 50021)
    );
    let elsewhere = format!(
        "/channels/{}/messages/pins/{card}",
        discord.channel_id("general")
    );
    assert_eq!(
        outcome(&rest, "PUT", &elsewhere, &Value::Null).await,
        (400, 50019)
    );
    assert_eq!(
        outcome(&rest, "PUT", &format!("{pins}/1"), &Value::Null).await,
        (404, 10008)
    );

    for _ in 1..250 {
        let card = post().await;
        assert_eq!(
            outcome(&rest, "PUT", &format!("{pins}/{card}"), &Value::Null).await,
            (204, 0)
        );
    }
    let full = format!("{pins}/{}", post().await);
    assert_eq!(
        outcome(&rest, "PUT", &full, &Value::Null).await,
        (400, 30003)
    );
    assert_eq!(outcome(&rest, "PUT", &pin, &Value::Null).await, (204, 0));
    let (mut count, mut before) = (0, String::new());
    loop {
        let (_, page) = rest.get(&format!("{pins}?limit=50{before}")).await;
        let items = page["items"].as_array().unwrap();
        count += items.len();
        before = format!(
            "&before={}",
            text(&items.last().unwrap()["pinned_at"]).replace('+', "%2B")
        );
        if page["has_more"] == false {
            break;
        }
    }
    assert_eq!(count, 250);
    let rough = format!("{pins}?before=2026-11-23T00:00:00.5Z");
    assert_eq!(rest.get(&rough).await.0, 200);
    assert_eq!(rest.get(&format!("{pins}?before=yesterday")).await.0, 400);
    assert_eq!(outcome(&rest, "DELETE", &pin, &Value::Null).await, (204, 0));
    assert_eq!(outcome(&rest, "PUT", &full, &Value::Null).await, (204, 0));

    // The right to manage messages no longer pins.
    discord.set_bot_permissions(permission::ORDINARY | permission::MANAGE_MESSAGES);
    assert_eq!(
        outcome(&rest, "PUT", &full, &Value::Null).await,
        (403, 50013)
    );
    let old = format!("/channels/{channel}/pins/{card}");
    assert_eq!(rest.send("PUT", &old, &Value::Null).await.0, 410);
    assert_eq!(discord.violations()[0].rule, "deprecated-pin-route");
}

#[tokio::test]
async fn answers_are_in_time_once_and_of_a_fitting_kind() {
    let discord = LocalDiscord::start().await;
    register(&discord, json!([{"name": "ping", "description": "d"}])).await;
    let (mut socket, _) = Socket::log_in(&discord, 0).await;
    let rest = Rest::new(&discord);
    let mia = discord.member("mia");
    discord.set_answer_deadline(Duration::from_millis(30));
    assert_eq!(
        mia.slash("/ping", []).await.unwrap_err(),
        DriverError::NoAnswer
    );
    let late = socket.next().await.unwrap()["d"].clone();
    let good = json!({"type": 4, "data": message("hi")});
    let (status, answer) = rest.answer(&late, &good).await;
    assert_eq!((status, answer["code"].as_u64()), (404, Some(10062)));
    discord.set_answer_deadline(Duration::from_secs(3));

    let asked = tokio::spawn(async move { mia.slash("/ping", []).await });
    let interaction = socket.next().await.unwrap()["d"].clone();
    let path = format!("/interactions/{}/wrong/callback", text(&interaction["id"]));
    assert_eq!(outcome(&rest, "POST", &path, &good).await, (404, 10062));
    let (status, _) = rest
        .webhook("POST", &interaction, "", &message("early"))
        .await;
    assert_eq!(status, 404);
    for bad in [
        json!({"type": 6}),
        json!({"type": 7, "data": message("x")}),
        json!({"type": 8, "data": {"choices": []}}),
        json!({"type": 5, "data": {"flags": 4}}),
        json!({"type": 99}),
        json!({}),
    ] {
        let (status, answer) = rest.answer(&interaction, &bad).await;
        assert_eq!(
            (status, answer["code"].as_u64()),
            (400, Some(50035)),
            "{bad}"
        );
    }
    let empty = json!({"type": 4, "data": {}});
    assert_eq!(rest.answer(&interaction, &empty).await.1["code"], 50006);
    assert_eq!(rest.answer(&interaction, &good).await.0, 204);
    let (status, answer) = rest.answer(&interaction, &good).await;
    assert_eq!((status, answer["code"].as_u64()), (400, Some(40060)));
    assert_eq!(asked.await.unwrap().unwrap().text(), "hi");
    discord.set_token_life(Duration::ZERO);
}

#[tokio::test]
async fn completions_are_limited() {
    let discord = LocalDiscord::start().await;
    let name = json!({"type": 3, "name": "name", "description": "d", "autocomplete": true});
    register(
        &discord,
        json!([{"name": "course", "description": "d", "options": [name]}]),
    )
    .await;
    discord.set_answer_deadline(Duration::from_millis(200));
    let long = "x".repeat(101);
    let choice = |name: &str, value: &str| json!({"name": name, "value": value});
    let many: Vec<Value> = (0..26).map(|at| choice("n", &at.to_string())).collect();
    let lists = [
        json!(many),
        json!([choice(&long, "v")]),
        json!([choice("n", &long)]),
        json!([choice("", "v")]),
    ];
    bot(&discord, move |interaction, rest| {
        let at: usize = text(&interaction["data"]["options"][0]["value"])
            .parse()
            .unwrap();
        let data = json!({"choices": lists[at]});
        async move {
            rest.answer(&interaction, &json!({"type": 8, "data": data}))
                .await;
        }
    })
    .await;
    for at in ["0", "1", "2", "3"] {
        let refused = discord
            .member("mia")
            .autocomplete("/course", "name", at)
            .await;
        assert!(
            matches!(refused, Err(DriverError::Refused(_))),
            "{refused:?}"
        );
    }
}

#[tokio::test]
async fn with_response_tells_of_the_message() {
    let discord = LocalDiscord::start().await;
    register(&discord, json!([{"name": "ping", "description": "d"}])).await;
    let (mut socket, _) = Socket::log_in(&discord, 0).await;
    let rest = Rest::new(&discord);
    let mia = discord.member("mia");
    let asked = tokio::spawn(async move { mia.slash("/ping", []).await });
    let interaction = socket.next().await.unwrap()["d"].clone();
    let path = format!(
        "/interactions/{}/{}/callback?with_response=true",
        text(&interaction["id"]),
        text(&interaction["token"]),
    );
    let (status, answer) = rest
        .send("POST", &path, &json!({"type": 4, "data": message("hi")}))
        .await;
    assert_eq!(status, 200);
    assert_eq!(answer["resource"]["message"]["content"], "hi");
    let reply = asked.await.unwrap().unwrap();
    let id: Id = text(&answer["interaction"]["response_message_id"])
        .parse()
        .unwrap();
    assert_eq!(id, reply.id());
    let (_, original) = rest
        .webhook("GET", &interaction, "/messages/@original", &Value::Null)
        .await;
    assert_eq!(original["id"], json!(id));
    let gone = rest
        .webhook("DELETE", &interaction, "/messages/@original", &Value::Null)
        .await;
    assert_eq!(gone.0, 204);
    assert!(reply.again().is_none());
}

#[tokio::test]
async fn commands_are_echoed_in_full_and_replaced_whole() {
    let discord = LocalDiscord::start().await;
    let rest = Rest::new(&discord);
    let path = format!("/applications/{}/commands", discord.application_id());
    let ping = json!({"name": "ping", "description": "d", "name_localizations": {"de": "pong"}, "options": [
        {"type": 3, "name": "a", "description": "d", "required": false, "name_localizations": {}},
    ]});
    let (status, first) = rest.send("POST", &path, &ping).await;
    assert_eq!(status, 201);
    assert_eq!(first["type"], 1);
    assert_eq!(first["options"][0]["name_localizations"], Value::Null);
    assert_eq!(first["options"][0].get("required"), None);
    assert_eq!(first["contexts"], Value::Null);
    let (status, again) = rest.send("POST", &path, &ping).await;
    assert_eq!((status, &again), (200, &first));
    let (_, plain) = rest.get(&path).await;
    assert_eq!(plain[0].get("name_localizations"), None);
    let (_, full) = rest.get(&format!("{path}?with_localizations=true")).await;
    assert_eq!(full[0]["name_localizations"]["de"], "pong");
    let (_, list) = rest
        .send("PUT", &path, &json!([{"type": 3, "name": "Pin"}]))
        .await;
    assert_eq!(list.as_array().unwrap().len(), 1);
    let guild = format!(
        "/applications/{}/guilds/{}/commands",
        discord.application_id(),
        discord.guild_id()
    );
    let (status, own) = rest
        .send("POST", &guild, &json!({"name": "ping", "description": "d"}))
        .await;
    assert_eq!(
        (status, &own["guild_id"]),
        (201, &json!(discord.guild_id()))
    );
    let one = format!("{guild}/{}", text(&own["id"]));
    let (_, edited) = rest
        .send("PATCH", &one, &json!({"description": "new"}))
        .await;
    assert_eq!(edited["description"], "new");
    assert_eq!(rest.send("DELETE", &one, &Value::Null).await.0, 204);
    assert_eq!(
        outcome(&rest, "GET", &one, &Value::Null).await,
        (404, 10063)
    );
    assert_eq!(
        outcome(&rest, "GET", "/applications/1/commands", &Value::Null).await,
        (404, 10002)
    );
}

#[tokio::test]
async fn faults_happen_as_ordered() {
    let discord = LocalDiscord::start().await;
    let rest = Rest::new(&discord);
    let path = format!("/channels/{}/messages", discord.channel_id("general"));
    let send = || rest.request("POST", &path).json(&message("x")).send();
    for status in [500, 502] {
        discord.fault("/channels/*/messages", 1, Fault::Status(status));
        assert_eq!(send().await.unwrap().status().as_u16(), status);
    }
    let limited = Fault::RateLimited {
        retry_after: 0.5,
        global: false,
    };
    discord.fault_on("POST", "/channels/**", 1, limited);
    let answer = send().await.unwrap();
    assert_eq!(answer.status(), 429);
    assert_eq!(answer.headers()["retry-after"], "1");
    assert_eq!(answer.headers()["x-ratelimit-reset-after"], "0.5");
    assert_eq!(answer.json::<Value>().await.unwrap()["retry_after"], 0.5);
    discord.fault("**", 1, Fault::BareRateLimit);
    assert!(send().await.unwrap().headers().get("retry-after").is_none());
    discord.fault("**", 1, Fault::ResetBefore);
    assert!(send().await.is_err());
    assert!(discord.member("mia").sees("general").is_empty());
    discord.fault("**", 1, Fault::ResetAfter);
    assert!(send().await.is_err());
    assert_eq!(discord.member("mia").sees("general").len(), 1);
    discord.fault("**", 1, Fault::Hang);
    assert!(
        tokio::time::timeout(Duration::from_millis(50), send())
            .await
            .is_err()
    );
    discord.fault("**", 1, Fault::Delay(Duration::from_millis(20)));
    assert_eq!(send().await.unwrap().status(), 200);
    let statuses: Vec<u16> = discord
        .requests_to("POST", "**")
        .iter()
        .map(|one| one.status)
        .collect();
    assert_eq!(statuses, [500, 502, 429, 429, 0, 0, 0, 200]);
}

#[tokio::test]
async fn requests_can_be_waited_for_while_they_are_held_up() {
    let discord = LocalDiscord::start().await;
    let rest = Rest::new(&discord);
    discord.fault("/gateway", 1, Fault::Hang);
    let held = tokio::spawn(async move { rest.get("/gateway").await });
    assert!(discord.wait_requests("GET", "/gateway", 1).await);
    assert_eq!(discord.requests_to("GET", "/gateway")[0].status, 0);
    held.abort();
}

#[tokio::test]
async fn an_outage_ends_connections_and_refuses_dials() {
    let discord = LocalDiscord::start().await;
    let rest = Rest::new(&discord);
    assert_eq!(rest.get("/gateway").await.0, 200);
    discord.shut().await;
    for _ in 0..2 {
        assert!(rest.request("GET", "/gateway").send().await.is_err());
    }
    discord.open().await;
    assert_eq!(rest.get("/gateway").await.0, 200);
    let before = discord.revision();
    let _said = discord.member("mia").say("news");
    assert!(discord.changed_since(before, Duration::ZERO).await > before);
}

#[tokio::test]
async fn careless_messages_are_noted() {
    let discord = LocalDiscord::start().await;
    let rest = Rest::new(&discord);
    let path = format!("/channels/{}/messages", discord.channel_id("general"));
    let card = json!({"title": "t", "url": "https://learn.finops.org"});
    rest.send("POST", &path, &json!({"embeds": [card, card]}))
        .await;
    let rules: Vec<&str> = discord
        .violations()
        .iter()
        .map(|found| found.rule)
        .collect();
    assert_eq!(rules, ["no-allowed-mentions", "embeds-share-url"]);
}

#[tokio::test]
async fn tls_is_served_on_both_ports() {
    let names = vec!["localhost".to_owned()];
    let own = rcgen::generate_simple_self_signed(names).unwrap();
    let (certificate, key) = (own.cert.pem(), own.signing_key.serialize_pem());
    let discord = LocalDiscord::builder()
        .tls(&certificate, &key)
        .start()
        .await
        .unwrap();
    assert!(discord.url().starts_with("https://localhost:"));
    assert!(discord.gateway_url().starts_with("wss://localhost:"));
    let authority = reqwest::Certificate::from_pem(certificate.as_bytes()).unwrap();
    let client = reqwest::Client::builder()
        .add_root_certificate(authority)
        .build()
        .unwrap();
    let answer = client
        .get(format!("{}/api/v10/gateway", discord.url()))
        .send()
        .await
        .unwrap();
    assert_eq!(
        answer.json::<Value>().await.unwrap()["url"],
        discord.gateway_url()
    );
    let gateway = discord.gateway_url().replace("wss", "https");
    // No websocket handshake, but an answer through TLS.
    assert_eq!(client.get(gateway).send().await.unwrap().status(), 400);
}

#[tokio::test]
async fn an_app_of_ones_own_is_kept_short() {
    let discord = LocalDiscord::start().await;
    let command = json!({"name": "ping", "description": "d", "integration_types": [1]});
    register(&discord, json!([command])).await;
    bot(&discord, |interaction, rest| async move {
        let first = json!({"type": 4, "data": message("first")});
        rest.answer(&interaction, &first).await;
        for _ in 0..6 {
            rest.webhook("POST", &interaction, "", &message("more"))
                .await;
        }
    })
    .await;
    let mia = discord.member("mia").user_install();
    let open = mia.slash("/ping", []).await.unwrap();
    assert!(!open.is_private());
    assert_eq!(open.wait_follow_ups(5).await.unwrap().len(), 5);
    discord.set_overwrite("general", "@everyone", 0, permission::USE_EXTERNAL_APPS);
    assert!(mia.slash("/ping", []).await.unwrap().is_private());
    let follow_ups = discord.requests_to("POST", "/webhooks/**");
    let statuses: Vec<u16> = follow_ups.iter().take(6).map(|one| one.status).collect();
    assert_eq!(statuses, [200, 200, 200, 200, 200, 400]);
}
