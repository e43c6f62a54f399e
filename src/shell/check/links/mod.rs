//! `finops-bot check --links`: whether each link of the catalogue still leads where it should.

mod ask;
mod gather;
mod told;

use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use self::ask::{Answer, End};
use super::Verdict;
use crate::domain::catalog::Catalog;
use crate::shell::cli::FormatWord;
use crate::shell::data::{Files, Paths};
use crate::shell::trouble::Trouble;

/// Pages that are asked at the same time: few, since most stand on the same two servers.
const AT_ONCE: usize = 4;
/// How long one page may take to answer once.
const PATIENCE: Duration = Duration::from_secs(10);

pub(in crate::shell) async fn run(paths: &Paths, format: FormatWord) -> Result<ExitCode, Trouble> {
    let files = Files::read(paths)?;
    let (catalog, faults) = Catalog::read(&files.catalog);
    let Some(catalog) = catalog else {
        return Err(files.faulty(&faults).into());
    };
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .user_agent(concat!(
            "finops-bot/",
            env!("CARGO_PKG_VERSION"),
            " (link check)"
        ))
        .timeout(PATIENCE)
        .build()
        .map_err(Trouble::Client)?;
    let answers = ask_all(Arc::new(catalog), &client).await;
    let mut out = io::stdout().lock();
    match format {
        FormatWord::Human => told::write(&answers, &mut out)?,
        FormatWord::Json => told::write_json(&answers, &mut out)?,
    }
    out.flush()?;
    Ok(ExitCode::from(verdict(&answers).exit_code()))
}

/// The answers in the order of the catalogue; a bar on a terminal shows how far it is.
async fn ask_all(catalog: Arc<Catalog>, client: &reqwest::Client) -> Vec<Answer> {
    let links = gather::links(&catalog);
    let length = u64::try_from(links.len()).unwrap_or(0);
    let bar = ProgressBar::with_draw_target(Some(length), ProgressDrawTarget::stderr());
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let mut asked = JoinSet::new();
    for (order, link) in links.into_iter().enumerate() {
        let (client, catalog) = (client.clone(), Arc::clone(&catalog));
        let (places, bar) = (Arc::clone(&places), bar.clone());
        asked.spawn(async move {
            // The semaphore is never closed.
            let _place = places.acquire().await;
            let answer = ask::follow(&client, &catalog, link).await;
            bar.inc(1);
            (order, answer)
        });
    }
    let mut answers = asked.join_all().await;
    bar.finish_and_clear();
    answers.sort_by_key(|(order, _)| *order);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

fn verdict(answers: &[Answer]) -> Verdict {
    let unreachable = |answer: &Answer| matches!(answer.end, End::Unreachable(_));
    if !answers.is_empty() && answers.iter().all(unreachable) {
        // Not every page is gone: this machine is not online.
        Verdict::Unreadable
    } else if answers.iter().any(|answer| answer.end.is_fault()) {
        Verdict::Faulty
    } else {
        Verdict::Clean
    }
}
