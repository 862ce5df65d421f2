//! Making the disk agree with the outputs, all or nothing.

use std::collections::BTreeSet;
use std::fs::{self, DirEntry};
use std::path::{Path, PathBuf};

use super::Files;
use super::compare::{Change, State, listed};
use super::error::{Error, Problem};
use super::folder::{Folder, Locked};
use super::manifest;
use super::temporary::is_temporary;
use super::transaction::{Transaction, step};

impl Files {
    /// Writes what differs and removes what is left over. Returns what [`compare`](Self::compare) found, which is
    /// what was done.
    ///
    /// # Errors
    ///
    /// When a file cannot be read or written, or is somebody's own. Every file is then as it was before.
    pub fn write(&self, locked: &Locked) -> Result<Vec<Change>, Error> {
        let folder = &locked.folder;
        let listed = listed(folder)?;
        let changes = self.compare(folder)?;
        if let Some(foreign) = changes.iter().find(|change| change.state == State::Foreign) {
            return Err(Error::new(&foreign.path, Problem::Foreign));
        }
        for change in &changes {
            if let State::Claimed(by) = &change.state {
                return Err(Error::new(&change.path, Problem::Claimed(by.clone())));
            }
        }
        if let Some(edited) = edited(&changes) {
            return Err(edited);
        }
        let earlier = listed.iter().map(String::as_str);
        sweep(folder, self.paths().chain(earlier));
        let mut transaction = Transaction::new(folder);
        if let Err(error) = self.apply(&changes, &listed, &mut transaction) {
            return Err(transaction.roll_back(error));
        }
        transaction.commit(|| {
            self.stale(&listed).for_each(|path| prune(folder, path));
        });
        prune(folder, folder.manifest());
        self.stamp_folders(folder, &changes);
        Ok(changes)
    }

    /// Gives the folders in which a page was replaced the time that files get: cargo watches these for new pages, and would run
    /// a build script once more.
    fn stamp_folders(&self, folder: &Folder, changes: &[Change]) {
        let Some(time) = folder.stamp() else { return };
        let is_page = |change: &&Change| self.pages.contains_key(&change.path);
        let written = changes.iter().filter(is_page);
        let written = written.filter(|change| !change.state.is_settled());
        for place in written.filter_map(|change| folder_of(folder, &change.path)) {
            // Where a system does not let this be done, a build script runs once more.
            let _ = fs::File::open(place).and_then(|folder| folder.set_modified(time));
        }
    }

    /// The manifest is staged and replaced before all else, and once more behind it. In between it lists the old files and the
    /// new, so that whatever a killed run leaves is where the next one looks.
    fn apply(
        &self,
        changes: &[Change],
        listed: &BTreeSet<String>,
        transaction: &mut Transaction<'_>,
    ) -> Result<(), Error> {
        let manifest = transaction.folder().manifest();
        let is_due = |path: &str| state_of(changes, path).is_some_and(|state| !state.is_settled());
        let during = self.manifest_during(listed).filter(|_| is_due(manifest));
        let after = self.manifest_after(listed).filter(|_| is_due(manifest));

        let first = during.iter().map(|text| (manifest, text.as_str()));
        let files = self.iter().filter(|(path, _)| is_due(path));
        let staged = transaction.stage_all(first.chain(files))?;
        let after = after.iter().filter(|text| during.as_ref() != Some(text));
        let last = transaction.stage_all(after.map(|text| (manifest, text.as_str())))?;

        transaction.replace_all(staged)?;
        left_over(changes, manifest).try_for_each(|path| transaction.remove(path))?;
        transaction.replace_all(last)
    }
}

/// The error that names every region that a person has changed.
fn edited(changes: &[Change]) -> Option<Error> {
    let places: Vec<String> = (changes.iter())
        .filter_map(|change| match &change.state {
            State::Edited { lines, .. } => {
                Some(lines.iter().map(|line| format!("{}:{line}", change.path)))
            }
            _ => None,
        })
        .flatten()
        .collect();
    (!places.is_empty()).then(|| Error::new(places.join(", "), Problem::Edited))
}

