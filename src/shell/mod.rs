//! The process: flags, files, printing, signals.

mod batch;
pub mod check;
mod cli;
pub mod data;
mod day;
mod recommend;
mod terminal;
mod trouble;

use std::process::ExitCode;

use clap::Parser;

use cli::{Cli, Command};
use trouble::Trouble;

/// Reads the flags, does what they ask for, and says with an exit code how it went.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match &cli.command {
        Command::Recommend(asked) => recommend::run(&cli.paths, asked),
        Command::Check(asked) => check::run(&cli.paths, asked),
    };
    done.unwrap_or_else(Trouble::report)
}
