//! Watches the data files, wherever the ways to them lead.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use notify::event::{AccessKind, AccessMode};
use notify::{ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::Notify;

use super::trail::Trail;

/// How often a watch is begun anew where the ways change while it begins.
const TRIES: usize = 5;

/// Tells of changes for as long as it lives.
pub(super) struct Watch {
    _watcher: RecommendedWatcher,
}

impl Watch {
    /// Begins to watch what leads to the paths now. A change may change the ways, too: after each
    /// one a new watch is needed.
    pub(super) fn begin(paths: &[PathBuf], changed: &Arc<Notify>) -> notify::Result<Self> {
        let mut trail = Arc::new(Trail::of(paths));
        let mut watch = Self::on(&trail, changed)?;
        for _ in 0..TRIES {
            // Something may have come between the look and the watch.
            let now = Trail::of(paths);
            if now == *trail {
                break;
            }
            trail = Arc::new(now);
            watch = Self::on(&trail, changed)?;
        }
        Ok(watch)
    }

    fn on(trail: &Arc<Trail>, changed: &Arc<Notify>) -> notify::Result<Self> {
        let (known, changed) = (Arc::clone(trail), Arc::clone(changed));
        let mut watcher = notify::recommended_watcher(move |told: notify::Result<Event>| {
            if told.is_ok_and(|event| concerns(&known, &event)) {
                changed.notify_one();
            }
        })?;
        for folder in &trail.folders {
            match watcher.watch(folder, RecursiveMode::NonRecursive) {
                Err(error) if !is_closed(&error) => return Err(error),
                // What may not be listed, or is gone again, cannot be watched.
                Ok(()) | Err(_) => {}
            }
        }
        Ok(Self { _watcher: watcher })
    }
}

/// Whether an event may be about a data file. That a file was opened or read is none: the bot
/// itself reads them.
fn concerns(trail: &Trail, event: &Event) -> bool {
    let wrote = EventKind::Access(AccessKind::Close(AccessMode::Write));
    if event.kind.is_access() && event.kind != wrote {
        return false;
    }
    event.need_rescan() || event.paths.iter().any(|path| trail.concerns(path))
}

fn is_closed(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(why) => matches!(
            why.kind(),
            io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied
        ),
        _ => false,
    }
}
