//! The second door to a bot: interactions as signed HTTP posts instead of gateway events.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ring::signature::{Ed25519KeyPair, KeyPair};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::id::{Id, now_ms};
use crate::shared::Shared;
use crate::{lock, rest};

/// The application's signing key is no secret: it only signs on loopback.
const SEED: [u8; 32] = *b"local-discord signs with this 32";

/// How a post to the bot is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signature {
    /// As Discord signs.
    Good,
    /// With a signature of something else, as Discord sends now and then to see it refused.
    Bad,
    /// Without signature headers.
    Missing,
    /// Rightly signed ten minutes ago: a replay.
    Stale,
}

#[derive(Debug)]
pub(crate) struct Endpoint {
    keys: Option<Ed25519KeyPair>,
    url: Mutex<Option<String>>,
}

impl Default for Endpoint {
    fn default() -> Self {
        Self {
            keys: Ed25519KeyPair::from_seed_unchecked(&SEED).ok(),
            url: Mutex::default(),
        }
    }
}

impl Endpoint {
    /// The application's public key in hexadecimal.
    pub(crate) fn public_key(&self) -> String {
        let keys = self.keys.as_ref();
        keys.map_or_else(String::new, |keys| hex(keys.public_key().as_ref()))
    }

    pub(crate) fn set(&self, url: Option<&str>) {
        *lock(&self.url) = url.map(str::to_owned);
    }

    pub(crate) fn url(&self) -> Option<String> {
        lock(&self.url).clone()
    }

    /// Posts a payload and returns the answer's status and JSON.
    pub(crate) async fn post(
        &self,
        url: &str,
        body: &str,
        signature: Signature,
    ) -> io::Result<(u16, Value)> {
        let age = if signature == Signature::Stale {
            600
        } else {
            0
        };
        let time = (now_ms() / 1000 - age).to_string();
        let signed = match signature {
            Signature::Bad => format!("{time}x{body}"),
            _ => format!("{time}{body}"),
        };
        let keys = self.keys.as_ref().ok_or(io::ErrorKind::InvalidData)?;
        let mut headers = format!(
            "content-type: application/json\r\ncontent-length: {}\r\n",
            body.len()
        );
        if signature != Signature::Missing {
            let proof = hex(keys.sign(signed.as_bytes()).as_ref());
            headers +=
                &format!("x-signature-ed25519: {proof}\r\nx-signature-timestamp: {time}\r\n");
        }
        post(url, &headers, body).await
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// One HTTP/1.1 exchange on a connection of its own; only `http://` addresses.
async fn post(url: &str, headers: &str, body: &str) -> io::Result<(u16, Value)> {
    let address = url
        .strip_prefix("http://")
        .ok_or(io::ErrorKind::InvalidInput)?;
    let (host, path) = address.split_once('/').unwrap_or((address, ""));
    let mut connection = TcpStream::connect(host).await?;
    let request = format!(
        "POST /{path} HTTP/1.1\r\nhost: {host}\r\nuser-agent: Discord-Interactions/1.0\r\n\
         connection: close\r\n{headers}\r\n{body}"
    );
    connection.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    connection.read_to_end(&mut answer).await?;
    let answer = String::from_utf8_lossy(&answer);
    let (head, body) = answer
        .split_once("\r\n\r\n")
        .ok_or(io::ErrorKind::UnexpectedEof)?;
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    let status = status.ok_or(io::ErrorKind::InvalidData)?;
    Ok((status, serde_json::from_str(body).unwrap_or_default()))
}

/// Delivers a booked interaction: 200 carries the callback, 202 announces it by REST, anything else
/// leaves the person without an answer.
pub(crate) async fn deliver(shared: Arc<Shared>, url: String, id: Id, token: String, body: String) {
    let posted = shared.endpoint.post(&url, &body, Signature::Good);
    let answer = match tokio::time::timeout(Duration::from_secs(15), posted).await {
        Ok(Ok((200, callback))) => rest::accept(&shared, id, &token, callback),
        Ok(Ok((202, _))) => return,
        Ok(Ok((status, body))) => Err(json!({"status": status, "body": body})),
        Ok(Err(error)) => Err(json!({"error": error.to_string()})),
        Err(_) => return,
    };
    if let Err(refused) = answer
        && let Some(interaction) = shared.world().interactions.get_mut(&id)
    {
        interaction.refused = Some(refused);
        interaction.bell.notify_waiters();
    }
}
