//! Figures of the real binary against the Discord on loopback: start, memory, latency.
//!
//! ```sh
//! cargo build --release && cargo run --release --example stress -- all
//! ```
//!
//! `start`, `memory` or `latency` instead of `all` runs one part; a path after it names another
//! binary. Everything stays on loopback and stops by itself.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    unreachable_pub,
    reason = "a program for the terminal that may stop at the first surprise"
)]

mod bot;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use bot::Bot;
use local_discord::{LocalDiscord, Prepared};

#[tokio::main]
async fn main() {
    let mut words = std::env::args().skip(1);
    let part = words.next().unwrap_or_else(|| "all".to_owned());
    let binary = words
        .next()
        .map_or_else(|| PathBuf::from("target/release/finops-bot"), PathBuf::from);
    println!("binary: {:.1} MB", megabytes(&binary));
    if ["start", "all"].contains(&part.as_str()) {
        start(&binary).await;
    }
    if ["memory", "all"].contains(&part.as_str()) {
        memory(&binary).await;
    }
    if ["latency", "all"].contains(&part.as_str()) {
        latency(&binary).await;
    }
}

fn megabytes(binary: &Path) -> f64 {
    let bytes = std::fs::metadata(binary)
        .expect("build the binary first")
        .len();
    f64::from(u32::try_from(bytes).unwrap()) / 1e6
}

async fn discord() -> LocalDiscord {
    LocalDiscord::builder().unrecorded().start().await.unwrap()
}

/// From exec to the first interaction answered, with commands that are already registered.
async fn start(binary: &Path) {
    let discord = discord().await;
    let first = Bot::start(binary, &discord);
    assert!(discord.wait_commands().await);
    first.stop();
    let mia = discord.member("mia");
    let mut times = Vec::new();
    for _ in 0..11 {
        assert!(
            discord
                .gateway()
                .wait(Duration::from_secs(5), |g| g.live_sessions() == 0)
                .await
        );
        let began = Instant::now();
        let bot = Bot::start(binary, &discord);
        assert!(
            discord
                .gateway()
                .wait_live(1, Duration::from_secs(10))
                .await
        );
        mia.slash("/finops recommend", [("team", "joining")])
            .await
            .unwrap();
        times.push(began.elapsed());
        bot.stop();
    }
    times.sort_unstable();
    println!(
        "exec to first interaction answered, median of 11: {:?}",
        times[5]
    );
}

/// A mix of what people ask.
fn mix(discord: &LocalDiscord) -> Vec<Prepared> {
    let mia = discord.member("mia");
    let about = "Hi all, I used to be a Java developer, these days I look after our Kubernetes \
        clusters on AWS; the FinOps team keeps sending me reports, which training is for me?";
    [
        (
            "/finops recommend",
            vec![("team", "joining"), ("cloud", "aws")],
        ),
        ("/finops recommend", vec![("role", "platform engineer")]),
        ("/finops recommend", vec![("about", about)]),
        ("/finops recommend", vec![]),
        ("/finops prereqs", vec![("cloud", "gcp")]),
        ("/finops course", vec![("name", "practitioner")]),
        (
            "/finops compare",
            vec![("first", "practitioner"), ("second", "professional")],
        ),
        ("/finops courses", vec![]),
    ]
    .into_iter()
    .map(|(line, options)| mia.prepare(line, options).unwrap())
    .collect()
}

/// Resident memory after 10,000 and after 100,000 interactions.
async fn memory(binary: &Path) {
    let discord = discord().await;
    let bot = Bot::start(binary, &discord);
    assert!(discord.wait_commands().await);
    assert!(discord.wait_ready().await);
    let mix = mix(&discord);
    println!(
        "resident before the first interaction: {:.1} MiB",
        bot.resident()
    );
    let mut answered = 0;
    for goal in [10_000, 50_000, 100_000] {
        while answered < goal {
            let report = discord.load(&mix, 500.0, Duration::from_secs(10)).await;
            assert_eq!(report.unanswered(), 0, "every interaction is answered");
            answered += report.sent;
        }
        println!(
            "resident after {answered} interactions: {:.1} MiB",
            bot.resident()
        );
    }
    println!("peak: {:.1} MiB", bot.peak());
    bot.stop();
}

/// Latency percentiles at steady rates, from the moment an interaction is due to its answer.
async fn latency(binary: &Path) {
    let discord = discord().await;
    let bot = Bot::start(binary, &discord);
    assert!(discord.wait_commands().await);
    assert!(discord.wait_ready().await);
    let mix = mix(&discord);
    for rate in [200.0, 1000.0] {
        let spent = bot.cpu();
        let report = discord.load(&mix, rate, Duration::from_secs(20)).await;
        let thousands = f64::from(u32::try_from(report.sent).unwrap()) / 1000.0;
        println!(
            "{rate}/s: p50 {:?}, p99 {:?}, worst {:?}, unanswered {}, {:.0} CPU ms per 1,000",
            report.within(0.5),
            report.within(0.99),
            report.within(1.0),
            report.unanswered(),
            (bot.cpu() - spent).as_secs_f64() * 1000.0 / thousands,
        );
    }
    bot.stop();
}
