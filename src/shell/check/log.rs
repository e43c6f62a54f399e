//! Faults for the log of a running bot: one line each, with its place.

use super::Placed;
use crate::domain::fault::{DataFile, Fault};

/// Logs each fault that keeps the files from being used, and how many flaws do not.
pub(in crate::shell) fn log(faults: &[Fault], files: &[DataFile]) {
    let (errors, warnings): (Vec<&Fault>, Vec<&Fault>) =
        faults.iter().partition(|fault| fault.is_error());
    for fault in errors {
        let placed = Placed::new(fault, files);
        let Fault {
            file, what, mend, ..
        } = fault;
        let (line, column) = (placed.start.line, placed.start.column);
        tracing::error!(file, line, column, what, mend, "a fault in the data files");
    }
    if !warnings.is_empty() {
        let warnings = warnings.len();
        tracing::warn!(
            warnings,
            "the data files have flaws that they can be used with; `finops-bot check` shows them"
        );
    }
}
