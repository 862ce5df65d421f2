//! What to run: `--sizes 13,100 --rows lookup,decode`.

use std::fmt;

use clap::builder::PossibleValue;
use clap::{Parser, ValueEnum, value_parser};

/// Times the generated crate beside its peers.
#[derive(Parser)]
pub struct Options {
    /// How many codes.
    #[arg(long, value_delimiter = ',', default_values_t = [13, 100, 1_000, 10_000])]
    pub sizes: Vec<usize>,
    /// Each how manyth code has fields.
    #[arg(long, value_parser = value_parser!(u16).range(1..), default_value_t = 3)]
    pub fields_every: u16,
    /// What to time; everything but `instructions` if not given.
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = Row::usual())]
    pub rows: Vec<Row>,
    /// Cargo says this where it wants times, and not only to know whether this runs.
    #[arg(long)]
    pub bench: bool,
    /// What `cargo test --benches` may say: libtest's own arguments.
    #[arg(hide = true, allow_hyphen_values = true)]
    pub ignored: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Row {
    /// A code from a text.
    Lookup,
    /// An error to JSON.
    Encode,
    /// JSON to an error.
    Decode,
    /// A new error: allocations and sizes.
    Construct,
    /// A release build of the crate alone.
    Build,
    /// `cargo check` of the crate alone: time and memory.
    Check,
    /// The instructions of that: nearly the same in every run. Takes minutes, and valgrind.
    Instructions,
    /// What a consumer compiles.
    Consumer,
}

impl Row {
    fn usual() -> Vec<Self> {
        let rows = Self::value_variants().iter().copied();
        rows.filter(|row| *row != Self::Instructions).collect()
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.to_possible_value();
        f.write_str(value.as_ref().map_or("", PossibleValue::get_name))
    }
}
