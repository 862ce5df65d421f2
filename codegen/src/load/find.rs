//! The files that a pattern finds.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs::{self, DirEntry};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use glob::{MatchOptions, Pattern};

use super::unreadable;

const OPTIONS: MatchOptions = MatchOptions {
    case_sensitive: true,
    require_literal_separator: true,
    require_literal_leading_dot: true,
};

/// A part of a pattern, between slashes.
enum Part {
    /// A name, hidden or not.
    Name(OsString),
    /// What names can look like.
    Names(Pattern),
    /// `**`: this folder, and all below it that are not hidden.
    Folders,
}

/// The files that `pattern` finds below the folder `root`, as of [`once`]; none at all where it is no pattern.
///
/// # Errors
///
/// When a file that it finds, or a folder in which it may find some, cannot be read.
pub(crate) fn find(root: &Path, pattern: &str) -> io::Result<Option<Vec<PathBuf>>> {
    let is_step = |part: &&str| !["", "."].contains(part);
    let parts = pattern.split('/').filter(is_step).map(part);
    let Some(parts) = parts.collect::<Option<Vec<_>>>() else {
        return Ok(None);
    };
    let mut search = Search {
        parts: &parts,
        seen: BTreeSet::new(),
        found: Vec::new(),
    };
    search.folder(root, 0)?;
    Ok(Some(once(root, search.found)))
}

fn part(text: &str) -> Option<Part> {
    let pattern = Pattern::new(text).ok()?;
    Some(match text {
        "**" => Part::Folders,
        _ if text.contains(['*', '?', '[']) => Part::Names(pattern),
        _ => Part::Name(text.into()),
    })
}

/// Each file once, whatever links lead to it: by its own name, where that is among them. Sorted.
pub(super) fn once(root: &Path, mut files: Vec<PathBuf>) -> Vec<PathBuf> {
    let place = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let top = place(root);
    let mut names = BTreeMap::new();
    files.sort();
    for file in files {
        let place = place(&file);
        let is_own = file
            .strip_prefix(root)
            .is_ok_and(|below| top.join(below) == place);
        if is_own || !names.contains_key(&place) {
            names.insert(place, file);
        }
    }
    let mut files: Vec<_> = names.into_values().collect();
    files.sort();
    files
}

struct Search<'p> {
    parts: &'p [Part],
    /// The folders in which the rest of the pattern, from a part on, has been looked for. Links may lead in circles.
    seen: BTreeSet<(PathBuf, usize)>,
    found: Vec<PathBuf>,
}

