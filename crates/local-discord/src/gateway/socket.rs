//! One gateway connection, from HELLO to its end.

use std::borrow::Cow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::extract::{ConnectInfo, State};
use axum::http::Uri;
use axum::response::Response;
use futures_util::SinkExt;
use serde_json::Value;
use tokio::sync::mpsc;
use tokio::time::Instant;

use super::compression::Compressor;
use super::{Greeting, Link, LoginKind, Order};
use crate::Shared;
use crate::listener::Cut;

static CONNECTIONS: AtomicU64 = AtomicU64::new(0);

/// Any path is the gateway; which one was dialled is recorded.
pub(crate) async fn upgrade(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    uri: Uri,
    socket: WebSocketUpgrade,
) -> Response {
    let path = uri.to_string();
    socket.on_upgrade(move |socket| async move {
        let (link, orders) = mpsc::unbounded_channel();
        let number = CONNECTIONS.fetch_add(1, Ordering::Relaxed);
        let compressed = path.contains("compress=zstd-stream");
        let connection = Connection {
            number,
            socket,
            cut,
            link,
            path,
            compressor: compressed.then(Compressor::new),
            session: None,
            frozen: false,
            sent_by_bot: 0,
            window: Instant::now(),
        };
        connection.serve(&shared, orders).await;
    })
}

/// Why a connection ends.
pub(super) enum End {
    Close(Option<u16>),
    Hangup,
    Reset,
    /// The bot ended it, with this code if it sent a close frame.
    ByBot(Option<u16>),
}

pub(super) struct Connection {
    pub(super) number: u64,
    socket: WebSocket,
    cut: Cut,
    pub(super) link: Link,
    pub(super) path: String,
    compressor: Option<Compressor>,
    pub(super) session: Option<String>,
    frozen: bool,
    sent_by_bot: u32,
    window: Instant,
}

impl Connection {
    async fn serve(mut self, shared: &Shared, orders: mpsc::UnboundedReceiver<Order>) {
        let number = self.number;
        let greeting = shared.hub.with(|state| {
            state.dials.push(self.path.clone());
            state.connections.insert(number, self.link.clone());
            state.greetings.pop_front()
        });
        let end = match greeting.unwrap_or(Greeting::Hello) {
            Greeting::Hello => self.converse(shared, orders, true).await,
            Greeting::Silence => self.converse(shared, orders, false).await,
            Greeting::Close(code) => End::Close(Some(code)),
            Greeting::BareClose => End::Close(None),
            Greeting::Hangup => End::Hangup,
            Greeting::Reset => End::Reset,
        };
        self.detach(shared, &end);
        self.end(end).await;
    }

    /// Takes the connection off the books. A session whose bot said goodbye with 1000 or 1001 is
    /// over, any other can be resumed.
    fn detach(&self, shared: &Shared, end: &End) {
        shared.hub.with(|state| {
            state.connections.remove(&self.number);
            if let End::ByBot(code) = end {
                state.closes.push(*code);
            }
            let Some(id) = &self.session else {
                return;
            };
            if matches!(end, End::ByBot(Some(1000 | 1001))) {
                state.sessions.remove(id);
            } else if let Some(session) = state.sessions.get_mut(id)
                && session
                    .link
                    .as_ref()
                    .is_some_and(|(number, _)| *number == self.number)
            {
                session.link = None;
            }
        });
    }

    async fn end(mut self, end: End) {
        match end {
            End::Close(code) => {
                let frame = code.map(|code| CloseFrame {
                    code,
                    reason: reason(code).into(),
                });
                let _gone = self.socket.send(Message::Close(frame)).await;
                // The bot's answer to the close frame, if it sends one.
                self.read_out().await;
            }
            // The answer to the bot's close frame goes out with the next look at the socket.
            End::ByBot(Some(_)) => self.read_out().await,
            End::Reset => self.cut.cut(),
            End::Hangup | End::ByBot(None) => {}
        }
    }

    /// Reads until the bot has closed its side, for a moment at most.
    async fn read_out(&mut self) {
        let rest = async { while let Some(Ok(_)) = self.socket.recv().await {} };
        let _late = tokio::time::timeout(Duration::from_secs(2), rest).await;
    }

    async fn converse(
        &mut self,
        shared: &Shared,
        mut orders: mpsc::UnboundedReceiver<Order>,
        hello: bool,
    ) -> End {
        let interval = shared.hub.look(|state| state.heartbeat_interval);
        let patience = interval.mul_f64(2.5).max(Duration::from_secs(1));
        if hello {
            let hello = format!(
                r#"{{"t":null,"s":null,"op":10,"d":{{"heartbeat_interval":{},"_trace":["local-discord"]}}}}"#,
                interval.as_millis()
            );
            if let Err(end) = self.send(hello).await {
                return end;
            }
        }
        let mut silence = Instant::now() + patience;
        loop {
            let step = tokio::select! {
                order = orders.recv() => match order {
                    Some(order) => self.obey(order, &mut orders).await,
                    None => Err(End::Hangup),
                },
                heard = self.socket.recv() => {
                    silence = Instant::now() + patience;
                    self.hear(shared, heard).await
                }
                () = tokio::time::sleep_until(silence), if hello => Err(End::Close(Some(4009))),
            };
            if let Err(end) = step {
                return end;
            }
        }
    }

