//! What to run: `--sizes 13,100 --peers typify,flatc`.

use std::path::PathBuf;

use clap::Parser;

/// Times the generator beside its peers.
#[derive(Parser)]
pub struct Options {
    /// How many codes.
    #[arg(long, value_delimiter = ',', default_values_t = [13, 100, 1_000, 10_000])]
    pub sizes: Vec<usize>,
    /// Beside whom: names of the table's column; everybody if not given, nobody if empty.
    #[arg(long, value_delimiter = ',')]
    pub peers: Option<Vec<String>>,
    /// Writes what was measured to `docs/benchmarks/`, and says there where that was: "2 cores, November 2026".
    #[arg(long, value_name = "MACHINE")]
    pub write: Option<String>,
    /// Draws the plot of the figures in `docs/benchmarks/` anew, and measures nothing.
    #[arg(long)]
    pub plot: bool,
    /// Writes the inputs of everybody for one size into a folder, and does nothing else.
    #[arg(long, hide = true, value_name = "FOLDER")]
    pub lay: Option<PathBuf>,
    /// Cargo says this where it wants times, and not only to know whether this runs.
    #[arg(long)]
    pub bench: bool,
    /// What `cargo test --benches` may say: libtest's own arguments.
    #[arg(hide = true, allow_hyphen_values = true)]
    pub ignored: Vec<String>,
}

impl Options {
    pub fn has_peer(&self, name: &str) -> bool {
        let peers = self.peers.as_ref();
        peers.is_none_or(|peers| peers.iter().any(|peer| peer == name))
    }
}
