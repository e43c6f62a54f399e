//! `recommend --batch`: one JSON object in, one out, line by line.

use std::io::{self, BufRead, Write};

use serde_json::{Map, Value, json};

use crate::domain::catalog::CourseId;
use crate::domain::learner::{Finops, LearnerProfile, Team};
use crate::domain::recommender::{First, Recommendation, advise};
use crate::guide::Guide;

/// The mark of the byte order in UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Answers each line as it comes. True where every line could be read.
pub(super) fn run(
    mut input: impl BufRead,
    out: &mut impl Write,
    guide: &Guide,
) -> io::Result<bool> {
    let mut clean = true;
    let mut line = Vec::new();
    let mut first = true;
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            return Ok(clean);
        }
        // Some editors put a mark of the byte order first; it is no part of the line.
        if std::mem::take(&mut first) && line.starts_with(MARK) {
            line.drain(..MARK.len());
        }
        // Readers of JSON Lines skip blank lines, so they get no answer.
        if line.trim_ascii().is_empty() {
            continue;
        }
        let answered = match read(&line, guide) {
            Ok((id, profile)) => {
                let mut fields = Map::new();
                fields.insert("id".to_owned(), id);
                if let Value::Object(answer) = answer(guide, &profile) {
                    fields.extend(answer);
                }
                Value::Object(fields)
            }
            Err((id, slip)) => {
                clean = false;
                json!({ "id": id, "error": slip.to_string() })
            }
        };
        writeln!(out, "{answered}")?;
        // Whoever reads along a pipe gets each answer at once.
        out.flush()?;
    }
}

/// The contract's answer for one person, without the id.
pub(super) fn answer(guide: &Guide, profile: &LearnerProfile) -> Value {
    let reading = guide.read(profile);
    let matched = &reading.matched_role;
    match advise(&guide.catalog, &reading) {
        Recommendation::Take(take) => json!({
            "course": take.course.id.as_str(),
            "alternatives": take.instead.iter()
                .map(|other| other.course.id.as_str())
                .collect::<Vec<_>>(),
            "prerequisites_first": take.first == First::Basics,
            "ask_back": false,
            "matched_role": matched,
        }),
        Recommendation::Ask(_) => json!({
            "course": Value::Null,
            "alternatives": reading.likely.iter()
                .filter_map(|id| course(guide, id))
                .map(|id| id.to_string())
                .collect::<Vec<_>>(),
            "prerequisites_first": reading.learner.cloud_basics == Some(false),
            "ask_back": true,
            "matched_role": matched,
        }),
    }
}

fn course(guide: &Guide, persona: &crate::domain::catalog::PersonaId) -> Option<CourseId> {
    let audience = crate::domain::catalog::Audience::Persona(persona.clone());
    guide
        .catalog
        .course_for(&audience)
        .map(|course| course.id.clone())
}

