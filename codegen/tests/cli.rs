//! The command as its users meet it: real processes in folders of their own.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::SystemTime;

use tempfile::TempDir;

const REGISTRY: &str = r#"
[registry]
name = "shop"
docs_url = "https://shop.example/errors#{code}"

[errors.out_of_stock]
status = 409
title = "Out of stock"
meaning = "Fewer left than asked for. Says `left`."
action = "Ask for fewer, or wait."
message = "Only {left} left."
aliases = ["sold_out"]
links = [{ text = "Stock", url = "https://shop.example/stock" }]
[errors.out_of_stock.fields]
left = { type = "u64", doc = "How many are left.", example = 3 }
sku = { type = "string?", doc = "Which article, as \"number, size\"." }

[errors.slow_down]
status = 429
meaning = "Too many, too fast."
message = "Wait {wait} seconds."
retry = "after"
[errors.slow_down.fields]
wait = { type = "u32", unit = "s", header = "Retry-After", example = 2 }

[retired]
gone_fishing = { since = "2.0", use = "slow_down", reason = "Nobody fishes." }
"#;

const DOCS: &str = "generated/docs/errors.md";
const MANIFEST: &str = "generated/.errors.manifest";

/// A folder with a registry.
struct Shop(TempDir);

impl Shop {
    fn new(registry: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("errors.toml"), registry).unwrap();
        Self(folder)
    }

    /// The same, generated.
    fn open() -> Self {
        let shop = Self::new(REGISTRY);
        shop.run(&["generate"]).expect(0);
        shop
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.path(path), text).unwrap();
    }

    /// Replaces a part of the registry.
    fn edit(&self, old: &str, new: &str) {
        let text = self.read("errors.toml");
        assert!(text.contains(old), "{old}");
        self.write("errors.toml", &text.replace(old, new));
    }

    fn command(&self, arguments: &[&str]) -> Command {
        errbook(self.0.path(), arguments)
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        Ran::new(self.command(arguments))
    }

    /// Every file with its text and time.
    fn snapshot(&self) -> Vec<(PathBuf, Vec<u8>, SystemTime)> {
        let mut files = Vec::new();
        let mut folders = vec![self.0.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let time = entry.metadata().unwrap().modified().unwrap();
                    files.push((path.clone(), fs::read(&path).unwrap(), time));
                }
            }
        }
        files.sort();
        files
    }
}

fn errbook(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_errbook"));
    command.current_dir(folder).args(arguments);
    for name in ["CLICOLOR", "CLICOLOR_FORCE", "NO_COLOR", "COLUMNS"] {
        command.env_remove(name);
    }
    command.env(
        "XDG_CACHE_HOME",
        concat!(env!("CARGO_TARGET_TMPDIR"), "/caches"),
    );
    command
}

