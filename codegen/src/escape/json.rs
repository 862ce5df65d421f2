//! JSON documents: always built as values, so that text is encoded by the JSON writer and by nothing else.

use super::{Rendered, sealed::Sealed};
use crate::model::Value;

/// A JSON object in the making; keys stay in the order in which they are added.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct JsonObject(Vec<(String, Value)>);

impl JsonObject {
    /// An object without keys.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a key.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.push(key, value);
        self
    }

    /// Adds a key, in place.
    pub fn push(&mut self, key: &str, value: impl Into<Value>) {
        self.0.push((key.to_owned(), value.into()));
    }

    /// Has it no key?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds a key where there is a value for it.
    #[must_use]
    pub fn with_some(self, key: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// Adds a text, unless it is empty.
    #[must_use]
    pub fn with_text(self, key: &str, text: impl Into<String>) -> Self {
        let text = text.into();
        self.with_some(key, (!text.is_empty()).then_some(text))
    }

    /// Adds a list, unless it is empty.
    #[must_use]
    pub fn with_list(self, key: &str, items: Vec<Value>) -> Self {
        self.with_some(key, (!items.is_empty()).then_some(Value::Array(items)))
    }

    /// Adds the keys of another object behind those of this one.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }
}

impl From<JsonObject> for Value {
    fn from(object: JsonObject) -> Self {
        Self::Object(object.0)
    }
}

/// A JSON string that holds `text`, in its quotes.
#[must_use]
pub fn string(text: &str) -> String {
    Value::from(text).to_json()
}

/// JSON of which the values of each object stand below each other; an object has no place beside others.
#[must_use]
pub fn aligned(value: &Value) -> String {
    aligned_at(value, 0)
}

fn aligned_at(value: &Value, indent: usize) -> String {
    let outer = " ".repeat(indent);
    let Value::Object(entries) = value else {
        return value.to_json_pretty().replace('\n', &format!("\n{outer}"));
    };
    if entries.is_empty() {
        return "{}".to_owned();
    }
    let key = |(key, _): &(String, Value)| string(key) + ":";
    let is_flat = |(_, value): &&(String, Value)| !matches!(value, Value::Object(_));
    let widths = entries.iter().filter(is_flat);
    let widest = widths.map(|entry| key(entry).chars().count()).max();
    let line = |entry: &(String, Value)| {
        let width = widest.filter(|_| is_flat(&entry)).unwrap_or(0);
        let inner = aligned_at(&entry.1, indent + 2);
        format!("{outer}  {:width$} {inner}", key(entry))
    };
    let lines: Vec<String> = entries.iter().map(line).collect();
    format!("{{\n{}\n{outer}}}", lines.join(",\n"))
}

/// JSON in one line, with blanks where a person would put them.
#[must_use]
pub fn spaced(value: &Value) -> String {
    let list = |open: &str, items: Vec<String>, close: &str| {
        if items.is_empty() {
            format!("{open}{close}")
        } else {
            format!("{open} {} {close}", items.join(", "))
        }
    };
    match value {
        Value::Object(entries) => {
            let entry =
                |(key, value): &(String, Value)| format!("{}: {}", string(key), spaced(value));
            list("{", entries.iter().map(entry).collect(), "}")
        }
        Value::Array(items) => format!(
            "[{}]",
            items.iter().map(spaced).collect::<Vec<_>>().join(", ")
        ),
        other => other.to_json(),
    }
}

/// A JSON file.
#[derive(Clone, Debug, PartialEq)]
pub struct JsonDocument(Value);

impl JsonDocument {
    /// The file that holds `value`, indented by two spaces.
    #[must_use]
    pub fn new(value: impl Into<Value>) -> Self {
        Self(value.into())
    }
}

impl JsonDocument {
    /// The document as code of a page.
    #[must_use]
    pub fn into_code(self) -> String {
        self.0.to_json_pretty()
    }
}

impl Sealed for JsonDocument {}

impl Rendered for JsonDocument {
    fn into_text(self) -> String {
        let mut text = self.0.to_json_pretty();
        text.push('\n');
        text
    }
}
