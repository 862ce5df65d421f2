//! A folder with a registry, and what the built command makes of it.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

/// A file's text, mode and modification time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub text: Vec<u8>,
    pub mode: u32,
    pub modified: SystemTime,
}

/// All below a folder but the registry: files, and folders as `None`.
pub type Tree = BTreeMap<String, Option<Entry>>;

pub struct Place {
    pub root: PathBuf,
    /// Removes the folder at the end, where it is this one's own.
    _folder: Option<TempDir>,
}

impl Place {
    pub fn new(registry: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = Self {
            root: folder.path().to_owned(),
            _folder: Some(folder),
        };
        place.set(registry);
        place
    }

    /// A folder that somebody else removes.
    pub fn at(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            _folder: None,
        }
    }

    /// The same, generated.
    pub fn open(registry: &str) -> Self {
        let place = Self::new(registry);
        place.generate();
        place
    }

    pub fn set(&self, registry: &str) {
        fs::write(self.path("errors.toml"), registry).unwrap();
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// `errbook generate`
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_errbook"));
        command.args(["generate", "--registry"]);
        command.arg(self.path("errors.toml"));
        command
    }

    /// The same behind a line of the shell: a mask, a limit.
    pub fn command_behind(&self, line: &str) -> Command {
        let mut command = Command::new("sh");
        let script = format!("{line}\nexec \"$0\" generate");
        command.args(["-c", &script, env!("CARGO_BIN_EXE_errbook")]);
        command.current_dir(&self.root);
        command
    }

    #[track_caller]
    pub fn generate(&self) {
        let output = self.command().output().unwrap();
        assert!(output.status.success(), "{}", shown(&output));
    }

    pub fn tree(&self) -> Tree {
        let mut tree = Tree::new();
        let mut folders = vec![self.root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap().flatten() {
                let path = entry.path();
                let name = path.strip_prefix(&self.root).unwrap();
                let name = name.to_string_lossy().into_owned();
                let metadata = entry.metadata().unwrap();
                if name == "errors.toml" {
                    continue;
                }
                tree.insert(name, file(&path, &metadata));
                if metadata.is_dir() {
                    folders.push(path);
                }
            }
        }
        tree
    }
}

fn file(path: &Path, metadata: &fs::Metadata) -> Option<Entry> {
    use std::os::unix::fs::PermissionsExt as _;
    let is_there = metadata.is_file();
    is_there.then(|| Entry {
        text: fs::read(path).unwrap_or_default(),
        mode: metadata.permissions().mode() & 0o7777,
        modified: metadata.modified().unwrap(),
    })
}

/// Paths and texts only: what two folders have in common that were written at different times.
pub fn texts(tree: &Tree) -> BTreeMap<&str, Option<&[u8]>> {
    tree.iter()
        .map(|(path, entry)| {
            (
                path.as_str(),
                entry.as_ref().map(|entry| entry.text.as_slice()),
            )
        })
        .collect()
}

/// What a folder holds in which only this registry was ever generated.
pub fn clean(registry: &str) -> Tree {
    Place::open(registry).tree()
}

/// Gives a file a time long past and an odd mode, so that any write to it shows.
pub fn mark(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let file = fs::File::options().write(true).open(path).unwrap();
    file.set_modified(long_ago).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o640)).unwrap();
}

/// Is everything to be done at full length? `ERRBOOK_THOROUGH=1 cargo test --package errbook --test durability`
pub fn thorough() -> bool {
    std::env::var_os("ERRBOOK_THOROUGH").is_some_and(|value| value != "0")
}

/// Says something even where the test passes, which keeps what is printed the usual way to itself.
pub fn notice(text: &str) {
    let line = format!("{text}\n");
    std::io::stderr().write_all(line.as_bytes()).unwrap();
}

pub fn shown(output: &Output) -> String {
    let out = String::from_utf8_lossy(&output.stdout);
    let err = String::from_utf8_lossy(&output.stderr);
    format!("{:?}\n{out}{err}", output.status)
}

/// A registry of a dozen codes, with `tail` at its end. Each `word` gives other texts.
pub fn registry(word: &str, tail: &str) -> String {
    let code = |number: usize| {
        format!(
            "[errors.code_{number}]\nstatus = 409\nmessage = \"{word} {{left}}.\"\n\
             meaning = \"{word} number {number}.\"\nfields = {{ left = \"u64\", more = \"string?\" }}\n"
        )
    };
    let codes: String = (0..12).map(code).collect();
    format!("[registry]\nname = \"shop\"\ntitle = \"{word}\"\n{codes}{tail}\n")
}
