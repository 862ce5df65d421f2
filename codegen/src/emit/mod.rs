//! One module per output, all of the same shape: `emit(&Registry, &mut Files)`.
//!
//! Emitters cannot fail, read no file and know no clock; they import `model`, `markup`, `escape` and `files`.

pub mod json_schema;
pub mod markdown;
pub mod registry_schema;
pub mod rust;

use crate::files::Files;
use crate::model::Registry;

/// Renders every output that the registry enables.
#[must_use]
pub fn all(registry: &Registry) -> Files {
    let mut files = Files::default();
    rust::emit(registry, &mut files);
    markdown::emit(registry, &mut files);
    json_schema::emit(registry, &mut files);
    registry_schema::emit(registry, &mut files);
    files
}
