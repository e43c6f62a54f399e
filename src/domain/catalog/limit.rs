//! How long and of what form ids and names may be, so that they fit wherever they are shown.

use crate::domain::table::{At, Document};

/// Course and persona ids: they travel in a button's `custom_id` of 100 characters.
pub(super) const ID: usize = 16;
/// Provider ids: a button may carry several.
pub(super) const PROVIDER_ID: usize = 12;
/// Ids that only name a wording in the responses.
pub(super) const WORDING_ID: usize = 40;
/// Names: a choice of a command option ends at 100.
pub(super) const NAME: usize = 100;
/// Names for buttons.
pub(super) const SHORT: usize = 20;

/// Small letters, digits and single hyphens, at most so long.
pub(super) fn id(document: &Document<'_>, id: &At<String>, longest: usize) {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let framed = id.value.starts_with(|c: char| c.is_ascii_lowercase())
        && !id.value.ends_with('-')
        && !id.value.contains("--");
    if !framed || !id.value.chars().all(plain) {
        document.error(
            id.span.clone(),
            format!("`{}` cannot be an id.", id.value),
            "Use small letters, digits and single hyphens, a letter first: `product-owners`.",
        );
    } else if id.value.len() > longest {
        document.error(
            id.span.clone(),
            format!("`{}` is too long for an id.", id.value),
            format!("Use at most {longest} characters: ids travel inside buttons."),
        );
    }
}

/// One line of text, counted as Discord counts: in UTF-16 units.
pub(super) fn text(document: &Document<'_>, text: &At<String>, longest: usize) {
    let length = text.value.encode_utf16().count();
    if length > longest {
        document.error(
            text.span.clone(),
            format!("This text has {length} characters; {longest} fit."),
            "Shorten it.",
        );
    }
    if text.value.chars().any(char::is_control) || text.value.trim() != text.value {
        document.error(
            text.span.clone(),
            "This text has a line break, a control character or white space at an end.",
            "Write it on one line, without spaces around it.",
        );
    }
}

/// Other names that people type.
pub(super) fn aliases(document: &Document<'_>, aliases: &[At<String>]) {
    for alias in aliases {
        text(document, alias, NAME);
    }
}
