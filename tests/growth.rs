//! An eighth course for a sixth persona, and a fourth provider: the whole path without a change of
//! the program. What an editor writes for it stands in `tests/fixtures/`.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that meets something else fails there"
)]

mod interactions;

use std::fs;
use std::path::Path;

use finops_bot::discord::commands::definitions;
use finops_bot::guide::Guide;
use finops_bot::shell::data::{Files, Paths};
use interactions::{TODAY, button, callback, press, slash, text};
use serde_json::Value;

/// The shipped files with the editor's additions, in a folder of their own.
fn grown() -> Guide {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir_all(at("roles")).unwrap();
    fs::create_dir_all(at("responses/en-US")).unwrap();
    let add = |from: &str, to: &str, more: &str| {
        let mut content = fs::read_to_string(root.join(from)).unwrap();
        content.push('\n');
        content.push_str(more);
        fs::write(at(to), content).unwrap();
    };
    let facts = include_str!("fixtures/more-facts.toml");
    add("catalog.toml", "catalog.toml", facts);
    let titles = include_str!("fixtures/more-titles.toml");
    add("roles/en-US.toml", "roles/en-US.toml", titles);
    for entry in fs::read_dir(root.join("responses/en-US")).unwrap() {
        let name = format!(
            "responses/en-US/{}",
            entry.unwrap().file_name().to_str().unwrap()
        );
        add(&name, &name, "");
    }
    let words = include_str!("fixtures/more-words.ftl");
    fs::write(at("responses/en-US/more.ftl"), words).unwrap();
    let paths = Paths {
        catalog: Some(at("catalog.toml")),
        roles: Some(at("roles")),
        responses: Some(at("responses")),
    };
    let (guide, faults) = Files::read(&paths).unwrap().build(TODAY);
    guide.unwrap_or_else(|| panic!("{faults:?}"))
}

fn content(card: &Value) -> &str {
    card["data"]["content"].as_str().unwrap()
}

#[test]
fn a_new_title_leads_to_the_new_course() {
    let guide = grown();
    let options = [
        text("role", "sustainability manager"),
        text("cloud", "oracle"),
    ];
    let card = callback(&guide, &slash("en-US", "recommend", &options));
    let said = content(&card);
    assert!(
        said.starts_with("**FinOps for Sustainability** fits you"),
        "{said}"
    );
    let embed = card["data"]["embeds"][0].to_string();
    assert!(embed.contains("You know Oracle Cloud"), "{embed}");
    assert!(embed.contains("announced"), "{embed}");
}

#[test]
fn the_new_persona_has_a_button_in_the_quiz() {
    let guide = grown();
    let first = callback(&guide, &slash("en-US", "recommend", &[]));
    let team = callback(&guide, &press("en-US", &button(&first, "Sustainability")));
    let label = "Not on it, but working with it";
    let cloud = callback(&guide, &press("en-US", &button(&team, label)));
    let card = callback(&guide, &press("en-US", &button(&cloud, "Oracle Cloud")));
    assert!(content(&card).starts_with("**FinOps for Sustainability** fits you"));
}

#[test]
fn the_new_provider_is_a_choice_with_its_training() {
    let guide = grown();
    let command = definitions(&guide.responses, &guide.catalog).to_string();
    assert!(command.contains(r#""value":"oracle""#), "{command}");
    let card = callback(
        &guide,
        &slash("en-US", "prereqs", &[text("cloud", "oracle")]),
    );
    assert!(content(&card).contains("Oracle Cloud Infrastructure Foundations"));
}

#[test]
fn the_new_course_is_shown_and_compared() {
    let guide = grown();
    let card = callback(
        &guide,
        &slash("en-US", "course", &[text("name", "sustainability")]),
    );
    assert!(content(&card).starts_with("**FinOps for Sustainability**"));
    let both = [text("first", "sustainability"), text("second", "engineers")];
    let card = callback(&guide, &slash("en-US", "compare", &both));
    assert!(
        card["data"]["embeds"][0]["title"]
            .as_str()
            .unwrap()
            .contains("Sustainability")
    );
}
