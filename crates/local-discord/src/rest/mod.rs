//! REST v10: one table of routes, behind the faults, the journal and the token check.

mod account;
mod callbacks;
mod commands;
mod guilds;
mod messages;
mod pins;
mod text;
mod webhooks;

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, Method, Response, StatusCode, header};
use serde_json::{Value, json};
use tokio::time::Instant;

pub(crate) use account::own_user;
pub(crate) use callbacks::accept;
pub use pins::AuditEntry;
pub(crate) use text::percent_decoded;

use crate::Shared;
use crate::faults::Fault;
use crate::id::Id;
use crate::journal::Recorded;
use crate::listener::Cut;
use crate::refusal::{Form, Refusal};

/// The largest body that is read.
const BODY_LIMIT: usize = 25 * 1024 * 1024;

/// A request whose token and body have been read.
pub(crate) struct Call<'c> {
    pub(crate) shared: &'c Shared,
    pub(crate) query: &'c str,
    pub(crate) body: Value,
    pub(crate) headers: &'c HeaderMap,
}

impl Call<'_> {
    /// A query parameter, decoded.
    pub(crate) fn parameter(&self, name: &str) -> Option<String> {
        let mut pairs = self
            .query
            .split('&')
            .filter_map(|pair| pair.split_once('='));
        let (_, value) = pairs.find(|(known, _)| *known == name)?;
        // In queries a plus is a blank.
        Some(percent_decoded(&value.replace('+', " ")))
    }

    pub(crate) fn is_set(&self, name: &str) -> bool {
        matches!(self.parameter(name).as_deref(), Some("true" | "1" | "True"))
    }
}

/// What a route answers when it does not refuse.
#[derive(Debug)]
pub(crate) struct Answer {
    status: StatusCode,
    body: Option<Value>,
}

pub(crate) type Outcome = Result<Answer, Refusal>;

pub(crate) fn ok(body: Value) -> Outcome {
    Ok(Answer {
        status: StatusCode::OK,
        body: Some(body),
    })
}

pub(crate) fn created(body: Value) -> Outcome {
    Ok(Answer {
        status: StatusCode::CREATED,
        body: Some(body),
    })
}

pub(crate) fn no_content() -> Outcome {
    Ok(Answer {
        status: StatusCode::NO_CONTENT,
        body: None,
    })
}

/// Serves one request.
pub(crate) async fn serve(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    request: Request,
) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let Some(path) = parts.uri.path().strip_prefix("/api/v10") else {
        return refuse(&Refusal::not_found());
    };
    let query = parts.uri.query().unwrap_or_default();
    let Ok(bytes) = axum::body::to_bytes(body, BODY_LIMIT).await else {
        return refuse(&Refusal::invalid_json());
    };
    let body = text::body(&parts.headers, &bytes);
    let ticket = record(
        &shared,
        &parts.method,
        path,
        query,
        &parts.headers,
        body.as_ref(),
    );
    let fault = shared.faults.take(parts.method.as_str(), path);
    let response = match &fault {
        Some(Fault::ResetBefore) => return cut_off(&cut),
        Some(Fault::Status(status)) => proxy_error(*status),
        Some(Fault::BareRateLimit) => bare(StatusCode::TOO_MANY_REQUESTS),
        Some(Fault::RateLimited {
            retry_after,
            global,
        }) => rate_limited(*retry_after, *global),
        Some(Fault::Delay(time)) => {
            tokio::time::sleep(*time).await;
            handle(&shared, &parts.method, path, query, &parts.headers, body)
        }
        Some(Fault::ResetAfter | Fault::Hang) | None => {
            handle(&shared, &parts.method, path, query, &parts.headers, body)
        }
    };
    match fault {
        Some(Fault::ResetAfter) => return cut_off(&cut),
        Some(Fault::Hang) => return std::future::pending().await,
        _ => {}
    }
    shared
        .journal
        .set_status(ticket, response.status().as_u16());
    response
}

