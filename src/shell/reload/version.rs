//! A short name for the data files as they are: the same text has the same one everywhere.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::shell::data::Files;

/// The first 48 bits of the files' SHA-256: short enough to compare by eye, and a whole number
/// that a gauge can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::shell) struct Version(u64);

impl Version {
    pub(super) fn of(files: &Files) -> Self {
        let mut digest = Sha256::new();
        for file in files.each() {
            // Lengths in front, so that no text can pass for the end of another.
            for part in [&file.name, &file.text] {
                digest.update(part.len().to_le_bytes());
                digest.update(part);
            }
        }
        let bytes = digest.finalize();
        Self(
            bytes
                .iter()
                .take(6)
                .fold(0, |number, byte| number << 8 | u64::from(*byte)),
        )
    }

    pub(super) fn number(self) -> f64 {
        // Exact: a double holds 53 bits.
        self.0 as f64
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:012x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fault::DataFile;
    use crate::shell::data::Paths;

    fn files(name: &str, text: &str) -> Files {
        Files {
            catalog: DataFile {
                name: name.to_owned(),
                text: text.to_owned(),
            },
            roles: Vec::new(),
            expected: None,
            responses: Vec::new(),
            given: Paths::default(),
        }
    }

    #[test]
    fn every_letter_and_every_name_counts() {
        let version = Version::of(&files("a", "text"));
        assert_eq!(version, Version::of(&files("a", "text")));
        for (name, text) in [("a", "texts"), ("b", "text"), ("at", "ext")] {
            assert_ne!(version, Version::of(&files(name, text)), "{name} {text}");
        }
    }

    #[test]
    fn it_is_written_the_same_in_logs_and_numbers() {
        let version = Version(0xab);
        assert_eq!(version.to_string(), "0000000000ab");
        assert!((version.number() - 171.0).abs() < f64::EPSILON);
        assert!((Version((1 << 48) - 1).number() - 281_474_976_710_655.0).abs() < f64::EPSILON);
    }
}
