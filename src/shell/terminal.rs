//! A reply for people who read it in a terminal.

use std::io::{self, Write};

use crate::guide::reply::{Card, Control, QUOTE_CLOSE, QUOTE_OPEN, Reply};

/// Prints the plain text, the card and what can be asked next.
pub(super) fn print(reply: &Reply, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}", plain(&reply.text))?;
    for card in &reply.cards {
        writeln!(out)?;
        self::card(card, out)?;
    }
    let mut links = Vec::new();
    let mut asks = Vec::new();
    for control in reply.rows.iter().flatten() {
        match control {
            Control::Link { label, url } => links.push(format!("{label}: {url}")),
            // There is nobody else in a terminal.
            Control::Share { .. } => {}
            Control::Ask { label, .. } => asks.push(format!("[{label}]")),
            Control::Menu { choices, .. } => {
                asks.extend(choices.iter().map(|choice| format!("[{}]", choice.label)));
            }
        }
    }
    if !links.is_empty() || !asks.is_empty() {
        writeln!(out)?;
    }
    for line in links {
        writeln!(out, "{line}")?;
    }
    if !asks.is_empty() {
        writeln!(out, "{}", asks.join(" "))?;
    }
    Ok(())
}

fn card(card: &Card, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}", plain(&card.title))?;
    if let Some(lead) = &card.lead {
        writeln!(out, "{}", plain(lead))?;
    }
    for section in &card.sections {
        writeln!(out)?;
        writeln!(out, "{}", plain(&section.heading))?;
        for line in plain(&section.body).lines() {
            writeln!(out, "  {line}")?;
        }
    }
    if let Some(footer) = &card.footer {
        writeln!(out)?;
        writeln!(out, "{}", plain(footer))?;
    }
    Ok(())
}

/// Without the marks that only Discord draws; typed words between quotation marks.
fn plain(text: &str) -> String {
    text.replace("**", "")
        .replace(['`', '*'], "")
        .replace("<http", "http")
        .replace('>', "")
        .replace(QUOTE_OPEN, "“")
        .replace(QUOTE_CLOSE, "”")
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn marks_of_discord_are_left_out() {
        assert_eq!(
            plain("**FinOps for Engineers** fits. <https://x.org/>"),
            "FinOps for Engineers fits. https://x.org/"
        );
    }

    #[test]
    fn typed_words_stand_between_quotation_marks() {
        assert_eq!(
            plain("from \u{2068}specialist\u{2069}"),
            "from “specialist”"
        );
    }
}
