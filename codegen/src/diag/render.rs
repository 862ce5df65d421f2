//! How diagnostics are written down: here as text for people, as rustc and cargo show theirs, and in the modules below
//! for programs. The only module that knows annotate-snippets.
//!
//! Whatever the format, a character that nobody sees comes out as an escape or a stand-in, never as it is.

mod github;
mod json;
mod sarif;

pub use github::{github, github_failure};
pub use json::json;
pub use sarif::sarif;

use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level as Severity, Renderer, Snippet};

use super::{Diagnostic, Level};
use crate::source::{Source, Sources, Span};
use crate::unicode::{hidden, visible};
use crate::value::Value;

/// Lines of a place that are shown at most.
const MOST_LINES: usize = 6;
/// Bytes of a line that are shown at most; of a longer one, what is around the place.
const WIDEST: usize = 240;
const DOTS: &str = "...";
/// Lines between two places that are shown in one piece.
const NEAR: usize = 12;

/// The diagnostics, a blank line between two; `color` adds terminal colors.
#[must_use]
pub fn text(diagnostics: &[Diagnostic], sources: &Sources, color: bool) -> String {
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let mut text = String::new();
    for diagnostic in diagnostics {
        let excerpts = excerpts(diagnostic, sources);
        let mut shown = renderer.render(&[group(diagnostic, &excerpts)]);
        for excerpt in &excerpts {
            if let Some((window, place)) = excerpt.columns() {
                shown = shown.replacen(&window, &place, 1);
            }
        }
        text.push_str(&shown);
        text.push_str("\n\n");
    }
    text
}

fn group<'a>(diagnostic: &'a Diagnostic, excerpts: &[Excerpt<'a>]) -> Group<'a> {
    let severity = match diagnostic.rule.level {
        Level::Error => Severity::ERROR,
        Level::Warning => Severity::WARNING,
    };
    let mut group = Group::with_title(
        severity
            .primary_title(diagnostic.message.as_str())
            .id(diagnostic.rule.id),
    );
    for excerpt in excerpts {
        group = group.element(excerpt.snippet());
    }
    group.element(Severity::HELP.message(diagnostic.help.as_str()))
}

/// One excerpt with both places where they are near each other, or else one for each.
fn excerpts<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Vec<Excerpt<'a>> {
    let primary = Excerpt::new(sources, &diagnostic.span, None);
    let Some((other, label)) = &diagnostic.related else {
        return vec![primary];
    };
    let related = Excerpt::new(sources, other, Some(label));
    let near = other.file == diagnostic.span.file && primary.line.abs_diff(related.line) <= NEAR;
    match (primary.is_narrow(), related.is_narrow()) {
        _ if !near => vec![primary, related],
        // A very long line may lie between the two.
        (true, true) => match primary.joined(&related) {
            joined if joined.is_narrow() => vec![joined],
            _ => vec![primary, related],
        },
        // What is inside of a very long place is the place to look at.
        _ if diagnostic.span.bytes.start <= other.bytes.start
            && other.bytes.end <= diagnostic.span.bytes.end =>
        {
            vec![primary.around(related)]
        }
        _ => vec![primary, related],
    }
}

/// Some lines of a file with places to underline: a whole file of a hundred thousand lines would be slow to show.
struct Excerpt<'a> {
    source: &'a Source,
    bytes: Range<usize>,
    line: usize,
    places: Vec<(Range<usize>, Option<&'a str>)>,
}

impl<'a> Excerpt<'a> {
    fn new(sources: &'a Sources, span: &Span, label: Option<&'a str>) -> Self {
        let source = sources.get(span.file);
        let place = cut(source, span);
        let (line, begin) = source.line(place.start);
        let (last, _) = source.line(place.end);
        let (_, end) = source.line_range(last);
        Self {
            source,
            bytes: begin..end,
            line: line + 1,
            places: vec![(place, label)],
        }
    }

    /// Are its lines short enough to be shown as they are?
    fn is_narrow(&self) -> bool {
        let (first, _) = self.source.line(self.bytes.start);
        let (last, _) = self.source.line(self.bytes.end);
        (first..=last).all(|line| {
            let (begin, end) = self.source.line_range(line);
            end - begin <= WIDEST
        })
    }

