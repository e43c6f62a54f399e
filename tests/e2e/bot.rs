//! The bot as a child process, and the scene that it plays in.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::ops::Deref;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::time::Duration;

use local_discord::LocalDiscord;
use serde_json::Value;
use tokio::sync::watch;
use tokio::time::timeout;

use crate::paper::read_everything;

/// Longer than anything takes that happens at all, also on a machine that is busy.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// What is set before the process starts.
pub(crate) struct Plan {
    command: Command,
}

impl Plan {
    /// `finops-bot run`, with nothing but what a test gives it.
    pub(crate) fn new() -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_finops-bot"));
        command
            .arg("run")
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env_clear()
            .env("HTTP_ADDR", "127.0.0.1:0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        Self { command }
    }

    /// With the address and the token of this Discord.
    pub(crate) fn on(discord: &LocalDiscord) -> Self {
        Self::new()
            .env("DISCORD_API_URL", discord.url())
            .env("DISCORD_TOKEN", discord.token())
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    /// In another working folder than the one with the data files.
    pub(crate) fn inside(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    /// Starts the process and waits for nothing.
    pub(crate) fn start(mut self) -> Bot {
        let mut child = self.command.spawn().expect("the bot's binary starts");
        let heard = Arc::new(watch::Sender::new(Heard::default()));
        let stdout = child.stdout.take().expect("standard output is a pipe");
        let stderr = child.stderr.take().expect("standard error is a pipe");
        listen(stdout, &heard, |heard| &mut heard.stdout);
        listen(stderr, &heard, |heard| &mut heard.stderr);
        Bot { child, heard }
    }

    /// Starts the process and waits until it is in Discord, with its commands.
    pub(crate) async fn ready(self, discord: &LocalDiscord) -> Bot {
        let bot = self.start();
        bot.wait_ready(discord).await;
        bot
    }
}

/// What the process has said so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Heard {
    pub(crate) stdout: Vec<String>,
    pub(crate) stderr: Vec<String>,
    /// Pipes that have come to their end; both do when the process does.
    ended: usize,
}

impl Heard {
    /// The lines of standard error that are no log.
    pub(crate) fn words(&self) -> Vec<&str> {
        let lines = self.stderr.iter().map(String::as_str);
        lines.filter(|line| !line.starts_with('{')).collect()
    }

    /// The log, line by line.
    pub(crate) fn log(&self) -> Vec<Value> {
        let lines = self.stderr.iter();
        lines
            .filter_map(|line| serde_json::from_str(line).ok())
            .collect()
    }

    /// The reason that stands beside this message.
    pub(crate) fn error(&self, message: &str) -> Option<String> {
        let log = self.log();
        let line = log
            .iter()
            .find(|line| line["fields"]["message"] == message)?;
        line["fields"]["error"].as_str().map(str::to_owned)
    }

    /// Whether a line of the log says this.
    pub(crate) fn says(&self, message: &str) -> bool {
        let says = |line: &Value| line["fields"]["message"] == message;
        self.log().iter().any(says)
    }
}

fn listen(
    pipe: impl Read + Send + 'static,
    heard: &Arc<watch::Sender<Heard>>,
    list: fn(&mut Heard) -> &mut Vec<String>,
) {
    let heard = Arc::clone(heard);
    std::thread::spawn(move || {
        for line in BufReader::new(pipe).lines() {
            let Ok(line) = line else { break };
            heard.send_modify(|heard| list(heard).push(line));
        }
        heard.send_modify(|heard| heard.ended += 1);
    });
}

/// How a process ended.
#[derive(Debug)]
pub(crate) struct Ending {
    /// `None` after a signal.
    pub(crate) code: Option<i32>,
    pub(crate) heard: Heard,
}

/// The running process; it ends with this value.
pub(crate) struct Bot {
    child: Child,
    heard: Arc<watch::Sender<Heard>>,
}

impl Drop for Bot {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _gone = self.child.wait();
        if std::thread::panicking() {
            eprintln!("--- what the bot said\n{}", self.heard().stderr.join("\n"));
        }
    }
}

impl Bot {
    pub(crate) fn heard(&self) -> Heard {
        self.heard.borrow().clone()
    }

    pub(crate) async fn wait_ready(&self, discord: &LocalDiscord) {
        let in_time = timeout(PATIENCE, async {
            while !(discord.wait_ready().await && discord.wait_commands().await) {}
        });
        in_time.await.expect("the bot is ready in time");
    }

    /// Waits for something in what the process says.
    pub(crate) async fn hears(&self, wanted: impl FnMut(&Heard) -> bool) {
        let mut heard = self.heard.subscribe();
        let found = timeout(PATIENCE, heard.wait_for(wanted)).await.is_ok();
        assert!(found, "waited in vain, heard {:#?}", self.heard());
    }

    /// The address of `/healthz` and `/metrics`.
    pub(crate) async fn window(&self) -> SocketAddr {
        let address = |heard: &Heard| -> Option<SocketAddr> {
            let log = heard.log();
            let fields = log.iter().map(|line| &line["fields"]["addr"]);
            fields
                .filter_map(Value::as_str)
                .find_map(|addr| addr.parse().ok())
        };
        self.hears(|heard| address(heard).is_some()).await;
        address(&self.heard()).unwrap()
    }

    /// What the window shows at this path, and its status.
    pub(crate) async fn look(&self, path: &str) -> (u16, String) {
        let url = format!("http://{}{path}", self.window().await);
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let answer = client.get(url).send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    }

    /// Sends a signal by its name.
    pub(crate) fn signal(&self, name: &str) {
        let kill = format!("kill -{name} {}", self.child.id());
        let done = Command::new("/bin/sh").args(["-c", &kill]).status();
        assert!(done.is_ok_and(|status: ExitStatus| status.success()));
    }

    /// Waits for the process to end by itself.
    pub(crate) async fn ended(mut self, within: Duration) -> Ending {
        let mut heard = self.heard.subscribe();
        let ended = timeout(within, heard.wait_for(|heard| heard.ended == 2)).await;
        assert!(ended.is_ok(), "still running after {within:?}");
        let status = self.child.wait().expect("a child can be waited for");
        Ending {
            code: status.code(),
            heard: self.heard(),
        }
    }

    /// Asks the process to stop, and waits until it has.
    pub(crate) async fn stopped(self) -> Ending {
        self.signal("TERM");
        self.ended(PATIENCE).await
    }
}

/// A Discord in which, at its end, everything that bots ever sent is looked through.
pub(crate) struct Town(LocalDiscord);

impl Town {
    pub(crate) async fn new() -> Self {
        Self(LocalDiscord::start().await)
    }
}

impl From<LocalDiscord> for Town {
    fn from(discord: LocalDiscord) -> Self {
        Self(discord)
    }
}

impl Deref for Town {
    type Target = LocalDiscord;

    fn deref(&self) -> &LocalDiscord {
        &self.0
    }
}

impl Drop for Town {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            read_everything(&self.0);
        }
    }
}

/// A town with one bot in it.
pub(crate) struct Scene {
    pub(crate) bot: Bot,
    pub(crate) town: Town,
}

impl Scene {
    pub(crate) async fn new() -> Self {
        let town = Town::new().await;
        let bot = Plan::on(&town).ready(&town).await;
        Self { bot, town }
    }
}

impl Deref for Scene {
    type Target = LocalDiscord;

    fn deref(&self) -> &LocalDiscord {
        &self.town
    }
}
