//! errbook turns one `errors.toml` into everything that repeats it.
//!
//! The way through the crate is one straight line:
//!
//! ```text
//! errors.toml → source → syntax → check → model → emit (pure) → Files → write | compare | print
//! ```

#![forbid(unsafe_code)]
#![deny(missing_docs)]

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
