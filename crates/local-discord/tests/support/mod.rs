//! A small bot with a plain websocket, which answers as a test tells it to.

#![allow(dead_code, reason = "each test file uses its own part")]

use futures_util::{SinkExt, StreamExt};
use local_discord::LocalDiscord;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::task::JoinHandle;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// A REST client with the bot's token.
#[derive(Clone)]
pub(crate) struct Rest {
    client: reqwest::Client,
    base: String,
    token: String,
}

impl Rest {
    pub(crate) fn new(discord: &LocalDiscord) -> Self {
        Self {
            client: reqwest::Client::new(),
            base: format!("{}/api/v10", discord.url()),
            token: format!("Bot {}", discord.token()),
        }
    }

    pub(crate) fn with_token(mut self, token: &str) -> Self {
        self.token = token.to_owned();
        self
    }

    pub(crate) fn request(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        self.client
            .request(method.parse().unwrap(), format!("{}{path}", self.base))
            .header("authorization", &self.token)
            .header("user-agent", "DiscordBot (https://example.org, 1)")
    }

    pub(crate) async fn send(&self, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let mut request = self.request(method, path);
        if !body.is_null() {
            request = request.json(body);
        }
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        (status, response.json().await.unwrap_or_default())
    }

    pub(crate) async fn get(&self, path: &str) -> (u16, Value) {
        self.send("GET", path, &Value::Null).await
    }

    pub(crate) async fn answer(&self, interaction: &Value, callback: &Value) -> (u16, Value) {
        let (id, token) = (text(&interaction["id"]), text(&interaction["token"]));
        self.send(
            "POST",
            &format!("/interactions/{id}/{token}/callback"),
            callback,
        )
        .await
    }

    /// `rest` is what follows the token: `/messages/@original`, or nothing for a follow-up.
    pub(crate) async fn webhook(
        &self,
        method: &str,
        interaction: &Value,
        rest: &str,
        body: &Value,
    ) -> (u16, Value) {
        let (app, token) = (
            text(&interaction["application_id"]),
            text(&interaction["token"]),
        );
        self.send(method, &format!("/webhooks/{app}/{token}{rest}"), body)
            .await
    }
}

pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// A message that no rule is against.
pub(crate) fn message(content: &str) -> Value {
    json!({"content": content, "allowed_mentions": {"parse": []}})
}

/// A gateway connection that reads and writes JSON.
pub(crate) struct Socket(pub(crate) WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Socket {
    pub(crate) async fn dial(url: &str) -> Self {
        let (socket, _) = connect_async(format!("{url}/?v=10&encoding=json"))
            .await
            .unwrap();
        Self(socket)
    }

    /// The next payload; `Err` with the close code when the connection ends.
    pub(crate) async fn next(&mut self) -> Result<Value, Option<u16>> {
        loop {
            match self.0.next().await {
                Some(Ok(Message::Text(text))) => return Ok(serde_json::from_str(&text).unwrap()),
                Some(Ok(Message::Close(frame))) => return Err(frame.map(|frame| frame.code.into())),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Err(None),
            }
        }
    }

    pub(crate) async fn send(&mut self, payload: &Value) {
        let text = payload.to_string();
        self.0.send(Message::Text(text.into())).await.unwrap();
    }

    pub(crate) async fn identify(&mut self, token: &str, intents: u64) {
        let properties = json!({"os": "linux", "browser": "test", "device": "test"});
        let data = json!({"token": token, "intents": intents, "properties": properties});
        self.send(&json!({"op": 2, "d": data})).await;
    }

    /// HELLO, IDENTIFY, READY.
    pub(crate) async fn log_in(discord: &LocalDiscord, intents: u64) -> (Self, Value) {
        let mut socket = Self::dial(discord.gateway_url()).await;
        assert_eq!(socket.next().await.unwrap()["op"], 10);
        socket.identify(discord.token(), intents).await;
        let ready = socket.next().await.unwrap();
        assert_eq!(ready["t"], "READY");
        (socket, ready)
    }
}

/// A bot that hands every interaction to `act`, in a task of its own.
pub(crate) async fn bot<F, A>(discord: &LocalDiscord, act: A) -> JoinHandle<()>
where
    F: Future<Output = ()> + Send,
    A: Fn(Value, Rest) -> F + Send + 'static,
{
    let (mut socket, _) = Socket::log_in(discord, 0).await;
    let rest = Rest::new(discord);
    tokio::spawn(async move {
        while let Ok(payload) = socket.next().await {
            if payload["t"] == "INTERACTION_CREATE" {
                act(payload["d"].clone(), rest.clone()).await;
            }
        }
    })
}

/// Registers these commands for everyone.
pub(crate) async fn register(discord: &LocalDiscord, commands: Value) {
    let path = format!("/applications/{}/commands", discord.application_id());
    let (status, answer) = Rest::new(discord).send("PUT", &path, &commands).await;
    assert_eq!(status, 200, "{answer}");
}
