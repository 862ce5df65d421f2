//! The house rules of `CONTRIBUTING.md`, held over the sources themselves.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use errbook::diag::{Level, RULES};
use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every Rust file below a folder of `src`, sorted, without the emitter's support files, which are output.
fn sources(folder: &str) -> Vec<PathBuf> {
    let pattern = format!("{}/**/*.rs", src().join(folder).display());
    let files: Vec<PathBuf> = glob::glob(&pattern)
        .unwrap()
        .map(Result::unwrap)
        .filter(|path| !path.components().any(|part| part.as_os_str() == "support"))
        .collect();
    assert!(!files.is_empty(), "no sources match {pattern}");
    files
}

/// Every path that a file names, use trees flattened: `crate::model::Code`, `std::fs::read`.
#[derive(Default)]
struct Paths(Vec<String>);

impl Paths {
    fn of(file: &Path) -> Vec<String> {
        let text = fs::read_to_string(file).unwrap();
        let mut paths = Self::default();
        paths.visit_file(&syn::parse_file(&text).unwrap());
        paths.0
    }

    fn flatten(&mut self, prefix: &str, tree: &syn::UseTree) {
        match tree {
            syn::UseTree::Path(path) => {
                self.flatten(&format!("{prefix}{}::", path.ident), &path.tree);
            }
            syn::UseTree::Name(name) => self.0.push(format!("{prefix}{}", name.ident)),
            syn::UseTree::Rename(name) => self.0.push(format!("{prefix}{}", name.ident)),
            syn::UseTree::Glob(_) => self.0.push(format!("{prefix}*")),
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.flatten(prefix, tree);
                }
            }
        }
    }
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.flatten("", &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<_> = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        self.0.push(segments.join("::"));
        visit::visit_path(self, path);
    }
}

/// Asserts that `allowed` holds for each path in the files of a folder.
fn every_path(folder: &str, why: &str, allowed: impl Fn(&Path, &str) -> bool) {
    for file in sources(folder) {
        let inside = file.strip_prefix(src()).unwrap().to_owned();
        for path in Paths::of(&file) {
            assert!(
                allowed(&inside, &path),
                "{}: `{path}`: {why}",
                inside.display()
            );
        }
    }
}

#[test]
fn emitters_import_nothing_but_the_leaves() {
    let leaves = ["model", "markup", "escape", "files", "emit"];
    let first = |path: &str| path.split("::").next().unwrap_or_default().to_owned();
    every_path(
        "emit",
        "emitters import model, markup, escape and files only",
        |_, path| {
            path.strip_prefix("crate::")
                .is_none_or(|rest| leaves.contains(&first(rest).as_str()))
        },
    );
}

#[test]
fn emitters_do_no_io_and_know_no_clock() {
    let outside = [
        "std::fs",
        "std::io",
        "std::env",
        "std::time",
        "std::process",
        "std::net",
        "std::thread",
    ];
    every_path("emit", "emitters are pure", |_, path| {
        !outside.iter().any(|name| path.starts_with(name))
    });
}

#[test]
fn no_hash_map_can_order_an_output() {
    for folder in ["emit", "check", "model", "escape", "syntax"] {
        every_path(folder, "ordered collections only", |_, path| {
            !path.contains("HashMap") && !path.contains("HashSet")
        });
    }
}

#[test]
fn only_the_command_knows_clap_and_the_process() {
    every_path(
        "",
        "the library knows neither clap nor exit",
        |file, path| {
            let command = file.starts_with("cli")
                || file == Path::new("main.rs")
                || file == Path::new("build.rs");
            command || !path.starts_with("clap") && !path.ends_with("process::exit")
        },
    );
}

#[test]
fn only_one_module_knows_how_diagnostics_are_drawn() {
    every_path(
        "",
        "annotate-snippets belongs to diag/render.rs",
        |file, path| file == Path::new("diag/render.rs") || !path.starts_with("annotate_snippets"),
    );
}

