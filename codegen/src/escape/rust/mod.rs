//! Rust source: literals, identifiers, doc comments and whole files.
//!
//! Registry text enters Rust only as a string literal ([`string`]), as a doc comment ([`Doc`]), or as an
//! identifier ([`value_ident`], [`type_ident`], [`const_ident`]) derived from a checked name. Everything else is `quote!`.

mod doc;
mod ident;
mod layout;
mod shape;
mod source;

pub use doc::Doc;
pub use ident::{const_ident, type_ident, value_ident};
pub use source::{Line, SourceFile};

use proc_macro2::Literal;

/// A string literal that holds `text`.
#[must_use]
pub fn string(text: &str) -> Literal {
    Literal::string(text)
}
