//! Hostile registries. Each case of `adversarial/` is a registry and a `.why` file: what is dangerous in it, and what
//! is expected. Either it is refused, at that line and column, or it is accepted: then its outputs compile without a
//! warning, hold no doctest, and give the registry's text back.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use errbook::emit;
use errbook::load::{Loaded, load_bytes};
use errbook::model::{Code, Registry};
use errbook::value::Value;

struct Case {
    name: String,
    why: toml::Table,
    loaded: Loaded,
}

impl Case {
    fn all() -> Vec<Self> {
        let folder = Path::new("tests/adversarial");
        let mut paths: Vec<PathBuf> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        paths.sort();
        let cases = paths
            .into_iter()
            .filter(|path| path.extension().is_some_and(|ending| ending == "toml"));
        cases.map(|path| Self::read(&path)).collect()
    }

    fn read(path: &Path) -> Self {
        let why = fs::read_to_string(path.with_extension("why")).unwrap();
        Self {
            name: path.file_stem().unwrap().to_str().unwrap().to_owned(),
            why: why.parse().unwrap(),
            loaded: load_bytes("errors.toml", &fs::read(path).unwrap()),
        }
    }

    fn is_accepted(&self) -> bool {
        self.why["expect"].as_str() == Some("accept")
    }

    fn number(&self, key: &str) -> Option<usize> {
        Some(self.why.get(key)?.as_integer().unwrap().try_into().unwrap())
    }

    /// The case as an identifier.
    fn module(&self) -> String {
        format!("case_{}", self.name.replace('-', "_"))
    }

    /// The registry of a case that is accepted.
    fn registry(&self) -> &Registry {
        let found = &self.loaded.diagnostics;
        self.loaded
            .registry
            .as_ref()
            .unwrap_or_else(|| panic!("{}: refused: {found:?}", self.name))
    }
}

#[test]
fn what_is_refused_is_refused_at_its_place() {
    let cases: Vec<_> = Case::all()
        .into_iter()
        .filter(|case| !case.is_accepted())
        .collect();
    assert!(cases.len() >= 50, "{} cases", cases.len());
    for case in cases {
        let name = &case.name;
        assert!(
            case.loaded.registry.is_none(),
            "{name}: accepted, though {:?}",
            case.why["hazard"]
        );
        let errors = case
            .loaded
            .diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.is_error());
        let places: Vec<_> = errors
            .map(|error| {
                let place = case.loaded.sources.position(&error.span);
                (place.line, place.column, error.rule.id)
            })
            .collect();
        let (line, column) = (case.number("line").unwrap(), case.number("col"));
        let found = places
            .iter()
            .any(|place| place.0 == line && column.is_none_or(|column| place.1 == column));
        assert!(
            found,
            "{name}: expected {line}:{column:?}, found {places:?}"
        );
    }
}

#[test]
fn what_is_accepted_comes_out_whole() {
    let cases: Vec<_> = Case::all().into_iter().filter(Case::is_accepted).collect();
    assert!(cases.len() >= 30, "{} cases", cases.len());
    let package = Package::new(&cases);
    package.cargo(&["doc", "--no-deps", "--quiet", "--lib"]);
    let doctests = package.cargo(&["test", "--doc"]);
    assert!(doctests.contains("running 0 tests"), "{doctests}");

    let said = package.cargo(&["run", "--quiet"]);
    for (case, line) in cases.iter().zip(said.lines()) {
        assert_eq!(
            line,
            in_rust(case.registry()),
            "{}: Rust says another thing than the registry",
            case.name
        );
    }
    assert_eq!(said.lines().count(), cases.len());
}

#[test]
fn documents_give_the_text_back() {
    for case in Case::all().iter().filter(|case| case.is_accepted()) {
        let registry = case.registry();
        let files = emit::all(registry);
        let file = |ending: &str| {
            files
                .iter()
                .find(|(path, _)| path.ends_with(ending))
                .expect("the output")
                .1
        };
        let page = shown(file("errors.md"));
        let schema: serde_json::Value = serde_json::from_str(file("errors.schema.json")).unwrap();
        let mut strings = String::new();
        all_strings(&schema, &mut strings);
        for code in &registry.codes {
            let texts = [
                code.meaning.plain(),
                code.action.plain(),
                code.description.plain(),
            ];
            for text in texts
                .iter()
                .map(|text| words(text))
                .filter(|text| !text.is_empty())
            {
                assert!(
                    page.contains(&text),
                    "{}: the page lacks {text:?}: {page}",
                    case.name
                );
            }
            let meaning = words(&code.meaning.plain());
            assert!(
                words(&strings).contains(&meaning),
                "{}: the schema lacks {meaning:?}",
                case.name
            );
        }
    }
}

