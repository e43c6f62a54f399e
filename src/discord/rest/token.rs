//! The bot's token: used, and never printed.

use std::fmt;
use std::sync::Arc;

use reqwest::header::HeaderValue;

/// A bot token. Debug and Display do not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(Arc<str>);

impl Token {
    /// A token as it stands in a variable or a file: edges and a leading `Bot ` do not matter.
    /// None where nothing is left, or where it could not be sent.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text.strip_prefix("Bot ").unwrap_or(text).trim();
        let sendable = !text.is_empty() && text.chars().all(|c| c.is_ascii_graphic());
        sendable.then(|| Self(Arc::from(text)))
    }

    /// The token itself, for the gateway's library alone.
    pub(in crate::discord) fn reveal(&self) -> &str {
        &self.0
    }

    /// The header that proves who calls, marked as not to be printed.
    pub(super) fn header(&self) -> Option<HeaderValue> {
        let mut header = HeaderValue::from_str(&format!("Bot {}", self.0)).ok()?;
        header.set_sensitive(true);
        Some(header)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_never_printed() {
        let token = Token::new(" Bot secret\n").unwrap();
        assert_eq!(token.reveal(), "secret");
        assert!(!format!("{token} {token:?} {:?}", token.header()).contains("secret"));
    }

    #[test]
    fn what_cannot_be_sent_is_no_token() {
        for text in ["", " \n", "a b", "a\nb", "tökén"] {
            assert_eq!(Token::new(text), None, "{text:?}");
        }
    }
}
