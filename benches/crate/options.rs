//! What to run: `--sizes 13,100 --rows lookup,decode`.

use clap::{Parser, ValueEnum};

/// Times the generated crate beside its peers.
#[derive(Parser)]
pub struct Options {
    /// How many codes.
    #[arg(long, value_delimiter = ',', default_values_t = [13, 100, 1_000, 10_000])]
    pub sizes: Vec<usize>,
    /// What to time; everything if not given.
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = Row::ALL)]
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
    Lookup,
    Encode,
    Decode,
    Construct,
}

impl Row {
    const ALL: [Self; 4] = [Self::Lookup, Self::Encode, Self::Decode, Self::Construct];
}

impl std::fmt::Display for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Lookup => "lookup",
            Self::Encode => "encode",
            Self::Decode => "decode",
            Self::Construct => "construct",
        })
    }
}
