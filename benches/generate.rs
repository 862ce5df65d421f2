//! What the whole process takes, from its start to its end: `errbook generate` on registries of 13 to 10,000 codes, from
//! nothing and again when nothing has changed, and `errbook check`. Prints a table; `cargo bench -p errbook --bench generate`.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wait4::Wait4 as _;

const RUNS: usize = 11;
const SIZES: [usize; 4] = [13, 100, 1_000, 10_000];

fn main() {
    // `cargo test --benches` only asks whether this runs.
    let sizes = if std::env::args().any(|argument| argument == "--bench") {
        &SIZES[..]
    } else {
        &SIZES[..1]
    };
    println!(
        "{:>7} {:>12} {:>12} {:>8} {:>16} {:>12} {:>10}",
        "codes", "registry", "from nothing", "memory", "nothing changed", "check", "outputs"
    );
    for &codes in sizes {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let registry = registry(codes);
        fs::write(folder.path().join("errors.toml"), &registry).expect("the registry is written");
        let generated = folder.path().join("generated");
        let run = |command| errbook(folder.path(), command);
        let from_nothing = median(|| {
            if generated.exists() {
                fs::remove_dir_all(&generated).expect("the outputs of the last run are removed");
            }
            run("generate")
        });
        let again = median(|| run("generate"));
        let check = median(|| run("check"));
        println!(
            "{codes:>7} {:>9} kB {:>9.1} ms {:>5} MB {:>13.1} ms {:>9.1} ms {:>7} kB",
            registry.len() / 1000,
            milliseconds(from_nothing.time),
            from_nothing.memory / 1_000_000,
            milliseconds(again.time),
            milliseconds(check.time),
            size(&generated) / 1000,
        );
    }
}

/// What one run took.
#[derive(Clone, Copy)]
struct Cost {
    time: Duration,
    /// The most memory that it had, in bytes.
    memory: u64,
}

/// One run of a command, from its start to its end.
fn errbook(folder: &Path, name: &str) -> Cost {
    let mut command = Command::new(env!("CARGO_BIN_EXE_errbook"));
    command
        .arg(name)
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        // What it remembers of its runs goes with the folder.
        .env("XDG_CACHE_HOME", folder.join("caches"))
        .env_remove("CI");
    let start = Instant::now();
    let used = command.spawn().and_then(|mut child| child.wait4());
    let time = start.elapsed();
    let used = used.expect("errbook runs");
    assert!(used.status.success(), "errbook {name} fails");
    Cost {
        time,
        memory: used.rusage.maxrss,
    }
}

/// The run of the median time.
fn median(mut run: impl FnMut() -> Cost) -> Cost {
    let mut costs: Vec<_> = (0..RUNS).map(|_| run()).collect();
    costs.sort_by_key(|cost| cost.time);
    costs[RUNS / 2]
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn size(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder)
        .expect("the outputs are there")
        .map(|entry| entry.expect("an entry"));
    entries
        .map(|entry| match entry.metadata().expect("its metadata") {
            metadata if metadata.is_dir() => size(&entry.path()),
            metadata => metadata.len(),
        })
        .sum()
}

/// A registry like real ones: every third code has fields, texts are of the usual length.
fn registry(codes: usize) -> String {
    let mut text = String::from(
        "[registry]\nname = \"bench\"\ndocs_url = \"https://example.com/errors#{code}\"\n",
    );
    for number in 0..codes {
        let (status, retry) = [
            (400, "never"),
            (404, "never"),
            (409, "never"),
            (429, "after"),
            (503, "backoff"),
        ][number % 5];
        let fields = number % 3 == 0;
        let message = if fields {
            "Needs {needed}, has {have}."
        } else {
            "This cannot be done now."
        };
        write!(
            text,
            "\n[errors.some_error_{number}x]\nstatus = {status}\nmessage = \"{message}\"\nretry = \"{retry}\"\n\
             meaning = \"The call of kind {number} would go below `zero`; see [the limits](https://example.com/limits).\"\n\
             action = \"Wait for a while, then *try again* with less.\"\n"
        )
        .expect("a string can be written to");
        if fields {
            write!(
                text,
                "[errors.some_error_{number}x.fields]\nneeded = {{ type = \"u64\", doc = \"What it needs.\", example = 10 }}\n\
                 have = {{ type = \"u64\", doc = \"What there is.\", example = 4 }}\n"
            )
            .expect("a string can be written to");
        }
    }
    text
}
