//! The process: flags, files, printing, signals.

mod batch;
pub mod check;
mod cli;
pub mod data;
mod day;
mod diff;
mod explain;
mod health;
mod http;
mod inspect;
mod metrics;
mod recommend;
mod reload;
mod run;
mod shutdown;
mod telemetry;
mod terminal;
mod trouble;

use std::process::ExitCode;

use clap::Parser;

use cli::{Cli, Command};
use trouble::Trouble;

/// Reads the flags, does what they ask for, and says with an exit code how it went.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match cli.command {
        Command::Recommend(asked) => recommend::run(&cli.paths, &asked),
        Command::Check(asked) if asked.links => {
            in_runtime(check::links::run(&cli.paths, asked.format))
        }
        Command::Check(asked) => check::run(&cli.paths, &asked),
        Command::Diff(asked) => diff::run(&cli.paths, &asked),
        Command::Explain(asked) => explain::run(&cli.paths, &asked),
        Command::Run(asked) => in_runtime(run::run(&cli.paths, *asked)),
        Command::Health(window) => in_runtime(health::ask(window.http_addr)),
    };
    done.unwrap_or_else(Trouble::report)
}

/// The runtime is built only for what needs one: a terminal answer starts faster without.
fn in_runtime(work: impl Future<Output = Result<ExitCode, Trouble>>) -> Result<ExitCode, Trouble> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(work)
}
