//! What the links came to, for a person and for a build.

use std::io::{self, Write};

use serde::Serialize;

use super::ask::{Answer, End};

/// Writes each link that somebody should look at, and how many there are of each kind.
pub(super) fn write(answers: &[Answer], out: &mut impl Write) -> io::Result<()> {
    let mut counts: Vec<(Kind, usize)> = Vec::new();
    for answer in answers {
        let kind = Kind::of(answer);
        match counts.iter_mut().find(|(counted, _)| *counted == kind) {
            Some((_, count)) => *count += 1,
            None => counts.push((kind, 1)),
        }
        if kind == Kind::Fine {
            continue;
        }
        writeln!(out, "{}: {}", kind.heading(), answer.link.url)?;
        writeln!(out, "  used by {}", answer.link.used_by.join(", "))?;
        for hop in &answer.hops {
            writeln!(out, "  {} to {}", hop.status.as_u16(), hop.to)?;
        }
        if let Some(note) = note(answer) {
            writeln!(out, "  {note}")?;
        }
        writeln!(out)?;
    }
    counts.sort();
    let counts: Vec<String> = counts
        .iter()
        .map(|(kind, count)| format!("{count} {}", kind.word()))
        .collect();
    writeln!(out, "{} links: {}.", answers.len(), counts.join(", "))
}

#[derive(Serialize)]
struct Line<'a> {
    link: &'a str,
    used_by: &'a [String],
    verdict: &'a str,
    redirects: Vec<Redirect<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

#[derive(Serialize)]
struct Redirect<'a> {
    status: u16,
    to: &'a str,
}

/// Writes all links, also those that answer.
pub(super) fn write_json(answers: &[Answer], out: &mut impl Write) -> io::Result<()> {
    let lines: Vec<Line<'_>> = answers
        .iter()
        .map(|answer| Line {
            link: answer.link.url.as_str(),
            used_by: &answer.link.used_by,
            verdict: Kind::of(answer).word(),
            redirects: answer
                .hops
                .iter()
                .map(|hop| Redirect {
                    status: hop.status.as_u16(),
                    to: hop.to.as_str(),
                })
                .collect(),
            note: note(answer),
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &lines)?;
    writeln!(out)
}

/// What a link is counted as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Fine,
    Moved,
    Refused,
    Dead,
    OffList,
}

impl Kind {
    fn of(answer: &Answer) -> Self {
        match answer.end {
            End::Fine if answer.hops.is_empty() => Self::Fine,
            End::Fine => Self::Moved,
            End::Refused(_) => Self::Refused,
            End::OffList => Self::OffList,
            End::Dead(_) | End::Lost | End::Unreachable(_) => Self::Dead,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::Moved => "moved",
            Self::Refused => "refused",
            Self::Dead => "dead",
            Self::OffList => "off-list",
        }
    }

    fn heading(self) -> &'static str {
        match self {
            Self::Fine => "Fine",
            Self::Moved => "Moved",
            Self::Refused => "Refused",
            Self::Dead => "Dead",
            Self::OffList => "Leads off the allowed hosts",
        }
    }
}

fn note(answer: &Answer) -> Option<String> {
    match &answer.end {
        End::Fine => None,
        End::Refused(status) => Some(format!(
            "{status}: the server lets no program look; open it in a browser"
        )),
        End::Dead(status) => Some(status.to_string()),
        End::OffList => Some("not followed".to_owned()),
        End::Lost => Some("redirected in a circle, or nowhere".to_owned()),
        End::Unreachable(why) => Some(why.clone()),
    }
}
