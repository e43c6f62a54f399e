//! `finops-bot check`: every fault of every data file in one run.

use std::io;
use std::process::ExitCode;

use super::{Format, report};
use crate::shell::cli::{CheckAsked, FormatWord};
use crate::shell::data::{Files, Paths};
use crate::shell::day;
use crate::shell::inspect::inspect;
use crate::shell::trouble::Trouble;

pub(in crate::shell) fn run(paths: &Paths, asked: &CheckAsked) -> Result<ExitCode, Trouble> {
    let files = Files::read(paths)?;
    let today = asked.today.unwrap_or_else(day::today);
    let (_, faults) = inspect(&files, today);
    let format = match asked.format {
        FormatWord::Human => Format::human(),
        FormatWord::Json => Format::Json,
    };
    let verdict = report(&faults, &files.all(), format, &mut io::stdout().lock());
    Ok(ExitCode::from(verdict.exit_code()))
}
