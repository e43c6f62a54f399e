//! The operator's window: is it alive, and what does it do.

use std::net::SocketAddr;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::routing::get;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::net::TcpListener;
use tokio::sync::watch::Receiver;
use tokio_util::sync::CancellationToken;

use super::reload::Standing;
use super::trouble::Trouble;

/// Binds the address at once, so that a taken one is told at start.
pub(super) async fn bind(addr: SocketAddr) -> Result<TcpListener, Trouble> {
    let listener = TcpListener::bind(addr)
        .await
        .map_err(|why| Trouble::Bind { addr, why })?;
    // Port 0 means any free one, so only this tells which.
    if let Ok(addr) = listener.local_addr() {
        tracing::info!(%addr, "serving /healthz and /metrics");
    }
    Ok(listener)
}

/// What the window shows.
#[derive(Clone)]
pub(super) struct View {
    pub(super) metrics: PrometheusHandle,
    pub(super) standing: Receiver<Standing>,
}

/// Serves `/healthz` and `/metrics` until the stop.
pub(super) async fn serve(listener: TcpListener, view: View, stop: CancellationToken) {
    let routes = Router::new()
        .route("/healthz", get(health))
        .route("/metrics", get(print))
        .with_state(view);
    let served = axum::serve(listener, routes)
        .with_graceful_shutdown(stop.cancelled_owned())
        .await;
    if let Err(error) = served {
        tracing::error!(%error, "the health address is no longer served");
    }
}

/// A faulty edit is told and makes nobody ill: the old state answers.
async fn health(State(view): State<View>) -> String {
    let Standing {
        version, faults, ..
    } = *view.standing.borrow();
    match faults {
        0 => "ok\n".to_owned(),
        _ => format!(
            "ok\nfaults in the last edit of the data files: {faults}; version {version} goes on serving\n"
        ),
    }
}

async fn print(State(view): State<View>) -> impl IntoResponse {
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    (
        StatusCode::OK,
        [(CONTENT_TYPE, kind)],
        view.metrics.render(),
    )
}
