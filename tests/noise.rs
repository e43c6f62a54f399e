//! Whatever stands in a data file, reading it ends with faults and never with a panic.

use finops_bot::domain::catalog::Catalog;
use finops_bot::domain::fault::{DataFile, Fault};
use finops_bot::domain::locale::Locale;
use finops_bot::domain::roles::RoleBook;
use finops_bot::guide::responses::{LanguageFiles, Responses, describe};
use proptest::prelude::*;

const CATALOG: &str = include_str!("../catalog.toml");
const ROLES: &str = include_str!("../roles/en-US.toml");
const WORDS: &str = include_str!("../responses/en-US/facts.ftl");

fn file(name: &str, text: String) -> DataFile {
    DataFile {
        name: name.to_owned(),
        text,
    }
}

fn catalog() -> Catalog {
    let (catalog, faults) = Catalog::read(&file("catalog.toml", CATALOG.to_owned()));
    catalog.unwrap_or_else(|| panic!("{faults:?}"))
}

/// A shipped file with one piece of it replaced.
fn edited(shipped: &'static str) -> impl Strategy<Value = String> {
    let piece = prop_oneof!["\\PC{0,30}", "[\\[\\]{}=\"'#.,|@?_$*\n 0-9a-z-]{0,30}"];
    (0..shipped.len(), 0..200_usize, piece).prop_map(|(at, length, piece)| {
        let from = shipped.floor_char_boundary(at);
        let to = shipped.floor_char_boundary(at.saturating_add(length).min(shipped.len()));
        let (before, after) = (shipped.get(..from), shipped.get(to..));
        format!("{}{piece}{}", before.unwrap_or(""), after.unwrap_or(""))
    })
}

/// Each fault underlines text that is there.
fn placed(faults: &[Fault], text: &str) -> Result<(), TestCaseError> {
    for fault in faults {
        prop_assert!(text.get(fault.span.clone()).is_some(), "{fault:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 64,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn titles_with_any_edit_are_read_to_their_end(text in edited(ROLES)) {
        let name = "roles/en-US.toml";
        let (_, faults) = RoleBook::read(&[file(name, text.clone())], &catalog());
        let own: Vec<Fault> = faults.into_iter().filter(|fault| fault.file == name).collect();
        placed(&own, &text)?;
    }

    #[test]
    fn sentences_with_any_edit_are_read_to_their_end(text in edited(WORDS)) {
        let name = "responses/en-US/facts.ftl";
        let files = LanguageFiles {
            locale: Locale::english(),
            files: vec![file(name, text.clone())],
        };
        let (responses, faults) = Responses::read(&[files], &describe(&catalog()), |_| true);
        prop_assert!(responses.is_none(), "the other texts are missing");
        let own: Vec<Fault> = faults.into_iter().filter(|fault| fault.file == name).collect();
        placed(&own, &text)?;
    }
}
