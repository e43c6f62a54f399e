//! One link asked: its redirects one by one, as far as the catalogue allows, and where it ends.

use std::error::Error;
use std::time::Duration;

use reqwest::header::LOCATION;
use reqwest::{Client, Method, Response, StatusCode};
use url::Url;

use super::gather::Link;
use crate::domain::catalog::Catalog;

/// As far as browsers go is farther; no page of a course needs more.
const HOPS: usize = 10;
/// A page that fails is asked once more, after a moment.
const AGAIN: Duration = Duration::from_millis(500);

/// What became of a link.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) link: Link,
    pub(super) hops: Vec<Hop>,
    pub(super) end: End,
}

/// One redirect.
#[derive(Debug)]
pub(super) struct Hop {
    pub(super) status: StatusCode,
    pub(super) to: Url,
}

/// Where a link ends.
#[derive(Debug)]
pub(super) enum End {
    Fine,
    /// The server is there and does not let programs look: a person has to.
    Refused(StatusCode),
    Dead(StatusCode),
    /// The last redirect leads off the allowed hosts, and was not followed.
    OffList,
    /// A redirect without an address, or too many of them.
    Lost,
    Unreachable(String),
}

impl End {
    /// Whether somebody who presses the link meets something else than the page.
    pub(super) fn is_fault(&self) -> bool {
        !matches!(self, Self::Fine | Self::Refused(_))
    }
}

pub(super) async fn follow(client: &Client, catalog: &Catalog, link: Link) -> Answer {
    let mut hops: Vec<Hop> = Vec::new();
    let mut here = link.url.clone();
    let end = loop {
        let response = match ask(client, &here).await {
            Ok(response) => response,
            Err(error) => break End::Unreachable(reason(&error)),
        };
        let status = response.status();
        if !status.is_redirection() {
            break ending(status);
        }
        let Some(to) = target(&here, &response).filter(|_| hops.len() < HOPS) else {
            break End::Lost;
        };
        hops.push(Hop {
            status,
            to: to.clone(),
        });
        if !catalog.allows(&to) {
            break End::OffList;
        }
        here = to;
    };
    Answer { link, hops, end }
}

fn ending(status: StatusCode) -> End {
    match status {
        _ if status.is_success() => End::Fine,
        StatusCode::UNAUTHORIZED
        | StatusCode::FORBIDDEN
        | StatusCode::NOT_ACCEPTABLE
        | StatusCode::TOO_MANY_REQUESTS => End::Refused(status),
        _ => End::Dead(status),
    }
}

/// Asks for the head; where a server does not like that, for the page; and once more where it
/// fails.
async fn ask(client: &Client, url: &Url) -> reqwest::Result<Response> {
    let head = client.request(Method::HEAD, url.clone()).send().await;
    if let Ok(response) = &head
        && (response.status().is_success() || response.status().is_redirection())
    {
        return head;
    }
    let page = client.get(url.clone()).send().await;
    match &page {
        Ok(response) if !response.status().is_server_error() => return page,
        _ => tokio::time::sleep(AGAIN).await,
    }
    client.get(url.clone()).send().await
}

fn target(from: &Url, response: &Response) -> Option<Url> {
    let location = response.headers().get(LOCATION)?.to_str().ok()?;
    from.join(location).ok()
}

/// The innermost cause: the outer ones only repeat the address.
fn reason(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return "no answer in time".to_owned();
    }
    let mut cause: &dyn Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}
