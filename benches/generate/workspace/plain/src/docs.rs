//! The docs page and the schema.

use std::fmt::Write;

use serde_json::{Map, Value, json};

use crate::{Code, Registry};

pub fn page(registry: &Registry) -> String {
    let mut text = String::from(
        "# Errors\n\n| Code | HTTP | Meaning | What to do |\n| --- | --- | --- | --- |\n",
    );
    for (name, code) in &registry.errors {
        let _ = writeln!(
            text,
            "| `{name}` | {} | {} | {} |",
            code.status, code.meaning, code.action
        );
    }
    for (name, code) in &registry.errors {
        let _ = write!(
            text,
            "\n### `{name}`\n\nStatus {}.\n\n{}\n\n{}\n",
            code.status, code.meaning, code.action
        );
        for (field, says) in &code.fields {
            let _ = write!(text, "\n- `{field}`: {}", says.doc);
        }
        let sample = serde_json::to_string_pretty(&sample(name, code)).unwrap_or_default();
        let _ = write!(text, "\n```json\n{sample}\n```\n");
    }
    text
}

fn sample(name: &str, code: &Code) -> Value {
    let mut error = Map::new();
    error.insert("code".to_owned(), json!(name));
    error.insert("message".to_owned(), json!(code.message));
    for (field, says) in &code.fields {
        error.insert(field.clone(), json!(says.example));
    }
    json!({ "error": error })
}

pub fn schema(registry: &Registry) -> Value {
    let definitions: Map<String, Value> = registry
        .errors
        .iter()
        .map(|(name, code)| (name.clone(), definition(name, code)))
        .collect();
    let refs: Vec<_> = registry
        .errors
        .keys()
        .map(|name| json!({ "$ref": format!("#/$defs/{name}") }))
        .collect();
    json!({ "properties": { "error": { "anyOf": refs } }, "$defs": definitions })
}

fn definition(name: &str, code: &Code) -> Value {
    let mut properties = Map::new();
    properties.insert("code".to_owned(), json!({ "const": name }));
    properties.insert("message".to_owned(), json!({ "type": "string" }));
    for (field, says) in &code.fields {
        properties.insert(
            field.clone(),
            json!({ "type": "integer", "description": says.doc }),
        );
    }
    json!({ "type": "object", "description": code.meaning, "properties": properties })
}
