//! How parts of a registry read in a terminal.

use crate::markup::{Inline, Span};
use crate::model::{Field, Name, Registry, Shape, Type, Value};

/// A field's type as the registry writes it: `u64`, `string[]`, `map<Plan>?`.
pub(super) fn field_type(registry: &Registry, field: &Field) -> String {
    let mark = if field.optional { "?" } else { "" };
    format!("{}{mark}", type_name(registry, &field.ty))
}

fn type_name(registry: &Registry, ty: &Type) -> String {
    let name = match ty {
        Type::Bool => "bool",
        Type::I32 => "i32",
        Type::I64 => "i64",
        Type::U32 => "u32",
        Type::U64 => "u64",
        Type::F64 => "f64",
        Type::String => "string",
        Type::Json => "json",
        Type::Array(item) => return format!("{}[]", type_name(registry, item)),
        Type::Map(item) => return format!("map<{}>", type_name(registry, item)),
        Type::Named(index) => &registry.types[*index].name.raw,
    };
    name.to_owned()
}

/// Inline Markdown for a terminal: code keeps its backticks, and a link shows where it leads.
pub(super) fn prose(inline: &Inline) -> String {
    spans(&inline.0)
}

fn spans(run: &[Span]) -> String {
    run.iter().map(span).collect()
}

fn span(span: &Span) -> String {
    match span {
        Span::Text(text) => text.replace('\n', " "),
        Span::Code(code) => format!("`{code}`"),
        Span::Emphasis(inner) | Span::Strong(inner) => spans(inner),
        Span::Link { text, url } => format!("{} ({url})", spans(text)),
    }
}

/// The name that was meant, where one is much like what was written.
pub(super) fn likely<'a>(names: impl Iterator<Item = &'a str>, written: &str) -> Option<&'a str> {
    let written = written.to_lowercase();
    names
        .map(|name| (strsim::jaro_winkler(&name.to_lowercase(), &written), name))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}

/// Rows as lines, each column as wide as its widest cell.
pub(super) fn aligned(rows: &[Vec<String>]) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|column| {
            rows.iter()
                .filter_map(|row| row.get(column))
                .map(|cell| width(cell))
                .max()
                .unwrap_or(0)
        })
        .collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(cell, wide)| {
            let padding = " ".repeat(wide - width(cell));
            format!("{cell}{padding}")
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

fn width(cell: &str) -> usize {
    cell.chars().count()
}

/// A sample value as Rust source that a constructor takes.
pub(super) fn rust_value(registry: &Registry, ty: &Type, value: &Value) -> String {
    match (ty, value) {
        (Type::Json, _) => format!("serde_json::json!({})", value.to_json()),
        (Type::Array(item), Value::Array(values)) => {
            let items = values.iter().map(|value| rust_value(registry, item, value));
            format!("vec![{}]", owned(item, items).join(", "))
        }
        (Type::Map(_), Value::Object(entries)) if entries.is_empty() => {
            "Default::default()".to_owned()
        }
        (Type::Map(item), Value::Object(entries)) => {
            let values = entries
                .iter()
                .map(|(_, value)| rust_value(registry, item, value));
            let pairs = entries.iter().zip(owned(item, values));
            let pairs = pairs.map(|((key, _), value)| format!("({key:?}.to_owned(), {value})"));
            format!("[{}].into()", pairs.collect::<Vec<_>>().join(", "))
        }
        (Type::Named(index), _) => named_value(registry, *index, value),
        (_, Value::String(text)) => format!("{text:?}"),
        (Type::F64, Value::Int(number)) => format!("{number}.0"),
        _ => value.to_json(),
    }
}

/// Strings inside of collections are owned; a constructor takes others as `impl Into<String>`.
fn owned(item: &Type, values: impl Iterator<Item = String>) -> Vec<String> {
    let is_text = *item == Type::String;
    let to_owned = |value: String| {
        if is_text {
            format!("{value}.to_owned()")
        } else {
            value
        }
    };
    values.map(to_owned).collect()
}

fn named_value(registry: &Registry, index: usize, value: &Value) -> String {
    let named = &registry.types[index];
    match (&named.shape, value) {
        (Shape::Object(fields), Value::Object(entries)) => {
            let of = |field: &&Field| entries.iter().find(|(key, _)| *key == field.name.raw);
            let required = fields.iter().filter(|field| !field.optional);
            let values = required.filter_map(|field| {
                of(&field).map(|(_, value)| rust_value(registry, &field.ty, value))
            });
            let values = values.collect::<Vec<_>>().join(", ");
            format!("{}::new({values})", named.name.pascal)
        }
        (Shape::Values(values), Value::String(text)) => match known(values, text) {
            Some(name) => format!("{}::{}", named.name.pascal, name.pascal),
            None => format!("{}::from({text:?})", named.name.pascal),
        },
        _ => value.to_json(),
    }
}

fn known<'a>(values: &'a [Name], text: &str) -> Option<&'a Name> {
    values.iter().find(|name| name.raw == text)
}