/// What a run of the command gave.
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Ran {
    fn new(mut command: Command) -> Self {
        Self::of(command.output().unwrap())
    }

    fn of(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    #[track_caller]
    fn expect(self, code: i32) -> Self {
        assert_eq!(
            self.code,
            Some(code),
            "out: {}\nerr: {}",
            self.out,
            self.err
        );
        assert!(!self.err.contains("panicked"), "{}", self.err);
        self
    }

    #[track_caller]
    fn says(self, texts: &[&str]) -> Self {
        for text in texts {
            assert!(self.out.contains(text), "no {text:?} in:\n{}", self.out);
        }
        self
    }

    #[track_caller]
    fn complains(self, texts: &[&str]) -> Self {
        for text in texts {
            assert!(self.err.contains(text), "no {text:?} in:\n{}", self.err);
        }
        self
    }

    #[track_caller]
    fn says_nothing(self) -> Self {
        assert_eq!((self.out.as_str(), self.err.as_str()), ("", ""));
        self
    }
}

#[test]
fn generate_says_what_it_wrote_and_then_that_nothing_changed() {
    let shop = Shop::new(REGISTRY);
    let first = shop.run(&["generate"]).expect(0);
    let first = first.says(&["wrote generated/docs/errors.md\n", "\n2 codes, "]);
    let lines: Vec<_> = first.out.lines().collect();
    let written = lines
        .iter()
        .filter(|line| line.starts_with("wrote "))
        .count();
    let summary = format!("2 codes, {written} files: {written} written, 0 unchanged");
    assert_eq!(lines.last(), Some(&summary.as_str()));
    assert_eq!(first.err, "");

    let before = shop.snapshot();
    let second = shop.run(&["generate"]).expect(0);
    assert_eq!(
        second.out,
        format!("nothing changed (2 codes, {written} files)\n")
    );
    assert_eq!(shop.snapshot(), before, "not even a time changed");
    shop.run(&["generate", "--check"])
        .expect(0)
        .says(&["up to date (2 codes, "]);
}

#[test]
fn an_edit_changes_what_it_concerns() {
    let shop = Shop::open();
    shop.edit("Fewer left", "Less left");
    let ran = shop
        .run(&["generate"])
        .expect(0)
        .says(&["wrote generated/docs/errors.md\n"]);
    assert!(!ran.out.contains("registry.schema.json"), "{}", ran.out);
    assert!(shop.read(DOCS).contains("Less left than asked for"));
}

#[test]
fn check_shows_each_kind_of_difference_and_writes_nothing() {
    let shop = Shop::open();
    shop.write(
        DOCS,
        &shop
            .read(DOCS)
            .replace("Too many, too fast.", "By hand.\u{1b}[31m"),
    );
    fs::remove_file(shop.path("generated/schema/errors.schema.json")).unwrap();
    shop.write("generated/old.md", "Generated by errbook");
    shop.write(
        MANIFEST,
        &format!("{}generated/old.md\n", shop.read(MANIFEST)),
    );
    let before = shop.snapshot();
    let ran = shop.run(&["generate", "--check"]).expect(1);
    let ran = ran.says(&[
        "changed: generated/.errors.manifest\n",
        "changed: generated/docs/errors.md\n@@ ",
        "By hand.\\u{1b}[31m",
        "Too many, too fast.",
        "left over: generated/old.md, which is no longer generated\n",
        "missing: generated/schema/errors.schema.json\n",
    ]);
    ran.complains(&["error: 4 files are out of date; run `errbook generate`\n"]);
    assert_eq!(shop.snapshot(), before);
    shop.run(&["generate"])
        .expect(0)
        .says(&["removed generated/old.md\n", ", 1 removed\n"]);
    shop.run(&["generate", "--check"]).expect(0);
}

#[test]
fn the_command_that_mends_can_be_copied() {
    let shop = Shop::open();
    fs::create_dir(shop.path("a b")).unwrap();
    fs::rename(shop.path("errors.toml"), shop.path("a b/errors.toml")).unwrap();
    let arguments = [
        "generate",
        "--check",
        "--registry",
        "a b/errors.toml",
        "--only",
        "docs",
    ];
    let ran = shop.run(&arguments).expect(1);
    let command = "`errbook generate --registry 'a b/errors.toml' --only markdown`";
    let ran = ran
        .complains(&[command])
        .says(&["missing: a b/generated/docs/errors.md\n"]);
    assert!(!ran.out.contains("schema"), "{}", ran.out);
}

#[test]
fn a_long_difference_is_cut() {
    let shop = Shop::open();
    shop.write(DOCS, &"a line\n".repeat(5_000));
    let ran = shop
        .run(&["generate", "--check"])
        .expect(1)
        .says(&["\n... and "]);
    assert!(ran.out.lines().count() < 120, "{}", ran.out.lines().count());
}

#[test]
fn a_checkout_with_crlf_is_no_difference() {
    let shop = Shop::open();
    for (path, bytes, _) in shop.snapshot() {
        let text = String::from_utf8(bytes).unwrap();
        fs::write(path, text.replace('\n', "\r\n")).unwrap();
    }
    let before = shop.snapshot();
    shop.run(&["generate", "--check"]).expect(0);
    shop.run(&["generate"]).expect(0).says(&["nothing changed"]);
    assert_eq!(shop.snapshot(), before);
}

#[test]
fn dry_run_lists_and_writes_nothing() {
    let shop = Shop::new(REGISTRY);
    let before = shop.snapshot();
    let ran = shop.run(&["generate", "--dry-run"]).expect(0);
    ran.says(&["would write generated/docs/errors.md\n", " would change\n"]);
    assert_eq!(shop.snapshot(), before);
    shop.run(&["generate", "--dry-run", "--check"]).expect(2);
}

#[test]
fn only_limits_the_outputs() {
    let shop = Shop::new(REGISTRY);
    shop.run(&["generate", "--only", "docs"]).expect(0);
    assert!(shop.path(DOCS).exists());
    assert!(!shop.path("generated/schema").exists());
    shop.run(&["generate", "--only", "schema,registry_schema"])
        .expect(0);
    assert!(shop.path("generated/schema/errors.schema.json").exists());
    assert!(
        shop.read(MANIFEST).contains(DOCS),
        "it still lists the docs"
    );
    shop.run(&["generate", "--only", "cobol"])
        .expect(2)
        .complains(&["cobol", "markdown"]);
}

#[test]
fn out_writes_elsewhere() {
    let shop = Shop::new(REGISTRY);
    let ran = shop.run(&["generate", "--out", "else/where"]).expect(0);
    ran.says(&["wrote else/where/generated/docs/errors.md\n"]);
    assert!(!shop.path("generated").exists());
    shop.run(&["generate", "--check", "--out", "else/where"])
        .expect(0);
    shop.run(&["generate", "--check", "--out", "no/where"])
        .expect(1)
        .complains(&["run `errbook generate --out no/where`"]);
    assert!(!shop.path("no").exists());
}

#[test]
fn every_output_says_that_it_is_generated() {
    let shop = Shop::open();
    for path in shop
        .read(MANIFEST)
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        let head: String = shop.read(path).lines().take(4).collect();
        let is_marked = errbook::files::MARKS.iter().any(|mark| head.contains(mark));
        assert!(is_marked, "{path}: {head}");
    }
}

