//! Text → spanned TOML → [`Document`], with every syntax error of the file.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use super::damage::Damage;
use super::first::first_definitions;
use super::table::Reader;
use super::{Document, document, limits};
use crate::diag::{Rule, Sink, rules};
use crate::source::{FileId, Source, Sources, Span};
use crate::unicode::{Hidden, code_point, hidden};

/// Which tables a file may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// The registry itself: all of them.
    Main,
    /// An included file: `[errors]`, `[types]` and `[retired]`.
    Included,
}

/// Reads one file. There is no document where the file nests too deep to be read at all.
pub(crate) fn parse(
    sources: &Sources,
    file: FileId,
    role: Role,
    sink: &mut Sink,
) -> (Option<Document>, Damage) {
    let source = sources.get(file);
    if let Some(bytes) = limits::too_deep(&source.text) {
        let help = "a registry needs only a few levels: look for brackets that are never closed";
        sink.report(
            &rules::TOO_DEEP,
            &Span::new(file, bytes),
            "tables and arrays nest deeper than 32",
            help,
        );
        return (None, Damage::total(file));
    }
    let (root, errors) = DeTable::parse_recoverable(&source.text);
    let damage = report_syntax(source, file, &errors, sink);
    hidden_text(source, file, root.get_ref(), sink);
    let document = document::document(&mut Reader { file, sink }, root.get_ref(), role);
    (Some(document), damage)
}

/// Reports the syntax errors, the first of each line: the others of a line follow from it.
fn report_syntax(source: &Source, file: FileId, errors: &[Error], sink: &mut Sink) -> Damage {
    let mut damage = Damage::none(file);
    let mut kept: BTreeMap<usize, &Error> = BTreeMap::new();
    for error in errors {
        let (line, _) = source.line(error.span().map_or(0, |span| span.start));
        kept.entry(line).or_insert(error);
    }
    let first = first_definitions(
        &source.text,
        kept.values().filter_map(|error| duplicate(error)),
    );
    let mut inside_duplicate = false;
    for (line, error) in kept {
        let is_header = source.line_text(line).trim_start().starts_with('[');
        if duplicate(error).is_some() && inside_duplicate && !is_header {
            continue; // Its table has been reported as a duplicate: each of its keys is one as well.
        }
        inside_duplicate = duplicate(error).is_some() && is_header;
        damage.add(source, line);
        let span = Span::new(file, error.span().unwrap_or(0..0));
        let (message, help) = explained(source, line, &span, error.message());
        let diagnostic = sink.report(&rules::TOML_SYNTAX, &span, message, help);
        if let Some(bytes) = first.get(&span.bytes.start) {
            diagnostic.related(&Span::new(file, bytes.clone()), "first defined here");
        }
    }
    damage
}

/// Where a key stands that is defined twice.
fn duplicate(error: &Error) -> Option<usize> {
    let twice =
        error.message() == "duplicate key" || error.message().starts_with("cannot extend value");
    error.span().filter(|_| twice).map(|span| span.start)
}

/// What is wrong, and what to do about it.
fn explained(source: &Source, line: usize, span: &Span, message: &str) -> (String, &'static str) {
    let line = source.line_text(line);
    let rest = source.text.get(span.bytes.start..).unwrap_or_default();
    let conflict = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"]
        .iter()
        .any(|mark| line.starts_with(mark));
    let help = match message {
        _ if conflict => "this line is a mark of a merge conflict: resolve it",
        "duplicate key" => {
            "a key or table is written once: rename this one, or put its entries into the first"
        }
        _ if message.starts_with("cannot extend") => "add the entry inside of the value itself",
        _ if message.starts_with("key with no value") && rest.starts_with(':') => {
            "TOML has `key = value` and `[table]`; this looks like YAML"
        }
        _ if message.starts_with("key with no value") => "write `key = value`",
        _ if message.starts_with("string values must be quoted") => {
            "put text in straight double quotes: `\"...\"`"
        }
        _ if message.starts_with("unexpected leading zero") => {
            "write the number without the leading zero"
        }
        _ if message.contains("escaped value") => {
            "write a backslash as `\\\\`, or put the text in single quotes, where backslashes mean nothing"
        }
        _ if message.contains("basic string") => {
            "end the string with the quotes that it began with"
        }
        _ if message.contains("unquoted key") => {
            "a key is letters, digits, `_` and `-`; put any other in quotes"
        }
        _ if message.contains("carriage return") => "end lines with LF or CRLF",
        _ => "write it as TOML does: `[table]`, `key = value`, text in quotes",
    };
    (message.to_owned(), help)
}

/// Reports characters that a reader of the file cannot see: in keys and values, also where they are written
/// as escapes, and in comments.
fn hidden_text(source: &Source, file: FileId, root: &DeTable<'_>, sink: &mut Sink) {
    let mut found = Vec::new();
    hidden_in_table(file, root, &mut found);
    found.sort_by_key(|(span, _)| span.bytes.start);
    let mut comments = hidden_outside(source, file, &found);
    found.append(&mut comments);
    for (span, c) in found {
        if let Some((rule, what)) = hidden_rule(c) {
            let message = format!("{what} {}", code_point(c));
            sink.report(
                rule,
                &span,
                message,
                "remove it; it may have been pasted in unseen",
            );
        }
    }
}

/// The first hidden character of each line outside of the keys and values in `found`.
fn hidden_outside(source: &Source, file: FileId, found: &[(Span, char)]) -> Vec<(Span, char)> {
    let inside = |at: usize| {
        let before = found.partition_point(|(span, _)| span.bytes.start <= at);
        before > 0 && found[before - 1].0.bytes.contains(&at)
    };
    let mut outside: Vec<(Span, char)> = Vec::new();
    let mut last_line = None;
    for (at, c) in source
        .text
        .char_indices()
        .filter(|(_, c)| hidden(*c).is_some())
    {
        let line = source.line(at);
        if !inside(at) && last_line.replace(line) != Some(line) {
            outside.push((Span::new(file, at..at + c.len_utf8()), c));
        }
    }
    outside
}

fn hidden_rule(c: char) -> Option<(&'static Rule, &'static str)> {
    Some(match hidden(c)? {
        Hidden::Control => (&rules::CONTROL_CHARACTER, "control character"),
        Hidden::Bidirectional => (
            &rules::BIDIRECTIONAL_CHARACTER,
            "bidirectional control character",
        ),
        Hidden::Invisible => (&rules::INVISIBLE_CHARACTER, "invisible character"),
        Hidden::Noncharacter => (&rules::INVISIBLE_CHARACTER, "noncharacter"),
    })
}

fn hidden_in_table(file: FileId, table: &DeTable<'_>, found: &mut Vec<(Span, char)>) {
    for (key, value) in table {
        find_hidden(Span::new(file, key.span()), key.get_ref(), found);
        hidden_in_value(file, value, found);
    }
}

fn hidden_in_value(file: FileId, value: &Spanned<DeValue<'_>>, found: &mut Vec<(Span, char)>) {
    match value.get_ref() {
        DeValue::String(text) => find_hidden(Span::new(file, value.span()), text, found),
        DeValue::Array(items) => items
            .iter()
            .for_each(|item| hidden_in_value(file, item, found)),
        DeValue::Table(table) => hidden_in_table(file, table, found),
        _ => {}
    }
}

fn find_hidden(span: Span, text: &str, found: &mut Vec<(Span, char)>) {
    if let Some(c) = text.chars().find(|c| hidden(*c).is_some()) {
        found.push((span, c));
    }
}
