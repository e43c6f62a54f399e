//! The data files: from the places that the operator names, else the working folder, else the
//! ones built into the binary.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use include_dir::{Dir, include_dir};
use jiff::civil::Date;

use super::check::Place;
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
/// The titles that every other language builds on.
const ENGLISH: &str = "roles/en-US.toml";

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
    /// The usual name of a file, or of a folder, as the operator knows it.
    fn name(&self, usual: &str) -> String {
        let given = |path: &Option<PathBuf>, root: &str| {
            let rest = Path::new(usual).strip_prefix(root).ok()?;
            let path = path.as_ref()?;
            let path = match rest.as_os_str().is_empty() {
                true => path.clone(),
                false => path.join(rest),
            };
            Some(path.display().to_string())
        };
        given(&self.catalog, "catalog.toml")
            .or_else(|| given(&self.roles, "roles"))
            .or_else(|| given(&self.responses, "responses"))
            .unwrap_or_else(|| usual.to_owned())
    }

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
    /// Where they were read from, as far as the operator said so.
    pub(super) given: Paths,
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
            given: paths.clone(),
        })
    }

    /// Every file, for reports that show lines, under the name that the operator knows it by.
    pub fn all(&self) -> Vec<DataFile> {
        let mut all = vec![self.catalog.clone()];
        all.extend(self.roles.iter().cloned());
        all.extend(self.expected.iter().cloned());
        all.extend(self.responses.iter().flat_map(|l| l.files.iter().cloned()));
        for file in &mut all {
            file.name = self.given.name(&file.name);
        }
        all
    }

    /// Faults with the names of their files as the operator gave them.
    pub(super) fn named_as_given(&self, mut faults: Vec<Fault>) -> Vec<Fault> {
        for fault in &mut faults {
            fault.file = self.given.name(&fault.file);
        }
        faults
    }

    /// The line and the column where a fault begins.
    pub(super) fn place(&self, fault: &Fault) -> Place {
        let file = self.all().into_iter().find(|file| file.name == fault.file);
        Place::of(
            &file.map_or_else(String::new, |file| file.text),
            fault.span.start,
        )
    }

    /// Builds the whole state. All faults of all files come out in one run.
    pub fn build(&self, today: Date) -> (Option<Guide>, Vec<Fault>) {
        let (guide, faults) = self.assemble(today);
        (guide, self.named_as_given(faults))
    }

    /// The same, with the files' usual names in the faults.
    pub(super) fn assemble(&self, today: Date) -> (Option<Guide>, Vec<Fault>) {
        let mut faults: Vec<Fault> = self.each().filter_map(undecodable).collect();
        let (catalog, more) = Catalog::read(&self.catalog);
        faults.extend(more);
        let Some(catalog) = catalog else {
            // The texts' own flaws do not depend on the facts; their completeness does.
            return (None, faults);
        };
        let english = self.roles.iter().any(|file| file.name == ENGLISH);
        let (book, more) = match english {
            true => RoleBook::read(&self.roles, &catalog),
            false => (None, vec![no_english_titles()]),
        };
        faults.extend(more);
        let (responses, more) = Responses::read(&self.responses, &needs(&catalog), |link| {
            catalog.allows_written(link)
        });
        faults.extend(more);
        let guide = book.zip(responses).map(|(book, responses)| Guide {
            catalog,
            book: book.on(today),
            responses,
            today,
        });
        let guide = guide.filter(|_| !faults.iter().any(Fault::is_error));
        (guide, faults)
    }

    /// Every file under its usual name.
    pub(super) fn each(&self) -> impl Iterator<Item = &DataFile> {
        let texts = self.responses.iter().flat_map(|language| &language.files);
        let roles = self.roles.iter().chain(&self.expected);
        std::iter::once(&self.catalog).chain(roles).chain(texts)
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
            let Place { line, column } = self.place(fault);
            let what = &fault.what;
            match fault.span.is_empty() {
                true => format!("{}: {what}", fault.file),
                false => format!("{}:{line}:{column}: {what}", fault.file),
            }
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
    // Bytes that are no text become U+FFFD, which is reported with its place. A mark of the byte
    // order says nothing in UTF-8, and editors do not show it.
    let text = String::from_utf8_lossy(&bytes);
    Ok(DataFile {
        name: name.to_owned(),
        text: text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned(),
    })
}

/// The first place in a file that is no text: whoever mends it saves the whole file anew.
fn undecodable(file: &DataFile) -> Option<Fault> {
    let count = file.text.matches(char::REPLACEMENT_CHARACTER).count();
    let start = file.text.find(char::REPLACEMENT_CHARACTER)?;
    let what = match count {
        1 => "this is no UTF-8".to_owned(),
        _ => format!("this is no UTF-8, nor are {} further places", count - 1),
    };
    Some(Fault::error(
        &file.name,
        start..start + char::REPLACEMENT_CHARACTER.len_utf8(),
        what,
        "Save the file in UTF-8; many editors call it the encoding.",
    ))
}

fn no_english_titles() -> Fault {
    Fault::error(
        ENGLISH,
        0..0,
        "there are no English titles",
        "Every language builds on the English one: restore the file.",
    )
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
