//! The arrows of `docs/architecture.md` as a test: code may look down, never up, and each crate
//! that belongs to one room is named in no other.

use std::fs;
use std::path::Path;

use archaven::{Access, Archaven, Rule};

/// Who must not look where, and why.
const ARROWS: [(&str, &[&str], &str); 5] = [
    (
        "domain",
        &["guide", "store", "discord", "shell"],
        "the bottom knows courses and nothing above",
    ),
    (
        "guide",
        &["store", "discord", "shell"],
        "what to say does not depend on where it is said",
    ),
    (
        "store",
        &["guide", "discord", "shell"],
        "what survives a restart knows ids only",
    ),
    ("discord", &["shell"], "the wire does not know the process"),
    (
        "domain::catalog",
        &["domain::learner", "domain::roles", "domain::recommender"],
        "facts do not depend on people",
    ),
];

/// Which crate may be named only where.
const CRATES: [(&str, &[&str]); 16] = [
    ("serenity", &["discord"]),
    ("twilight_gateway", &["discord::gateway"]),
    ("toml", &["domain::table"]),
    ("regex", &["domain::roles", "domain::learner"]),
    ("fst", &["domain::roles"]),
    ("fluent_bundle", &["guide::responses"]),
    ("fluent_syntax", &["guide::responses"]),
    ("clap", &["shell"]),
    ("miette", &["shell"]),
    ("indicatif", &["shell"]),
    ("notify", &["shell"]),
    ("sha2", &["shell"]),
    ("include_dir", &["shell"]),
    ("reqwest", &["discord::rest", "shell"]),
    ("axum", &["discord::endpoint", "shell"]),
    ("tokio", &["discord", "store", "shell"]),
];

const ROOMS: [&str; 5] = ["domain", "guide", "store", "discord", "shell"];

fn house() -> Archaven {
    let mut house = Archaven::new().include_external_dependencies();
    for (from, above, why) in ARROWS {
        for target in above {
            house = house.rule(deny(from, target, why));
        }
    }
    for (name, homes) in CRATES {
        for room in ROOMS.iter().filter(|room| !homes.contains(room)) {
            let inner: Vec<String> = homes
                .iter()
                .filter(|home| home.starts_with(&format!("{room}::")))
                .map(|home| format!("**/{}**", home.replace("::", "/")))
                .collect();
            let rule = deny(room, name, "this crate has one home");
            house = house.rule(if inner.is_empty() {
                rule
            } else {
                rule.ignore_files(inner)
            });
        }
    }
    house
}

/// Both the module itself and everything below it, on both sides.
fn deny(from: &str, to: &str, why: &str) -> Rule {
    let mut rule = Rule::new().named(format!("{from} does not name {to}"));
    for source in [from.to_owned(), format!("{from}::**")] {
        rule = rule.deny(
            Access::from(source)
                .to_any([to.to_owned(), format!("{to}::**")])
                .because(why),
        );
    }
    rule
}

#[test]
fn code_looks_down_and_each_crate_stays_in_its_room() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    house().check(source).unwrap().assert_empty();
}

#[test]
fn a_crooked_house_is_noticed() {
    let house_with = |file: &str, line: &str| {
        let folder = tempfile::tempdir().unwrap();
        let src = folder.path().join("src");
        for room in ROOMS {
            fs::create_dir_all(src.join(room)).unwrap();
            fs::write(src.join(room).join("mod.rs"), "pub struct Thing;\n").unwrap();
        }
        let lib: String = ROOMS
            .iter()
            .map(|room| format!("pub mod {room};\n"))
            .collect();
        fs::write(src.join("lib.rs"), lib).unwrap();
        fs::create_dir_all(src.join(file).parent().unwrap()).unwrap();
        fs::write(src.join(file), line).unwrap();
        house().check(src).unwrap().len()
    };
    assert_eq!(house_with("guide/mod.rs", "use crate::domain::Thing;\n"), 0);
    assert_eq!(house_with("domain/mod.rs", "use crate::guide::Thing;\n"), 1);
    assert_eq!(
        house_with("guide/deep.rs", "use crate::discord::Thing;\n"),
        1
    );
    assert_eq!(
        house_with("discord/mod.rs", "use crate::shell::Thing;\n"),
        1
    );
    assert_eq!(house_with("guide/mod.rs", "use serenity::all::Embed;\n"), 1);
    assert_eq!(
        house_with("discord/rest.rs", "use twilight_gateway::Shard;\n"),
        1
    );
    assert_eq!(
        house_with("discord/gateway.rs", "use twilight_gateway::Shard;\n"),
        0
    );
    assert_eq!(house_with("domain/mod.rs", "use tokio::time::sleep;\n"), 1);
}
