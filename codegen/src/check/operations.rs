//! `[operations]` and `[rejections]`: which errors a route can answer with, and which those of a framework become.

use std::collections::{BTreeMap, BTreeSet};

use super::{Claims, Entries, code_named, codes, list_items, text};
use crate::diag::{Sink, all_of, one_of, rules};
use crate::model::{
    Code, FEATURES, Feature, Operation, REJECTIONS, Rejection, RejectionKind, RustOutput,
};
use crate::syntax::{OperationEntry, Text};
use crate::unicode::shown;

/// Every operation, resolved.
pub(super) fn operations(entries: &Entries<'_>, sink: &mut Sink) -> Vec<Operation> {
    let given = &entries.main.operations;
    routes(given, sink);
    let read = |entry| operation(entry, entries, sink);
    given.iter().map(read).collect()
}

fn operation(entry: &OperationEntry, entries: &Entries<'_>, sink: &mut Sink) -> Operation {
    name(&entry.name, sink);
    request(entry, sink);
    if let Some(errors) = &entry.errors {
        list_items(errors, "code", sink);
    }
    let errors = entry.errors.iter().flat_map(|errors| &errors.value);
    Operation {
        name: crate::model::Name::new(&entry.name.value),
        method: super::owned(entry.method.as_ref()),
        path: super::owned(entry.path.as_ref()),
        doc: text::inline(entry.doc.as_ref()),
        errors: errors
            .filter_map(|error| code_named(Some(error), None, entries, sink))
            .collect(),
    }
}

/// An operation is named as a code is, in any style.
fn name(name: &Text, sink: &mut Sink) {
    if !codes::allowed(&name.value) {
        let message = format!("{} cannot name an operation", shown(&name.value));
        let help = "write ASCII letters and digits, with `_`, `.`, `-`, `/` or `:` between them, 128 at most";
        sink.report(&rules::OPERATION_NAME, &name.span, message, help);
    }
}

/// A method is a token (RFC 9110, section 9.1) in capitals, since methods are told apart by case; a path is one without a
/// query, whose parameters are in braces.
fn request(entry: &OperationEntry, sink: &mut Sink) {
    let method = entry.method.as_ref();
    if let Some(method) = method.filter(|method| !is_method(&method.value)) {
        let message = format!("{} is no HTTP method", shown(&method.value));
        let capitals = method.value.to_ascii_uppercase();
        let help = match method.value.split_once(' ') {
            _ if is_method(&capitals) => format!("write it in capitals: `{capitals}`"),
            Some((_, path)) if path.starts_with('/') => {
                "write the method alone: the path has a key of its own, `path`".to_owned()
            }
            _ => "write one method, such as `POST`, or leave `method` out".to_owned(),
        };
        sink.report(&rules::OPERATION_REQUEST, &method.span, message, help);
    }
    let path = entry.path.as_ref();
    if let Some(path) = path.filter(|path| !is_path(&path.value)) {
        let message = format!("{} is no path of a route", shown(&path.value));
        let help = if path.value.starts_with('/') && path.value.contains(['?', '#']) {
            "leave out the `?` or `#` and what is behind it: a route has none"
        } else if path.value.split('/').any(is_foreign_parameter) {
            "write parameters in braces: `/jobs/{id}`"
        } else if !parameters_differ(&path.value) {
            "give each parameter a name of its own"
        } else if !rest_is_last(&path.value) && path.value.split('/').all(braces_match) {
            "let `{*path}`, which is all the rest of a path, be its last part"
        } else if !path.value.split('/').all(braces_match) {
            "write a parameter as `{id}`, between one brace and another"
        } else {
            "begin it with `/`, and write what is not ASCII percent-encoded: `/jobs/{id}`"
        };
        sink.report(&rules::OPERATION_REQUEST, &path.span, message, help);
    }
}

fn is_method(text: &str) -> bool {
    let is_of_method = |byte: u8| {
        byte.is_ascii_uppercase() || byte.is_ascii_digit() || b"!#$%&'*+-.^_`|~".contains(&byte)
    };
    !text.is_empty() && text.bytes().all(is_of_method)
}

fn is_path(text: &str) -> bool {
    let is_of_path = |byte: u8| byte.is_ascii_graphic() && !b"?#\"<>\\^`|".contains(&byte);
    let mut parts = text.split('/');
    text.starts_with('/')
        && text.bytes().all(is_of_path)
        && parts.all(|part| !is_foreign_parameter(part) && braces_match(part))
        && parameters_differ(text)
        && rest_is_last(text)
}

/// The names of the parameters, in order: `*path` is one that is all the rest.
fn parameters(path: &str) -> impl Iterator<Item = &str> {
    let pieces = path.split('{').skip(1);
    pieces.filter_map(|piece| Some(piece.split_once('}')?.0))
}

fn parameters_differ(path: &str) -> bool {
    let mut seen = BTreeSet::new();
    parameters(path).all(|name| seen.insert(name.trim_start_matches('*')))
}

fn rest_is_last(path: &str) -> bool {
    path.find("{*")
        .is_none_or(|at| path[at..].ends_with('}') && parameters(&path[at..]).count() == 1)
}

/// `:id` and `<id>`, as some frameworks write `{id}`.
fn is_foreign_parameter(part: &str) -> bool {
    part.starts_with(':') || part.starts_with('<')
}

