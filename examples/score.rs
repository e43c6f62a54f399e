//! Answers a batch with the files of the working folder: `cargo run --example score < lines.jsonl`.

use std::io;

use finops_bot::domain::catalog::Catalog;
use finops_bot::domain::fault::DataFile;
use finops_bot::domain::roles::RoleBook;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let data = |name: &str| -> io::Result<DataFile> {
        Ok(DataFile {
            name: name.to_owned(),
            text: std::fs::read_to_string(name)?,
        })
    };
    let (catalog, faults) = Catalog::read(&data("catalog.toml")?);
    let mut files = Vec::new();
    for entry in std::fs::read_dir("roles")? {
        let path = entry?.path();
        if path.extension().is_some_and(|kind| kind == "toml") {
            files.push(data(&path.to_string_lossy())?);
        }
    }
    let catalog = catalog.ok_or_else(|| format!("{faults:?}"))?;
    let (book, faults) = RoleBook::read(&files, &catalog);
    let show = |fault: &finops_bot::domain::fault::Fault| {
        let text = files.iter().find(|file| file.name == fault.file);
        let place = text.and_then(|file| file.text.get(..fault.span.start));
        let line = place.map_or(0, |before| before.lines().count());
        format!("{}:{line}: {} {}\n", fault.file, fault.what, fault.mend)
    };
    let shown: String = faults.iter().map(show).collect();
    let book = book.ok_or_else(|| shown.clone())?;
    io::Write::write_all(&mut io::stderr(), shown.as_bytes())?;
    for file in files
        .iter()
        .filter(|file| file.name.ends_with("expected.toml"))
    {
        let faults = finops_bot::domain::roles::expected::faults(file, &book, &catalog);
        let shown: String = faults
            .iter()
            .map(|fault| {
                format!(
                    "{} {}\n",
                    fault.what,
                    file.text.get(fault.span.clone()).unwrap_or_default()
                )
            })
            .collect();
        io::Write::write_all(&mut io::stderr(), shown.as_bytes())?;
    }
    if let Some(text) = std::env::args().nth(1) {
        let role = std::env::args().nth(2);
        let profile = finops_bot::domain::learner::LearnerProfile {
            about: Some(text).filter(|text| !text.is_empty()),
            role,
            ..Default::default()
        };
        let explanation = book.explain(&profile);
        let mut out = io::stdout().lock();
        for field in &explanation.fields {
            io::Write::write_all(
                &mut out,
                format!("{} {} {:?}\n", field.field, field.locale, field.clauses).as_bytes(),
            )?;
            for f in &field.findings {
                io::Write::write_all(
                    &mut out,
                    format!(
                        "   {} | {} | {} {}\n",
                        f.words, f.taken_for, f.status, f.counted
                    )
                    .as_bytes(),
                )?;
            }
        }
        io::Write::write_all(&mut out, format!("{:?}\n", explanation.reading).as_bytes())?;
        return Ok(());
    }
    finops_bot::shell::batch::run(io::stdin().lock(), io::stdout().lock(), &catalog, &book)?;
    Ok(())
}