    /// Carries out an order, and all that wait behind it before the socket is flushed.
    async fn obey(
        &mut self,
        first: Order,
        orders: &mut mpsc::UnboundedReceiver<Order>,
    ) -> Result<(), End> {
        let mut next = Some(first);
        while let Some(order) = next {
            match order {
                Order::Text(text) => self.feed(&text).await?,
                Order::Close(code) => return Err(End::Close(code)),
                Order::Hangup => return Err(End::Hangup),
                Order::Reset => return Err(End::Reset),
                Order::Freeze => self.frozen = true,
            }
            next = orders.try_recv().ok();
        }
        self.socket.flush().await.map_err(|_| End::ByBot(None))
    }

    async fn feed(&mut self, text: &str) -> Result<(), End> {
        if self.frozen {
            return Ok(());
        }
        let message = match &mut self.compressor {
            Some(compressor) => {
                Message::Binary(compressor.compress(text).ok_or(End::Hangup)?.into())
            }
            None => Message::Text(text.into()),
        };
        self.socket
            .feed(message)
            .await
            .map_err(|_| End::ByBot(None))
    }

    pub(super) async fn send(&mut self, text: impl Into<Cow<'static, str>>) -> Result<(), End> {
        self.feed(&text.into()).await?;
        self.socket.flush().await.map_err(|_| End::ByBot(None))
    }

    async fn hear(
        &mut self,
        shared: &Shared,
        heard: Option<Result<Message, axum::Error>>,
    ) -> Result<(), End> {
        match heard {
            Some(Ok(Message::Text(text))) => self.act(shared, text.as_bytes()).await,
            Some(Ok(Message::Binary(bytes))) => self.act(shared, &bytes).await,
            Some(Ok(Message::Close(frame))) => Err(End::ByBot(frame.map(|frame| frame.code))),
            Some(Ok(_)) => Ok(()),
            Some(Err(_)) | None => Err(End::ByBot(None)),
        }
    }

    async fn act(&mut self, shared: &Shared, bytes: &[u8]) -> Result<(), End> {
        self.count_send()?;
        let close = |code| Err(End::Close(Some(code)));
        if bytes.len() > 4096 {
            return close(4002);
        }
        let Ok(payload) = serde_json::from_slice::<Value>(bytes) else {
            return close(4002);
        };
        let data = &payload["d"];
        match payload["op"].as_u64() {
            Some(1) => self.acknowledge(shared).await,
            Some(2 | 6) if self.has_session(shared) => close(4005),
            Some(2) => self.log_in(shared, LoginKind::Identify, data).await,
            Some(6) => self.log_in(shared, LoginKind::Resume, data).await,
            Some(3 | 4 | 8 | 31) if self.session.is_none() => close(4003),
            Some(3 | 4 | 8 | 31) => Ok(()),
            _ => close(4001),
        }
    }

    /// Whether the session is still there; an invalidated one may be followed by another login.
    fn has_session(&self, shared: &Shared) -> bool {
        let own = self.session.as_ref();
        own.is_some_and(|id| shared.hub.look(|state| state.sessions.contains_key(id)))
    }

    /// 120 sends in a minute are allowed.
    fn count_send(&mut self) -> Result<(), End> {
        if self.window.elapsed() > Duration::from_secs(60) {
            self.window = Instant::now();
            self.sent_by_bot = 0;
        }
        self.sent_by_bot += 1;
        if self.sent_by_bot > 120 {
            return Err(End::Close(Some(4008)));
        }
        Ok(())
    }

    async fn acknowledge(&mut self, shared: &Shared) -> Result<(), End> {
        let acknowledging = shared.hub.with(|state| {
            state.heartbeats += 1;
            state.acknowledging
        });
        if acknowledging {
            self.send(r#"{"t":null,"s":null,"op":11,"d":null}"#).await?;
        }
        Ok(())
    }
}

fn reason(code: u16) -> &'static str {
    match code {
        4001 => "Unknown opcode.",
        4002 => "Error while decoding payload.",
        4003 => "Not authenticated.",
        4004 => "Authentication failed.",
        4005 => "Already authenticated.",
        4007 => "Invalid seq.",
        4008 => "Rate limited.",
        4009 => "Session timed out.",
        4010 => "Invalid shard.",
        4011 => "Sharding required.",
        4012 => "Invalid API version.",
        4013 => "Invalid intent(s).",
        4014 => "Disallowed intent(s).",
        _ => "Unknown error.",
    }
}
