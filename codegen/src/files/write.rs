//! Making the disk agree with the outputs, all or nothing.

use std::collections::BTreeSet;
use std::fs;

use super::Files;
use super::compare::{Change, State, listed};
use super::error::{Error, Problem};
use super::folder::{Folder, Locked};
use super::temporary::is_temporary;
use super::transaction::Transaction;

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
        let earlier = listed.iter().map(String::as_str);
        let all = self.paths().chain(earlier).chain([folder.manifest()]);
        sweep(folder, all);
        let mut transaction = Transaction::new(folder);
        match self.apply(&changes, &listed, &mut transaction) {
            Ok(()) => transaction.commit(),
            Err(error) => return Err(transaction.roll_back(error)),
        }
        let gone = self.stale(&listed).chain([folder.manifest()]);
        gone.for_each(|path| prune(folder, path));
        Ok(changes)
    }

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

/// Removes the temporary files of a run that was killed from the folders of all outputs, old and new. The lock says
/// that no other run is using them.
fn sweep<'a>(folder: &Folder, paths: impl Iterator<Item = &'a str>) {
    let places = paths.filter_map(|path| folder.resolve(path).ok());
    let folders: BTreeSet<_> = places
        .filter_map(|place| Some(place.parent()?.to_owned()))
        .collect();
    for entry in folders.iter().flat_map(fs::read_dir).flatten().flatten() {
        if entry.file_name().to_str().is_some_and(is_temporary) {
            // What cannot be removed is in nobody's way.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Removes the folders that are empty without the file at `path`.
fn prune(folder: &Folder, path: &str) {
    if folder.resolve(path).is_err() {
        return;
    }
    for (end, _) in path.rmatch_indices('/') {
        // A folder that is not empty stays; that is no failure.
        let _ = fs::remove_dir(folder.root().join(&path[..end]));
    }
}
