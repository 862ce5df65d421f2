//! What `errors.toml` promises, worked out from the TOML alone.

use std::path::Path;
use std::time::Duration;

use serde_json::{Map, Value, json};
use toml::Table;

/// One error, as a server has to send it and a client has to read it.
pub struct Expected {
    pub code: String,
    pub status: u16,
    pub message: String,
    pub docs_url: String,
    pub headers: Vec<(String, String)>,
    /// The fields of the body, those of every error included.
    pub fields: Map<String, Value>,
    pub body: Value,
    pub retryable: bool,
    pub wait: Option<Duration>,
}

/// Reads a registry of this repository.
pub fn read(name: &str) -> Vec<Expected> {
    let path = match name {
        "lavendly" => "../../errors.toml",
        _ => "../rendobar/errors.toml",
    };
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let registry: Table = std::fs::read_to_string(path).unwrap().parse().unwrap();
    let errors = registry["errors"].as_table().unwrap();
    let errors = errors
        .iter()
        .map(|(code, error)| expected(&registry, code, error.as_table().unwrap()));
    errors.collect()
}

fn text<'a>(table: &'a Table, key: &str) -> Option<&'a str> {
    table.get(key).map(|value| value.as_str().unwrap())
}

fn tables<'a>(table: &'a Table, key: &str) -> Vec<(&'a String, &'a Table)> {
    let entries = table
        .get(key)
        .into_iter()
        .flat_map(|value| value.as_table().unwrap());
    entries
        .map(|(name, value)| (name, value.as_table().unwrap()))
        .collect()
}

/// The example of a field; the request's own id stands for what every error may carry.
fn example(field: &Table) -> Value {
    match field.get("example") {
        Some(toml::Value::Integer(number)) => json!(number),
        Some(toml::Value::String(text)) => json!(text),
        None => json!("req_7"),
        Some(other) => panic!("an example of a kind that no registry has had yet: {other:?}"),
    }
}

/// The text of a value, as messages and headers have it.
fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn millis(field: &Table, value: &Value) -> Option<u64> {
    let unit = match text(field, "unit")? {
        "ms" => 1,
        "s" => 1000,
        other => panic!("a unit that no registry has had yet: {other:?}"),
    };
    Some(value.as_u64()? * unit)
}

fn expected(registry: &Table, code: &str, error: &Table) -> Expected {
    let head = registry["registry"].as_table().unwrap();
    let none = Table::new();
    let envelope = registry
        .get("envelope")
        .map_or(&none, |value| value.as_table().unwrap());
    let own = tables(error, "fields");
    let common = tables(envelope, "common");

    let mut message = text(error, "message").unwrap().to_owned();
    let (mut headers, mut fields, mut wait) = (Vec::new(), Map::new(), None);
    for (name, field) in own.into_iter().chain(common) {
        let value = example(field);
        message = message.replace(&format!("{{{name}}}"), &plain(&value));
        match text(field, "header") {
            Some("Retry-After") => {
                let millis = millis(field, &value).unwrap();
                wait = Some(Duration::from_millis(millis));
                headers.push(("Retry-After".to_owned(), millis.div_ceil(1000).to_string()));
            }
            Some(header) => headers.push((header.to_owned(), plain(&value))),
            None => {}
        }
        if field.get("body").is_none_or(|body| body.as_bool().unwrap()) {
            fields.insert(name.clone(), value);
        }
    }

    let mut object = Map::from_iter([
        ("code".to_owned(), json!(code)),
        ("message".to_owned(), json!(message)),
    ]);
    match text(envelope, "fields") {
        Some(key) if !fields.is_empty() => _ = object.insert(key.to_owned(), json!(fields)),
        _ => object.extend(fields.clone()),
    }
    Expected {
        code: code.to_owned(),
        status: error["status"].as_integer().unwrap().try_into().unwrap(),
        message,
        docs_url: text(head, "docs_url").unwrap().replace("{code}", code),
        headers,
        fields,
        body: json!({ "error": object }),
        retryable: matches!(text(error, "retry"), Some("backoff" | "after")),
        wait,
    }
}
