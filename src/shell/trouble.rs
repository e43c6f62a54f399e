//! Operator's trouble: one line on standard error and an exit code.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::discord::gateway::DoorError;
use crate::discord::rest::BadBase;

/// What keeps the process from doing its work.
#[derive(Debug, thiserror::Error)]
pub(super) enum Trouble {
    #[error("{0}")]
    Data(#[from] super::data::DataTrouble),
    #[error("{path}: {why}", path = .path.display())]
    Side {
        path: PathBuf,
        why: super::data::DataTrouble,
    },
    #[error("{} holds neither catalog.toml nor roles/ nor responses/", .0.display())]
    NoData(PathBuf),
    #[error("input or output failed: {0}")]
    Io(#[from] io::Error),
    #[error("no bot token: set DISCORD_TOKEN, or DISCORD_TOKEN_FILE to a file that holds it")]
    NoToken,
    #[error("cannot read the token file {path}: {why}", path = .path.display())]
    TokenFile { path: PathBuf, why: io::Error },
    #[error(
        "what DISCORD_TOKEN holds is not a bot token: one has no spaces and only letters, digits and signs of ASCII. Copy it anew from the application's Bot page"
    )]
    NotAToken,
    #[error("the token file {path} is empty: put the bot token into it", path = .path.display())]
    EmptyTokenFile { path: PathBuf },
    #[error(
        "what the token file {path} holds is not a bot token: one has no spaces and only letters, digits and signs of ASCII. Copy it anew from the application's Bot page",
        path = .path.display()
    )]
    NotATokenFile { path: PathBuf },
    #[error(
        "LOG: `{part}` says nothing: write a level (error, warn, info, debug, trace) or a part of the program with one, such as `finops_bot=debug`"
    )]
    Log { part: String },
    #[error("DISCORD_API_URL: {0}")]
    Base(#[source] BadBase),
    #[error("cannot listen on {addr}: {why}. Set HTTP_ADDR to a free address")]
    Bind { addr: SocketAddr, why: io::Error },
    #[error("the metrics cannot be kept: another recorder is installed")]
    Metrics,
    #[error("calls cannot be prepared: {0}")]
    Client(#[source] reqwest::Error),
    #[error("{0}")]
    Door(#[source] DoorError),
    #[error("nothing healthy answers on {addr}")]
    Unhealthy { addr: SocketAddr },
}

impl Trouble {
    /// 1 says that something is not well, 2 that the operator must change something first.
    fn code(&self) -> u8 {
        match self {
            Self::Unhealthy { .. } => 1,
            _ => 2,
        }
    }

    /// Says the trouble in one line. A reader that closed its end early is no trouble.
    pub(super) fn report(self) -> ExitCode {
        if let Self::Io(error) = &self
            && error.kind() == io::ErrorKind::BrokenPipe
        {
            return ExitCode::SUCCESS;
        }
        // Nothing is left to tell it to if standard error is closed, too.
        let _ = writeln!(io::stderr(), "finops-bot: {self}");
        ExitCode::from(self.code())
    }
}
