//! How clients handle a code, in each language.

use crate::escape::example::{Example, Piece};
use crate::escape::html::Html;
use crate::escape::rust::{type_ident, value_ident};
use crate::model::{Code, Field, Registry, Retry};

/// Adds the examples. Rust has one where the registry has a Rust crate.
pub fn emit(page: &mut Html, registry: &Registry, code: &Code) {
    if registry.outputs.rust.is_some() {
        page.code_block("Rust", &rust(code).text()).line();
    }
    let typescript = typescript(registry, code).text();
    page.code_block("TypeScript", &typescript).line();
    let python = python(registry, code).text();
    page.code_block("Python", &python).line();
}

fn rust(code: &Code) -> Example {
    let snippet = Example::new(include_str!("support/handling.rs"));
    let variant = Piece::ident(&type_ident(&code.name));
    let member = |field: &Field| Piece::ident(&value_ident("", &field.name, "")).of("&details.");
    let snippet = if code.fields.is_empty() {
        snippet.fill("plain", variant)
    } else {
        let shown = code.fields.iter().filter(|field| !field.sensitive);
        snippet
            .fill("payload", variant)
            .with_fields(Piece::list(shown.map(member)))
    };
    let retry = match code.retry {
        Retry::Never => "never",
        Retry::Backoff => "backoff",
        Retry::After => "after",
    };
    snippet.fill(retry, Piece::nothing())
}

fn typescript(registry: &Registry, code: &Code) -> Example {
    let snippet = Example::new(include_str!("support/handling.ts"));
    let read = |field: &Field| Piece::members(&place(registry, field)).of("error");
    let shown = shown(code).map(read);
    let snippet = snippet.with_fields(Piece::list(shown));
    advised(snippet, registry, code, Piece::members)
}

fn python(registry: &Registry, code: &Code) -> Example {
    let snippet = Example::new(include_str!("support/handling.py"));
    let read = |field: &Field| {
        let place = place(registry, field);
        let item = if field.optional {
            Piece::item_if_any(&place)
        } else {
            Piece::items(&place)
        };
        item.of("error")
    };
    let snippet = snippet.with_fields(Piece::list(shown(code).map(read)));
    advised(snippet, registry, code, Piece::items)
}

/// The fields of the body that an example may print.
fn shown(code: &Code) -> impl Iterator<Item = &Field> {
    let fields = code.fields.iter();
    fields.filter(|field| field.in_body && !field.sensitive)
}

impl Example {
    fn with_fields(self, fields: Piece) -> Self {
        if fields.is_empty() {
            self
        } else {
            self.fill("fields", fields)
        }
    }
}

/// Fills what reads the envelope, and what the code calls for. `keys` reads keys, one in the other.
fn advised(
    snippet: Example,
    registry: &Registry,
    code: &Code,
    keys: fn(&[&str]) -> Piece,
) -> Example {
    let envelope = &registry.envelope;
    let wrapper = match envelope.wrapper.as_str() {
        "" => Piece::nothing(),
        wrapper => keys(&[wrapper]),
    };
    let snippet = snippet
        .fill("wrapper", wrapper)
        .fill("key", keys(&[&envelope.code]))
        .fill("message", keys(&[&envelope.message]))
        .fill("code", Piece::string(&code.wire));
    match code.retry {
        Retry::Never => snippet.fill("never", Piece::nothing()),
        Retry::Backoff => snippet
            .fill("backoff", Piece::nothing())
            .fill("again", Piece::nothing()),
        Retry::After => waiting(snippet, registry, code, keys).fill("again", Piece::nothing()),
    }
}

const SECOND: u64 = 1_000_000_000;

/// Where the time to wait stands: in a header, or else in the body.
fn waiting(
    snippet: Example,
    registry: &Registry,
    code: &Code,
    keys: fn(&[&str]) -> Piece,
) -> Example {
    let fields = || code.fields.iter().chain(&registry.envelope.common);
    let timed = fields().find_map(|field| Some((field, field.time_unit_nanos()?)));
    let has_header = fields().any(Field::is_retry_after);
    let Some((field, nanos)) = timed.filter(|(field, _)| field.in_body && !has_header) else {
        return snippet.fill("header", Piece::string("Retry-After"));
    };
    let snippet = snippet.fill("wait", keys(&place(registry, field)));
    if nanos < SECOND {
        snippet.fill("per_second", Piece::number(SECOND / nanos))
    } else {
        snippet.fill("seconds_per", Piece::number(nanos / SECOND))
    }
}

/// The keys that lead to a field, below the error.
fn place<'r>(registry: &'r Registry, field: &'r Field) -> Vec<&'r str> {
    let keys = [registry.envelope.fields.as_str(), &field.name.raw];
    keys.into_iter().filter(|key| !key.is_empty()).collect()
}
