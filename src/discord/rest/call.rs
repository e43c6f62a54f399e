//! One call until its deadline: sent, waited for, repeated where that is safe.

use std::error::Error;
use std::time::Duration;

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, RETRY_AFTER};
use reqwest::{Method, StatusCode};
use serde::Deserialize;
use tokio::time::{Instant, sleep, sleep_until, timeout_at};

use super::Rest;

/// Why a call failed. Nothing in it holds a token: addresses are taken out.
#[derive(Debug, thiserror::Error)]
pub enum RestError {
    #[error("Discord refuses the token")]
    Unauthorized,
    #[error("Discord cannot be reached: {}", cause(.0))]
    Unreachable(#[source] reqwest::Error),
    #[error("Discord did not answer in time")]
    Late,
    #[error("Discord asks to wait {} s, longer than this call can", .0.as_secs())]
    Limited(Duration),
    #[error("Discord answered {status} with code {code}: {message}")]
    Refused {
        status: u16,
        code: u64,
        message: String,
    },
    #[error("Discord's answer could not be read")]
    Unreadable,
}

/// What kept a message from appearing, as far as somebody can do something about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::discord) enum Why {
    Forbidden,
    Gone,
    Limited,
    Other,
}

/// Missing access, missing permissions; a thread that is archived or locked.
const FORBIDDEN: [u64; 4] = [50001, 50013, 50083, 160_005];
/// Unknown channel, unknown message.
const GONE: [u64; 2] = [10003, 10008];

/// The innermost cause: the outer ones only say that sending failed.
fn cause(error: &reqwest::Error) -> &dyn Error {
    let mut cause: &dyn Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause
}

impl RestError {
    pub(super) fn unreachable(error: reqwest::Error) -> Self {
        Self::Unreachable(error.without_url())
    }

    /// Why a message did not appear.
    pub(in crate::discord) fn why(&self) -> Why {
        match self {
            Self::Limited(_) => Why::Limited,
            Self::Refused { code, .. } if FORBIDDEN.contains(code) => Why::Forbidden,
            Self::Refused { code, .. } if GONE.contains(code) => Why::Gone,
            _ => Why::Other,
        }
    }

    /// Whether something answered that does not speak as Discord does.
    pub(in crate::discord) fn is_foreign(&self) -> bool {
        match self {
            Self::Unreadable => true,
            Self::Refused { status, .. } => *status < 500,
            _ => false,
        }
    }

    /// Whether the same call may succeed later.
    pub(in crate::discord) fn may_pass(&self) -> bool {
        match self {
            Self::Unreachable(_) | Self::Late | Self::Limited(_) | Self::Unreadable => true,
            Self::Refused { status, .. } => *status >= 500,
            Self::Unauthorized => false,
        }
    }
}

/// Which failures a call is repeated after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Again {
    Never,
    /// Only where Discord cannot have seen it.
    IfNotSent,
    /// Once, whatever became of the first attempt.
    Once,
}

/// A call that is still to be made.
pub(super) struct Call<'a> {
    method: Method,
    route: &'a [&'a str],
    query: Option<&'a str>,
    body: Option<Vec<u8>>,
    as_bot: bool,
    again: Again,
}

impl<'a> Call<'a> {
    pub(super) fn new(method: Method, route: &'a [&'a str]) -> Self {
        Self {
            method,
            route,
            query: None,
            body: None,
            as_bot: false,
            again: Again::Never,
        }
    }

    pub(super) fn query(self, query: &'a str) -> Self {
        Self {
            query: Some(query),
            ..self
        }
    }

    pub(super) fn body(self, body: Vec<u8>) -> Self {
        Self {
            body: Some(body),
            ..self
        }
    }

    /// With the bot's own token, rather than one in the route.
    pub(super) fn with_token(self) -> Self {
        Self {
            as_bot: true,
            ..self
        }
    }

    pub(super) fn again(self, again: Again) -> Self {
        Self { again, ..self }
    }
}

/// What Discord says beside a status.
#[derive(Deserialize, Default)]
struct Trouble {
    #[serde(default)]
    code: u64,
    #[serde(default)]
    message: String,
    retry_after: Option<f64>,
}

