//! Python, with requests.

use super::{ATTEMPTS, Wait, comment, shown, wait};
use crate::escape::snippet::Snippet;
use crate::model::{Code, Field, Language, Registry};

const CALL: &str = "def call(url, **options):
    for attempt in itertools.count(1):
        res = requests.post(url, **options)
        if res.ok:
            return res.json()";

pub fn example(registry: &Registry, codes: &[&Code]) -> Snippet {
    let envelope = &registry.envelope;
    let waits = codes.iter().any(|code| wait(registry, code).is_some());
    let mut example = Snippet::new(Language::Python).lines("import itertools");
    if waits {
        example = example.lines("import time");
    }
    example = example.lines("\nimport requests\n\n").lines(CALL);
    example = example.line(2, "error = res.json()");
    if !envelope.wrapper.is_empty() {
        example = example.member(&envelope.wrapper);
    }
    for (index, code) in codes.iter().enumerate() {
        example = example.line(2, if index == 0 { "if error" } else { "elif error" });
        example = example
            .member(&envelope.code)
            .code(" == ")
            .string(&code.wire)
            .code(":");
        example = comment(example, 3, code);
        example = match wait(registry, code) {
            Some(found) => again(example, registry, found),
            None => log(example, registry, code),
        };
    }
    example
        .line(2, "else:")
        .line(3, "print(f\"API error: {error[")
        .inner_string(&envelope.code)
        .code("]} - {error[")
        .inner_string(&envelope.message)
        .code("]}\")")
        .line(2, "raise RuntimeError(error")
        .member(&envelope.message)
        .code(")")
}

fn again(example: Snippet, registry: &Registry, wait: Wait<'_>) -> Snippet {
    let example = example
        .line(3, "if attempt < ")
        .code(ATTEMPTS)
        .code(":")
        .line(4, "time.sleep(");
    let example = match wait {
        Wait::Field(one, nanos) => {
            let (open, close) = if one.optional {
                ("(", " or 0)")
            } else {
                ("", "")
            };
            field(example.code(open), registry, one)
                .code(close)
                .code(in_seconds(nanos))
        }
        Wait::Header => example.code("int(res.headers.get(\"Retry-After\", 1))"),
        Wait::Backoff => example.code("2**attempt / 4"),
    };
    example.code(")").line(4, "continue")
}

/// The message, and what comes with it.
fn log(example: Snippet, registry: &Registry, code: &Code) -> Snippet {
    let example = example
        .line(3, "print(error")
        .member(&registry.envelope.message);
    let fields = shown(code);
    if fields.is_empty() {
        return example.code(")");
    }
    let mut example = example.code(", {");
    for (index, one) in fields.into_iter().enumerate() {
        example = example
            .code(if index > 0 { ", " } else { "" })
            .key(&one.name.raw)
            .code(": ");
        example = field(example, registry, one);
    }
    example.code("})")
}

fn field(example: Snippet, registry: &Registry, field: &Field) -> Snippet {
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