#[test]
fn outputs_that_are_switched_off_go() {
    let shop = Shop::open();
    shop.edit(
        "[registry]",
        "[outputs.markdown]\nenabled = false\n[registry]",
    );
    shop.run(&["generate"])
        .expect(0)
        .says(&["removed generated/docs/errors.md\n"]);
    assert!(!shop.path("generated/docs").exists());
}

#[test]
fn a_mistake_changes_no_file() {
    let shop = Shop::open();
    shop.edit("status = 429", "status = 7");
    shop.edit("status = 409", "stats = 409");
    let before = shop.snapshot();
    for arguments in [
        &["generate"][..],
        &["generate", "--check"],
        &["check"],
        &["list"],
    ] {
        let ran = shop.run(arguments).expect(1);
        let ran = ran.complains(&["--> errors.toml:7:1\n", "--> errors.toml:19:10\n"]);
        assert!(
            ran.out.is_empty() && ran.err.ends_with(" mistakes\n"),
            "{}",
            ran.err
        );
    }
    assert_eq!(shop.snapshot(), before);
    shop.run(&["generate", "--out", "other"]).expect(1);
    assert!(!shop.path("other").exists());
}

#[test]
fn check_reports_warnings_and_denies_them_when_told_to() {
    let shop = Shop::new(REGISTRY);
    shop.run(&["check", "--deny", "warnings"])
        .expect(0)
        .says(&["errors.toml: nothing to report (2 codes)\n"]);
    shop.edit("Only {left} left.", "Too few left.");
    let ran = shop
        .run(&["check"])
        .expect(0)
        .says(&["errors.toml: 1 warning (2 codes)\n"]);
    ran.complains(&["warning[", "--> errors.toml:"]);
    shop.run(&["check", "--deny", "warnings"])
        .expect(1)
        .complains(&["error: errors.toml: 1 warning\n"]);
    shop.run(&["check", "--deny", "everything"]).expect(2);
    shop.run(&["check", "--quiet"]).expect(0).says_nothing();
}

#[test]
fn check_counts_what_is_wrong_where_it_is() {
    let shop = Shop::new(&format!("{REGISTRY}[outputs.pages]\nfiles = [\"*.md\"]\n"));
    shop.write("a.md", "<!-- errbook:no_such_region -->\n");
    let ends_in = |end: &str| {
        let ran = shop.run(&["check"]).expect(1);
        assert!(ran.err.ends_with(end), "{}", ran.err);
    };
    ends_in("error: a.md: 1 mistake\n");
    shop.edit("status = 409", "status = 209");
    ends_in("error: 2 files: 2 mistakes\n");
}

#[test]
fn check_writes_diagnostics_in_the_format_that_is_asked_for() {
    let read = |ran: &Ran| serde_json::from_str::<serde_json::Value>(&ran.out).unwrap();
    let shop = Shop::new(REGISTRY);
    let fine = shop.run(&["check", "--format", "json"]).expect(0);
    assert_eq!(read(&fine)["diagnostics"], serde_json::json!([]));
    fine.complains(&["errors.toml: nothing to report (2 codes)\n"]);
    let fine = shop.run(&["check", "--format", "sarif"]).expect(0);
    assert_eq!(read(&fine)["runs"][0]["results"], serde_json::json!([]));
    let fine = shop.run(&["check", "--format", "github"]).expect(0);
    assert_eq!(fine.out, "errors.toml: nothing to report (2 codes)\n");

    shop.edit("status = 409", "status = 209");
    shop.edit("Only {left} left.", "Too few left.");
    for (format, rules) in [("json", "/diagnostics"), ("sarif", "/runs/0/results")] {
        let count = |ran: &Ran| read(ran).pointer(rules).unwrap().as_array().unwrap().len();
        let ran = shop.run(&["check", "--format", format]).expect(1);
        assert_eq!(count(&ran), 2, "{format}");
        assert_eq!(ran.err, "error: errors.toml: 1 mistake, 1 warning\n");
        let quiet = shop
            .run(&["check", "--quiet", "--format", format])
            .expect(1);
        assert_eq!(count(&quiet), 1, "{format}");
        let colored = shop.run(&["check", "--color", "always", "--format", format]);
        assert_eq!(colored.out, ran.out);
    }
    let ran = shop.run(&["check", "--format", "github"]).expect(1);
    ran.says(&[
        "::error title=errbook%3A status-range,file=errors.toml,line=7,",
        "::warning title=",
    ]);
    shop.run(&["check", "--format", "text"])
        .expect(1)
        .complains(&["error[status-range]: "]);
    shop.run(&["check", "--format", "xml"]).expect(2);
}

