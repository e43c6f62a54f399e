//! All that must hold of the data files: what `check` reports is what `run` starts with.

use std::ops::Range;

use jiff::civil::Date;

use super::data::Files;
use crate::discord::commands::{self, Breach, Flaw};
use crate::domain::catalog::{Catalog, warnings};
use crate::domain::fault::Fault;
use crate::domain::locale::Locale;
use crate::domain::roles::expected;
use crate::domain::table::Document;
use crate::guide::Guide;
use crate::guide::responses::locate;

/// Builds the whole state and looks at it from every side. The state comes only without errors.
pub(super) fn inspect(files: &Files, today: Date) -> (Option<Guide>, Vec<Fault>) {
    let (guide, mut faults) = files.assemble(today);
    faults.extend(warnings(&files.catalog, today));
    faults.extend(commands::titles(&files.roles));
    if let Some(guide) = &guide {
        faults.extend(breaches(guide, files));
    }
    faults.extend(expectations(guide.as_ref(), files));
    let guide = guide.filter(|_| !faults.iter().any(Fault::is_error));
    (guide, files.named_as_given(faults))
}

/// Who must be sent where.
fn expectations(guide: Option<&Guide>, files: &Files) -> Vec<Fault> {
    let Some(table) = &files.expected else {
        return vec![Fault::error(
            "roles/expected.toml",
            0..0,
            "the table of who must be sent where is missing",
            "Restore it beside the titles: without it nobody sees whom an edit sends elsewhere.",
        )];
    };
    match guide {
        Some(guide) => expected::faults(table, &guide.book, &guide.catalog),
        None => vec![Fault::warning(
            &table.name,
            0..0,
            "no line of this table was tried, since other files have faults",
            "Mend those first.",
        )],
    }
}

/// What Discord would refuse when the commands are registered.
fn breaches(guide: &Guide, files: &Files) -> Vec<Fault> {
    let definitions = commands::definitions(&guide.responses, &guide.catalog);
    let mut faults: Vec<(Flaw, Fault)> = Vec::new();
    for breach in commands::lint(&definitions, &guide.catalog) {
        let fault = fault(&breach, &guide.catalog, files);
        // A text that stands in for those of other languages is told of once.
        let told = faults.iter().any(|(what, other)| {
            *what == breach.what && other.file == fault.file && other.span == fault.span
        });
        if !told {
            faults.push((breach.what, fault));
        }
    }
    faults.into_iter().map(|(_, fault)| fault).collect()
}

fn fault(breach: &Breach, catalog: &Catalog, files: &Files) -> Fault {
    let what = format!("Discord would not take the command {breach}");
    if let Flaw::Providers { count } = breach.what {
        let first_out = catalog
            .providers
            .len()
            .saturating_sub(count - commands::LIST);
        let mend = "Remove providers, or give this option suggestions in place of choices.";
        return Fault::error(&files.catalog.name, provider(files, first_out), what, mend);
    }
    let locale = breach.language.as_deref().map(Locale::new);
    let locale = locale.unwrap_or_else(Locale::english);
    let key = breach.key.as_deref().unwrap_or_default();
    match locate(&files.responses, &locale, key) {
        Some((file, span)) => Fault::error(&file, span, what, format!("Change the text `{key}`.")),
        None => Fault::error(
            &format!("responses/{locale}"),
            0..0,
            what,
            "This is a fault of the bot: please report it.",
        ),
    }
}

/// Where a provider begins in the catalogue.
fn provider(files: &Files, position: usize) -> Range<usize> {
    let document = Document::parse(&files.catalog);
    let providers = document.root().tables("provider");
    providers
        .get(position)
        .map_or(0..0, |provider| provider.span())
}