fn record(
    shared: &Shared,
    method: &Method,
    path: &str,
    query: &str,
    headers: &HeaderMap,
    body: Option<&Value>,
) -> usize {
    if !shared.journal.is_recording() {
        return usize::MAX;
    }
    let text = |value: &header::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers: Vec<(String, String)> = headers
        .iter()
        .map(|(name, value)| (name.as_str().to_owned(), text(value)))
        .collect();
    let agent = headers.iter().find(|(name, _)| name == "user-agent");
    if !agent.is_some_and(|(_, agent)| agent.starts_with("DiscordBot (")) {
        let agent = agent.map_or("", |(_, agent)| agent);
        shared
            .journal
            .violation("user-agent", format!("{method} {path}: {agent:?}"));
    }
    let ticket = shared.journal.record(Recorded {
        method: method.as_str().to_owned(),
        path: path.to_owned(),
        query: query.to_owned(),
        headers,
        body: body.cloned().unwrap_or_default(),
        status: 0,
        at: Instant::now(),
    });
    shared.ring();
    ticket
}

fn handle(
    shared: &Shared,
    method: &Method,
    path: &str,
    query: &str,
    headers: &HeaderMap,
    body: Option<Value>,
) -> Response<Body> {
    match outcome(shared, method, path, query, headers, body) {
        Ok(answer) => respond(answer.status, answer.body.as_ref()),
        Err(refusal) => refuse(&refusal),
    }
}

fn outcome(
    shared: &Shared,
    method: &Method,
    path: &str,
    query: &str,
    headers: &HeaderMap,
    body: Option<Value>,
) -> Outcome {
    let steps: Vec<&str> = path.trim_matches('/').split('/').collect();
    if needs_token(&steps) && !is_authorised(shared, headers) {
        return Err(Refusal::unauthorized());
    }
    let body = body.ok_or_else(Refusal::invalid_json)?;
    let call = Call {
        shared,
        query,
        body,
        headers,
    };
    route(&call, method.as_str(), &steps)
}

/// Interaction tokens are their own authority.
fn needs_token(steps: &[&str]) -> bool {
    !matches!(
        steps,
        ["interactions", ..] | ["webhooks", _, _, ..] | ["gateway"]
    )
}

fn is_authorised(shared: &Shared, headers: &HeaderMap) -> bool {
    let given = headers.get(header::AUTHORIZATION);
    let given = given
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    given.strip_prefix("Bot ") == Some(shared.token())
}

/// Every route there is.
#[rustfmt::skip]
fn route(call: &Call<'_>, method: &str, steps: &[&str]) -> Outcome {
    match (method, steps) {
        ("GET", ["gateway"]) => account::gateway(call),
        ("GET", ["gateway", "bot"]) => account::gateway_bot(call),
        ("GET", ["users", "@me"]) => account::me(call),
        ("GET", ["users", "@me", "guilds"]) => account::my_guilds(call),
        ("DELETE", ["users", "@me", "guilds", guild]) => account::leave(call, id("guild_id", guild)?),
        ("POST", ["users", "@me", "channels"]) => account::open_direct_channel(call),
        ("GET", ["users", user]) => account::user(call, id("user_id", user)?),
        ("GET", ["applications", "@me"] | ["oauth2", "applications", "@me"]) => account::application(call),
        ("PATCH", ["applications", "@me"]) => account::application(call),

        (_, ["applications", app, "commands", rest @ ..]) => {
            commands::route(call, method, id("application_id", app)?, None, rest)
        }
        (_, ["applications", app, "guilds", guild, "commands", rest @ ..]) => {
            let guild = id("guild_id", guild)?;
            commands::route(call, method, id("application_id", app)?, Some(guild), rest)
        }

        ("POST", ["interactions", interaction, token, "callback"]) => {
            callbacks::answer(call, id("interaction_id", interaction)?, token)
        }
        (_, ["webhooks", app, token, rest @ ..]) => {
            webhooks::route(call, method, id("webhook_id", app)?, token, rest)
        }

        ("GET", ["channels", channel]) => guilds::channel(call, id("channel_id", channel)?),
        ("POST", ["channels", channel, "typing"]) => messages::typing(call, id("channel_id", channel)?),
        (_, ["channels", channel, "pins", ..]) => pins::deprecated(call, id("channel_id", channel)?),
        ("GET", ["channels", channel, "messages", "pins"]) => pins::list(call, id("channel_id", channel)?),
        ("PUT", ["channels", channel, "messages", "pins", message]) => {
            pins::pin(call, id("channel_id", channel)?, id("message_id", message)?)
        }
        ("DELETE", ["channels", channel, "messages", "pins", message]) => {
            pins::unpin(call, id("channel_id", channel)?, id("message_id", message)?)
        }
        ("GET", ["channels", channel, "messages"]) => messages::list(call, id("channel_id", channel)?),
        ("POST", ["channels", channel, "messages"]) => messages::post(call, id("channel_id", channel)?),
        ("GET", ["channels", channel, "messages", message]) => {
            messages::read(call, id("channel_id", channel)?, id("message_id", message)?)
        }
        ("PATCH", ["channels", channel, "messages", message]) => {
            messages::edit(call, id("channel_id", channel)?, id("message_id", message)?)
        }
        ("DELETE", ["channels", channel, "messages", message]) => {
            messages::delete(call, id("channel_id", channel)?, id("message_id", message)?)
        }

        ("GET", ["guilds", guild]) => guilds::guild(call, id("guild_id", guild)?),
        ("GET", ["guilds", guild, "roles"]) => guilds::roles(call, id("guild_id", guild)?),
        ("GET", ["guilds", guild, "roles", role]) => {
            guilds::role(call, id("guild_id", guild)?, id("role_id", role)?)
        }
        ("GET", ["guilds", guild, "channels"]) => guilds::channels(call, id("guild_id", guild)?),
        ("GET", ["guilds", guild, "members", user]) => {
            guilds::member(call, id("guild_id", guild)?, id("user_id", user)?)
        }
        _ if is_known(steps) => Err(Refusal::method_not_allowed()),
        _ => Err(Refusal::not_found()),
    }
}

