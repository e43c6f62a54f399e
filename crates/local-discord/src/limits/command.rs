//! Command definitions: names, sizes, options, choices, languages.

use serde_json::Value;

use super::{LOCALES, choice, given, length, list, number, required_text, under, unique};
use crate::refusal::{Form, Refusal};

const SUBCOMMAND: u64 = 1;
const GROUP: u64 = 2;

/// Checks one definition.
pub(crate) fn check(command: &Value, global: bool) -> Result<(), Refusal> {
    let mut form = Form::default();
    check_one(&mut form, "", command, global);
    form.done()
}

/// Checks a whole list, as it replaces what is registered.
pub(crate) fn check_all(commands: &[Value], global: bool) -> Result<(), Refusal> {
    let mut form = Form::default();
    let mut names = Vec::new();
    for (number, command) in commands.iter().enumerate() {
        let path = number.to_string();
        check_one(&mut form, &path, command, global);
        names.push((path, (kind_of(command), command["name"].clone())));
    }
    let words = "Application command names must be unique";
    unique(
        &mut form,
        names,
        "APPLICATION_COMMANDS_DUPLICATE_NAME",
        words,
    );
    form.done()?;
    for (kind, most) in [(1, 100), (2, 15), (3, 15)] {
        if commands
            .iter()
            .filter(|command| kind_of(command) == kind)
            .count()
            > most
        {
            return Err(Refusal::too_many_commands());
        }
    }
    Ok(())
}

fn kind_of(command: &Value) -> u64 {
    command["type"].as_u64().unwrap_or(1)
}

fn check_one(form: &mut Form, path: &str, command: &Value, global: bool) {
    if !command.is_object() {
        form.fault(
            path,
            "MODEL_TYPE_CONVERT",
            "Only dictionaries may be used in a ModelType",
        );
        return;
    }
    let at = |name: &str| under(path, name);
    match kind_of(command) {
        1 => {
            name(form, &at("name"), &command["name"]);
            words(form, path, command);
        }
        2 | 3 => context_menu(form, path, command),
        _ => form.fault(
            &at("type"),
            "BASE_TYPE_CHOICES",
            "Value must be one of {1, 2, 3, 4}.",
        ),
    }
    let strict = kind_of(command) == 1;
    localized_names(
        form,
        &at("name_localizations"),
        &command["name_localizations"],
        strict,
    );
    options(form, path, &command["options"], 0);
    permissions(
        form,
        &at("default_member_permissions"),
        &command["default_member_permissions"],
    );
    for (list_name, most) in [("contexts", 2), ("integration_types", 1)] {
        enumeration(form, &at(list_name), &command[list_name], most);
        if !global && given(&command[list_name]) {
            let words = "Only global commands can have contexts and integration types";
            form.fault(
                &at(list_name),
                "APPLICATION_COMMAND_CONTEXTS_GUILD_ONLY",
                words,
            );
        }
    }
    if size(command) > 8000 {
        form.fault(
            path,
            "APPLICATION_COMMAND_TOO_LARGE",
            "Command exceeds maximum size (8000)",
        );
    }
}

fn context_menu(form: &mut Form, path: &str, command: &Value) {
    required_text(form, &under(path, "name"), &command["name"], 1, 32);
    for forbidden in ["description", "options"] {
        let filled = match &command[forbidden] {
            Value::String(text) => !text.is_empty(),
            Value::Array(items) => !items.is_empty(),
            other => given(other),
        };
        if filled {
            let words = format!("Context menu commands cannot have {forbidden}");
            let code = "APPLICATION_COMMAND_CONTEXT_MENU_FIELD_NOT_ALLOWED";
            form.fault(&under(path, forbidden), code, &words);
        }
    }
}

/// The description in all its languages.
fn words(form: &mut Form, path: &str, of: &Value) {
    required_text(
        form,
        &under(path, "description"),
        &of["description"],
        1,
        100,
    );
    let at = under(path, "description_localizations");
    localizations(form, &at, &of["description_localizations"], 100);
}