/// Does each brace that opens close, around something?
fn braces_match(part: &str) -> bool {
    let mut pieces = part.split('{');
    let before = pieces.next().unwrap_or_default();
    let closes = |piece: &str| match piece.split_once('}') {
        Some((name, after)) => !name.is_empty() && !after.contains('}'),
        None => false,
    };
    !before.contains('}') && pieces.all(closes)
}

/// No two operations answer the same requests. What a parameter of the path is called makes no difference.
fn routes(given: &[OperationEntry], sink: &mut Sink) {
    let mut claims = Claims::new();
    for entry in given {
        let path = entry.path.as_ref().filter(|path| is_path(&path.value));
        let Some(path) = path else { continue };
        let method = entry.method.as_ref().map(|method| method.value.as_str());
        let Some((earlier, _)) = claims.claim((method, route(&path.value)), &entry.name, "") else {
            continue;
        };
        let (name, other) = (shown(&entry.name.value), shown(&earlier.value));
        let message = format!("the operations {other} and {name} are the same route");
        let help = "give one of them another method or path, or make them one operation";
        sink.report(&rules::DUPLICATE_OPERATION, &entry.name.span, message, help)
            .related(&earlier.span, "the other operation");
    }
}

/// A path whose parameters have no names: `/jobs/{}`, or `/jobs/{*}` for all the rest of a path.
fn route(path: &str) -> String {
    let nameless = |piece: &str| match piece.split_once('}') {
        Some((name, after)) if name.starts_with('*') => format!("*}}{after}"),
        Some((_, after)) => format!("}}{after}"),
        None => piece.to_owned(),
    };
    path.split('{').map(nameless).collect::<Vec<_>>().join("{")
}

/// What each rejection becomes. Its code is made without arguments, and is of the same class as a framework's own answer.
pub(super) fn rejections(
    entries: &Entries<'_>,
    codes: &[Code],
    sink: &mut Sink,
) -> BTreeMap<Rejection, usize> {
    let mut resolved = BTreeMap::new();
    for (rejection, text) in &entries.main.rejections.given {
        let Some(index) = code_named(Some(text), None, entries, sink) else {
            continue;
        };
        let code = &codes[index];
        without_fields(text, code, sink);
        of_its_class(text, *rejection, code, sink);
        resolved.insert(*rejection, index);
    }
    resolved
}

/// Where rejections become errors, each kind has a code, its own or that of the kind that stands for it.
pub(super) fn every_rejection(feature: &Text, entries: &Entries<'_>, sink: &mut Sink) {
    let table = &entries.main.rejections;
    let is_given = |kind: &RejectionKind| {
        let mut given = table.given.iter();
        given.any(|(rejection, _)| *rejection == kind.rejection) || table.lost.has(kind.key)
    };
    let needed = REJECTIONS.iter().filter(|kind| kind.otherwise.is_none());
    let missing = needed.filter(|kind| !is_given(kind)).map(|kind| kind.key);
    let missing: Vec<_> = missing.collect();
    if missing.is_empty() {
        return;
    }
    let message = format!(
        "`{}` needs {} in `[rejections]`",
        feature.value,
        all_of(missing.iter().copied())
    );
    let lines = missing.iter().map(|key| format!("{key} = \"...\""));
    let lines: Vec<_> = lines.collect();
    let help = format!(
        "add {} to `[rejections]`, with the names of codes",
        all_of(lines.iter().map(String::as_str))
    );
    sink.report(&rules::MISSING_REJECTION, &feature.span, message, help);
}

/// Rejections become errors in the Rust crate, and only where it has a feature that turns them into such.
pub(super) fn unused_rejections(rust: Option<&RustOutput>, entries: &Entries<'_>, sink: &mut Sink) {
    let (Some(name), Some(rust)) = (&entries.main.rejections.name, rust) else {
        return;
    };
    let turns = |feature: &Feature| feature.base.is_some();
    // A feature that is misspelt may be one of them.
    if sink.has_errors() || rust.features.iter().any(|feature| turns(feature)) {
        return;
    }
    let all = FEATURES.iter().filter(|feature| turns(feature));
    let message = "`[rejections]` has no effect";
    let help = format!(
        "add {} to `features` of `[outputs.rust]`, or remove the table",
        one_of(all.map(|feature| feature.name))
    );
    sink.report(&rules::UNUSED_REJECTIONS, &name.span, message, help);
}

fn without_fields(text: &Text, code: &Code, sink: &mut Sink) {
    let required = code.fields.iter().find(|field| !field.optional);
    if let Some(field) = required {
        let (name, field) = (shown(&text.value), shown(&field.name.raw));
        let message = format!("{name} has the required field {field}, which no framework knows");
        let help = "name a code without required fields, or make the field optional";
        sink.report(&rules::REJECTION_FIELDS, &text.span, message, help);
    }
}

fn of_its_class(text: &Text, rejection: Rejection, code: &Code, sink: &mut Sink) {
    let kind = REJECTIONS.iter().find(|kind| kind.rejection == rejection);
    // A status that is none has no reason phrase, and is reported as such.
    let is_known = !code.reason.is_empty();
    let Some(kind) = kind.filter(|kind| is_known && code.status / 100 != kind.class) else {
        return;
    };
    let message = format!(
        "{} has the status {}, and a framework answers this with {}xx",
        shown(&text.value),
        code.status,
        kind.class
    );
    let help = match kind.class {
        4 => "name a code that says what is wrong with the request",
        _ => "name a code that says that the server failed",
    };
    sink.report(&rules::REJECTION_STATUS, &text.span, message, help);
}
