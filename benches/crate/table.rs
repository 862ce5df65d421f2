//! The table: what was measured, and whether the promises hold.

use std::collections::BTreeMap;
use std::fmt;

/// What was measured at one size: by row and by who took part.
#[derive(Default)]
pub struct Measures(BTreeMap<(String, String), f64>);

impl Measures {
    /// Adds the lines "row who number" that the runners print.
    pub fn read(&mut self, lines: &str) {
        for line in lines.lines() {
            let mut words = line.split_whitespace();
            let (row, who, number) = (words.next(), words.next(), words.next());
            if let (Some(row), Some(who), Some(Ok(number))) = (row, who, number.map(str::parse)) {
                self.add(row, who, number);
            }
        }
    }

    pub fn add(&mut self, row: &str, who: &str, number: f64) {
        self.0.insert((row.to_owned(), who.to_owned()), number);
    }

    pub fn get(&self, row: &str, who: &str) -> Option<f64> {
        self.0.get(&(row.to_owned(), who.to_owned())).copied()
    }
}

/// What numbers are of.
#[derive(Clone, Copy)]
pub enum Unit {
    Nanoseconds,
    Count,
    Bytes,
}

impl Unit {
    fn show(self, number: f64) -> String {
        match self {
            Self::Nanoseconds if number >= 10_000.0 => format!("{:.1} µs", number / 1e3),
            Self::Nanoseconds => format!("{number:.1} ns"),
            Self::Count => format!("{number}"),
            Self::Bytes => format!("{number} B"),
        }
    }
}

/// One comparison: a row of the table for each size.
pub struct Comparison {
    /// What is done.
    pub work: &'static str,
    pub unit: Unit,
    /// Row and who, as the runners name them.
    pub ours: (&'static str, &'static str),
    pub peer: (&'static str, &'static str),
    pub peer_is: &'static str,
    /// The most that ours may be of the peer's, by the number of codes; none where nothing is promised.
    pub most: fn(usize) -> Option<f64>,
}

/// How often promises were held.
#[derive(Default)]
pub struct Tally {
    pub held: usize,
    pub broken: usize,
}

impl Tally {
    pub fn count(&mut self, holds: Option<bool>) {
        match holds {
            Some(true) => self.held += 1,
            Some(false) => self.broken += 1,
            None => {}
        }
    }
}

pub struct Line<'a> {
    pub codes: usize,
    pub comparison: &'a Comparison,
    ours: Option<f64>,
    peer: Option<f64>,
}

impl<'a> Line<'a> {
    pub fn new(codes: usize, comparison: &'a Comparison, measures: &Measures) -> Self {
        let get = |(row, who)| measures.get(row, who);
        Self {
            codes,
            comparison,
            ours: get(comparison.ours),
            peer: get(comparison.peer),
        }
    }

    fn ratio(&self) -> Option<f64> {
        Some(self.ours? / self.peer?)
    }

    /// Is the promise held? None where there is no promise, or nothing to hold it against.
    pub fn holds(&self) -> Option<bool> {
        Some(self.ratio()? <= (self.comparison.most)(self.codes)?)
    }
}

pub const HEAD: &str = "  codes  work                                ours  peer                           ratio  promised  holds";

impl fmt::Display for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let show = |number: Option<f64>| {
            number.map_or("not run".to_owned(), |number| {
                self.comparison.unit.show(number)
            })
        };
        let peer = format!("{} {}", self.comparison.peer_is, show(self.peer));
        let ratio = self
            .ratio()
            .map_or("–".to_owned(), |ratio| format!("{ratio:.3}"));
        let most = (self.comparison.most)(self.codes);
        let most = most.map_or("–".to_owned(), |most| format!("≤ {most:.3}"));
        let holds = match self.holds() {
            Some(true) => "yes",
            Some(false) => "NO",
            None => "–",
        };
        write!(
            f,
            "{:>7}  {:<28} {:>11}  {peer:<28} {ratio:>7} {most:>9}  {holds}",
            self.codes,
            self.comparison.work,
            show(self.ours),
        )
    }
}
