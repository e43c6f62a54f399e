//! Modals: a title, one to five rows or labels, text inputs.

use serde_json::Value;

use super::{given, list, number, required_text, text};
use crate::refusal::{Form, Refusal};

pub(crate) fn check(data: &Value) -> Result<(), Refusal> {
    let mut form = Form::default();
    required_text(&mut form, "data.title", &data["title"], 1, 45);
    required_text(&mut form, "data.custom_id", &data["custom_id"], 1, 100);
    let tops = list(&mut form, "data.components", &data["components"], 5);
    if tops.is_empty() {
        form.fault(
            "data.components",
            "BASE_TYPE_BAD_LENGTH",
            "Must be between 1 and 5 in length.",
        );
    }
    for (at, top) in tops.iter().enumerate() {
        let path = format!("data.components.{at}");
        match top["type"].as_u64() {
            Some(1) => input(
                &mut form,
                &format!("{path}.components.0"),
                &top["components"][0],
                true,
            ),
            Some(10) => {}
            Some(18) => {
                required_text(&mut form, &format!("{path}.label"), &top["label"], 1, 45);
                text(
                    &mut form,
                    &format!("{path}.description"),
                    &top["description"],
                    0,
                    100,
                );
                input(
                    &mut form,
                    &format!("{path}.component"),
                    &top["component"],
                    false,
                );
            }
            _ => {
                let words = "Value of field \"type\" must be one of (1, 10, 18).";
                form.fault(&format!("{path}.type"), "UNION_TYPE_CHOICES", words);
            }
        }
    }
    form.done()
}

fn input(form: &mut Form, path: &str, input: &Value, labelled: bool) {
    let at = |name: &str| format!("{path}.{name}");
    required_text(form, &at("custom_id"), &input["custom_id"], 1, 100);
    if input["type"] != 4 {
        return;
    }
    if labelled || given(&input["label"]) {
        required_text(form, &at("label"), &input["label"], 1, 45);
    }
    number(form, &at("style"), &input["style"], 1, 2);
    number(form, &at("min_length"), &input["min_length"], 0, 4000);
    number(form, &at("max_length"), &input["max_length"], 1, 4000);
    text(form, &at("placeholder"), &input["placeholder"], 0, 100);
    text(form, &at("value"), &input["value"], 0, 4000);
}
