//! What can go wrong between the outputs and the disk.

use std::fmt;
use std::io;

use super::folder::manifest_of;

/// Why outputs could not be read or written. Nothing on disk has changed, unless the text says so.
#[derive(Debug)]
pub struct Error {
    path: String,
    problem: Problem,
    unrestored: Vec<String>,
}

/// What is wrong with a path.
#[derive(Debug)]
pub(super) enum Problem {
    /// It is absolute, has a `..`, or is no path on some system.
    Path,
    /// It is a symbolic link.
    Link,
    /// It is a folder, and should be a file.
    Folder,
    /// It is a file, and should be a folder.
    File,
    /// It is neither a file nor a folder.
    Special,
    /// It is somebody's own file.
    Foreign,
    /// It is generated from another registry.
    Claimed(String),
    /// A person has changed what errbook put into it.
    Edited,
    /// It has changed since it was read.
    Meanwhile,
    /// Another run holds the lock.
    Busy,
    /// It cannot be read.
    Read(io::Error),
    /// It cannot be written.
    Write(io::Error),
    /// It cannot be removed.
    Remove(io::Error),
}

impl Error {
    pub(super) fn new(path: impl Into<String>, problem: Problem) -> Self {
        Self {
            path: path.into(),
            problem,
            unrestored: Vec::new(),
        }
    }

    /// Adds what could not be put back after this error.
    pub(super) fn with_unrestored(mut self, unrestored: Vec<String>) -> Self {
        self.unrestored = unrestored;
        self
    }

    /// The file or folder that the error is about, relative to the registry's folder.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Did the system refuse to write, because the place is read-only or belongs to somebody else?
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        use io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem};
        match &self.problem {
            Problem::Write(source) | Problem::Remove(source) => {
                matches!(source.kind(), PermissionDenied | ReadOnlyFilesystem)
            }
            _ => false,
        }
    }
}

#[cfg(feature = "cli")]
impl Error {
    /// Is this about what a person has changed, and not about the disk?
    pub(crate) fn is_edited(&self) -> bool {
        matches!(self.problem, Problem::Edited)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = &self.path;
        match &self.problem {
            Problem::Path => write!(
                f,
                "{path:?} does not name a file below the registry's folder; change it in [outputs]"
            ),
            Problem::Link => write!(
                f,
                "{path} is a symbolic link, and errbook writes through none; replace it, or choose another path in [outputs]"
            ),
            Problem::Folder => write!(
                f,
                "{path} is a folder, and a generated file should stand there; move it, or choose another path in [outputs]"
            ),
            Problem::Edited => write!(
                f,
                "{path}: the text between the markers was changed by hand; move the change out of the region or into the registry, \
                 or run `errbook generate --force` to replace it"
            ),
            Problem::Meanwhile => write!(
                f,
                "{path} has changed while errbook was running; run it again"
            ),
            Problem::File => write!(
                f,
                "{path} is a file, and a folder of generated files should stand there; move it, or choose another path in [outputs]"
            ),
            Problem::Special => write!(
                f,
                "{path} is neither a file nor a folder; move it, or choose another path in [outputs]"
            ),
            Problem::Foreign => write!(
                f,
                "{path} was not written by errbook, which leaves it alone; move it, or choose another path in [outputs]"
            ),
            Problem::Claimed(registry) => write!(
                f,
                "{path} is generated from {registry}, too; choose other paths in [outputs] of one of them, or remove {} where {registry} is \
                 no registry of its own",
                manifest_of(registry.strip_suffix(".toml").unwrap_or(registry))
            ),
            Problem::Busy => write!(
                f,
                "another errbook is still writing in {path}; wait for it, or end it"
            ),
            Problem::Read(source) => write!(f, "cannot read {path}: {source}"),
            Problem::Write(source) => {
                write!(f, "cannot write {path}: {source}; every file is as it was")
            }
            Problem::Remove(source) => {
                write!(f, "cannot remove {path}: {source}; every file is as it was")
            }
        }?;
        if !self.unrestored.is_empty() {
            write!(f, ", except for {}", self.unrestored.join(", "))?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.problem {
            Problem::Read(source) | Problem::Write(source) | Problem::Remove(source) => {
                Some(source)
            }
            _ => None,
        }
    }
}
