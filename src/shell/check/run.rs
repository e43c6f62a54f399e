//! `finops-bot check`: every fault of every data file in one run.

use std::io;
use std::process::ExitCode;

use super::{Format, report};
use crate::discord::commands::{self, Breach, Flaw};
use crate::domain::catalog::warnings;
use crate::domain::fault::Fault;
use crate::domain::roles::expected;
use crate::guide::Guide;
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

/// What Discord would refuse when the commands are registered.
fn breaches(guide: &Guide) -> Vec<Fault> {
    let definitions = commands::definitions(&guide.responses, &guide.catalog);
    let breaches = commands::lint(&definitions, &guide.catalog).into_iter();
    breaches.map(|breach| fault(&breach)).collect()
}

fn fault(breach: &Breach) -> Fault {
    let (file, mend) = match breach.what {
        Flaw::Providers { .. } => (
            "catalog.toml",
            "Remove providers, or give this option suggestions in place of choices.",
        ),
        _ => (
            "responses",
            "Change the text with the key `command-…`, `option-…` or `choice-…` behind it.",
        ),
    };
    let what = format!("Discord would not take the command {breach}");
    Fault::error(file, 0..0, what, mend)
}
