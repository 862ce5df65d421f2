//! The tables: who takes what, beside whom, and whether the promises hold.

use crate::figures::{Figures, megabytes, milliseconds, processor_milliseconds};
use crate::ours::{AGAIN, CHECK, GENERATE};
use crate::peers::{PEERS, TAPLO};
use crate::run::Cost;

/// Everybody at one size.
pub fn size(figures: &Figures, codes: usize) {
    println!(
        "\n{:>7}  {:<18} {:>12} {:>8}  {:>12} {:>8} {:>9}  {:>8}  holds",
        "codes", "who", "time", "by ours", "processor", "by ours", "memory", "promised"
    );
    for figure in figures.all.iter().filter(|figure| figure.codes == codes) {
        let who = figure.who.as_str();
        let Some(cost) = figure.cost else {
            println!("{codes:>7}  {who:<18} {:>12}", "too long, or fails");
            continue;
        };
        let beside = Beside::of(figures, codes, who, cost);
        println!(
            "{codes:>7}  {who:<18} {:>9.1} ms {:>8}  {:>9.1} ms {:>8} {:>6.0} MB  {:>8}  {}",
            milliseconds(cost),
            shown(beside.time),
            processor_milliseconds(cost),
            shown(beside.processor),
            megabytes(cost),
            beside
                .promised
                .map_or(String::new(), |least| format!("≥ {least:.2}")),
            beside.holds().map_or("", yes),
        );
    }
}

fn shown(ratio: Option<f64>) -> String {
    ratio.map_or(String::new(), |ratio| format!("{ratio:.2}"))
}

/// A peer's figures by ours, and the least that they are to be.
#[derive(Default)]
struct Beside {
    time: Option<f64>,
    processor: Option<f64>,
    promised: Option<f64>,
}

impl Beside {
    fn of(figures: &Figures, codes: usize, who: &str, cost: Cost) -> Self {
        let peer = PEERS.iter().chain([&TAPLO]).find(|peer| peer.name == who);
        let Some(peer) = peer else {
            return Self::default();
        };
        let ours = if who == TAPLO.name { CHECK } else { GENERATE };
        let ours = figures.cost(codes, ours);
        Self {
            time: ours.map(|ours| cost.seconds / ours.seconds),
            processor: ours.map(|ours| cost.processor / ours.processor),
            promised: (peer.promised)(codes),
        }
    }

    /// A busy machine makes the time of who takes long longer yet: the smaller of both ratios has to do.
    fn holds(&self) -> Option<bool> {
        Some(self.time?.min(self.processor?) >= self.promised?)
    }
}

/// What is promised of errbook alone, on a machine that does nothing else.
pub fn promises(figures: &Figures) {
    println!("\nPromises in themselves, which a busy machine breaks:");
    let most = |who, codes, of: fn(Cost) -> f64, most: f64, unit: &str| {
        if let Some(found) = figures.cost(codes, who).map(of) {
            let holds = yes(found <= most);
            println!("  {who}, {codes} codes: {found:.1} {unit}, at most {most} {unit}: {holds}");
        }
    };
    most(GENERATE, 1_000, milliseconds, 100.0, "ms");
    most(GENERATE, 1_000, megabytes, 60.0, "MB");
    most(GENERATE, 10_000, milliseconds, 1_000.0, "ms");
    most(GENERATE, 10_000, megabytes, 250.0, "MB");
    most(AGAIN, 1_000, milliseconds, 15.0, "ms");
    per_code(figures);
}

/// A code costs no more at 10,000 than at 1,000.
fn per_code(figures: &Figures) {
    let cost = |codes: u32| {
        let cost = figures.cost(codes as usize, GENERATE)?;
        Some(cost.seconds * 1e6 / f64::from(codes))
    };
    if let (Some(thousand), Some(ten)) = (cost(1_000), cost(10_000)) {
        let holds = yes(ten <= thousand);
        println!("  a code: {ten:.1} µs of 10,000, at most as of 1,000, {thousand:.1} µs: {holds}");
    }
}

fn yes(holds: bool) -> &'static str {
    if holds { "yes" } else { "NO" }
}
