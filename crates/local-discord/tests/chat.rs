//! A person and a small bot talk: type, read, press, choose.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics has failed"
)]

mod support;

use std::time::Duration;

use local_discord::{DriverError, Happened, LocalDiscord};
use serde_json::{Value, json};
use support::{Rest, bot, message, register, text};

fn commands() -> Value {
    let role = json!({
        "type": 3, "name": "role", "description": "Your role", "required": true, "max_length": 20,
    });
    let cloud = json!({
        "type": 3, "name": "cloud", "description": "Your cloud",
        "choices": [
            {"name": "Amazon", "value": "aws", "name_localizations": {"de": "Amazonien"}},
            {"name": "Microsoft", "value": "azure"},
        ],
    });
    let course = json!({
        "type": 3, "name": "name", "description": "Course", "required": true, "autocomplete": true,
    });
    json!([
        {"name": "finops", "description": "Training", "options": [
            {"type": 1, "name": "recommend", "description": "A course", "options": [role, cloud]},
            {"type": 1, "name": "course", "description": "One course", "options": [course]},
        ]},
        {"name": "pins", "description": "Pins", "default_member_permissions": (1_u64 << 51).to_string()},
        {"type": 3, "name": "Recommend a course"},
        {"name": "anywhere", "description": "Anywhere", "contexts": [0, 1, 2], "integration_types": [0, 1]},
    ])
}

async fn act(interaction: Value, rest: Rest) {
    let callback = match interaction["type"].as_u64() {
        Some(2) if interaction["data"]["target_id"].is_string() => {
            let target = text(&interaction["data"]["target_id"]);
            let content = &interaction["data"]["resolved"]["messages"][&target]["content"];
            json!({"type": 4, "data": {"content": format!("about: {}", text(content)), "flags": 64}})
        }
        Some(2) if interaction["data"]["name"] == "pins" => {
            rest.answer(&interaction, &json!({"type": 5, "data": {"flags": 64}}))
                .await;
            let edit = message("pinned");
            rest.webhook("PATCH", &interaction, "/messages/@original", &edit)
                .await;
            rest.webhook("POST", &interaction, "", &message("for everybody"))
                .await;
            return;
        }
        Some(2) if interaction["data"]["name"] == "anywhere" => {
            json!({"type": 4, "data": {"content": format!("context {}", interaction["context"])}})
        }
        Some(2) => json!({"type": 4, "data": card(&interaction)}),
        Some(3) if interaction["data"]["custom_id"] == "share" => {
            json!({"type": 4, "data": message("shared")})
        }
        Some(3) if interaction["data"]["custom_id"] == "form" => json!({"type": 9, "data": {
            "title": "Tell me", "custom_id": "form", "components": [
                {"type": 1, "components": [{"type": 4, "custom_id": "why", "style": 1, "label": "Why"}]},
            ],
        }}),
        Some(3) => {
            let chosen = interaction["data"]["values"][0]
                .as_str()
                .unwrap_or("pressed");
            json!({"type": 7, "data": {"content": format!("now {chosen}"), "components": []}})
        }
        Some(4) => {
            let focused = &interaction["data"]["options"][0]["options"][0];
            let name = format!("{} …", text(&focused["value"]));
            json!({"type": 8, "data": {"choices": [{"name": name, "value": "id"}]}})
        }
        Some(5) => {
            let why = &interaction["data"]["components"][0]["components"][0]["value"];
            json!({"type": 4, "data": message(&format!("because {}", text(why)))})
        }
        other => panic!("unexpected {other:?}"),
    };
    rest.answer(&interaction, &callback).await;
}

fn card(interaction: &Value) -> Value {
    let options = &interaction["data"]["options"][0]["options"];
    let words: Vec<String> = options
        .as_array()
        .into_iter()
        .flatten()
        .map(|option| format!("{}={}", text(&option["name"]), text(&option["value"])))
        .collect();
    json!({
        "flags": 64,
        "allowed_mentions": {"parse": []},
        "embeds": [{"title": words.join(" "), "fields": [{"name": "Price", "value": "none"}]}],
        "components": [
            {"type": 1, "components": [
                {"type": 2, "style": 1, "label": "Compare", "custom_id": "compare"},
                {"type": 2, "style": 2, "label": "Share in channel", "custom_id": "share"},
                {"type": 2, "style": 2, "label": "Tell", "custom_id": "form"},
                {"type": 2, "style": 2, "label": "Off", "custom_id": "off", "disabled": true},
                {"type": 2, "style": 5, "label": "Open", "url": "https://learn.finops.org/"},
            ]},
            {"type": 1, "components": [{"type": 3, "custom_id": "menu", "placeholder": "Choose", "options": [
                {"label": "One", "value": "1"}, {"label": "Two", "value": "2"},
            ]}]},
        ],
    })
}

async fn world() -> LocalDiscord {
    let discord = LocalDiscord::start().await;
    bot(&discord, act).await;
    register(&discord, commands()).await;
    assert!(discord.wait_ready().await && discord.wait_commands().await);
    discord
}

#[tokio::test]
async fn a_private_card_is_typed_for_pressed_and_changed() {
    let discord = world().await;
    let mia = discord.member("mia");
    let reply = mia
        .slash(
            "/finops recommend",
            [("role", "platform engineer"), ("cloud", "Amazon")],
        )
        .await
        .unwrap();
    assert_eq!(
        reply.embeds()[0].title(),
        "role=platform engineer cloud=aws"
    );
    assert_eq!(reply.embeds()[0].field("Price").unwrap(), "none");
    assert!(reply.is_private());
    assert_eq!(discord.member("mia").sees("general").len(), 1);
    assert!(discord.member("sam").sees("general").is_empty());
    assert!(reply.as_seen_by(&discord.member("sam")).is_none());

    let next = reply.press("Compare").await.unwrap();
    assert!(next.is_update());
    assert_eq!(next.content(), "now pressed");
    assert_eq!(next.id(), reply.id());
    assert!(next.buttons().is_empty());
}