impl Search<'_> {
    /// Looks in a folder for what the parts from `at` on find.
    fn folder(&mut self, folder: &Path, at: usize) -> io::Result<()> {
        let Some(part) = self.parts.get(at) else {
            return Ok(());
        };
        // One that is gone by now holds nothing.
        let Ok(place) = fs::canonicalize(folder) else {
            return Ok(());
        };
        if !self.seen.insert((place, at)) {
            return Ok(());
        }
        match part {
            Part::Name(name) => self.entry(&folder.join(name), at),
            Part::Names(pattern) => {
                let is_one = |name: &OsString| pattern.matches_path_with(name.as_ref(), OPTIONS);
                let entries = entries(folder)?.into_iter();
                let mut paths = entries
                    .filter(|entry| is_one(&entry.file_name()))
                    .map(|entry| entry.path());
                paths.try_for_each(|path| self.entry(&path, at))
            }
            Part::Folders => self.folders(folder, at),
        }
    }

    /// Looks in a folder and in all below it for what is behind `**`, which is the part `at`.
    fn folders(&mut self, folder: &Path, at: usize) -> io::Result<()> {
        let is_last = at + 1 == self.parts.len();
        self.folder(folder, at + 1)?;
        for entry in entries(folder)? {
            let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
            let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
            let path = entry.path();
            match (is_hidden, is_file || !path.is_dir()) {
                (false, false) => self.folder(&path, at)?,
                (false, true) if is_last => self.entry(&path, at)?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Takes what the part `at` finds: a file that all of the pattern does, or a folder in which the rest of it may find some.
    fn entry(&mut self, path: &Path, at: usize) -> io::Result<()> {
        let is_last = at + 1 == self.parts.len();
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => self.folder(path, at + 1),
            Ok(metadata) if metadata.is_file() && is_last => {
                self.found.push(path.to_owned());
                Ok(())
            }
            // A link that leads nowhere is there itself.
            Err(error) if is_last && fs::symlink_metadata(path).is_ok() => {
                Err(unreadable(path, &error))
            }
            _ => Ok(()),
        }
    }
}

/// What is in a folder, always in the same order; nothing, where it is gone or no folder.
fn entries(folder: &Path) -> io::Result<Vec<DirEntry>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries.collect::<io::Result<Vec<_>>>(),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(Vec::new());
        }
        Err(error) => Err(error),
    };
    let mut entries = entries.map_err(|error| unreadable(folder, &error))?;
    entries.sort_by_key(DirEntry::file_name);
    Ok(entries)
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    /// The names of what is found in a folder with these files and links.
    fn found(files: &[&str], links: &[(&str, &str)], pattern: &str) -> Result<Vec<String>, String> {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let file = folder.path().join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, "").unwrap();
        }
        for (link, to) in links {
            symlink(to, folder.path().join(link)).unwrap();
        }
        let name = |path: PathBuf| {
            let below = path.strip_prefix(folder.path()).unwrap();
            below.to_str().unwrap().to_owned()
        };
        let found = find(folder.path(), pattern).map_err(|error| error.to_string())?;
        Ok(found.unwrap().into_iter().map(name).collect())
    }

    #[test]
    fn each_part_of_a_pattern_counts() {
        let files = [
            "a.toml",
            "x/a.toml",
            "x/y/a.toml",
            ".x/a.toml",
            "x/.a.toml",
            "x/b.md",
        ];
        for (pattern, expected) in [
            ("a.toml", &["a.toml"][..]),
            ("*.toml", &["a.toml"]),
            ("*/*.toml", &["x/a.toml"]),
            ("**/a.toml", &["a.toml", "x/a.toml", "x/y/a.toml"]),
            ("x/**/*.toml", &["x/a.toml", "x/y/a.toml"]),
            ("x/[a-b].*", &["x/a.toml", "x/b.md"]),
            (".x/*.toml", &[".x/a.toml"]),
            ("x/.*", &["x/.a.toml"]),
            ("./x//./*.toml", &["x/a.toml"]),
            ("x/**", &["x/a.toml", "x/b.md", "x/y/a.toml"]),
            ("**/y/**/*.toml", &["x/y/a.toml"]),
            ("x", &[]),
            ("", &[]),
            ("gone/*.toml", &[]),
        ] {
            assert_eq!(found(&files, &[], pattern).unwrap(), expected, "{pattern}");
        }
        assert_eq!(find(Path::new("."), "[").unwrap(), None);
    }

    #[test]
    fn links_may_lead_in_circles() {
        let links = [
            ("a/up", ".."),
            ("a/here", "."),
            ("b", "a"),
            ("c.toml", "z.toml"),
        ];
        for pattern in ["**/*.toml", "*/*.toml", "*.toml"] {
            let expected: Vec<_> = ["a/x.toml", "z.toml"]
                .into_iter()
                .filter(|file| match pattern {
                    "*/*.toml" => file.contains('/'),
                    "*.toml" => !file.contains('/'),
                    _ => true,
                })
                .collect();
            let files = ["a/x.toml", "z.toml"];
            assert_eq!(
                found(&files, &links, pattern).unwrap(),
                expected,
                "{pattern}"
            );
        }
        for pattern in ["b/*.toml", "b*/*.toml", "**/b/*.toml", "b/**/*.toml"] {
            let beside = found(&["a/x.toml"], &[("b", "a")], pattern);
            assert_eq!(beside.unwrap(), ["b/x.toml"], "{pattern}");
        }
    }

    #[test]
    fn a_link_that_leads_nowhere_is_no_file_that_is_not_there() {
        let links = [("b.toml", "gone.toml"), ("c.md", "gone.md")];
        let dangling = found(&["a.toml"], &links, "*.toml");
        let error = dangling.unwrap_err();
        assert!(error.contains("b.toml"), "{error}");
        assert_eq!(found(&["a.toml"], &links, "a*").unwrap(), ["a.toml"]);
    }
}
