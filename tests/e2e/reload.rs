//! The data files are edited while the bot runs: the next answer shows it, or nothing changes.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use crate::bot::{Bot, Heard, Plan, Town};

const SHIPPED: &str = env!("CARGO_MANIFEST_DIR");
const COMMANDS: &str = "/applications/*/commands";

fn catalog() -> String {
    fs::read_to_string(Path::new(SHIPPED).join("catalog.toml")).unwrap()
}

/// The shipped facts with another price.
fn priced(price: u32) -> String {
    let from = catalog();
    let edited = from.replacen("is = 325,", &format!("is = {price},"), 1);
    assert_ne!(edited, from);
    edited
}

/// Puts a file in place of another one at one stroke, as careful editors do.
fn put(path: &Path, text: &str) {
    let beside = path.with_extension("new");
    fs::write(&beside, text).unwrap();
    fs::rename(beside, path).unwrap();
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (entry, name) = entry.map(|e| (e.path(), e.file_name())).unwrap();
        match entry.is_dir() {
            true => copy_folder(&entry, &to.join(name)),
            false => drop(fs::copy(entry, to.join(name)).unwrap()),
        }
    }
}

/// How often new files came into use.
fn uses(heard: &Heard) -> usize {
    said(heard, "the data files are in use").len()
}

/// The fields of each log line that says this.
fn said(heard: &Heard, message: &str) -> Vec<Value> {
    let fields = heard.log().into_iter().map(|line| line["fields"].clone());
    fields.filter(|of| of["message"] == message).collect()
}

/// A bot whose data files are an editor's own.
struct Desk {
    bot: Bot,
    town: Town,
    folder: TempDir,
}

impl Desk {
    /// Starts the bot on what `prepare` puts into an empty folder, which is its working folder.
    async fn new(prepare: impl FnOnce(&Path), plan: impl FnOnce(Plan, &Path) -> Plan) -> Self {
        let folder = tempfile::tempdir().unwrap();
        prepare(folder.path());
        let town = Town::new().await;
        let plan = plan(Plan::on(&town).inside(folder.path()), folder.path());
        let bot = plan.ready(&town).await;
        Self { bot, town, folder }
    }

