//! Discord's documented limits, each refused under the path where it is broken.

mod choice;
mod command;
mod component;
mod embed;
mod message;
mod modal;

pub(crate) use choice::check as check_choices;
pub(crate) use command::{check as check_command, check_all as check_commands};
pub(crate) use message::{Sender, check as check_message};
pub(crate) use modal::check as check_modal;

use serde_json::Value;

use crate::refusal::Form;

/// The languages Discord knows.
pub(crate) const LOCALES: [&str; 34] = [
    "ar", "bg", "cs", "da", "de", "el", "en-GB", "en-US", "es-419", "es-ES", "fi", "fr", "he",
    "hi", "hr", "hu", "id", "it", "ja", "ko", "lt", "nl", "no", "pl", "pt-BR", "ro", "ru", "sv-SE",
    "th", "tr", "uk", "vi", "zh-CN", "zh-TW",
];

/// How long a text is. Discord's pages do not say in which units, so the stricter are taken.
pub(crate) fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Whether a field is there at all; `null` counts as absent.
pub(crate) fn given(value: &Value) -> bool {
    !value.is_null()
}

/// A text that must be there and be no shorter or longer than this.
pub(crate) fn required_text(form: &mut Form, path: &str, value: &Value, min: usize, max: usize) {
    if !given(value) {
        form.fault(path, "BASE_TYPE_REQUIRED", "This field is required");
        return;
    }
    text(form, path, value, min, max);
}

/// A text that may be missing.
pub(crate) fn text(form: &mut Form, path: &str, value: &Value, min: usize, max: usize) {
    let Some(text) = value.as_str() else {
        if given(value) {
            form.fault(
                path,
                "STRING_TYPE_CONVERT",
                "Could not interpret the value as string.",
            );
        }
        return;
    };
    // Discord strips white space at the ends, so what consists of it is missing. Whether it counts
    // towards the most is not said: here it does.
    let length = length(text);
    if text.trim().is_empty() && min > 0 {
        form.fault(path, "BASE_TYPE_REQUIRED", "This field is required");
    } else if length > max && min == 0 {
        let words = format!("Must be {max} or fewer in length.");
        form.fault(path, "BASE_TYPE_MAX_LENGTH", &words);
    } else if length > max || length < min {
        let words = format!("Must be between {min} and {max} in length.");
        form.fault(path, "BASE_TYPE_BAD_LENGTH", &words);
    }
}

/// The items of a list that may be missing, no more than `max` of them.
pub(crate) fn list<'v>(form: &mut Form, path: &str, value: &'v Value, max: usize) -> &'v [Value] {
    let Some(items) = value.as_array() else {
        if given(value) {
            let words = "Only iterables may be used in a ListType";
            form.fault(path, "LIST_TYPE_CONVERT", words);
        }
        return &[];
    };
    if items.len() > max {
        let words = format!("Must be {max} or fewer in length.");
        form.fault(path, "BASE_TYPE_MAX_LENGTH", &words);
    }
    items
}

/// A whole number within bounds, or nothing.
pub(crate) fn number(form: &mut Form, path: &str, value: &Value, min: i64, max: i64) {
    if !given(value) {
        return;
    }
    match value.as_i64() {
        None => form.fault(path, "NUMBER_TYPE_COERCE", "Value is not int."),
        Some(number) if number < min => {
            let words = format!("int value should be greater than or equal to {min}.");
            form.fault(path, "NUMBER_TYPE_MIN", &words);
        }
        Some(number) if number > max => {
            let words = format!("int value should be less than or equal to {max}.");
            form.fault(path, "NUMBER_TYPE_MAX", &words);
        }
        Some(_) => {}
    }
}

/// A web address, `max` long at most.
pub(crate) fn url(form: &mut Form, path: &str, value: &Value, max: usize, schemes: &[&str]) {
    let Some(url) = value.as_str() else {
        text(form, path, value, 0, max);
        return;
    };
    if length(url) > max {
        let words = format!("Must be {max} or fewer in length.");
        form.fault(path, "BASE_TYPE_MAX_LENGTH", &words);
        return;
    }
    let malformed = |form: &mut Form| {
        form.fault(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.");
    };
    let Some((scheme, rest)) = url.split_once(':') else {
        return malformed(form);
    };
    if !schemes.contains(&scheme.to_ascii_lowercase().as_str()) {
        let words = format!(
            "Scheme \"{scheme}\" is not supported. Scheme must be one of ('{}').",
            schemes.join("', '")
        );
        form.fault(path, "URL_TYPE_INVALID_SCHEME", &words);
        return;
    }
    let host = rest.trim_start_matches("//").split(['/', '?', '#']).next();
    let host_is_sound = host.is_some_and(|host| !host.is_empty() && !host.starts_with('.'));
    if !rest.starts_with("//") || !host_is_sound || url.contains(char::is_whitespace) {
        malformed(form);
    }
}

/// A nonce in text form.
pub(crate) fn nonce(form: &mut Form, value: &Value) {
    text(form, "nonce", value, 0, 25);
}

/// Faults the second and later of equal values.
pub(crate) fn unique<T: PartialEq>(
    form: &mut Form,
    values: impl IntoIterator<Item = (String, T)>,
    code: &str,
    words: &str,
) {
    let mut seen = Vec::new();
    for (path, value) in values {
        if seen.contains(&value) {
            form.fault(&path, code, words);
        }
        seen.push(value);
    }
}

/// `path.name`, or `name` at the top.
pub(crate) fn under(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}
