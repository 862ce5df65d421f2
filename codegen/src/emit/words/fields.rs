//! Fields: what they are called, what they hold, and what that means.

use std::collections::BTreeSet;

use super::{Words, path};
use crate::markup::Inline;
use crate::model::{Field, Name, NamedType, Registry, Type, Value};

/// The fields of an error, and where they stand.
pub struct Tables<'r> {
    /// Those of the body.
    pub body: Vec<&'r Field>,
    /// Those that are headers alone.
    pub headers: Vec<&'r Field>,
}

impl<'r> Tables<'r> {
    pub fn of(fields: &'r [Field]) -> Self {
        let (body, headers) = fields.iter().partition(|field| field.in_body);
        Self { body, headers }
    }
}

/// The object that holds the fields, where they do not stand at the top level: behind "in", as `error.details`.
pub fn place(registry: &Registry) -> Inline {
    let place = path(registry, &[&registry.envelope.fields]);
    if place.is_empty() {
        return Inline::default();
    }
    Words::new().text(" in ").code(&place).done()
}

/// The key in the body, or the header where the body has none.
pub fn shown_name(field: &Field) -> &str {
    match &field.header {
        Some(header) if !field.in_body => header,
        _ => &field.name.raw,
    }
}

/// The strings of a set.
pub fn known_values(values: &[Name]) -> Inline {
    let values = values.iter().map(|value| Words::new().code(&value.raw));
    Words::new()
        .text("One of ")
        .joined(values, ", ")
        .text(". More may be added.")
        .done()
}

/// The type of a field, for people.
pub fn type_name(registry: &Registry, ty: &Type) -> Inline {
    type_words(registry, ty).done()
}

fn type_words(registry: &Registry, ty: &Type) -> Words {
    let words = Words::new();
    match ty {
        Type::Bool => words.text("boolean"),
        Type::I32 | Type::I64 | Type::U32 | Type::U64 => words.text("integer"),
        Type::F64 => words.text("number"),
        Type::String => words.text("string"),
        Type::Json => words.text("any JSON"),
        Type::Array(item) => words.text("array of ").and(type_words(registry, item)),
        Type::Map(item) => words.text("map of ").and(type_words(registry, item)),
        Type::Named(index) => match registry.types.get(*index) {
            Some(named) => words.code_link(&named.name.raw, &type_anchor(named)),
            None => words,
        },
    }
}

/// No code holds `~`: the anchors of types and codes stay apart.
pub fn type_anchor(named: &NamedType) -> String {
    format!("type~{}", named.name.raw)
}

/// What a field means, then each of its limits as a sentence.
pub fn description(field: &Field) -> Inline {
    let sentences = [
        as_sentence(&field.doc),
        unit(field),
        range(field),
        length(field),
        text_form(field),
        header(field),
        sensitive(field),
        example(field),
    ];
    let said = sentences
        .into_iter()
        .filter(|sentence| !sentence.is_empty());
    Words::new().joined(said, " ").done()
}

fn as_sentence(doc: &Inline) -> Words {
    let words = Words::new().inline(doc);
    let ends = |c: char| ".!?:;\u{2026}\u{3002}".contains(c);
    if words.is_empty() || doc.plain().trim_end().ends_with(ends) {
        words
    } else {
        words.text(".")
    }
}

fn unit(field: &Field) -> Words {
    let words = Words::new();
    let Some(unit) = &field.unit else {
        return words;
    };
    let name = match unit.as_str() {
        _ if !field.in_body && field.has_header_in_other_unit() => "whole seconds",
        "ns" => "nanoseconds",
        "us" => "microseconds",
        "ms" => "milliseconds",
        "s" => "seconds",
        "min" => "minutes",
        "h" => "hours",
        "d" => "days",
        other => return words.text("In ").text(other).text("."),
    };
    words.text("In ").text(name).text(".")
}

fn range(field: &Field) -> Words {
    if !field.in_body && field.has_header_in_other_unit() {
        return Words::new();
    }
    let number = |value: &Value| Words::new().code(&value.to_json());
    within(
        field.min.as_ref().map(number),
        field.max.as_ref().map(number),
        "",
    )
}

fn length(field: &Field) -> Words {
    let number = |length: u64| Words::new().text(&length.to_string());
    let what = match field.ty {
        Type::Array(_) => " items",
        Type::Map(_) => " entries",
        _ => " characters",
    };
    within(
        field.min_length.map(number),
        field.max_length.map(number),
        what,
    )
}

fn within(least: Option<Words>, most: Option<Words>, what: &'static str) -> Words {
    let words = Words::new();
    let words = match (least, most) {
        (Some(least), Some(most)) => words.joined([least, most], " to "),
        (Some(least), None) => words.text("At least ").and(least),
        (None, Some(most)) => words.text("At most ").and(most),
        (None, None) => return words,
    };
    words.text(what).text(".")
}

fn text_form(field: &Field) -> Words {
    let format = field
        .format
        .iter()
        .map(|format| Words::new().text("Format ").code(format).text("."));
    let pattern = field
        .pattern
        .iter()
        .map(|pattern| Words::new().text("Matches ").code(pattern).text("."));
    Words::new().joined(format.chain(pattern), " ")
}

fn header(field: &Field) -> Words {
    let words = Words::new();
    let Some(name) = field.header.as_ref().filter(|_| field.in_body) else {
        return words;
    };
    let words = words.text("Also in the ").code(name).text(" header");
    let unit = if field.has_header_in_other_unit() {
        ", there in whole seconds."
    } else {
        "."
    };
    words.text(unit)
}

fn sensitive(field: &Field) -> Words {
    let words = Words::new();
    if field.sensitive {
        words.text("Sensitive: keep it out of logs.")
    } else {
        words
    }
}

fn example(field: &Field) -> Words {
    let shown = |example: &Value| {
        if field.in_body {
            Some(example.to_json())
        } else {
            field.header_text(example.clone())
        }
    };
    match field.example.as_ref().and_then(shown) {
        Some(example) => Words::new().text("Example: ").code(&example).text("."),
        None => Words::new(),
    }
}

/// The fields of public codes, and those that any error may have.
pub fn public(registry: &Registry) -> impl Iterator<Item = &Field> {
    let codes = registry.public_codes().flat_map(|code| &code.fields);
    codes.chain(&registry.envelope.common)
}

/// The named types that some fields use, in the order of the registry.
pub fn used_types<'r>(
    registry: &'r Registry,
    fields: impl Iterator<Item = &'r Field>,
) -> Vec<&'r NamedType> {
    let used = used_indices(registry, fields).into_iter();
    used.filter_map(|index| registry.types.get(index)).collect()
}

fn used_indices<'r>(
    registry: &'r Registry,
    fields: impl Iterator<Item = &'r Field>,
) -> BTreeSet<usize> {
    let mut waiting: Vec<&Type> = fields.map(|field| &field.ty).collect();
    let mut used = BTreeSet::new();
    while let Some(ty) = waiting.pop() {
        match ty {
            Type::Array(item) | Type::Map(item) => waiting.push(item),
            Type::Named(index) if used.insert(*index) => {
                let fields = registry.types.get(*index).map(NamedType::fields);
                waiting.extend(fields.into_iter().flatten().map(|field| &field.ty));
            }
            _ => {}
        }
    }
    used
}
