//! How fast the generated crate is, beside what people write by hand, in one run. Prints a table with the ratios, and
//! whether they are what is promised; `cargo bench -p errbook --bench crate`. See `docs/benchmarks.md`.

mod codes;
mod compile;
mod consumer;
mod options;
mod peer;
#[path = "workspace/crates/runner/src/random.rs"]
mod random;
mod registry;
mod runtime;
mod table;
mod workspace;

use std::io;

use clap::Parser as _;

use crate::options::{Options, Row};
use crate::table::{Comparison, HEAD, Line, Measures, Tally};
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
    let workspace = Workspace::new(13, 3)?;
    println!("The crates of {} codes are laid out.", workspace.codes);
    Ok(())
}

fn run(codes: usize, options: &Options, tally: &mut Tally) -> io::Result<()> {
    let workspace = Workspace::new(codes, options.fields_every.into())?;
    // The same for any number of codes.
    let repeats = |row| row == Row::Consumer && options.sizes.first() != Some(&codes);
    for &row in options.rows.iter().filter(|&&row| !repeats(row)) {
        let measures = measure(row, &workspace)?;
        let lines = comparisons(row).iter();
        for line in lines.map(|comparison| Line::new(codes, comparison, &measures)) {
            println!("{line}");
            tally.count(line.holds());
        }
    }
    Ok(())
}

fn measure(row: Row, workspace: &Workspace) -> io::Result<Measures> {
    match row {
        Row::Lookup | Row::Encode | Row::Decode => runtime::time(row, workspace),
        Row::Construct => runtime::count(workspace),
        Row::Build => compile::compare(workspace, &["build", "--release"]),
        Row::Check => compile::compare(workspace, &["check"]),
        Row::Instructions => compile::count(workspace),
        Row::Consumer => consumer::count(),
    }
}

fn comparisons(row: Row) -> &'static [Comparison] {
    match row {
        Row::Lookup => runtime::LOOKUP,
        Row::Encode => runtime::ENCODE,
        Row::Decode => runtime::DECODE,
        Row::Construct => runtime::CONSTRUCT,
        Row::Build => compile::BUILD,
        Row::Check => compile::CHECK,
        Row::Instructions => compile::INSTRUCTIONS,
        Row::Consumer => consumer::CONSUMER,
    }
}
