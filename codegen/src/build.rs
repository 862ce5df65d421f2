//! The build script of an errors crate.

use std::collections::BTreeSet;
use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process;
use std::time::SystemTime;

use crate::diag::{Diagnostic, render};
use crate::emit;
use crate::files::{Change, Error, Files, Folder, State};
use crate::load::{self, Loaded};

/// Cargo runs a build script in the folder of its package.
const REGISTRY: &str = "errors.toml";

/// Brings what is generated up to date before the crate compiles: the one line of an errors crate's build script.
///
/// ```no_run
/// errbook::build();
/// ```
///
/// It reads `errors.toml` beside `Cargo.toml`. A mistake in it ends the build, with its place. Where the environment
/// variable `CI` is set, or the sources cannot be written (a read-only checkout, a package that cargo unpacked), it
/// writes nothing, and ends the build when something is out of date.
///
/// It talks to cargo through standard output, and ends the process where it fails: call it from a build script only.
pub fn build() {
    let folder = Folder::new(Path::new(""), Path::new(REGISTRY)).with_stamp(start_of_this_run());
    let result = match reason_not_to_write() {
        Some(reason) => compare(&folder, reason),
        None => write(&folder),
    };
    match result {
        Ok(inputs) => inputs.tell_cargo(&folder),
        Err(message) => {
            // Cargo shows what a failed build script wrote here, and runs it again without being told to.
            eprintln!("{}", message.trim_end());
            process::exit(1);
        }
    }
}

/// What a run read, and what came out.
struct Inputs {
    loaded: Loaded,
    files: Files,
}

/// Reads the registry under the lock, so that of two builds the one that writes last has read last.
fn write(folder: &Folder) -> Result<Inputs, String> {
    let locked = match folder.clone().lock() {
        Err(error) if error.is_read_only() => return compare(folder, READ_ONLY),
        result => result.map_err(|error| text(&error))?,
    };
    let inputs = Inputs::load()?;
    match inputs.files.write(&locked) {
        Err(error) if error.is_read_only() => compare(folder, READ_ONLY),
        result => result.map(|_| inputs).map_err(|error| text(&error)),
    }
}

/// Writes nothing, and fails where a run that writes would.
fn compare(folder: &Folder, reason: &str) -> Result<Inputs, String> {
    let inputs = Inputs::load()?;
    let changes = inputs.files.compare(folder).map_err(|error| text(&error))?;
    let drift: Vec<String> = changes.iter().filter_map(describe).collect();
    if drift.is_empty() {
        return Ok(inputs);
    }
    Err(format!(
        "error: generated files are out of date, and none is written here, since {reason}\n{}\n\
         help: run `errbook generate` in {}, and commit what it writes",
        drift.concat(),
        package().display(),
    ))
}

fn describe(change: &Change) -> Option<String> {
    let state = match change.state {
        State::Unchanged | State::Kept => return None,
        State::Missing => "missing",
        State::Changed { .. } => "changed",
        State::Leftover => "left over",
        State::Foreign => "not written by errbook",
        State::Claimed(_) => "generated from another registry, too",
        State::Edited { .. } => "changed by hand between its markers",
    };
    Some(format!("  {}: {state}\n", change.path))
}

fn text(error: &Error) -> String {
    format!("error: {error}")
}

impl Inputs {
    fn load() -> Result<Self, String> {
        let loaded = load::load(Path::new(REGISTRY)).map_err(|error| format!("error: {error}"))?;
        let Some(registry) = &loaded.registry else {
            return Err(mistakes(&loaded));
        };
        let files = emit::all(registry);
        Ok(Self { loaded, files })
    }

    /// When to run again, and what is worth a warning.
    fn tell_cargo(&self, folder: &Folder) {
        println!("cargo::rerun-if-env-changed=CI");
        for path in self.watched(folder) {
            println!("cargo::rerun-if-changed={}", path.display());
        }
        for warning in &self.loaded.diagnostics {
            let source = self.loaded.sources.get(warning.span.file);
            let place = self.loaded.sources.position(&warning.span);
            println!(
                "cargo::warning={}:{}:{}: {} [{}]",
                source.path, place.line, place.column, warning.message, warning.rule.id
            );
        }
    }

