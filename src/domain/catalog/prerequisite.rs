//! `[[provider]]`, `[[basic]]` and `[[curriculum]]` of the file: what comes before a course.

use super::fact::Facts;
use super::limit;
use super::{Basic, Pointer, Provider, ProviderId, Training, TrainingKind};
use crate::domain::table::{At, Table};

const KINDS: [(&str, TrainingKind); 4] = [
    ("training", TrainingKind::Training),
    ("certification", TrainingKind::Certification),
    ("course", TrainingKind::Course),
    ("learning-path", TrainingKind::LearningPath),
];

/// A provider as far as it could be read.
pub(super) struct ProviderRow {
    pub(super) id: Option<At<String>>,
    pub(super) name: Option<At<String>>,
    pub(super) aliases: Vec<At<String>>,
    trainings: Vec<Training>,
}

impl ProviderRow {
    pub(super) fn read(facts: &Facts<'_>, table: Table<'_>) -> Self {
        let document = table.document();
        let row = Self {
            id: table.text("id"),
            name: table.text("name"),
            aliases: table.texts("aliases"),
            trainings: trainings(facts, &table),
        };
        table.finish();
        if let Some(id) = &row.id {
            limit::id(document, id, limit::PROVIDER_ID);
            if id.value == "none" {
                document.error(
                    id.span.clone(),
                    "`none` cannot be a provider: it is the answer \"no cloud yet\".",
                    "Choose another id.",
                );
            }
        }
        if let Some(name) = &row.name {
            limit::text(document, name, limit::NAME);
        }
        limit::aliases(document, &row.aliases);
        row
    }

    /// All that somebody may type to mean this provider.
    pub(super) fn typed(&self) -> Vec<At<String>> {
        let own = [self.id.clone(), self.name.clone()];
        own.into_iter()
            .flatten()
            .chain(self.aliases.iter().cloned())
            .collect()
    }

    pub(super) fn provider(self) -> Option<Provider> {
        Some(Provider {
            id: ProviderId::new(&self.id?.value),
            name: self.name?.value,
            aliases: self.aliases.into_iter().map(|alias| alias.value).collect(),
            trainings: self.trainings,
        })
    }
}

fn trainings(facts: &Facts<'_>, provider: &Table<'_>) -> Vec<Training> {
    let tables = provider.tables("training");
    if tables.is_empty() && !provider.document().is_broken() {
        provider.error(
            provider.span(),
            "This provider has no training.",
            "Add a `[[provider.training]]` that leads to the base level.",
        );
    }
    let read = |table: Table<'_>| {
        let name = facts.must(&table, "name", |fact| fact.text("is"));
        let kind = table.word("kind", &KINDS);
        let better = table.bool_or("better", false);
        let days = facts.may(&table, "days", |fact| fact.int("is", 1..=99_u8));
        let link = facts.may(&table, "link", |fact| facts.link(fact, "is"));
        if let Some(name) = &name {
            let name = name.clone().map(|fact| fact.value);
            limit::text(table.document(), &name, limit::NAME);
        }
        table.finish();
        Some(Training {
            name: name?.value,
            kind: kind?.value,
            better,
            days,
            link,
        })
    };
    tables.into_iter().filter_map(read).collect()
}

/// Reads a basic; its id comes along for finding duplicates.
pub(super) fn basic(facts: &Facts<'_>, table: Table<'_>) -> (Option<At<String>>, Option<Basic>) {
    let id = table.text("id");
    let fact = facts.must(&table, "fact", |fact| fact.text("is"));
    if let Some(id) = &id {
        limit::id(table.document(), id, limit::WORDING_ID);
    }
    if let Some(fact) = &fact {
        let text = fact.clone().map(|fact| fact.value);
        limit::text(table.document(), &text, limit::NAME);
    }
    table.finish();
    let basic = id.clone().zip(fact).map(|(id, fact)| Basic {
        id: id.value,
        fact: fact.value,
    });
    (id, basic)
}

/// Reads a pointer to the curriculum; its id comes along for finding duplicates.
pub(super) fn pointer(
    facts: &Facts<'_>,
    table: Table<'_>,
) -> (Option<At<String>>, Option<Pointer>) {
    let id = table.text("id");
    let link = facts.must(&table, "link", |fact| facts.link(fact, "is"));
    if let Some(id) = &id {
        limit::id(table.document(), id, limit::WORDING_ID);
    }
    table.finish();
    let pointer = id.clone().zip(link).map(|(id, link)| Pointer {
        id: id.value,
        link: link.value,
    });
    (id, pointer)
}
