//! Inline Markdown, its escapes, and the docs page: what is written is read back with another parser.

mod escape;
mod hostile;
mod markup;
mod mdx;
mod page;
mod read;
