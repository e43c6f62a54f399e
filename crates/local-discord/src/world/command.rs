//! Registered application commands, kept and echoed as Discord does: defaults filled in or dropped.

use serde_json::{Map, Value, json};

use crate::id::Id;

/// A registered command. `body` is its definition with Discord's defaults, without ids.
#[derive(Clone, Debug)]
pub(crate) struct Command {
    pub(crate) id: Id,
    pub(crate) application: Id,
    pub(crate) guild: Option<Id>,
    pub(crate) version: Id,
    pub(crate) body: Value,
}

impl Command {
    pub(crate) fn name(&self) -> &str {
        self.body["name"].as_str().unwrap_or_default()
    }

    pub(crate) fn kind(&self) -> u64 {
        self.body["type"].as_u64().unwrap_or(1)
    }

    pub(crate) fn options(&self) -> &[Value] {
        options_of(&self.body)
    }

    /// The whole command, or with localisations folded into one language as in a plain `GET`.
    pub(crate) fn to_json(&self, localized_in: Option<&str>) -> Value {
        let mut command = self.body.clone();
        command["id"] = json!(self.id);
        command["application_id"] = json!(self.application);
        command["version"] = json!(self.version);
        if let Some(guild) = self.guild {
            command["guild_id"] = json!(guild);
        }
        if let Some(locale) = localized_in {
            fold_localizations(&mut command, locale);
        }
        command
    }
}

/// The options of a command or subcommand.
pub(crate) fn options_of(of: &Value) -> &[Value] {
    of["options"].as_array().map_or(&[], Vec::as_slice)
}

/// A checked definition as Discord stores it.
pub(crate) fn normalised(given: &Value, global: bool) -> Value {
    let kind = given["type"].as_u64().unwrap_or(1);
    let mut body = json!({
        "type": kind,
        "name": given["name"],
        "name_localizations": localizations(&given["name_localizations"]),
        "description": given["description"].as_str().unwrap_or_default(),
        "description_localizations": localizations(&given["description_localizations"]),
        "default_member_permissions": permissions(&given["default_member_permissions"]),
        "nsfw": given["nsfw"].as_bool().unwrap_or(false),
    });
    if global {
        body["dm_permission"] = json!(given["dm_permission"].as_bool().unwrap_or(true));
        body["contexts"] = sorted(&given["contexts"]);
        body["integration_types"] = match sorted(&given["integration_types"]) {
            Value::Null => json!([0]),
            types => types,
        };
    }
    let options: Vec<Value> = options_of(given).iter().map(option).collect();
    if !options.is_empty() {
        body["options"] = json!(options);
    }
    body
}

fn option(given: &Value) -> Value {
    let mut kept = Map::new();
    for name in ["type", "name", "description"] {
        kept.insert(name.to_owned(), given[name].clone());
    }
    for name in ["name_localizations", "description_localizations"] {
        kept.insert(name.to_owned(), localizations(&given[name]));
    }
    for flag in ["required", "autocomplete"] {
        if given[flag] == true {
            kept.insert(flag.to_owned(), json!(true));
        }
    }
    for limit in ["min_value", "max_value", "min_length", "max_length"] {
        if given[limit].is_number() {
            kept.insert(limit.to_owned(), given[limit].clone());
        }
    }
    if let Some(types) = given["channel_types"]
        .as_array()
        .filter(|types| !types.is_empty())
    {
        kept.insert("channel_types".to_owned(), json!(types));
    }
    if let Some(choices) = given["choices"]
        .as_array()
        .filter(|choices| !choices.is_empty())
    {
        let choices: Vec<Value> = choices.iter().map(choice).collect();
        kept.insert("choices".to_owned(), json!(choices));
    }
    if let Some(children) = given["options"]
        .as_array()
        .filter(|children| !children.is_empty())
    {
        let children: Vec<Value> = children.iter().map(option).collect();
        kept.insert("options".to_owned(), json!(children));
    }
    Value::Object(kept)
}

fn choice(given: &Value) -> Value {
    json!({
        "name": given["name"],
        "name_localizations": localizations(&given["name_localizations"]),
        "value": given["value"],
    })
}

fn localizations(given: &Value) -> Value {
    match given.as_object() {
        Some(map) if !map.is_empty() => given.clone(),
        _ => Value::Null,
    }
}

/// Permissions travel as text, whichever way they were given.
fn permissions(given: &Value) -> Value {
    match given {
        Value::Number(number) => json!(number.to_string()),
        other => other.clone(),
    }
}

fn sorted(given: &Value) -> Value {
    let Some(items) = given.as_array() else {
        return Value::Null;
    };
    let mut numbers: Vec<u64> = items.iter().filter_map(Value::as_u64).collect();
    numbers.sort_unstable();
    json!(numbers)
}

fn fold_localizations(of: &mut Value, locale: &str) {
    for (all, one) in [
        ("name_localizations", "name_localized"),
        ("description_localizations", "description_localized"),
    ] {
        let Some(fields) = of.as_object_mut() else {
            return;
        };
        let words = fields
            .remove(all)
            .and_then(|words| words.get(locale).cloned());
        if let Some(words) = words {
            fields.insert(one.to_owned(), words);
        }
    }
    for list in ["options", "choices"] {
        if let Some(children) = of.get_mut(list).and_then(Value::as_array_mut) {
            children
                .iter_mut()
                .for_each(|child| fold_localizations(child, locale));
        }
    }
}
