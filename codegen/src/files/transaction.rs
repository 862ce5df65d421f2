//! The steps that make the disk agree, each with its way back.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::error::{Error, Problem};
use super::folder::Folder;
use super::temporary::Temporary;

/// The steps of a run that have been done, and how to undo each.
pub(super) struct Transaction<'a> {
    folder: &'a Folder,
    undo: Vec<Undo>,
}

/// A file with its new text, beside the place where it belongs.
pub(super) struct Staged<'p> {
    path: &'p str,
    place: PathBuf,
    file: Temporary,
}

/// How a step is undone.
enum Undo {
    /// The file is new: delete it.
    Delete(PathBuf),
    /// The file was another, or is gone: put it back.
    Restore(Temporary, PathBuf),
    /// The folder is new: remove it.
    RemoveFolder(PathBuf),
}

impl<'a> Transaction<'a> {
    pub(super) fn new(folder: &'a Folder) -> Self {
        Self {
            folder,
            undo: Vec::new(),
        }
    }

    /// Where it works.
    pub(super) fn folder(&self) -> &'a Folder {
        self.folder
    }

    /// Writes texts to temporary files beside their places. Whatever is short (space, rights) shows here, before any
    /// file has been replaced.
    pub(super) fn stage_all<'p>(
        &mut self,
        texts: impl Iterator<Item = (&'p str, &'p str)>,
    ) -> Result<Vec<Staged<'p>>, Error> {
        texts.map(|(path, text)| self.stage(path, text)).collect()
    }

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

    /// Puts staged files in their places.
    pub(super) fn replace_all(&mut self, files: Vec<Staged<'_>>) -> Result<(), Error> {
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

    /// Removes a file.
    pub(super) fn remove(&mut self, path: &str) -> Result<(), Error> {
        let place = self.folder.resolve(path)?;
        let backup = move_away(&place).map_err(|error| Error::new(path, Problem::Remove(error)))?;
        self.undo.push(Undo::Restore(backup, place));
        Ok(())
    }

    /// Deletes the old files for good, and tidies up behind them. Where the manifest was replaced, that was the last step,
    /// and the one that it replaced goes last: until then it tells the next run where this one worked.
    pub(super) fn commit(mut self, tidy: impl FnOnce()) {
        let last = self.undo.pop();
        self.undo.into_iter().for_each(Undo::forget);
        tidy();
        last.into_iter().for_each(Undo::forget);
    }

    /// Undoes every step, the last one first.
    pub(super) fn roll_back(self, error: Error) -> Error {
        let steps = self.undo.into_iter().rev();
        let unrestored = steps.filter_map(|step| step.run().err()).collect();
        error.with_unrestored(unrestored)
    }
}

impl Undo {
    /// Gives up the way back.
    fn forget(self) {
        if let Self::Restore(backup, _) = self {
            // What cannot be removed is swept by the next run.
            let _ = step().and_then(|()| backup.close());
        }
    }

    /// Undoes the step. The error says what is not as it was.
    fn run(self) -> Result<(), String> {
        match self {
            Self::Delete(place) => {
                fs::remove_file(&place).map_err(|_| format!("{}, which is new", place.display()))
            }
            Self::RemoveFolder(place) => {
                fs::remove_dir(&place).map_err(|_| format!("{}, which is new", place.display()))
            }
            // A backup that could not be put back is the only copy.
            Self::Restore(backup, place) => backup.persist_or_keep(&place).map_err(|copy| {
                format!(
                    "{}, whose old text is in {}",
                    place.display(),
                    copy.display()
                )
            }),
        }
    }
}

/// Writes a new file beside `place`, with the rights that the file at `place` has, or that a new file gets.
fn write_beside(place: &Path, text: &str, stamp: Option<SystemTime>) -> io::Result<Temporary> {
    step()?;
    let (temporary, mut file) = Temporary::make(parent(place), |path| File::create_new(path))?;
    file.write_all(text.as_bytes())?;
    if cfg!(unix)
        && let Ok(old) = fs::metadata(place)
    {
        file.set_permissions(old.permissions())?;
    }
    if let Some(time) = stamp {
        file.set_modified(time)?;
    }
    Ok(temporary)
}

/// A second name for the file at `place`, which stays where it is; none where there is no file.
fn back_up(place: &Path) -> io::Result<Option<Temporary>> {
    step()?;
    if !place.try_exists()? {
        return Ok(None);
    }
    let (backup, ()) = Temporary::make(parent(place), |backup| link_or_copy(place, backup))?;
    Ok(Some(backup))
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
fn move_away(place: &Path) -> io::Result<Temporary> {
    step()?;
    let (moved, ()) = Temporary::make(parent(place), |backup| fs::rename(place, backup))?;
    Ok(moved)
}

fn parent(place: &Path) -> &Path {
    place.parent().unwrap_or(place)
}

/// Stands before each thing that is done to the disk, so that a test can make any of them fail.
#[cfg(not(test))]
#[allow(clippy::unnecessary_wraps, reason = "it fails in tests")]
pub(super) fn step() -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
pub(super) use super::tests::step;
