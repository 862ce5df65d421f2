//! JSON documents: always built as values.

use super::{Rendered, sealed::Sealed};
use crate::model::Value;

/// A JSON file.
pub struct JsonDocument(Value);

impl JsonDocument {
    /// The file that holds `value`, indented by two spaces.
    #[must_use]
    pub fn new(value: Value) -> Self {
        Self(value)
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