    /// With all files in the working folder.
    async fn usual() -> Self {
        let prepare = |folder: &Path| {
            fs::write(folder.join("catalog.toml"), catalog()).unwrap();
            for name in ["roles", "responses"] {
                copy_folder(&Path::new(SHIPPED).join(name), &folder.join(name));
            }
        };
        Self::new(prepare, |plan, _| plan).await
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    async fn answer(&self) -> String {
        let mia = self.town.member("mia");
        let reply = mia.slash("/finops course name:practitioner", []).await;
        reply.unwrap().text()
    }

    /// Waits until new files were taken so many times, and sees that this price is answered.
    async fn shows(&self, times: usize, price: u32) {
        self.bot.hears(|heard| uses(heard) >= times).await;
        let answer = self.answer().await;
        assert!(answer.contains(&format!("USD {price}")), "{answer}");
    }

    async fn metric(&self, name: &str) -> f64 {
        let (_, metrics) = self.bot.look("/metrics").await;
        let line = metrics.lines().find_map(|line| line.strip_prefix(name));
        line.unwrap().trim().parse().unwrap()
    }
}

#[tokio::test]
async fn a_file_written_in_place_is_used_at_once() {
    let desk = Desk::usual().await;
    assert!(desk.answer().await.contains("USD 325"));
    let version = desk.metric("finops_data_version").await;
    fs::write(desk.path("catalog.toml"), priced(350)).unwrap();
    desk.shows(1, 350).await;
    assert!((desk.metric("finops_data_version").await - version).abs() > 0.0);
    assert!(desk.metric("finops_catalog_loaded_timestamp_seconds").await > 1.7e9);
}

#[tokio::test]
async fn a_file_replaced_by_a_rename_is_used_each_time() {
    let desk = Desk::usual().await;
    for (times, price) in [(1, 350), (2, 360), (3, 370)] {
        put(&desk.path("catalog.toml"), &priced(price));
        desk.shows(times, price).await;
    }
}

#[tokio::test]
async fn the_swapped_link_of_a_mounted_config_map_is_noticed() {
    let data = |folder: &Path, version: &str, price: u32| {
        fs::create_dir(folder.join(version)).unwrap();
        fs::write(folder.join(version).join("catalog.toml"), priced(price)).unwrap();
        symlink(version, folder.join("..data_tmp")).unwrap();
        fs::rename(folder.join("..data_tmp"), folder.join("..data")).unwrap();
    };
    let prepare = |folder: &Path| {
        data(folder, "..1", 340);
        symlink("..data/catalog.toml", folder.join("facts.toml")).unwrap();
    };
    let plan = |plan: Plan, folder: &Path| plan.env("FINOPS_CATALOG", folder.join("facts.toml"));
    let desk = Desk::new(prepare, plan).await;
    for (times, version, price) in [(1, "..2", 350), (2, "..3", 360)] {
        data(desk.folder.path(), version, price);
        desk.shows(times, price).await;
    }
}

#[tokio::test]
async fn a_folder_put_in_place_of_another_is_noticed() {
    let prepare = |folder: &Path| {
        fs::create_dir(folder.join("data")).unwrap();
        fs::write(folder.join("data/catalog.toml"), catalog()).unwrap();
    };
    let plan = |plan: Plan, _: &Path| plan.env("FINOPS_CATALOG", "data/catalog.toml");
    let desk = Desk::new(prepare, plan).await;
    fs::create_dir(desk.path("next")).unwrap();
    fs::write(desk.path("next/catalog.toml"), priced(350)).unwrap();
    fs::rename(desk.path("data"), desk.path("before")).unwrap();
    fs::rename(desk.path("next"), desk.path("data")).unwrap();
    desk.shows(1, 350).await;
    put(&desk.path("data/catalog.toml"), &priced(360));
    desk.shows(2, 360).await;
}

#[tokio::test]
async fn of_many_edits_the_last_one_counts() {
    let desk = Desk::usual().await;
    for price in 400..450 {
        fs::write(desk.path("catalog.toml"), priced(price)).unwrap();
    }
    for times in 1.. {
        desk.bot.hears(|heard| uses(heard) >= times).await;
        if desk.answer().await.contains("USD 449") {
            break;
        }
    }
}

#[tokio::test]
async fn sentences_and_titles_are_used_at_once_too() {
    let desk = Desk::usual().await;
    let path = desk.path("responses/en-US/recommend.ftl");
    let text = fs::read_to_string(&path).unwrap();
    let reworded = text.replacen("lead-on-team =", "lead-on-team = Well then:", 1);
    assert_ne!(reworded, text);
    put(&path, &reworded);
    desk.bot.hears(|heard| uses(heard) == 1).await;
    let mia = desk.town.member("mia");
    let card = mia
        .slash("/finops recommend team:member", [])
        .await
        .unwrap();
    assert!(
        card.content().starts_with("Well then:"),
        "{}",
        card.content()
    );
    // A new file of titles stands beside the others.
    let titles = desk.path("roles/en-US.toml");
    let text = fs::read_to_string(&titles).unwrap();
    put(&titles, &format!("{text}\n# A remark.\n"));
    desk.bot.hears(|heard| uses(heard) == 2).await;
}

#[tokio::test]
async fn a_faulty_edit_changes_nothing_and_tells_every_place() {
    let desk = Desk::usual().await;
    let faulty = priced(350)
        .replacen("colour = \"#00b693\"", "color = \"#00b693\"", 1)
        .replacen("short = \"Professional\"", "short = 7", 1);
    let line = |start: &str| {
        1 + faulty
            .lines()
            .position(|line| line.starts_with(start))
            .unwrap()
    };
    put(&desk.path("catalog.toml"), &faulty);
    let told = |heard: &Heard| said(heard, "the old state goes on serving");
    desk.bot.hears(|heard| told(heard).len() == 1).await;
    assert!(desk.answer().await.contains("USD 325"));
    let faults = said(&desk.bot.heard(), "a fault in the data files");
    let place = |fault: &Value| {
        (
            fault["file"].clone(),
            fault["line"].clone(),
            fault["column"].clone(),
        )
    };
    let places: Vec<_> = faults.iter().map(place).collect();
    for (start, column) in [("color =", 1), ("short = 7", 9)] {
        let wanted = ("catalog.toml".into(), line(start).into(), column.into());
        assert!(places.contains(&wanted), "{wanted:?} not in {places:?}");
    }
    let count = faults.len();
    assert_eq!(told(&desk.bot.heard())[0]["faults"], count);
    assert_eq!(desk.metric("finops_data_faults").await as usize, count);
    let (status, health) = desk.bot.look("/healthz").await;
    assert_eq!(status, 200);
    assert!(health.starts_with("ok\n"), "{health}");
    let line = format!("faults in the last edit of the data files: {count};");
    assert!(health.contains(&line), "{health}");
    put(&desk.path("catalog.toml"), &priced(350));
    desk.shows(1, 350).await;
    assert!(desk.metric("finops_data_faults").await.abs() < f64::EPSILON);
    assert_eq!(desk.bot.look("/healthz").await.1, "ok\n");
}

#[tokio::test]
async fn what_discord_would_refuse_is_a_fault_of_the_edit() {
    let desk = Desk::usual().await;
    let path = desk.path("responses/en-US/discord.ftl");
    let text = fs::read_to_string(&path).unwrap();
    let long = "All courses at a glance".repeat(9);
    put(&path, &text.replacen("All courses at a glance", &long, 1));
    let told = |heard: &Heard| heard.says("the old state goes on serving");
    desk.bot.hears(told).await;
    assert_eq!(desk.town.requests_to("PUT", COMMANDS).len(), 1);
}

#[tokio::test]
async fn commands_are_registered_again_only_where_the_edit_touches_them() {
    let desk = Desk::usual().await;
    let registered = |heard: &Heard| said(heard, "commands registered").len();
    desk.bot.hears(|heard| registered(heard) == 1).await;
    put(&desk.path("catalog.toml"), &priced(350));
    desk.shows(1, 350).await;
    let path = desk.path("responses/en-US/discord.ftl");
    let text = fs::read_to_string(&path).unwrap();
    let reworded = text.replacen("All courses at a glance", "Every course there is", 1);
    assert_ne!(reworded, text);
    put(&path, &reworded);
    desk.bot.hears(|heard| registered(heard) == 2).await;
    assert!(
        desk.town.commands()[0]
            .to_string()
            .contains("Every course there is")
    );
    // The first edit was no reason to call Discord at all.
    assert_eq!(desk.town.requests_to("GET", COMMANDS).len(), 2);
    assert_eq!(desk.town.requests_to("PUT", COMMANDS).len(), 2);
}

#[tokio::test]
async fn sighup_reads_everything_again() {
    let desk = Desk::usual().await;
    desk.bot
        .hears(|heard| heard.says("commands registered"))
        .await;
    desk.bot.signal("HUP");
    desk.shows(1, 325).await;
    // Built-in files do not change, and nobody minds.
    let bare = Desk::new(|_| {}, |plan, _| plan).await;
    bare.bot.signal("HUP");
    bare.shows(1, 325).await;
    assert_eq!(bare.bot.stopped().await.code, Some(0));
}

#[tokio::test]
async fn files_may_appear_vanish_and_come_back() {
    let desk = Desk::new(|_| {}, |plan, _| plan).await;
    assert!(desk.answer().await.contains("USD 325"));
    put(&desk.path("catalog.toml"), &priced(350));
    desk.shows(1, 350).await;
    fs::remove_file(desk.path("catalog.toml")).unwrap();
    let gone = |heard: &Heard| heard.says("a data file cannot be read");
    desk.bot.hears(gone).await;
    desk.shows(1, 350).await;
    let told = |heard: &Heard| heard.says("the old state goes on serving");
    desk.bot.hears(told).await;
    assert!((desk.metric("finops_data_faults").await - 1.0).abs() < f64::EPSILON);
    fs::write(desk.path("catalog.toml"), priced(360)).unwrap();
    desk.shows(2, 360).await;
}