    /// Everything whose change calls for another run: the registry, what it includes, the pages that it names, the folders in
    /// which a pattern may find a new file, and what is generated, so that a change made there by hand does not stay.
    fn watched(&self, folder: &Folder) -> BTreeSet<PathBuf> {
        let read = self.loaded.read.iter();
        // A package's folder holds too much; cargo would look at all of it.
        let parts = read.clone().filter(|path| !path.ends_with("Cargo.toml"));
        let folders = parts.filter_map(|path| path.parent());
        let folders = folders.chain(
            self.loaded
                .searched
                .iter()
                .map(|search| search.folder.as_path()),
        );
        let folders = folders.filter(|path| !is_here(path)).map(Path::to_owned);
        let generated = self.files.iter().map(|(path, _)| path);
        let generated = generated.chain([folder.manifest()]).map(PathBuf::from);
        read.cloned().chain(folders).chain(generated).collect()
    }
}

/// The errors of a registry, as cargo shows them.
fn mistakes(loaded: &Loaded) -> String {
    let errors = loaded
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.is_error());
    let errors: Vec<Diagnostic> = errors.cloned().collect();
    render::text(&errors, &loaded.sources, false)
}

const READ_ONLY: &str = "the sources are read-only";

fn reason_not_to_write() -> Option<&'static str> {
    let is_read_only =
        |path: &str| fs::metadata(path).is_ok_and(|metadata| metadata.permissions().readonly());
    if is_ci(env::var_os("CI").as_deref()) {
        Some("CI is set")
    } else if is_unpacked(&package()) {
        Some("this is a package that cargo unpacked")
    } else if is_read_only(".") || is_read_only(REGISTRY) {
        Some(READ_ONLY)
    } else {
        None
    }
}

fn is_ci(value: Option<&OsStr>) -> bool {
    value.is_some_and(|value| !matches!(value.to_str(), Some("" | "0" | "false")))
}

/// Did cargo put this package here, from a registry, a repository or a vendored copy? It leaves a mark each time.
fn is_unpacked(package: &Path) -> bool {
    let holds = |folder: &Path, mark: &str| folder.join(mark).exists();
    let marks = [".cargo_vcs_info.json", ".cargo-checksum.json"];
    marks.iter().any(|mark| holds(package, mark))
        || package.ancestors().any(|folder| holds(folder, ".cargo-ok"))
}

fn package() -> PathBuf {
    env::current_dir().unwrap_or_else(|_| PathBuf::from("."))
}

fn is_here(path: &Path) -> bool {
    path.as_os_str().is_empty() || path == Path::new(".")
}

/// When cargo started this script, as cargo has it: a file newer than that makes it run again. Cargo keeps the time in
/// a file near `OUT_DIR`; where that is gone, our own clock serves, at the price of a run too many.
fn start_of_this_run() -> SystemTime {
    let output = env::var_os("OUT_DIR")
        .map(PathBuf::from)
        .unwrap_or_default();
    output
        .ancestors()
        .skip(1)
        .take(2)
        .flat_map(|folder| {
            ["invoked.timestamp", "run/invoked.timestamp"].map(|name| folder.join(name))
        })
        .find_map(|file| {
            fs::metadata(file)
                .and_then(|metadata| metadata.modified())
                .ok()
        })
        .unwrap_or_else(SystemTime::now)
}

#[cfg(test)]
mod tests {
    use super::is_ci;
    use std::ffi::OsStr;

    #[test]
    fn ci_is_set_unless_it_says_no() {
        for set in ["true", "1", "yes", "github"] {
            assert!(is_ci(Some(OsStr::new(set))), "{set}");
        }
        for unset in ["", "0", "false"] {
            assert!(!is_ci(Some(OsStr::new(unset))), "{unset}");
        }
        assert!(!is_ci(None));
    }
}