/// Whether another method has this path.
fn is_known(steps: &[&str]) -> bool {
    matches!(
        steps,
        ["gateway" | "users", ..]
            | ["channels", _]
            | ["channels", _, "messages", ..]
            | ["guilds", _, ..]
    )
}

/// Reads an id in a path.
pub(crate) fn id(name: &str, text: &str) -> Result<Id, Refusal> {
    text.parse().map_err(|_| {
        let mut form = Form::default();
        let words = format!("Value \"{text}\" is not snowflake.");
        form.fault(name, "NUMBER_TYPE_COERCE", &words);
        form.done().err().unwrap_or_else(Refusal::not_found)
    })
}

fn respond(status: StatusCode, body: Option<&Value>) -> Response<Body> {
    let mut response = bare(status);
    if let Some(body) = body {
        *response.body_mut() = Body::from(Bytes::from(body.to_string()));
        let kind = header::HeaderValue::from_static("application/json");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
    }
    response
}

fn refuse(refusal: &Refusal) -> Response<Body> {
    let status = StatusCode::from_u16(refusal.status).unwrap_or(StatusCode::BAD_REQUEST);
    respond(status, Some(&refusal.to_json()))
}

fn bare(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

/// Marks the connection; the server's attempt to write the answer then resets it.
fn cut_off(cut: &Cut) -> Response<Body> {
    cut.cut();
    bare(StatusCode::OK)
}

fn proxy_error(status: u16) -> Response<Body> {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = bare(status);
    *response.body_mut() = Body::from(format!("<html><h1>{status}</h1></html>"));
    response
}

fn rate_limited(retry_after: f64, global: bool) -> Response<Body> {
    let words = "You are being rate limited.";
    let body = json!({"message": words, "retry_after": retry_after, "global": global});
    let mut response = respond(StatusCode::TOO_MANY_REQUESTS, Some(&body));
    let scope = if global { "global" } else { "user" };
    let mut headers = vec![
        ("retry-after", retry_after.ceil().to_string()),
        ("x-ratelimit-scope", scope.to_owned()),
        ("x-ratelimit-reset-after", retry_after.to_string()),
    ];
    if global {
        headers.push(("x-ratelimit-global", "true".to_owned()));
    } else {
        headers.push(("x-ratelimit-limit", "5".to_owned()));
        headers.push(("x-ratelimit-remaining", "0".to_owned()));
        headers.push(("x-ratelimit-bucket", "local".to_owned()));
    }
    for (name, value) in headers {
        if let Ok(value) = value.parse() {
            response.headers_mut().insert(name, value);
        }
    }
    response
}
