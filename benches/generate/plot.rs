//! The plot of the figures: time and memory of the whole process, both scales logarithmic.

use std::fmt::Write as _;

use crate::figures::{Figures, megabytes, processor_milliseconds};
use crate::ours::GENERATE;
use crate::peers::PEERS;
use crate::run::Cost;

const WIDTH: f64 = 990.0;
const HEIGHT: f64 = 440.0;
/// A panel's plot area: its top, and its size.
const TOP: f64 = 72.0;
const WIDE: f64 = 300.0;
const HIGH: f64 = 300.0;

/// What a panel shows: its left edge, its title, a figure's number, the powers of ten of its scale, and what they are called.
struct Panel {
    left: f64,
    title: &'static str,
    number: fn(Cost) -> f64,
    marks: &'static [(f64, &'static str)],
}

const PANELS: [Panel; 2] = [
    Panel {
        left: 62.0,
        title: "Processor time of the whole process",
        number: processor_milliseconds,
        marks: &[
            (1.0, "1 ms"),
            (10.0, "10 ms"),
            (100.0, "0.1 s"),
            (1e3, "1 s"),
            (1e4, "10 s"),
            (1e5, "100 s"),
        ],
    },
    Panel {
        left: 552.0,
        title: "Its peak memory",
        number: megabytes,
        marks: &[
            (1.0, "1 MB"),
            (10.0, "10 MB"),
            (100.0, "100 MB"),
            (1e3, "1 GB"),
            (1e4, "10 GB"),
        ],
    },
];

const CODES: [(u32, &str); 4] = [
    (13, "13"),
    (100, "100"),
    (1_000, "1,000"),
    (10_000, "10,000 codes"),
];

/// Its own ground, and both themes: it reads wherever it is shown.
const STYLE: &str = "\
text{font:12px system-ui,sans-serif;fill:#57606a}.title{font-size:14px;font-weight:600;fill:#1f2328}\
.ground{fill:#fff}.grid{stroke:#d8dee4}.line{fill:none;stroke-width:1.75}.dot{stroke:none}\
.c0{--c:#cf222e}.c1{--c:#0969da}.c2{--c:#8250df}.c3{--c:#9a6700}.c4{--c:#1a7f37}.c5{--c:#bf3989}.c6{--c:#57606a}\
.line{stroke:var(--c)}.dot,text.name{fill:var(--c)}.c0.line{stroke-width:3.5}text.c0{font-weight:700}\
@media(prefers-color-scheme:dark){text{fill:#9198a1}.title{fill:#f0f6fc}.ground{fill:#0d1117}.grid{stroke:#30363d}\
.c0{--c:#ff7b72}.c1{--c:#58a6ff}.c2{--c:#bc8cff}.c3{--c:#d29922}.c4{--c:#3fb950}.c5{--c:#f778ba}.c6{--c:#b1bac4}}";

pub fn svg(figures: &Figures) -> String {
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{LABEL}\">\n\
         <style>{STYLE}</style>\n<rect class=\"ground\" width=\"{WIDTH}\" height=\"{HEIGHT}\" rx=\"8\"/>\n"
    );
    for panel in &PANELS {
        panel.frame(&mut out);
        let lines = panel.lines(figures);
        for (line, label) in lines.iter().zip(labels(&lines)) {
            line.draw(&mut out, label);
        }
    }
    text(
        &mut out,
        (PANELS[0].left, HEIGHT - 14.0),
        "",
        &format!(
            "The shortest of several runs, all in turns. {}",
            figures.machine
        ),
    );
    out + "</svg>\n"
}

const LABEL: &str =
    "Time and memory of errbook and of other generators, for 13 to 10,000 error codes";

impl Panel {
    fn x(&self, codes: u32) -> f64 {
        let log = |codes: u32| f64::from(codes).log10();
        let (least, most) = (log(CODES[0].0), log(CODES[3].0));
        self.left + WIDE * (log(codes) - least) / (most - least)
    }

    fn y(&self, number: f64) -> f64 {
        let (least, most) = (self.marks[0].0, self.marks[self.marks.len() - 1].0);
        let (least, most) = (least.log10(), most.log10());
        TOP + HIGH - HIGH * (number.log10() - least) / (most - least)
    }

    /// The title and both scales.
    fn frame(&self, out: &mut String) {
        text(out, (self.left - 46.0, 36.0), "title", self.title);
        for (number, name) in self.marks {
            let (y, end) = (self.y(*number), self.left + WIDE);
            let _ = writeln!(
                out,
                "<path class=\"grid\" d=\"M{:.1} {y:.1}H{end:.1}\"/>",
                self.left
            );
            anchored(out, (self.left - 8.0, y + 4.0), "end", name);
        }
        for (codes, name) in CODES {
            anchored(out, (self.x(codes), TOP + HIGH + 22.0), "middle", name);
        }
    }

    /// errbook's line, then the peers', of those who are there.
    fn lines(&self, figures: &Figures) -> Vec<Line> {
        let names = std::iter::once(GENERATE).chain(PEERS.iter().map(|peer| peer.name));
        let line = |(color, name): (usize, &'static str)| Line {
            color,
            name,
            points: self.points(figures, name),
        };
        let lines = names.enumerate().map(line);
        lines.filter(|line| !line.points.is_empty()).collect()
    }

    fn points(&self, figures: &Figures, who: &str) -> Vec<(f64, f64)> {
        let point = |(codes, _): &(u32, &str)| {
            let cost = figures.cost(*codes as usize, who)?;
            let number = (self.number)(cost);
            Some((self.x(*codes), self.y(number.max(self.marks[0].0))))
        };
        CODES.iter().filter_map(point).collect()
    }
}

struct Line {
    color: usize,
    name: &'static str,
    points: Vec<(f64, f64)>,
}

impl Line {
    fn draw(&self, out: &mut String, label: (f64, f64)) {
        let color = self.color;
        let points: Vec<_> = self
            .points
            .iter()
            .map(|(x, y)| format!("{x:.1},{y:.1}"))
            .collect();
        let _ = writeln!(
            out,
            "<polyline class=\"line c{color}\" points=\"{}\"/>",
            points.join(" ")
        );
        for (x, y) in &self.points {
            let _ = writeln!(
                out,
                "<circle class=\"dot c{color}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\"/>"
            );
        }
        text(out, label, &format!("name c{color}"), self.name);
    }
}

/// A place for each line's name, beside its end and below the name above it.
fn labels(lines: &[Line]) -> Vec<(f64, f64)> {
    let mut places: Vec<_> = lines
        .iter()
        .map(|line| line.points[line.points.len() - 1])
        .collect();
    let mut order: Vec<_> = (0..places.len()).collect();
    order.sort_by(|a, b| places[*a].1.total_cmp(&places[*b].1));
    let mut least = TOP;
    for index in order {
        let (x, y) = places[index];
        let free = y.max(least);
        places[index] = (x + 9.0, free + 4.0);
        least = free + 14.0;
    }
    places
}

fn text(out: &mut String, (x, y): (f64, f64), class: &str, text: &str) {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    let _ = writeln!(
        out,
        "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">{text}</text>"
    );
}

fn anchored(out: &mut String, (x, y): (f64, f64), anchor: &str, text: &str) {
    let _ = writeln!(
        out,
        "<text text-anchor=\"{anchor}\" x=\"{x:.1}\" y=\"{y:.1}\">{text}</text>"
    );
}