/// Letters, digits, `-`, `_` and `'` of any script, in lower case where the script has cases.
fn name(form: &mut Form, path: &str, value: &Value) {
    required_text(form, path, value, 1, 32);
    let Some(name) = value.as_str().filter(|name| !name.is_empty()) else {
        return;
    };
    if !is_name(name) {
        let words = "String value did not match validation regex.";
        form.fault(path, "STRING_TYPE_REGEX", words);
    } else if name.to_lowercase() != name {
        form.fault(
            path,
            "APPLICATION_COMMAND_INVALID_NAME",
            "Command name is invalid",
        );
    }
}

fn is_name(name: &str) -> bool {
    // Marks are part of a letter in scripts such as Devanagari and Thai, which Discord allows by name.
    let mark = |letter: char| matches!(letter, '\u{900}'..='\u{97F}' | '\u{E00}'..='\u{E7F}');
    name.chars()
        .all(|letter| letter.is_alphanumeric() || "-_'".contains(letter) || mark(letter))
}

/// Known languages only, each text within its limit.
pub(super) fn localizations(form: &mut Form, path: &str, value: &Value, max: usize) {
    let Some(languages) = value.as_object() else {
        if given(value) {
            form.fault(
                path,
                "DICT_TYPE_CONVERT",
                "Only dictionaries may be used in a DictType",
            );
        }
        return;
    };
    for (locale, words) in languages {
        if !LOCALES.contains(&locale.as_str()) {
            let known = format!("Value must be one of ('{}').", LOCALES.join("', '"));
            form.fault(&under(path, locale), "ENUM_TYPE_COERCE", &known);
        }
        required_text(form, &under(path, locale), words, 1, max);
    }
}

fn localized_names(form: &mut Form, path: &str, value: &Value, strict: bool) {
    localizations(form, path, value, 32);
    if !strict {
        return;
    }
    for (locale, words) in value.as_object().into_iter().flatten() {
        name(form, &under(path, locale), words);
    }
}

fn permissions(form: &mut Form, path: &str, value: &Value) {
    let sound = match value {
        Value::Null => true,
        Value::String(text) => text.parse::<u64>().is_ok(),
        other => other.is_u64(),
    };
    if !sound {
        form.fault(
            path,
            "NUMBER_TYPE_COERCE",
            "Value is not a permission bit set.",
        );
    }
}

fn enumeration(form: &mut Form, path: &str, value: &Value, most: u64) {
    let items = list(form, path, value, usize::MAX);
    if value.as_array().is_some_and(Vec::is_empty) {
        form.fault(path, "BASE_TYPE_BAD_LENGTH", "Must be 1 or more in length.");
    }
    for (number, item) in items.iter().enumerate() {
        if item.as_u64().is_none_or(|item| item > most) {
            let words = format!("Value must be one of 0 to {most}.");
            form.fault(&format!("{path}.{number}"), "ENUM_TYPE_COERCE", &words);
        }
    }
}

