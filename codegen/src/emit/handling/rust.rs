//! Rust, with the generated crate, which any HTTP client feeds.

use proc_macro2::{Ident, Span};

use super::{ATTEMPTS, Wait, shown, wait};
use crate::escape::rust::{type_ident, value_ident};
use crate::escape::snippet::Snippet;
use crate::model::{Code, Registry};

const DOC: &str = "
/// How long to wait before the same request is sent again; none where that does not help.";

pub fn begin(example: Snippet, registry: &Registry, waits: bool) -> Snippet {
    let example = example
        .lines("use std::time::Duration;\n")
        .line(0, "use ")
        .ident(&crate_ident(registry))
        .code("::{ApiError, ErrorKind};")
        .lines(DOC)
        .lines("fn handle(status: u16, headers: &[(&str, &str)], body: &[u8], ")
        .code(if waits { "attempt" } else { "_attempt" })
        .code(": u32) -> Option<Duration> {")
        .line(
            1,
            "let error = ApiError::from_response(status, headers, body);",
        );
    let example = if waits {
        let example = example.line(1, "let backoff = Duration::from_millis(250 << attempt.min(");
        example.code(ATTEMPTS).code("));")
    } else {
        example
    };
    example.line(1, "match error.kind() {").indented(2)
}

pub fn end(example: Snippet) -> Snippet {
    example
        .line(
            0,
            "_ => eprintln!(\"API error: {} - {error}\", error.code_str()),",
        )
        .indented(0)
        .lines("    }\n    None\n}")
}

/// The generated crate is called after the registry.
fn crate_ident(registry: &Registry) -> Ident {
    let name = registry.name.replace('-', "_");
    Ident::new(&format!("{name}_errors"), Span::call_site())
}

pub fn case(example: Snippet, registry: &Registry, code: &Code) -> Snippet {
    let example = example
        .line(0, "ErrorKind::")
        .ident(&type_ident(&code.name));
    let wait = wait(registry, code);
    let has_shown = wait.is_none() && shown(code).next().is_some();
    let example = example.code(match (code.fields.is_empty(), has_shown) {
        (true, _) => "",
        (false, false) => "(_)",
        (false, true) => "(fields)",
    });
    match wait {
        Some(wait) => again(example, wait),
        None if has_shown => said(example, code),
        None => example.code(" => eprintln!(\"{error}\"),"),
    }
}

/// The message, and what comes with it.
fn said(example: Snippet, code: &Code) -> Snippet {
    let mut example = example.code(" => {").line(1, "eprintln!(\"{error}\");");
    for field in shown(code) {
        let ident = value_ident("", &field.name, "");
        example = example.line(1, "eprintln!(\"  ").word(&field.name);
        example = example.code(": {:?}\", fields.").ident(&ident).code(");");
    }
    example.line(0, "}")
}

fn again(example: Snippet, wait: Wait<'_>) -> Snippet {
    let example = example.code(" if attempt < ").code(ATTEMPTS);
    match wait {
        Wait::Backoff => example.code(" => return Some(backoff),"),
        Wait::Field(..) | Wait::Header => example
            .code(" => {")
            .line(1, "return error.retry_after().or(Some(backoff));")
            .line(0, "}"),
    }
}
