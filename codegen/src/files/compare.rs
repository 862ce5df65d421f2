//! The outputs held against what is on disk.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use super::error::{Error, Problem};
use super::folder::Folder;
use super::{Files, MARKS, Page, manifest};

/// How one file on disk relates to the outputs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The file, relative to the registry's folder, with `/`.
    pub path: String,
    /// What is to be done with it, or was.
    pub state: State,
}

/// How a file on disk relates to the outputs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It is as it should be (line ends do not count).
    Unchanged,
    /// It should be generated, and does not exist.
    Missing,
    /// It differs.
    Changed {
        /// What it says.
        old: String,
        /// What it should say.
        new: String,
    },
    /// It differs, and errbook did not write it: it is not replaced.
    Foreign,
    /// It differs, and is generated from another registry of the folder, which this names: it is not replaced.
    Claimed(String),
    /// It is a page in which a person has changed what errbook put there: it is not replaced.
    Edited {
        /// What it says.
        old: String,
        /// What it should say.
        new: String,
        /// The lines of the regions, from 1.
        lines: Vec<usize>,
    },
    /// It was generated once, and no longer is: it is removed.
    Leftover,
    /// It was generated once and no longer is, yet what stands there now is somebody's own: it stays.
    Kept,
}

impl State {
    /// Does the file stay as it is?
    #[must_use]
    pub fn is_settled(&self) -> bool {
        matches!(self, Self::Unchanged | Self::Kept)
    }
}

impl Files {
    /// Holds every output, and the manifest, against what `folder` has. Sorted by path; writes nothing.
    ///
    /// # Errors
    ///
    /// When a file cannot be read, or something that is no file is in the way.
    pub fn compare(&self, folder: &Folder) -> Result<Vec<Change>, Error> {
        let listed = listed(folder)?;
        let claimed = claimed(folder)?;
        let mut changes = Vec::new();
        for (path, text) in self.iter() {
            let change = match self.pages.get(path) {
                Some(page) => compare_page(folder, path, text, page)?,
                None => compare_file(folder, path, text, &listed)?,
            };
            // What both list is the same of both, or was before registries were told apart.
            let by = claimed.get(path).filter(|_| !listed.contains(path));
            changes.push(match by {
                Some(by) if !change.state.is_settled() => {
                    self::change(path, State::Claimed(by.clone()))
                }
                _ => change,
            });
        }
        for path in self
            .stale(&listed)
            .filter(|path| !claimed.contains_key(*path))
        {
            changes.extend(self.left_over(folder, path)?);
        }
        changes.extend(self.compare_manifest(folder, &listed)?);
        changes.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(changes)
    }

    /// The text of the manifest after this run.
    pub(super) fn manifest_after(&self, listed: &BTreeSet<String>) -> Option<String> {
        let earlier = listed.iter().map(String::as_str).filter(|_| self.is_part);
        manifest::text(self.generated().chain(earlier))
    }

    /// The text of the manifest during this run: it lists the old and the new, so that a run that is killed on the
    /// way leaves nothing that is not listed.
    pub(super) fn manifest_during(&self, listed: &BTreeSet<String>) -> Option<String> {
        manifest::text(self.generated().chain(listed.iter().map(String::as_str)))
    }

    /// The files that are errbook's own.
    fn generated(&self) -> impl Iterator<Item = &str> {
        self.paths().filter(|path| !self.pages.contains_key(*path))
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.iter().map(|(path, _)| path)
    }

