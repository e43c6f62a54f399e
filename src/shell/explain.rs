//! `finops-bot explain`: how a text was read, for maintainers.

use std::io::{self, Write};
use std::process::ExitCode;

use super::cli::ExplainAsked;
use super::data::{Files, Paths};
use super::day;
use super::trouble::Trouble;
use crate::domain::learner::{Learner, LearnerProfile, Role};
use crate::domain::recommender::{Recommendation, Take, advise};
use crate::domain::roles::{FieldReading, Heard};

pub(super) fn run(paths: &Paths, asked: &ExplainAsked) -> Result<ExitCode, Trouble> {
    let guide = Files::read(paths)?.guide(day::today())?;
    let profile = LearnerProfile {
        role: asked.role.clone(),
        about: asked.text.clone(),
        goal: asked.goal.clone(),
        ..LearnerProfile::default()
    };
    let explanation = guide.book.explain(&profile);
    let mut out = io::stdout().lock();
    for field in &explanation.fields {
        read(field, &mut out)?;
    }
    if let Some(heard) = &explanation.heard {
        second(heard, &mut out)?;
    }
    learner(&explanation.reading.learner, &mut out)?;
    match advise(&guide.catalog, &explanation.reading) {
        Recommendation::Take(take) => taken(&take, &mut out)?,
        Recommendation::Ask(question) => {
            writeln!(out, "answer: asks back ({:?})", question.gap)?;
            let likely: Vec<&str> = explanation
                .reading
                .likely
                .iter()
                .map(|id| id.as_str())
                .collect();
            if !likely.is_empty() {
                writeln!(out, "  likely: {}", likely.join(", "))?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn read(field: &FieldReading, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{} (read as {})", field.field, field.locale)?;
    for clause in &field.clauses {
        writeln!(out, "  clause: {clause}")?;
    }
    for finding in &field.findings {
        let fate = if finding.counted {
            "counts"
        } else {
            "discarded"
        };
        writeln!(
            out,
            "  {fate}: “{}” as {}, meant as {}",
            finding.words, finding.taken_for, finding.status
        )?;
    }
    writeln!(out)
}

fn second(heard: &Heard, out: &mut impl Write) -> io::Result<()> {
    let words: Vec<String> = heard.words.iter().map(|w| format!("“{w}”")).collect();
    let fate = if heard.is_sure() {
        "counts"
    } else {
        "not sure"
    };
    let lead = f64::from(heard.lead) / 100.0;
    writeln!(
        out,
        "second reader: {}, because of {} (lead {lead:.1}, {fate})\n",
        heard.persona(),
        words.join(", "),
    )
}

fn learner(learner: &Learner, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "learner")?;
    match &learner.role {
        Role::Persona(id) => writeln!(out, "  role: {id}")?,
        Role::WithoutCourse => writeln!(out, "  role: one without a course of its own")?,
        Role::Unclear => writeln!(out, "  role: unclear")?,
        Role::Unsaid => writeln!(out, "  role: unsaid")?,
    }
    if let Some(second) = &learner.second {
        writeln!(out, "  second role: {second}")?;
    }
    if let Some(team) = learner.team {
        writeln!(out, "  team: {team:?}")?;
    }
    if let Some(finops) = learner.finops {
        writeln!(out, "  FinOps experience: {finops:?}")?;
    }
    if let Some(known) = learner.cloud_basics {
        writeln!(
            out,
            "  cloud basics: {}",
            if known { "known" } else { "missing" }
        )?;
    }
    if !learner.providers.is_empty() {
        let names: Vec<&str> = learner.providers.iter().map(|id| id.as_str()).collect();
        writeln!(out, "  clouds: {}", names.join(", "))?;
    }
    writeln!(out)
}

fn taken(take: &Take<'_>, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "answer: {}", take.course.id)?;
    for reason in &take.because {
        writeln!(out, "  because: {reason:?}")?;
    }
    writeln!(out, "  first: {:?}", take.first)?;
    for other in &take.instead {
        writeln!(out, "  else: {} ({:?})", other.course.id, other.instead)?;
    }
    Ok(())
}
