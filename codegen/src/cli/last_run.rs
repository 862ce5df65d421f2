//! What the last run read and wrote, remembered in the user's cache folder: while all of it is as it was, and errbook too,
//! another run would change nothing, and need not find that out again.
//!
//! Only a run that had nothing to say is remembered, and one that writes is forgotten before it begins. What cannot be
//! remembered is no failure: the next run does its work.

use std::collections::hash_map::DefaultHasher;
use std::env;
use std::fs;
use std::hash::{Hash as _, Hasher as _};
use std::io;
use std::path::{Path, PathBuf};

use crate::files::{Change, Folder, State};
use crate::load::Loaded;

/// How many runs are remembered; then all are forgotten.
const MOST: usize = 100;

/// Where the last run of a kind is remembered.
pub(super) struct LastRun {
    record: PathBuf,
}

impl LastRun {
    /// The run that is told the same: this registry, this folder, these outputs. None where the system has no folder for
    /// caches, or there is nothing yet.
    pub(super) fn of(registry: &Path, folder: &Folder, only: &[String]) -> Option<Self> {
        let mut hasher = DefaultHasher::new();
        registry.canonicalize().ok()?.hash(&mut hasher);
        folder.root().canonicalize().ok()?.hash(&mut hasher);
        only.hash(&mut hasher);
        let name = format!("{:016x}", hasher.finish());
        let record = caches()?.join("errbook").join(name);
        Some(Self { record })
    }

    /// What that run said at its end, if this one would say that nothing changed.
    pub(super) fn still_holds(&self, folder: &Folder) -> Option<String> {
        let record = fs::read_to_string(&self.record).ok()?;
        let mut lines = record.lines();
        let (fingerprint, said) = (lines.next()?, lines.next()?);
        let (read, wrote): (Vec<&str>, Vec<&str>) = lines.partition(|line| line.starts_with('<'));
        let read = read.iter().map(|line| Path::new(&line[1..]));
        let wrote = wrote.iter().filter_map(|line| line.strip_prefix('>'));
        let is_same = self::fingerprint(folder, read, wrote)? == fingerprint;
        is_same.then(|| said.to_owned())
    }

    pub(super) fn forget(&self) {
        // Where there is none, there is nothing to forget.
        let _ = fs::remove_file(&self.record);
    }

    /// Remembers a run that read and wrote this, and said `said` at its end.
    pub(super) fn remember(
        &self,
        loaded: &Loaded,
        folder: &Folder,
        changes: &[Change],
        said: &str,
    ) {
        let is_kept = |change: &Change| change.state == State::Kept;
        // What an include would find may change without any file of these.
        if !loaded.diagnostics.is_empty()
            || !loaded.searched.is_empty()
            || changes.iter().any(is_kept)
        {
            return;
        }
        if let Some(record) = record(loaded, folder, changes, said) {
            let _ = self.write(&record);
        }
    }

    fn write(&self, record: &str) -> io::Result<()> {
        let folder = self.record.parent().unwrap_or(&self.record);
        // Folders come and go, and nobody says when.
        if fs::read_dir(folder).is_ok_and(|records| records.count() >= MOST) {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir_all(folder)?;
        fs::write(&self.record, record)
    }
}

fn record(loaded: &Loaded, folder: &Folder, changes: &[Change], said: &str) -> Option<String> {
    let read = loaded.read.iter().map(std::path::absolute);
    let read = read.collect::<io::Result<Vec<_>>>().ok()?;
    let read = read.iter().map(PathBuf::as_path);
    let is_there = |change: &&Change| change.state != State::Leftover;
    let wrote = changes.iter().filter(is_there);
    let wrote: Vec<&str> = wrote.map(|change| change.path.as_str()).collect();
    let fingerprint = fingerprint(folder, read.clone(), wrote.iter().copied())?;
    let mut lines = vec![fingerprint, said.to_owned()];
    for path in read {
        lines.push(format!("<{}", path.to_str()?));
    }
    lines.extend(wrote.iter().map(|path| format!(">{path}")));
    let is_one = |line: &String| !line.contains(['\n', '\r']);
    lines.iter().all(is_one).then(|| lines.join("\n"))
}

/// A hash of errbook itself, and of all that was read and written; none where something of it cannot be read,
/// or a killed run has left something there.
fn fingerprint<'a>(
    folder: &Folder,
    read: impl Iterator<Item = &'a Path>,
    wrote: impl Iterator<Item = &'a str> + Clone,
) -> Option<String> {
    if !folder.is_swept(wrote.clone()) {
        return None;
    }
    let mut hasher = DefaultHasher::new();
    let errbook = fs::metadata(env::current_exe().ok()?).ok()?;
    (errbook.len(), errbook.modified().ok()?).hash(&mut hasher);
    for path in read {
        (path, fs::read(path).ok()?).hash(&mut hasher);
    }
    for path in wrote {
        (path, folder.read(path).ok()??).hash(&mut hasher);
    }
    Some(format!("{:016x}", hasher.finish()))
}

/// The folder in which the user's programs keep what they can do without.
fn caches() -> Option<PathBuf> {
    let folder = |name: &str| env::var_os(name).map(PathBuf::from);
    let folder = if cfg!(windows) {
        folder("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        folder("HOME").map(|home| home.join("Library/Caches"))
    } else {
        folder("XDG_CACHE_HOME").or_else(|| folder("HOME").map(|home| home.join(".cache")))
    };
    folder.filter(|folder| folder.is_absolute())
}
