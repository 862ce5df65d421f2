//! Making the disk agree with the outputs, all or nothing.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use tempfile::{Builder, TempPath};

use super::Files;
use super::compare::{Change, State, listed};
use super::error::{Error, Problem};
use super::folder::{Folder, Locked};

/// How temporary files are named, so that a later run knows those of a run that was killed.
const PREFIX: &str = ".errbook-";
const SUFFIX: &str = ".tmp";
const RANDOM: usize = 12;

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
        sweep(folder, &changes);
        let mut transaction = Transaction::new(folder);
        match self.apply(&changes, &listed, &mut transaction) {
            Ok(()) => transaction.commit(),
            Err(error) => return Err(transaction.roll_back(error)),
        }
        Ok(changes)
    }

    fn apply<'a>(
        &self,
        changes: &'a [Change],
        listed: &BTreeSet<String>,
        transaction: &mut Transaction<'a>,
    ) -> Result<(), Error> {
        let manifest = transaction.folder.manifest();
        let is_due = |path: &str| state_of(changes, path).is_some_and(|state| !state.is_settled());
        let during = self.manifest_during(listed).filter(|_| is_due(manifest));
        let after = self.manifest_after(listed).filter(|_| is_due(manifest));

        let during_or_file = during.iter().map(|text| (manifest, text.as_str()));
        let files = self.iter().filter(|(path, _)| is_due(path));
        let staged = transaction.stage_all(during_or_file.chain(files))?;
        let after = after.iter().filter(|text| during.as_ref() != Some(text));
        let last = transaction.stage_all(after.map(|text| (manifest, text.as_str())))?;

        transaction.replace_all(staged)?;
        transaction.remove_all(changes)?;
        transaction.replace_all(last)
    }
}

fn state_of<'a>(changes: &'a [Change], path: &str) -> Option<&'a State> {
    let index = changes.binary_search_by(|change| change.path.as_str().cmp(path));
    index.ok().map(|index| &changes[index].state)
}

/// The steps of a run that have been done, and how to undo each.
struct Transaction<'a> {
    folder: &'a Folder,
    undo: Vec<Undo>,
    removed: Vec<&'a str>,
}

/// A file with its new text, beside the place where it belongs.
struct Staged<'p> {
    path: &'p str,
    place: PathBuf,
    file: TempPath,
}

/// How a step is undone.
enum Undo {
    /// The file is new: delete it.
    Delete(PathBuf),
    /// The file was another, or is gone: put it back.
    Restore(TempPath, PathBuf),
    /// The folder is new: remove it.
    RemoveFolder(PathBuf),
}

impl<'a> Transaction<'a> {
    fn new(folder: &'a Folder) -> Self {
        Self {
            folder,
            undo: Vec::new(),
            removed: Vec::new(),
        }
    }

