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

use crate::files::{Change, Files, Folder, State};
use crate::load::{self, Loaded};

/// How many runs are remembered; then all are forgotten.
const MOST: usize = 100;
/// The name of a record: a hash.
const DIGITS: usize = 16;
/// How lines begin: those of files that were read, of patterns that found some, and of outputs.
const READ: char = '<';
const FOUND: char = '?';
const WROTE: char = '>';

/// Where the last run of a kind is remembered.
pub(super) struct LastRun {
    record: PathBuf,
    /// The folder of the registry.
    root: PathBuf,
}

impl LastRun {
    /// The run that is told the same: this registry, this folder, these outputs. None where the system has no folder for
    /// caches, or there is nothing yet.
    pub(super) fn of(registry: &Path, folder: &Folder, only: &[String]) -> Option<Self> {
        let mut hasher = DefaultHasher::new();
        let registry = registry.canonicalize().ok()?;
        registry.hash(&mut hasher);
        folder.root().canonicalize().ok()?.hash(&mut hasher);
        only.hash(&mut hasher);
        let name = format!("{:016x}", hasher.finish());
        let record = caches()?.join("errbook").join(name);
        let root = registry.parent()?.to_owned();
        Some(Self { record, root })
    }

    /// What that run said at its end, if this one would say that nothing changed.
    pub(super) fn still_holds(&self, folder: &Folder) -> Option<String> {
        let record = fs::read_to_string(&self.record).ok()?;
        let mut lines = record.lines();
        let (then, said) = (lines.next()?, lines.next()?);
        let mut now = Fingerprint::new()?;
        for line in lines.clone() {
            let rest = line.get(1..)?;
            match line.chars().next()? {
                READ => now.add(line, &regular(Path::new(rest))?),
                FOUND => {
                    let found = load::find(&self.root, rest).ok()??;
                    now.add(line, &names(&self.root, &found)?);
                }
                WROTE => now.add(line, &folder.read(rest).ok()??),
                _ => return None,
            }
        }
        let wrote = lines.filter_map(|line| line.strip_prefix(WROTE));
        (now.text() == then && folder.is_swept(wrote)).then(|| said.to_owned())
    }

    pub(super) fn forget(&self) {
        // Where there is none, there is nothing to forget.
        let _ = fs::remove_file(&self.record);
    }

    /// Remembers a run that found `changes`, rendered `files`, and said `said` at its end. Not what is on disk by now is
    /// remembered, which others may have changed meanwhile, but what was read and rendered.
    pub(super) fn remember(
        &self,
        loaded: &Loaded,
        folder: &Folder,
        (files, changes): (&Files, &[Change]),
        said: &str,
    ) {
        let is_kept = |change: &Change| change.state == State::Kept;
        if !loaded.diagnostics.is_empty() || changes.iter().any(is_kept) {
            return;
        }
        if let Some(record) = record(loaded, folder, files, said) {
            let _ = self.write(&record);
        }
    }

    fn write(&self, record: &str) -> io::Result<()> {
        let folder = self.record.parent().unwrap_or(&self.record);
        fs::create_dir_all(folder)?;
        // Folders come and go, and nobody says when.
        let records = fs::read_dir(folder)?.flatten();
        let records = records.filter(|entry| entry.file_name().to_str().is_some_and(is_record));
        let records: Vec<_> = records.collect();
        if records.len() >= MOST {
            for record in records {
                fs::remove_file(record.path())?;
            }
        }
        fs::write(&self.record, record)
    }
}

/// Is this the name of a record?
fn is_record(name: &str) -> bool {
    name.len() == DIGITS && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn record(loaded: &Loaded, folder: &Folder, files: &Files, said: &str) -> Option<String> {
    let mut fingerprint = Fingerprint::new()?;
    let mut lines = Vec::new();
    let mut add = |mark: char, path: &str, bytes: &[u8]| {
        let line = format!("{mark}{path}");
        fingerprint.add(&line, bytes);
        lines.push(line);
    };
    let mut sources = loaded.sources.iter();
    for path in &loaded.read {
        let path = std::path::absolute(path).ok()?;
        add(READ, path.to_str()?, sources.next()?.1.text.as_bytes());
    }
    for search in &loaded.searched {
        let found = names(&loaded.root, &search.found)?;
        add(FOUND, &search.pattern, &found);
    }
    for (path, text) in files.iter() {
        add(WROTE, path, text.as_bytes());
    }
    let manifest = folder.manifest();
    add(WROTE, manifest, &folder.read(manifest).ok()??);
    let lines = [&[fingerprint.text(), said.to_owned()], lines.as_slice()].concat();
    let is_one = |line: &String| !line.contains(['\n', '\r']);
    lines.iter().all(is_one).then(|| lines.join("\n"))
}

/// Files by their names below a folder, one a line.
fn names(root: &Path, files: &[PathBuf]) -> Option<Vec<u8>> {
    let mut names = Vec::new();
    for file in files {
        let name = file.strip_prefix(root).or_else(|_| file.strip_prefix("."));
        let name = name.unwrap_or(file).to_str()?;
        names.extend_from_slice(name.as_bytes());
        names.push(b'\n');
    }
    Some(names)
}

/// What is in a file; none where it cannot be read, or reading it would change it.
fn regular(path: &Path) -> Option<Vec<u8>> {
    fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    fs::read(path).ok()
}

/// A hash of errbook itself, and of files. A text with a byte-order mark or CRLF is none that errbook has as it is; such a
/// run is not told from the last one.
struct Fingerprint(DefaultHasher);

impl Fingerprint {
    fn new() -> Option<Self> {
        let mut hasher = DefaultHasher::new();
        let errbook = fs::metadata(env::current_exe().ok()?).ok()?;
        (errbook.len(), errbook.modified().ok()?).hash(&mut hasher);
        Some(Self(hasher))
    }

    fn add(&mut self, path: &str, bytes: &[u8]) {
        (path, bytes).hash(&mut self.0);
    }

    fn text(&self) -> String {
        format!("{:016x}", self.0.finish())
    }
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