    /// One excerpt with the places of both, and what is between them.
    fn joined(&self, other: &Self) -> Self {
        Self {
            source: self.source,
            bytes: self.bytes.start.min(other.bytes.start)..self.bytes.end.max(other.bytes.end),
            line: self.line.min(other.line),
            places: [&self.places[..], &other.places[..]].concat(),
        }
    }

    /// This excerpt's own place, but with the lines around what `inner` shows.
    fn around(mut self, inner: Self) -> Self {
        self.bytes = inner.bytes;
        self.places.splice(0..0, inner.places);
        self
    }

    /// The place as it is shown, and as it is, where the two differ: columns are counted from where an excerpt begins,
    /// which in a long line is behind the line's own beginning.
    fn columns(&self) -> Option<(String, String)> {
        let (place, _) = self.places.last().filter(|_| !self.is_narrow())?;
        let window = self.window();
        let begin = place.start.clamp(window.start, window.end);
        let text = &self.source.text[window.start..begin];
        let shown = self.before(&window).len() + text.chars().count() + 1;
        let position = self.source.position(place.start);
        let (path, line) = (&self.source.path, position.line);
        let at = |column: usize| format!("{path}:{line}:{column}");
        Some((at(shown), at(position.column)))
    }

    fn before(&self, window: &Range<usize>) -> &'static str {
        let (_, begin) = self.source.line(window.start);
        if window.start > begin { DOTS } else { "" }
    }

    fn snippet(&self) -> Snippet<'a, Annotation<'a>> {
        if self.is_narrow() {
            let text = visible(&self.source.text[self.bytes.clone()]);
            let annotations = self.annotations(&self.bytes, 0);
            return (Snippet::source(text).path(self.source.path.as_str()))
                .line_start(self.line)
                .annotations(annotations);
        }
        let window = self.window();
        let before = self.before(&window);
        let (line, _) = self.source.line(window.start);
        let (_, end) = self.source.line_range(line);
        let behind = if window.end < end { DOTS } else { "" };
        let text = visible(&self.source.text[window.clone()]);
        Snippet::source(format!("{before}{text}{behind}"))
            .path(self.source.path.as_str())
            .line_start(line + 1)
            .annotations(self.annotations(&window, before.len()))
    }

    /// The places as far as they lie in a window, which is shown behind some more bytes.
    fn annotations(&self, window: &Range<usize>, before: usize) -> Vec<Annotation<'a>> {
        let within = |place: &Range<usize>| {
            let inside = |at: usize| at.clamp(window.start, window.end) - window.start + before;
            inside(place.start)..inside(place.end)
        };
        let annotation = |(place, label): &(Range<usize>, Option<&'a str>)| match label {
            None => AnnotationKind::Primary.span(within(place)),
            Some(label) => AnnotationKind::Context.span(within(place)).label(*label),
        };
        self.places.iter().map(annotation).collect()
    }

    /// A part of one line around the start of the first place.
    fn window(&self) -> Range<usize> {
        let focus = self.places[0].0.start;
        let (line, _) = self.source.line(focus);
        let (begin, end) = self.source.line_range(line);
        let text = &self.source.text;
        let near = |at: usize| (at..at + 4).find(|at| text.is_char_boundary(*at));
        let start = near(focus.saturating_sub(WIDEST / 4).max(begin)).unwrap_or(focus);
        let stop = near((focus + WIDEST / 3).min(end)).unwrap_or(end);
        start..stop.min(end)
    }
}

/// The place, or its first line where it has many.
fn cut(source: &Source, span: &Span) -> Range<usize> {
    let (first, _) = source.line(span.bytes.start);
    let (last, _) = source.line(span.bytes.end);
    if last - first < MOST_LINES {
        span.bytes.clone()
    } else {
        span.bytes.start..source.line_range(first).1
    }
}

fn level(diagnostic: &Diagnostic) -> &'static str {
    level_of(diagnostic.rule.level)
}

fn level_of(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
    }
}

fn number(number: usize) -> Value {
    Value::Int(i128::try_from(number).unwrap_or(i128::MAX))
}

/// A JSON document in which hidden characters are escapes: they stand in strings only, so that each is read as it was.
fn document(value: &Value) -> String {
    let mut text = String::new();
    for c in value.to_json_pretty().chars() {
        if hidden(c).is_none() {
            text.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            // Writing to a string cannot fail.
            let _ = write!(text, "\\u{unit:04x}");
        }
    }
    text.push('\n');
    text
}
