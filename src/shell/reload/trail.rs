//! Where a change of the data files can show: the folders to watch, and the names in them that
//! matter.
//!
//! A file may be written in place, replaced by a rename, or appear because a link on the way to it
//! now leads elsewhere (a mounted config map swaps such a link). So every folder on the way is
//! looked at, and every link on it is followed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// What leads to some paths. Folders are named by their real paths, so that none is there twice.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Trail {
    /// Folders in which something on the way stands, or should.
    pub(super) folders: BTreeSet<PathBuf>,
    /// Entries on the way, each in its folder: files, folders and links, there or not.
    names: BTreeSet<PathBuf>,
    /// Folders in which every entry matters.
    whole: BTreeSet<PathBuf>,
}

impl Trail {
    /// The trail of files and of folders with everything two storeys deep.
    pub(super) fn of(paths: &[PathBuf]) -> Self {
        let mut trail = Self::default();
        for path in paths {
            trail.reach(path, 2);
        }
        trail
    }

    /// Whether a change at this path may be one of ours.
    pub(super) fn concerns(&self, path: &Path) -> bool {
        self.names.contains(path)
            || self.folders.contains(path)
            || path
                .parent()
                .is_some_and(|parent| self.whole.contains(parent))
    }

    fn reach(&mut self, path: &Path, depth: u8) {
        let Ok(path) = std::path::absolute(path) else {
            return;
        };
        self.follow(&path);
        let Some(below) = depth.checked_sub(1) else {
            return;
        };
        let (Ok(real), Ok(entries)) = (path.canonicalize(), fs::read_dir(&path)) else {
            return;
        };
        self.folders.insert(real.clone());
        self.whole.insert(real);
        for entry in entries.flatten() {
            self.reach(&entry.path(), below);
        }
    }

    /// Walks down from the root. What is missing ends the way: its name is waited for.
    fn follow(&mut self, path: &Path) {
        let mut here = PathBuf::new();
        for part in path.components() {
            match part {
                Component::ParentDir => {
                    here.pop();
                    continue;
                }
                Component::CurDir => continue,
                Component::RootDir | Component::Prefix(_) => {
                    here.push(part);
                    continue;
                }
                Component::Normal(_) => {}
            }
            let name = here.join(part);
            self.folders.insert(here.clone());
            let known = !self.names.insert(name.clone());
            if let Ok(target) = fs::read_link(&name)
                && !known
            {
                self.follow(&here.join(target));
            }
            // A link that leads nowhere, or round in a circle, has no real path.
            match name.canonicalize() {
                Ok(real) => here = real,
                Err(_) => return,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    struct Place(tempfile::TempDir, PathBuf);

    fn place() -> Place {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        Place(folder, root)
    }

    #[test]
    fn a_file_is_watched_through_its_folder() {
        let Place(_kept, root) = place();
        fs::write(root.join("catalog.toml"), "").unwrap();
        let trail = Trail::of(&[root.join("catalog.toml")]);
        assert!(trail.folders.contains(&root));
        assert!(trail.concerns(&root.join("catalog.toml")));
        assert!(!trail.concerns(&root.join("other.toml")));
        assert!(!trail.concerns(&root.parent().unwrap().join("other")));
    }

    #[test]
    fn what_is_missing_is_waited_for_where_its_way_ends() {
        let Place(_kept, root) = place();
        let trail = Trail::of(&[root.join("a/b/catalog.toml")]);
        assert!(trail.folders.contains(&root));
        assert!(trail.concerns(&root.join("a")));
        assert!(!trail.folders.contains(&root.join("a")));
    }

    #[test]
    fn every_entry_of_a_folder_matters_and_every_entry_below() {
        let Place(_kept, root) = place();
        fs::create_dir_all(root.join("responses/en-US/deeper")).unwrap();
        let trail = Trail::of(&[root.join("responses")]);
        assert!(trail.concerns(&root.join("responses/de")));
        assert!(trail.concerns(&root.join("responses/en-US/new.ftl")));
        assert!(!trail.concerns(&root.join("responses/en-US/deeper/new.ftl")));
    }

    #[test]
    fn links_are_followed_and_watched_themselves() {
        let Place(_kept, root) = place();
        fs::create_dir_all(root.join("mount/..1")).unwrap();
        fs::write(root.join("mount/..1/catalog.toml"), "").unwrap();
        symlink("..1", root.join("mount/..data")).unwrap();
        symlink("..data/catalog.toml", root.join("mount/catalog.toml")).unwrap();
        let trail = Trail::of(&[root.join("mount/catalog.toml")]);
        for name in [
            "mount/catalog.toml",
            "mount/..data",
            "mount/..1/catalog.toml",
        ] {
            assert!(trail.concerns(&root.join(name)), "{name}");
        }
        assert!(!trail.concerns(&root.join("mount/..data_tmp")));
    }

    #[test]
    fn links_in_a_circle_end_somewhere() {
        let Place(_kept, root) = place();
        symlink("b", root.join("a")).unwrap();
        symlink("a", root.join("b")).unwrap();
        let trail = Trail::of(&[root.join("a/catalog.toml")]);
        assert!(trail.concerns(&root.join("a")) && trail.concerns(&root.join("b")));
    }
}
