//! The schema of `errors.toml` accepts what the parser accepts, and nothing else.
//!
//! The cases are in `schema/registries.txt`; `schema/editors.py` holds taplo and tombi against the same file.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

#[path = "schema/mutants.rs"]
#[allow(
    dead_code,
    reason = "shared with the tests on bodies, which use more of it"
)]
mod mutants;

use std::fs;
use std::path::Path;

use jsonschema::Validator;
use serde_json::{Map, Value, json};
use toml::de::{DeTable, DeValue};

use errbook::emit::registry_schema;
use errbook::escape::Rendered as _;
use errbook::load::load_text;

const CASES: &str = include_str!("schema/registries.txt");

struct Case {
    kind: &'static str,
    name: &'static str,
    toml: &'static str,
}

fn cases() -> Vec<Case> {
    let split = |case: &'static str| {
        let (title, toml) = case.split_once('\n').unwrap_or((case, ""));
        let (kind, name) = title
            .split_once(": ")
            .expect("a case has a kind and a name");
        Case { kind, name, toml }
    };
    CASES.split("\n== ").skip(1).map(split).collect()
}

fn schema() -> Value {
    serde_json::from_str(&registry_schema::document().into_text()).expect("the schema is JSON")
}

fn validator() -> Validator {
    jsonschema::options()
        .should_validate_formats(true)
        .build(&schema())
        .expect("the schema compiles")
}

/// TOML as taplo shows it to a schema: dates are strings, and what JSON has not is null.
fn json_of(toml: &str) -> Value {
    table(DeTable::parse(toml).expect("a case is TOML").get_ref())
}

fn table(table: &DeTable<'_>) -> Value {
    let entries = table.iter();
    Value::Object(
        entries
            .map(|(key, entry)| (key.get_ref().to_string(), value(entry.get_ref())))
            .collect::<Map<_, _>>(),
    )
}

fn value(toml: &DeValue<'_>) -> Value {
    match toml {
        DeValue::String(text) => json!(text),
        DeValue::Integer(number) => {
            json!(i64::from_str_radix(number.as_str(), number.radix()).expect("64 bits"))
        }
        DeValue::Float(number) => json!(number.as_str().parse::<f64>().expect("a float")),
        DeValue::Boolean(flag) => json!(flag),
        DeValue::Datetime(date) => json!(date.to_string()),
        DeValue::Array(items) => items.iter().map(|item| value(item.get_ref())).collect(),
        DeValue::Table(entries) => table(entries),
    }
}

fn parser_accepts(toml: &str) -> bool {
    load_text("errors.toml", toml).registry.is_some()
}

