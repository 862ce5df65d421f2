//! The page in Chromium.
//!
//! Needs Node.js, `npm ci` in `codegen/tests/reference` and Debian's `chromium`; without, only the pages are written. With
//! `ERRBOOK_CHROMIUM` set, what is missing is a failure.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use errbook::model::Registry;

use crate::registries::{self, EVERYTHING, LAVENDLY, RENDOBAR, many, registry};
use crate::twin::Texts;

#[test]
fn it_works_in_a_browser() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("reference");
    fs::create_dir_all(&folder).expect("a folder for pages");
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).expect("a page");
    let page = |name: &str, registry: &Registry| write(name, &registries::page(registry));
    page("lavendly.html", &registry(LAVENDLY));
    page("rendobar.html", &registry(RENDOBAR));
    page("everything.html", &registry(EVERYTHING));
    page("many.html", &many(2_000));
    let hostile = registries::hostile();
    let (twin, texts) = Texts::of(&hostile);
    page("hostile.html", &hostile);
    page("twin.html", &twin);
    let marks = (0..).map(|index| format!("q{index}q"));
    let restored = marks.map(|mark| (texts.restored(&mark), mark));
    let originals = restored.take_while(|(text, mark)| text != mark);
    let originals: Vec<_> = originals.map(|(text, _)| text).collect();
    write("texts.json", &serde_json::json!(originals).to_string());
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference");
    let chromium = Path::new("/usr/bin/chromium");
    if !scripts.join("node_modules").exists() || !chromium.exists() {
        assert!(
            std::env::var_os("ERRBOOK_CHROMIUM").is_none(),
            "install Debian's chromium, and run `npm ci` in codegen/tests/reference"
        );
        println!("NOT RUN: there is no Chromium, or no playwright-core");
        return;
    }
    let mut node = Command::new("node");
    let node = node
        .arg(scripts.join("check.mjs"))
        .arg(chromium)
        .arg(folder);
    let output = node.output().expect("node runs");
    let printed = String::from_utf8_lossy(&output.stdout);
    println!("{printed}");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{printed}\n{errors}");
}
