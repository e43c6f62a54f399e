//! The whole state, checked as far as serving it needs.

use jiff::civil::Date;

use crate::discord::commands::{self, Breach, Flaw};
use crate::domain::fault::Fault;
use crate::guide::Guide;
use crate::shell::data::Files;

/// The state, if nothing keeps it from serving: neither a fault in a file, nor a command that
/// Discord would refuse.
pub(in crate::shell) fn whole(files: &Files, today: Date) -> (Option<Guide>, Vec<Fault>) {
    let (guide, mut faults) = files.build(today);
    faults.extend(guide.iter().flat_map(breaches));
    let guide = guide.filter(|_| !faults.iter().any(Fault::is_error));
    (guide, faults)
}

/// What Discord would refuse when the commands are registered.
pub(super) fn breaches(guide: &Guide) -> Vec<Fault> {
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
