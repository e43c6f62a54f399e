//! What autocomplete may offer.

use serde_json::Value;

use super::{given, list, required_text};
use crate::refusal::Form;

/// `kind` is the type of the option that is being typed: 3 text, 4 whole number, 10 number.
pub(crate) fn check(form: &mut Form, data: &Value, kind: u64) {
    if !given(&data["choices"]) {
        form.fault(
            "data.choices",
            "BASE_TYPE_REQUIRED",
            "This field is required",
        );
        return;
    }
    let choices = list(form, "data.choices", &data["choices"], 25);
    for (number, choice) in choices.iter().enumerate() {
        let at = |name: &str| format!("data.choices.{number}.{name}");
        required_text(form, &at("name"), &choice["name"], 1, 100);
        value(form, &at("value"), &choice["value"], kind);
        super::command::localizations(
            form,
            &at("name_localizations"),
            &choice["name_localizations"],
            100,
        );
    }
}

/// The value of a choice, which must be of its option's type.
pub(super) fn value(form: &mut Form, path: &str, value: &Value, kind: u64) {
    match kind {
        4 if value.is_i64() || value.is_u64() => {}
        4 => form.fault(path, "NUMBER_TYPE_COERCE", "Value is not int."),
        10 if value.is_number() => {}
        10 => form.fault(path, "NUMBER_TYPE_COERCE", "Value is not float."),
        _ => required_text(form, path, value, 1, 100),
    }
}
