use serde_json::json;

use super::*;
use crate::discord::commands::{definitions, titles};
use crate::discord::sample;
use crate::domain::fault::DataFile;

fn shipped() -> Value {
    let guide = sample::guide();
    definitions(&guide.responses, &guide.catalog)
}

/// What is told of one command alone.
fn told(command: Value) -> Vec<String> {
    let breaches = lint(&json!([command]), &sample::catalog());
    breaches.iter().map(ToString::to_string).collect()
}

#[test]
fn limits_are_told() {
    let long = "é".repeat(101);
    let broken = json!({"name": "Finops", "description": "", "options": [
        {"name": "a", "description": long, "choices": [{"name": "", "value": "v"}]},
        {"name": "b", "description": "b", "name_localizations": {"de": "a"}, "required": true},
    ]});
    let breaches = told(broken);
    assert_eq!(breaches.len(), 6, "{breaches:#?}");
    let big: Vec<Value> = (0..26)
        .map(|n| json!({"name": format!("n{n}"), "description": "d".repeat(100)}))
        .collect();
    let wide = json!({"name": "f", "description": "d", "options": [{"name": "x", "description": "d", "options": big}]});
    assert_eq!(
        told(wide).first().map(String::as_str),
        Some("`f x`: 26 options, and Discord takes 25")
    );
}

#[test]
fn each_limit_names_the_text_that_passes_it() {
    let mut definitions = shipped();
    definitions[0]["options"][0]["name_localizations"]["de"] = json!("Empfehlen");
    definitions[0]["options"][0]["description"] = json!("");
    let options = &mut definitions[0]["options"][0]["options"];
    options[0]["description_localizations"]["fr"] = json!("");
    options[1]["choices"][0]["name"] = json!("");
    options[2]["choices"][1]["name"] = options[2]["choices"][0]["name"].clone();
    definitions[1]["name"] = json!(" ");
    let breaches = lint(&definitions, &sample::catalog());
    let found: Vec<(Option<&str>, Option<&str>)> = breaches
        .iter()
        .map(|breach| (breach.key.as_deref(), breach.language.as_deref()))
        .collect();
    assert_eq!(
        found,
        [
            (Some("command-recommend"), Some("de")),
            (Some("command-recommend.description"), None),
            (Some("option-role.description"), Some("fr")),
            (Some("choice-experience-new-to-cloud"), None),
            (Some("choice-team-joining"), None),
            (Some("command-message"), None),
        ]
    );
}

#[test]
fn titles_that_no_list_of_suggestions_can_hold_are_told() {
    let long = "é".repeat(101);
    let text = format!(
        "[[role]]\ntitles = [\"CFO\", \"{{head,lead}}{{,,,}}{{a,b}} {}\", \"{long}\"]\nsynonyms = [\"{}\"]\n",
        "é".repeat(90),
        "é".repeat(100)
    );
    let file = DataFile {
        name: "roles/de.toml".to_owned(),
        text: text.clone(),
    };
    let faults = titles(std::slice::from_ref(&file));
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(text[faults[0].span.clone()].contains(&long));
}

#[test]
fn the_name_in_a_menu_has_its_own_limits() {
    let named = |name: &str| told(json!({"type": 3, "name": name}));
    assert_eq!(named("Recommend a FinOps course").len(), 0);
    for name in ["", " spaces ", &"é".repeat(33)] {
        assert_eq!(named(name).len(), 1, "{name:?}");
    }
}

#[test]
fn providers_that_nobody_could_choose_are_told() {
    let with = |count: usize| {
        let mut catalog = sample::catalog();
        let one = catalog.providers[0].clone();
        catalog.providers = vec![one; count];
        lint(&json!([]), &catalog)
    };
    assert_eq!(with(24), []);
    let cloud = |row: &str, count| Breach {
        at: format!("finops {row} cloud"),
        what: Flaw::Providers { count },
        key: None,
        language: None,
    };
    assert_eq!(with(25), [cloud("recommend", 26)]);
    assert_eq!(with(26), [cloud("recommend", 27), cloud("prereqs", 26)]);
}
