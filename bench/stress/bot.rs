//! The binary as a child process, and what the kernel says about it.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use local_discord::LocalDiscord;

/// A running bot; killed when dropped.
pub struct Bot(Child);

impl Bot {
    pub fn start(binary: &Path, discord: &LocalDiscord) -> Self {
        let child = Command::new(binary)
            .arg("run")
            .env("DISCORD_API_URL", discord.url())
            .env("DISCORD_TOKEN", discord.token())
            .env("HTTP_ADDR", "127.0.0.1:0")
            .env("LOG", "warn")
            // As in the container image.
            .env("MALLOC_TRIM_THRESHOLD_", "131072")
            .env("MALLOC_MMAP_THRESHOLD_", "131072")
            .stdout(Stdio::null())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        Self(child)
    }

    /// Asks it to stop, as an operator does, and waits for that.
    pub fn stop(mut self) {
        Command::new("kill")
            .args(["-TERM", &self.0.id().to_string()])
            .status()
            .unwrap();
        assert!(self.0.wait().unwrap().success());
    }

    /// Resident memory in MiB.
    pub fn resident(&self) -> f64 {
        self.memory("VmRSS:")
    }

    /// The most that was ever resident, in MiB.
    pub fn peak(&self) -> f64 {
        self.memory("VmHWM:")
    }

    fn memory(&self, line: &str) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.0.id())).unwrap();
        let rest = status
            .lines()
            .find_map(|own| own.strip_prefix(line))
            .unwrap();
        let kib: f64 = rest.trim().trim_end_matches(" kB").parse().unwrap();
        kib / 1024.0
    }

    /// Processor time spent so far, in user and kernel space.
    pub fn cpu(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.0.id())).unwrap();
        // The name in brackets may hold spaces; the 14th and 15th field count in 1/100 s.
        let fields: Vec<&str> = stat
            .rsplit(')')
            .next()
            .unwrap()
            .split_whitespace()
            .collect();
        let ticks: u64 = fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap();
        Duration::from_millis(ticks * 10)
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