#[test]
fn generate_writes_one_document_as_well() {
    let shop = Shop::new(REGISTRY);
    let ran = shop.run(&["generate", "--format", "json"]).expect(0);
    assert!(
        serde_json::from_str::<serde_json::Value>(&ran.out).is_ok(),
        "{}",
        ran.out
    );
    ran.complains(&["wrote generated/docs/errors.md\n"]);
    shop.edit("status = 409", "status = 209");
    let ran = shop.run(&["generate", "--format", "github"]).expect(1);
    ran.says(&["::error title=errbook%3A status-range,"]);
}

/// What is at no line of the registry is shown as well where only workflow commands are.
#[test]
fn github_shows_what_is_out_of_date() {
    let shop = Shop::new(REGISTRY);
    let ran = shop
        .run(&["generate", "--check", "--format", "github"])
        .expect(1);
    ran.says(&[
        "::error title=errbook::",
        "files are out of date; run `errbook generate`\n",
    ]);
    shop.edit("status = 409", "status = 209");
    let ran = shop
        .run(&["generate", "--check", "--format", "github"])
        .expect(1);
    assert_eq!(ran.out.matches("::error ").count(), 1, "{}", ran.out);
}

#[test]
fn only_asks_for_what_is_on() {
    let shop = Shop::new(REGISTRY);
    for arguments in [
        &["generate", "--only", "html"][..],
        &["generate", "--check", "--only", "docs,pages"],
    ] {
        let ran = shop.run(arguments).expect(2);
        ran.complains(&["finds nothing to generate", "`[outputs."]);
    }
    assert!(!shop.path("generated").exists());
}

#[test]
fn registries_of_a_folder_leave_each_other_alone() {
    let shop = Shop::new(REGISTRY);
    shop.run(&["generate"]).expect(0);
    shop.write(
        "public.toml",
        &REGISTRY.replace("status = 409", "status = 410"),
    );
    let public = ["--registry", "public.toml"];
    let generate = |more: &[&str]| shop.run(&[&["generate"], more, &public].concat());
    generate(&[])
        .expect(3)
        .complains(&["is generated from errors.toml, too; choose other paths"]);
    generate(&["--check"])
        .expect(1)
        .says(&["in the way: generated/docs/errors.md, which is generated from errors.toml, too"]);
    let outputs = "[outputs]\nrust = { enabled = false }\nmarkdown.path = \"generated/public.md\"\n\
                   json_schema.path = \"generated/public.json\"\n";
    let before = REGISTRY.find("\n[errors").unwrap();
    let own = [&REGISTRY[..before], "\n", outputs, &REGISTRY[before..]].concat();
    shop.write("public.toml", &own.replace("status = 409", "status = 410"));
    generate(&[]).expect(0);
    shop.run(&["generate", "--check"]).expect(0);
    fs::write(shop.path("generated/schema/registry.schema.json"), "old").unwrap();
    generate(&[])
        .expect(0)
        .says(&["wrote generated/schema/registry.schema.json"]);
    // What both have is no less the other's when one of them ends.
    shop.write(
        "public.toml",
        &own.replace(
            "[outputs]\n",
            "[outputs]\nregistry_schema = { enabled = false }\n",
        ),
    );
    generate(&[]).expect(0);
    shop.run(&["generate", "--check"]).expect(0);
    // A registry that has another name now is the one that it was.
    fs::rename(shop.path("errors.toml"), shop.path("api.toml")).unwrap();
    shop.write(
        "api.toml",
        &REGISTRY.replace("status = 409", "status = 412"),
    );
    shop.run(&["generate", "--registry", "api.toml"])
        .expect(0)
        .says(&["wrote generated/docs/errors.md"]);
    // What both list is the other's no more than this one's, such as the schema that is the same of all.
    fs::remove_file(shop.path("generated/schema/registry.schema.json")).unwrap();
    shop.run(&["generate", "--registry", "api.toml"]).expect(0);
}

/// Names of files come from whoever wrote the repository.
#[cfg(unix)]
#[test]
fn a_terminal_obeys_no_name_of_a_file() {
    let shop = Shop::new(REGISTRY);
    let name = "a\u{1b}[31mb\u{9b}2J.toml";
    shop.write(name, REGISTRY);
    for command in ["check", "generate", "list"] {
        let ran = shop.run(&[command, "--registry", name]);
        assert!(
            !(ran.out + &ran.err).contains(['\u{1b}', '\u{9b}']),
            "{command}"
        );
    }
    shop.write(name, "");
    let ran = shop.run(&["check", "--registry", name]).expect(1);
    ran.complains(&[
        "--> a\\u{1b}[31mb\\u{9b}2J.toml:1:1",
        "error: a\\u{1b}[31mb",
    ]);
}

#[test]
fn quiet_keeps_to_what_was_asked_for() {
    let shop = Shop::new(REGISTRY);
    shop.run(&["generate", "-q"]).expect(0).says_nothing();
    shop.run(&["generate", "-q", "--check"])
        .expect(0)
        .says_nothing();
    shop.run(&["list", "-q"]).expect(0).says(&["out_of_stock"]);
    shop.write(DOCS, "by hand");
    shop.run(&["generate", "-q", "--check"])
        .expect(1)
        .complains(&["out of date"]);
}

