//! The schema of the response body accepts what the registry says, and nothing else.
//!
//! `schema/bodies/` holds registries with bodies, and says of each body who accepts it. Beyond these, every sample is
//! changed in every way that [`mutants`] knows, and the schema is held against [`reader`], which reads bodies by the
//! model alone. All of it is written below `target/`, where `schema/ajv.mjs` holds ajv against the same verdicts.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

#[path = "schema/reader.rs"]
mod reader;

#[path = "schema/mutants.rs"]
mod mutants;

use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use serde_json::{Value, json};

use errbook::emit::json_schema;
use errbook::escape::Rendered as _;
use errbook::load::{load_bytes, load_text};
use errbook::model::{Code, JsonSchemaOutput, Registry};

const MODES: [(&str, bool); 2] = [("open", false), ("strict", true)];

/// A registry, and bodies with the verdict on each.
struct Suite {
    name: String,
    registry: Registry,
    bodies: Vec<(String, Value)>,
}

fn suites() -> Vec<Suite> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schema/bodies");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("there are suites")
        .map(|entry| entry.expect("a suite").path())
        .collect();
    paths.sort();
    paths.iter().map(|path| suite(path)).collect()
}

fn suite(path: &Path) -> Suite {
    let name = path.file_stem().unwrap_or_default().display().to_string();
    let text = fs::read_to_string(path).expect("a suite is text");
    let (toml, bodies) = text
        .split_once("\n-----\n")
        .expect("bodies follow the registry");
    let lines = bodies.lines().filter(|line| !line.is_empty());
    let body = |line: &str| {
        let (verdict, json) = line.split_once(' ').expect("a verdict and a body");
        (verdict.to_owned(), serde_json::from_str(json).expect(json))
    };
    Suite {
        registry: registry(&name, toml),
        bodies: lines.map(body).collect(),
        name,
    }
}

/// The registries of this repository, which have no bodies beside them.
fn own_registries() -> Vec<Suite> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let own = [
        ("lavendly", "errors.toml"),
        ("rendobar", "examples/rendobar/errors.toml"),
    ];
    own.map(|(name, path)| {
        let toml = fs::read_to_string(root.join(path)).expect("a registry");
        let (name, registry, bodies) = (name.to_owned(), registry(name, &toml), Vec::new());
        Suite {
            name,
            registry,
            bodies,
        }
    })
    .into()
}

/// The registries with hostile text that errbook accepts.
fn hostile_registries() -> Vec<Suite> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/adversarial");
    let paths = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path());
    let mut paths: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .collect();
    paths.sort();
    let accepted = paths.into_iter().filter_map(|path| {
        let registry = load_bytes("errors.toml", &fs::read(&path).expect("a file")).registry?;
        let name = path.file_stem().unwrap_or_default().display().to_string();
        Some(Suite {
            name,
            registry,
            bodies: Vec::new(),
        })
    });
    accepted.collect()
}

fn all_registries() -> impl Iterator<Item = Suite> {
    suites()
        .into_iter()
        .chain(own_registries())
        .chain(hostile_registries())
}

fn registry(name: &str, toml: &str) -> Registry {
    let loaded = load_text(&format!("{name}.toml"), toml);
    loaded
        .registry
        .unwrap_or_else(|| panic!("{name}: {:#?}", loaded.diagnostics))
}

fn schema(registry: &Registry, strict: bool) -> Value {
    let output = JsonSchemaOutput {
        path: String::new(),
        strict,
        id: None,
    };
    let text = json_schema::document(registry, &output).into_text();
    serde_json::from_str(&text).expect("a schema is JSON")
}

fn validator(schema: &Value) -> Validator {
    let options = jsonschema::options().should_validate_formats(true);
    options.build(schema).expect("a schema compiles")
}

fn public(registry: &Registry) -> impl Iterator<Item = &Code> {
    registry.codes.iter().filter(|code| !code.internal)
}

fn sample(registry: &Registry, code: &Code) -> Value {
    serde_json::from_str(&registry.sample_body(code).to_json()).expect("a sample is JSON")
}

