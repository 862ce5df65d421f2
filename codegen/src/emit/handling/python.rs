//! Python, with requests.

use super::{ATTEMPTS, Wait, said, wait};
use crate::escape::snippet::Snippet;
use crate::model::{Code, Field, Registry};

const CALL: &str = "\nimport requests\n\n
def call(url, **options):
    for attempt in itertools.count(1):
        res = requests.post(url, **options)
        if res.ok:
            return res.json()";

pub fn begin(example: Snippet, registry: &Registry, waits: bool) -> Snippet {
    let envelope = &registry.envelope;
    let mut example = example.lines("import itertools");
    if waits {
        example = example.lines("import time");
    }
    example = example.lines(CALL).line(2, "error = res.json()");
    if !envelope.wrapper.is_empty() {
        example = example.member(&envelope.wrapper);
    }
    let example = example.line(2, "match error").member(&envelope.code);
    example.code(":").indented(3)
}

pub fn end(example: Snippet, registry: &Registry) -> Snippet {
    let envelope = &registry.envelope;
    example
        .line(0, "case _:")
        .line(1, "print(f\"API error: {error[")
        .inner_string(&envelope.code)
        .code("]} - {error[")
        .inner_string(&envelope.message)
        .code("]}\")")
        .indented(0)
        .line(2, "raise RuntimeError(error")
        .member(&envelope.message)
        .code(")")
}

pub fn case(example: Snippet, registry: &Registry, code: &Code) -> Snippet {
    let example = example.line(0, "case ").string(&code.wire).code(":");
    match wait(registry, code) {
        Some(found) => again(example, registry, found),
        None => said(example.line(1, "print("), registry, code).code(")"),
    }
}

fn again(example: Snippet, registry: &Registry, wait: Wait<'_>) -> Snippet {
    let example = example.line(1, "if attempt < ").code(ATTEMPTS).code(":");
    let example = match wait {
        Wait::Field(one, nanos) if one.optional => {
            field(example.line(2, "time.sleep(("), registry, one)
                .code(" or 0)")
                .code(in_seconds(nanos))
                .code(" or 2**attempt / 4)")
        }
        Wait::Field(one, nanos) => field(example.line(2, "time.sleep("), registry, one)
            .code(in_seconds(nanos))
            .code(")"),
        // It may also be a date.
        Wait::Header => example
            .line(2, "wait = res.headers.get(\"Retry-After\", \"\")")
            .line(
                2,
                "time.sleep(int(wait) if wait.isdecimal() else 2**attempt / 4)",
            ),
        Wait::Backoff => example.line(2, "time.sleep(2**attempt / 4)"),
    };
    example.line(2, "continue")
}

pub fn field(example: Snippet, registry: &Registry, field: &Field) -> Snippet {
    let place = registry.envelope.fields.as_str();
    let example = example.code("error");
    let example = match (place, field.optional) {
        ("", _) => example,
        (place, false) => example.member(place),
        (place, true) => example.code(".get(").string(place).code(", {})"),
    };
    if field.optional {
        example.optional_member(&field.name.raw)
    } else {
        example.member(&field.name.raw)
    }
}

fn in_seconds(unit: u64) -> &'static str {
    match unit {
        1 => " / 1_000_000_000",
        1_000 => " / 1_000_000",
        1_000_000 => " / 1000",
        1_000_000_000 => "",
        60_000_000_000 => " * 60",
        3_600_000_000_000 => " * 3600",
        _ => " * 86_400",
    }
}
