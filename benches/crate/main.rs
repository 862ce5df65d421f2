//! How fast the generated crate is, beside what people write by hand, in one run. Prints a table with the ratios, and
//! whether they are what is promised; `cargo bench -p errbook --bench crate`. See `docs/benchmarks.md`.

mod codes;
mod options;
mod peer;
#[path = "workspace/runner/src/random.rs"]
mod random;
mod registry;
mod runtime;
mod table;
mod workspace;

use std::io;

use clap::Parser as _;

use crate::options::Options;
use crate::table::{HEAD, Line, Measures, Tally};
use crate::workspace::Workspace;

fn main() -> io::Result<()> {
    let options = Options::parse();
    if !options.bench {
        return smoke();
    }
    println!("{HEAD}");
    let mut tally = Tally::default();
    for &codes in &options.sizes {
        run(codes, &options, &mut tally)?;
    }
    println!("\n{} promises hold, {} do not.", tally.held, tally.broken);
    Ok(())
}

/// `cargo test --benches` only asks whether this runs, and building what is compared takes too long for it.
fn smoke() -> io::Result<()> {
    let workspace = Workspace::new(13)?;
    println!("The crates of {} codes are laid out.", workspace.codes);
    Ok(())
}

fn run(codes: usize, options: &Options, tally: &mut Tally) -> io::Result<()> {
    let workspace = Workspace::new(codes)?;
    let mut measures = Measures::default();
    runtime::measure(&workspace, &options.rows, &mut measures)?;
    for &row in &options.rows {
        for comparison in runtime::comparisons(row) {
            let line = Line::new(codes, comparison, &measures);
            println!("{line}");
            tally.count(line.holds());
        }
    }
    Ok(())
}
