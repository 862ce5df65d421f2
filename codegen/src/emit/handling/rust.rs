//! Rust, with the generated crate, which any HTTP client feeds.

use proc_macro2::{Ident, Span};

use super::{ATTEMPTS, Wait, comment, shown, wait};
use crate::escape::rust::{type_ident, value_ident};
use crate::escape::snippet::Snippet;
use crate::model::{Code, Language, Registry};

const DOC: &str = "
/// How long to wait before the same request is sent again; none where that does not help.";

pub fn example(registry: &Registry, codes: &[&Code]) -> Snippet {
    let waits = codes.iter().any(|code| wait(registry, code).is_some());
    let attempt = if waits { "attempt" } else { "_attempt" };
    let mut example = Snippet::new(Language::Rust)
        .lines("use std::time::Duration;\n")
        .line(0, "use ")
        .ident(&crate_ident(registry))
        .code("::{ApiError, ErrorKind};")
        .lines(DOC)
        .lines("fn handle(status: u16, headers: &[(&str, &str)], body: &[u8], ")
        .code(attempt)
        .code(": u32) -> Option<Duration> {")
        .line(
            1,
            "let error = ApiError::from_response(status, headers, body);",
        );
    example = example.line(1, "match error.kind() {");
    for code in codes {
        example = arm(example, registry, code);
    }
    example.lines("        _ => eprintln!(\"API error: {} - {error}\", error.code_str()),\n    }\n    None\n}")
}

/// The generated crate is called after the registry.
fn crate_ident(registry: &Registry) -> Ident {
    let name = registry.name.replace('-', "_");
    Ident::new(&format!("{name}_errors"), Span::call_site())
}

fn arm(example: Snippet, registry: &Registry, code: &Code) -> Snippet {
    let fields = if wait(registry, code).is_some() {
        Vec::new()
    } else {
        shown(code)
    };
    let pattern = match (code.fields.is_empty(), fields.is_empty()) {
        (true, _) => "",
        (false, true) => "(_)",
        (false, false) => "(fields)",
    };
    let example = example
        .line(2, "ErrorKind::")
        .ident(&type_ident(&code.name));
    let example = comment(example.code(pattern).code(" => {"), 3, code);
    if let Some(found) = wait(registry, code) {
        return again(example, found).line(2, "}");
    }
    let mut example = example.line(3, "eprintln!(\"{error}\");");
    for field in fields {
        let ident = value_ident("", &field.name, "");
        example = example.line(3, "eprintln!(\"  ").word(&field.name);
        example = example.code(": {:?}\", fields.").ident(&ident).code(");");
    }
    example.line(2, "}")
}

fn again(example: Snippet, wait: Wait<'_>) -> Snippet {
    let example = example.line(3, "if attempt < ").code(ATTEMPTS).code(" {");
    let example = example.line(4, "let backoff = Duration::from_millis(250 << attempt);");
    let example = match wait {
        Wait::Backoff => example.line(4, "return Some(backoff);"),
        Wait::Field(..) | Wait::Header => {
            example.line(4, "return error.retry_after().or(Some(backoff));")
        }
    };
    example.line(3, "}")
}
