//! One module per output, all of the same shape: `emit(&Registry, &mut Files)`.
//!
//! Emitters cannot fail, read no file and know no clock; they import `model`, `markup`, `escape` and `files`.

pub mod json_schema;
pub mod markdown;
pub mod registry_schema;
pub mod rust;

use crate::files::Files;
use crate::model::Registry;

/// One output of a registry.
pub struct Output {
    /// The name of its table in `[outputs]`.
    pub name: &'static str,
    /// Renders it, where the registry enables it.
    pub emit: fn(&Registry, &mut Files),
}

/// Every output, in the order in which help and messages name them.
pub static OUTPUTS: &[Output] = &[
    Output {
        name: "rust",
        emit: rust::emit,
    },
    Output {
        name: "markdown",
        emit: markdown::emit,
    },
    Output {
        name: "json_schema",
        emit: json_schema::emit,
    },
    Output {
        name: "registry_schema",
        emit: registry_schema::emit,
    },
];

/// Renders every output that the registry enables.
#[must_use]
pub fn all(registry: &Registry) -> Files {
    let mut files = Files::default();
    for output in OUTPUTS {
        (output.emit)(registry, &mut files);
    }
    files
}

/// Renders those outputs only whose names are given.
#[must_use]
pub fn only(registry: &Registry, names: &[String]) -> Files {
    let mut files = Files::part();
    for output in OUTPUTS {
        if names.iter().any(|name| name == output.name) {
            (output.emit)(registry, &mut files);
        }
    }
    files
}
