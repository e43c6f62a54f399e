//! Logs: text on a terminal, JSON elsewhere; never a token, a body or typed words.

use std::io::{self, IsTerminal};
use std::panic::PanicHookInfo;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::{Directive, LevelFilter};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use super::trouble::Trouble;

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
pub(super) fn start(level: &str) -> Result<(), Trouble> {
    let mut filter = filter(level)?;
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
    Ok(())
}

/// A word alone must be a level: the library would take it for a part of the program, log that one
/// and nothing else.
fn filter(asked: &str) -> Result<EnvFilter, Trouble> {
    let asked = match asked.trim() {
        "" => "info",
        asked => asked,
    };
    let means_nothing = |part: &&str| {
        let alone = !part.contains(['=', '[']);
        part.parse::<Directive>().is_err() || alone && part.parse::<LevelFilter>().is_err()
    };
    let mut parts = asked.split(',').map(str::trim);
    let refused = |part: &str| Trouble::Log {
        part: part.to_owned(),
    };
    match parts.find(means_nothing) {
        // A list of fields has commas of its own.
        Some(part) if !asked.contains('[') => Err(refused(part)),
        _ => EnvFilter::try_new(asked).map_err(|_| refused(asked)),
    }
}

/// Only where it was: what a panic says may quote what somebody typed, as a slice that ends inside
/// a character does.
fn log_panic(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string);
    tracing::error!(place, "a panic");
}

#[cfg(test)]
mod tests {
    use super::filter;

    #[test]
    fn a_filter_says_something() {
        for asked in [
            "info",
            "DEBUG",
            "",
            "off",
            "warn,finops_bot=debug",
            "finops_bot[x]=info",
        ] {
            assert!(filter(asked).is_ok(), "{asked}");
        }
        for asked in [
            "verbose",
            "finops_bot=loud",
            "info,verbose",
            "info,,=",
            "[[[",
        ] {
            let trouble = filter(asked).unwrap_err().to_string();
            assert!(trouble.starts_with("LOG: `"), "{asked}: {trouble}");
        }
    }
}
