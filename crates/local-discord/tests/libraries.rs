//! The libraries the bot is made of understand this Discord: serenity reads its interactions, messages
//! and commands, twilight its gateway with compression.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics has failed"
)]

mod support;

use std::time::Duration;

use local_discord::{LocalDiscord, permission};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use serenity::all::{
    BotGateway, Command, CreateInteractionResponse, CreateInteractionResponseMessage,
    CurrentApplicationInfo, CurrentUser, Guild, Interaction, Member, PartialGuild, Role,
};
use support::{Rest, Socket, message, register, text};
use twilight_gateway::{ConfigBuilder, Intents, Message, Shard, ShardId};

fn commands() -> Value {
    let option = |kind: u8, name: &str| json!({"type": kind, "name": name, "description": "d"});
    let typed = json!({"type": 3, "name": "text", "description": "d", "autocomplete": true});
    json!([
        {"name": "all", "description": "d", "options": [
            option(6, "user"), option(7, "channel"), option(8, "role"), option(4, "count"),
            option(5, "flag"), option(10, "part"), typed,
        ]},
        {"type": 2, "name": "About"},
        {"type": 3, "name": "Pin"},
    ])
}

/// The next interaction, read by serenity.
async fn read(socket: &mut Socket) -> (Value, Interaction) {
    loop {
        let event = socket.next().await.unwrap();
        if event["t"] == "INTERACTION_CREATE" {
            let raw = event["d"].clone();
            let read = serde_json::from_value(raw.clone());
            return (raw, read.unwrap());
        }
    }
}

#[tokio::test]
async fn serenity_reads_every_interaction() {
    let discord = LocalDiscord::start().await;
    register(&discord, commands()).await;
    let (mut socket, _) = Socket::log_in(&discord, 0).await;
    let rest = Rest::new(&discord);
    let mia = discord.member("mia");

    let asked = tokio::spawn({
        let mia = mia.clone();
        async move {
            let line = "/all user:@sam channel:#course-info role:Moderator count:3 flag:true part:0.5 text:x";
            mia.slash(line, []).await
        }
    });
    let (raw, interaction) = read(&mut socket).await;
    let command = interaction.command().unwrap();
    assert_eq!(command.data.options.len(), 7);
    assert_eq!(command.data.resolved.users.len(), 1);
    assert_eq!(command.data.resolved.channels.len(), 1);
    assert_eq!(command.data.resolved.roles.len(), 1);
    let bits: u64 = text(&raw["app_permissions"]).parse().unwrap();
    assert_eq!(bits & permission::BOT, permission::BOT);
    let mut card = message("card");
    card["components"] = json!([
        {"type": 1, "components": [{"type": 2, "style": 1, "label": "Press", "custom_id": "p"}]},
        {"type": 1, "components": [{"type": 3, "custom_id": "m", "options": [{"label": "l", "value": "v"}]}]},
    ]);
    card["embeds"] = json!([{"title": "t", "fields": [{"name": "n", "value": "v"}]}]);
    rest.answer(&raw, &json!({"type": 4, "data": card})).await;
    let reply = asked.await.unwrap().unwrap();
    let (_, original) = rest
        .webhook("GET", &raw, "/messages/@original", &Value::Null)
        .await;
    serde_json::from_value::<serenity::all::Message>(original).unwrap();

    let pressed = tokio::spawn(async move {
        reply.press("Press").await.unwrap();
        reply.choose("m", &["l"]).await
    });
    for _ in 0..2 {
        let (raw, interaction) = read(&mut socket).await;
        assert_eq!(
            interaction
                .message_component()
                .unwrap()
                .message
                .embeds
                .len(),
            1
        );
        rest.answer(&raw, &json!({"type": 7, "data": message("changed")}))
            .await;
    }
    pressed.await.unwrap().unwrap();

    let completed = tokio::spawn({
        let mia = mia.clone().in_dm();
        async move { mia.autocomplete("/all", "text", "ab").await }
    });
    let (raw, interaction) = read(&mut socket).await;
    assert_eq!(
        interaction
            .autocomplete()
            .unwrap()
            .data
            .autocomplete()
            .unwrap()
            .value,
        "ab"
    );
    rest.answer(&raw, &json!({"type": 8, "data": {"choices": []}}))
        .await;
    completed.await.unwrap().unwrap();

    let said = discord.member("sam").say("words");
    let menus = tokio::spawn(async move {
        mia.message_command("Pin", &said).await.unwrap();
        mia.user_command("About", &mia).await
    });
    for target in ["words", ""] {
        let (raw, interaction) = read(&mut socket).await;
        let resolved = interaction.command().unwrap().data.resolved;
        let words = resolved
            .messages
            .values()
            .next()
            .map_or("", |message| &message.content);
        assert_eq!(words, target);
        rest.answer(&raw, &json!({"type": 4, "data": message("done")}))
            .await;
    }
    menus.await.unwrap().unwrap();
}

