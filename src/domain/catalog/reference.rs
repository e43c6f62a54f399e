//! Checks across the catalogue: every id once, every reference leads somewhere, every persona
//! has its course.

use std::collections::BTreeMap;

use super::course::Row;
use super::name::plain;
use super::{Audience, Status};
use crate::domain::table::{At, Document, closest, listed};

/// Reports the second of two equal ids.
pub(super) fn unique<'a>(
    document: &Document<'_>,
    what: &str,
    ids: impl IntoIterator<Item = &'a At<String>>,
) {
    let mut seen = BTreeMap::new();
    for id in ids {
        if seen.insert(id.value.as_str(), ()).is_some() {
            document.error(
                id.span.clone(),
                format!("There are two {what} `{}`.", id.value),
                "Give one of them another id.",
            );
        }
    }
}

/// Reports a name that two things answer to, so that what people type means one of them.
pub(super) fn unambiguous(document: &Document<'_>, things: &[Vec<At<String>>]) {
    let mut owners: BTreeMap<String, usize> = BTreeMap::new();
    for (owner, names) in things.iter().enumerate() {
        for (place, name) in names.iter().enumerate() {
            let first = *owners.entry(plain(&name.value)).or_insert(owner);
            // The first name is the id, and two equal ids are reported as such.
            if first != owner && place > 0 {
                document.error(
                    name.span.clone(),
                    format!("`{}` already means another entry.", name.value),
                    "Remove it from one of the two: what people type must mean one thing.",
                );
            }
        }
    }
}

/// Checks what courses say about each other and about personas.
pub(super) fn courses(document: &Document<'_>, rows: &[Row], personas: &[At<String>]) {
    for row in rows {
        replacement(document, row, rows);
        persona(document, row, personas);
    }
    // Where an audience could not be read, nobody knows whose course is missing.
    if rows
        .iter()
        .any(|row| row.audience.is_none() || row.status.is_none())
    {
        return;
    }
    for id in personas {
        coverage(document, id, rows);
    }
    let open = |wanted: &Audience| {
        rows.iter()
            .any(|row| !row.is_retired() && audience(row).is_some_and(|of| of == wanted))
    };
    if !open(&Audience::Team) {
        document.error(
            0..0,
            "No course is for people on a FinOps team.",
            "Add a course with `audience = { is = \"team\", … }` that is not retired.",
        );
    }
    let offered = |row: &Row| {
        let status = row.status.as_ref();
        status.is_some_and(|status| status.value.value == Status::Offered)
    };
    if !rows.iter().any(offered) {
        document.error(
            0..0,
            "No course is offered.",
            "Set the status of at least one course to \"offered\".",
        );
    }
}

fn audience(row: &Row) -> Option<&Audience> {
    row.audience.as_ref().map(|audience| &audience.value.value)
}

/// The replacement exists, and following it does not lead back.
fn replacement(document: &Document<'_>, row: &Row, rows: &[Row]) {
    let Some(status) = &row.status else { return };
    let (Some(id), Some(next)) = (&row.id, replaced_by(row)) else {
        return;
    };
    let known = || rows.iter().filter_map(course_id);
    if !known().any(|known| known == next) {
        let mend = match closest(next, known()) {
            Some(known) => format!("Did you mean `{known}`?"),
            None => format!("Name one of {}.", listed(known())),
        };
        document.error(
            status.span.clone(),
            format!("There is no course `{next}`."),
            mend,
        );
        return;
    }
    let mut at = next;
    // A ring that does not come back here is reported where it closes.
    for _ in rows {
        if at == id.value {
            document.error(
                status.span.clone(),
                format!(
                    "Following the replacements of `{id}` leads back to it.",
                    id = id.value
                ),
                "Name a course that is not retired itself.",
            );
            return;
        }
        match rows
            .iter()
            .find(|row| course_id(row) == Some(at))
            .and_then(replaced_by)
        {
            Some(next) => at = next,
            None => return,
        }
    }
}

fn course_id(row: &Row) -> Option<&str> {
    row.id.as_ref().map(|id| id.value.as_str())
}

fn replaced_by(row: &Row) -> Option<&str> {
    match &row.status.as_ref()?.value.value {
        Status::Retired { replaced_by } => replaced_by.as_ref().map(super::CourseId::as_str),
        _ => None,
    }
}

fn persona(document: &Document<'_>, row: &Row, personas: &[At<String>]) {
    let Some(At { value, span }) = &row.audience else {
        return;
    };
    let Audience::Persona(id) = &value.value else {
        return;
    };
    let known = || personas.iter().map(|known| known.value.as_str());
    if known().any(|known| known == id.as_str()) {
        return;
    }
    let mend = match closest(id.as_str(), known()) {
        Some(known) => format!("Did you mean `{known}`?"),
        None => format!(
            "Add a `[[persona]]` with `id = \"{id}\"`, or name one of {}.",
            listed(known())
        ),
    };
    document.error(span.clone(), format!("There is no persona `{id}`."), mend);
}

/// A persona has exactly one course that is not retired, or one that names its replacement.
fn coverage(document: &Document<'_>, id: &At<String>, rows: &[Row]) {
    let own = |row: &&Row| {
        let of = audience(row);
        of.is_some_and(|of| matches!(of, Audience::Persona(of) if of.as_str() == id.value))
    };
    let mut open = rows.iter().filter(own).filter(|row| !row.is_retired());
    let replaced = rows
        .iter()
        .filter(own)
        .any(|row| replaced_by(row).is_some());
    if open.next().is_none() && !replaced {
        document.error(
            id.span.clone(),
            format!("No course is for the persona `{}`.", id.value),
            "Add a course for it, name what replaces its retired one, or remove the persona.",
        );
    }
    for second in open {
        if let Some(audience) = &second.audience {
            document.error(
                audience.span.clone(),
                format!("A second course is for the persona `{}`.", id.value),
                "Keep one; set the status of the other to \"retired\".",
            );
        }
    }
}
