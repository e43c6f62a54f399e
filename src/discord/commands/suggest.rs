//! What is suggested while somebody types.

use serenity::builder::CreateInteractionResponse;

use crate::discord::incoming::{Command, Word};
use crate::discord::render::suggestions;
use crate::domain::locale::Locale;
use crate::guide::Guide;

use super::{COMMAND, OptionKind, Suggest, row};

/// As many as Discord shows.
const MOST: usize = 25;

/// Suggestions for the option that is being typed; none for one that has none.
pub fn suggest(command: &Command, guide: &Guide, locale: &Locale) -> CreateInteractionResponse {
    match typed(command) {
        Some((Suggest::Courses, typed)) => {
            let found = guide.catalog.suggest_courses(typed, MOST);
            suggestions(
                found
                    .iter()
                    .map(|course| (course.name.value.as_str(), course.id.as_str())),
            )
        }
        Some((Suggest::Roles, typed)) => {
            let found = guide.book.suggest(typed, locale, MOST);
            let titles = found.iter().map(|found| found.title.as_str());
            // Free words are welcome; where no title is near, the list says so by holding them.
            let own = found.is_empty().then_some(typed);
            suggestions(titles.chain(own).map(|title| (title, title)))
        }
        Some((Suggest::Nothing, _)) | None => suggestions(std::iter::empty()),
    }
}

fn typed(command: &Command) -> Option<(Suggest, &str)> {
    if command.name != COMMAND {
        return None;
    }
    let row = row(command.subcommand.as_deref()?)?;
    let given = command.options.iter().find(|given| given.focused)?;
    let OptionKind::Text { suggest, .. } = row.option(&given.name)?.kind else {
        return None;
    };
    match &given.value {
        Word::Text(typed) => Some((suggest, typed)),
        _ => None,
    }
}
