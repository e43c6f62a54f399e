//! Titles that are suggested while somebody types: for one that is too long Discord refuses the
//! whole list.

use crate::discord::render::units;
use crate::domain::fault::{DataFile, Fault};
use crate::domain::table::Document;

/// The most UTF-16 units of a suggestion.
const MOST: usize = 100;

/// Titles in the roles files that are too long to be suggested.
pub fn titles(files: &[DataFile]) -> Vec<Fault> {
    files.iter().flat_map(too_long).collect()
}

fn too_long(file: &DataFile) -> Vec<Fault> {
    // Its other flaws are told by whoever reads the file for what it says.
    let document = Document::parse(file);
    let roles = document.root().tables("role").into_iter();
    let titles = roles.flat_map(|role| [role.texts("titles"), role.texts("synonyms")].concat());
    let long = titles.filter(|title| longest(&title.value) > MOST);
    long.map(|title| {
        let units = longest(&title.value);
        Fault::error(
            &file.name,
            title.span,
            format!("This title has {units} UTF-16 units, and Discord suggests at most {MOST}."),
            "Shorten it.",
        )
    })
    .collect()
}

/// The longest of the titles that braces make of one: `{platform,cloud} lead` gives two.
fn longest(title: &str) -> usize {
    let Some((before, (choices, after))) = title
        .split_once('{')
        .and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    else {
        return units(title);
    };
    let choice = choices.split(',').map(units).max().unwrap_or(0);
    units(before) + choice + longest(after)
}
