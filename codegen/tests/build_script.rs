//! The build script as the authors of errors crates meet it: real crates, built by the real cargo.
//!
//! The crates share one folder of build results, so that errbook is compiled once.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const MANIFEST: &str = r#"
[package]
name = "NAME"
version = "0.1.0"
edition = "2024"

[features]
default = ["regenerate"]
regenerate = ["dep:errbook"]

[build-dependencies]
errbook = { path = "ERRBOOK", default-features = false, optional = true }

[workspace]
"#;

const BUILD_SCRIPT: &str = r#"
fn main() {
    #[cfg(feature = "regenerate")]
    errbook::build();
}
"#;

/// Prints what is generated, as it was when this was compiled.
const MAIN: &str = r#"
fn main() {
    print!("{}", include_str!("../generated/docs/errors.md"));
}
"#;

const REGISTRY: &str = r#"include = ["more/*.toml"]

[errors.gone]
status = 410
message = "Gone."
"#;

const MORE: &str = "[errors.slow]\nstatus = 503\nmessage = \"Too slow.\"\n";

const DOCS: &str = "generated/docs/errors.md";

/// An errors crate.
struct Shop(PathBuf);

/// What cargo did.
struct Ran {
    is_ok: bool,
    out: String,
    err: String,
}

impl Shop {
    /// A new crate that bears the name of its test; cargo takes packages of one name for the same.
    fn new(test: &str) -> Self {
        let folder = scratch().join(test);
        let _ = fs::remove_dir_all(&folder);
        let shop = Self(folder);
        let errbook = env!("CARGO_MANIFEST_DIR").replace('\\', "/");
        let manifest = MANIFEST.replace("NAME", test).replace("ERRBOOK", &errbook);
        shop.write("Cargo.toml", &manifest);
        // The versions that are here already, so that nothing is fetched.
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
        shop.write("Cargo.lock", &fs::read_to_string(lock).unwrap());
        shop.write("build.rs", BUILD_SCRIPT);
        shop.write("src/main.rs", MAIN);
        shop.write("errors.toml", REGISTRY);
        shop.write("more/slow.toml", MORE);
        shop
    }

