//! errbook turns one `errors.toml` into everything that repeats it: Rust types, docs, JSON Schema.
//!
//! # The way through
//!
//! ```text
//! errors.toml → source → syntax → check → model → emit (pure) → Files → write | compare | print
//!               text     spanned   every   no TOML   one module    the only place
//!               + lines  TOML      rule    left      per output    that touches disk
//! ```
//!
//! [`load::load`] goes from a file to a checked [`model::Registry`], or to the [diagnostics](diag::Diagnostic) that say
//! what is wrong, all of them at once. From there nothing can fail: [`emit::all`] renders every output into
//! [`files::Files`], which compares them with what is on disk, or writes what differs.
//!
//! ```
//! let loaded = errbook::load::load_text(
//!     "errors.toml",
//!     "[errors.job_not_found]\nstatus = 404\nmessage = \"No such job.\"\n",
//! );
//! let registry = loaded.registry.expect("a registry without mistakes");
//! let files = errbook::emit::all(&registry);
//! let paths: Vec<_> = files.iter().map(|(path, _)| path).collect();
//! assert!(paths.contains(&"generated/rust/lib.rs"));
//! ```
//!
//! The build script of an errors crate is one call of [`build()`].
//!
//! # To add an output
//!
//! 1. A type for each context that registry text enters, in [`escape`]. Its constructor encodes; none takes a plain
//!    `String` unencoded.
//! 2. A module in [`emit`] with `pub fn emit(&Registry, &mut Files)`. It imports the leaves (`model`, `markup`,
//!    `escape`, `files`) and nothing else of this crate.
//! 3. Its table in `[outputs]`: `syntax`, `check/outputs.rs`, [`model::Outputs`], `emit/registry_schema`.
//! 4. Tests that read it with its own language's parser, hostile texts included.

#![forbid(unsafe_code)]
#![deny(missing_docs)]
// Whatever a user can cause is an error with a place, never a panic.
#![warn(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod build;
mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod diag;
pub mod emit;
pub mod escape;
pub mod files;
pub mod load;
pub mod markup;
pub mod model;
pub mod source;
mod syntax;
pub mod unicode;
pub mod value;

pub use build::build;
