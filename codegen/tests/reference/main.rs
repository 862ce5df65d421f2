//! The reference: what the page holds, as a parser of HTML reads it, and what it does in a real browser.
#![allow(clippy::panic, reason = "a test fails by panicking")]

#[path = "../markdown/hostile.rs"]
mod hostile;
#[path = "../random/twin.rs"]
#[allow(dead_code, reason = "the random tests use more of it")]
mod twin;

mod browser;
mod page;
mod registries;
mod support;
