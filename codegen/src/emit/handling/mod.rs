//! Examples that handle the codes marked `common`: what to do about each, and how to try again where that may help.

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
    let example = |language: &Language| match language {
        Language::Node | Language::TypeScript => javascript::example(registry, &codes, *language),
        Language::Python => python::example(registry, &codes),
        Language::Rust => rust::example(registry, &codes),
    };
    languages.iter().map(example).collect()
}

/// Adds what the registry says is to be done about a code, or else what happened.
fn comment(snippet: Snippet, depth: usize, code: &Code) -> Snippet {
    let text = if code.action.is_empty() {
        &code.meaning
    } else {
        &code.action
    };
    snippet.comment(
        depth,
        &format!("{} {}:", code.status, code.reason),
        &text.plain(),
    )
}

/// What a message about a code shows: what is in the body and no secret.
fn shown(code: &Code) -> Vec<&Field> {
    let fields = code.fields.iter();
    fields
        .filter(|field| field.in_body && !field.sensitive)
        .collect()
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
fn wait<'r>(registry: &'r Registry, code: &'r Code) -> Option<Wait<'r>> {
    match code.retry {
        Retry::Never => return None,
        Retry::Backoff => return Some(Wait::Backoff),
        Retry::After => {}
    }
    let fields = || code.fields.iter().chain(&registry.envelope.common);
    let timed = fields().filter_map(|field| {
        let nanos = field.time_unit_nanos().filter(|_| field.in_body)?;
        Some((field, nanos))
    });
    let timed: Vec<_> = timed.collect();
    // As the header says it is better than any other time, and as the body says it, more exact.
    let named = timed.iter().find(|(field, _)| field.is_retry_after());
    let has_header = fields().any(Field::is_retry_after);
    let unnamed = timed.first().filter(|_| !has_header);
    Some(match named.or(unnamed) {
        Some((field, nanos)) => Wait::Field(field, *nanos),
        None => Wait::Header,
    })
}
