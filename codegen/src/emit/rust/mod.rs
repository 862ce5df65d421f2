//! The Rust crate: `lib.rs` and its modules.
//!
//! What differs from registry to registry is generated: the codes and their table, the payloads, the
//! constructors. All the rest is ordinary Rust below `support/`, copied as it is.

mod code;
mod common;
mod constructors;
mod contract;
mod docs;
mod features;
mod grpc;
mod kind;
mod lookup;
mod names;
mod operations;
mod payloads;
mod record;
mod rejections;
mod root;
mod shapes;
mod tables;
mod types;

use crate::escape::rust::SourceFile;
use crate::files::Files;
use crate::model::{Code, Operation, Registry};

/// The modules that are the same for every registry.
const SUPPORT: &[(&str, &str)] = &[
    ("catalog.rs", include_str!("support/catalog.rs")),
    ("decode.rs", include_str!("support/decode.rs")),
    ("encode.rs", include_str!("support/encode.rs")),
    ("error.rs", include_str!("support/error.rs")),
    ("fields.rs", include_str!("support/fields.rs")),
    ("hash.rs", include_str!("support/hash.rs")),
    ("headers.rs", include_str!("support/headers.rs")),
    ("json.rs", include_str!("support/json.rs")),
    ("macros.rs", include_str!("support/macros.rs")),
    ("mismatch.rs", include_str!("support/mismatch.rs")),
    ("node.rs", include_str!("support/node.rs")),
    ("platform.rs", include_str!("support/platform.rs")),
    ("problem.rs", include_str!("support/problem.rs")),
    ("reader.rs", include_str!("support/reader.rs")),
    ("record.rs", include_str!("support/record.rs")),
    ("response.rs", include_str!("support/response.rs")),
    ("retry_after.rs", include_str!("support/retry_after.rs")),
    ("serialize.rs", include_str!("support/serialize.rs")),
    ("time.rs", include_str!("support/time.rs")),
    ("unrecognized.rs", include_str!("support/unrecognized.rs")),
    ("wire.rs", include_str!("support/wire.rs")),
    ("write.rs", include_str!("support/write.rs")),
];

/// Renders this output.
pub fn emit(registry: &Registry, files: &mut Files) {
    let Some(output) = &registry.outputs.rust else {
        return;
    };
    let mut add =
        |name: &str, file: SourceFile| files.insert(format!("{}/{name}", output.dir), file);
    add("lib.rs", root::file(registry));
    add("code.rs", code::file(registry));
    add("tables.rs", tables::file(registry));
    add("shapes.rs", shapes::file(registry));
    add("kind.rs", kind::file(registry));
    add("constructors.rs", constructors::file(registry));
    add("common.rs", common::file(registry));
    if payloads::any(registry) {
        add("payloads.rs", payloads::file(registry));
    }
    if types::any(registry) {
        add("types.rs", types::file(registry));
    }
    if operations::any(registry) {
        add("operations.rs", operations::file(registry));
        add(
            "listed.rs",
            SourceFile::copied(include_str!("support/listed.rs")),
        );
    }
    for (name, text) in SUPPORT {
        add(name, SourceFile::copied(text));
    }
    if root::may_lack_std(output) {
        add(
            "platform_core.rs",
            SourceFile::copied(include_str!("support/platform_core.rs")),
        );
    }
    for module in features::modules(output) {
        add(&format!("{}.rs", module.name), module.file(registry));
    }
}

/// The name of the function of `ApiError` that builds an error with `code`.
#[must_use]
pub fn constructor_name(registry: &Registry, code: &Code) -> String {
    names::Names::new(registry).constructor(code).to_string()
}

/// The name of the type of an operation's errors.
#[must_use]
pub fn errors_of_operation(operation: &Operation) -> String {
    operations::ident(operation).to_string()
}
