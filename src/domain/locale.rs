//! A language tag as Discord and our folders write it: `en-US`, `de`, `pt-BR`.

use std::fmt;
use std::sync::Arc;

/// A language tag. Any text is accepted: an unknown language falls back to English later.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Locale(Arc<str>);

impl Locale {
    pub fn new(tag: &str) -> Self {
        Self(Arc::from(tag))
    }

    /// The language that every text exists in.
    pub fn english() -> Self {
        Self::new("en-US")
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The language without its region: `pt` for `pt-BR`.
    pub fn language(&self) -> &str {
        self.0.split(['-', '_']).next().unwrap_or(&self.0)
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
