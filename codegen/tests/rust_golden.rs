//! The golden crates below `tests/rust/`: what is generated for them is what is committed, looks as rustfmt
//! leaves it, and compiles without a warning. How they behave is in their own tests, which the workspace runs.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what went wrong by failing"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use errbook::emit;
use errbook::files::Files;
use errbook::load::{load, load_text};
use errbook::model::{FEATURES, Registry};
use toml::{Table, Value};

fn crates() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rust");
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut crates: Vec<_> = entries
        .filter(|path| path.join("errors.toml").exists())
        .collect();
    crates.sort();
    assert!(crates.len() >= 7, "{crates:?}");
    crates
}

fn registry(folder: &Path) -> Registry {
    let loaded = load(&folder.join("errors.toml")).unwrap();
    loaded
        .registry
        .unwrap_or_else(|| panic!("{:?}", loaded.diagnostics))
}

/// What is generated, by name of file.
fn generated(folder: &Path) -> BTreeMap<String, String> {
    let registry = registry(folder);
    let mut files = Files::default();
    emit::rust::emit(&registry, &mut files);
    let files = files
        .iter()
        .map(|(path, text)| (path.to_owned(), text.to_owned()));
    files.collect()
}

fn committed(folder: &Path) -> BTreeMap<String, String> {
    let Ok(entries) = fs::read_dir(folder.join("generated/rust")) else {
        return BTreeMap::new();
    };
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let files = names.map(|name| {
        let path = format!("generated/rust/{name}");
        let text = fs::read_to_string(folder.join(&path)).unwrap();
        (path, text)
    });
    files.collect()
}

/// On a difference the new text is written, and the test fails: look at the change, then commit it.
#[test]
fn goldens_are_current() {
    let mut changed = Vec::new();
    for folder in crates() {
        let (old, new) = (committed(&folder), generated(&folder));
        for (path, text) in &new {
            if old.get(path) != Some(text) {
                changed.push(folder.join(path));
                fs::create_dir_all(folder.join("generated/rust")).unwrap();
                fs::write(folder.join(path), text).unwrap();
            }
        }
        for path in old.keys().filter(|path| !new.contains_key(*path)) {
            changed.push(folder.join(path));
            fs::remove_file(folder.join(path)).unwrap();
        }
    }
    assert!(
        changed.is_empty(),
        "these goldens were out of date, and are now as generated: {changed:#?}"
    );
}

#[test]
fn the_same_registry_gives_the_same_bytes() {
    for folder in crates() {
        assert_eq!(generated(&folder), generated(&folder));
    }
}

/// The manifests of this repository have all that the table of integrations asks for (or loading would fail), bare where
/// it can be, and one of them has every integration.
#[test]
fn manifests_declare_their_integrations() {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let errors_crates = ["..", "../examples/rendobar"].map(|folder| package.join(folder));
    for folder in crates().into_iter().chain(errors_crates) {
        let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
        let manifest: Table = manifest.parse().unwrap();
        let output = registry(&folder).outputs.rust.unwrap();
        for on in output.features.iter().flat_map(|feature| feature.crates) {
            let declared = &manifest["dependencies"][on.name];
            let defaults = declared.get("default-features").and_then(Value::as_bool);
            assert_eq!(declared["optional"].as_bool(), Some(true), "{on:?}");
            assert_eq!(defaults.unwrap_or(true), !on.bare, "{on:?}");
        }
        let is_complete = folder.ends_with("frameworks");
        assert!(!is_complete || output.features.iter().copied().eq(FEATURES));
    }
}

/// The methods of `ApiError` in a file.
fn methods(path: &Path) -> Vec<String> {
    let file = syn::parse_file(&fs::read_to_string(path).unwrap()).unwrap();
    let is_of_error = |block: &syn::ItemImpl| {
        let is_error = |path: &syn::Path| path.is_ident("ApiError");
        let of_error = matches!(&*block.self_ty, syn::Type::Path(ty) if is_error(&ty.path));
        block.trait_.is_none() && of_error
    };
    let mut methods = Vec::new();
    for item in file.items {
        match item {
            syn::Item::Impl(block) if is_of_error(&block) => {
                methods.extend(block.items.into_iter().filter_map(|item| match item {
                    syn::ImplItem::Fn(method) => Some(method.sig.ident.to_string()),
                    _ => None,
                }));
            }
            _ => {}
        }
    }
    methods
}

