//! Diagnostics: the value, the sink that gathers them, the table of rules, and how they are shown.

pub mod render;
mod rules;

pub use rules::{Level, RULES, Rule};

use crate::source::{Sources, Span};

/// One thing that is wrong with a registry.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// The rule that it breaks.
    pub rule: &'static Rule,
    /// What is wrong, lower-case, one line.
    pub message: String,
    /// Where.
    pub span: Span,
    /// A second place, such as the earlier definition, with what stands there.
    pub related: Option<(Span, String)>,
    /// What to do.
    pub help: String,
}

/// Gathers the diagnostics of a run.
#[derive(Debug, Default)]
pub struct Sink(Vec<Diagnostic>);

impl Sink {
    /// Reports a mistake.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Has an error been reported (not only warnings)?
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(Diagnostic::is_error)
    }

    /// All diagnostics, sorted by place.
    #[must_use]
    pub fn into_sorted(mut self, _sources: &Sources) -> Vec<Diagnostic> {
        self.0
            .sort_by_key(|d| (d.span.file, d.span.bytes.start, d.rule.id));
        self.0
    }
}

impl Diagnostic {
    /// Is it an error (otherwise a warning)?
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.rule.level == Level::Error
    }
}
