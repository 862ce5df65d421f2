//! The build script of an errors crate.
