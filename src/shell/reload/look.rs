//! One look at the data files: what is new in them, checked whole.

use std::sync::Arc;

use jiff::civil::Date;

use super::version::Version;
use crate::guide::Guide;
use crate::shell::check;
use crate::shell::data::{Files, Paths};
use crate::shell::inspect::inspect;

/// What the last look found, so that the same faults are not told again and again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Seen {
    Files(Version),
    /// Why they could not be read.
    Unreadable(String),
}

/// What is looked at, and what is there already.
#[derive(Debug, Clone)]
pub(super) struct Look {
    pub(super) paths: Paths,
    pub(super) today: Date,
    /// `None` where everything is to be told again.
    pub(super) seen: Option<Seen>,
    /// The files of the state that serves, and its day.
    pub(super) served: Arc<Files>,
    pub(super) day: Date,
}

/// What comes of a look.
#[derive(Debug)]
pub(super) struct Found {
    /// The paths, with those that are in use from now on.
    pub(super) paths: Paths,
    pub(super) seen: Seen,
    pub(super) news: News,
}

#[derive(Debug)]
pub(super) enum News {
    /// The files are as they were at the last look; a new day may have begun for those that serve.
    Unchanged(Option<Guide>),
    Replaced(Guide, Arc<Files>, Version),
    /// The new files have this many faults; a new day may have begun for the old ones.
    Faulty(usize, Option<Guide>),
}

impl Look {
    /// Reads and builds; takes its time, so not for a thread that answers.
    pub(super) fn take(self) -> Found {
        // A usual place that was in use once stays in use: where its file vanishes, that is a
        // mistake to be told, and no wish for the built-in one.
        let paths = self.paths.pinned();
        let read = Files::read(&paths);
        let seen = match &read {
            Ok(files) => Seen::Files(Version::of(files)),
            Err(trouble) => Seen::Unreadable(trouble.to_string()),
        };
        let news = match read {
            _ if self.seen.as_ref() == Some(&seen) => News::Unchanged(self.new_day()),
            Ok(files) => self.check(files),
            Err(trouble) => {
                tracing::error!(error = %trouble, "a data file cannot be read");
                News::Faulty(1, self.new_day())
            }
        };
        Found { paths, seen, news }
    }

    fn check(&self, files: Files) -> News {
        let (guide, faults) = inspect(&files, self.today);
        check::log(&faults, &files.all());
        match guide {
            Some(guide) => {
                let version = Version::of(&files);
                News::Replaced(guide, Arc::new(files), version)
            }
            None => {
                let errors = faults.iter().filter(|fault| fault.is_error());
                News::Faulty(errors.count(), self.new_day())
            }
        }
    }

    /// The state that serves, where it is of another day.
    fn new_day(&self) -> Option<Guide> {
        let late = self.today != self.day;
        late.then(|| self.served.build(self.today).0).flatten()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use jiff::civil::date;

    use super::*;

    const DAY: Date = date(2026, 11, 23);
    const TOMORROW: Date = date(2026, 11, 24);

    /// A look at a catalogue on disk, where the shipped one serves.
    fn look(catalog: &Path, today: Date) -> Found {
        let shipped = Files::read(&Paths::default()).unwrap();
        let paths = Paths {
            catalog: Some(catalog.to_owned()),
            ..Paths::default()
        };
        let look = Look {
            paths,
            today,
            seen: Some(Seen::Files(Version::of(&shipped))),
            served: Arc::new(shipped),
            day: DAY,
        };
        look.take()
    }

    fn shipped() -> String {
        include_str!("../../../catalog.toml").to_owned()
    }

    fn written(text: &str) -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("catalog.toml");
        fs::write(&path, text).unwrap();
        (folder, path)
    }

    #[test]
    fn a_new_day_comes_also_while_the_files_have_faults() {
        let (_kept, path) = written("report = 7");
        let News::Faulty(faults, day) = look(&path, TOMORROW).news else {
            panic!("the file is taken");
        };
        assert!(faults > 0);
        assert_eq!(day.map(|guide| guide.today), Some(TOMORROW));
        let gone = path.with_file_name("gone.toml");
        let News::Faulty(1, Some(_)) = look(&gone, TOMORROW).news else {
            panic!("a file that is gone is taken");
        };
    }

    #[test]
    fn files_that_are_the_same_are_not_built_again() {
        let (_kept, path) = written(&shipped());
        assert!(matches!(look(&path, DAY).news, News::Unchanged(None)));
        assert!(matches!(
            look(&path, TOMORROW).news,
            News::Unchanged(Some(_))
        ));
    }

    #[test]
    fn new_files_are_built_for_the_day_of_the_look() {
        let (_kept, path) = written(&shipped().replacen("is = 325,", "is = 350,", 1));
        let News::Replaced(guide, files, version) = look(&path, TOMORROW).news else {
            panic!("the file is refused");
        };
        assert_eq!(guide.today, TOMORROW);
        assert_eq!(version, Version::of(&files));
    }
}
