//! `finops-bot recommend`: the main job without Discord.

use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::Path;
use std::process::ExitCode;

use serde_json::{Value, json};

use super::cli::{Asked, ExperienceWord, TeamWord};
use super::data::{DataTrouble, Files, Paths};
use super::trouble::Trouble;
use super::{batch, day, terminal};
use crate::domain::learner::{Finops, LearnerProfile, Team};
use crate::domain::locale::Locale;
use crate::guide::Guide;
use crate::guide::reply::Reply;
use crate::guide::request::{Request, Slip};

pub(super) fn run(paths: &Paths, asked: &Asked) -> Result<ExitCode, Trouble> {
    let guide = Files::read(paths)?.guide(asked.today.unwrap_or_else(day::today))?;
    let mut out = io::stdout().lock();
    if let Some(path) = &asked.batch {
        let clean = if path.as_os_str() == "-" {
            batch::run(io::stdin().lock(), &mut out, &guide)?
        } else {
            let file = open(path).map_err(|why| DataTrouble::Unreadable {
                path: path.clone(),
                why,
            })?;
            batch::run(BufReader::new(file), &mut out, &guide)?
        };
        return Ok(ExitCode::from(u8::from(!clean)));
    }
    let locale = Locale::new(&asked.locale);
    let (profile, request) = request(&guide, asked);
    let reply = guide.answer(&request, &locale);
    if asked.json {
        let object = object(&guide, &profile, &reply);
        writeln!(out, "{object:#}")?;
    } else {
        terminal::print(&reply, &mut out)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// A folder opens like a file, and only reading it fails.
fn open(path: &Path) -> io::Result<File> {
    let file = File::open(path)?;
    match file.metadata()?.is_dir() {
        true => Err(io::ErrorKind::IsADirectory.into()),
        false => Ok(file),
    }
}

fn request(guide: &Guide, asked: &Asked) -> (LearnerProfile, Request) {
    let mut profile = LearnerProfile {
        role: asked.role.clone(),
        about: asked.text.clone(),
        goal: asked.goal.clone(),
        team: asked.team.map(team),
        ..LearnerProfile::default()
    };
    match asked.experience {
        Some(ExperienceWord::NewToCloud) => {
            profile.finops = Some(Finops::None);
            profile.cloud_basics = Some(false);
        }
        Some(ExperienceWord::CloudNoFinops) => profile.finops = Some(Finops::None),
        Some(ExperienceWord::SomeFinops) => profile.finops = Some(Finops::Some),
        Some(ExperienceWord::Experienced) => profile.finops = Some(Finops::Experienced),
        None => {}
    }
    for cloud in &asked.cloud {
        if cloud == "none" {
            profile.cloud_basics = Some(false);
        } else if let Some(provider) = guide.catalog.find_provider(cloud) {
            profile.providers.push(provider.id.clone());
        } else {
            return (profile, Request::Slip(Slip::NoSuchProvider(cloud.clone())));
        }
    }
    (profile.clone(), Request::Recommend(profile))
}

fn team(word: TeamWord) -> Team {
    match word {
        TeamWord::Member => Team::Member,
        TeamWord::Joining => Team::Joining,
        TeamWord::Supporting => Team::Supporting,
        TeamWord::Hiring => Team::Hiring,
        TeamWord::WorkingWith => Team::WorkingWith,
        TeamWord::NotSure => Team::NotSure,
    }
}

/// The batch contract's answer, and the reply as people read it.
fn object(guide: &Guide, profile: &LearnerProfile, reply: &Reply) -> Value {
    let mut object = batch::answer(guide, profile);
    if let Some(fields) = object.as_object_mut() {
        let cards: Vec<Value> = reply
            .cards
            .iter()
            .map(|card| {
                json!({
                    "title": card.title,
                    "link": card.link.as_ref().map(url::Url::as_str),
                    "lead": card.lead,
                    "sections": card.sections.iter()
                        .map(|section| json!({ "heading": section.heading, "body": section.body }))
                        .collect::<Vec<_>>(),
                    "footer": card.footer,
                })
            })
            .collect();
        fields.insert("text".to_owned(), json!(reply.text));
        fields.insert("cards".to_owned(), json!(cards));
    }
    object
}
