//! Text → spanned TOML → [`Document`], with every syntax error of the file.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use super::damage::Damage;
use super::outline::Outline;
use super::recover::Recovery;
use super::size::Size;
use super::table::{Damaged, Reader};
use super::{Document, document, literal};
use crate::diag::{Diagnostic, Rule, Sink, rules};
use crate::source::{FileId, Source, Sources, Span};
use crate::unicode::{Hidden, code_point, first_hidden, hidden};

/// Which tables a file may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// The registry itself: all of them.
    Main,
    /// An included file: `[errors]`, `[types]` and `[retired]`.
    Included,
}

/// Reads one file. There is no document where too little of it could be read.
pub(crate) fn parse(
    sources: &Sources,
    file: FileId,
    role: Role,
    size: &mut Size,
    sink: &mut Sink,
) -> (Option<Document>, Damage) {
    let source = sources.get(file);
    let mut recovery = Recovery::new(source, file, sink);
    if !recovery.structure(size) {
        let damage = recovery.damage;
        hidden_text(source, file, &DeTable::new(), sink);
        return (None, damage);
    }
    let text = recovery.text.clone();
    let (root, errors) = DeTable::parse_recoverable(&text);
    if errors.is_empty() {
        let damage = recovery.damage;
        return read(source, file, role, (&text, root.get_ref()), damage, sink);
    }
    if !repaired(&mut recovery, errors) {
        let damage = recovery.damage;
        hidden_text(source, file, &DeTable::new(), sink);
        return (None, damage);
    }
    let (text, damage) = (recovery.text, recovery.damage);
    let (root, _) = DeTable::parse_recoverable(&text);
    read(source, file, role, (&text, root.get_ref()), damage, sink)
}

/// Blanks, until none is left, the statements whose values cannot be read, or that stand twice. Is the rest worth
/// reading?
fn repaired(recovery: &mut Recovery<'_, '_>, mut errors: Vec<Error>) -> bool {
    const MOST_ROUNDS: usize = 4;
    for _ in 0..MOST_ROUNDS {
        if !recovery.values(&errors) {
            return false;
        }
        errors = DeTable::parse_recoverable(&recovery.text).1;
        if errors.is_empty() {
            break;
        }
    }
    true
}

/// The document of a table; `text` is the file's text as far as it could be read.
fn read(
    source: &Source,
    file: FileId,
    role: Role,
    (text, root): (&str, &DeTable<'_>),
    mut damage: Damage,
    sink: &mut Sink,
) -> (Option<Document>, Damage) {
    hidden_text(source, file, root, sink);
    let outline = (!damage.is_none()).then(|| Outline::of(text));
    let damaged = outline.map(|outline| Damaged {
        damage: &damage,
        outline,
        text,
    });
    let mut reader = Reader {
        file,
        sink,
        damaged,
    };
    let (document, lost) = document::document(&mut reader, root, role);
    for table in ["errors", "types", "statuses"] {
        if lost.has(table) {
            damage.hide(table);
        }
    }
    (Some(document), damage)
}

/// Reports characters that a reader of the file cannot see: in keys and values, also where they are written
/// as escapes, and in comments.
fn hidden_text(source: &Source, file: FileId, root: &DeTable<'_>, sink: &mut Sink) {
    let mut found = Vec::new();
    hidden_in_table(file, root, &mut found);
    found.sort_by_key(|hidden| hidden.span.bytes.start);
    let outside = hidden_outside(source, file, &found);
    for hidden in &found {
        let place = literal::part(source, &hidden.span, hidden.decoded.clone());
        if let Some(diagnostic) = report_hidden(&hidden.span, hidden.character, sink) {
            diagnostic.related(&place, "here");
        }
    }
    for (span, c) in &outside {
        report_hidden(span, *c, sink);
    }
}

fn report_hidden<'s>(span: &Span, c: char, sink: &'s mut Sink) -> Option<&'s mut Diagnostic> {
    let (rule, what) = hidden_rule(c)?;
    let message = format!("{what} {}", code_point(c));
    let help = "remove it; it may have been pasted in unseen";
    Some(sink.report(rule, span, message, help))
}

/// A key or value that holds a hidden character.
struct Found {
    span: Span,
    character: char,
    /// Where the character stands in the decoded text.
    decoded: Range<usize>,
}

/// The first hidden character of each line outside of the keys and values in `found`.
fn hidden_outside(source: &Source, file: FileId, found: &[Found]) -> Vec<(Span, char)> {
    let inside = |at: usize| {
        let before = found.partition_point(|found| found.span.bytes.start <= at);
        before > 0 && found[before - 1].span.bytes.contains(&at)
    };
    let mut outside: Vec<(Span, char)> = Vec::new();
    if first_hidden(&source.text).is_none() {
        return outside;
    }
    let mut last_line = None;
    // A carriage return that ends no line is a syntax error.
    let hidden = |(_, c): &(usize, char)| *c != '\r' && hidden(*c).is_some();
    for (at, c) in source.text.char_indices().filter(hidden) {
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

fn hidden_in_table(file: FileId, table: &DeTable<'_>, found: &mut Vec<Found>) {
    for (key, value) in table {
        find_hidden(Span::new(file, key.span()), key.get_ref(), found);
        hidden_in_value(file, value, found);
    }
}

fn hidden_in_value(file: FileId, value: &Spanned<DeValue<'_>>, found: &mut Vec<Found>) {
    match value.get_ref() {
        DeValue::String(text) => find_hidden(Span::new(file, value.span()), text, found),
        DeValue::Array(items) => items
            .iter()
            .for_each(|item| hidden_in_value(file, item, found)),
        DeValue::Table(table) => hidden_in_table(file, table, found),
        _ => {}
    }
}

fn find_hidden(span: Span, text: &str, found: &mut Vec<Found>) {
    if let Some((at, character)) = first_hidden(text) {
        found.push(Found {
            span,
            character,
            decoded: at..at + character.len_utf8(),
        });
    }
}
