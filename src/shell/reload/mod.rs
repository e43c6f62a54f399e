//! Keeps the state as the data files are: looks at them when they change, when SIGHUP asks for it
//! and when a new day begins, and replaces the state whole or not at all.
//!
//! One task does this, so no look overtakes another.

mod look;
mod trail;
mod version;
mod watch;

use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use jiff::Timestamp;
use tokio::signal::unix::Signal;
use tokio::sync::{Notify, watch as channel};
use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;

use super::data::{DataTrouble, Files, Paths};
use super::inspect::inspect;
use super::{check, day};
use crate::guide::Guide;
use look::{Found, Look, News, Seen};
use version::Version;
use watch::Watch;

/// A save comes as several events: the look waits until none has come for this long.
const QUIET: Duration = Duration::from_millis(100);
/// Somebody who never stops saving is not waited for.
const LATEST: Duration = Duration::from_secs(1);
/// Some file systems tell of no change; clocks may jump.
const OFTEN: Duration = Duration::from_secs(60 * 60);
/// How often is looked where nothing can be watched.
const UNWATCHED: Duration = Duration::from_secs(5);

/// How the data files stand, for the operator's window.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing {
    /// The version that serves.
    pub(super) version: Version,
    pub(super) loaded: Timestamp,
    /// In the newest files, which do not serve if there is one.
    pub(super) faults: usize,
}

/// Whether changes are told.
enum Watching {
    Begins,
    On(#[expect(dead_code, reason = "it watches for as long as it is kept")] Watch),
    Not,
}

/// The state and the files that it was built from.
pub(super) struct Keeper {
    pub(super) guide: Arc<ArcSwap<Guide>>,
    /// Notified when the state was replaced.
    pub(super) replaced: Arc<Notify>,
    paths: Paths,
    files: Arc<Files>,
    seen: Option<Seen>,
    standing: channel::Sender<Standing>,
    changed: Arc<Notify>,
    watch: Watching,
}

impl Keeper {
    /// Builds the first state. Every fault is logged; errors keep the bot from starting.
    pub(super) fn new(paths: &Paths) -> Result<Self, DataTrouble> {
        let paths = paths.pinned();
        let files = Files::read(&paths)?;
        let (guide, faults) = inspect(&files, day::today());
        check::log(&faults, &files.all());
        let guide = guide.ok_or_else(|| files.faulty(&faults))?;
        let version = Version::of(&files);
        let standing = Standing {
            version,
            loaded: Timestamp::now(),
            faults: 0,
        };
        Ok(Self {
            guide: Arc::new(ArcSwap::from_pointee(guide)),
            replaced: Arc::default(),
            paths,
            files: Arc::new(files),
            seen: Some(Seen::Files(version)),
            standing: channel::Sender::new(standing),
            changed: Arc::default(),
            watch: Watching::Begins,
        })
    }

    pub(super) fn standing(&self) -> channel::Receiver<Standing> {
        self.standing.subscribe()
    }

    /// Keeps the state until the stop, whatever becomes of the files.
    pub(super) async fn keep(mut self, mut hangup: Signal, stop: CancellationToken) {
        self.show();
        // The first look at once: something may have changed before the watch began.
        loop {
            self.look().await;
            let pause = match self.watch {
                Watching::Not => UNWATCHED,
                Watching::Begins | Watching::On(_) => OFTEN,
            };
            tokio::select! {
                () = stop.cancelled() => return,
                Some(()) = hangup.recv() => {
                    tracing::info!("SIGHUP: reading the data files");
                    self.seen = None;
                }
                () = self.changed.notified() => settle(&self.changed).await,
                () = tokio::time::sleep(pause.min(day::until_tomorrow())) => {}
            }
        }
    }

    async fn look(&mut self) {
        let look = Look {
            paths: self.paths.clone(),
            today: day::today(),
            seen: self.seen.clone(),
            served: Arc::clone(&self.files),
            day: self.guide.load().today,
        };
        let (places, changed) = (self.paths.places(), Arc::clone(&self.changed));
        let looked = tokio::task::spawn_blocking(move || {
            // The watch first: what changes from here on is told.
            (Watch::begin(&places, &changed), look.take())
        });
        match looked.await {
            Ok((watch, found)) => {
                self.watch(watch);
                self.take(found);
            }
            Err(_) => tracing::error!("the new state could not be built; the old one goes on"),
        }
    }

    fn watch(&mut self, begun: notify::Result<Watch>) {
        let blind = matches!(self.watch, Watching::Not);
        self.watch = match begun {
            Ok(watch) => Watching::On(watch),
            Err(error) => {
                if !blind {
                    let seconds = UNWATCHED.as_secs();
                    tracing::warn!(%error, seconds, "the data files cannot be watched; looking at them again and again");
                }
                Watching::Not
            }
        };
    }

    fn take(&mut self, found: Found) {
        self.paths = found.paths;
        self.seen = Some(found.seen);
        match found.news {
            News::Unchanged(day) => self.turn(day),
            News::Replaced(guide, files, version) => {
                self.guide.store(Arc::new(guide));
                self.files = files;
                self.stand(Standing {
                    version,
                    loaded: Timestamp::now(),
                    faults: 0,
                });
                self.replaced.notify_one();
                tracing::info!(%version, "the data files are in use");
            }
            News::Faulty(faults, day) => {
                self.turn(day);
                let standing = *self.standing.borrow();
                self.stand(Standing { faults, ..standing });
                let version = standing.version;
                tracing::error!(faults, %version, "the old state goes on serving");
            }
        }
    }

    fn turn(&self, day: Option<Guide>) {
        if let Some(guide) = day {
            self.guide.store(Arc::new(guide));
        }
    }

    fn stand(&self, standing: Standing) {
        self.standing.send_replace(standing);
        self.show();
    }

    fn show(&self) {
        let standing = *self.standing.borrow();
        let faults = u32::try_from(standing.faults).unwrap_or(u32::MAX);
        metrics::gauge!("finops_data_faults").set(faults);
        metrics::gauge!("finops_data_version").set(standing.version.number());
        let loaded = standing.loaded.as_duration().as_secs_f64();
        metrics::gauge!("finops_catalog_loaded_timestamp_seconds").set(loaded);
    }
}

/// Waits until the changes come to rest, for a while.
async fn settle(changed: &Notify) {
    let end = Instant::now() + LATEST;
    while Instant::now() < end && timeout(QUIET, changed.notified()).await.is_ok() {}
}