    fn name(&self) -> String {
        self.0.file_name().unwrap().to_string_lossy().into_owned()
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn edit(&self, path: &str, old: &str, new: &str) {
        let text = self.read(path);
        assert!(text.contains(old), "{old}");
        self.write(path, &text.replace(old, new));
    }

    fn cargo(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Ran {
        let mut command = Command::new(env!("CARGO"));
        command.args(arguments).current_dir(&self.0);
        for (name, _) in std::env::vars_os() {
            let name = name.to_string_lossy();
            let is_ours = name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_");
            if is_ours || ["CI", "RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS"].contains(&name.as_ref()) {
                command.env_remove(name.as_ref());
            }
        }
        command.env("CARGO_TARGET_DIR", scratch().join("target"));
        command.env("CARGO_TERM_COLOR", "never");
        let output = command.envs(environment.iter().copied()).output().unwrap();
        Ran {
            is_ok: output.status.success(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Builds once and runs: what the crate was compiled with.
    #[track_caller]
    fn run(&self) -> String {
        let ran = self.cargo(&["run", "--offline"], &[]);
        assert!(ran.is_ok, "{}", ran.err);
        ran.out
    }

    #[track_caller]
    fn fails(&self, environment: &[(&str, &str)]) -> String {
        let ran = self.cargo(&["build", "--offline"], environment);
        assert!(!ran.is_ok, "it builds");
        ran.err
    }

    #[track_caller]
    fn is_fresh(&self, environment: &[(&str, &str)]) {
        let ran = self.cargo(&["build", "--offline", "--verbose"], environment);
        let is_fresh = ran.err.contains(&format!("Fresh {} v0", self.name()));
        assert!(ran.is_ok && is_fresh, "{}", ran.err);
    }
}

fn scratch() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("build_script")
}

#[test]
fn an_edit_is_in_the_very_next_build() {
    let shop = Shop::new("edit");
    assert!(shop.run().contains("`slow`"));
    shop.is_fresh(&[]);

    shop.edit("errors.toml", "gone", "quota_exceeded");
    let docs = shop.run();
    assert!(
        docs.contains("`quota_exceeded`") && !docs.contains("`gone`"),
        "{docs}"
    );
    shop.is_fresh(&[]);

    shop.edit("more/slow.toml", "slow", "sluggish");
    assert!(shop.run().contains("`sluggish`"));
    shop.write(
        "more/new.toml",
        "[errors.brand_new]\nstatus = 400\nmessage = \"New.\"\n",
    );
    assert!(shop.run().contains("`brand_new`"), "a new file is found");
    fs::remove_file(shop.path("more/new.toml")).unwrap();
    assert!(
        !shop.run().contains("`brand_new`"),
        "a removed file is missed"
    );
    shop.is_fresh(&[]);
}

#[test]
fn pages_are_inputs_and_outputs() {
    let shop = Shop::new("pages");
    let page = "docs/errors.md";
    let table = "[outputs.pages]\nfiles = [\"docs/**/*.md\"]\n";
    shop.write("errors.toml", &format!("{REGISTRY}{table}"));
    shop.write(
        page,
        "There are <!-- errbook:count --><!-- errbook:end --> codes.\n",
    );
    shop.run();
    assert!(shop.read(page).contains("-->2<!--"));
    shop.is_fresh(&[]);

    shop.edit(page, "There are", "I know of");
    shop.run();
    assert!(
        shop.read(page)
            .starts_with("I know of <!-- errbook:count -->2<!--")
    );
    shop.write(
        "docs/more/table.md",
        "<!-- errbook:table -->\n<!-- errbook:end -->\n",
    );
    shop.run();
    assert!(shop.read("docs/more/table.md").contains("| `slow` "));
    shop.is_fresh(&[]);

    shop.edit(page, "-->2<!--", "-->two<!--");
    let error = shop.fails(&[]);
    assert!(
        error.contains("docs/errors.md:1: the text between the markers was changed"),
        "{error}"
    );
    let error = shop.fails(&[("CI", "true")]);
    assert!(
        error.contains("docs/errors.md: changed by hand between its markers"),
        "{error}"
    );
    shop.edit(page, "errbook:count", "errbook:cuont");
    let error = shop.fails(&[]);
    assert!(error.contains("--> docs/errors.md:1:24\n"), "{error}");
}

#[test]
fn a_hand_edit_does_not_stay() {
    let shop = Shop::new("hand_edit");
    let docs = shop.run();
    shop.write(DOCS, "by hand");
    assert_eq!(shop.run(), docs);
    fs::remove_dir_all(shop.path("generated")).unwrap();
    assert_eq!(shop.run(), docs);
    shop.is_fresh(&[]);
}

#[test]
fn a_mistake_is_the_build_error_with_its_place() {
    let shop = Shop::new("mistake");
    shop.run();
    let before = shop.read(DOCS);
    shop.edit("errors.toml", "410", "41");
    shop.edit("more/slow.toml", "status = 503", "stauts = 503");
    let error = shop.fails(&[]);
    for text in [
        "--> errors.toml:4:10\n",
        "--> more/slow.toml:2:1\n",
        "did you mean `status`?",
    ] {
        assert!(error.contains(text), "no {text:?} in:\n{error}");
    }
    assert!(!error.contains("rerun-if"), "{error}");
    assert_eq!(shop.read(DOCS), before);
    shop.edit("errors.toml", "41", "410");
    shop.edit("more/slow.toml", "stauts", "status");
    shop.run();
}

#[test]
fn a_warning_is_cargos_warning() {
    let shop = Shop::new("warning");
    shop.edit(
        "errors.toml",
        "[errors.gone]",
        "[errors.gone.fields]\nwhen = \"string\"\n[errors.gone]",
    );
    let ran = shop.cargo(&["build", "--offline"], &[]);
    assert!(ran.is_ok, "{}", ran.err);
    let warning = "warning: warning@0.1.0: errors.toml:4:1: ";
    assert!(ran.err.contains(warning), "{}", ran.err);
}

#[test]
fn in_ci_nothing_is_written() {
    let shop = Shop::new("ci");
    let error = shop.fails(&[("CI", "true")]);
    assert!(
        error.contains("generated/docs/errors.md: missing\n"),
        "{error}"
    );
    assert!(!shop.path("generated").exists());
    let ran = shop.cargo(&["build", "--offline"], &[("CI", "false")]);
    assert!(ran.is_ok, "{}", ran.err);

    shop.edit("errors.toml", "Gone.", "Gone for good.");
    let before = shop.read(DOCS);
    let error = shop.fails(&[("CI", "true")]);
    assert!(
        error.contains("generated/docs/errors.md: changed\n"),
        "{error}"
    );
    let help = format!("help: run `errbook generate` in {}", shop.0.display());
    assert!(error.contains(&help), "{error}");
    assert_eq!(shop.read(DOCS), before);

    shop.run();
    let ran = shop.cargo(&["build", "--offline"], &[("CI", "true")]);
    assert!(ran.is_ok, "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn read_only_sources_are_left_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let shop = Shop::new("read_only");
    shop.run();
    shop.edit("errors.toml", "Gone.", "Gone for good.");
    let before = shop.read(DOCS);
    let set_mode = |mode| {
        let mode = fs::Permissions::from_mode(mode);
        fs::set_permissions(shop.path("errors.toml"), mode).unwrap();
    };
    set_mode(0o444);
    let error = shop.fails(&[]);
    assert!(error.contains("since the sources are read-only"), "{error}");
    assert_eq!(shop.read(DOCS), before);
    set_mode(0o644);
    shop.run();
    // As cargo marks what it unpacks from a registry.
    shop.edit("errors.toml", "Gone for good.", "Gone.");
    shop.write(".cargo-ok", "{\"v\":1}");
    let error = shop.fails(&[]);
    assert!(
        error.contains("since this is a package that cargo unpacked"),
        "{error}"
    );
}

/// Builds and commands at once: whichever is last has read the registry as it is now.
#[test]
fn a_build_beside_commands_mixes_nothing() {
    let shop = Shop::new("beside");
    shop.run();
    let generate = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_errbook"));
        let output = command
            .arg("generate")
            .args(arguments)
            .current_dir(&shop.0)
            .output();
        let output = output.unwrap();
        assert!(output.status.success(), "{output:?}");
    };
    for round in 0..3 {
        let code = format!("[errors.round_{round}]\nstatus = 400\nmessage = \"Round.\"\n");
        shop.write("more/round.toml", &code);
        std::thread::scope(|scope| {
            let commands = |_| scope.spawn(|| (0..6).for_each(|_| generate(&[])));
            let commands: Vec<_> = (0..3).map(commands).collect();
            let docs = shop.run();
            assert!(docs.contains(&format!("`round_{round}`")), "{docs}");
            for command in commands {
                command.join().unwrap();
            }
        });
        generate(&["--check"]);
        let torn = fs::read_dir(shop.path("generated")).unwrap().flatten();
        let torn = torn.filter(|entry| entry.file_name().to_string_lossy().ends_with(".tmp"));
        assert_eq!(torn.count(), 0);
    }
    assert!(shop.run().contains("`round_2`"));
    shop.is_fresh(&[]);
}

#[test]
fn a_consumer_compiles_no_generator() {
    let shop = Shop::new("consumer");
    shop.run();
    let features = ["--offline", "--no-default-features"];
    let tree = shop.cargo(
        &["tree", "--edges", "normal,build", features[0], features[1]],
        &[],
    );
    assert!(
        tree.is_ok && !tree.out.contains("errbook"),
        "{}{}",
        tree.out,
        tree.err
    );
    // Whatever is out of date by now is not this build's business.
    shop.edit("errors.toml", "gone", "quota_exceeded");
    let ran = shop.cargo(
        &["build", "--verbose", features[0], features[1]],
        &[("CI", "true")],
    );
    assert!(ran.is_ok && !ran.err.contains("errbook v"), "{}", ran.err);
    assert!(!shop.read(DOCS).contains("quota_exceeded"));
}

/// An errors crate whose library is what is generated.
fn library(test: &str) -> Shop {
    let shop = Shop::new(test);
    let library = "[lib]\npath = \"generated/rust/lib.rs\"\n[dependencies]\nserde_json = \"1\"\n\
                   serde = { version = \"1\", default-features = false, features = [\"std\"] }\n";
    shop.edit("Cargo.toml", "[features]", &format!("{library}[features]"));
    fs::remove_dir_all(shop.path("src")).unwrap();
    // Cargo wants the library's first file to be there before it runs the build script.
    shop.write("generated/rust/lib.rs", "");
    shop
}

/// A crate with `dependencies` and nothing generated.
fn consumer(test: &str, dependencies: &str) -> Shop {
    let shop = Shop::new(test);
    for file in ["build.rs", "errors.toml"] {
        fs::remove_file(shop.path(file)).unwrap();
    }
    let package = format!("[package]\nname = \"{test}\"\nedition = \"2024\"\n[workspace]\n");
    shop.write(
        "Cargo.toml",
        &format!("{package}[dependencies]\n{dependencies}"),
    );
    shop
}

#[test]
fn a_new_code_reaches_a_consumer_after_one_build() {
    let shop = library("library");
    let dependency = "library = { path = \"../library\", default-features = false }\n";
    let consumer = consumer("library_consumer", dependency);
    let response = |call: &str| {
        let built = shop.cargo(&["build", "--offline"], &[]);
        assert!(built.is_ok, "{}", built.err);
        let error = format!("let error = library::ApiError::{call};");
        let print =
            r#"print!("{} {}", error.status(), String::from_utf8_lossy(&error.to_json()));"#;
        consumer.write("src/main.rs", &format!("fn main() {{ {error} {print} }}\n"));
        consumer.run()
    };
    let expected = r#"410 {"error":{"code":"gone","message":"Gone."}}"#;
    assert_eq!(response("gone()"), expected);

    let quota = "[errors.quota_exceeded]\nstatus = 429\nmessage = \"{used} of {quota} used.\"\n\
                 fields = { used = \"u64\", quota = \"u64\" }\n";
    shop.write("more/quota.toml", quota);
    let expected =
        r#"429 {"error":{"code":"quota_exceeded","message":"7 of 5 used.","used":7,"quota":5}}"#;
    assert_eq!(response("quota_exceeded(7, 5)"), expected);
}

/// The expression that `errbook explain` gives for each code of some golden crates.
#[test]
fn what_explain_says_compiles() {
    let goldens = ["everything", "nested", "flat", "long"];
    let folder = |golden| {
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/rust")
            .join(golden)
    };
    let dependency = |golden| format!("golden-{golden} = {{ path = {:?} }}\n", folder(golden));
    let module = |golden| {
        let calls = explained(&folder(golden).join("errors.toml"));
        assert!(!calls.is_empty(), "{golden} has no codes");
        let body = format!("pub fn all() -> Vec<ApiError> {{ vec![\n{calls}] }}");
        format!("pub mod {golden} {{ use golden_{golden}::*;\n{body} }}\n")
    };
    let dependencies = goldens.map(dependency).concat();
    let shop = consumer("explained", &format!("serde_json = \"1\"\n{dependencies}"));
    let modules = goldens.map(module).concat();
    shop.write("src/main.rs", &format!("fn main() {{}}\n{modules}"));
    let ran = shop.cargo(&["check", "--offline"], &[]);
    assert!(ran.is_ok, "{}", ran.err);
}

/// One line for each code of a registry.
fn explained(registry: &Path) -> String {
    let loaded = errbook::load::load(registry).unwrap();
    let call = |wire: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_errbook"));
        let output = command
            .args(["explain", wire, "--registry"])
            .arg(registry)
            .output()
            .unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        let (_, rest) = text.split_once("\nIn Rust\n").unwrap();
        format!("{},\n", rest.lines().next().unwrap())
    };
    let codes = loaded.registry.unwrap().codes;
    codes
        .iter()
        .map(|code| call(&code.wire))
        .collect::<Vec<_>>()
        .concat()
}
