//! Diagnostics: the value, the sink that gathers them, the table of rules, and how they are shown.

mod likeness;
pub mod render;
pub mod rules;

pub use likeness::closest;
pub use rules::{Level, RULES, Rule};

use std::collections::BTreeSet;

use crate::source::Span;

/// One thing that is wrong with a registry.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// The rule that it breaks.
    pub rule: &'static Rule,
    /// What is wrong: lower-case, one line.
    pub message: String,
    /// Where.
    pub span: Span,
    /// A second place, such as the earlier definition, with what stands there.
    pub related: Option<(Span, String)>,
    /// What to do.
    pub help: String,
}

impl Diagnostic {
    /// Is it an error (otherwise a warning)?
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.rule.level == Level::Error
    }

    /// Shows a second place as well.
    pub fn related(&mut self, span: &Span, label: impl Into<String>) {
        self.related = Some((span.clone(), label.into()));
    }
}

/// How many diagnostics are kept at most: with more, something else is wrong than each of them says.
pub const MOST_DIAGNOSTICS: usize = 10_000;

/// Gathers the diagnostics of a run. Nothing else builds a list of mistakes.
#[derive(Debug, Default)]
pub struct Sink {
    kept: Vec<Diagnostic>,
    /// What a diagnostic is written to that is not kept, when there are too many.
    spare: Option<Diagnostic>,
    unlisted: usize,
    /// Is one of those an error?
    unlisted_error: bool,
}

impl Sink {
    /// Reports that `rule` is broken at `span`: what is wrong, and what to do.
    pub fn report(
        &mut self,
        rule: &'static Rule,
        span: &Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> &mut Diagnostic {
        let diagnostic = Diagnostic {
            rule,
            message: message.into(),
            span: span.clone(),
            related: None,
            help: help.into(),
        };
        if self.is_full() {
            self.unlisted += 1;
            self.unlisted_error |= diagnostic.is_error();
            return self.spare.insert(diagnostic);
        }
        self.kept.push(diagnostic);
        let last = self.kept.len() - 1;
        &mut self.kept[last]
    }

    /// Are there so many diagnostics that no other is kept?
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.kept.len() >= MOST_DIAGNOSTICS
    }

    /// Counts an error that would not be kept anyway.
    pub fn skip(&mut self) {
        self.unlisted += 1;
        self.unlisted_error = true;
    }

    /// How many diagnostics were not kept.
    #[must_use]
    pub fn unlisted(&self) -> usize {
        self.unlisted
    }

    /// Has an error been reported (not only warnings)?
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.unlisted_error || self.kept.iter().any(Diagnostic::is_error)
    }

    /// Keeps the diagnostics for which `keep` holds.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.kept.retain(keep);
    }

    /// Forgets what follows from a hidden character: a word with one in it is another word than the one that is seen.
    pub fn retain_seen(&mut self) {
        let place = |diagnostic: &Diagnostic| {
            let span = &diagnostic.span;
            (span.file, span.bytes.start, span.bytes.end)
        };
        let hidden: BTreeSet<_> = (self.kept.iter())
            .filter(|diagnostic| rules::HIDDEN.contains(&diagnostic.rule))
            .map(place)
            .collect();
        self.kept.retain(|diagnostic| {
            !rules::WORDS.contains(&diagnostic.rule) || !hidden.contains(&place(diagnostic))
        });
    }

    /// All diagnostics so far, in the order in which they were reported.
    #[must_use]
    pub fn as_slice(&self) -> &[Diagnostic] {
        &self.kept
    }

    /// All diagnostics, sorted by place; what was said twice of one place is said once.
    #[must_use]
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.kept.sort_by(|a, b| {
            let place = |d: &Diagnostic| (d.span.file, d.span.bytes.start, d.rule.id);
            place(a).cmp(&place(b))
        });
        self.kept.dedup();
        self.kept
    }
}

/// Help that names the closest candidate, or else all of them (a few), or else `otherwise`.
pub fn did_you_mean<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str> + Clone,
    otherwise: &str,
) -> String {
    match closest(word, candidates) {
        Some(found) => format!("did you mean `{found}`?"),
        None => otherwise.to_owned(),
    }
}

/// `` `a`, `b` or `c` ``
pub fn one_of<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    joined(words, "or")
}

/// `` `a`, `b` and `c` ``
pub fn all_of<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    joined(words, "and")
}

fn joined<'a>(words: impl IntoIterator<Item = &'a str>, last_but_one: &str) -> String {
    let words: Vec<_> = words.into_iter().map(|word| format!("`{word}`")).collect();
    match words.split_last() {
        None => "nothing".to_owned(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {last_but_one} {last}", rest.join(", ")),
    }
}

/// Help for a word that is none of a list.
#[must_use]
pub fn choice_help(word: &str, choices: &[&str]) -> String {
    did_you_mean(
        word,
        choices.iter().copied(),
        &format!("write {}", one_of(choices.iter().copied())),
    )
}
