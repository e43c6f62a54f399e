//! What an editor writes into the data files is enough: a course, a persona and a provider more,
//! and no line of code.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

use crate::bot::{Plan, Town};

/// What whoever adds a persona says of it, in one language.
const WORDS: &str = "
persona-sustainability = Sustainability
    .does = you look after the footprint of what runs
    .reason = You work in sustainability
    .who = Sustainability teams
    .into = sustainability
";
/// What such people call themselves.
const TITLES: &str = r#"
[persona.sustainability]
strong = ["sustainability"]
own = ["sustainability manager", "sustainability lead"]
"#;

/// A copy of the shipped data files with more in them.
fn edited() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::copy(
        shipped.join("catalog.toml"),
        folder.path().join("catalog.toml"),
    )
    .unwrap();
    for data in ["roles", "responses/en-US"] {
        let own = folder.path().join(data);
        fs::create_dir_all(&own).unwrap();
        for entry in fs::read_dir(shipped.join(data)).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_file() {
                fs::copy(entry.path(), own.join(entry.file_name())).unwrap();
            }
        }
    }
    let more = include_str!("../fixtures/more-facts.toml");
    append(&folder.path().join("catalog.toml"), more);
    append(&folder.path().join("responses/en-US/facts.ftl"), WORDS);
    append(&folder.path().join("roles/en-US.toml"), TITLES);
    folder
}

fn append(file: &Path, text: &str) {
    let mut file = OpenOptions::new().append(true).open(file).unwrap();
    write!(file, "\n{text}").unwrap();
}

#[tokio::test]
async fn an_eighth_course_for_a_new_persona_and_a_fourth_provider_are_only_data() {
    let town = Town::new().await;
    let folder = edited();
    let plan = Plan::on(&town)
        .env("FINOPS_CATALOG", folder.path().join("catalog.toml"))
        .env("FINOPS_ROLES", folder.path().join("roles"))
        .env("FINOPS_RESPONSES", folder.path().join("responses"));
    let _bot = plan.ready(&town).await;
    let mia = town.member("mia");

    let list = mia.slash("/finops courses", []).await.unwrap();
    assert!(list.content().contains("FinOps for Sustainability"));
    let found = mia
        .autocomplete("/finops course", "name", "sustain")
        .await
        .unwrap();
    assert_eq!(found[0].value, "sustainability");

    // By title, by the questions, and by the cloud that nobody had heard of before.
    let line = "/finops recommend role:sustainability manager cloud:Oracle Cloud";
    let card = mia.slash(line, []).await.unwrap();
    assert_eq!(card.embeds()[0].title(), "FinOps for Sustainability");
    assert!(
        card.text()
            .contains("You know Oracle Cloud, so you are ready.")
    );
    assert!(card.text().contains("announced but not on sale yet"));
    let asked = mia.slash("/finops recommend", []).await.unwrap();
    let asked = asked.press("Sustainability").await.unwrap();
    let asked = asked.press("Not on it, but working with it").await.unwrap();
    let card = asked.press("Oracle Cloud").await.unwrap();
    assert_eq!(card.embeds()[0].title(), "FinOps for Sustainability");
    assert!(
        card.content()
            .contains("you look after the footprint of what runs")
    );

    let basics = mia.slash("/finops prereqs cloud:oracle", []).await.unwrap();
    let training = "Oracle Cloud Infrastructure Foundations course";
    assert!(basics.content().contains(training), "{}", basics.content());
    let line = "/finops compare first:sustainability second:engineers";
    let both = mia.slash(line, []).await.unwrap();
    assert!(
        both.content()
            .contains("Sustainability teams who are not on a FinOps team")
    );
}