#[test]
fn the_registry_is_found_above_or_where_the_user_says() {
    let shop = Shop::new(REGISTRY);
    fs::create_dir_all(shop.path("src/deep")).unwrap();
    let below = shop.path("src/deep");
    Ran::new(errbook(&below, &["generate"])).expect(0);
    assert!(shop.path(DOCS).exists() && !below.join("generated").exists());
    for path in [
        "../../errors.toml",
        "../..",
        shop.path("errors.toml").to_str().unwrap(),
    ] {
        Ran::new(errbook(&below, &["list", "--registry", path]))
            .expect(0)
            .says(&["slow_down"]);
    }
    let ran = Ran::new(errbook(&below, &["list", "--registry", "absent.toml"])).expect(3);
    ran.complains(&["error: absent.toml does not exist\n"]);
    let nowhere = tempfile::tempdir().unwrap();
    let ran = Ran::new(errbook(nowhere.path(), &["list"])).expect(3);
    ran.complains(&["error: there is no errors.toml in ", "--registry PATH"]);
    Ran::new(errbook(
        nowhere.path(),
        &["generate", "--registry", "no/errors.toml"],
    ))
    .expect(3);
    assert_eq!(fs::read_dir(nowhere.path()).unwrap().count(), 0);
}

#[test]
fn list_has_four_formats() {
    let shop = Shop::new(REGISTRY);
    let text = shop.run(&["list"]).expect(0).out;
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines.len(), 3, "{text}");
    assert!(
        lines[1].starts_with("out_of_stock  409   never  left sku  Fewer left"),
        "{text}"
    );
    assert!(lines.iter().all(|line| !line.ends_with(' ')));

    let csv = shop.run(&["list", "--format", "csv"]).expect(0).out;
    assert!(
        csv.starts_with("code,status,retry,fields,meaning\nout_of_stock,409,never,left sku,"),
        "{csv}"
    );
    assert!(
        csv.contains("slow_down,429,after,wait,\"Too many, too fast.\"\n"),
        "{csv}"
    );

    let markdown = shop.run(&["list", "--format", "markdown"]).expect(0).out;
    assert!(markdown.starts_with("| Code "), "{markdown}");
    assert!(
        markdown.lines().nth(1).unwrap().starts_with("| ---"),
        "{markdown}"
    );

    let json = shop.run(&["list", "--format", "json"]).expect(0).out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json[0]["code"], "out_of_stock");
    assert_eq!(json[0]["aliases"], serde_json::json!(["sold_out"]));
    assert_eq!(
        json[0]["docs_url"],
        "https://shop.example/errors#out_of_stock"
    );
    assert_eq!(json[0]["fields"][1]["type"], "string?");
    assert_eq!(json[0]["message"], "Only {left} left.");
    assert_eq!(json[0]["links"][0]["url"], "https://shop.example/stock");
    assert_eq!(json[1]["fields"][0]["header"], "Retry-After");
    shop.run(&["list", "--format", "yaml"]).expect(2);
}

#[test]
fn explain_tells_all_about_a_code() {
    let shop = Shop::new(REGISTRY);
    let ran = shop.run(&["explain", "out_of_stock"]).expect(0);
    let ran = ran.says(&[
        "out_of_stock\n409 Conflict, do not retry\n",
        "Meaning\n  Fewer left than asked for. Says `left`.\n",
        "What to do\n  Ask for fewer, or wait.\n",
        "Fields\n  left  u64      How many are left. Example: `3`.\n",
        "HTTP/1.1 409 Conflict\n",
        "\"message\": \"Only 3 left.\"",
        "In Rust\n  ApiError::out_of_stock(3)\n",
        "https://shop.example/errors#out_of_stock",
        "Stock: https://shop.example/stock",
    ]);
    for other in ["sold_out", "OUT_OF_STOCK"] {
        assert_eq!(shop.run(&["explain", other]).expect(0).out, ran.out);
    }
    shop.run(&["explain", "slow_down"])
        .expect(0)
        .says(&["Retry-After: 2\n"]);
    let retired = shop.run(&["explain", "gone_fishing"]).expect(0);
    retired.says(&["retired since 2.0", "Nobody fishes.", "`slow_down`"]);
}

/// The shop, with an operation.
fn selling() -> Shop {
    let operation = "[operations.buy]\nmethod = \"POST\"\npath = \"/orders\"\ndoc = \"Orders.\"\n\
                     errors = [\"out_of_stock\", \"slow_down\"]\n\n\
                     [operations.wait]\nerrors = [\"slow_down\"]\n";
    Shop::new(&format!("{REGISTRY}\n{operation}"))
}

