//! Pages that people own: what errbook keeps in them, and what it leaves alone.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod content;
mod files;
mod flavours;
mod hostile;
mod site;
