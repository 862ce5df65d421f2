//! The command on real disks that fail, fill up and forbid, killed at any moment, and beside other runs of it: every
//! output is whole, old or new; a run that fails changes nothing; and the next one cleans up behind a killed one.
//!
//! `ERRBOOK_THOROUGH=1 cargo test --release --package errbook --test durability` does it at full length: 1,000 kills,
//! and 50 rounds of eight runs at once.
#![cfg(unix)]

#[path = "durability/disks.rs"]
mod disks;
#[path = "durability/kills.rs"]
mod kills;
#[path = "durability/obstacles.rs"]
mod obstacles;
#[path = "durability/place.rs"]
mod place;
#[path = "durability/together.rs"]
mod together;
