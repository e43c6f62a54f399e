//! The data files: from the places that the operator names, else the working folder, else the
//! ones built into the binary.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use include_dir::{Dir, include_dir};
use jiff::civil::Date;

use crate::discord::commands;
use crate::domain::catalog::Catalog;
use crate::domain::fault::{DataFile, Fault};
use crate::domain::locale::Locale;
use crate::domain::roles::RoleBook;
use crate::guide::Guide;
use crate::guide::responses::{LanguageFiles, Needs, Responses, describe};

static CATALOG: &str = include_str!("../../catalog.toml");
static ROLES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/roles");
static RESPONSES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/responses");

/// The table of who must be sent where stands beside the titles and is read on its own.
const EXPECTED: &str = "expected.toml";

/// Where the data files are, as far as the operator says so.
#[derive(Debug, Clone, Default, Args)]
pub struct Paths {
    /// File with the facts [default: ./catalog.toml, else the built-in one]
    #[arg(long, env = "FINOPS_CATALOG", global = true, value_name = "FILE")]
    pub catalog: Option<PathBuf>,
    /// Folder with the titles, one file a language [default: ./roles, else the built-in one]
    #[arg(long, env = "FINOPS_ROLES", global = true, value_name = "FOLDER")]
    pub roles: Option<PathBuf>,
    /// Folder with the sentences, one folder a language [default: ./responses, else the built-in one]
    #[arg(long, env = "FINOPS_RESPONSES", global = true, value_name = "FOLDER")]
    pub responses: Option<PathBuf>,
}

impl Paths {
    /// The places that are looked at, in use or not.
    pub(super) fn places(&self) -> [PathBuf; 3] {
        let place = |named: &Option<PathBuf>, usual: &str| {
            named.clone().unwrap_or_else(|| PathBuf::from(usual))
        };
        [
            place(&self.catalog, "catalog.toml"),
            place(&self.roles, "roles"),
            place(&self.responses, "responses"),
        ]
    }

    /// With the usual places that are in use, as if they had been named.
    #[must_use]
    pub(super) fn pinned(&self) -> Self {
        Self {
            catalog: place(self.catalog.as_deref(), "catalog.toml"),
            roles: place(self.roles.as_deref(), "roles"),
            responses: place(self.responses.as_deref(), "responses"),
        }
    }
}

/// A data file that cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum DataTrouble {
    #[error("cannot read {path}: {why}. Check the path and its permissions", path = .path.display())]
    Unreadable { path: PathBuf, why: io::Error },
    #[error(
        "faults in the data files: {count}. {first} (`finops-bot check` shows each with its place)"
    )]
    Faulty { count: usize, first: String },
}

/// All data files as text.
#[derive(Debug, Clone)]
pub struct Files {
    pub catalog: DataFile,
    pub roles: Vec<DataFile>,
    pub expected: Option<DataFile>,
    pub responses: Vec<LanguageFiles>,
}

impl Files {
    /// Reads every file once.
    pub fn read(paths: &Paths) -> Result<Self, DataTrouble> {
        let catalog = match place(paths.catalog.as_deref(), "catalog.toml") {
            Some(path) => file(&path, "catalog.toml")?,
            None => DataFile {
                name: "catalog.toml".to_owned(),
                text: CATALOG.to_owned(),
            },
        };
        let mut roles = match place(paths.roles.as_deref(), "roles") {
            Some(path) => folder(&path, "roles", "toml")?,
            None => built_in(&ROLES, "roles", "toml"),
        };
        let expected = roles
            .iter()
            .position(|file| file.name.ends_with(EXPECTED))
            .map(|at| roles.remove(at));
        let responses = match place(paths.responses.as_deref(), "responses") {
            Some(path) => languages(&path)?,
            None => RESPONSES.dirs().filter_map(built_in_language).collect(),
        };
        Ok(Self {
            catalog,
            roles,
            expected,
            responses,
        })
    }

    /// Every file, for reports that show lines.
    pub fn all(&self) -> Vec<DataFile> {
        let mut all = vec![self.catalog.clone()];
        all.extend(self.roles.iter().cloned());
        all.extend(self.expected.iter().cloned());
        all.extend(self.responses.iter().flat_map(|l| l.files.iter().cloned()));
        all
    }

