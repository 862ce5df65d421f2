//! The same codes in the language of each generator: names, meanings and fields. What a language cannot say (a status in
//! a schema) is left out.

#![allow(clippy::format_push_string, reason = "it reads well, and is not timed")]

use std::path::Path;
use std::process::Command;
use std::{env, fs, io};

use serde_json::{Map, Value, json};

use crate::codes::{ACTION, Code};

/// Writes the inputs of everybody into a folder, by another process: the memory that a process has had counts for those that
/// it starts, up to the moment at which they are other programs.
pub fn lay(count: usize, folder: &Path) -> io::Result<()> {
    let mut command = Command::new(env::current_exe()?);
    let size = count.to_string();
    let status = command
        .args(["--sizes", &size, "--lay"])
        .arg(folder)
        .status()?;
    if status.success() {
        return Ok(());
    }
    Err(io::Error::other("the inputs cannot be written"))
}

type Render = fn(&[Code]) -> String;

/// Writes them.
pub fn write(codes: &[Code], folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let inputs: [(&str, Render); 5] = [
        (REGISTRY, registry),
        (JSON_SCHEMA, json_schema),
        (OPENAPI, openapi),
        (PROTO, proto),
        (FLATBUFFERS, flatbuffers),
    ];
    let mut inputs = inputs.into_iter();
    inputs.try_for_each(|(name, render)| fs::write(folder.join(name), render(codes)))
}

pub const REGISTRY: &str = "errors.toml";
pub const JSON_SCHEMA: &str = "schema.json";
pub const OPENAPI: &str = "openapi.json";
pub const PROTO: &str = "errors.proto";
pub const FLATBUFFERS: &str = "errors.fbs";

/// `errors.toml`
fn registry(codes: &[Code]) -> String {
    let head = "[registry]\nname = \"bench\"\ndocs_url = \"https://example.com/errors#{code}\"\n";
    std::iter::once(head.to_owned())
        .chain(codes.iter().map(registered))
        .collect()
}

fn registered(code: &Code) -> String {
    let (name, status, retry) = (code.snake(), code.status, code.retry);
    let (message, meaning) = (code.message(), code.meaning());
    let mut text = format!(
        "\n[errors.{name}]\nstatus = {status}\nmessage = \"{message}\"\nretry = \"{retry}\"\n\
         meaning = \"{meaning}\"\naction = \"{ACTION}\"\n"
    );
    if code.has_fields {
        text += &format!("[errors.{name}.fields]\n");
    }
    for (field, doc, example) in code.fields() {
        text += &format!("{field} = {{ type = \"u64\", doc = \"{doc}\", example = {example} }}\n");
    }
    text
}

/// JSON Schema, draft 7, which every reader of JSON Schema knows: a definition for each code, and any of these.
fn json_schema(codes: &[Code]) -> String {
    let refs: Vec<_> = codes
        .iter()
        .map(|code| json!({ "$ref": format!("#/definitions/{}", code.pascal()) }))
        .collect();
    let schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "ApiError",
        "oneOf": refs,
        "definitions": definitions(codes),
    });
    schema.to_string()
}

/// `OpenAPI` 3.0: the same definitions, and a call that answers with them.
fn openapi(codes: &[Code]) -> String {
    let mut schemas = definitions(codes);
    let refs: Vec<_> = codes
        .iter()
        .map(|code| json!({ "$ref": format!("#/components/schemas/{}", code.pascal()) }))
        .collect();
    schemas.insert("ApiError".to_owned(), json!({ "oneOf": refs }));
    let body =
        json!({ "application/json": { "schema": { "$ref": "#/components/schemas/ApiError" } } });
    let document = json!({
        "openapi": "3.0.3",
        "info": { "title": "bench", "version": "1.0.0" },
        "paths": { "/call": { "post": {
            "operationId": "call",
            "responses": { "default": { "description": "An error.", "content": body } },
        } } },
        "components": { "schemas": schemas },
    });
    document.to_string()
}

fn definitions(codes: &[Code]) -> Map<String, Value> {
    let definition = |code: &Code| (code.pascal(), definition(code));
    codes.iter().map(definition).collect()
}

fn definition(code: &Code) -> Value {
    let mut properties = Map::new();
    properties.insert(
        "code".to_owned(),
        json!({ "type": "string", "enum": [code.snake()] }),
    );
    properties.insert("message".to_owned(), json!({ "type": "string" }));
    for (field, doc, _) in code.fields() {
        let number =
            json!({ "type": "integer", "format": "uint64", "minimum": 0, "description": doc });
        properties.insert((*field).to_owned(), number);
    }
    let required: Vec<_> = properties.keys().cloned().collect();
    json!({
        "description": format!("{}\n\n{ACTION}", code.meaning()),
        "type": "object",
        "properties": properties,
        "required": required,
    })
}

/// Protocol Buffers: an enum of the codes, a message for each, and one of these.
fn proto(codes: &[Code]) -> String {
    let mut text = String::from(
        "syntax = \"proto3\";\npackage bench;\n\nenum ErrorCode {\n  UNSPECIFIED = 0;\n",
    );
    for (code, tag) in codes.iter().zip(1..) {
        text += &format!(
            "  // {}\n  {} = {tag};\n",
            code.meaning(),
            code.snake().to_uppercase()
        );
    }
    text += "}\n";
    for code in codes {
        text += &format!(
            "\n// {}\n//\n// {ACTION}\nmessage {} {{\n  string message = 1;\n",
            code.meaning(),
            code.pascal()
        );
        for ((field, doc, _), tag) in code.fields().iter().zip(2..) {
            text += &format!("  // {doc}\n  uint64 {field} = {tag};\n");
        }
        text += "}\n";
    }
    text += "\nmessage ApiError {\n  oneof error {\n";
    for (code, tag) in codes.iter().zip(1..) {
        text += &format!("    {} {} = {tag};\n", code.pascal(), code.snake());
    }
    text + "  }\n}\n"
}

/// `FlatBuffers`: an enum of the codes, and a table for each. A union of them, as in the others, holds 255 at most.
fn flatbuffers(codes: &[Code]) -> String {
    let mut text = String::from("namespace bench;\n\nenum ErrorCode : ushort {\n");
    for code in codes {
        text += &format!("  /// {}\n  {},\n", code.meaning(), code.pascal());
    }
    text += "}\n";
    for code in codes {
        text += &format!(
            "\n/// {}\n///\n/// {ACTION}\ntable {}Error {{\n  message: string;\n",
            code.meaning(),
            code.pascal()
        );
        for (field, doc, _) in code.fields() {
            text += &format!("  /// {doc}\n  {field}: ulong;\n");
        }
        text += "}\n";
    }
    text
}
