//! From interaction bytes to callback body bytes: what one answer costs.

#[path = "../tests/interactions/mod.rs"]
mod interactions;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use finops_bot::discord::dispatch::answer;
use finops_bot::discord::incoming;
use interactions::{guide, slash, text};
use serde_json::{Value, json};

const ABOUT: &str = "Hi all, I used to be a Java developer and then ran the build farm for a while, \
    these days I look after our Kubernetes clusters on AWS and a bit of Azure; the FinOps team keeps \
    sending me reports about idle nodes and I would like to understand them, my boss says there is a \
    training for people like me?";

fn answers(c: &mut Criterion) {
    let guide = guide();
    let mut measure = |name: &str, interaction: &Value| {
        let body = serde_json::to_vec(interaction).unwrap_or_default();
        c.bench_function(name, |bench| {
            bench.iter(|| {
                let read = incoming::read(black_box(&body));
                read.map(|interaction| answer(&guide, &interaction).callback)
            });
        });
    };
    let options = [
        text("team", "joining"),
        text("experience", "cloud-no-finops"),
        text("cloud", "aws"),
    ];
    measure(
        "recommend with options",
        &slash("en-US", "recommend", &options),
    );
    let role = [text("role", "platform engineer"), text("cloud", "aws")];
    measure("recommend with a role", &slash("en-US", "recommend", &role));
    measure(
        "recommend with 300 characters of free text",
        &slash("en-US", "recommend", &[text("about", ABOUT)]),
    );
    for typed in ["", "platf", "engineer platform sen"] {
        let focused = json!({ "name": "role", "type": 3, "value": typed, "focused": true });
        let mut interaction = slash("en-US", "recommend", &[focused]);
        if let Some(kind) = interaction.get_mut("type") {
            *kind = json!(4);
        }
        measure(&format!("autocomplete of {typed:?}"), &interaction);
    }
    measure("quiz", &slash("en-US", "recommend", &[]));
    measure("courses", &slash("en-US", "courses", &[]));
}

/// Reading the worst text: long, one word after the other, no sentence end.
fn reading(c: &mut Criterion) {
    let guide = guide();
    let worst = [
        "not on the finops team but ".repeat(80),
        "engineer ".repeat(230),
        "a".repeat(2000),
        "was ist und nicht the team of ".repeat(70),
    ];
    for text in worst {
        let about: String = text.chars().take(2000).collect();
        let profile = finops_bot::domain::learner::LearnerProfile {
            about: Some(about.clone()),
            ..Default::default()
        };
        let name: String = about.chars().take(24).collect();
        c.bench_function(&format!("read 2,000 characters: {name}"), |bench| {
            bench.iter(|| guide.read(black_box(&profile)));
        });
    }
}

criterion_group!(benches, answers, reading);
criterion_main!(benches);
