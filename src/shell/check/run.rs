//! `finops-bot check`: every fault of every data file in one run.

use std::io;
use std::process::ExitCode;

use super::whole::breaches;
use super::{Format, report};
use crate::domain::catalog::warnings;
use crate::domain::roles::expected;
use crate::shell::cli::{CheckAsked, FormatWord};
use crate::shell::data::{Files, Paths};
use crate::shell::day;
use crate::shell::trouble::Trouble;

pub(in crate::shell) fn run(paths: &Paths, asked: &CheckAsked) -> Result<ExitCode, Trouble> {
    let files = Files::read(paths)?;
    let today = asked.today.unwrap_or_else(day::today);
    let (guide, mut faults) = files.build(today);
    faults.extend(warnings(&files.catalog, today));
    faults.extend(guide.iter().flat_map(breaches));
    if let (Some(guide), Some(table)) = (&guide, &files.expected) {
        faults.extend(expected::faults(table, &guide.book, &guide.catalog));
    }
    let format = match asked.format {
        FormatWord::Human => Format::human(),
        FormatWord::Json => Format::Json,
    };
    let verdict = report(&faults, &files.all(), format, &mut io::stdout().lock());
    Ok(ExitCode::from(verdict.exit_code()))
}