#[test]
fn schema_and_parser_agree() {
    let validator = validator();
    let mut wrong = Vec::new();
    for case in cases() {
        let (by_schema, by_parser) = match case.kind {
            "good" => (true, true),
            "bad" | "float" => (false, false),
            "typed" | "rule" => (true, false),
            other => panic!("no kind of case is called {other}"),
        };
        if validator.is_valid(&json_of(case.toml)) != by_schema {
            wrong.push(format!("schema, {}: {}", case.kind, case.name));
        }
        if parser_accepts(case.toml) != by_parser {
            wrong.push(format!("parser, {}: {}", case.kind, case.name));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn there_are_many_cases_of_either_kind() {
    let count = |kind| cases().iter().filter(|case| case.kind == kind).count();
    assert!(count("good") >= 40, "{} good cases", count("good"));
    assert!(count("bad") >= 40, "{} bad cases", count("bad"));
}

#[test]
fn the_schema_is_valid_by_the_metaschema() {
    if let Err(error) = jsonschema::draft202012::meta::validate(&schema()) {
        panic!("{error}");
    }
}

/// Editors show descriptions: each table, each key and each entry has one.
#[test]
fn every_key_is_described() {
    let schema = schema();
    let mut bare = Vec::new();
    undescribed(&schema, "#", &mut bare);
    assert!(bare.is_empty(), "{bare:#?}");
}

fn undescribed(schema: &Value, place: &str, bare: &mut Vec<String>) {
    for keyword in ["properties", "$defs"] {
        for (key, inner) in schema[keyword].as_object().into_iter().flatten() {
            let place = format!("{place}/{keyword}/{key}");
            if inner["description"].as_str().is_none_or(str::is_empty) {
                bare.push(place.clone());
            }
            undescribed(inner, &place, bare);
        }
    }
}

/// Every default is what an absent key means: a registry that spells all of them out is the same registry.
#[test]
fn defaults_are_those_of_the_parser() {
    let code = "errors.a = { status = 400, message = \"x {b}\", fields = { b = \"string\" } }\n\
                outputs.pages_per_code = {}\n";
    let spelled = r#"
        [registry]
        name = DEFAULT(/properties/registry/properties/name)
        code_case = DEFAULT(/properties/registry/properties/code_case)
        field_case = DEFAULT(/properties/registry/properties/field_case)
        [envelope]
        wrapper = DEFAULT(/properties/envelope/properties/wrapper)
        fields = DEFAULT(/properties/envelope/properties/fields)
        code = DEFAULT(/properties/envelope/properties/code)
        message = DEFAULT(/properties/envelope/properties/message)
        [errors.a]
        status = 400
        message = "x {b}"
        retry = DEFAULT(/$defs/code/properties/retry)
        common = DEFAULT(/$defs/code/properties/common)
        internal = DEFAULT(/$defs/code/properties/internal)
        [errors.a.fields.b]
        type = "string"
        optional = DEFAULT(/$defs/field/properties/optional)
        body = DEFAULT(/$defs/field/properties/body)
        sensitive = DEFAULT(/$defs/field/properties/sensitive)
        [outputs.rust]
        enabled = DEFAULT(/properties/outputs/properties/rust/properties/enabled)
        dir = DEFAULT(/properties/outputs/properties/rust/properties/dir)
        [outputs.markdown]
        enabled = DEFAULT(/properties/outputs/properties/markdown/properties/enabled)
        path = DEFAULT(/properties/outputs/properties/markdown/properties/path)
        [outputs.json_schema]
        enabled = DEFAULT(/properties/outputs/properties/json_schema/properties/enabled)
        path = DEFAULT(/properties/outputs/properties/json_schema/properties/path)
        strict = DEFAULT(/properties/outputs/properties/json_schema/properties/strict)
        [outputs.registry_schema]
        enabled = DEFAULT(/properties/outputs/properties/registry_schema/properties/enabled)
        path = DEFAULT(/properties/outputs/properties/registry_schema/properties/path)
        [outputs.pages]
        files = ["docs/*.mdx"]
        enabled = DEFAULT(/properties/outputs/properties/pages/properties/enabled)
        [outputs.pages_per_code]
        enabled = DEFAULT(/properties/outputs/properties/pages_per_code/properties/enabled)
        dir = DEFAULT(/properties/outputs/properties/pages_per_code/properties/dir)
        [outputs.html]
        enabled = DEFAULT(/properties/outputs/properties/html/properties/enabled)
        path = DEFAULT(/properties/outputs/properties/html/properties/path)
    "#;
    let spelled = with_defaults(spelled);
    // An output that is off without its table has the table alone.
    let least = format!("{code}[outputs.html]\n");
    let (least, most) = (
        load_text("errors.toml", &least),
        load_text("errors.toml", &spelled),
    );
    assert!(most.registry.is_some(), "{:#?}", most.diagnostics);
    assert_eq!(least.registry, most.registry);
    let defaults = schema().to_string().matches("\"default\"").count();
    // A field of a type has the defaults `optional` and `sensitive` once more.
    assert_eq!(
        spelled.matches(" = ").count() - 4,
        defaults - 2,
        "a default is not spelled out here"
    );
}

/// Puts the schema's own default in place of each `DEFAULT(pointer)`.
fn with_defaults(text: &str) -> String {
    let schema = schema();
    let mut parts = text.split("DEFAULT(");
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (pointer, rest) = part.split_once(')').expect("a pointer ends");
        let key = schema.pointer(pointer).expect("a key of the schema");
        whole += &key["default"].to_string();
        whole += rest;
    }
    whole
}

/// The least registry, and an unknown key `zzzzzzzz` in each of its tables.
const UNKNOWN_KEYS: [(&str, &str); 20] = [
    ("zzzzzzzz = 1", ""),
    ("registry.zzzzzzzz = 1", "/properties/registry"),
    ("envelope.zzzzzzzz = 1", "/properties/envelope"),
    ("errors.a.zzzzzzzz = 1", "/$defs/code"),
    (
        "errors.a.deprecated.zzzzzzzz = 1",
        "/$defs/code/properties/deprecated",
    ),
    (
        "errors.a.links = [{ text = 'x', url = '/', zzzzzzzz = 1 }]",
        "/$defs/code/properties/links/items",
    ),
    (
        "errors.a.fields.b = { type = 'u64?', zzzzzzzz = 1 }",
        "/$defs/field",
    ),
    ("types.B = { values = ['b'], zzzzzzzz = 1 }", "/$defs/type"),
    (
        "retired.b = { zzzzzzzz = 1 }",
        "/properties/retired/patternProperties/*",
    ),
    (
        "operations.b = { errors = ['a'], zzzzzzzz = 1 }",
        "/properties/operations/patternProperties/*",
    ),
    ("rejections.zzzzzzzz = 'a'", "/properties/rejections"),
    ("outputs.zzzzzzzz = 1", "/properties/outputs"),
    (
        "outputs.rust.zzzzzzzz = 1",
        "/properties/outputs/properties/rust",
    ),
    (
        "outputs.markdown.zzzzzzzz = 1",
        "/properties/outputs/properties/markdown",
    ),
    (
        "outputs.json_schema.zzzzzzzz = 1",
        "/properties/outputs/properties/json_schema",
    ),
    (
        "outputs.registry_schema.zzzzzzzz = 1",
        "/properties/outputs/properties/registry_schema",
    ),
    (
        "outputs.pages = { files = ['a.md'], zzzzzzzz = 1 }",
        "/properties/outputs/properties/pages",
    ),
    (
        "outputs.pages_per_code = { zzzzzzzz = 1 }",
        "/properties/outputs/properties/pages_per_code",
    ),
    (
        "outputs.html.zzzzzzzz = 1",
        "/properties/outputs/properties/html",
    ),
    (
        "envelope.common.b = { type = 'u64?', zzzzzzzz = 1 }",
        "/$defs/field",
    ),
];

#[test]
fn keys_are_those_that_the_parser_names() {
    let schema = schema();
    for (line, place) in UNKNOWN_KEYS {
        let table = at(&schema, place);
        let keys = table["properties"].as_object().expect("a table").keys();
        assert_eq!(
            named_by_the_parser(line, "unknown-key"),
            sorted(keys),
            "{line}"
        );
    }
}

const UNKNOWN_WORDS: [(&str, &str); 9] = [
    (
        "registry.code_case = 'zzzzzzzz'",
        "/properties/registry/properties/code_case",
    ),
    (
        "registry.field_case = 'zzzzzzzz'",
        "/properties/registry/properties/field_case",
    ),
    (
        "errors.a.retry = 'zzzzzzzz'",
        "/$defs/code/properties/retry",
    ),
    ("errors.a.grpc = 'zzzzzzzz'", "/$defs/code/properties/grpc"),
    (
        "errors.a.fields.b = { type = 'string?', format = 'zzzzzzzz' }",
        "/$defs/field/properties/format",
    ),
    (
        "outputs.markdown.columns = ['zzzzzzzz']",
        "/properties/outputs/properties/markdown/properties/columns/items",
    ),
    (
        "outputs.rust.features = ['zzzzzzzz']",
        "/properties/outputs/properties/rust/properties/features/items",
    ),
    (
        "outputs.pages = { files = ['a.md'], flavour = 'zzzzzzzz' }",
        "/properties/outputs/properties/pages/properties/flavour",
    ),
    (
        "outputs.pages_per_code = { flavour = 'zzzzzzzz' }",
        "/properties/outputs/properties/pages_per_code/properties/flavour",
    ),
];

#[test]
fn choices_are_those_that_the_parser_names() {
    let schema = schema();
    for (line, place) in UNKNOWN_WORDS {
        let words = at(&schema, place)["enum"]
            .as_array()
            .expect("choices")
            .iter();
        let words = words.map(|word| word.as_str().expect("a word"));
        assert_eq!(
            named_by_the_parser(line, "unknown-choice"),
            sorted(words),
            "{line}"
        );
    }
    let enums = schema.to_string().matches("\"enum\"").count();
    // A field of a type has the formats once more.
    assert_eq!(
        enums,
        UNKNOWN_WORDS.len() + 1,
        "a choice is not compared here"
    );
}

/// The schema at a pointer, in which `*` is the one key of an object.
fn at<'s>(schema: &'s Value, pointer: &str) -> &'s Value {
    pointer
        .split('/')
        .skip(1)
        .fold(schema, |schema, key| match key {
            "*" => schema
                .as_object()
                .and_then(|only| only.values().next())
                .expect("an entry"),
            key => &schema[key],
        })
}

