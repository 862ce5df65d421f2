//! How long the crates take to compile, each alone: what they depend on is built already.

use std::fs::File;
use std::io;
use std::time::{Duration, Instant, SystemTime};

use wait4::Wait4 as _;

use crate::table::{Comparison, Measures, Unit};
use crate::workspace::Workspace;

const ROUNDS: usize = 7;
/// No other round after this time: what takes minutes needs no second look.
const PATIENCE: Duration = Duration::from_secs(100);

/// The packages, and the file that is touched to have each compiled anew.
const CRATES: [(&str, &str); 2] = [
    ("ours", "ours/generated/rust/lib.rs"),
    ("peer", "peer/src/lib.rs"),
];

/// What one run of cargo needed, and its compiler.
struct Cost {
    wall: f64,
    processor: f64,
    memory: f64,
}

impl Cost {
    /// The least of both, in each respect.
    fn least(&self, other: &Self) -> Self {
        Self {
            wall: self.wall.min(other.wall),
            processor: self.processor.min(other.processor),
            memory: self.memory.min(other.memory),
        }
    }
}

/// Compiles both, as often as `ROUNDS` says.
pub fn compare(workspace: &Workspace, arguments: &[&str]) -> io::Result<Measures> {
    prepare(arguments)?;
    let mut measures = Measures::default();
    for (who, cost) in contest(workspace, arguments)? {
        measures.add("wall", who, cost.wall);
        measures.add("processor", who, cost.processor);
        measures.add("memory", who, cost.memory);
    }
    Ok(measures)
}

/// Counts the instructions of one `cargo check` of each.
pub fn count(workspace: &Workspace) -> io::Result<Measures> {
    prepare(&["check"])?;
    let mut measures = Measures::default();
    for (package, root) in crates(workspace) {
        touch(workspace, root)?;
        measures.add("instructions", package, instructions(workspace, package)?);
    }
    Ok(measures)
}

/// Those of the process that needs the most, which is the compiler.
fn instructions(workspace: &Workspace, package: &str) -> io::Result<f64> {
    let mut cargo = workspace.counted_cargo(&["check", "--package", package]);
    let output = cargo
        .output()
        .map_err(|error| io::Error::other(format!("valgrind: {error}")))?;
    let report = String::from_utf8_lossy(&output.stderr);
    let counts = report.lines().filter_map(|line| {
        let (_, count) = line.split_once("refs:")?;
        count.trim().replace(',', "").parse().ok()
    });
    let most = counts.reduce(f64::max).filter(|_| output.status.success());
    most.ok_or_else(|| io::Error::other(format!("{package} does not compile:\n{report}")))
}

/// Compiles everything that both sides depend on, by compiling the smallest of them.
fn prepare(arguments: &[&str]) -> io::Result<()> {
    let small = Workspace::new(13, 3)?;
    for (package, _) in CRATES {
        compile(&small, package, arguments)?;
    }
    Ok(())
}

/// The least that each side needed, in rounds of all.
fn contest(workspace: &Workspace, arguments: &[&str]) -> io::Result<Vec<(&'static str, Cost)>> {
    let mut costs: Vec<(&str, Cost)> = Vec::new();
    let start = Instant::now();
    for round in 0..ROUNDS {
        if round > 0 && start.elapsed() > PATIENCE {
            break;
        }
        for (package, root) in crates(workspace) {
            touch(workspace, root)?;
            let cost = compile(workspace, package, arguments)?;
            match costs.iter_mut().find(|(who, _)| *who == package) {
                Some((_, least)) => *least = least.least(&cost),
                None => costs.push((package, cost)),
            }
        }
    }
    Ok(costs)
}

/// Those that compile in a reasonable time.
fn crates(workspace: &Workspace) -> impl Iterator<Item = (&'static str, &'static str)> {
    let has_peers = workspace.has_peers();
    let crates = CRATES.into_iter();
    crates.filter(move |(package, _)| *package == "ours" || has_peers)
}

fn touch(workspace: &Workspace, path: &str) -> io::Result<()> {
    let file = File::options()
        .append(true)
        .open(workspace.folder.join(path))?;
    file.set_modified(SystemTime::now())
}

fn compile(workspace: &Workspace, package: &str, arguments: &[&str]) -> io::Result<Cost> {
    let mut cargo = workspace.cargo(arguments);
    cargo.args(["--quiet", "--package", package]);
    let start = Instant::now();
    let used = cargo.spawn()?.wait4()?;
    let wall = start.elapsed().as_secs_f64();
    if !used.status.success() {
        return Err(io::Error::other(format!("{package} does not compile")));
    }
    let rusage = used.rusage;
    let processor = (rusage.utime + rusage.stime).as_secs_f64();
    // Exact up to an amount of memory that no machine has.
    #[allow(clippy::cast_precision_loss)]
    let memory = rusage.maxrss as f64;
    Ok(Cost {
        wall,
        processor,
        memory,
    })
}

pub const BUILD: &[Comparison] = &[
    RELEASE,
    Comparison {
        work: "… its processor time",
        ours: ("processor", "ours"),
        peer: ("processor", "peer"),
        most: |_| None,
        ..RELEASE
    },
];

const RELEASE: Comparison = Comparison {
    work: "release build of the crate",
    unit: Unit::Seconds,
    ours: ("wall", "ours"),
    peer: ("wall", "peer"),
    peer_is: "derives",
    most: |codes| by_size(codes, 1.0 / 7.0, 1.0 / 15.0),
};

pub const CHECK: &[Comparison] = &[
    CARGO_CHECK,
    Comparison {
        work: "… its processor time",
        ours: ("processor", "ours"),
        peer: ("processor", "peer"),
        most: |_| None,
        ..CARGO_CHECK
    },
    Comparison {
        work: "… its peak memory",
        unit: Unit::Bytes,
        ours: ("memory", "ours"),
        peer: ("memory", "peer"),
        most: |codes| by_size(codes, 1.0 / 3.0, 1.0 / 3.0),
        ..CARGO_CHECK
    },
];

pub const INSTRUCTIONS: &[Comparison] = &[Comparison {
    work: "instructions of a check",
    unit: Unit::Instructions,
    ours: ("instructions", "ours"),
    peer: ("instructions", "peer"),
    most: |_| None,
    ..CARGO_CHECK
}];

const CARGO_CHECK: Comparison = Comparison {
    work: "cargo check of the crate",
    unit: Unit::Seconds,
    ours: ("wall", "ours"),
    peer: ("wall", "peer"),
    peer_is: "derives",
    most: |codes| by_size(codes, 1.0 / 4.0, 1.0 / 7.0),
};

/// What is promised from 100 codes on, and from 1,000 on.
fn by_size(codes: usize, hundred: f64, thousand: f64) -> Option<f64> {
    match codes {
        ..100 => None,
        100..1_000 => Some(hundred),
        _ => Some(thousand),
    }
}
