//! `finops-bot run`: the bot itself, from the first look at its files to the last answer.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use super::data::Paths;
use super::reload::Keeper;
use super::trouble::Trouble;
use super::{http, metrics, shutdown, telemetry};
use crate::discord::gateway::{self, DoorConfig};
use crate::discord::health::Health;
use crate::discord::rest::{Base, DISCORD, Token};

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
    let keeper = Keeper::new(paths)?;
    let stop = CancellationToken::new();
    shutdown::listen(stop.clone())?;
    let hangup = signal(SignalKind::hangup())?;
    let metrics = metrics::install()?;
    tokio::spawn(metrics::keep(metrics.clone(), stop.clone()));
    let listener = http::bind(asked.window.http_addr).await?;
    let window = CancellationToken::new();
    let view = http::View {
        metrics,
        standing: keeper.standing(),
    };
    let serving = tokio::spawn(http::serve(listener, view, window.clone()));
    let guide = Arc::clone(&keeper.guide);
    let config = DoorConfig {
        base,
        token,
        replaced: Arc::clone(&keeper.replaced),
    };
    tokio::spawn(keeper.keep(hangup, stop.clone()));
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