/// Why a line cannot be read.
#[derive(Debug, thiserror::Error)]
enum Slip {
    #[error("this line is not JSON: {0}")]
    Json(#[from] serde_json::Error),
    #[error("this line is not an object")]
    Shape,
    #[error("`{field}` must be {wanted}")]
    Field {
        field: &'static str,
        wanted: &'static str,
    },
}

fn read(line: &[u8], guide: &Guide) -> Result<(Value, LearnerProfile), (Value, Slip)> {
    let value: Value =
        serde_json::from_slice(line).map_err(|error| (Value::Null, Slip::Json(error)))?;
    let Value::Object(fields) = value else {
        return Err((Value::Null, Slip::Shape));
    };
    let id = fields.get("id").cloned().unwrap_or(Value::Null);
    profile(&fields, guide)
        .map(|profile| (id.clone(), profile))
        .map_err(|slip| (id, slip))
}

fn profile(fields: &Map<String, Value>, guide: &Guide) -> Result<LearnerProfile, Slip> {
    let mut profile = LearnerProfile {
        role: text(fields, "role")?,
        about: text(fields, "text")?,
        goal: text(fields, "goal")?,
        ..LearnerProfile::default()
    };
    match text(fields, "experience")?.as_deref() {
        Some("new") => profile.finops = Some(Finops::None),
        Some("some") => profile.finops = Some(Finops::Some),
        Some("experienced") => profile.finops = Some(Finops::Experienced),
        // Any other words count as free text.
        Some(words) => {
            let about = profile.about.take().unwrap_or_default();
            profile.about = Some(format!("{about}\n{words}").trim().to_owned());
        }
        None => {}
    }
    profile.team = match fields.get("on_team") {
        None | Some(Value::Null) => None,
        Some(Value::Bool(true)) => Some(Team::Member),
        Some(Value::Bool(false)) => Some(Team::WorkingWith),
        Some(Value::String(empty)) if empty.is_empty() => None,
        Some(_) => {
            return Err(Slip::Field {
                field: "on_team",
                wanted: "true or false",
            });
        }
    };
    for cloud in texts(fields, "clouds")? {
        if cloud.eq_ignore_ascii_case("none") {
            profile.cloud_basics = Some(false);
        } else if let Some(provider) = guide.catalog.find_provider(cloud) {
            profile.providers.push(provider.id.clone());
        }
    }
    // A cloud that is known outweighs a "none" beside it.
    if !profile.providers.is_empty() {
        profile.cloud_basics = None;
    }
    Ok(profile)
}

/// A text field; missing, null and empty say nothing.
fn text(fields: &Map<String, Value>, field: &'static str) -> Result<Option<String>, Slip> {
    match fields.get(field) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if text.trim().is_empty() => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(Slip::Field {
            field,
            wanted: "a text",
        }),
    }
}

fn texts<'a>(fields: &'a Map<String, Value>, field: &'static str) -> Result<Vec<&'a str>, Slip> {
    let wrong = || Slip::Field {
        field,
        wanted: "a list of texts",
    };
    match fields.get(field) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::String(empty)) if empty.is_empty() => Ok(Vec::new()),
        Some(Value::Array(items)) => items
            .iter()
            .map(|item| item.as_str().ok_or_else(wrong))
            .collect(),
        Some(_) => Err(wrong()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::shell::data::{Files, Paths};

    fn guide() -> Guide {
        let files = Files::read(&Paths::default()).unwrap();
        files.guide(jiff::civil::date(2026, 11, 23)).unwrap()
    }

    fn answers(input: &[u8], guide: &Guide) -> (bool, Vec<Value>) {
        let mut out = Vec::new();
        let clean = run(input, &mut out, guide).unwrap();
        let lines = out
            .split(|byte| *byte == b'\n')
            .filter(|line| !line.is_empty());
        let read = lines.map(|line| serde_json::from_slice(line).unwrap());
        (clean, read.collect())
    }

    #[test]
    fn a_mark_of_the_byte_order_is_skipped() {
        let guide = guide();
        let (clean, told) = answers(b"\xef\xbb\xbf{\"id\": 1}\n\n{\"id\": 2}", &guide);
        assert!(clean, "{told:?}");
        let ids: Vec<_> = told.iter().map(|answer| answer["id"].clone()).collect();
        assert_eq!(ids, [1, 2]);
        let (clean, _) = answers(b"{}\n\xef\xbb\xbf{}", &guide);
        assert!(!clean, "only the first line has one");
    }

    #[test]
    fn any_bytes_get_one_answer_a_line() {
        let guide = guide();
        let line = prop_oneof![
            prop::collection::vec(any::<u8>(), 0..60),
            r#"\{"id": ?"?[a-z0-9]{0,4}"?, "(text|role|goal|experience|clouds|on_team)": ?("\PC{0,40}"|null|true|\[\]|3)\}"#
                .prop_map(String::into_bytes),
        ];
        let strategy = prop::collection::vec(line, 0..6);
        let config = ProptestConfig {
            cases: 200,
            ..ProptestConfig::default()
        };
        proptest!(config, |(lines in strategy)| {
            let input = lines.join(&b'\n');
            let wanted = input
                .split(|byte| *byte == b'\n')
                .filter(|line| !line.trim_ascii().is_empty())
                .count();
            let (clean, answers) = answers(&input, &guide);
            prop_assert_eq!(answers.len(), wanted);
            let errors = answers.iter().filter(|answer| answer.get("error").is_some()).count();
            prop_assert_eq!(clean, errors == 0);
        });
    }
}
