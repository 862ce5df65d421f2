//! The same registry gives the same bytes, whatever the environment: one hash over the paths and texts of all outputs.
//!
//! `ERRBOOK_THOROUGH=1 cargo test --package errbook --test determinism` runs the command 100 times.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// Where and how the command runs. Each process draws the seed of its hash maps itself, and no two the same.
struct Environment {
    /// The folder of the registry, below a temporary one.
    folder: &'static str,
    /// The folder in which the command is called, from there, and the registry from that one.
    from: &'static str,
    registry: Option<&'static str>,
    variables: &'static [(&'static str, &'static str)],
    /// A line of the shell before the command: how many cores it may use, and what rights files get.
    before: &'static str,
}

const ENVIRONMENTS: [Environment; 6] = [
    Environment {
        folder: "plain",
        from: ".",
        registry: None,
        variables: &[],
        before: "",
    },
    Environment {
        folder: "kullanıcı/İşler",
        from: ".",
        registry: None,
        variables: &[
            ("LC_ALL", "tr_TR.UTF-8"),
            ("LANGUAGE", "tr"),
            ("TZ", "Asia/Kathmandu"),
            ("HOME", "/nonexistent"),
        ],
        before: "umask 077",
    },
    Environment {
        folder: "a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t/u/v/w/x/y/z",
        from: "../../..",
        registry: Some("x/y/z/errors.toml"),
        variables: &[
            ("LC_ALL", "de_DE.UTF-8"),
            ("LC_NUMERIC", "de_DE"),
            ("TZ", "America/St_Johns"),
            ("HOME", "/"),
        ],
        before: "command -v taskset > /dev/null && set -- taskset 1 \"$@\"",
    },
    Environment {
        folder: "with space & 'quotes'",
        from: "..",
        registry: Some("with space & 'quotes'/errors.toml"),
        variables: &[
            ("LC_ALL", "C"),
            ("TZ", "UTC0"),
            ("HOME", "relative"),
            ("RAYON_NUM_THREADS", "1"),
        ],
        before: "umask 000",
    },
    Environment {
        folder: "日本/エラー",
        from: ".",
        registry: Some("./errors.toml"),
        variables: &[
            ("LC_ALL", "ja_JP.SJIS"),
            ("TZ", "Pacific/Kiritimati"),
            ("HOME", ""),
            ("RAYON_NUM_THREADS", "64"),
            ("COLUMNS", "20"),
            ("CLICOLOR_FORCE", "1"),
        ],
        before: "",
    },
    Environment {
        folder: ".hidden",
        from: "../..",
        registry: None,
        variables: &[
            ("LC_ALL", "ar_EG"),
            ("TZ", ":/etc/localtime"),
            ("CI", "true"),
            ("SOURCE_DATE_EPOCH", "0"),
            ("NO_COLOR", "1"),
        ],
        before: "umask 027; ulimit -n 64",
    },
];

/// A registry with everything that a field can say, and files that it includes.
fn registry(folder: &Path, run: usize) {
    let everything = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rust/everything");
    let main = fs::read_to_string(everything.join("errors.toml")).unwrap();
    let main = format!("include = [\"parts/*.toml\", \"*/b*.toml\"]\n{main}\n[outputs.html]\n");
    fs::write(folder.join("errors.toml"), main).unwrap();
    fs::copy(everything.join("Cargo.toml"), folder.join("Cargo.toml")).unwrap();
    fs::create_dir(folder.join("parts")).unwrap();
    let names = ["a", "b", "c10", "c9", "Z", "ä"];
    // The order in which a folder lists its files often is that in which they were made.
    for part in 0..names.len() {
        let part = (part + run) % names.len();
        let text = format!("[errors.part_{part}]\nstatus = 400\nmessage = \"Part {part}.\"\n");
        fs::write(folder.join(format!("parts/{}.toml", names[part])), text).unwrap();
    }
}

fn run(environment: &Environment, number: usize) -> (TempDir, PathBuf) {
    let temporary = tempfile::tempdir().unwrap();
    let folder = temporary.path().join(environment.folder);
    fs::create_dir_all(&folder).unwrap();
    registry(&folder, number);
    let mut command = Command::new("sh");
    let script = format!("{}\nexec \"$@\"", environment.before);
    command.args([
        "-c",
        &script,
        "sh",
        env!("CARGO_BIN_EXE_errbook"),
        "generate",
    ]);
    let absolute = folder.join("errors.toml");
    if environment.from != "." || environment.registry.is_some() {
        let given = environment.registry.map(PathBuf::from);
        command.arg("--registry").arg(given.unwrap_or(absolute));
    }
    command
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.envs(environment.variables.iter().copied());
    let output = command
        .current_dir(folder.join(environment.from))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}: {}",
        environment.folder,
        String::from_utf8_lossy(&output.stderr)
    );
    (temporary, folder)
}

/// Paths and texts of what was generated.
fn outputs(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut outputs = BTreeMap::new();
    let mut folders = vec![folder.join("generated")];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path
                    .strip_prefix(folder)
                    .unwrap()
                    .to_string_lossy()
                    .into_owned();
                outputs.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    outputs
}

#[cfg(unix)]
#[test]
fn a_registry_has_one_hash_in_all_environments() {
    let is_thorough = std::env::var_os("ERRBOOK_THOROUGH").is_some_and(|value| value != "0");
    let runs = if is_thorough {
        100
    } else {
        4 * ENVIRONMENTS.len()
    };
    let mut seen = BTreeSet::new();
    let mut first = BTreeMap::new();
    for number in 0..runs {
        let environment = &ENVIRONMENTS[number % ENVIRONMENTS.len()];
        let (_temporary, folder) = run(environment, number);
        let outputs = outputs(&folder);
        let mut hasher = DefaultHasher::new();
        outputs.hash(&mut hasher);
        seen.insert(hasher.finish());
        if first.is_empty() {
            first = outputs;
        } else {
            let differ = first
                .keys()
                .chain(outputs.keys())
                .find(|path| first.get(*path) != outputs.get(*path));
            assert_eq!(differ, None, "in run {number}, in {}", environment.folder);
        }
    }
    assert!(
        first.len() > 10 && seen.len() == 1,
        "{} files, {seen:?}",
        first.len()
    );
}
