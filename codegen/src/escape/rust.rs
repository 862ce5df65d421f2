//! Rust source: doc comments, literals and whole files.
