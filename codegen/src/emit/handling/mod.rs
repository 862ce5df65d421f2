//! Examples that handle errors: a function that sends a request, with a case for each code that says what to do about it,
//! and how to try again where that may help.
//!
//! Pages have it whole, with the codes marked `common`. The reference has the function once, and the case of each code.

mod javascript;
mod python;
mod rust;

use crate::escape::snippet::Snippet;
use crate::model::{Code, Field, Language, Registry, Retry};

/// How often an example tries.
const ATTEMPTS: &str = "5";

/// An example in each language; none where no code is common.
#[must_use]
pub fn handling(registry: &Registry, languages: &[Language]) -> Vec<Snippet> {
    let codes: Vec<&Code> = registry.public_codes().filter(|code| code.common).collect();
    if codes.is_empty() {
        return Vec::new();
    }
    let waits = codes.iter().any(|code| code.retry != Retry::Never);
    let example = |language: &Language| {
        let example = begin(registry, *language, waits);
        let add = |example, code: &&Code| add_case(comment(example, code), registry, code);
        end(codes.iter().fold(example, add), registry)
    };
    languages.iter().map(example).collect()
}

/// The function without cases, and a comment where they go.
#[must_use]
pub fn function(registry: &Registry, language: Language) -> Snippet {
    let waits = registry
        .public_codes()
        .any(|code| code.retry != Retry::Never);
    let example = begin(registry, language, waits);
    end(example.comment(0, CASES, ""), registry)
}

/// The comment that stands where the function has room for cases.
pub const CASES: &str = "Here go the cases of the codes that you handle.";

/// The case of one code.
#[must_use]
pub fn case(registry: &Registry, code: &Code, language: Language) -> Snippet {
    add_case(Snippet::new(language), registry, code)
}

/// The function up to its first case. What is added next is as deep as a case.
fn begin(registry: &Registry, language: Language, waits: bool) -> Snippet {
    let example = Snippet::new(language);
    match language {
        Language::Node | Language::TypeScript => javascript::begin(example, registry, waits),
        Language::Python => python::begin(example, registry, waits),
        Language::Rust => rust::begin(example, registry, waits),
    }
}

fn add_case(example: Snippet, registry: &Registry, code: &Code) -> Snippet {
    match example.language() {
        Language::Node | Language::TypeScript => javascript::case(example, registry, code),
        Language::Python => python::case(example, registry, code),
        Language::Rust => rust::case(example, registry, code),
    }
}

/// Any other code, and the end of the function.
fn end(example: Snippet, registry: &Registry) -> Snippet {
    match example.language() {
        Language::Node | Language::TypeScript => javascript::end(example, registry),
        Language::Python => python::end(example, registry),
        Language::Rust => rust::end(example),
    }
}

/// Adds what the registry says is to be done about a code, or else what happened.
fn comment(example: Snippet, code: &Code) -> Snippet {
    let text = if code.action.is_empty() {
        &code.meaning
    } else {
        &code.action
    };
    let end = if text.is_empty() { "" } else { ":" };
    let head = format!("{} {}{end}", code.status, code.reason);
    example.comment(0, &head, &text.plain())
}

/// What a message about a code shows: what is in the body and no secret.
fn shown(code: &Code) -> impl Iterator<Item = &Field> {
    let fields = code.fields.iter();
    fields.filter(|field| field.in_body && !field.sensitive)
}

/// Adds the arguments of what says the message: the message, and an object of what comes with it.
fn said(example: Snippet, registry: &Registry, code: &Code) -> Snippet {
    let is_python = example.language() == Language::Python;
    let mut example = example.code("error").member(&registry.envelope.message);
    let mut fields = shown(code).peekable();
    if fields.peek().is_none() {
        return example;
    }
    example = example.code(if is_python { ", {" } else { ", { " });
    while let Some(field) = fields.next() {
        example = example.key(&field.name.raw).code(": ");
        example = if is_python {
            python::field(example, registry, field)
        } else {
            javascript::field(example, registry, field)
        };
        example = example.code(if fields.peek().is_some() { ", " } else { "" });
    }
    example.code(if is_python { "}" } else { " }" })
}

/// What says how long to wait before another attempt.
#[derive(Clone, Copy)]
enum Wait<'r> {
    /// A field of the body, and the nanoseconds of its unit.
    Field(&'r Field, u64),
    /// The header `Retry-After`, in seconds.
    Header,
    /// Nothing: each time longer.
    Backoff,
}

/// How long to wait; none where another attempt does not help.
///
/// The body comes before the header, as in the Rust crate: it is exact where the header has whole seconds, and a page of
/// another origin reads no header that the server does not name. Whoever leaves out an optional field leaves out the header
/// that is made of it, so that without the field there is only the backoff.
fn wait<'r>(registry: &'r Registry, code: &'r Code) -> Option<Wait<'r>> {
    match code.retry {
        Retry::Never => return None,
        Retry::Backoff => return Some(Wait::Backoff),
        Retry::After => {}
    }
    let field = registry.waiting_field(code).filter(|field| field.in_body);
    let found = field.and_then(|field| Some(Wait::Field(field, field.time_unit_nanos()?)));
    Some(found.unwrap_or(Wait::Header))
}