/// With any feature: a code of that name must not make it go away, nor two of it.
#[test]
fn no_constructor_has_the_name_of_a_method() {
    let support = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/emit/rust/support");
    let files = fs::read_dir(support).unwrap();
    let methods: Vec<_> = files
        .flat_map(|file| methods(&file.unwrap().path()))
        .collect();
    assert!(methods.len() > 20, "{methods:?}");
    let code = |method| format!("[errors.{method}]\nstatus = 400\nmessage = \"m\"");
    let text = methods.iter().map(code).collect::<Vec<_>>().join("\n");
    let registry = load_text("errors.toml", &text).registry.unwrap();
    let mut files = Files::default();
    emit::rust::emit(&registry, &mut files);
    let is_constructors = |(path, _): &(&str, &str)| path.ends_with("/constructors.rs");
    let (_, constructors) = files.iter().find(is_constructors).unwrap();
    for method in &methods {
        assert!(constructors.contains(&format!("fn {method}_(")), "{method}");
    }
}

#[test]
fn sources_are_as_rustfmt_leaves_them() {
    for folder in crates() {
        for edition in ["2021", "2024"] {
            let output = Command::new("rustfmt")
                .args(["--check", "--edition", edition, "--style-edition", edition])
                .args(["--config-path", "/dev/null"])
                .arg(folder.join("generated/rust/lib.rs"))
                .output()
                .unwrap();
            let text = String::from_utf8_lossy(&output.stdout);
            let errors = String::from_utf8_lossy(&output.stderr);
            assert!(
                output.status.success(),
                "{} in {edition}:\n{text}{errors}",
                folder.display()
            );
        }
    }
}

/// A workspace of its own, in which the crates have the edition 2021; the workspace of this package has 2024.
fn workspace_of_2021() -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("edition-2021");
    let _ = fs::remove_dir_all(root.join("crates"));
    for folder in crates() {
        let to = root.join("crates").join(folder.file_name().unwrap());
        fs::create_dir_all(to.join("generated/rust")).unwrap();
        let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
        let manifest = manifest.replace("edition = \"2024\"", "edition = \"2021\"");
        assert!(
            manifest.contains("edition = \"2021\""),
            "{}",
            folder.display()
        );
        // Their tests stay where they are.
        let paragraphs = manifest.split("\n\n");
        let kept = paragraphs.filter(|paragraph| !paragraph.starts_with("[[test]]"));
        let manifest = kept.collect::<Vec<_>>().join("\n\n");
        fs::write(to.join("Cargo.toml"), manifest).unwrap();
        for (path, text) in committed(&folder) {
            fs::write(to.join(path), text).unwrap();
        }
    }
    fs::write(
        root.join("Cargo.toml"),
        "[workspace]\nmembers = [\"crates/*\"]\nresolver = \"2\"\n",
    )
    .unwrap();
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, root.join("Cargo.lock")).unwrap();
    root
}

/// Runs cargo, and tells what it wrote to standard output.
fn cargo(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("CARGO_NET_OFFLINE", "true")
        .env("RUSTFLAGS", "-Wrust-2018-idioms -Wunused-qualifications")
        .env("RUSTDOCFLAGS", "-Dwarnings")
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo {arguments:?}:\n{errors}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// No warning in the edition 2021 either, and examples in registry text are shown, but never run.
#[test]
fn crates_compile_and_lint_and_document_in_2021() {
    let root = workspace_of_2021();
    let lints = [
        "-Dwarnings",
        "-Wclippy::pedantic",
        "-Wclippy::incompatible_msrv",
    ];
    cargo(
        &root,
        &[&["clippy", "--workspace", "--"], &lints[..]].concat(),
    );
    cargo(&root, &["doc", "--workspace", "--no-deps"]);
    let output = cargo(&root, &["test", "--workspace", "--doc"]);
    let runs: Vec<_> = output
        .lines()
        .filter(|line| line.starts_with("running"))
        .collect();
    assert_eq!(runs.len(), crates().len(), "{output}");
    assert!(runs.iter().all(|run| *run == "running 0 tests"), "{output}");
}