/// `depth` is 0 in a command, 1 in a group, 2 in a subcommand.
fn options(form: &mut Form, path: &str, value: &Value, depth: u8) {
    let options = list(form, &under(path, "options"), value, 25);
    let nested = |option: &Value| matches!(option["type"].as_u64(), Some(SUBCOMMAND | GROUP));
    if options.iter().any(nested) && !options.iter().all(nested) {
        let words = "Sub-command and sub-command group option types are mutually exclusive to all other types";
        form.fault(
            &under(path, "options"),
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
            words,
        );
    }
    let mut names = Vec::new();
    let mut optional_seen = false;
    for (number, option) in options.iter().enumerate() {
        let path = under(path, &format!("options.{number}"));
        one_option(form, &path, option, depth);
        names.push((format!("{path}.name"), option["name"].clone()));
        let required = option["required"] == true;
        if required && optional_seen {
            let words = "Required options must be placed before non-required options";
            form.fault(&path, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", words);
        }
        optional_seen |= !required && !nested(option);
    }
    let words = "Option name already exists";
    unique(
        form,
        names,
        "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
        words,
    );
}

fn one_option(form: &mut Form, path: &str, option: &Value, depth: u8) {
    name(form, &under(path, "name"), &option["name"]);
    words(form, path, option);
    localized_names(
        form,
        &under(path, "name_localizations"),
        &option["name_localizations"],
        true,
    );
    match (option["type"].as_u64(), depth) {
        (Some(SUBCOMMAND), 0 | 1) => options(form, path, &option["options"], 2),
        (Some(GROUP), 0) => options(form, path, &option["options"], 1),
        (Some(3..=11), 0 | 2) => value_option(form, path, option),
        (Some(kind @ 1..=11), _) => {
            let words = format!("Option type {kind} is not allowed here");
            form.fault(
                &under(path, "type"),
                "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
                &words,
            );
        }
        _ => form.fault(
            &under(path, "type"),
            "UNION_TYPE_CHOICES",
            "Value of field \"type\" must be one of 1 to 11.",
        ),
    }
}

fn value_option(form: &mut Form, path: &str, option: &Value) {
    let kind = option["type"].as_u64().unwrap_or(0);
    let at = |name: &str| under(path, name);
    let mut only_for = |names: &[&str], kinds: &[u64]| {
        for name in names {
            let filled = given(&option[*name]) && option[*name] != false;
            if filled
                && option[*name]
                    .as_array()
                    .is_none_or(|items| !items.is_empty())
                && !kinds.contains(&kind)
            {
                let words = format!("Option type {kind} cannot have {name}");
                form.fault(
                    &at(name),
                    "APPLICATION_COMMAND_OPTION_FIELD_NOT_ALLOWED",
                    &words,
                );
            }
        }
    };
    only_for(&["choices", "autocomplete"], &[3, 4, 10]);
    only_for(&["min_value", "max_value"], &[4, 10]);
    only_for(&["min_length", "max_length"], &[3]);
    only_for(&["channel_types"], &[7]);
    number(form, &at("min_length"), &option["min_length"], 0, 6000);
    number(form, &at("max_length"), &option["max_length"], 1, 6000);
    if let (Some(least), Some(most)) =
        (option["min_length"].as_u64(), option["max_length"].as_u64())
        && least > most
    {
        form.fault(
            &at("min_length"),
            "APPLICATION_COMMAND_OPTION_MIN_EXCEEDS_MAX",
            "Minimum exceeds maximum",
        );
    }
    choices(form, path, option, kind);
}

fn choices(form: &mut Form, path: &str, option: &Value, kind: u64) {
    let list_path = under(path, "choices");
    let choices = list(form, &list_path, &option["choices"], 25);
    if option["autocomplete"] == true && !choices.is_empty() {
        let words = "Choices and autocomplete are mutually exclusive";
        form.fault(
            &under(path, "autocomplete"),
            "APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_CHOICES_EXCLUSIVE",
            words,
        );
    }
    let (mut names, mut values) = (Vec::new(), Vec::new());
    for (number, item) in choices.iter().enumerate() {
        let at = |name: &str| format!("{list_path}.{number}.{name}");
        required_text(form, &at("name"), &item["name"], 1, 100);
        localizations(
            form,
            &at("name_localizations"),
            &item["name_localizations"],
            100,
        );
        choice::value(form, &at("value"), &item["value"], kind);
        names.push((at("name"), item["name"].clone()));
        values.push((at("value"), item["value"].clone()));
    }
    let words = "Option choice name already exists";
    unique(
        form,
        names,
        "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_ALREADY_EXISTS",
        words,
    );
    let words = "Option choice value already exists";
    unique(
        form,
        values,
        "APPLICATION_COMMAND_OPTIONS_CHOICE_VALUE_ALREADY_EXISTS",
        words,
    );
}

/// Names, descriptions and values of everything inside, each with its longest language.
fn size(of: &Value) -> usize {
    let plain = |name: &str| of[name].as_str().map_or(0, length);
    let longest = |name: &str, localized: &str| {
        let words = of[localized].as_object().into_iter().flatten();
        let lengths = words.filter_map(|(_, words)| words.as_str()).map(length);
        lengths.chain([plain(name)]).max().unwrap_or(0)
    };
    let inside = ["options", "choices"].into_iter().map(|list| {
        let items = of[list].as_array().into_iter().flatten();
        items.map(size).sum::<usize>()
    });
    longest("name", "name_localizations")
        + longest("description", "description_localizations")
        + plain("value")
        + inside.sum::<usize>()
}