#[test]
fn list_keeps_to_an_operation() {
    let shop = selling();
    let list = |arguments: &[&str]| {
        let arguments = [&["list", "--operation"], arguments].concat();
        shop.run(&arguments)
    };
    let text = list(&["wait"]).expect(0).out;
    assert_eq!(text.lines().count(), 2, "{text}");
    assert!(!text.contains("out_of_stock"), "{text}");
    for format in ["csv", "json", "markdown"] {
        let out = list(&["wait", "--format", format]).expect(0).out;
        assert!(out.contains("slow_down"), "{out}");
        assert!(!out.contains("out_of_stock"), "{out}");
    }
    list(&["waits"])
        .expect(2)
        .complains(&["`waits` is no operation of this registry", "`wait`"]);
    list(&["xyzzy"]).expect(2).complains(&["`[operations]`"]);
}

#[test]
fn explain_lists_the_errors_of_an_operation() {
    let shop = selling();
    shop.run(&["explain", "buy"]).expect(0).says(&[
        "buy\nPOST /orders\n",
        "What it does\n  Orders.\n",
        "Errors\n  out_of_stock  409  Fewer left than asked for.",
        "In Rust\n  BuyError\n",
    ]);
}

#[test]
fn explain_guesses_what_was_meant() {
    let shop = Shop::new(REGISTRY);
    for (typo, meant) in [
        ("out_of_stok", "out_of_stock"),
        ("sold_uot", "sold_out"),
        ("gone_fishin", "gone_fishing"),
        ("duplicate-cod", "duplicate-code"),
    ] {
        let hint = format!("did you mean `{meant}`?");
        shop.run(&["explain", typo]).expect(2).complains(&[&hint]);
    }
    shop.run(&["explain", "xyzzy"])
        .expect(2)
        .complains(&["`errbook list` names the codes"]);
    shop.run(&["explain"]).expect(2);
}

#[test]
fn explain_needs_no_registry_for_a_rule() {
    let nowhere = tempfile::tempdir().unwrap();
    for rule in errbook::diag::RULES {
        let ran = Ran::new(errbook(nowhere.path(), &["explain", rule.id])).expect(0);
        let heading = format!("{} (", rule.id);
        ran.says(&[&heading, "\nWrong\n", "\nRight\n", rule.summary]);
    }
}

#[test]
fn schema_prints_what_generate_writes() {
    let shop = Shop::open();
    let nowhere = tempfile::tempdir().unwrap();
    let ran = Ran::new(errbook(nowhere.path(), &["schema"])).expect(0);
    assert_eq!(ran.out, shop.read("generated/schema/registry.schema.json"));
}

#[test]
fn help_teaches() {
    let nowhere = tempfile::tempdir().unwrap();
    let help = |arguments: &[&str]| Ran::new(errbook(nowhere.path(), arguments)).expect(0).out;
    let main = help(&["--help"]);
    for command in ["generate", "check", "list", "explain", "schema"] {
        assert!(main.contains(&format!("\n  {command} ")), "{main}");
        assert!(help(&[command, "--help"]).contains("Example"), "{command}");
    }
    assert!(help(&["--version"]).starts_with("errbook "));
    Ran::new(errbook(nowhere.path(), &[])).expect(2);
    Ran::new(errbook(nowhere.path(), &["frobnicate"])).expect(2);
}

#[test]
fn color_is_for_those_who_want_it() {
    let shop = Shop::new(REGISTRY);
    let plain = shop.run(&["explain", "slow_down"]).expect(0);
    assert!(!plain.out.contains('\u{1b}'));
    let colored = shop
        .run(&["explain", "slow_down", "--color", "always"])
        .expect(0);
    assert!(colored.out.contains('\u{1b}'));
    let mut command = shop.command(&["explain", "slow_down"]);
    command.env("CLICOLOR_FORCE", "1");
    assert_eq!(Ran::new(command).expect(0).out, colored.out);
    shop.edit("status = 409", "status = 1");
    assert!(!shop.run(&["check"]).expect(1).err.contains('\u{1b}'));
    assert!(
        shop.run(&["check", "--color=always"])
            .expect(1)
            .err
            .contains('\u{1b}')
    );
    let mut command = shop.command(&["check"]);
    command.env("NO_COLOR", "1").env("CLICOLOR_FORCE", "1");
    assert!(!Ran::new(command).expect(1).err.contains('\u{1b}'));
}

