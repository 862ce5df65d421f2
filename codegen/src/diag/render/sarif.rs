//! Diagnostics as a SARIF 2.1.0 log, for code scanning and the viewers of editors. Sections are those of the standard.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{document, level, level_of, number};
use crate::diag::{Diagnostic, Rule};
use crate::source::{Sources, Span};
use crate::value::Value;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The diagnostics as a SARIF log of one run; `unlisted` says how many more there are.
#[must_use]
pub fn sarif(diagnostics: &[Diagnostic], unlisted: usize, sources: &Sources) -> String {
    let rules: BTreeMap<&str, &Rule> = (diagnostics.iter())
        .map(|diagnostic| (diagnostic.rule.id, diagnostic.rule))
        .collect();
    let index_of = |id| {
        rules
            .keys()
            .position(|rule| *rule == id)
            .unwrap_or_default()
    };
    let results = diagnostics.iter().map(|diagnostic| {
        let index = index_of(diagnostic.rule.id);
        result(diagnostic, index, sources)
    });
    let run = Value::object([
        ("tool", tool(rules.values().copied())),
        ("columnKind", Value::from("unicodeCodePoints")),
        ("results", Value::Array(results.collect())),
        ("invocations", Value::Array(vec![invocation(unlisted)])),
    ]);
    document(&Value::object([
        ("$schema", Value::from(SCHEMA)),
        ("version", Value::from("2.1.0")),
        ("runs", Value::Array(vec![run])),
    ]))
}

/// The rules that are broken, as what shows a result shows them.
fn tool<'a>(rules: impl Iterator<Item = &'a Rule>) -> Value {
    let driver = Value::object([
        ("name", Value::from("errbook")),
        ("semanticVersion", Value::from(env!("CARGO_PKG_VERSION"))),
        ("rules", Value::Array(rules.map(rule).collect())),
    ]);
    Value::object([("driver", driver)])
}

fn rule(rule: &Rule) -> Value {
    let configuration = Value::object([("level", Value::from(level_of(rule.level)))]);
    let help = format!(
        "`errbook explain {}` shows a registry that breaks this rule, and one that does not.",
        rule.id
    );
    Value::object([
        ("id", Value::from(rule.id)),
        ("shortDescription", multiformat(rule.summary)),
        ("fullDescription", multiformat(rule.why)),
        ("defaultConfiguration", configuration),
        ("help", multiformat(&help)),
    ])
}

fn result(diagnostic: &Diagnostic, rule: usize, sources: &Sources) -> Value {
    let text = format!("{}\nhelp: {}", diagnostic.message, diagnostic.help);
    let physical = physical_location(&diagnostic.span, sources);
    let location = Value::object([("physicalLocation", physical)]);
    let mut entries = vec![
        ("ruleId", Value::from(diagnostic.rule.id)),
        ("ruleIndex", number(rule)),
        ("level", Value::from(level(diagnostic))),
        ("message", multiformat(&text)),
        ("locations", Value::Array(vec![location])),
    ];
    if let Some((span, label)) = &diagnostic.related {
        let related = Value::object([
            ("id", number(0)),
            ("physicalLocation", physical_location(span, sources)),
            ("message", multiformat(label)),
        ]);
        entries.push(("relatedLocations", Value::Array(vec![related])));
    }
    Value::object(entries)
}

fn physical_location(span: &Span, sources: &Sources) -> Value {
    let (start, end) = (sources.position(span), sources.end(span));
    let region = Value::object([
        ("startLine", number(start.line)),
        ("startColumn", number(start.column)),
        ("endLine", number(end.line)),
        ("endColumn", number(end.column)),
    ]);
    let artifact = Value::object([("uri", Value::from(uri(&sources.get(span.file).path)))]);
    Value::object([("artifactLocation", artifact), ("region", region)])
}

/// Whether the run came to its end, and what it does not list.
fn invocation(unlisted: usize) -> Value {
    let mut entries = vec![("executionSuccessful", Value::Bool(true))];
    if unlisted > 0 {
        let message = multiformat(&format!("{unlisted} more diagnostics are not listed"));
        let notification = Value::object([("level", Value::from("warning")), ("message", message)]);
        entries.push((
            "toolExecutionNotifications",
            Value::Array(vec![notification]),
        ));
    }
    Value::object(entries)
}

fn multiformat(text: &str) -> Value {
    Value::object([("text", Value::from(plain(text)))])
}

/// A text that has neither placeholders nor links, whatever looks like one (3.11.5, 3.11.6).
fn plain(text: &str) -> String {
    let text = text.replace('{', "{{").replace('}', "}}");
    if text.contains("](") {
        return text.replace('[', r"\[").replace(']', r"\]");
    }
    text
}

/// A path as a reference that RFC 3986 allows: relative, or of the scheme `file` where the path begins at a root.
fn uri(path: &str) -> String {
    let drive = path.as_bytes().get(1) == Some(&b':');
    let mut uri = match path {
        _ if drive => String::from("file:///"),
        _ if path.starts_with('/') => String::from("file://"),
        _ => String::new(),
    };
    for (at, byte) in path.bytes().enumerate() {
        let is_plain = byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
        if is_plain || drive && at == 1 {
            uri.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}
