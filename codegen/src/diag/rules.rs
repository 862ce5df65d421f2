//! The rules, as static records that diagnostics, `explain` and the docs read.

/// How much a broken rule matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The registry is wrong: nothing is generated.
    Error,
    /// The registry works, yet probably does not say what its author means.
    Warning,
}

/// A rule of the registry.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// `duplicate-code`
    pub id: &'static str,
    /// Error or warning.
    pub level: Level,
    /// What the rule asks for, in one sentence.
    pub summary: &'static str,
    /// Why it is a rule.
    pub why: &'static str,
    /// A registry that breaks it.
    pub wrong: &'static str,
    /// The same registry, mended.
    pub right: &'static str,
}

/// Every rule, sorted by id.
pub static RULES: &[&Rule] = &[];
