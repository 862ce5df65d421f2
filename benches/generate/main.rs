//! What the whole process takes, from its start to its end: errbook's commands, and other generators of the same errors,
//! in turns. Prints a table with the ratios, and whether they are what is promised; `cargo bench -p errbook --bench generate`.
//! See `docs/benchmarks.md`.

mod codes;
mod figures;
mod inputs;
mod options;
mod ours;
mod peers;
mod plot;
mod run;
mod table;
mod tools;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Parser as _;

use crate::codes::Code;
use crate::figures::{Figure, Figures};
use crate::options::Options;
use crate::peers::{PEERS, Peer, TAPLO};
use crate::run::{Runner, in_turns};
use crate::tools::Tools;

fn main() -> io::Result<()> {
    let options = Options::parse();
    if let (Some(folder), [count, ..]) = (&options.lay, options.sizes.as_slice()) {
        return inputs::write(&Code::all(*count), folder);
    }
    if options.plot {
        return Figures::read()?.draw();
    }
    if !options.bench {
        return smoke();
    }
    let peers = here(&options);
    let mut figures = Figures::default();
    for &codes in &options.sizes {
        figures.add(measure(codes, &peers)?);
        table::size(&figures, codes);
    }
    table::promises(&figures);
    match options.write {
        Some(machine) => figures.of(machine).write(),
        None => Ok(()),
    }
}

/// `cargo test --benches` only asks whether this runs, and whether the plot is that of the figures.
fn smoke() -> io::Result<()> {
    let mut figures = Figures::default();
    figures.add(measure(13, &[])?);
    table::size(&figures, 13);
    Figures::read()?.compare()
}

/// A peer and its program.
type Installed = (&'static Peer, PathBuf);

/// Those who take part; of the others, a line says that they do not.
fn here(options: &Options) -> Vec<Installed> {
    let tools = Tools::new();
    let named = PEERS
        .iter()
        .chain([&TAPLO])
        .filter(|peer| options.has_peer(peer.name));
    let mut here = Vec::new();
    for peer in named {
        match (peer.install)(&tools) {
            Some(program) => {
                println!("{:<18} {}", peer.name, peer.is);
                here.push((peer, program));
            }
            None => println!("{:<18} not here: it cannot be installed", peer.name),
        }
    }
    here
}

/// Everybody at one size.
fn measure(count: usize, peers: &[Installed]) -> io::Result<Vec<Figure>> {
    let folder = tempfile::tempdir()?;
    let inputs = folder.path().join("inputs");
    inputs::lay(count, &inputs)?;
    let registry = inputs.join(inputs::REGISTRY);
    let ours = ours::runners(&registry, &folder.path().join("errbook"))?;
    let mut names: Vec<_> = ours.iter().map(|(name, _)| *name).collect();
    let mut runners: Vec<_> = ours.into_iter().map(|(_, runner)| runner).collect();
    for (peer, program) in peers {
        names.push(peer.name);
        runners.push(runner(
            peer,
            program,
            &inputs,
            folder.path().join(peer.name),
        )?);
    }
    let figure = |(who, cost)| Figure {
        codes: count,
        who: str::to_owned(who),
        cost,
    };
    let costs = in_turns(&runners)?;
    Ok(names.into_iter().zip(costs).map(figure).collect())
}

/// A peer with its input in a folder of its own.
fn runner<'a>(
    peer: &'a Peer,
    program: &'a Path,
    inputs: &Path,
    folder: PathBuf,
) -> io::Result<Runner<'a>> {
    fs::create_dir_all(&folder)?;
    fs::copy(inputs.join(peer.input), folder.join(peer.input))?;
    let out = folder.join("out");
    Ok(Runner {
        prepare: Box::new(move || empty(&out)),
        command: Box::new(move || peer.command(program, &folder)),
    })
}

/// An empty folder.
fn empty(folder: &Path) -> io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)
}
