//! Inline Markdown, its escapes, and the docs page: what is written is read back with another parser.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod escape;
mod hostile;
mod markup;
mod mdx;
mod page;
mod read;
