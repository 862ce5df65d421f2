//! The table: what was measured, and whether the promises hold.

use std::collections::BTreeMap;
use std::fmt;

/// What was measured at one size: by row and by who took part.
#[derive(Default)]
pub struct Measures(BTreeMap<(String, String), f64>);

impl Measures {
    /// The lines "row who number" that the runners print.
    pub fn of(lines: &str) -> Self {
        let mut measures = Self::default();
        for line in lines.lines() {
            let mut words = line.split_whitespace();
            let (row, who, number) = (words.next(), words.next(), words.next());
            if let (Some(row), Some(who), Some(Ok(number))) = (row, who, number.map(str::parse)) {
                measures.add(row, who, number);
            }
        }
        measures
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
    Seconds,
    Count,
    Instructions,
    Bytes,
}

impl Unit {
    fn show(self, number: f64) -> String {
        match self {
            Self::Nanoseconds if number >= 10_000.0 => format!("{:.1} µs", number / 1e3),
            Self::Nanoseconds => format!("{number:.1} ns"),
            Self::Seconds => format!("{number:.2} s"),
            Self::Count => format!("{number}"),
            Self::Instructions => format!("{:.2} G", number / 1e9),
            Self::Bytes if number >= 1e6 => format!("{:.0} MB", number / 1e6),
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
    codes: usize,
    comparison: &'a Comparison,
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

    fn most(&self) -> Option<f64> {
        (self.comparison.most)(self.codes)
    }

    fn ratio(&self) -> Option<f64> {
        let peer = self.peer.filter(|&peer| peer > 0.0)?;
        Some(self.ours? / peer)
    }

    /// Is the promise held? None where there is no promise, or nothing to hold it against.
    pub fn holds(&self) -> Option<bool> {
        Some(self.ours? <= self.most()? * self.peer?)
    }
}

pub const HEAD: &str = "  codes  work                                ours  peer                           ratio  promised  holds";

impl fmt::Display for Line<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let show = |number: Option<f64>| match number {
            Some(number) => self.comparison.unit.show(number),
            None => "not run".to_owned(),
        };
        let peer = show(self.peer);
        let peer = format!("{} {peer}", self.comparison.peer_is);
        let or_dash = |text: Option<String>| text.unwrap_or("–".to_owned());
        let ratio = or_dash(self.ratio().map(|ratio| format!("{ratio:.3}")));
        let most = or_dash(self.most().map(|most| format!("≤ {most:.3}")));
        let holds = match self.holds() {
            Some(true) => "yes",
            Some(false) => "NO",
            None => "–",
        };
        let (codes, work, ours) = (self.codes, self.comparison.work, show(self.ours));
        write!(
            f,
            "{codes:>7}  {work:<28} {ours:>11}  {peer:<28} {ratio:>7} {most:>9}  {holds}"
        )
    }
}
