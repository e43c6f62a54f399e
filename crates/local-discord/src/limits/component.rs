//! Buttons, select menus and the rows they stand in.

use serde_json::Value;

use super::{given, list, number, required_text, text, unique, url};
use crate::refusal::Form;

const ROW: u64 = 1;
const BUTTON: u64 = 2;
const STRING_SELECT: u64 = 3;

pub(crate) fn check(form: &mut Form, components: &Value, v2: bool) {
    let rows = list(form, "components", components, if v2 { 40 } else { 5 });
    if v2 && count(rows) > 40 {
        let words = "Must be 40 or fewer in length.";
        form.fault(
            "components",
            "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
            words,
        );
    }
    let mut ids = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        top(form, &format!("components.{at}"), row, v2, &mut ids);
    }
    let words = "Component custom id cannot be duplicated";
    unique(form, ids, "COMPONENT_CUSTOM_ID_DUPLICATED", words);
}

fn count(components: &[Value]) -> usize {
    let children = |component: &Value| {
        let inner = component["components"]
            .as_array()
            .map_or(0, |inner| count(inner));
        inner + usize::from(given(&component["accessory"]))
    };
    components
        .iter()
        .map(|component| 1 + children(component))
        .sum()
}

type Ids = Vec<(String, String)>;

fn top(form: &mut Form, path: &str, component: &Value, v2: bool, ids: &mut Ids) {
    match component["type"].as_u64() {
        Some(ROW) => row(form, path, component, ids),
        Some(9) if v2 => section(form, path, component, ids),
        Some(10) if v2 => required_text(
            form,
            &format!("{path}.content"),
            &component["content"],
            1,
            4000,
        ),
        Some(12..=14) if v2 => {}
        Some(17) if v2 => {
            let children = component["components"]
                .as_array()
                .map_or(&[][..], Vec::as_slice);
            for (at, child) in children.iter().enumerate() {
                top(form, &format!("{path}.components.{at}"), child, true, ids);
            }
        }
        _ => {
            let allowed = if v2 {
                "(1, 9, 10, 12, 13, 14, 17)"
            } else {
                "(1,)"
            };
            let words = format!("Value of field \"type\" must be one of {allowed}.");
            form.fault(&format!("{path}.type"), "UNION_TYPE_CHOICES", &words);
        }
    }
}

fn section(form: &mut Form, path: &str, component: &Value, ids: &mut Ids) {
    for (at, child) in list(
        form,
        &format!("{path}.components"),
        &component["components"],
        3,
    )
    .iter()
    .enumerate()
    {
        let path = format!("{path}.components.{at}.content");
        required_text(form, &path, &child["content"], 1, 4000);
    }
    let accessory = format!("{path}.accessory");
    match component["accessory"]["type"].as_u64() {
        Some(BUTTON) => button(form, &accessory, &component["accessory"], ids),
        Some(11) => {}
        _ => form.fault(&accessory, "BASE_TYPE_REQUIRED", "This field is required"),
    }
}

