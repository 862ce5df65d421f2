//! The JSON Schema (2020-12) of `errors.toml` itself, for editors: completion, hover texts, mistakes while typing.
//!
//! It says what a single value can look like (keys, types, sets of values, patterns), as the parser does. What holds
//! between two places, such as codes being unique, `errbook check` alone says. It is the same for every registry.
//!
//! # TOML as JSON Schema sees it
//!
//! taplo and tombi, which stand behind the editors' plugins, show TOML to a schema each in its own way. A date is a
//! string to taplo and a type of its own to tombi: `"format": "date"` is right for both. A field, which is a string
//! or a table, is one schema with two types: both tools then show a mistake in it at its exact place, where an
//! `anyOf` would only say that nothing fits. A float that is whole (`status = 402.0`) is an integer to JSON Schema,
//! and so to taplo; tombi and errbook refuse it.

mod keys;
mod patterns;

use crate::escape::json::{JsonDocument, JsonObject};
use crate::files::Files;
use crate::model::{Registry, Value};
use keys::{DefaultValue, Key, Kind};

/// Renders this output.
pub fn emit(registry: &Registry, files: &mut Files) {
    if let Some(path) = &registry.outputs.registry_schema {
        files.insert(path.as_str(), document());
    }
}

/// The JSON Schema of a registry.
#[must_use]
pub fn document() -> JsonDocument {
    let type_field = keys::FIELD
        .iter()
        .filter(|key| !keys::RESPONSE_KEYS.contains(&key.name));
    let definitions = JsonObject::new()
        .with("code", described(keys::CODE_DOC, object(keys::CODE)))
        .with("field", described(keys::FIELD_DOC, field(keys::FIELD)))
        .with("type", described(keys::TYPE_DOC, named_type()))
        .with("type-field", described(keys::FIELD_DOC, field(type_field)));
    let document = JsonObject::new()
        .with("$schema", "https://json-schema.org/draft/2020-12/schema")
        .with("$comment", super::NOTICE)
        .with("title", "errors.toml")
        .and(described(keys::ROOT_DOC, object(keys::ROOT)))
        .with("anyOf", has_codes())
        .with("$defs", definitions);
    JsonDocument::new(document)
}

/// The type alone, or a table.
fn field(keys: impl IntoIterator<Item = &'static Key>) -> JsonObject {
    JsonObject::new()
        .with("type", texts(&["string", "object"]))
        .with("pattern", patterns::field_type())
        .and(table(keys))
}

/// An object or a set of strings, and not both.
fn named_type() -> JsonObject {
    let choices = vec![requires("fields").into(), requires("values").into()];
    object(keys::TYPE).with("oneOf", Value::Array(choices))
}

/// There is a code in the file, or files that may have one are included.
fn has_codes() -> Value {
    let not_empty = of("object").with("minProperties", number(1));
    let here = requires("errors").with("properties", JsonObject::new().with("errors", not_empty));
    Value::Array(vec![here.into(), requires("include").into()])
}

fn requires(key: &str) -> JsonObject {
    JsonObject::new().with("required", texts(&[key]))
}

fn object(keys: &'static [Key]) -> JsonObject {
    of("object").and(table(keys))
}

/// The keys of a table. Any other is refused.
fn table(keys: impl IntoIterator<Item = &'static Key>) -> JsonObject {
    let mut properties = JsonObject::new();
    let mut required = Vec::new();
    for key in keys {
        properties.push(key.name, property(key));
        if key.required {
            required.push(key.name.into());
        }
    }
    JsonObject::new()
        .with("properties", properties)
        .with_list("required", required)
        .with("additionalProperties", false)
}

fn property(key: &Key) -> JsonObject {
    let default: Option<Value> = match key.default {
        DefaultValue::None => None,
        DefaultValue::Text(text) => Some(text.into()),
        DefaultValue::Flag(flag) => Some(flag.into()),
    };
    described(key.doc, value(&key.kind)).with_some("default", default)
}

/// What a value looks like.
fn value(kind: &Kind) -> JsonObject {
    match kind {
        Kind::Text => of("string"),
        Kind::Matching(pattern) => of("string").with("pattern", *pattern),
        Kind::Short(pattern, longest) => {
            value(&Kind::Matching(pattern)).with("maxLength", number(u32::from(*longest)))
        }
        Kind::Type => of("string").with("pattern", patterns::field_type()),
        Kind::Folder => of("string").with("pattern", patterns::folder()),
        Kind::File(endings) => of("string").with("pattern", patterns::file(endings)),
        Kind::Choice(choices) => of("string").with("enum", texts(choices)),
        Kind::Flag => of("boolean"),
        Kind::Date => of("string").with("format", "date"),
        Kind::Number => of("number"),
        Kind::Integer(least, most) => of("integer")
            .with("minimum", number(*least))
            .with("maximum", number(*most)),
        Kind::Any => any(),
        Kind::List(item) => of("array").with("items", value(item)),
        Kind::Set(item) => value(&Kind::List(item))
            .with("minItems", number(1))
            .with("uniqueItems", true),
        Kind::Table(keys) => object(keys),
        Kind::Map(names, entry) => map(names, value(entry)),
        Kind::Definition(name) => JsonObject::new().with("$ref", format!("#/$defs/{name}")),
    }
}

/// What TOML and JSON both have. tombi takes an object whose keys are not spoken of for one that has none.
fn any() -> JsonObject {
    let types = ["string", "number", "boolean", "array", "object"];
    JsonObject::new()
        .with("type", texts(&types))
        .with("items", true)
        .with("additionalProperties", true)
}

fn number(number: u32) -> Value {
    Value::Int(number.into())
}

fn of(name: &str) -> JsonObject {
    JsonObject::new().with("type", name)
}

fn described(doc: &str, schema: JsonObject) -> JsonObject {
    JsonObject::new().with("description", doc).and(schema)
}

fn texts(items: &[&str]) -> Value {
    Value::Array(items.iter().map(|item| Value::from(*item)).collect())
}

/// A table whose keys the author chooses.
fn map(names: &str, entries: JsonObject) -> JsonObject {
    of("object")
        .with("patternProperties", JsonObject::new().with(names, entries))
        .with("additionalProperties", false)
}