#[tokio::test]
async fn menus_forms_and_shares_work() {
    let discord = world().await;
    let mia = discord.member("mia");
    let reply = mia
        .slash("/finops recommend role:engineer", [])
        .await
        .unwrap();
    let shared = reply.press("Share in channel").await.unwrap();
    assert_eq!(shared.happened(), Happened::Appeared);
    assert!(!shared.is_private());
    let sam = discord.member("sam");
    let seen = sam
        .wait_for("general", Duration::from_secs(1), |seen| {
            seen.text() == "shared"
        })
        .await;
    assert_eq!(seen.unwrap().author(), "finops-bot");

    let form = reply.press("Tell").await.unwrap();
    assert_eq!(form.happened(), Happened::FormOpened);
    let told = form.submit([("why", "I like it")]).await.unwrap();
    assert_eq!(told.content(), "because I like it");

    let off = reply.press("Off").await.unwrap_err();
    assert_eq!(off, DriverError::Disabled("Off".to_owned()));
    assert!(matches!(
        reply.press("Open").await,
        Err(DriverError::Link { .. })
    ));
    assert!(matches!(
        reply.press("Nowhere").await,
        Err(DriverError::NoSuchComponent { .. })
    ));

    let chosen = reply.choose("Choose", &["Two"]).await.unwrap();
    assert_eq!(chosen.content(), "now 2");
}

#[tokio::test]
async fn the_client_checks_what_is_typed() {
    let discord = world().await;
    let mia = discord.member("mia");
    for (line, why) in [
        ("/finops recommend", "required"),
        ("/finops recommend role:x colour:red", "no option"),
        (
            "/finops recommend role:x cloud:alibaba",
            "not among the choices",
        ),
        (
            "/finops recommend role:a very long role indeed",
            "characters",
        ),
    ] {
        match mia.slash(line, []).await {
            Err(DriverError::NotSendable(words)) => assert!(words.contains(why), "{words}"),
            other => panic!("{line}: {other:?}"),
        }
    }
    for line in ["/finops", "/nothing", "/finops nothing", "/pins"] {
        assert!(
            matches!(
                mia.slash(line, []).await,
                Err(DriverError::NoSuchCommand(_))
            ),
            "{line}"
        );
    }
    let nina = discord.member("nina");
    let german = nina
        .slash("/finops recommend role:x cloud:Amazonien", [])
        .await
        .unwrap();
    assert_eq!(german.embeds()[0].title(), "role=x cloud=aws");
}

#[tokio::test]
async fn deferred_answers_are_waited_for() {
    let discord = world().await;
    let reply = discord.member("max").slash("/pins", []).await.unwrap();
    assert!(reply.was_deferred() && reply.is_private());
    assert_eq!(reply.content(), "pinned");
    let more = reply.wait_follow_ups(1).await.unwrap();
    assert_eq!(more[0].content(), "for everybody");
    assert!(!more[0].is_private());
}

#[tokio::test]
async fn completion_and_context_menus_work() {
    let discord = world().await;
    let mia = discord.member("mia");
    let choices = mia
        .autocomplete("/finops course", "name", "eng")
        .await
        .unwrap();
    assert_eq!(choices[0].name, "eng …");
    let said = discord.member("sam").say("I run Kubernetes");
    let reply = mia
        .message_command("Recommend a course", &said)
        .await
        .unwrap();
    assert_eq!(reply.content(), "about: I run Kubernetes");
}

#[tokio::test]
async fn direct_messages_and_own_apps_work() {
    let discord = world().await;
    let mia = discord.member("mia");
    let reply = mia.clone().in_dm().slash("/anywhere", []).await.unwrap();
    assert_eq!(reply.content(), "context 1");
    let reply = mia
        .clone()
        .in_dm_with("sam")
        .slash("/anywhere", [])
        .await
        .unwrap();
    assert_eq!(reply.content(), "context 2");
    let own = mia.user_install();
    assert!(own.slash("/anywhere", []).await.is_ok());
    assert!(matches!(
        own.slash("/finops course name:x", []).await,
        Err(DriverError::NoSuchCommand(_))
    ));
}

#[tokio::test]
async fn without_a_bot_nothing_answers() {
    let discord = LocalDiscord::start().await;
    register(&discord, commands()).await;
    let reply = discord.member("mia").slash("/anywhere", []).await;
    assert_eq!(reply.unwrap_err(), DriverError::Offline);
}

#[tokio::test]
async fn raw_payloads_are_answered_raw() {
    let discord = world().await;
    let mut payload = discord
        .member("mia")
        .slash_payload("/anywhere", [])
        .unwrap();
    payload["context"] = json!(7);
    let callback = discord.inject_raw(payload).await.unwrap();
    assert_eq!(
        callback,
        json!({"type": 4, "data": {"content": "context 7"}})
    );
}

#[tokio::test]
async fn load_is_measured_and_leaves_nothing_behind() {
    let discord = world().await;
    let mia = discord.member("mia");
    let mix = [
        mia.prepare("/anywhere", []).unwrap(),
        mia.prepare("/finops recommend role:engineer", []).unwrap(),
    ];
    let report = discord.load(&mix, 500.0, Duration::from_millis(200)).await;
    assert_eq!((report.sent, report.unanswered()), (100, 0));
    assert!(report.within(0.5) <= report.within(0.99));
    assert!(mia.sees("general").is_empty());
}
