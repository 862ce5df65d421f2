//! The page in Chromium.
//!
//! Needs Node.js, `npm ci` in `codegen/tests/reference` and Debian's `chromium`; without, only the pages are written. With
//! `ERRBOOK_CHROMIUM` set, what is missing is a failure.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use errbook::model::Registry;

use crate::registries::{self, EVERYTHING, LAVENDLY, RENDOBAR, many, registry};
use crate::twin::Texts;

/// A server of a registry of its own, its address, and the path of the registry.
fn served(folder: &Path) -> (Child, String, String) {
    let path = folder.join("errors.toml");
    // Its pages are not here.
    let toml = LAVENDLY.replace("[outputs.pages]", "[outputs.pages]\nenabled = false");
    fs::write(&path, toml).expect("a registry");
    let path = path.display().to_string();
    let mut server = Command::new(env!("CARGO_BIN_EXE_errbook"));
    let server = server.args(["serve", "--port", "0", "--registry", &path]);
    let mut server = server.stdout(Stdio::piped()).spawn().expect("a server");
    let mut line = String::new();
    let out = server.stdout.take().expect("its standard output");
    BufReader::new(out).read_line(&mut line).expect("a line");
    let address = line.split(' ').next().unwrap_or_default().to_owned();
    (server, address, path)
}

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
    let (mut server, address, registry) = served(&folder);
    let mut node = Command::new("node");
    let node = node.arg(scripts.join("check.mjs")).arg(chromium);
    let node = node.arg(&folder).args([address, registry]);
    let output = node.output().expect("node runs");
    server.kill().expect("the server ends");
    server.wait().expect("the server has ended");
    let printed = String::from_utf8_lossy(&output.stdout);
    println!("{printed}");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{printed}\n{errors}");
}
