//! Diagnostics as text for people, as rustc and cargo show theirs. The only module that knows annotate-snippets.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level as Severity, Renderer, Snippet};

use super::{Diagnostic, Level};
use crate::source::{Source, Sources, Span};
use crate::unicode::visible;

/// Lines of a place that are shown at most.
const MOST_LINES: usize = 6;
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
        text.push_str(&renderer.render(&[group(diagnostic, sources)]));
        text.push_str("\n\n");
    }
    text
}

fn group<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Group<'a> {
    let severity = match diagnostic.rule.level {
        Level::Error => Severity::ERROR,
        Level::Warning => Severity::WARNING,
    };
    let mut group = Group::with_title(
        severity
            .primary_title(diagnostic.message.as_str())
            .id(diagnostic.rule.id),
    );
    for excerpt in excerpts(diagnostic, sources) {
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
    if near {
        vec![primary.joined(related)]
    } else {
        vec![primary, related]
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

    fn joined(mut self, other: Self) -> Self {
        self.bytes = self.bytes.start.min(other.bytes.start)..self.bytes.end.max(other.bytes.end);
        self.line = self.line.min(other.line);
        self.places.extend(other.places);
        self
    }

    fn snippet(&self) -> Snippet<'a, Annotation<'a>> {
        let within =
            |place: &Range<usize>| place.start - self.bytes.start..place.end - self.bytes.start;
        let annotation = |(place, label): &(Range<usize>, Option<&'a str>)| match label {
            None => AnnotationKind::Primary.span(within(place)),
            Some(label) => AnnotationKind::Context.span(within(place)).label(*label),
        };
        Snippet::source(visible(&self.source.text[self.bytes.clone()]))
            .line_start(self.line)
            .path(self.source.path.as_str())
            .annotations(self.places.iter().map(annotation))
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
