//! Every Rust example of the README and of `docs/` compiles and runs, as one test each in a crate of its own.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The pages, sorted.
fn pages() -> Vec<PathBuf> {
    let docs = fs::read_dir("docs")
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut pages: Vec<_> = docs
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect();
    pages.push(PathBuf::from("README.md"));
    pages.sort();
    pages
}

/// The contents of the fences whose info string is exactly `rust`.
fn examples(page: &str) -> Vec<String> {
    let mut examples = Vec::new();
    let mut lines = page.lines();
    while lines.by_ref().any(|line| line == "```rust") {
        examples.push(
            lines
                .by_ref()
                .take_while(|line| *line != "```")
                .fold(String::new(), |code, line| code + line + "\n"),
        );
    }
    examples
}

#[test]
fn every_example_runs() {
    let mut code = String::from("//! The examples of the docs.\n#![allow(dead_code)]\n");
    let mut count = 0;
    for page in pages() {
        for example in examples(&fs::read_to_string(&page).unwrap()) {
            count += 1;
            writeln!(
                code,
                "#[test]\nfn example_{count}() {{ // {}\n{example}}}",
                page.display()
            )
            .unwrap();
        }
    }
    assert!(count >= 8, "{count} examples found");

    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("docs");
    fs::create_dir_all(root.join("src")).unwrap();
    fs::write(root.join("src/lib.rs"), code).unwrap();
    let errors = std::env::current_dir().unwrap();
    let manifest = format!(
        "[workspace]\n\n[package]\nname = \"examples\"\nedition = \"2024\"\n\n[dependencies]\n\
         lavendly-errors = {{ path = {:?}, default-features = false }}\n\
         rendobar-errors = {{ path = {:?}, default-features = false }}\n",
        errors,
        errors.join("examples/rendobar"),
    );
    fs::write(root.join("Cargo.toml"), manifest).unwrap();
    fs::copy("Cargo.lock", root.join("Cargo.lock")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["test", "--offline", "--lib"])
        .current_dir(&root)
        .env("CARGO_TARGET_DIR", root.join("target"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{said}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(said.contains(&format!("{count} passed")), "{said}");
}