    /// What the manifest lists and this set does not have.
    pub(super) fn stale<'a>(&self, listed: &'a BTreeSet<String>) -> impl Iterator<Item = &'a str> {
        listed
            .iter()
            .map(String::as_str)
            .filter(|path| !self.is_part && !self.contains(path))
    }

    /// A file that was generated once. It is nobody's business what else stands there by now: a folder, a link.
    fn left_over(&self, folder: &Folder, path: &str) -> Result<Option<Change>, Error> {
        if folder.resolve(path).is_err() || self.is_other_spelling(folder, path) {
            return Ok(None);
        }
        let state = folder.read(path)?.map(|bytes| {
            if is_ours(path, &bytes) {
                State::Leftover
            } else {
                State::Kept
            }
        });
        Ok(state.map(|state| change(path, state)))
    }

    /// Is `path` a current output under a name that differs in case only, on a file system that does not care?
    fn is_other_spelling(&self, folder: &Folder, path: &str) -> bool {
        let on_disk = |path: &str| fs::canonicalize(folder.root().join(path)).ok();
        self.paths()
            .filter(|current| current.to_lowercase() == path.to_lowercase())
            .any(|current| on_disk(current).is_some() && on_disk(current) == on_disk(path))
    }

    fn compare_manifest(
        &self,
        folder: &Folder,
        listed: &BTreeSet<String>,
    ) -> Result<Option<Change>, Error> {
        let path = folder.manifest();
        let state = match (folder.read(path)?, self.manifest_after(listed)) {
            (None, None) => return Ok(None),
            (None, Some(_)) => State::Missing,
            (Some(_), None) => State::Leftover,
            (Some(old), Some(new)) => compare_text(&old, &new),
        };
        Ok(Some(change(path, state)))
    }
}

/// The paths that the manifest lists.
pub(super) fn listed(folder: &Folder) -> Result<BTreeSet<String>, Error> {
    let bytes = folder.read(folder.manifest())?.unwrap_or_default();
    Ok(manifest::parse(&String::from_utf8_lossy(&bytes)))
}

/// The outputs of the folder's other registries, each with the registry's name. One that is gone has none.
fn claimed(folder: &Folder) -> Result<BTreeMap<String, String>, Error> {
    let mut claimed = BTreeMap::new();
    for (manifest, registry) in folder.others() {
        let bytes = folder.read(&manifest)?.unwrap_or_default();
        let paths = manifest::parse(&String::from_utf8_lossy(&bytes));
        claimed.extend(paths.into_iter().map(|path| (path, registry.clone())));
    }
    Ok(claimed)
}

fn change(path: &str, state: State) -> Change {
    Change {
        path: path.to_owned(),
        state,
    }
}

fn compare_file(
    folder: &Folder,
    path: &str,
    text: &str,
    listed: &BTreeSet<String>,
) -> Result<Change, Error> {
    let state = match folder.read(path)? {
        None => State::Missing,
        Some(old) => match compare_text(&old, text) {
            State::Changed { .. } if !may_replace(path, &old, listed) => State::Foreign,
            state => state,
        },
    };
    Ok(change(path, state))
}

/// A page is rendered from what it was: where it has changed since, the change would be lost.
fn compare_page(folder: &Folder, path: &str, text: &str, page: &Page) -> Result<Change, Error> {
    let old = folder.read(path)?.unwrap_or_default();
    if old != page.read.as_bytes() && old != text.as_bytes() {
        return Err(Error::new(path, Problem::Meanwhile));
    }
    let state = match compare_text(&old, text) {
        State::Changed { old, new } if !page.edited.is_empty() => State::Edited {
            old,
            new,
            lines: page.edited.clone(),
        },
        state => state,
    };
    Ok(change(path, state))
}

/// A checkout may have turned line feeds into CRLF, which is no difference.
fn compare_text(old: &[u8], new: &str) -> State {
    if old == new.as_bytes() {
        return State::Unchanged;
    }
    let old = String::from_utf8_lossy(old).replace("\r\n", "\n");
    let new = new.replace("\r\n", "\n");
    if old == new {
        return State::Unchanged;
    }
    State::Changed { old, new }
}

fn may_replace(path: &str, old: &[u8], listed: &BTreeSet<String>) -> bool {
    old.trim_ascii().is_empty() || listed.contains(path) || is_ours(path, old)
}

/// Did errbook write this? What lies below `generated/` is its own by name.
fn is_ours(path: &str, bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    path.starts_with("generated/") || MARKS.iter().any(|mark| text.contains(mark))
}
