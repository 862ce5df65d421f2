//! Waiting for saves: what a registry is made of is looked at a few times a second.
//!
//! That costs a few calls of the system, and works the same on every file system, however an editor saves.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use crate::load::{self, Loaded};

/// How often files are looked at, and how often folders in which an include may find new ones.
const FILES: Duration = Duration::from_millis(200);
const FOLDERS: Duration = Duration::from_secs(1);

/// How far the clocks of file systems may be behind.
const TICK: Duration = Duration::from_millis(50);

/// When a file was saved last, and how long it is; none where it cannot be read.
type Stamp = Option<(SystemTime, u64)>;

/// What a registry was read from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Origin {
    /// The files that were read.
    pub(super) files: Vec<PathBuf>,
    /// May another look find others?
    pub(super) searches: bool,
}

impl Origin {
    /// That of a registry of which not every file could be read: another time, it may be.
    pub(super) fn unread() -> Self {
        Self {
            files: Vec::new(),
            searches: true,
        }
    }

    pub(super) fn of(loaded: &Loaded) -> Self {
        Self {
            files: loaded.read.clone(),
            searches: !loaded.searched.is_empty(),
        }
    }
}

/// Tells saves.
pub(super) struct Watch {
    registry: PathBuf,
    origin: Origin,
    stamps: BTreeMap<PathBuf, Stamp>,
    /// Before the registry was read.
    asked: SystemTime,
    /// When an include was last asked for others.
    searched: Instant,
}

impl Watch {
    /// Nothing is known of the registry yet but its path. What is saved from here on is told.
    pub(super) fn new(registry: &Path) -> Self {
        let mut watch = Self {
            registry: registry.to_owned(),
            origin: Origin::default(),
            stamps: BTreeMap::new(),
            asked: SystemTime::now(),
            searched: Instant::now(),
        };
        watch.stamps.insert(registry.to_owned(), stamp(registry));
        watch
    }

    /// Takes note of what the registry was read from. Files that were known before keep their stamps: they may have been
    /// saved while they were read. Others that were may be told once too often.
    pub(super) fn learn(&mut self, origin: Origin) {
        let asked = self.asked.checked_sub(TICK).unwrap_or(self.asked);
        let is_older = |stamp: &(SystemTime, u64)| stamp.0 < asked;
        let files = origin.files.iter().chain([&self.registry]);
        let stamps = files.map(|path| {
            let known = self.stamps.get(path).copied();
            let found = known.unwrap_or_else(|| stamp(path).filter(is_older));
            (path.clone(), found)
        });
        self.stamps = stamps.collect();
        self.origin = origin;
        self.searched = Instant::now();
    }

    /// Was anything saved since? What was is known from then on.
    pub(super) fn has_changed(&mut self) -> bool {
        let asked = SystemTime::now();
        let has_changed = self.finds_saves() || self.finds_others();
        if has_changed {
            self.asked = asked;
        }
        has_changed
    }

    fn finds_saves(&mut self) -> bool {
        let mut has_changed = false;
        for (path, known) in &mut self.stamps {
            let found = stamp(path);
            has_changed |= found != *known;
            *known = found;
        }
        has_changed
    }

    /// Would an include find other files than those that are known?
    fn finds_others(&mut self) -> bool {
        if !self.origin.searches || self.searched.elapsed() < FOLDERS {
            return false;
        }
        let found = load::load(&self.registry).map(|loaded| loaded.read);
        self.searched = Instant::now();
        found.is_ok_and(|found| found != self.origin.files)
    }

    /// Waits for a save.
    pub(super) fn wait(&mut self) {
        while !self.has_changed() {
            thread::sleep(FILES);
        }
    }
}

fn stamp(path: &Path) -> Stamp {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.modified().ok()?, metadata.len()))
}