    fn stage_all<'p>(
        &mut self,
        texts: impl Iterator<Item = (&'p str, &'p str)>,
    ) -> Result<Vec<Staged<'p>>, Error> {
        texts.map(|(path, text)| self.stage(path, text)).collect()
    }

    /// Writes a text to a temporary file beside its place. Whatever is short (space, rights) shows here, before any
    /// file has been replaced.
    fn stage<'p>(&mut self, path: &'p str, text: &str) -> Result<Staged<'p>, Error> {
        let place = self.folder.resolve(path)?;
        self.make_folders(path)?;
        let file = write_beside(&place, text, self.folder.stamp())
            .map_err(|error| Error::new(path, Problem::Write(error)))?;
        Ok(Staged { path, place, file })
    }

    fn make_folders(&mut self, path: &str) -> Result<(), Error> {
        for (end, _) in path.match_indices('/') {
            let place = self.folder.root().join(&path[..end]);
            match step().and_then(|()| fs::create_dir(&place)) {
                Ok(()) => self.undo.push(Undo::RemoveFolder(place)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(Error::new(&path[..end], Problem::Write(error))),
            }
        }
        Ok(())
    }

    fn replace_all(&mut self, files: Vec<Staged<'_>>) -> Result<(), Error> {
        files.into_iter().try_for_each(|file| {
            let path = file.path;
            self.replace(file)
                .map_err(|error| Error::new(path, Problem::Write(error)))
        })
    }

    fn replace(&mut self, staged: Staged<'_>) -> io::Result<()> {
        let backup = back_up(&staged.place)?;
        step()?;
        staged.file.persist(&staged.place)?;
        self.undo.push(match backup {
            Some(backup) => Undo::Restore(backup, staged.place),
            None => Undo::Delete(staged.place),
        });
        Ok(())
    }

    /// Removes what is left over; the manifest last, since it names the others.
    fn remove_all(&mut self, changes: &'a [Change]) -> Result<(), Error> {
        let manifest = self.folder.manifest();
        let mut paths: Vec<&str> = changes
            .iter()
            .filter(|change| change.state == State::Leftover)
            .map(|change| change.path.as_str())
            .collect();
        paths.sort_by_key(|path| *path == manifest);
        paths.into_iter().try_for_each(|path| self.remove(path))
    }

    fn remove(&mut self, path: &'a str) -> Result<(), Error> {
        let place = self.folder.resolve(path)?;
        let backup = move_away(&place).map_err(|error| Error::new(path, Problem::Remove(error)))?;
        self.undo.push(Undo::Restore(backup, place));
        self.removed.push(path);
        Ok(())
    }

    /// Deletes the old files for good, and the folders that are empty without them.
    fn commit(self) {
        drop(self.undo);
        for path in self.removed {
            for (end, _) in path.rmatch_indices('/') {
                // A folder that is not empty stays; that is no failure.
                let _ = fs::remove_dir(self.folder.root().join(&path[..end]));
            }
        }
    }

    fn roll_back(self, error: Error) -> Error {
        let steps = self.undo.into_iter().rev();
        let unrestored = steps.filter_map(|step| step.run().err()).collect();
        error.with_unrestored(unrestored)
    }
}

impl Undo {
    /// Undoes the step. The error says what is not as it was.
    fn run(self) -> Result<(), String> {
        match self {
            Self::Delete(place) => {
                fs::remove_file(&place).map_err(|_| format!("{}, which is new", place.display()))
            }
            Self::RemoveFolder(place) => {
                fs::remove_dir(&place).map_err(|_| format!("{}, which is new", place.display()))
            }
            Self::Restore(backup, place) => backup
                .persist(&place)
                .map_err(|error| keep_copy(error.path, &place)),
        }
    }
}

/// A backup that could not be put back is the only copy: it is not deleted.
fn keep_copy(backup: TempPath, place: &Path) -> String {
    let copy = backup.to_path_buf();
    let place = place.display();
    match backup.keep() {
        Ok(_) => format!("{place}, whose old text is in {}", copy.display()),
        Err(_) => place.to_string(),
    }
}

/// Writes a new file beside `place`, with the rights that the file at `place` has, or that a new file gets.
fn write_beside(place: &Path, text: &str, stamp: Option<SystemTime>) -> io::Result<TempPath> {
    step()?;
    let mut file = temporary().tempfile_in(parent(place))?;
    file.write_all(text.as_bytes())?;
    if cfg!(unix)
        && let Ok(old) = fs::metadata(place)
    {
        file.as_file().set_permissions(old.permissions())?;
    }
    if let Some(time) = stamp {
        file.as_file().set_modified(time)?;
    }
    Ok(file.into_temp_path())
}

/// A second name for the file at `place`, which stays where it is; none where there is no file.
fn back_up(place: &Path) -> io::Result<Option<TempPath>> {
    step()?;
    if !place.try_exists()? {
        return Ok(None);
    }
    let backup = temporary().make_in(parent(place), |backup| link_or_copy(place, backup))?;
    Ok(Some(backup.into_temp_path()))
}

fn link_or_copy(place: &Path, backup: &Path) -> io::Result<()> {
    match fs::hard_link(place, backup) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        // Some file systems have no hard links.
        Err(_) => fs::copy(place, backup).map(|_| ()),
        Ok(()) => Ok(()),
    }
}

/// Gives the file at `place` a temporary name.
fn move_away(place: &Path) -> io::Result<TempPath> {
    step()?;
    let moved = temporary().make_in(parent(place), |backup| fs::rename(place, backup))?;
    Ok(moved.into_temp_path())
}

fn parent(place: &Path) -> &Path {
    place.parent().unwrap_or(place)
}

fn temporary() -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX).rand_bytes(RANDOM);
    // As any new file: the user's mask decides. Temporary files are private otherwise.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder
}

