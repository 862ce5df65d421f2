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

impl Sealed for JsonDocument {}

impl Rendered for JsonDocument {
    fn into_text(self) -> String {
        let mut text = self.0.to_json_pretty();
        text.push('\n');
        text
    }
}
