//! JavaScript, and TypeScript, which is the same with types.

use super::{ATTEMPTS, Wait, said, wait};
use crate::escape::snippet::Snippet;
use crate::model::{Code, Field, Language, Registry};

pub fn begin(mut example: Snippet, registry: &Registry, waits: bool) -> Snippet {
    let is_typed = example.language() == Language::TypeScript;
    if is_typed {
        example = interface(example, registry);
    }
    if waits {
        example = example.lines(if is_typed { TYPED_SLEEP } else { SLEEP });
    }
    example = example.lines(if is_typed { TYPED_CALL } else { CALL });
    read(example, registry, is_typed)
        .line(2, "switch (error")
        .member(&registry.envelope.code)
        .code(") {")
        .indented(3)
}

pub fn end(example: Snippet, registry: &Registry) -> Snippet {
    let envelope = &registry.envelope;
    example
        .line(0, "default:")
        .line(1, "console.error(`API error: ${error")
        .member(&envelope.code)
        .code("} - ${error")
        .member(&envelope.message)
        .code("}`);")
        .indented(0)
        .line(2, "}")
        .line(2, "throw new Error(error")
        .member(&envelope.message)
        .code(");")
        .lines("  }\n}")
}

const SLEEP: &str = "const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));\n";
const TYPED_SLEEP: &str =
    "const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));\n";
const CALL: &str = "async function call(url, options) {
  for (let attempt = 1; ; attempt++) {
    const res = await fetch(url, options);
    if (res.ok) return res.json();";
const TYPED_CALL: &str =
    "async function call(url: string, options?: RequestInit): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    const res = await fetch(url, options);
    if (res.ok) return res.json();";

/// What is known of every error.
fn interface(example: Snippet, registry: &Registry) -> Snippet {
    let envelope = &registry.envelope;
    let example = example
        .lines("interface ApiError {")
        .line(1, "")
        .key(&envelope.code)
        .code(": string;")
        .line(1, "")
        .key(&envelope.message)
        .code(": string;");
    let example = if envelope.fields.is_empty() {
        example.line(1, "[field: string]: unknown;")
    } else {
        let example = example.line(1, "").key(&envelope.fields);
        example.code("?: Record<string, unknown>;")
    };
    example.lines("}\n")
}

/// The error out of the body.
fn read(example: Snippet, registry: &Registry, is_typed: bool) -> Snippet {
    let wrapper = registry.envelope.wrapper.as_str();
    match (wrapper, is_typed) {
        ("", false) => example.line(2, "const error = await res.json();"),
        ("", true) => example.line(2, "const error = (await res.json()) as ApiError;"),
        ("error", false) => example.line(2, "const { error } = await res.json();"),
        ("error", true) => example.line(
            2,
            "const { error } = (await res.json()) as { error: ApiError };",
        ),
        (_, false) => example
            .line(2, "const { ")
            .key(wrapper)
            .code(": error } = await res.json();"),
        (_, true) => {
            let example = example.line(2, "const { ").key(wrapper);
            let example = example.code(": error } = (await res.json()) as { ");
            example.key(wrapper).code(": ApiError };")
        }
    }
}

pub fn case(example: Snippet, registry: &Registry, code: &Code) -> Snippet {
    let example = example.line(0, "case ").string(&code.wire).code(":");
    let example = match wait(registry, code) {
        Some(found) => again(example, registry, found),
        None => said(example.line(1, "console.error("), registry, code).code(");"),
    };
    example.line(1, "break;")
}

fn again(example: Snippet, registry: &Registry, wait: Wait<'_>) -> Snippet {
    let example = example
        .line(1, "if (attempt < ")
        .code(ATTEMPTS)
        .code(") {")
        .line(2, "await sleep(");
    let example = match wait {
        Wait::Field(one, nanos) => {
            let example = field(example.code("Number("), registry, one)
                .code(")")
                .code(in_milliseconds(nanos));
            example.code(if one.optional {
                " || 2 ** attempt * 250"
            } else {
                ""
            })
        }
        // What is no number, as a date is, is none to wait for.
        Wait::Header => {
            example.code("Number(res.headers.get(\"Retry-After\")) * 1000 || 2 ** attempt * 250")
        }
        Wait::Backoff => example.code("2 ** attempt * 250"),
    };
    example.code(");").line(2, "continue;").line(1, "}")
}

pub fn field(example: Snippet, registry: &Registry, field: &Field) -> Snippet {
    let place = registry.envelope.fields.as_str();
    let name = &field.name.raw;
    if place.is_empty() {
        example.code("error").member(name)
    } else {
        example.code("error").member(place).optional_member(name)
    }
}

fn in_milliseconds(unit: u64) -> &'static str {
    match unit {
        1 => " / 1_000_000",
        1_000 => " / 1000",
        1_000_000 => "",
        1_000_000_000 => " * 1000",
        60_000_000_000 => " * 60_000",
        3_600_000_000_000 => " * 3_600_000",
        _ => " * 86_400_000",
    }
}
