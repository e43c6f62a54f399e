//! What the second reader adds to statements that it has not learnt from.

use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write;
use std::path::Path;

use finops_bot::domain::catalog::Catalog;
use finops_bot::domain::fault::DataFile;
use finops_bot::domain::learner::LearnerProfile;
use finops_bot::domain::roles::RoleBook;

use crate::statements::{Statement, weights};

/// Leads that are tried as thresholds, in hundredths; the reader's own is `SURE`.
const LEADS: [i32; 8] = [300, 400, 500, 600, 700, 800, 900, 1000];

fn file(name: &str) -> std::io::Result<DataFile> {
    Ok(DataFile {
        name: name.to_owned(),
        text: std::fs::read_to_string(Path::new(name))?,
    })
}

fn book() -> Result<RoleBook, Box<dyn Error>> {
    let (catalog, _) = Catalog::read(&file("catalog.toml")?);
    let catalog = catalog.ok_or("catalog.toml has faults")?;
    let mut files = Vec::new();
    for entry in std::fs::read_dir("roles")? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(".toml") {
            files.push(file(&format!("roles/{name}"))?);
        }
    }
    Ok(RoleBook::read(&files, &catalog)
        .0
        .ok_or("roles has faults")?)
}

#[derive(Default)]
struct Row {
    asked: usize,
    right: [usize; LEADS.len()],
    wrong: [usize; LEADS.len()],
    guessed: [usize; LEADS.len()],
}

/// For each part: questions that the rules need not have asked, and what is answered at each lead.
pub(crate) fn table(statements: &[Statement]) -> Result<String, Box<dyn Error>> {
    let mut book = book()?;
    let folds: BTreeSet<&str> = statements.iter().map(|one| one.fold.as_str()).collect();
    let mut out = format!("part: needless questions; right/wrong/guessed at {LEADS:?}\n");
    let mut total = Row::default();
    for fold in folds {
        book = book.taught(weights(statements, fold)?);
        let mut row = Row::default();
        for one in statements.iter().filter(|one| one.fold == fold) {
            for row in [&mut row, &mut total] {
                count(row, one, &book);
            }
        }
        line(&mut out, fold, &row)?;
    }
    line(&mut out, "all", &total)?;
    Ok(out)
}

fn count(row: &mut Row, one: &Statement, book: &RoleBook) {
    let profile = LearnerProfile {
        about: Some(one.text.clone()),
        ..LearnerProfile::default()
    };
    let Some(heard) = book.explain(&profile).heard else {
        return;
    };
    row.asked += usize::from(!one.must_ask);
    for (at, lead) in LEADS.into_iter().enumerate() {
        if !heard.may || heard.lead < lead {
            continue;
        }
        let tally = if one.must_ask {
            &mut row.guessed
        } else if one.courses.iter().any(|course| course == heard.persona()) {
            &mut row.right
        } else {
            &mut row.wrong
        };
        if let Some(tally) = tally.get_mut(at) {
            *tally += 1;
        }
    }
}

fn line(out: &mut String, name: &str, row: &Row) -> std::fmt::Result {
    write!(out, "{name:14} {:3}:", row.asked)?;
    for ((right, wrong), guessed) in row.right.iter().zip(row.wrong).zip(row.guessed) {
        write!(out, "  {right}/{wrong}/{guessed}")?;
    }
    writeln!(out)
}