    /// Builds the whole state. All faults of all files come out in one run.
    pub fn build(&self, today: Date) -> (Option<Guide>, Vec<Fault>) {
        let (catalog, mut faults) = Catalog::read(&self.catalog);
        let Some(catalog) = catalog else {
            // The texts' own flaws do not depend on the facts; their completeness does.
            return (None, faults);
        };
        let (book, more) = RoleBook::read(&self.roles, &catalog);
        faults.extend(more);
        let (responses, more) = Responses::read(&self.responses, &needs(&catalog));
        faults.extend(more);
        let guide = book.zip(responses).map(|(book, responses)| Guide {
            catalog,
            book: book.on(today),
            responses,
            today,
        });
        (guide, faults)
    }

    /// The state, or the number of faults that keep it from being built.
    pub fn guide(&self, today: Date) -> Result<Guide, DataTrouble> {
        let (guide, faults) = self.build(today);
        guide.ok_or_else(|| self.faulty(&faults))
    }

    /// The first fault in one line, and how many there are.
    pub fn faulty(&self, faults: &[Fault]) -> DataTrouble {
        let errors: Vec<&Fault> = faults.iter().filter(|fault| fault.is_error()).collect();
        let first = errors.first().map_or_else(String::new, |fault| {
            format!("{}: {}", fault.file, fault.what)
        });
        DataTrouble::Faulty {
            count: errors.len(),
            first,
        }
    }
}

/// Every text that must exist, for this catalogue and the command table.
pub fn needs(catalog: &Catalog) -> Vec<Needs> {
    let mut needs = describe(catalog);
    needs.extend(commands::needs());
    needs
}

/// What the operator named, else what stands in the working folder.
fn place(named: Option<&Path>, usual: &str) -> Option<PathBuf> {
    match named {
        Some(path) => Some(path.to_owned()),
        None => Some(PathBuf::from(usual)).filter(|path| path.exists()),
    }
}

fn file(path: &Path, name: &str) -> Result<DataFile, DataTrouble> {
    let bytes = fs::read(path).map_err(|why| DataTrouble::Unreadable {
        path: path.to_owned(),
        why,
    })?;
    Ok(DataFile {
        name: name.to_owned(),
        // Bytes that are no text become U+FFFD, which the readers report with its place.
        text: String::from_utf8_lossy(&bytes).into_owned(),
    })
}

fn entries(path: &Path) -> Result<Vec<PathBuf>, DataTrouble> {
    let unreadable = |why| DataTrouble::Unreadable {
        path: path.to_owned(),
        why,
    };
    let mut found = fs::read_dir(path)
        .map_err(unreadable)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<_>>>()
        .map_err(unreadable)?;
    found.sort();
    Ok(found)
}

/// The files of one kind in a folder, by name; hidden ones are left alone.
fn folder(path: &Path, name: &str, kind: &str) -> Result<Vec<DataFile>, DataTrouble> {
    entries(path)?
        .into_iter()
        .filter(|entry| entry.extension().is_some_and(|end| end == kind))
        .filter_map(|entry| {
            let own = entry.file_name()?.to_str()?.to_owned();
            (!own.starts_with('.')).then(|| file(&entry, &format!("{name}/{own}")))
        })
        .collect()
}

fn languages(path: &Path) -> Result<Vec<LanguageFiles>, DataTrouble> {
    entries(path)?
        .into_iter()
        .filter(|entry| entry.is_dir())
        .filter_map(|entry| {
            let tag = entry.file_name()?.to_str()?.to_owned();
            (!tag.starts_with('.')).then_some((entry, tag))
        })
        .map(|(entry, tag)| {
            Ok(LanguageFiles {
                files: folder(&entry, &format!("responses/{tag}"), "ftl")?,
                locale: Locale::new(&tag),
            })
        })
        .collect()
}

fn built_in(from: &Dir<'_>, name: &str, kind: &str) -> Vec<DataFile> {
    from.files()
        .filter(|file| file.path().extension().is_some_and(|end| end == kind))
        .filter_map(|file| {
            Some(DataFile {
                name: format!("{name}/{}", file.path().file_name()?.to_str()?),
                text: file.contents_utf8()?.to_owned(),
            })
        })
        .collect()
}

fn built_in_language(from: &Dir<'_>) -> Option<LanguageFiles> {
    let tag = from.path().file_name()?.to_str()?;
    Some(LanguageFiles {
        locale: Locale::new(tag),
        files: built_in(from, &format!("responses/{tag}"), "ftl"),
    })
}
