//! The files that a pattern finds.

use std::collections::{BTreeSet, VecDeque};
use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};

use glob::{MatchOptions, Pattern};

use super::unreadable;

const OPTIONS: MatchOptions = MatchOptions {
    case_sensitive: true,
    require_literal_separator: true,
    require_literal_leading_dot: true,
};

/// The files that `pattern` finds below the folder `root`, sorted; none at all where it is no pattern. Each is there once,
/// however many links lead to it, and by a name without links where it has one; links may lead in circles.
///
/// # Errors
///
/// When a file that it finds, or a folder on the way, cannot be read.
pub(crate) fn find(root: &Path, pattern: &str) -> io::Result<Option<Vec<PathBuf>>> {
    let Some(wanted) = Wanted::new(root, pattern) else {
        return Ok(None);
    };
    let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
    let (mut paths, mut links) = (vec![wanted.start()], VecDeque::new());
    while let Some(path) = paths.pop().or_else(|| links.pop_front()) {
        let metadata = match fs::metadata(&path) {
            Ok(metadata) => metadata,
            // A link that leads nowhere is there itself.
            Err(error) if wanted.is(&path) && fs::symlink_metadata(&path).is_ok() => {
                return Err(unreadable(&path, &error));
            }
            Err(_) => continue,
        };
        let is_file = metadata.is_file() && wanted.is(&path);
        let is_folder = metadata.is_dir() && wanted.may_be_in(&path);
        let is_new = |place| seen.insert(place);
        if !(is_file || is_folder) || !fs::canonicalize(&path).is_ok_and(is_new) {
            continue;
        }
        if is_file {
            found.push(path);
            continue;
        }
        for entry in entries(&path).map_err(|error| unreadable(&path, &error))? {
            let path = entry.path();
            match entry.file_type() {
                Ok(kind) if kind.is_symlink() => links.push_back(path),
                Ok(kind) if kind.is_file() && !wanted.is(&path) => {}
                _ => paths.push(path),
            }
        }
    }
    found.sort();
    Ok(Some(found))
}

/// What is in a folder, always in the same order.
fn entries(folder: &Path) -> io::Result<Vec<DirEntry>> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(DirEntry::file_name);
    Ok(entries)
}

/// What a pattern can find.
struct Wanted<'a> {
    root: &'a Path,
    parts: Vec<&'a str>,
    pattern: Pattern,
}

impl<'a> Wanted<'a> {
    fn new(root: &'a Path, pattern: &'a str) -> Option<Self> {
        let is_step = |part: &&str| !["", "."].contains(part);
        let parts: Vec<_> = pattern.split('/').filter(is_step).collect();
        Some(Self {
            root,
            pattern: Pattern::new(&parts.join("/")).ok()?,
            parts,
        })
    }

    /// Where all of it is: the part of the pattern that is a path.
    fn start(&self) -> PathBuf {
        let is_literal = |part: &&&str| !part.contains(['*', '?', '[']);
        let literal = self.parts.iter().take_while(is_literal);
        self.root.join(literal.collect::<PathBuf>())
    }

    fn is(&self, path: &Path) -> bool {
        self.pattern.matches_path_with(self.below(path), OPTIONS)
    }

    /// May some of it be in this folder? A pattern names what is hidden, or does not find it.
    fn may_be_in(&self, folder: &Path) -> bool {
        let below = self.below(folder);
        let names_hidden = self.parts.iter().any(|part| part.starts_with('.'));
        let is_hidden = |part: &std::ffi::OsStr| part.as_encoded_bytes().starts_with(b".");
        let is_deeper = below.iter().count() < self.parts.len() || self.parts.contains(&"**");
        is_deeper && (names_hidden || !below.iter().any(is_hidden))
    }

    fn below<'p>(&self, path: &'p Path) -> &'p Path {
        path.strip_prefix(self.root).unwrap_or(path)
    }
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
        let beside = found(&["a/x.toml"], &[("b", "a")], "b/*.toml");
        assert_eq!(beside.unwrap(), ["b/x.toml"]);
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
