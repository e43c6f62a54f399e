//! Logs: text on a terminal, JSON elsewhere; never a token, a body or typed words.

use std::io::{self, IsTerminal};
use std::panic::PanicHookInfo;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::Directive;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Lines of libraries that hold tokens or bodies stay out at every level, whatever `LOG` says.
const QUIET: [&str; 8] = [
    "serenity=warn",
    "serenity::http=error",
    "serenity::gateway=off",
    "twilight_gateway=warn",
    "tokio_websockets=warn",
    "reqwest=warn",
    "hyper=warn",
    "hyper_util=warn",
];

/// Starts logging to standard error at the level that the operator asked for.
pub(super) fn start(level: &str) {
    let mut filter = EnvFilter::try_new(level).unwrap_or_else(|_| EnvFilter::new("info"));
    for quiet in QUIET
        .iter()
        .filter_map(|quiet| quiet.parse::<Directive>().ok())
    {
        filter = filter.add_directive(quiet);
    }
    let registry = tracing_subscriber::registry().with(filter);
    let lines = tracing_subscriber::fmt::layer().with_writer(io::stderr);
    // A second start in one process keeps the first: there is nothing to tell anybody.
    let _ = if io::stderr().is_terminal() {
        registry.with(lines).try_init()
    } else {
        registry.with(lines.json()).try_init()
    };
    std::panic::set_hook(Box::new(log_panic));
}

/// Only where it was: what a panic says may quote what somebody typed, as a slice that ends inside
/// a character does.
fn log_panic(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string);
    tracing::error!(place, "a panic");
}
