//! Diagnostics as workflow commands of GitHub Actions, which shows each at its line of a pull request.

use std::fmt::Write as _;

use super::level;
use crate::diag::Diagnostic;
use crate::source::Sources;
use crate::unicode::escaped;

/// The diagnostics, one command a line.
#[must_use]
pub fn github(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics {
        // Writing to a string cannot fail.
        let _ = write!(text, "::{}", level(diagnostic));
        for (at, (name, value)) in properties(diagnostic, sources).into_iter().enumerate() {
            let before = if at == 0 { ' ' } else { ',' };
            let _ = write!(text, "{before}{name}={}", property(&value));
        }
        let _ = writeln!(text, "::{}", data(&message(diagnostic, sources)));
    }
    text
}

/// The command that shows a failure which is at no line of the registry.
#[must_use]
pub fn github_failure(message: &str) -> String {
    format!("::error title=errbook::{}\n", data(message))
}

fn properties(diagnostic: &Diagnostic, sources: &Sources) -> [(&'static str, String); 6] {
    let span = &diagnostic.span;
    let (start, end) = (sources.position(span), sources.end(span));
    [
        ("title", format!("errbook: {}", diagnostic.rule.id)),
        ("file", sources.get(span.file).path.clone()),
        ("line", start.line.to_string()),
        ("endLine", end.line.to_string()),
        ("col", start.column.to_string()),
        ("endColumn", end.column.to_string()),
    ]
}

/// What is wrong, the second place where there is one, and what to do, each on a line.
fn message(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let mut lines = vec![diagnostic.message.clone()];
    if let Some((span, label)) = &diagnostic.related {
        let path = &sources.get(span.file).path;
        let at = sources.position(span);
        lines.push(format!("{path}:{}:{}: {label}", at.line, at.column));
    }
    lines.push(format!("help: {}", diagnostic.help));
    lines.join("\n")
}

/// The text behind a command's second `::`: one line, whatever it holds.
fn data(text: &str) -> String {
    // A carriage return is among what is escaped.
    escaped(text).replace('%', "%25").replace('\n', "%0A")
}

/// The value of a property, which would end at a comma or a colon.
fn property(value: &str) -> String {
    data(value).replace(':', "%3A").replace(',', "%2C")
}