fn row(form: &mut Form, path: &str, row: &Value, ids: &mut Ids) {
    let path = format!("{path}.components");
    let children = list(form, &path, &row["components"], 5);
    if children.is_empty() {
        form.fault(
            &path,
            "BASE_TYPE_BAD_LENGTH",
            "Must be between 1 and 5 in length.",
        );
    }
    let selects = children.iter().filter(|child| is_select(child)).count();
    if selects > 0 && children.len() > 1 {
        let words = "The specified component exceeds the maximum width";
        form.fault(&path, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", words);
    }
    for (at, child) in children.iter().enumerate() {
        let path = format!("{path}.{at}");
        match child["type"].as_u64() {
            Some(BUTTON) => button(form, &path, child, ids),
            Some(_) if is_select(child) => select(form, &path, child, ids),
            _ => {
                let words = "Value of field \"type\" must be one of (2, 3, 5, 6, 7, 8).";
                form.fault(&format!("{path}.type"), "UNION_TYPE_CHOICES", words);
            }
        }
    }
}

fn is_select(component: &Value) -> bool {
    matches!(component["type"].as_u64(), Some(3 | 5..=8))
}

fn custom_id(form: &mut Form, path: &str, component: &Value, ids: &mut Ids) {
    let path = format!("{path}.custom_id");
    required_text(form, &path, &component["custom_id"], 1, 100);
    if let Some(id) = component["custom_id"].as_str() {
        ids.push((path, id.to_owned()));
    }
}

fn button(form: &mut Form, path: &str, button: &Value, ids: &mut Ids) {
    let at = |name: &str| format!("{path}.{name}");
    text(form, &at("label"), &button["label"], 0, 80);
    emoji(form, &at("emoji"), &button["emoji"]);
    let has_label = button["label"]
        .as_str()
        .is_some_and(|label| !label.trim().is_empty());
    let has_face = has_label || given(&button["emoji"]);
    let both = given(&button["custom_id"]) && given(&button["url"]);
    if both {
        let words = "A custom id and url cannot both be specified";
        form.fault(path, "BUTTON_COMPONENT_CUSTOM_ID_AND_URL_EXCLUSIVE", words);
    }
    match button["style"].as_u64() {
        Some(1..=4) => {
            custom_id(form, path, button, ids);
            if given(&button["url"]) && !both {
                form.fault(
                    &at("url"),
                    "BUTTON_COMPONENT_URL_NOT_ALLOWED",
                    "A url is only for link buttons",
                );
            }
        }
        Some(5) => {
            required_text(form, &at("url"), &button["url"], 1, 512);
            url(
                form,
                &at("url"),
                &button["url"],
                512,
                &["http", "https", "discord"],
            );
            if given(&button["custom_id"]) && !both {
                let words = "A link button cannot have a custom id";
                form.fault(
                    &at("custom_id"),
                    "BUTTON_COMPONENT_CUSTOM_ID_NOT_ALLOWED",
                    words,
                );
            }
        }
        Some(6) => {
            required_text(form, &at("sku_id"), &button["sku_id"], 1, 20);
            return;
        }
        _ => form.fault(
            &at("style"),
            "BASE_TYPE_CHOICES",
            "Value must be one of {1, 2, 3, 4, 5, 6}.",
        ),
    }
    if !has_face {
        let words = "A button must have either a label or an emoji";
        form.fault(path, "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", words);
    }
}

/// A custom emoji has an id; any other must not be plain text.
fn emoji(form: &mut Form, path: &str, emoji: &Value) {
    if !given(emoji) || given(&emoji["id"]) {
        return;
    }
    let name = emoji["name"].as_str().unwrap_or_default();
    let picture = |letter: char| !letter.is_ascii() || "0123456789#*".contains(letter);
    let is_emoji = !name.is_empty() && name.chars().all(picture) && !name.is_ascii();
    if !is_emoji {
        form.fault(
            &format!("{path}.name"),
            "BUTTON_COMPONENT_INVALID_EMOJI",
            "Invalid emoji",
        );
    }
}

fn select(form: &mut Form, path: &str, select: &Value, ids: &mut Ids) {
    let at = |name: &str| format!("{path}.{name}");
    custom_id(form, path, select, ids);
    text(form, &at("placeholder"), &select["placeholder"], 0, 150);
    number(form, &at("min_values"), &select["min_values"], 0, 25);
    number(form, &at("max_values"), &select["max_values"], 1, 25);
    let least = select["min_values"].as_u64().unwrap_or(1);
    let most = select["max_values"].as_u64().unwrap_or(1);
    if least > most {
        let words = "Minimum values must not exceed maximum values";
        form.fault(
            &at("min_values"),
            "SELECT_COMPONENT_MIN_VALUES_TOO_LARGE",
            words,
        );
    }
    if select["type"] != STRING_SELECT {
        return;
    }
    let options = list(form, &at("options"), &select["options"], 25);
    if options.is_empty() {
        form.fault(
            &at("options"),
            "BASE_TYPE_BAD_LENGTH",
            "Must be between 1 and 25 in length.",
        );
        return;
    }
    options_of(form, path, options);
    let chosen = options
        .iter()
        .filter(|option| option["default"] == true)
        .count() as u64;
    if chosen > most {
        let words = "Too many default options";
        form.fault(
            &at("options"),
            "SELECT_COMPONENT_TOO_MANY_DEFAULT_OPTIONS",
            words,
        );
    }
    if options.len() as u64 > 0 && most > options.len() as u64 {
        let words = "Maximum values must not exceed the number of options";
        form.fault(
            &at("max_values"),
            "SELECT_COMPONENT_MAX_VALUES_TOO_LARGE",
            words,
        );
    }
}

fn options_of(form: &mut Form, path: &str, options: &[Value]) {
    let mut values = Vec::new();
    for (number, option) in options.iter().enumerate() {
        let at = |name: &str| format!("{path}.options.{number}.{name}");
        required_text(form, &at("label"), &option["label"], 1, 100);
        required_text(form, &at("value"), &option["value"], 1, 100);
        text(form, &at("description"), &option["description"], 0, 100);
        emoji(form, &at("emoji"), &option["emoji"]);
        values.push((at("value"), option["value"].clone()));
    }
    let words = "The specified option value is already used";
    unique(
        form,
        values,
        "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
        words,
    );
}
