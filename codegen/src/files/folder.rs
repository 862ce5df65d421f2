//! The folder that output paths are relative to. No path of an output leaves it, by whatever way.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::error::{Error, Problem};
use super::lock::Lock;

/// The folder of a registry, and the name of the manifest of what was generated there.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
    manifest: String,
    stamp: Option<SystemTime>,
}

/// A folder that no other run writes to, as long as this value lives.
#[derive(Debug)]
pub struct Locked {
    pub(super) folder: Folder,
    _lock: Lock,
}

impl Folder {
    /// The folder `root`, for the outputs of `registry`. Only the name of `registry` matters: the registries of a
    /// folder each have a manifest.
    #[must_use]
    pub fn new(root: &Path, registry: &Path) -> Self {
        let here = root.as_os_str().is_empty();
        let stem = registry.file_stem().unwrap_or_default().to_string_lossy();
        Self {
            root: if here {
                PathBuf::from(".")
            } else {
                root.to_owned()
            },
            manifest: manifest_of(&stem),
            stamp: None,
        }
    }

    /// Gives the files that are written this modification time. A build script needs it: cargo runs it again for
    /// files that are newer than the moment at which it started.
    #[must_use]
    pub fn with_stamp(mut self, time: SystemTime) -> Self {
        self.stamp = Some(time);
        self
    }

    /// Waits until no other run writes here, and keeps others out. Makes the folder where it is missing.
    ///
    /// # Errors
    ///
    /// When the folder cannot be made or locked, or another run holds it for too long.
    pub fn lock(self) -> Result<Locked, Error> {
        let name = self.root.display().to_string();
        fs::create_dir_all(&self.root).map_err(|error| Error::new(&name, Problem::Write(error)))?;
        match Lock::acquire(&self.root) {
            Ok(Some(lock)) => Ok(Locked {
                folder: self,
                _lock: lock,
            }),
            Ok(None) => Err(Error::new(name, Problem::Busy)),
            Err(error) => Err(Error::new(name, Problem::Write(error))),
        }
    }

    /// The folder itself.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The path of the manifest.
    #[must_use]
    pub fn manifest(&self) -> &str {
        &self.manifest
    }

    /// The manifests of the other registries that are in this folder, each with the name of its registry.
    pub(super) fn others(&self) -> Vec<(String, String)> {
        let entries = fs::read_dir(&self.root).into_iter().flatten().flatten();
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        let registries = names.filter_map(|name| {
            let manifest = manifest_of(name.strip_suffix(".toml")?);
            Some((manifest, name)).filter(|(manifest, _)| *manifest != self.manifest)
        });
        // Where case makes no difference, it may be this registry, called otherwise.
        let place = |manifest: &str| fs::canonicalize(self.root.join(manifest)).ok();
        let own = place(&self.manifest);
        let mut others: Vec<_> = registries
            .filter(|(manifest, _)| place(manifest).is_some_and(|place| Some(place) != own))
            .collect();
        others.sort();
        others
    }

    pub(super) fn stamp(&self) -> Option<SystemTime> {
        self.stamp
    }

    /// What stands at `path`; none where nothing does.
    pub(crate) fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        let place = self.resolve(path)?;
        match fs::read(place) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::new(path, Problem::Read(error))),
        }
    }

    /// Where `path` is on disk, after a look at each part of the way: none may be a link, and each but the last a
    /// folder, where it exists.
    pub(super) fn resolve(&self, path: &str) -> Result<PathBuf, Error> {
        if !is_plain_path(path) {
            return Err(Error::new(path, Problem::Path));
        }
        for (end, _) in path.match_indices('/') {
            let parent = &path[..end];
            look_at(&self.root.join(parent), false)
                .map_err(|problem| Error::new(parent, problem))?;
        }
        let place = self.root.join(path);
        look_at(&place, true).map_err(|problem| Error::new(path, problem))?;
        Ok(place)
    }
}

impl Locked {
    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Folder {
        &self.folder
    }
}

/// The manifest of a registry, whose name is this without its ending.
pub(super) fn manifest_of(registry: &str) -> String {
    format!("generated/.{registry}.manifest")
}

/// Is this a relative path that stays below its folder, on every system?
pub(super) fn is_plain_path(path: &str) -> bool {
    path.split('/').all(is_plain_part)
}

fn is_plain_part(part: &str) -> bool {
    let is_odd = |c: char| matches!(c, '\\' | ':') || c.is_control();
    !matches!(part, "" | "." | "..") && !part.contains(is_odd)
}

fn look_at(place: &Path, is_file: bool) -> Result<(), Problem> {
    let metadata = match fs::symlink_metadata(place) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Problem::Read(error)),
    };
    match (metadata.file_type(), is_file) {
        (kind, _) if kind.is_symlink() => Err(Problem::Link),
        (kind, true) if kind.is_dir() => Err(Problem::Folder),
        (kind, false) if kind.is_file() => Err(Problem::File),
        (kind, _) if !kind.is_dir() && !kind.is_file() => Err(Problem::Special),
        _ => Ok(()),
    }
}