#[test]
fn verdicts_on_bodies() {
    let mut wrong = Vec::new();
    for suite in suites() {
        for (mode, strict) in MODES {
            let validator = validator(&schema(&suite.registry, strict));
            for (verdict, body) in &suite.bodies {
                let expected = match verdict.as_str() {
                    "both" => true,
                    "open" => !strict,
                    "none" | "exact" => false,
                    other => panic!("no verdict is called {other}"),
                };
                if validator.is_valid(body) != expected {
                    wrong.push(format!("{}, {mode}, not {expected}: {body}", suite.name));
                }
                if reader::accepts(&suite.registry, strict, body) != expected {
                    wrong.push(format!(
                        "{}, {mode}, reader not {expected}: {body}",
                        suite.name
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn schema_and_reader_agree_on_every_change_of_every_sample() {
    let (mut wrong, mut valid, mut invalid) = (Vec::new(), 0, 0);
    for suite in suites().into_iter().chain(own_registries()) {
        let bodies = changed_samples(&suite.registry);
        for (mode, strict) in MODES {
            let validator = validator(&schema(&suite.registry, strict));
            for body in &bodies {
                let expected = reader::accepts(&suite.registry, strict, body);
                *(if expected { &mut valid } else { &mut invalid }) += 1;
                if validator.is_valid(body) != expected {
                    wrong.push(format!("{}, {mode}, not {expected}: {body}", suite.name));
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of them: {:#?}",
        wrong.len(),
        &wrong[..wrong.len().min(10)]
    );
    assert!(
        valid >= 2000 && invalid >= 2000,
        "{valid} valid, {invalid} invalid bodies"
    );
}

fn changed_samples(registry: &Registry) -> Vec<Value> {
    let wires = reader::wire_codes(registry);
    let samples = registry.codes.iter().map(|code| sample(registry, code));
    samples
        .flat_map(|sample| mutants::of(&sample, &wires))
        .collect()
}

#[test]
fn every_sample_and_every_example_validates() {
    for suite in all_registries() {
        for (mode, strict) in MODES {
            let schema = schema(&suite.registry, strict);
            let validator = validator(&schema);
            for code in public(&suite.registry) {
                let (name, pascal) = (&suite.name, &code.name.pascal);
                let body = sample(&suite.registry, code);
                assert!(validator.is_valid(&body), "{name}, {mode}: {body}");
                let example = &schema["$defs"][pascal]["examples"][0];
                assert_eq!(example, inner(&suite.registry, &body), "{name}, {mode}");
            }
        }
    }
}

/// Fields of a code, and whether its branch has an example: not where a made-up value might break a rule.
const EXAMPLES: [(&str, bool); 17] = [
    (r#"a = { type = "string", pattern = "^[0-9]{3}$" }"#, false),
    (
        r#"a = { type = "string", pattern = "^[0-9]{3}$", example = "123" }"#,
        true,
    ),
    (r#"a = { type = "string?", pattern = "^[0-9]{3}$" }"#, true),
    (r#"a = { type = "string", format = "uuid" }"#, true),
    (r#"a = { type = "string", format = "json-pointer" }"#, true),
    (
        r#"a = { type = "string", format = "date", max_length = 5 }"#,
        false,
    ),
    (r#"a = { type = "string", min_length = 100 }"#, true),
    (r#"a = { type = "string", min_length = 5000 }"#, false),
    (r#"a = { type = "string", max_length = 2 }"#, true),
    (r#"a = { type = "string[]", min_length = 3 }"#, true),
    (r#"a = { type = "string[]", max_length = 0 }"#, true),
    (r#"a = { type = "map<u64>", min_length = 17 }"#, false),
    (r#"a = { type = "u64", min = 7 }"#, true),
    (r#"a = { type = "f64", max = -0.5 }"#, true),
    (r#"a = "Patterned""#, false),
    (r#"a = "map<Long[]>""#, false),
    (r#"a = "Fine[]""#, true),
];

const TYPES_OF_EXAMPLES: &str = r#"
[types]
Patterned = { fields = { a = { type = "string", pattern = "^[0-9]{3}$" } } }
Long = { fields = { a = { type = "string[]", min_length = 1 } } }
Fine = { fields = { a = "string[]", more = "Fine[]", none = { type = "string?", pattern = "^[0-9]{3}$" } } }
"#;

#[test]
fn branches_have_examples_that_are_sure_to_be_valid() {
    for (field, expected) in EXAMPLES {
        let toml =
            format!("[errors.a]\nstatus = 400\nmessage = \"x\"\n[errors.a.fields]\n{field}\n");
        let registry = registry("examples", &(toml + TYPES_OF_EXAMPLES));
        let schema = schema(&registry, true);
        let example = schema["$defs"]["A"]["examples"].get(0);
        assert_eq!(example.is_some(), expected, "{field}");
        if let Some(example) = example {
            let body = json!({ "error": example });
            assert!(validator(&schema).is_valid(&body), "{field}: {example}");
        }
    }
}

/// The error object of a body.
fn inner<'b>(registry: &Registry, body: &'b Value) -> &'b Value {
    match registry.envelope.wrapper.as_str() {
        "" => body,
        wrapper => &body[wrapper],
    }
}

#[test]
fn each_required_field_is_required() {
    for suite in all_registries() {
        let validator = validator(&schema(&suite.registry, false));
        for code in public(&suite.registry) {
            let required = code
                .fields
                .iter()
                .filter(|field| !field.optional && field.in_body);
            for field in required {
                let mut body = sample(&suite.registry, code);
                let error = mutants::object(&mut body, &suite.registry.envelope.wrapper);
                let fields = mutants::object(error, &suite.registry.envelope.fields);
                fields
                    .as_object_mut()
                    .expect("fields")
                    .remove(&field.name.raw)
                    .expect("a field");
                assert!(!validator.is_valid(&body), "{}: {body}", suite.name);
            }
        }
    }
}

#[test]
fn every_schema_is_valid_by_the_metaschema() {
    for suite in all_registries() {
        for (mode, strict) in MODES {
            if let Err(error) =
                jsonschema::draft202012::meta::validate(&schema(&suite.registry, strict))
            {
                panic!("{}, {mode}: {error}", suite.name);
            }
        }
    }
}

/// `$ref` leads to definitions of the schema, and each definition is used.
#[test]
fn references_and_definitions_are_the_same_set() {
    for suite in all_registries() {
        for (_, strict) in MODES {
            let schema = schema(&suite.registry, strict);
            let mut used = Vec::new();
            references(&schema, &mut used);
            used.sort();
            used.dedup();
            let definitions = schema["$defs"].as_object().expect("definitions");
            let mut defined: Vec<_> = definitions
                .keys()
                .map(|key| format!("#/$defs/{key}"))
                .collect();
            defined.sort();
            assert_eq!(used, defined, "{}", suite.name);
        }
    }
}

/// The values of `$ref`, outside of examples and constants.
fn references(schema: &Value, found: &mut Vec<String>) {
    match schema {
        Value::Object(entries) => {
            for (key, value) in entries {
                match (key.as_str(), value) {
                    ("$ref", Value::String(reference)) => found.push(reference.clone()),
                    ("examples" | "const" | "enum", _) => {}
                    _ => references(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

/// The texts of the registry, where they end up: whole schemas, one open and one strict. Where they differ, this writes
/// them anew, and fails.
#[test]
fn whole_schemas_are_as_expected() {
    let mut stale = Vec::new();
    for (name, strict) in [("lifecycle", false), ("nested", true)] {
        let suite = suites()
            .into_iter()
            .find(|suite| suite.name == name)
            .expect("a suite");
        let id = Some(format!("https://example.com/{name}.json"));
        let output = JsonSchemaOutput {
            path: String::new(),
            strict,
            id,
        };
        let found = json_schema::document(&suite.registry, &output).into_text();
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join(format!("tests/schema/expected/{name}.schema.json"));
        let expected = fs::read_to_string(&path)
            .unwrap_or_default()
            .replace("\r\n", "\n");
        if found != expected {
            fs::write(&path, found).expect("the expectation is written");
            stale.push(path);
        }
    }
    assert!(
        stale.is_empty(),
        "written anew: look at them, and commit them: {stale:#?}"
    );
}

/// Nothing that is internal shows: no code, no field, no type that only internal codes use.
#[test]
fn internal_codes_stay_private() {
    let suite = suites()
        .into_iter()
        .find(|suite| suite.name == "lifecycle")
        .expect("a suite");
    let text = schema(&suite.registry, false).to_string();
    for private in ["ledger", "Ledger", "secret", "shard"] {
        assert!(!text.contains(private), "{private} in {text}");
    }
    assert!(text.contains("Trace"), "a type of a common field");
}

/// What `schema/ajv.mjs` and `schema/editors.py` read.
#[test]
fn cases_for_other_languages() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("schema");
    fs::create_dir_all(&folder).expect("a folder below target/");
    for suite in suites().into_iter().chain(own_registries()) {
        let written = suite
            .bodies
            .iter()
            .filter(|(verdict, _)| verdict != "exact");
        let mut bodies: Vec<Value> = written.map(|(_, body)| body.clone()).collect();
        bodies.extend(
            changed_samples(&suite.registry)
                .into_iter()
                .filter(mutants::is_safe_in_javascript),
        );
        for (mode, strict) in MODES {
            let (valid, invalid): (Vec<_>, Vec<_>) = bodies
                .iter()
                .partition(|body| reader::accepts(&suite.registry, strict, body));
            let case = json!({ "schema": schema(&suite.registry, strict), "valid": valid, "invalid": invalid });
            let path = folder.join(format!("{}-{mode}.json", suite.name));
            fs::write(path, case.to_string()).expect("a case is written");
        }
    }
    let schema = errbook::emit::registry_schema::document().into_text();
    fs::write(folder.join("registry.schema.json"), schema).expect("the schema is written");
}
