//! What is counted and measured, bounded in memory however long the bot runs.

use std::time::Duration;

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tokio_util::sync::CancellationToken;

use super::trouble::Trouble;

/// Upper bounds in seconds: an answer takes microseconds, a call to Discord up to three seconds.
const BUCKETS: [f64; 14] = [
    0.000_05, 0.000_1, 0.000_25, 0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0,
];
/// Measured values wait in memory until they are counted into their buckets.
const UPKEEP: Duration = Duration::from_secs(1);

/// Installs the recorder. Histograms have fixed buckets: a summary would keep every value for a
/// while, and grow with the load.
pub(super) fn install() -> Result<PrometheusHandle, Trouble> {
    PrometheusBuilder::new()
        .set_buckets(&BUCKETS)
        .and_then(PrometheusBuilder::install_recorder)
        .map_err(|_| Trouble::Metrics)
}

/// Counts what was measured into its buckets, again and again until the stop.
pub(super) async fn keep(metrics: PrometheusHandle, stop: CancellationToken) {
    while stop
        .run_until_cancelled(tokio::time::sleep(UPKEEP))
        .await
        .is_some()
    {
        metrics.run_upkeep();
    }
}
