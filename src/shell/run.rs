//! `finops-bot run`: the bot itself, from the first look at its files to the last answer.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use arc_swap::ArcSwap;
use clap::Args;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use super::check::Place;
use super::data::{Files, Paths};
use super::inspect::inspect;
use super::trouble::Trouble;
use super::{day, http, metrics, shutdown, telemetry};
use crate::discord::gateway::{self, DoorConfig};
use crate::discord::health::Health;
use crate::discord::rest::{Base, DISCORD, Token};
use crate::domain::fault::Fault;
use crate::guide::Guide;

/// What the bot needs to know of the world around it.
#[derive(Debug, Clone, Args)]
pub(super) struct RunAsked {
    // No default and no printing: the token is read, wrapped and never shown.
    /// The bot's token; better kept in a file
    #[arg(
        long,
        env = "DISCORD_TOKEN",
        hide_env_values = true,
        value_name = "TOKEN"
    )]
    token: Option<String>,
    /// File that holds the bot's token
    #[arg(long, env = "DISCORD_TOKEN_FILE", value_name = "FILE")]
    token_file: Option<PathBuf>,
    /// Discord's address; when it is set, no other one is ever called
    #[arg(long, env = "DISCORD_API_URL", default_value = DISCORD, value_name = "URL")]
    api_url: String,
    #[command(flatten)]
    window: Window,
    /// What is logged, in the form of tracing's filters (for example `debug`, `finops_bot=debug`)
    #[arg(long, env = "LOG", default_value = "info", value_name = "LEVEL")]
    log: String,
}

/// Where the operator looks in.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct Window {
    /// Address of `/healthz` and `/metrics`
    #[arg(
        long,
        env = "HTTP_ADDR",
        default_value = "127.0.0.1:8080",
        value_name = "ADDRESS"
    )]
    pub(super) http_addr: SocketAddr,
}

/// Runs until it is told to stop, or until Discord refuses the bot for good.
pub(super) async fn run(paths: &Paths, asked: RunAsked) -> Result<ExitCode, Trouble> {
    telemetry::start(&asked.log)?;
    let token = token(&asked)?;
    let base = Base::new(&asked.api_url).map_err(Trouble::Base)?;
    let guide = first_state(paths)?;
    let stop = CancellationToken::new();
    shutdown::listen(stop.clone())?;
    let metrics = metrics::install()?;
    tokio::spawn(metrics::keep(metrics.clone(), stop.clone()));
    let listener = http::bind(asked.window.http_addr).await?;
    let window = CancellationToken::new();
    let serving = tokio::spawn(http::serve(listener, metrics, window.clone()));
    let guide = Arc::new(ArcSwap::from_pointee(guide));
    let replaced = Arc::new(Notify::new());
    tokio::spawn(new_day(paths.clone(), Arc::clone(&guide), stop.clone()));
    let config = DoorConfig {
        base,
        token,
        replaced,
    };
    let ended = gateway::run(config, guide, Arc::new(Health::default()), stop).await;
    window.cancel();
    // The window closes last; a probe that hangs in it does not hold the process.
    let _ = tokio::time::timeout(std::time::Duration::from_secs(1), serving).await;
    ended.map_err(Trouble::Door)?;
    tracing::info!("stopped");
    Ok(ExitCode::SUCCESS)
}

/// The token from the file if one is named, else from the variable.
fn token(asked: &RunAsked) -> Result<Token, Trouble> {
    let Some(path) = &asked.token_file else {
        let text = asked.token.as_deref().unwrap_or_default();
        return match text.trim() {
            "" => Err(Trouble::NoToken),
            text => Token::new(text).ok_or(Trouble::NotAToken),
        };
    };
    let path = path.clone();
    match std::fs::read_to_string(&path) {
        Err(why) => Err(Trouble::TokenFile { path, why }),
        Ok(text) if text.trim().is_empty() => Err(Trouble::EmptyTokenFile { path }),
        Ok(text) => Token::new(&text).ok_or(Trouble::NotATokenFile { path }),
    }
}

/// The state to begin with. Every fault is logged; errors keep the bot from starting.
fn first_state(paths: &Paths) -> Result<Guide, Trouble> {
    let files = Files::read(paths)?;
    let (guide, faults) = inspect(&files, day::today());
    for fault in &faults {
        log(fault, &files);
    }
    match guide {
        Some(guide) => Ok(guide),
        None => Err(files.faulty(&faults).into()),
    }
}

fn log(fault: &Fault, files: &Files) {
    let Place { line, column } = files.place(fault);
    let Fault {
        file, what, mend, ..
    } = fault;
    if fault.is_error() {
        tracing::error!(file, line, column, what, mend, "a fault in the data files");
    } else {
        tracing::warn!(file, line, column, what, mend, "a flaw in the data files");
    }
}

/// Facts pass their review at midnight UTC: builds the state anew for each day.
async fn new_day(paths: Paths, guide: Arc<ArcSwap<Guide>>, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(day::until_tomorrow()) => {}
        }
        let paths = paths.clone();
        let built = tokio::task::spawn_blocking(move || Files::read(&paths)?.guide(day::today()));
        match built.await {
            Ok(Ok(next)) => guide.store(Arc::new(next)),
            Ok(Err(error)) => tracing::error!(%error, "the old state goes on serving"),
            Err(_) => tracing::error!("the new state could not be built; the old one goes on"),
        }
    }
}
