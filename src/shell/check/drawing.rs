//! A fault drawn for a person: the line, the place underlined, and how to mend it.

use std::fmt;
use std::io::{self, Write};

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError,
    MietteSpanContents, SourceCode, SourceSpan, SpanContents,
};

use super::Placed;
use crate::domain::fault::Severity;

/// What a drawing is made of.
#[derive(Debug, Clone, Copy)]
pub(super) enum Look {
    Colours,
    /// Plain characters, narrower: for logs.
    Characters,
}

/// Writes each fault with its text underlined, and how many there are.
pub(super) fn write(placed: &[Placed<'_>], look: Look, out: &mut impl Write) -> io::Result<()> {
    let (theme, width) = match look {
        Look::Colours => (GraphicalTheme::unicode(), 100),
        Look::Characters => (GraphicalTheme::none(), 80),
    };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(width)
        .with_links(false)
        .with_context_lines(1)
        // The heading carries the place, counted in characters.
        .without_primary_span_start();
    for placed in placed {
        let mut drawn = String::new();
        if handler.render_report(&mut drawn, placed).is_err() {
            // A place that cannot be drawn must not swallow the fault.
            drawn = format!("{placed}\n  help: {}\n", placed.fault.mend);
        }
        writeln!(out, "{drawn}")?;
    }
    let errors = placed.iter().filter(|placed| placed.fault.is_error());
    let errors = errors.count();
    let warnings = placed.len() - errors;
    writeln!(
        out,
        "{}, {}.",
        counted(errors, "fault", "No"),
        counted(warnings, "warning", "no")
    )
}

fn counted(count: usize, noun: &str, none: &str) -> String {
    match count {
        0 => format!("{none} {noun}s"),
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}

impl Placed<'_> {
    /// Whether there is text to underline.
    fn is_visible(&self) -> bool {
        self.text
            .get(self.fault.span.clone())
            .is_some_and(|text| !text.is_empty())
    }
}

impl fmt::Display for Placed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_visible() {
            f.write_str(&self.fault.what)
        } else {
            write!(f, "{}: {}", self.fault.file, self.fault.what)
        }
    }
}

impl std::error::Error for Placed<'_> {}

impl Diagnostic for Placed<'_> {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.fault.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.fault.mend))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.is_visible().then_some(self)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let label = LabeledSpan::new_primary_with_span(None, self.fault.span.clone());
        self.is_visible()
            .then(|| Box::new(std::iter::once(label)) as Box<dyn Iterator<Item = LabeledSpan>>)
    }
}

impl SourceCode for Placed<'_> {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let lines = self.text.read_span(span, before, after)?;
        Ok(Box::new(MietteSpanContents::new_named(
            self.heading.clone(),
            lines.data(),
            *lines.span(),
            lines.line(),
            lines.column(),
            lines.line_count(),
        )))
    }
}
