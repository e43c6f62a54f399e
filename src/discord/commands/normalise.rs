//! A command definition reduced to what we decide, so that what Discord returns can be compared
//! with what we would send.

use serde_json::{Map, Value};

/// What we decide about a command or an option. Ids, versions and fields that Discord may add are
/// not among it.
const FIELDS: [&str; 19] = [
    "name",
    "name_localizations",
    "description",
    "description_localizations",
    "type",
    "options",
    "choices",
    "required",
    "autocomplete",
    "min_length",
    "max_length",
    "min_value",
    "max_value",
    "channel_types",
    "contexts",
    "integration_types",
    "default_member_permissions",
    "nsfw",
    "value",
];
/// Lists whose order means nothing.
const SETS: [&str; 3] = ["contexts", "integration_types", "channel_types"];
/// Maps from a language to a text: their keys are data, and one of them is `id`.
const MAPS: [&str; 2] = ["name_localizations", "description_localizations"];

/// The same value for two definitions that mean the same.
pub fn normalise(definition: &Value) -> Value {
    match definition {
        // Lists of commands come in any order.
        Value::Array(commands) => {
            let mut commands: Vec<Value> = commands.iter().map(normalise).collect();
            commands.sort_by_key(|command| name(command).to_owned());
            Value::Array(commands)
        }
        command => {
            let mut command = node(command);
            if let Value::Object(fields) = &mut command {
                // A command without a type is one that is typed.
                fields.entry("type").or_insert_with(|| Value::from(1));
            }
            command
        }
    }
}

fn node(value: &Value) -> Value {
    let Value::Object(fields) = value else {
        return value.clone();
    };
    let kept: Map<String, Value> = fields
        .iter()
        .filter(|(key, value)| FIELDS.contains(&key.as_str()) && !is_default(value))
        .map(|(key, value)| (key.clone(), field(key, value)))
        .collect();
    Value::Object(kept)
}

fn field(key: &str, value: &Value) -> Value {
    match value {
        Value::Array(items) if SETS.contains(&key) => {
            let mut items = items.clone();
            items.sort_by_key(Value::as_u64);
            Value::Array(items)
        }
        Value::Array(items) => Value::Array(items.iter().map(node).collect()),
        other if MAPS.contains(&key) => other.clone(),
        other => node(other),
    }
}

/// Nothing, false and empty say the same as a missing field.
fn is_default(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        // A command in a menu comes back with a description that says nothing.
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    }
}

fn name(command: &Value) -> &str {
    command
        .get("name")
        .and_then(Value::as_str)
        .unwrap_or_default()
}
