//! The Rust of random registries as crates: as rustfmt leaves it, and, where `ERRBOOK_COMPILE` says how many, compiled without a
//! warning and without a doctest.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use errbook::emit;
use errbook::load::load_text;
use errbook::model::{FEATURES, Registry};

use crate::{bytes, generate, number};

/// How many are written for rustfmt.
const FEW: usize = 12;

/// The first registries that are accepted, with their numbers.
fn registries(count: usize) -> impl Iterator<Item = (u64, Registry)> {
    let registry = |seed| load_text("errors.toml", &generate::registry(&bytes(seed)).toml).registry;
    let first = number("ERRBOOK_SEED").unwrap_or(0);
    let accepted = (first..).filter_map(move |seed| Some((seed, registry(seed)?)));
    accepted.take(count)
}

/// Writes the crates of some registries, and tells their folders.
fn written(root: &Path, count: usize) -> io::Result<Vec<PathBuf>> {
    let _ = fs::remove_dir_all(root.join("crates"));
    let mut folders = Vec::new();
    for (seed, registry) in registries(count) {
        let folder = root.join(format!("crates/random-{seed}"));
        fs::create_dir_all(folder.join("generated/rust"))?;
        fs::write(folder.join("Cargo.toml"), manifest(seed))?;
        for (path, text) in emit::only(&registry, &["rust".to_owned()]).iter() {
            fs::write(folder.join(path), text)?;
        }
        folders.push(folder);
    }
    Ok(folders)
}

/// Every integration is a feature that is off.
fn manifest(seed: u64) -> String {
    let features = FEATURES
        .iter()
        .map(|feature| feature.name.to_owned() + " = []\n");
    let features: String = features.collect();
    format!(
        "[package]\nname = \"random-{seed}\"\nversion = \"0.0.0\"\nedition = \"2024\"\nrust-version = \"1.85\"\n\n[lib]\npath = \"generated/rust/lib.rs\"\n\n\
         [features]\ndefault = [\"std\"]\n{features}\n\
         [dependencies]\nserde = {{ version = \"1\", default-features = false, features = [\"std\"] }}\nserde_json = \"1\"\n"
    )
}

#[test]
fn files_are_as_rustfmt_leaves_them() -> io::Result<()> {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("random-format");
    let folders = written(&root, FEW)?;
    assert_eq!(folders.len(), FEW);
    let output = Command::new("rustfmt")
        .args([
            "--check",
            "--edition",
            "2024",
            "--style-edition",
            "2024",
            "--config-path",
            "/dev/null",
        ])
        .args(
            folders
                .iter()
                .map(|folder| folder.join("generated/rust/lib.rs")),
        )
        .output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{text}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(())
}

#[test]
fn crates_compile() -> io::Result<()> {
    let Some(count) = number("ERRBOOK_COMPILE").and_then(|count| usize::try_from(count).ok())
    else {
        return Ok(());
    };
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("random-compile");
    written(&root, count)?;
    fs::write(
        root.join("Cargo.toml"),
        "[workspace]\nmembers = [\"crates/*\"]\nresolver = \"3\"\n",
    )?;
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, root.join("Cargo.lock"))?;
    cargo(
        &root,
        &[
            "clippy",
            "--workspace",
            "--",
            "-Dwarnings",
            "-Wclippy::pedantic",
        ],
    )?;
    cargo(&root, &["doc", "--workspace", "--no-deps"])?;
    let output = cargo(&root, &["test", "--workspace", "--doc"])?;
    let mut runs = output.lines().filter(|line| line.starts_with("running"));
    assert!(runs.all(|run| run == "running 0 tests"), "{output}");
    Ok(())
}

/// Runs cargo, and tells what it wrote to standard output.
fn cargo(folder: &Path, arguments: &[&str]) -> io::Result<String> {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("CARGO_NET_OFFLINE", "true")
        .env("RUSTDOCFLAGS", "-Dwarnings")
        .output()?;
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo {arguments:?}:\n{errors}");
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
