//! The schema of the errors (JSON Schema 2020-12), as a part of a document that holds other schemas as well.

#![allow(dead_code, reason = "few features use all of this")]

use super::alloc::format;
use super::alloc::string::String;

use serde_json::Value;

use super::contract::{BODY, CODES, ERRORS, TYPES};

/// What the names of definitions begin with, so that they are not taken for a service's own.
const PREFIX: &str = "ApiError";

/// Where the generated schemas have their definitions.
const GENERATED_PATH: &str = "#/$defs/";

/// Names, and schemas as texts.
type Table = &'static [(&'static str, &'static str)];

/// The whole body, in a document whose definitions are below `path`, such as `#/$defs/`.
pub(crate) fn body(path: &str) -> Value {
    parsed(BODY, path)
}

/// The text of a code.
pub(crate) fn code() -> Value {
    serde_json::json!({ "type": "string", "enum": CODES })
}

/// All that [`body`] refers to: the name of each definition, and its schema.
pub(crate) fn definitions(path: &str) -> impl Iterator<Item = (String, Value)> + '_ {
    of(ERRORS, path).chain(types(path))
}

/// All that fields refer to.
pub(crate) fn types(path: &str) -> impl Iterator<Item = (String, Value)> + '_ {
    of(TYPES, path)
}

fn of(table: Table, path: &str) -> impl Iterator<Item = (String, Value)> + '_ {
    let named = |name: &str| format!("{PREFIX}{name}");
    table
        .iter()
        .map(move |(name, text)| (named(name), parsed(text, path)))
}

/// The definition of an error or a type; anything where it has none.
pub(crate) fn definition(name: &str, path: &str) -> Value {
    let found = ERRORS.iter().chain(TYPES).find(|(other, _)| *other == name);
    found.map_or(Value::Bool(true), |(_, text)| parsed(text, path))
}

fn parsed(text: &str, path: &str) -> Value {
    let mut schema = serde_json::from_str(text).unwrap_or_default();
    relocate(&mut schema, path);
    schema
}

/// Turns references to generated definitions into references to those below `path`.
pub(crate) fn relocate(schema: &mut Value, path: &str) {
    if let Some(Value::String(reference)) = schema.get_mut("$ref") {
        if let Some(name) = reference.strip_prefix(GENERATED_PATH) {
            *reference = format!("{path}{PREFIX}{name}");
        }
    }
    each_within(schema, &mut |inner| relocate(inner, path));
}

/// Visits the schemas that are directly within a schema. What is data (examples, choices) is left alone.
pub(crate) fn each_within(schema: &mut Value, visit: &mut dyn FnMut(&mut Value)) {
    let Value::Object(keywords) = schema else {
        return;
    };
    for (keyword, value) in keywords {
        match (keyword.as_str(), value) {
            ("properties", Value::Object(inner)) => inner.values_mut().for_each(&mut *visit),
            ("anyOf" | "allOf", Value::Array(inner)) => inner.iter_mut().for_each(&mut *visit),
            ("additionalProperties" | "items", inner) => visit(inner),
            _ => {}
        }
    }
}
