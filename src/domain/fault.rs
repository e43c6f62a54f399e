//! A fault: one flaw in a data file, with the place and the way to mend it.

use std::ops::Range;

/// How much a fault matters: an error keeps a file from being used, a warning does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Warning,
    Error,
}

/// One flaw in a data file. Faults are collected, never thrown at the first one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub severity: Severity,
    /// The file as the maintainer knows it, for example `catalog.toml`.
    pub file: String,
    /// Byte range in the file that is underlined; empty for a fault of the whole file.
    pub span: Range<usize>,
    /// What is wrong, in one sentence.
    pub what: String,
    /// How to mend it, in one sentence.
    pub mend: String,
}

impl Fault {
    /// A fault that keeps the file from being used.
    pub fn error(
        file: &str,
        span: Range<usize>,
        what: impl Into<String>,
        mend: impl Into<String>,
    ) -> Self {
        Self {
            severity: Severity::Error,
            file: file.to_owned(),
            span,
            what: what.into(),
            mend: mend.into(),
        }
    }

    /// A fault that is reported and does not keep the file from being used.
    pub fn warning(
        file: &str,
        span: Range<usize>,
        what: impl Into<String>,
        mend: impl Into<String>,
    ) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(file, span, what, mend)
        }
    }

    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// A text file as it was read: its name for messages, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataFile {
    /// The name that faults carry, for example `roles/en-US.toml`.
    pub name: String,
    pub text: String,
}