/// Removes the temporary files of a run that was killed from the folders of all outputs. The lock says that no other
/// run is using them.
fn sweep(folder: &Folder, changes: &[Change]) {
    let paths = changes.iter().map(|change| change.path.as_str());
    let folders: BTreeSet<_> = paths
        .filter_map(|path| folder.resolve(path).ok())
        .map(|place| parent(&place).to_owned())
        .collect();
    for entry in folders.iter().flat_map(fs::read_dir).flatten().flatten() {
        if entry.file_name().to_str().is_some_and(is_temporary) {
            // What cannot be removed is in nobody's way.
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn is_temporary(name: &str) -> bool {
    name.strip_prefix(PREFIX)
        .and_then(|name| name.strip_suffix(SUFFIX))
        .is_some_and(|random| {
            random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// Stands before each thing that is done to the disk, so that a test can make any of them fail.
#[cfg(not(test))]
#[allow(clippy::unnecessary_wraps, reason = "it fails in tests")]
fn step() -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
use tests::step;

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::collections::BTreeMap;

    use super::*;
    use crate::escape::json::JsonDocument;
    use crate::model::Value;

    thread_local! {
        /// After how many steps the disk fails.
        static STEPS_LEFT: Cell<usize> = const { Cell::new(usize::MAX) };
    }

    pub(super) fn step() -> io::Result<()> {
        STEPS_LEFT.with(|left| match left.get() {
            0 => Err(io::Error::other("the disk failed")),
            more => {
                left.set(more - 1);
                Ok(())
            }
        })
    }

    fn files(texts: &[(&str, &str)]) -> Files {
        let mut files = Files::default();
        for (path, text) in texts {
            files.insert(*path, JsonDocument::new(Value::from(*text)));
        }
        files
    }

    fn locked(root: &Path) -> Locked {
        let folder = Folder::new(root, Path::new("errors.toml"));
        folder.lock().unwrap_or_else(|error| panic!("{error}"))
    }

    /// Every file and folder below `root`; of a file, its text and modification time.
    fn snapshot(root: &Path) -> BTreeMap<PathBuf, Option<(Vec<u8>, SystemTime)>> {
        let mut all = BTreeMap::new();
        let mut folders = vec![root.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                let path = entry.path();
                let file = fs::read(&path).ok().map(|bytes| {
                    let modified = entry.metadata().and_then(|metadata| metadata.modified());
                    (bytes, modified.unwrap_or(SystemTime::UNIX_EPOCH))
                });
                if file.is_none() {
                    folders.push(path.clone());
                }
                all.insert(path, file);
            }
        }
        all
    }

    #[test]
    fn a_failure_at_any_step_leaves_everything_as_it_was() -> io::Result<()> {
        let root = tempfile::tempdir()?;
        let old = [
            ("docs/a.json", "Generated by errbook"),
            ("generated/b", "old"),
            ("x/y/c", "same"),
        ];
        let new = [
            ("generated/b", "new"),
            ("generated/deep/er/d", "new"),
            ("x/y/c", "same"),
            ("e", "new"),
        ];
        files(&old)
            .write(&locked(root.path()))
            .map_err(io::Error::other)?;
        let before = snapshot(root.path());
        let mut steps = 0;
        loop {
            STEPS_LEFT.set(steps);
            let result = files(&new).write(&locked(root.path()));
            STEPS_LEFT.set(usize::MAX);
            if result.is_ok() {
                break;
            }
            assert_eq!(snapshot(root.path()), before, "after {steps} steps");
            steps += 1;
        }
        assert!(steps > 12, "the run has only {steps} steps");
        assert!(!root.path().join("docs").exists());
        assert_eq!(
            files(&new)
                .compare(locked(root.path()).folder())
                .map_err(io::Error::other)?
                .iter()
                .filter(|change| !change.state.is_settled())
                .count(),
            0
        );
        Ok(())
    }

    #[test]
    fn temporary_files_of_a_killed_run_are_swept() -> io::Result<()> {
        let root = tempfile::tempdir()?;
        let all = files(&[("generated/b", "text")]);
        all.write(&locked(root.path())).map_err(io::Error::other)?;
        let torn = root.path().join("generated/.errbook-0123456789ab.tmp");
        let own = root.path().join("generated/.errbook-notes.tmp");
        fs::write(&torn, "half")?;
        fs::write(&own, "mine")?;
        all.write(&locked(root.path())).map_err(io::Error::other)?;
        assert!(!torn.exists() && own.exists());
        Ok(())
    }
}
