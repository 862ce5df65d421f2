//! `[operations]` and `[rejections]`: which errors a route can answer with, and which those of a framework become.

use std::collections::BTreeMap;

use super::{Claims, Entries, code_named, codes, list_items, text};
use crate::diag::{Sink, rules};
use crate::model::{Code, Operation, REJECTIONS, Rejection};
use crate::syntax::{OperationEntry, Text};
use crate::unicode::shown;

const MOST_OPERATIONS: usize = 65_536;

/// Every operation, resolved.
pub(super) fn operations(entries: &Entries<'_>, sink: &mut Sink) -> Vec<Operation> {
    let given = &entries.main.operations;
    if let Some(extra) = given.get(MOST_OPERATIONS) {
        let message = format!("more than {MOST_OPERATIONS} operations");
        let help = "split the registry into several";
        sink.report(&rules::TOO_MANY, &extra.name.span, message, help);
    }
    routes(given, sink);
    let given = given.iter().take(MOST_OPERATIONS);
    given.map(|entry| operation(entry, entries, sink)).collect()
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
/// query.
fn request(entry: &OperationEntry, sink: &mut Sink) {
    let is_of_method = |byte: u8| {
        byte.is_ascii_uppercase() || byte.is_ascii_digit() || b"!#$%&'*+-.^_`|~".contains(&byte)
    };
    let fits = |method: &&Text| !method.value.is_empty() && method.value.bytes().all(is_of_method);
    if let Some(method) = entry.method.as_ref().filter(|method| !fits(method)) {
        let message = format!("{} is no HTTP method", shown(&method.value));
        let help = "write it in capitals: `POST`";
        sink.report(&rules::OPERATION_REQUEST, &method.span, message, help);
    }
    let is_of_path = |byte: u8| byte.is_ascii_graphic() && !b"?#\"<>\\^`|".contains(&byte);
    let fits = |path: &&Text| path.value.starts_with('/') && path.value.bytes().all(is_of_path);
    if let Some(path) = entry.path.as_ref().filter(|path| !fits(path)) {
        let message = format!("{} is no path of a route", shown(&path.value));
        let help = "begin it with `/`, and write what is not ASCII percent-encoded: `/jobs/{id}`";
        sink.report(&rules::OPERATION_REQUEST, &path.span, message, help);
    }
}

/// No two operations answer the same requests. What a parameter of the path is called makes no difference.
fn routes(given: &[OperationEntry], sink: &mut Sink) {
    let mut claims = Claims::new();
    for entry in given {
        let Some(path) = &entry.path else { continue };
        let method = entry.method.as_ref().map(|method| method.value.as_str());
        let Some((earlier, _)) = claims.claim((method, route(&path.value)), &entry.name, "") else {
            continue;
        };
        let (name, other) = (shown(&entry.name.value), shown(&earlier.value));
        let message = format!("the operations {other} and {name} are the same route");
        let help = "give one of them another method or path, or make one of the two";
        sink.report(&rules::DUPLICATE_OPERATION, &entry.name.span, message, help)
            .related(&earlier.span, "the other operation");
    }
}

/// A path whose parameters have no names: `/jobs/{}`.
fn route(path: &str) -> String {
    let part = |part: &'_ str| match part.starts_with('{') && part.ends_with('}') {
        true => "{}".to_owned(),
        false => part.to_owned(),
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
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
    for kind in REJECTIONS.iter().filter(|kind| kind.otherwise.is_none()) {
        let is_given = table
            .given
            .iter()
            .any(|(rejection, _)| *rejection == kind.rejection);
        if !is_given && !table.lost.has(kind.key) {
            let message = format!(
                "`[rejections]` has no `{}`, which `{}` needs",
                kind.key, feature.value
            );
            let help = format!(
                "in `[rejections]`, add `{} = \"...\"` with the name of a code",
                kind.key
            );
            sink.report(&rules::MISSING_REJECTION, &feature.span, message, help);
        }
    }
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
    let Some(kind) =
        kind.filter(|kind| (400..600).contains(&code.status) && code.status / 100 != kind.class)
    else {
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
