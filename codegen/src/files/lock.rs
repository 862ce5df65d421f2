//! A lock on a folder, so that two runs do not mix.
//!
//! On Unix the folder itself is locked, which leaves no file behind. Where a folder cannot be locked (Windows, some
//! network file systems), a file in the system's folder for temporary files stands for it.

use std::fs::{File, OpenOptions, TryLockError};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How long another run may take. One takes a fraction of a second, so that only one that hangs takes longer.
const PATIENCE: Duration = Duration::from_secs(30);

/// Held while it lives. The system releases it when the process ends, however it ends.
#[derive(Debug)]
pub(super) struct Lock(#[expect(dead_code, reason = "kept open, never read")] File);

impl Lock {
    /// Waits for the lock on `folder`. `None`: another run holds it for longer than is sensible.
    pub(super) fn acquire(folder: &Path) -> io::Result<Option<Self>> {
        File::open(folder)
            .and_then(wait)
            .or_else(|_| stand_in(folder).and_then(wait))
    }
}

fn wait(file: File) -> io::Result<Option<Lock>> {
    let start = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Some(Lock(file))),
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) if start.elapsed() > PATIENCE => return Ok(None),
            Err(TryLockError::WouldBlock) => sleep(Duration::from_millis(5)),
        }
    }
}

/// The file that stands for `folder`. Another user's is opened for reading, which suffices to lock it.
fn stand_in(folder: &Path) -> io::Result<File> {
    let mut hasher = DefaultHasher::new();
    folder.canonicalize()?.hash(&mut hasher);
    let path = std::env::temp_dir().join(format!("errbook-{:016x}.lock", hasher.finish()));
    File::open(&path).or_else(|_| {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false).open(&path)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stand_in_is_one_file_for_one_folder() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let first = stand_in(folder.path())?;
        first.lock()?;
        let second = stand_in(&folder.path().join("."))?;
        assert!(matches!(second.try_lock(), Err(TryLockError::WouldBlock)));
        drop(first);
        assert!(wait(second)?.is_some());
        Ok(())
    }
}