/// Every file of the repository with that extension, sorted; nothing that a build or a package manager put there.
fn repository(extension: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![src().join("../..").canonicalize().unwrap()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let (path, name) = (entry.path(), entry.file_name());
            let is_ours = !["target", "node_modules", ".git"]
                .iter()
                .any(|other| name == *other);
            if entry.file_type().unwrap().is_dir() && is_ours {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// The compiler refuses unsafe code: in each package by its lints, or else in its crate by an attribute.
#[test]
fn every_crate_forbids_unsafe_code() {
    let mut crates = 0;
    for manifest in repository("toml") {
        if manifest.file_name().is_none_or(|name| name != "Cargo.toml") {
            continue;
        }
        let table: toml::Table = fs::read_to_string(&manifest).unwrap().parse().unwrap();
        let path = manifest.display();
        if let Some(lints) = table
            .get("workspace")
            .and_then(|workspace| workspace.get("lints"))
        {
            assert_eq!(
                lints["rust"]["unsafe_code"].as_str(),
                Some("forbid"),
                "{path}"
            );
        }
        let lints = table.get("lints").and_then(|lints| lints.get("workspace"));
        let inherits = lints.and_then(toml::Value::as_bool).unwrap_or_default();
        // What libFuzzer's macro makes of a target is its own affair; `no_code_is_unsafe` reads ours.
        if !table.contains_key("package") || inherits || manifest.ends_with("fuzz/Cargo.toml") {
            continue;
        }
        let folder = manifest.parent().unwrap();
        let library = table.get("lib").and_then(|lib| lib.get("path")?.as_str());
        for root in [library.unwrap_or("src/lib.rs"), "src/main.rs"] {
            let Ok(text) = fs::read_to_string(folder.join(root)) else {
                continue;
            };
            assert!(
                text.contains("\n#![forbid(unsafe_code)]\n"),
                "{root} of {path}"
            );
            crates += 1;
        }
    }
    assert!(crates >= 10, "only {crates} crates have the attribute");
}

/// The word `unsafe` is nowhere in the code of this repository, tests and fuzz targets included. (`r#unsafe` is a name.)
#[test]
fn no_code_is_unsafe() {
    let files = repository("rs");
    assert!(files.len() > 300, "only {} files", files.len());
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        if !text.contains("unsafe") {
            continue;
        }
        let tokens: TokenStream = text
            .parse()
            .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        assert!(!has_unsafe(tokens), "{}", file.display());
    }
}

fn has_unsafe(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == "unsafe",
        TokenTree::Group(group) => has_unsafe(group.stream()),
        _ => false,
    })
}

#[test]
fn the_word_unsafe_is_found() {
    let found = |code: &str| has_unsafe(code.parse().unwrap());
    assert!(found("fn f() { g(|| unsafe { h() }) }"));
    assert!(!found("/// unsafe\nfn f() { r#unsafe(\"unsafe\") }"));
}

/// `docs/rules.md` says what the table of rules says. Where it does not, this writes it anew, and fails.
#[test]
fn the_page_of_rules_is_the_table_of_rules() {
    let path = src().join("../../docs/rules.md");
    let found = fs::read_to_string(&path)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    let expected = rules_page();
    if found != expected {
        fs::write(&path, expected).unwrap();
        panic!("docs/rules.md was out of date; it has been written anew: look at it and commit it");
    }
}

fn rules_page() -> String {
    let mut page = String::from(
        "# Rules\n\nWhat a registry has to keep to. `errbook explain RULE` prints the same. An error keeps the \
         registry from being\ngenerated; a warning does not, unless `errbook check --deny warnings` says so. A line such as `# File: billing.toml` in an\n\
         example begins another file than `errors.toml`.\n",
    );
    for rule in RULES {
        let level = match rule.level {
            Level::Error => "Error",
            Level::Warning => "Warning",
        };
        let (id, summary, why) = (rule.id, rule.summary, rule.why);
        write!(page, "\n## {id}\n\n{level}. {summary}\n\n{why}\n").unwrap();
        for (title, toml) in [("Wrong", rule.wrong), ("Right", rule.right)] {
            write!(page, "\n{title}:\n\n```toml\n{toml}```\n").unwrap();
        }
    }
    page
}