/// What a reader of the page sees.
fn shown(page: &str) -> String {
    use pulldown_cmark::{Event, Options, Parser};
    let mut text = String::new();
    for event in Parser::new_ext(page, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(piece) | Event::Code(piece) => text.push_str(&piece),
            Event::SoftBreak | Event::HardBreak | Event::End(_) => text.push(' '),
            Event::Html(html) => panic!("raw HTML on the page: {html}"),
            _ => {}
        }
    }
    words(&text)
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn all_strings(value: &serde_json::Value, strings: &mut String) {
    match value {
        serde_json::Value::String(text) => {
            strings.push_str(text);
            strings.push(' ');
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| all_strings(item, strings)),
        serde_json::Value::Object(entries) => entries
            .values()
            .for_each(|value| all_strings(value, strings)),
        _ => {}
    }
}

/// What the program prints for a case, as the registry has it.
fn in_rust(registry: &Registry) -> String {
    let text = |text: String| {
        if text.is_empty() {
            Value::Null
        } else {
            Value::from(text)
        }
    };
    let code = |code: &Code| {
        Value::Array(vec![
            Value::from(code.wire.as_str()),
            Value::from(code.status),
            text(code.meaning.plain()),
            text(code.action.plain()),
            Value::from(registry.sample_message(code)),
        ])
    };
    Value::Array(registry.codes.iter().map(code).collect()).to_json()
}

/// The sample of a code without its message, so that the generated crate renders it.
fn unsaid(registry: &Registry, code: &Code) -> Value {
    let Value::Object(mut body) = registry.sample_body(code) else {
        panic!("a body is an object")
    };
    for (_, error) in &mut body {
        if let Value::Object(entries) = error {
            entries.retain(|(key, _)| *key != registry.envelope.message);
        }
    }
    Value::Object(body)
}

/// A crate with a module per case, and a program that prints what each of them says.
struct Package(PathBuf);

impl Package {
    fn new(cases: &[Case]) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("adversarial");
        let _ = fs::remove_dir_all(root.join("src"));
        let package = Self(root);
        package.write("Cargo.toml", MANIFEST);
        fs::copy("Cargo.lock", package.0.join("Cargo.lock")).unwrap();
        let mut lib = String::from("//! Hostile registries.\n");
        for case in cases {
            let module = case.module();
            writeln!(
                lib,
                "#[path = \"{module}/generated/rust/lib.rs\"]\npub mod {module};"
            )
            .unwrap();
            for (path, text) in emit::all(case.registry()).iter() {
                package.write(&format!("src/{module}/{path}"), text);
            }
        }
        package.write("src/lib.rs", &lib);
        package.write("src/main.rs", &main(cases));
        package
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Runs cargo, where a warning is a mistake; what it printed.
    fn cargo(&self, arguments: &[&str]) -> String {
        let output = Command::new(env!("CARGO"))
            .args(arguments)
            .arg("--offline")
            .current_dir(&self.0)
            .env("CARGO_TARGET_DIR", self.0.join("target"))
            .env("RUSTFLAGS", "-Dwarnings")
            .env("RUSTDOCFLAGS", "-Dwarnings")
            .output()
            .unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert!(
            output.status.success(),
            "cargo {arguments:?}:\n{}",
            text(&output.stderr)
        );
        text(&output.stdout)
    }
}

const MANIFEST: &str = r#"
[workspace]

[package]
name = "hostile"
edition = "2024"

[dependencies]
serde = { version = "1", default-features = false, features = ["std"] }
serde_json = "1"
"#;

/// A program that prints, for each case, a line with what its codes say.
fn main(cases: &[Case]) -> String {
    let mut main = String::from(PROGRAM);
    for case in cases {
        let registry = case.registry();
        let bodies = Value::Array(
            registry
                .codes
                .iter()
                .map(|code| unsaid(registry, code))
                .collect(),
        );
        writeln!(main, "    say!({}, {:?});", case.module(), bodies.to_json()).unwrap();
    }
    main + "}\n"
}

const PROGRAM: &str = r#"//! Prints what the generated code says.

macro_rules! say {
    ($case:ident, $bodies:expr) => {
        let bodies: Vec<serde_json::Value> = serde_json::from_str($bodies).unwrap();
        let codes = hostile::$case::ErrorCode::ALL.iter().zip(bodies).map(|(code, body)| {
            let body = body.to_string();
            let error = hostile::$case::ApiError::from_response(code.status(), &[], body.as_bytes());
            assert_eq!(error.code(), Some(*code));
            serde_json::json!([code.as_str(), code.status(), code.meaning(), code.action(), error.message()])
        });
        println!("{}", codes.collect::<serde_json::Value>());
    };
}

fn main() {
"#;
