//! Embeds: each part's length, their number, and 6000 characters over all of them.

use serde_json::Value;

use super::{given, length, list, number, required_text, text, url};
use crate::refusal::Form;

const WEB: [&str; 2] = ["http", "https"];
const PICTURE: [&str; 3] = ["http", "https", "attachment"];

pub(crate) fn check(form: &mut Form, embeds: &Value) {
    let embeds = list(form, "embeds", embeds, 10);
    let mut total = 0;
    let mut too_large = false;
    for (at, embed) in embeds.iter().enumerate() {
        let path = format!("embeds.{at}");
        check_one(form, &path, embed);
        total += size(embed);
        if total > 6000 && !too_large {
            too_large = true;
            let words = "Embed size exceeds maximum size of 6000";
            form.fault(&path, "MAX_EMBED_SIZE_EXCEEDED", words);
        }
    }
}

fn check_one(form: &mut Form, path: &str, embed: &Value) {
    if !embed.is_object() {
        form.fault(
            path,
            "MODEL_TYPE_CONVERT",
            "Only dictionaries may be used in a ModelType",
        );
        return;
    }
    let at = |name: &str| format!("{path}.{name}");
    text(form, &at("title"), &embed["title"], 0, 256);
    text(form, &at("description"), &embed["description"], 0, 4096);
    url(form, &at("url"), &embed["url"], 2048, &WEB);
    number(form, &at("color"), &embed["color"], 0, 0xFF_FFFF);
    if given(&embed["timestamp"]) && !is_time(&embed["timestamp"]) {
        let words = "Could not parse the value. Should be ISO8601.";
        form.fault(&at("timestamp"), "DATE_TIME_TYPE_PARSE", words);
    }
    if given(&embed["footer"]) {
        required_text(form, &at("footer.text"), &embed["footer"]["text"], 1, 2048);
        picture(form, &at("footer.icon_url"), &embed["footer"]["icon_url"]);
    }
    if given(&embed["author"]) {
        required_text(form, &at("author.name"), &embed["author"]["name"], 1, 256);
        url(form, &at("author.url"), &embed["author"]["url"], 2048, &WEB);
        picture(form, &at("author.icon_url"), &embed["author"]["icon_url"]);
    }
    for name in ["image", "thumbnail"] {
        if given(&embed[name]) {
            let path = at(&format!("{name}.url"));
            required_text(form, &path, &embed[name]["url"], 1, 2048);
            picture(form, &path, &embed[name]["url"]);
        }
    }
    for (number, field) in list(form, &at("fields"), &embed["fields"], 25)
        .iter()
        .enumerate()
    {
        let path = format!("{path}.fields.{number}");
        required_text(form, &format!("{path}.name"), &field["name"], 1, 256);
        required_text(form, &format!("{path}.value"), &field["value"], 1, 1024);
    }
    if is_hollow(embed) {
        form.fault(
            &at("description"),
            "BASE_TYPE_REQUIRED",
            "This field is required",
        );
    }
}

fn picture(form: &mut Form, path: &str, value: &Value) {
    url(form, path, value, 2048, &PICTURE);
}

fn is_time(value: &Value) -> bool {
    let Some(text) = value.as_str() else {
        return false;
    };
    let mut parts = text.splitn(3, '-');
    let digits = |part: Option<&str>, length: usize| {
        part.is_some_and(|part| {
            part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    digits(parts.next(), 4)
        && digits(parts.next(), 2)
        && parts.next().is_some_and(|rest| digits(rest.get(..2), 2))
}

/// The characters that count towards 6000.
fn size(embed: &Value) -> usize {
    let of = |value: &Value| value.as_str().map_or(0, |text| length(text.trim()));
    let fields = embed["fields"].as_array().map_or(0, |fields| {
        let sizes = fields
            .iter()
            .map(|field| of(&field["name"]) + of(&field["value"]));
        sizes.sum()
    });
    of(&embed["title"])
        + of(&embed["description"])
        + of(&embed["footer"]["text"])
        + of(&embed["author"]["name"])
        + fields
}

fn is_hollow(embed: &Value) -> bool {
    let shown = [
        "title",
        "description",
        "footer",
        "author",
        "image",
        "thumbnail",
        "video",
    ];
    let has_field = embed["fields"]
        .as_array()
        .is_some_and(|fields| !fields.is_empty());
    !has_field
        && shown.iter().all(|name| match &embed[*name] {
            Value::Null => true,
            Value::String(text) => text.trim().is_empty(),
            _ => false,
        })
}
