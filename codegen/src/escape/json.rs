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

/// JSON of which the values of each object stand below each other.
#[must_use]
pub fn aligned(value: &Value) -> String {
    fn push(out: &mut String, value: &Value, indent: usize) {
        let Value::Object(entries) = value else {
            let text = value.to_json_pretty();
            return out.push_str(&text.replace('\n', &format!("\n{:indent$}", "")));
        };
        let keys: Vec<String> = entries.iter().map(|(key, _)| string(key)).collect();
        // An object has no place beside others.
        let is_flat = |(key, (_, value)): &(&String, &(String, Value))| {
            (!matches!(value, Value::Object(_))).then(|| key.chars().count())
        };
        let widest = keys
            .iter()
            .zip(entries)
            .filter_map(|entry| is_flat(&entry))
            .max();
        out.push('{');
        for (index, (key, (_, value))) in keys.iter().zip(entries).enumerate() {
            let inner = indent + 2;
            out.push_str(if index > 0 { "," } else { "" });
            out.push_str(&format!("\n{:inner$}{key}: ", ""));
            if !matches!(value, Value::Object(_)) {
                let gap = widest.unwrap_or(0).saturating_sub(key.chars().count());
                out.extend(std::iter::repeat_n(' ', gap));
            }
            push(out, value, inner);
        }
        out.push_str(&if entries.is_empty() {
            "}".to_owned()
        } else {
            format!("\n{:indent$}}}", "")
        });
    }
    let mut out = String::new();
    push(&mut out, value, 0);
    out
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