#[cfg(feature = "cli")]
impl Folder {
    /// Has no run that was killed left anything beside `paths`?
    pub(crate) fn is_swept<'a>(&self, paths: impl Iterator<Item = &'a str>) -> bool {
        let folders: BTreeSet<_> = paths.filter_map(|path| folder_of(self, path)).collect();
        folders
            .iter()
            .all(|place| temporaries(place).next().is_none())
    }
}

/// What is to be removed: the manifest last, since it names the others.
fn left_over<'a>(changes: &'a [Change], manifest: &str) -> impl Iterator<Item = &'a str> {
    let is_left_over = |change: &&Change| change.state == State::Leftover;
    let paths = changes.iter().filter(is_left_over);
    let mut paths: Vec<&str> = paths.map(|change| change.path.as_str()).collect();
    paths.sort_by_key(|path| *path == manifest);
    paths.into_iter()
}

fn state_of<'a>(changes: &'a [Change], path: &str) -> Option<&'a State> {
    let index = changes.binary_search_by(|change| change.path.as_str().cmp(path));
    index.ok().map(|index| &changes[index].state)
}

/// Removes what a run that was killed left: its temporary files in the folders of `paths`, and where the manifests among
/// them lead. The lock says that no other run is using them.
fn sweep<'a>(folder: &Folder, paths: impl Iterator<Item = &'a str>) {
    let lost = listed_by_killed(folder);
    let manifests = folder_of(folder, folder.manifest());
    let mut folders: BTreeSet<_> = paths.filter_map(|path| folder_of(folder, path)).collect();
    folders.extend(lost.iter().filter_map(|path| folder_of(folder, path)));
    if let Some(manifests) = &manifests {
        folders.remove(manifests);
    }
    // The folder of the manifests goes last: a run that is killed here needs them as much as this one.
    for place in &folders {
        remove_temporaries(place);
    }
    for path in &lost {
        prune(folder, path);
    }
    if let Some(manifests) = &manifests {
        remove_temporaries(manifests);
    }
}

/// What the manifests list that a killed run staged, or had already replaced: the one in place may not list yet what it
/// added, and may not list any more what it removed.
fn listed_by_killed(folder: &Folder) -> BTreeSet<String> {
    let place = folder_of(folder, folder.manifest());
    let files = place.iter().flat_map(|place| temporaries(place));
    // A link leads elsewhere, and a pipe would never end.
    let files = files.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()));
    let bytes = files.filter_map(|entry| fs::read(entry.path()).ok());
    bytes
        .filter_map(|bytes| String::from_utf8(bytes).ok())
        .filter(|text| manifest::is_manifest(text))
        .flat_map(|text| manifest::parse(&text))
        .collect()
}

fn folder_of(folder: &Folder, path: &str) -> Option<PathBuf> {
    Some(folder.resolve(path).ok()?.parent()?.to_owned())
}

fn temporaries(place: &Path) -> impl Iterator<Item = DirEntry> {
    let is_ours = |entry: &DirEntry| entry.file_name().to_str().is_some_and(is_temporary);
    let entries = fs::read_dir(place).into_iter().flatten().flatten();
    entries.filter(is_ours)
}

fn remove_temporaries(place: &Path) {
    for entry in temporaries(place) {
        // What cannot be removed is in nobody's way.
        let _ = step().and_then(|()| fs::remove_file(entry.path()));
    }
}

/// Removes the folders that are empty without the file at `path`.
fn prune(folder: &Folder, path: &str) {
    if folder.resolve(path).is_err() {
        return;
    }
    for (end, _) in path.rmatch_indices('/') {
        let place = folder.root().join(&path[..end]);
        // A folder that is not empty stays; that is no failure.
        let _ = step().and_then(|()| fs::remove_dir(place));
    }
}
