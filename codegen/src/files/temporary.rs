//! Files beside the outputs that are gone at the end of a run, whatever its end.

use std::fs;
use std::hash::{BuildHasher as _, RandomState};
use std::io;
use std::path::{Path, PathBuf};

/// How they are named, so that a later run knows those of a run that was killed.
const PREFIX: &str = ".errbook-";
const SUFFIX: &str = ".tmp";
const RANDOM: usize = 12;
/// Names that are tried before the folder is taken for one in which nothing can be made.
const TRIES: usize = 16;

/// The path of a temporary file, which is deleted together with this value.
#[derive(Debug)]
pub(super) struct Temporary(Option<PathBuf>);

impl Temporary {
    /// Has `make` make a file in `folder`, under a name that no other has: where it finds the name taken, it says so
    /// with [`io::ErrorKind::AlreadyExists`] and is asked again.
    pub(super) fn make<T>(
        folder: &Path,
        mut make: impl FnMut(&Path) -> io::Result<T>,
    ) -> io::Result<(Self, T)> {
        let mut tries = 0;
        loop {
            let path = folder.join(format!("{PREFIX}{}{SUFFIX}", random()));
            tries += 1;
            match make(&path) {
                Ok(file) => return Ok((Self(Some(path)), file)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && tries < TRIES => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Gives the file its place, and replaces the one that is there, in one step. Where that fails, the file stays
    /// under its temporary name for good, and its path comes back.
    pub(super) fn persist_or_keep(mut self, place: &Path) -> Result<(), PathBuf> {
        match self.0.take() {
            Some(path) => fs::rename(&path, place).map_err(|_| path),
            None => Ok(()),
        }
    }

    /// Gives the file its place, and replaces the one that is there, in one step.
    pub(super) fn persist(mut self, place: &Path) -> io::Result<()> {
        if let Some(path) = &self.0 {
            fs::rename(path, place)?;
        }
        self.0 = None;
        Ok(())
    }

    /// Deletes the file now.
    pub(super) fn close(mut self) -> io::Result<()> {
        self.0.take().map_or(Ok(()), fs::remove_file)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if let Some(path) = &self.0 {
            // What cannot be removed is in nobody's way, and swept by the next run.
            let _ = fs::remove_file(path);
        }
    }
}

/// Letters and digits that nobody can foresee: each hasher of the standard library has keys of its own.
fn random() -> String {
    let mut number = RandomState::new().hash_one(PREFIX);
    let mut digit = |_| {
        let digit = char::from_digit((number % 36) as u32, 36);
        number /= 36;
        digit.unwrap_or('0')
    };
    (0..RANDOM).map(&mut digit).collect()
}

/// Is this the name of a temporary file of ours?
pub(super) fn is_temporary(name: &str) -> bool {
    name.strip_prefix(PREFIX)
        .and_then(|name| name.strip_suffix(SUFFIX))
        .is_some_and(|random| {
            random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

#[cfg(test)]
mod tests {
    use super::{Temporary, is_temporary};
    use std::fs::{self, File};
    use std::io;

    #[test]
    fn a_temporary_file_is_gone_when_dropped_unless_it_takes_its_place() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let place = folder.path().join("place");
        fs::write(&place, "old")?;
        let make = || Temporary::make(folder.path(), |path| fs::write(path, "new"));
        let names = || -> io::Result<Vec<String>> {
            let names = fs::read_dir(folder.path())?;
            let name = |entry: io::Result<fs::DirEntry>| {
                Ok(entry?.file_name().to_string_lossy().into_owned())
            };
            names.map(name).collect()
        };
        let (file, ()) = make()?;
        assert!(names()?.iter().any(|name| is_temporary(name)));
        drop(file);
        assert_eq!(names()?, ["place"]);
        make()?.0.persist(&place)?;
        assert_eq!(names()?, ["place"]);
        assert_eq!(fs::read_to_string(&place)?, "new");
        let nowhere = folder.path().join("no/such/folder");
        assert!(make()?.0.persist(&nowhere).is_err());
        assert_eq!(names()?, ["place"]);
        let kept = make()?.0.persist_or_keep(&nowhere);
        assert_eq!(
            kept.map_err(fs::read_to_string).map_err(Result::ok),
            Err(Some("new".to_owned()))
        );
        Ok(())
    }

    #[test]
    fn a_name_that_is_taken_is_left_alone() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let mut taken = Vec::new();
        let (file, _) = Temporary::make(folder.path(), |path| {
            if taken.len() < 3 {
                taken.push(path.to_owned());
                fs::write(path, "another's")?;
            }
            File::create_new(path)
        })?;
        drop(file);
        for path in &taken {
            assert_eq!(fs::read_to_string(path)?, "another's");
        }
        let mut tries = 0;
        let refused = Temporary::make(folder.path(), |_| {
            tries += 1;
            Err::<(), _>(io::ErrorKind::AlreadyExists.into())
        });
        assert!(refused.is_err() && tries > 3, "{tries} tries");
        Ok(())
    }
}
