//! `finops-bot health`: asks a running bot whether it is alive, for a container's health check.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

use super::trouble::Trouble;

/// Longer than any healthy answer, shorter than a health check's own patience.
const PATIENCE: Duration = Duration::from_secs(2);

pub(super) async fn ask(addr: SocketAddr) -> Result<ExitCode, Trouble> {
    let asked = reqwest::Client::builder()
        .no_proxy()
        .timeout(PATIENCE)
        .build()
        .map_err(|_| Trouble::Unhealthy { addr })?
        .get(format!("http://{}/healthz", reachable(addr)))
        .send()
        .await;
    match asked {
        Ok(answer) if answer.status().is_success() => Ok(ExitCode::SUCCESS),
        _ => Err(Trouble::Unhealthy { addr }),
    }
}

/// An address that listens everywhere is asked on loopback.
fn reachable(mut addr: SocketAddr) -> SocketAddr {
    if addr.ip().is_unspecified() {
        addr.set_ip(match addr {
            SocketAddr::V4(_) => std::net::Ipv4Addr::LOCALHOST.into(),
            SocketAddr::V6(_) => std::net::Ipv6Addr::LOCALHOST.into(),
        });
    }
    addr
}