const BETWEEN: Duration = Duration::from_millis(100);
/// Where Discord forgot to say how long.
const UNTOLD_WAIT: Duration = Duration::from_secs(1);
const LONGEST_WAIT: Duration = Duration::from_secs(3600);

impl Rest {
    /// Makes a call, waiting out 429s as long as the deadline allows.
    pub(super) async fn send(
        &self,
        mut call: Call<'_>,
        deadline: Instant,
    ) -> Result<Vec<u8>, RestError> {
        loop {
            if call.as_bot {
                self.pass(deadline).await?;
            }
            let error = match timeout_at(deadline, self.attempt(&call)).await {
                Ok(Ok(body)) => return Ok(body),
                Ok(Err(error)) => error,
                Err(_) => return Err(RestError::Late),
            };
            match &error {
                RestError::Limited(wait) if Instant::now() + *wait < deadline => {
                    sleep(*wait).await;
                }
                _ if may_repeat(&error, call.again) && Instant::now() + BETWEEN < deadline => {
                    call.again = Again::Never;
                    sleep(BETWEEN).await;
                }
                _ => return Err(error),
            }
        }
    }

    /// Waits until calls with the bot's token may go out.
    async fn pass(&self, deadline: Instant) -> Result<(), RestError> {
        if self.pause.is_refused() {
            return Err(RestError::Unauthorized);
        }
        while let Some(until) = self.pause.until() {
            if until > deadline {
                return Err(RestError::Limited(until - Instant::now()));
            }
            sleep_until(until).await;
        }
        Ok(())
    }

    async fn attempt(&self, call: &Call<'_>) -> Result<Vec<u8>, RestError> {
        let mut url = self.base.route(call.route);
        url.set_query(call.query);
        let mut request = self.client.request(call.method.clone(), url);
        if let (true, Some(header)) = (call.as_bot, self.token.header()) {
            request = request.header(AUTHORIZATION, header);
        }
        if let Some(body) = &call.body {
            request = request
                .header(CONTENT_TYPE, "application/json")
                .body(body.clone());
        }
        let response = request.send().await.map_err(RestError::unreachable)?;
        let status = response.status();
        let headers = response.headers().clone();
        let body = response.bytes().await.map_err(RestError::unreachable)?;
        if status.is_success() {
            return Ok(body.to_vec());
        }
        Err(self.refusal(status, &headers, &body, call.as_bot))
    }

    fn refusal(
        &self,
        status: StatusCode,
        headers: &HeaderMap,
        body: &[u8],
        as_bot: bool,
    ) -> RestError {
        metrics::counter!("finops_rest_refusals_total", "status" => status.as_str().to_owned())
            .increment(1);
        let trouble: Trouble = serde_json::from_slice(body).unwrap_or_default();
        match status {
            StatusCode::UNAUTHORIZED if as_bot => {
                self.pause.refuse();
                RestError::Unauthorized
            }
            StatusCode::TOO_MANY_REQUESTS => {
                let wait = wait(headers, trouble.retry_after);
                if is_global(headers) {
                    self.pause.hold(wait);
                }
                RestError::Limited(wait)
            }
            _ => RestError::Refused {
                status: status.as_u16(),
                code: trouble.code,
                message: trouble.message,
            },
        }
    }
}

fn may_repeat(error: &RestError, again: Again) -> bool {
    match (error, again) {
        (RestError::Unreachable(error), Again::IfNotSent) => error.is_connect(),
        (RestError::Unreachable(_), Again::Once) => true,
        (RestError::Refused { status, .. }, Again::Once) => *status >= 500,
        _ => false,
    }
}

fn wait(headers: &HeaderMap, told: Option<f64>) -> Duration {
    let header = headers
        .get(RETRY_AFTER)
        .and_then(|value| value.to_str().ok());
    let seconds = told.or_else(|| header?.parse().ok());
    seconds
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
        .map_or(UNTOLD_WAIT, |wait| wait.min(LONGEST_WAIT))
}

fn is_global(headers: &HeaderMap) -> bool {
    let says = |name: &'static str, value: &str| {
        let header = headers.get(HeaderName::from_static(name));
        header.is_some_and(|header| header.as_bytes().eq_ignore_ascii_case(value.as_bytes()))
    };
    says("x-ratelimit-global", "true") || says("x-ratelimit-scope", "global")
}
