//! Random registries through every output. Each output is read by its own language's parser and held against that of the
//! registry's harmless twin: texts decide nothing but texts.
//!
//! `ERRBOOK_RANDOM=100000 cargo test --release --package errbook --test random` runs more of them; `ERRBOOK_SEED` is the
//! number of the first.
#![allow(clippy::panic, reason = "a test fails by panicking")]

mod contexts;
mod crates;
mod examples;
mod generate;
mod html;
mod markdown;
mod outputs;
mod pages;
mod parsers;
mod rust;
mod schema;
mod texts;
mod twin;

use std::collections::BTreeMap;

use outputs::Outcome;

/// How many registries are run, unless told otherwise: a few seconds.
const FEW: u64 = if cfg!(debug_assertions) { 40 } else { 1_000 };
const MOST_PROBLEMS: usize = 5;
/// Bytes of which a registry is made.
const BYTES: usize = 2_048;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Bytes that look random and are the same in every run (`SplitMix64`).
fn bytes(seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x2545_f491_4f6c_dd1d);
    let mut next = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    };
    (0..BYTES / 8).flat_map(|_| next().to_le_bytes()).collect()
}

#[test]
fn texts_decide_nothing_but_texts() {
    let first = number("ERRBOOK_SEED").unwrap_or(0);
    let count = number("ERRBOOK_RANDOM").unwrap_or(FEW);
    let mut refused = BTreeMap::new();
    let mut problems = Vec::new();
    for seed in first..first + count {
        match outputs::check(&bytes(seed), schema::accepts_its_samples) {
            Ok(Outcome::Accepted) => {}
            Ok(Outcome::Refused(rule)) => *refused.entry(rule).or_insert(0) += 1,
            Err(problem) => problems.push(format!("seed {seed}: {problem}")),
        }
        if problems.len() == MOST_PROBLEMS {
            break;
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n\n"));
    println!("{count} registries, of which were refused: {refused:?}");
    assert!(
        refused.values().sum::<u64>() * 10 < count,
        "too few are accepted: {refused:?}"
    );
}
