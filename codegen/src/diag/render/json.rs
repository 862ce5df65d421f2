//! Diagnostics as one JSON document, for programs. `docs/commands/diagnostics.schema.json` is its schema.

use super::{document, level, number};
use crate::diag::Diagnostic;
use crate::source::{Position, Sources, Span};
use crate::value::Value;

/// The diagnostics as a JSON document; `unlisted` says how many more there are.
#[must_use]
pub fn json(diagnostics: &[Diagnostic], unlisted: usize, sources: &Sources) -> String {
    let items = diagnostics.iter().map(|item| diagnostic(item, sources));
    document(&Value::object([
        ("version", number(1)),
        ("diagnostics", Value::Array(items.collect())),
        ("unlisted", number(unlisted)),
    ]))
}

fn diagnostic(diagnostic: &Diagnostic, sources: &Sources) -> Value {
    let mut entries = vec![
        ("rule", Value::from(diagnostic.rule.id)),
        ("level", Value::from(level(diagnostic))),
        ("message", Value::from(diagnostic.message.as_str())),
        ("help", Value::from(diagnostic.help.as_str())),
        ("place", place(&diagnostic.span, sources)),
    ];
    if let Some((span, label)) = &diagnostic.related {
        let related = [
            ("message", Value::from(label.as_str())),
            ("place", place(span, sources)),
        ];
        entries.push(("related", Value::object(related)));
    }
    Value::object(entries)
}

fn place(span: &Span, sources: &Sources) -> Value {
    Value::object([
        ("file", Value::from(sources.get(span.file).path.as_str())),
        ("start", position(sources.position(span))),
        ("end", position(sources.end(span))),
    ])
}

fn position(position: Position) -> Value {
    Value::object([
        ("line", number(position.line)),
        ("column", number(position.column)),
    ])
}
