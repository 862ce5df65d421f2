//! Times what the generated crate does, and its peers. Prints lines of "row who nanoseconds"; the arguments are the rows.

#![forbid(unsafe_code)]

mod contest;
mod decode;
mod encode;
mod list;
mod lookup;
#[cfg(feature = "peer")]
mod perfect;
mod random;
mod samples;

fn main() {
    let rows: Vec<_> = std::env::args().skip(1).collect();
    let wanted = |name: &str| rows.iter().any(|row| row == name);
    #[cfg(feature = "peer")]
    samples::assert_agreement();
    if wanted("lookup") {
        lookup::known();
        lookup::unknown();
    }
    if wanted("encode") {
        encode::encode();
    }
    if wanted("decode") {
        decode::known();
        decode::read();
        decode::unknown();
        decode::with_fields();
    }
}

/// Codes that no registry here has, one on each line.
fn unknown_codes() -> Vec<&'static str> {
    include_str!("../unknown.txt").lines().collect()
}
