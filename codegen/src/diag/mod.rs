//! Diagnostics: the value, the sink that gathers them, the table of rules, and how they are shown.

pub mod render;
pub mod rules;

pub use rules::{Level, RULES, Rule};

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

/// Gathers the diagnostics of a run. Nothing else builds a list of mistakes.
#[derive(Debug, Default)]
pub struct Sink(Vec<Diagnostic>);

impl Sink {
    /// Reports that `rule` is broken at `span`: what is wrong, and what to do.
    pub fn report(
        &mut self,
        rule: &'static Rule,
        span: &Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> &mut Diagnostic {
        let (message, help) = (message.into(), help.into());
        self.0.push(Diagnostic {
            rule,
            message,
            span: span.clone(),
            related: None,
            help,
        });
        let last = self.0.len() - 1;
        &mut self.0[last]
    }

    /// Has an error been reported (not only warnings)?
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(Diagnostic::is_error)
    }

    /// Keeps the diagnostics for which `keep` holds.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.0.retain(keep);
    }

    /// All diagnostics so far, in the order in which they were reported.
    #[must_use]
    pub fn as_slice(&self) -> &[Diagnostic] {
        &self.0
    }

    /// All diagnostics, sorted by place; what was said twice of one place is said once.
    #[must_use]
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.0.sort_by(|a, b| {
            let place = |d: &Diagnostic| (d.span.file, d.span.bytes.start, d.rule.id);
            place(a).cmp(&place(b))
        });
        self.0.dedup();
        self.0
    }
}

/// The candidate that `word` probably means, for "did you mean".
pub fn closest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let most = (word.chars().count() / 3).max(1);
    let near = |candidate: &str| candidate.len().abs_diff(word.len()) <= most;
    candidates
        .into_iter()
        .filter(|candidate| near(candidate))
        .map(|candidate| {
            (
                strsim::damerau_levenshtein(&word.to_lowercase(), &candidate.to_lowercase()),
                candidate,
            )
        })
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
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
    let words: Vec<_> = words.into_iter().map(|word| format!("`{word}`")).collect();
    match words.split_last() {
        None => "nothing".to_owned(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
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