fn sorted(words: impl Iterator<Item = impl AsRef<str>>) -> Vec<String> {
    let mut words: Vec<_> = words.map(|word| word.as_ref().to_owned()).collect();
    words.sort();
    words
}

/// The words in the help of the one diagnostic of `rule`.
fn named_by_the_parser(line: &str, rule: &str) -> Vec<String> {
    let toml = format!("errors.a.status = 400\nerrors.a.message = 'x'\n{line}\n");
    let found = load_text("errors.toml", &toml).diagnostics;
    let help = found
        .iter()
        .find(|found| found.rule.id == rule)
        .map(|found| found.help.clone());
    let help = help.unwrap_or_else(|| panic!("{line}: {found:#?}"));
    sorted(help.split('`').skip(1).step_by(2))
}

/// Editors must not complain about what errbook accepts.
#[test]
fn every_registry_of_this_repository_fits_the_schema() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut paths = vec![
        root.join("errors.toml"),
        root.join("examples/rendobar/errors.toml"),
    ];
    let hostile = fs::read_dir(root.join("tests/adversarial")).expect("a folder");
    paths.extend(hostile.map(|entry| entry.expect("an entry").path()));
    let validator = validator();
    let mut accepted = 0;
    for path in paths {
        let text = fs::read(&path)
            .map(String::from_utf8)
            .expect("a file")
            .unwrap_or_default();
        let toml = text.trim_start_matches('\u{feff}');
        if path
            .extension()
            .is_some_and(|extension| extension == "toml")
            && parser_accepts(toml)
        {
            let json = json_of(toml);
            assert!(
                validator.is_valid(&json),
                "{}: {:?}",
                path.display(),
                validator.validate(&json)
            );
            accepted += 1;
        }
    }
    assert!(accepted > 20, "{accepted} registries");
}