#[test]
fn a_closed_pipe_is_no_error() {
    let code = |n| format!("[errors.code_{n}]\nstatus = 400\nmessage = \"Code {n}.\"\n");
    let codes = (0..3_000).map(code).collect::<Vec<_>>().concat();
    let shop = Shop::new(&codes);
    let mut command = shop.command(&["list", "--format", "json"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut first = [0; 1];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    Ran::of(output).expect(0).says_nothing();
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let shop = Shop::new(REGISTRY);
    let mut command = shop.command(&["schema"]);
    command.stdout(fs::File::options().write(true).open("/dev/full").unwrap());
    Ran::new(command)
        .expect(3)
        .complains(&["cannot write to standard output"]);
}

/// A limit on the size of files is as good as a full disk: the first file that is too large cannot be written.
#[cfg(unix)]
#[test]
fn running_out_of_space_leaves_everything_as_it_was() {
    let shop = Shop::open();
    shop.edit("Fewer left", "Less left");
    let before = shop.snapshot();
    let mut command = Command::new("sh");
    let script = "trap '' XFSZ; ulimit -f 2; exec \"$0\" generate";
    command
        .args(["-c", script, env!("CARGO_BIN_EXE_errbook")])
        .current_dir(shop.0.path());
    let ran = Ran::new(command).expect(3);
    ran.complains(&["error: cannot write generated/", "every file is as it was"]);
    assert_eq!(shop.snapshot(), before);
    shop.run(&["generate"]).expect(0);
}

#[test]
fn what_is_in_the_way_is_named_and_stays() {
    let shop = Shop::new(REGISTRY);
    fs::create_dir_all(shop.path(DOCS)).unwrap();
    shop.run(&["generate"])
        .expect(3)
        .complains(&["generated/docs/errors.md is a folder"]);
    assert!(shop.path(DOCS).is_dir());
    assert!(!shop.path("generated/schema").exists());
    shop.run(&["generate", "--check"]).expect(3);

    let shop = Shop::new(REGISTRY);
    shop.edit(
        "[registry]",
        "[outputs.markdown]\npath = \"README.md\"\n[registry]",
    );
    shop.write("README.md", "# Our shop\n");
    shop.run(&["generate"])
        .expect(3)
        .complains(&["README.md was not written by errbook"]);
    assert_eq!(shop.read("README.md"), "# Our shop\n");
    assert!(!shop.path("generated").exists());
    shop.run(&["generate", "--check"])
        .expect(1)
        .says(&["in the way: README.md"]);
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_is_refused() {
    let shop = Shop::new(REGISTRY);
    let outside = tempfile::tempdir().unwrap();
    fs::create_dir(shop.path("generated")).unwrap();
    std::os::unix::fs::symlink(outside.path(), shop.path("generated/docs")).unwrap();
    shop.run(&["generate"])
        .expect(3)
        .complains(&["generated/docs is a symbolic link"]);
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
    assert!(!shop.path("generated/schema").exists());
}

#[test]
fn runs_at_once_do_not_mix() {
    let shop = Shop::new(REGISTRY);
    let children: Vec<_> = (0..8)
        .map(|_| {
            let mut command = shop.command(&["generate"]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped());
            command.spawn().unwrap()
        })
        .collect();
    let runs: Vec<_> = children
        .into_iter()
        .map(|child| Ran::of(child.wait_with_output().unwrap()).expect(0))
        .collect();
    let wrote = runs.iter().filter(|ran| ran.out.contains("wrote ")).count();
    assert_eq!(wrote, 1, "the others found everything done");
    shop.run(&["generate", "--check"]).expect(0);
}

/// A run that is killed leaves whole files, and the next run finishes its work.
#[cfg(unix)]
#[test]
fn a_kill_leaves_whole_files() {
    let shop = Shop::open();
    let old: Vec<_> = shop.snapshot();
    shop.edit("Fewer left", "Less left");
    let other = Shop::new(&shop.read("errors.toml"));
    other.run(&["generate"]).expect(0);
    for delay in 0..40 {
        let mut command = shop.command(&["generate"]);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_micros(delay * 200));
        child.kill().unwrap();
        child.wait().unwrap();
        for (path, text, _) in &old {
            let name = path.strip_prefix(shop.0.path()).unwrap();
            let now = fs::read(path).unwrap();
            let new = fs::read(other.0.path().join(name)).unwrap();
            assert!(now == *text || now == new, "{} is torn", name.display());
        }
    }
    shop.run(&["generate"]).expect(0);
    let names = |shop: &Shop| {
        let all = shop.snapshot().into_iter();
        all.map(|(path, text, _)| (path.strip_prefix(shop.0.path()).unwrap().to_owned(), text))
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&shop), names(&other), "nothing temporary is left");
}

/// A folder of caches of its own, in which the records of runs can be looked at.
#[cfg(target_os = "linux")]
struct Caches(TempDir);

#[cfg(target_os = "linux")]
impl Caches {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn generate(&self, shop: &Shop) -> Ran {
        let mut command = shop.command(&["generate"]);
        command.env("XDG_CACHE_HOME", self.0.path());
        Ran::new(command)
    }

    fn records(&self) -> Vec<PathBuf> {
        let records = fs::read_dir(self.0.path().join("errbook"));
        let records = records.into_iter().flatten().flatten();
        records.map(|entry| entry.path()).collect()
    }

    /// Changes what the last run said, which only a run that relies on it repeats.
    fn mark(&self) {
        for record in self.records() {
            let text = fs::read_to_string(&record).unwrap();
            fs::write(&record, text.replace(" codes", " marked codes")).unwrap();
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_run_that_would_change_nothing_is_told_from_the_last_one() {
    let (shop, caches) = (Shop::new(REGISTRY), Caches::new());
    caches.generate(&shop).expect(0);
    caches.mark();
    let marked = "nothing changed (2 marked codes";
    caches.generate(&shop).expect(0).says(&[marked]);
    let before = shop.snapshot();
    caches.generate(&shop).expect(0).says(&[marked]);
    assert_eq!(shop.snapshot(), before);

    shop.write(DOCS, "Generated by errbook, and then edited");
    caches.generate(&shop).expect(0).says(&["1 written"]);
    caches.mark();
    fs::remove_file(shop.path(MANIFEST)).unwrap();
    caches.generate(&shop).expect(0).says(&["1 written"]);
    caches.mark();
    shop.edit("Only {left} left.", "There are only {left} left.");
    caches.generate(&shop).expect(0).says(&["wrote"]);
    caches
        .generate(&shop)
        .expect(0)
        .says(&["nothing changed (2 codes"]);
    // Whoever asks whether all is right gets it looked at.
    caches.mark();
    let mut check = shop.command(&["generate", "--check"]);
    check.env("XDG_CACHE_HOME", caches.0.path());
    Ran::new(check).expect(0).says(&["up to date (2 codes"]);
}

#[test]
#[cfg(target_os = "linux")]
fn only_a_run_with_nothing_to_say_is_remembered() {
    let caches = Caches::new();
    let plain = "[errors.no]\nstatus = 400\nmessage = \"No.\"\n[rejections]\njson = \"no\"\n";
    let warns = Shop::new(&format!("{REGISTRY}{plain}"));
    for _ in 0..2 {
        let ran = caches.generate(&warns);
        assert!(
            ran.err.contains("warning[unused-rejections]"),
            "{}",
            ran.err
        );
    }
    let broken = Shop::new("[errors.x]\n");
    caches.generate(&broken).expect(1);
    assert_eq!(caches.records(), Vec::<PathBuf>::new());
    // A folder that cannot hold any is no failure.
    let shop = Shop::new(REGISTRY);
    let mut command = shop.command(&["generate"]);
    command.env("XDG_CACHE_HOME", shop.path("errors.toml"));
    Ran::new(command).expect(0);
}

#[test]
#[cfg(target_os = "linux")]
fn a_run_that_finds_another_file_is_not_told_from_the_last_one() {
    let caches = Caches::new();
    let text =
        format!("include = [\"more/*.toml\"]\n{REGISTRY}[outputs.pages]\nfiles = [\"*.md\"]\n");
    let shop = Shop::new(&text);
    fs::create_dir(shop.path("more")).unwrap();
    let code = |name: &str| format!("[errors.{name}]\nstatus = 400\nmessage = \"No.\"\n");
    shop.write("more/a.toml", &code("one_more"));
    shop.write(
        "a.md",
        "There are <!-- errbook:count -->no<!-- errbook:end --> codes.\n",
    );
    // What the first run writes into the page is what the second one reads.
    caches
        .generate(&shop)
        .expect(0)
        .says(&["wrote a.md", "3 codes"]);
    caches
        .generate(&shop)
        .expect(0)
        .says(&["nothing changed (3 codes"]);
    caches.mark();
    caches.generate(&shop).expect(0).says(&["marked codes"]);

    shop.write("more/b.toml", &code("yet_another"));
    caches
        .generate(&shop)
        .expect(0)
        .says(&["wrote a.md", "4 codes"]);
    caches.generate(&shop).expect(0);
    caches.mark();
    shop.write("b.md", "<!-- errbook:table -->\n<!-- errbook:end -->\n");
    caches.generate(&shop).expect(0).says(&["wrote b.md"]);
    caches.generate(&shop).expect(0);
    caches.mark();
    shop.write("a.md", "Nothing is kept here any more.\n");
    caches
        .generate(&shop)
        .expect(0)
        .says(&["nothing changed (4 codes"]);
}

#[test]
#[cfg(target_os = "linux")]
fn not_every_run_is_remembered_for_ever() {
    let caches = Caches::new();
    let path = |name: &str| caches.0.path().join("errbook").join(name);
    fs::create_dir_all(path("another's")).unwrap();
    fs::write(path("another's/file"), "").unwrap();
    for number in 0..200 {
        fs::write(path(&format!("{number:016x}")), "").unwrap();
    }
    caches.generate(&Shop::new(REGISTRY)).expect(0);
    assert_eq!(caches.records().len(), 2);
    assert!(path("another's/file").exists());
}

#[test]
#[cfg(target_os = "linux")]
fn what_is_edited_while_errbook_runs_is_generated_by_the_next_run() {
    let caches = Caches::new();
    for round in 0..10 {
        let shop = Shop::new(REGISTRY);
        let mut command = shop.command(&["generate"]);
        command.env("XDG_CACHE_HOME", caches.0.path());
        let mut run = command.stdout(Stdio::null()).spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(round * 4));
        shop.edit("Only {left} left.", "There are only {left} left.");
        assert!(run.wait().unwrap().success());
        caches.generate(&shop).expect(0);
        let mut check = shop.command(&["generate", "--check"]);
        check.env("XDG_CACHE_HOME", caches.0.path());
        Ran::new(check).expect(0).says(&["up to date"]);
    }
}
