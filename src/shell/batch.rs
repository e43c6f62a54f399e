//! The batch contract: one JSON object in, one JSON object out, line by line.

use std::io::{self, BufRead, Write};

use serde_json::{Map, Value, json};

use crate::domain::catalog::{Catalog, ProviderId};
use crate::domain::learner::{Finops, LearnerProfile, Team};
use crate::domain::recommender::{First, Recommendation, advise};
use crate::domain::roles::RoleBook;

/// Whether every line could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    AllAnswered,
    SomeUnreadable,
}

/// Answers every line of `input`. An error is one of the input or the output itself.
pub fn run(
    mut input: impl BufRead,
    mut output: impl Write,
    catalog: &Catalog,
    book: &RoleBook,
) -> io::Result<Outcome> {
    let mut outcome = Outcome::AllAnswered;
    let mut line = Vec::new();
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        if line.trim_ascii().is_empty() {
            continue;
        }
        let answer = match serde_json::from_slice::<Value>(&line) {
            Ok(Value::Object(fields)) => match profile(&fields, catalog) {
                Ok(profile) => Ok(answer(&fields, &profile, catalog, book)),
                Err(wrong) => Err((id(&fields), wrong)),
            },
            Ok(_) => Err((Value::Null, "the line is no JSON object".to_owned())),
            Err(error) => Err((Value::Null, format!("the line is no JSON: {error}"))),
        };
        let answer = answer.unwrap_or_else(|(id, error)| {
            outcome = Outcome::SomeUnreadable;
            json!({ "id": id, "error": error })
        });
        writeln!(output, "{answer}")?;
        output.flush()?;
    }
    Ok(outcome)
}

fn id(fields: &Map<String, Value>) -> Value {
    fields.get("id").cloned().unwrap_or(Value::Null)
}

fn text(fields: &Map<String, Value>, key: &str) -> Result<Option<String>, String> {
    match fields.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if text.trim().is_empty() => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(format!("`{key}` is no text")),
    }
}

fn profile(fields: &Map<String, Value>, catalog: &Catalog) -> Result<LearnerProfile, String> {
    let mut about = text(fields, "text")?;
    let mut finops = None;
    match text(fields, "experience")?.as_deref().map(str::trim) {
        Some("new") => finops = Some(Finops::None),
        Some("some") => finops = Some(Finops::Some),
        Some("experienced") => finops = Some(Finops::Experienced),
        Some(free) => {
            about = Some(about.map_or_else(|| free.to_owned(), |about| format!("{about}\n{free}")));
        }
        None => {}
    }
    let team = match fields.get("on_team") {
        None | Some(Value::Null) => None,
        Some(Value::Bool(true)) => Some(Team::Member),
        Some(Value::Bool(false)) => Some(Team::WorkingWith),
        Some(_) => return Err("`on_team` is neither true nor false".to_owned()),
    };
    let mut cloud_basics = None;
    let mut providers = Vec::new();
    match fields.get("clouds") {
        None | Some(Value::Null) => {}
        Some(Value::Array(clouds)) => {
            for cloud in clouds {
                let Value::String(cloud) = cloud else {
                    return Err("`clouds` holds something that is no text".to_owned());
                };
                let id = ProviderId::new(&cloud.to_lowercase());
                if cloud == "none" {
                    cloud_basics = Some(false);
                } else if catalog.provider(&id).is_some() && !providers.contains(&id) {
                    providers.push(id);
                }
            }
        }
        Some(_) => return Err("`clouds` is no list".to_owned()),
    }
    if !providers.is_empty() {
        cloud_basics = None;
    }
    Ok(LearnerProfile {
        role: text(fields, "role")?,
        about,
        goal: text(fields, "goal")?,
        team,
        finops,
        cloud_basics,
        providers,
    })
}

fn answer(
    fields: &Map<String, Value>,
    profile: &LearnerProfile,
    catalog: &Catalog,
    book: &RoleBook,
) -> Value {
    let reading = book.read_profile(profile);
    let basics_first = reading.learner.cloud_basics == Some(false);
    let (course, alternatives, first) = match advise(catalog, &reading) {
        Recommendation::Take(take) => {
            let others = take.instead.iter().map(|other| other.course.id.as_str());
            (
                Some(take.course.id.as_str().to_owned()),
                others.map(str::to_owned).collect::<Vec<_>>(),
                take.first == First::Basics,
            )
        }
        Recommendation::Ask(_) => (None, Vec::new(), basics_first),
    };
    json!({
        "id": id(fields),
        "ask_back": course.is_none(),
        "course": course,
        "alternatives": alternatives,
        "prerequisites_first": first,
        "matched_role": reading.matched_role,
    })
}

#[cfg(test)]
mod tests;
