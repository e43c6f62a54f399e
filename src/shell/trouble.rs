//! Operator's trouble: one line on standard error and an exit code.

use std::io::{self, Write};
use std::process::ExitCode;

/// What keeps the process from doing its work.
#[derive(Debug, thiserror::Error)]
pub(super) enum Trouble {
    #[error("{0}")]
    Data(#[from] super::data::DataTrouble),
    #[error("cannot write: {0}")]
    Write(#[from] io::Error),
}

impl Trouble {
    /// 2 for everything that the operator must change before a new try.
    fn code(&self) -> u8 {
        match self {
            Self::Data(_) | Self::Write(_) => 2,
        }
    }

    /// Says the trouble in one line. A reader that closed its end early is no trouble.
    pub(super) fn report(self) -> ExitCode {
        if let Self::Write(error) = &self
            && error.kind() == io::ErrorKind::BrokenPipe
        {
            return ExitCode::SUCCESS;
        }
        // Nothing is left to tell it to if standard error is closed, too.
        let _ = writeln!(io::stderr(), "finops-bot: {self}");
        ExitCode::from(self.code())
    }
}
