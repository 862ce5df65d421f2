//! Contests: the same inputs for everyone, in turns, so that a busy machine slows everyone alike.

use std::hint::black_box;
use std::time::{Duration, Instant};

use crate::random::Random;

/// How long one contest takes, about.
const BUDGET: Duration = Duration::from_millis(1_500);
const FEWEST_ROUNDS: usize = 9;
const MOST_ROUNDS: usize = 1_000;

/// Who takes part: given the numbers of the inputs, the time that it takes for all of them.
type Turn<'a> = Box<dyn FnMut(&[usize]) -> Duration + 'a>;

pub struct Contest<'a> {
    row: &'static str,
    inputs: usize,
    batch: usize,
    turns: Vec<(&'static str, Turn<'a>)>,
}

impl<'a> Contest<'a> {
    /// A contest over `inputs` inputs, of which each round times `batch` at random.
    pub fn new(row: &'static str, inputs: usize, batch: usize) -> Self {
        let turns = Vec::new();
        Self {
            row,
            inputs,
            batch,
            turns,
        }
    }

    /// Adds one who takes part: `prepare` makes an input, which is not timed, and `work` is.
    pub fn with<I, O>(
        mut self,
        name: &'static str,
        prepare: impl Fn(usize) -> I + 'a,
        work: impl Fn(&I) -> O + 'a,
    ) -> Self {
        let turn = move |picks: &[usize]| {
            let inputs: Vec<I> = picks.iter().map(|&pick| prepare(pick)).collect();
            // The caches are still full of what the one before has done: the first half warms up.
            let (first, second) = inputs.split_at(inputs.len() / 2);
            timed(first, &work);
            timed(second, &work)
        };
        self.turns.push((name, Box::new(turn)));
        self
    }

    /// Runs the contest, and prints the best time of each, in nanoseconds for one input.
    pub fn run(mut self) {
        let mut best = vec![Duration::MAX; self.turns.len()];
        let mut random = Random::new(7);
        let start = Instant::now();
        for round in 0..MOST_ROUNDS {
            if round >= FEWEST_ROUNDS && start.elapsed() > BUDGET {
                break;
            }
            let picks: Vec<_> = (0..2 * self.batch)
                .map(|_| random.below(self.inputs))
                .collect();
            for ((_, turn), best) in self.turns.iter_mut().zip(&mut best) {
                *best = turn(&picks).min(*best);
            }
        }
        for ((name, _), best) in self.turns.iter().zip(best) {
            let nanoseconds = best.as_secs_f64() * 1e9 / self.batch as f64;
            println!("{} {name} {nanoseconds}", self.row);
        }
    }
}

fn timed<I, O>(inputs: &[I], work: impl Fn(&I) -> O) -> Duration {
    let start = Instant::now();
    for input in inputs {
        black_box(work(black_box(input)));
    }
    start.elapsed()
}