#[tokio::test]
async fn serenity_reads_what_rest_tells() {
    let discord = LocalDiscord::start().await;
    register(&discord, commands()).await;
    let rest = Rest::new(&discord);
    let (_, listed) = rest
        .get(&format!(
            "/applications/{}/commands",
            discord.application_id()
        ))
        .await;
    let listed: Vec<Command> = serde_json::from_value(listed).unwrap();
    assert_eq!(listed.len(), 3);
    let guild = format!("/guilds/{}", discord.guild_id());
    serde_json::from_value::<PartialGuild>(rest.get(&guild).await.1).unwrap();
    let (_, roles) = rest.get(&format!("{guild}/roles")).await;
    serde_json::from_value::<Vec<Role>>(roles).unwrap();
    let me = format!("{guild}/members/{}", discord.application_id());
    let (_, mut member) = rest.get(&me).await;
    member["guild_id"] = json!(discord.guild_id());
    serde_json::from_value::<Member>(member).unwrap();
    let (mut socket, _) = Socket::log_in(&discord, 1).await;
    let created = socket.next().await.unwrap()["d"].clone();
    serde_json::from_value::<Guild>(created).unwrap();
}

/// What is told at this path, read by serenity.
async fn told<T: DeserializeOwned>(rest: &Rest, path: &str) -> T {
    serde_json::from_value(rest.get(path).await.1).unwrap()
}

#[tokio::test]
async fn serenity_reads_who_and_where_the_bot_is() {
    let discord = LocalDiscord::start().await;
    register(&discord, commands()).await;
    let rest = Rest::new(&discord);
    let me: CurrentUser = told(&rest, "/users/@me").await;
    assert_eq!(me.name, "finops-bot");
    let gateway: BotGateway = told(&rest, "/gateway/bot").await;
    assert_eq!(gateway.url, discord.gateway_url());
    let application: CurrentApplicationInfo = told(&rest, "/oauth2/applications/@me").await;
    let commands = format!(
        "/applications/{}/commands?with_localizations=true",
        application.id
    );
    assert_eq!(told::<Vec<Command>>(&rest, &commands).await.len(), 3);
}

#[tokio::test]
async fn an_answer_built_by_serenity_is_shown() {
    let discord = LocalDiscord::start().await;
    register(&discord, commands()).await;
    let rest = Rest::new(&discord);
    let (mut socket, _) = Socket::log_in(&discord, 0).await;
    let mia = discord.member("mia");
    let asked = tokio::spawn(async move { mia.slash("/all", []).await });
    let (raw, _) = read(&mut socket).await;
    let words = CreateInteractionResponseMessage::new().content("hello");
    let answer = CreateInteractionResponse::Message(words);
    rest.answer(&raw, &serde_json::to_value(answer).unwrap())
        .await;
    assert_eq!(asked.await.unwrap().unwrap().content(), "hello");
}

/// The type of the next dispatch; `close` for the end of a connection.
async fn next(shard: &mut Shard) -> String {
    loop {
        let next = std::future::poll_fn(|context| {
            futures_util::Stream::poll_next(std::pin::Pin::new(&mut *shard), context)
        });
        let message = tokio::time::timeout(Duration::from_secs(5), next)
            .await
            .unwrap();
        match message.unwrap() {
            Ok(Message::Text(json)) => {
                let event: Value = serde_json::from_str(&json).unwrap();
                if event["op"] == 0 {
                    return text(&event["t"]);
                }
            }
            Ok(Message::Close(_)) => return "close".to_owned(),
            Err(error) => panic!("{error}"),
        }
    }
}

#[tokio::test]
async fn twilight_reads_the_compressed_gateway_and_resumes() {
    let discord = LocalDiscord::start().await;
    let config = ConfigBuilder::new(
        discord.token().to_owned(),
        Intents::GUILDS | Intents::GUILD_MESSAGES,
    )
    .proxy_url(discord.gateway_url().to_owned())
    .build();
    let mut shard = Shard::with_config(ShardId::ONE, config);
    assert_eq!(next(&mut shard).await, "READY");
    assert!(discord.gateway().dials()[0].contains("compress=zstd-stream"));
    assert_eq!(next(&mut shard).await, "GUILD_CREATE");
    for at in 0..100 {
        let _said = discord
            .member("mia")
            .say(&format!("{at} {}", "words ".repeat(300)));
        assert_eq!(next(&mut shard).await, "MESSAGE_CREATE");
    }
    discord.gateway().reset_connections();
    assert_eq!(next(&mut shard).await, "close");
    let _said = discord.member("mia").say("while away");
    assert_eq!(next(&mut shard).await, "MESSAGE_CREATE");
    assert_eq!(next(&mut shard).await, "RESUMED");
    discord.gateway().ask_to_reconnect();
    assert_eq!(next(&mut shard).await, "close");
    assert_eq!(next(&mut shard).await, "RESUMED");
    assert_eq!(
        (discord.gateway().identifies(), discord.gateway().resumes()),
        (1, 2)
    );
}
