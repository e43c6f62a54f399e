//! Faults in data files, shown to the person who mends them: in a terminal, in a log, in an editor.

mod drawing;
pub(super) mod links;
mod log;
mod place;
mod run;

pub(super) use log::log;
pub(super) use place::Place;
pub(super) use run::run;

use std::io::{self, IsTerminal, Write};

use serde::Serialize;

use self::drawing::Look;
use crate::domain::fault::{DataFile, Fault, Severity};

/// What faults are written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A person at a terminal: colours and lines.
    Terminal,
    /// A person who reads a log: plain characters only.
    Plain,
    /// An editor or a build: one JSON array, also where there is no fault.
    Json,
}

impl Format {
    /// The form for a person who reads standard output here.
    pub fn human() -> Self {
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        if io::stdout().is_terminal() && !plain {
            Self::Terminal
        } else {
            Self::Plain
        }
    }
}

/// What the check comes to; the worst of several counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// No fault, or only warnings.
    Clean,
    Faulty,
    /// A file could not be read at all.
    Unreadable,
}

impl Verdict {
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Faulty => 1,
            Self::Unreadable => 2,
        }
    }
}

/// Writes all faults of a run, in the order of the files. Whoever reads may hang up: what cannot
/// be written is lost, and the verdict stands.
pub fn report(
    faults: &[Fault],
    files: &[DataFile],
    format: Format,
    out: &mut impl Write,
) -> Verdict {
    let mut placed: Vec<Placed<'_>> = faults
        .iter()
        .map(|fault| Placed::new(fault, files))
        .collect();
    placed.sort_by_key(|placed| (placed.order, placed.fault.span.start));
    let _ = match format {
        Format::Json => write_json(&placed, out),
        Format::Terminal => drawing::write(&placed, Look::Colours, out),
        Format::Plain => drawing::write(&placed, Look::Characters, out),
    };
    if faults.iter().any(Fault::is_error) {
        Verdict::Faulty
    } else {
        Verdict::Clean
    }
}

/// A fault with the file that it lies in.
#[derive(Debug)]
struct Placed<'a> {
    fault: &'a Fault,
    text: &'a str,
    /// Position of the file among the files.
    order: usize,
    start: Place,
    end: Place,
    /// What the snippet is headed by: `catalog.toml:3:5`.
    heading: String,
}

impl<'a> Placed<'a> {
    fn new(fault: &'a Fault, files: &'a [DataFile]) -> Self {
        let found = files
            .iter()
            .enumerate()
            .find(|(_, file)| file.name == fault.file);
        let (order, text) = found.map_or((files.len(), ""), |(order, file)| (order, &file.text));
        let start = Place::of(text, fault.span.start);
        Self {
            fault,
            text,
            order,
            start,
            end: Place::of(text, fault.span.end),
            heading: format!("{}:{}:{}", fault.file, start.line, start.column),
        }
    }
}

#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    /// The column after the last underlined character.
    end_column: usize,
    severity: &'a str,
    what: &'a str,
    mend: &'a str,
}

fn write_json(placed: &[Placed<'_>], out: &mut impl Write) -> io::Result<()> {
    let lines: Vec<Line<'_>> = placed
        .iter()
        .map(|placed| Line {
            file: &placed.fault.file,
            line: placed.start.line,
            column: placed.start.column,
            end_line: placed.end.line,
            end_column: placed.end.column,
            severity: match placed.fault.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            what: &placed.fault.what,
            mend: &placed.fault.mend,
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &lines)?;
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};

    use proptest::prelude::*;

    use super::{Format, Verdict, report};
    use crate::domain::fault::{DataFile, Fault};

    fn file(text: &str) -> DataFile {
        DataFile {
            name: "catalog.toml".to_owned(),
            text: text.to_owned(),
        }
    }

    /// A reader who hangs up.
    struct Gone;

    impl Write for Gone {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn the_verdict_stands_when_nobody_reads() {
        let fault = Fault::error("catalog.toml", 0..1, "Wrong.", "Mend it.");
        for format in [Format::Terminal, Format::Plain, Format::Json] {
            let verdict = report(
                std::slice::from_ref(&fault),
                &[file("a")],
                format,
                &mut Gone,
            );
            assert_eq!(verdict, Verdict::Faulty);
        }
    }

    #[test]
    fn the_worst_of_several_verdicts_counts() {
        assert!(Verdict::Clean < Verdict::Faulty && Verdict::Faulty < Verdict::Unreadable);
        assert_eq!(Verdict::Unreadable.exit_code(), 2);
    }

    proptest! {
        /// Whatever the place, the fault is told in every form.
        #[test]
        fn no_fault_is_swallowed(
            text in "(\\PC|[é\t\r\n\"]){0,30}",
            start in 0usize..50,
            length in 0usize..50,
        ) {
            let fault = Fault::error("catalog.toml", start..start + length, "Wrong.", "Mend it.");
            for format in [Format::Terminal, Format::Plain, Format::Json] {
                let mut out = Vec::new();
                report(std::slice::from_ref(&fault), &[file(&text)], format, &mut out);
                let written = String::from_utf8(out).unwrap();
                prop_assert!(written.contains("Wrong."), "{written}");
                prop_assert!(written.contains("Mend it."), "{written}");
            }
        }
    }
}
