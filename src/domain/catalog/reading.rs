//! From `catalog.toml` to a checked catalogue, with every fault of the file in one run.

use jiff::civil::Date;

use super::course::Row;
use super::fact::Facts;
use super::prerequisite::{self, ProviderRow};
use super::{Catalog, Persona, PersonaId};
use super::{limit, reference};
use crate::domain::fault::{DataFile, Fault};
use crate::domain::table::{At, Document, Table};

impl Catalog {
    /// Reads the file. There is a catalogue only where no fault is an error.
    pub fn read(file: &DataFile) -> (Option<Self>, Vec<Fault>) {
        let document = Document::parse(file);
        let (catalog, _) = read(&document);
        let catalog = catalog.filter(|_| !document.has_errors());
        (catalog, document.into_faults())
    }
}

/// Warnings that depend on the day: facts past their review, and facts from the future.
pub fn warnings(file: &DataFile, today: Date) -> Vec<Fault> {
    let document = Document::parse(file);
    let (_, facts) = read(&document);
    facts.overdue(today)
}

fn read<'d>(document: &'d Document<'d>) -> (Option<Catalog>, Facts<'d>) {
    let root = document.root();
    let (facts, sources) = Facts::read(&root);
    let report = facts.link(&root, "report");
    let personas = personas(&root);
    let rows: Vec<Row> = root
        .tables("course")
        .into_iter()
        .map(|table| Row::read(&facts, table))
        .collect();
    let providers: Vec<ProviderRow> = root
        .tables("provider")
        .into_iter()
        .map(|table| ProviderRow::read(&facts, table))
        .collect();
    let basics = root.tables("basic").into_iter();
    let (basic_ids, basics): (Vec<_>, Vec<_>) = basics
        .map(|table| prerequisite::basic(&facts, table))
        .unzip();
    let pointers = root.tables("curriculum").into_iter();
    let (pointer_ids, pointers): (Vec<_>, Vec<_>) = pointers
        .map(|table| prerequisite::pointer(&facts, table))
        .unzip();
    root.finish();

    reference::unique(
        document,
        "courses",
        rows.iter().filter_map(|row| row.id.as_ref()),
    );
    reference::unique(document, "personas", &personas);
    reference::unique(
        document,
        "providers",
        providers.iter().filter_map(|row| row.id.as_ref()),
    );
    reference::unique(document, "basics", basic_ids.iter().flatten());
    reference::unique(
        document,
        "curriculum pointers",
        pointer_ids.iter().flatten(),
    );
    reference::unambiguous(document, &rows.iter().map(Row::typed).collect::<Vec<_>>());
    let typed: Vec<_> = providers.iter().map(ProviderRow::typed).collect();
    reference::unambiguous(document, &typed);
    if !document.is_broken() {
        reference::courses(document, &rows, &personas);
    }

    let catalog = report.map(|report| Catalog {
        sources,
        courses: rows.into_iter().filter_map(Row::course).collect(),
        personas: personas
            .iter()
            .map(|id| Persona {
                id: PersonaId::new(&id.value),
            })
            .collect(),
        providers: providers
            .into_iter()
            .filter_map(ProviderRow::provider)
            .collect(),
        basics: basics.into_iter().flatten().collect(),
        curriculum: pointers.into_iter().flatten().collect(),
        report: report.value,
        allowed_hosts: facts.hosts().to_vec(),
    });
    (catalog, facts)
}

fn personas(root: &Table<'_>) -> Vec<At<String>> {
    let mut ids = Vec::new();
    for table in root.tables("persona") {
        if let Some(id) = table.text("id") {
            limit::id(root.document(), &id, limit::ID);
            ids.push(id);
        }
        table.finish();
    }
    ids
}
