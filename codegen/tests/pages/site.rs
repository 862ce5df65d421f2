//! A folder with a registry and pages, and the command run in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use errbook::load::{self, Loaded};
use tempfile::TempDir;

pub const REGISTRY: &str = r#"
[registry]
title = "Errors"
description = "All that goes wrong."
updated = 2026-05-24

[errors.gone]
status = 410
message = "Gone."
meaning = "It *was* here."
category = "missing"

[errors.busy]
status = 503
message = "Busy."
meaning = "Too much to do."
retry = "backoff"
common = true

[errors.broken]
status = 500
message = "Broken."
deprecated = { since = "2", use = "busy" }

[errors.secret]
status = 500
message = "Secret."
internal = true

[retired]
lost = { since = "1", use = "gone" }

[operations.get]
errors = ["gone", "busy"]

[outputs.pages]
files = ["docs/**/*.md*"]
"#;

pub struct Site(TempDir);

/// What a run of the command gave.
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Site {
    pub fn new(registry: &str, pages: &[(&str, &str)]) -> Self {
        let site = Self(tempfile::tempdir().unwrap());
        site.write("errors.toml", registry);
        for (path, text) in pages {
            site.write(path, text);
        }
        site
    }

    /// A registry, and a page that has been generated. What its regions hold then.
    pub fn filled(path: &str, text: &str) -> String {
        let site = Self::new(REGISTRY, &[(path, text)]);
        site.run(&["generate"]).expect(0);
        site.read(path)
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Replaces a part of a file.
    #[track_caller]
    pub fn edit(&self, path: &str, old: &str, new: &str) {
        let text = self.read(path);
        assert!(text.contains(old), "{old} is not in\n{text}");
        self.write(path, &text.replace(old, new));
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_errbook"));
        command.current_dir(self.0.path()).args(arguments);
        command.env("XDG_CACHE_HOME", self.path("caches"));
        let output = command.output().unwrap();
        Ran {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    pub fn load(&self) -> Loaded {
        load::load(&self.path("errors.toml")).unwrap()
    }
}

impl Ran {
    #[track_caller]
    pub fn expect(&self, code: i32) -> &Self {
        assert_eq!(self.code, Some(code), "{}{}", self.out, self.err);
        self
    }

    #[track_caller]
    pub fn says(&self, words: &[&str]) -> &Self {
        let text = format!("{}{}", self.out, self.err);
        for word in words {
            assert!(text.contains(word), "{word} is not in\n{text}");
        }
        self
    }
}

/// The text between the markers of the only region of a page.
#[track_caller]
pub fn between(page: &str) -> &str {
    let begin = page.find("errbook:").expect("a marker");
    let begin = begin
        + page[begin..]
            .find("*/}")
            .or(page[begin..].find("-->"))
            .unwrap()
        + 3;
    let end = page.rfind("errbook:end").expect("the end");
    let end = page[..end].rfind(['{', '<']).unwrap();
    &page[begin..end]
}

pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