/// Rules about a single value: what breaks them, a schema can see.
const RULES_OF_SHAPE: [&str; 14] = [
    "category-style",
    "list-items",
    "missing-key",
    "one-line",
    "operation-name",
    "operation-request",
    "registry-name",
    "status-range",
    "type-name",
    "type-shape",
    "unknown-choice",
    "unknown-key",
    "version",
    "wrong-type",
];

/// Each good case is changed in each place. Where the schema refuses the outcome, so does the parser; where the
/// parser refuses the shape of a value, so does the schema.
#[test]
fn schema_and_parser_agree_on_every_change_of_every_good_case() {
    let validator = validator();
    let (mut wrong, mut accepted, mut refused) = (Vec::new(), 0, 0);
    for json in cases()
        .iter()
        .filter(|case| case.kind == "good")
        .map(|case| json_of(case.toml))
    {
        let wires = [
            "a".to_owned(),
            "not a code".to_owned(),
            "string[]?".to_owned(),
        ];
        for changed in mutants::of(&json, &wires)
            .iter()
            .filter(|json| toml_can_say(json))
        {
            let toml = toml_of(changed);
            let broken = broken_rules(&toml);
            let fits = validator.is_valid(changed);
            let shape = broken.iter().any(|rule| RULES_OF_SHAPE.contains(rule));
            *(if fits { &mut accepted } else { &mut refused }) += 1;
            if !fits && broken.is_empty() || fits && shape {
                wrong.push(format!("schema: {fits}, parser: {broken:?}\n{toml}"));
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
        accepted > 1000 && refused > 1000,
        "{accepted} accepted, {refused} refused"
    );
}

fn broken_rules(toml: &str) -> Vec<&'static str> {
    let found = load_text("errors.toml", toml).diagnostics;
    let errors = found.iter().filter(|found| found.is_error());
    errors.map(|found| found.rule.id).collect()
}

/// JSON that TOML has as well, and that comes back as the same JSON: without null, without floats that are whole,
/// and without dates, which are strings in JSON.
fn toml_can_say(json: &Value) -> bool {
    match json {
        Value::Null => false,
        Value::Number(number) => {
            !number.is_f64() || number.as_f64().is_some_and(|float| float.fract() != 0.0)
        }
        Value::Array(items) => items.iter().all(toml_can_say),
        Value::Object(entries) => {
            !entries.contains_key("updated") && entries.values().all(toml_can_say)
        }
        Value::Bool(_) | Value::String(_) => true,
    }
}

/// A table as TOML: one line a key, everything below it inline.
fn toml_of(json: &Value) -> String {
    let Some(entries) = json.as_object() else {
        return format!("value = {}\n", inline(json));
    };
    let lines = entries
        .iter()
        .map(|(key, value)| format!("{} = {}", json!(key), inline(value)));
    lines.collect::<Vec<_>>().join("\n")
}

/// TOML writes strings, numbers and lists as JSON does.
fn inline(json: &Value) -> String {
    let list = |items: Vec<String>| items.join(", ");
    match json {
        Value::Array(items) => format!("[{}]", list(items.iter().map(inline).collect())),
        Value::Object(entries) => {
            let entry =
                |(key, value): (&String, &Value)| format!("{} = {}", json!(key), inline(value));
            format!("{{ {} }}", list(entries.iter().map(entry).collect()))
        }
        other => other.to_string(),
    }
}
