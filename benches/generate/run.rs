//! Whole processes: what one takes, and many in turns.

use std::io;
use std::process::{Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use wait4::Wait4 as _;

/// How often everybody runs whom that takes no longer than `PATIENCE` in all.
const ROUNDS: usize = 11;
const PATIENCE: Duration = Duration::from_secs(15);
/// The longest that one run may take.
const LIMIT: Duration = Duration::from_secs(180);

/// What one run took.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cost {
    pub seconds: f64,
    /// The time of all processors, which a busy machine hardly changes.
    pub processor: f64,
    /// The most memory that it had, or a process that it started, in bytes.
    pub memory: f64,
}

/// One who takes part.
pub struct Runner<'a> {
    /// Makes everything ready for a run, which counts for nothing.
    pub prepare: Box<dyn Fn() -> io::Result<()> + 'a>,
    pub command: Box<dyn Fn() -> Command + 'a>,
}

/// All of them in turns, so that a busy machine slows all alike: of each, the shortest run counts; none where one failed.
pub fn in_turns(runners: &[Runner<'_>]) -> io::Result<Vec<Option<Cost>>> {
    let mut costs: Vec<Option<Vec<Cost>>> = runners.iter().map(|_| Some(Vec::new())).collect();
    for _ in 0..ROUNDS {
        for (runner, costs) in runners.iter().zip(&mut costs) {
            let Some(found) = costs else { continue };
            let spent: f64 = found.iter().map(|cost| cost.seconds).sum();
            if spent > PATIENCE.as_secs_f64() {
                continue;
            }
            (runner.prepare)()?;
            match once(&mut (runner.command)())? {
                Some(cost) => found.push(cost),
                None => *costs = None,
            }
        }
    }
    Ok(costs
        .into_iter()
        .map(|costs| costs.and_then(shortest))
        .collect())
}

fn shortest(costs: Vec<Cost>) -> Option<Cost> {
    costs
        .into_iter()
        .min_by(|a, b| a.seconds.total_cmp(&b.seconds))
}

/// One run, from its start to its end; none where it fails, or takes too long.
fn once(command: &mut Command) -> io::Result<Option<Cost>> {
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    let mut child = command.spawn()?;
    let pid = child.id().to_string();
    let (ended, end) = channel::<()>();
    let watch = thread::spawn(move || {
        if end.recv_timeout(LIMIT) == Err(RecvTimeoutError::Timeout) {
            // What it has started dies with it, or ends by itself.
            let _ = Command::new("kill").args(["-KILL", &pid]).status();
        }
    });
    let used = child.wait4()?;
    let seconds = start.elapsed().as_secs_f64();
    let _ = ended.send(());
    let _ = watch.join();
    #[expect(clippy::cast_precision_loss, reason = "no machine has so much memory")]
    let memory = used.rusage.maxrss as f64;
    let processor = (used.rusage.utime + used.rusage.stime).as_secs_f64();
    Ok(used.status.success().then_some(Cost {
        seconds,
        processor,
        memory,
    }))
}
