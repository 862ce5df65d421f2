//! What was measured, and `docs/benchmarks/`, where it is kept.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::plot;
use crate::run::Cost;

/// What one who takes part takes at one size; no cost where a run fails, or takes too long.
pub struct Figure {
    pub codes: usize,
    pub who: String,
    pub cost: Option<Cost>,
}

#[derive(Default)]
pub struct Figures {
    /// Where that was, and when, in somebody's words.
    pub machine: String,
    pub all: Vec<Figure>,
}

const HEAD: &str = "codes,who,milliseconds,processor milliseconds,megabytes";

impl Figures {
    pub fn of(mut self, machine: String) -> Self {
        self.machine = machine;
        self
    }

    pub fn add(&mut self, figures: Vec<Figure>) {
        self.all.extend(figures);
    }

    pub fn cost(&self, codes: usize, who: &str) -> Option<Cost> {
        let mut all = self.all.iter();
        all.find(|figure| figure.codes == codes && figure.who == who)?
            .cost
    }

    /// Writes the figures and their plot.
    pub fn write(&self) -> io::Result<()> {
        fs::create_dir_all(folder())?;
        fs::write(folder().join("generate.csv"), self.csv())?;
        // What the plot shows is what is kept, rounded.
        Self::read()?.draw()
    }

    pub fn draw(&self) -> io::Result<()> {
        fs::write(folder().join("generate.svg"), plot::svg(self))
    }

    /// Is the plot that is kept the one of these figures?
    pub fn compare(&self) -> io::Result<()> {
        if fs::read_to_string(folder().join("generate.svg"))? == plot::svg(self) {
            return Ok(());
        }
        let help = "the plot is not that of the figures: `cargo bench -p errbook --bench generate -- --plot`";
        Err(io::Error::other(help))
    }

    pub fn read() -> io::Result<Self> {
        let text = fs::read_to_string(folder().join("generate.csv"))?;
        let machine = text
            .lines()
            .next()
            .unwrap_or_default()
            .trim_start_matches("# ");
        let all = text.lines().skip(2).map(figure).collect::<Option<_>>();
        let all = all.ok_or_else(|| io::Error::other("generate.csv is damaged"))?;
        Ok(Self {
            machine: machine.to_owned(),
            all,
        })
    }

    fn csv(&self) -> String {
        let mut text = format!("# {}\n{HEAD}\n", self.machine);
        for Figure { codes, who, cost } in &self.all {
            // A string can always be written to.
            let _ = match cost {
                Some(cost) => writeln!(
                    text,
                    "{codes},{who},{:.1},{:.1},{:.1}",
                    milliseconds(*cost),
                    processor_milliseconds(*cost),
                    megabytes(*cost)
                ),
                None => writeln!(text, "{codes},{who},,,"),
            };
        }
        text
    }
}

/// A line of the CSV; none where it is not one of ours.
fn figure(line: &str) -> Option<Figure> {
    let [codes, who, milliseconds, processor, megabytes] =
        line.split(',').collect::<Vec<_>>().try_into().ok()?;
    let cost = match milliseconds {
        "" => None,
        _ => Some(Cost {
            seconds: milliseconds.parse::<f64>().ok()? / 1e3,
            processor: processor.parse::<f64>().ok()? / 1e3,
            memory: megabytes.parse::<f64>().ok()? * 1e6,
        }),
    };
    Some(Figure {
        codes: codes.parse().ok()?,
        who: who.to_owned(),
        cost,
    })
}

pub fn milliseconds(cost: Cost) -> f64 {
    cost.seconds * 1e3
}

pub fn processor_milliseconds(cost: Cost) -> f64 {
    cost.processor * 1e3
}

pub fn megabytes(cost: Cost) -> f64 {
    cost.memory / 1e6
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/benchmarks")
}
