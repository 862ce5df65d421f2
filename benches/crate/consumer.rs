//! What someone compiles who depends on an errors crate: this repository's own, from nothing.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::table::{Comparison, Measures, Unit};
use crate::workspace::root;

pub fn count() -> io::Result<Measures> {
    let mut measures = Measures::default();
    let artifacts = build()?;
    let crates: BTreeSet<_> = artifacts.iter().filter_map(package).collect();
    let others = crates
        .iter()
        .filter(|package| !package.contains("lavendly-errors"));
    let macros = artifacts.iter().filter(|artifact| is_macro(artifact));
    measures.add("crates", "ours", number(others));
    measures.add("macros", "ours", number(macros));
    // What is promised, so that it can be compared with.
    measures.add("crates", "promised", 6.0);
    measures.add("macros", "promised", 0.0);
    Ok(measures)
}

/// What cargo says of each thing that it compiles.
fn build() -> io::Result<Vec<Value>> {
    let target = root().join("consumer");
    if target.exists() {
        fs::remove_dir_all(&target)?;
    }
    let output = Command::new(env!("CARGO"))
        .args([
            "build",
            "--quiet",
            "--package",
            "lavendly-errors",
            "--no-default-features",
        ])
        .args(["--message-format", "json", "--target-dir"])
        .arg(target)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stderr(Stdio::inherit())
        .output()?;
    let messages = String::from_utf8_lossy(&output.stdout);
    let messages = messages
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok());
    let artifacts = messages.filter(|message: &Value| message["reason"] == "compiler-artifact");
    Ok(artifacts.collect())
}

/// Packages and not crates, so that one with a build script counts once.
fn package(artifact: &Value) -> Option<&str> {
    artifact["package_id"].as_str()
}

fn is_macro(artifact: &Value) -> bool {
    let kinds = artifact["target"]["kind"].as_array();
    kinds.is_some_and(|kinds| kinds.iter().any(|kind| kind == "proc-macro"))
}

fn number<T>(things: impl Iterator<Item = T>) -> f64 {
    things.fold(0.0, |count, _| count + 1.0)
}

pub const CONSUMER: &[Comparison] = &[
    Comparison {
        work: "crates before a consumer's",
        unit: Unit::Count,
        ours: ("crates", "ours"),
        peer: ("crates", "promised"),
        peer_is: "no more than",
        most: |_| Some(1.0),
    },
    Comparison {
        work: "… procedural macros",
        unit: Unit::Count,
        ours: ("macros", "ours"),
        peer: ("macros", "promised"),
        peer_is: "no more than",
        most: |_| Some(1.0),
    },
];
