//! Fields: their tables, and the types that they name.

use std::collections::BTreeSet;

use super::{path, shown_name};
use crate::escape::markdown::{Cell, Heading, LinkUrl, Page, Prose, Table};
use crate::markup::Inline;
use crate::model::{Field, NamedType, Registry, Shape, Type, Value};

/// The fields of the body in one table, those that are headers alone in another.
pub fn tables(page: &mut Page, registry: &Registry, fields: &[Field], intro: &Intro) {
    let (body, headers): (Vec<&Field>, Vec<&Field>) =
        fields.iter().partition(|field| field.in_body);
    if !body.is_empty() {
        let place = path(registry, &[&registry.envelope.fields]);
        let prose = Prose::new().literal(intro.fields);
        let prose = if place.is_empty() {
            prose
        } else {
            prose.literal(" in ").code(&place)
        };
        page.paragraph(&prose.literal(":"));
        page.table(&fields_table(registry, "Field", &body));
    }
    if !headers.is_empty() {
        page.paragraph(&Prose::new().literal(intro.headers));
        page.table(&fields_table(registry, "Header", &headers));
    }
}

/// What stands before the tables of fields.
pub struct Intro {
    fields: &'static str,
    headers: &'static str,
}

pub const OWN: Intro = Intro {
    fields: "Fields",
    headers: "Headers:",
};

pub const COMMON: Intro = Intro {
    fields: "Any error may also have these fields",
    headers: "Any error may also come with these headers:",
};

fn fields_table(registry: &Registry, what: &'static str, fields: &[&Field]) -> Table {
    let mut table = Table::new(vec![what, "Type", "Required", "Description"]);
    for field in fields {
        table.row(vec![
            Cell::new().code(shown_name(field)),
            type_words(registry, &field.ty),
            Cell::new().literal(if field.optional { "no" } else { "yes" }),
            field_description(field),
        ]);
    }
    table
}

fn type_words(registry: &Registry, ty: &Type) -> Cell {
    let cell = Cell::new();
    match ty {
        Type::Bool => cell.literal("boolean"),
        Type::I32 | Type::I64 | Type::U32 | Type::U64 => cell.literal("integer"),
        Type::F64 => cell.literal("number"),
        Type::String => cell.literal("string"),
        Type::Json => cell.literal("any JSON"),
        Type::Array(item) => cell
            .literal("array of ")
            .joined([type_words(registry, item)], ""),
        Type::Map(item) => cell
            .literal("map of ")
            .joined([type_words(registry, item)], ""),
        Type::Named(index) => match registry.types.get(*index) {
            Some(named) => cell.code_link(&named.name.raw, &LinkUrl::anchor(&type_anchor(named))),
            None => cell,
        },
    }
}

/// No code holds `~`: the anchors of types and codes stay apart.
fn type_anchor(named: &NamedType) -> String {
    format!("type~{}", named.name.raw)
}

/// What a field means, then each of its limits as a sentence.
fn field_description(field: &Field) -> Cell {
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
    Cell::new().joined(
        sentences
            .into_iter()
            .filter(|sentence| !sentence.is_empty()),
        " ",
    )
}

fn as_sentence(doc: &Inline) -> Cell {
    let cell = Cell::new().inline(doc);
    let ends = |c: char| ".!?:;\u{2026}\u{3002}".contains(c);
    if cell.is_empty() || doc.plain().trim_end().ends_with(ends) {
        cell
    } else {
        cell.literal(".")
    }
}

fn unit(field: &Field) -> Cell {
    let cell = Cell::new();
    let Some(unit) = &field.unit else {
        return cell;
    };
    let words = match unit.as_str() {
        _ if !field.in_body && field.has_header_in_other_unit() => "whole seconds",
        "ns" => "nanoseconds",
        "us" => "microseconds",
        "ms" => "milliseconds",
        "s" => "seconds",
        "min" => "minutes",
        "h" => "hours",
        "d" => "days",
        other => return cell.literal("In ").text(other).literal("."),
    };
    cell.literal("In ").literal(words).literal(".")
}

fn range(field: &Field) -> Cell {
    if !field.in_body && field.has_header_in_other_unit() {
        return Cell::new();
    }
    let number = |value: &Value| Cell::new().code(&value.to_json());
    within(
        field.min.as_ref().map(number),
        field.max.as_ref().map(number),
        "",
    )
}

fn length(field: &Field) -> Cell {
    let number = |length: u64| Cell::new().number(length);
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

fn within(least: Option<Cell>, most: Option<Cell>, what: &'static str) -> Cell {
    let cell = Cell::new();
    let cell = match (least, most) {
        (Some(least), Some(most)) => cell.joined([least, most], " to "),
        (Some(least), None) => cell.literal("At least ").joined([least], ""),
        (None, Some(most)) => cell.literal("At most ").joined([most], ""),
        (None, None) => return cell,
    };
    cell.literal(what).literal(".")
}

fn text_form(field: &Field) -> Cell {
    let format = field
        .format
        .iter()
        .map(|format| Cell::new().literal("Format ").code(format).literal("."));
    let pattern = field
        .pattern
        .iter()
        .map(|pattern| Cell::new().literal("Matches ").code(pattern).literal("."));
    Cell::new().joined(format.chain(pattern), " ")
}

fn header(field: &Field) -> Cell {
    let cell = Cell::new();
    let Some(name) = field.header.as_ref().filter(|_| field.in_body) else {
        return cell;
    };
    let cell = cell.literal("Also in the ").code(name).literal(" header");
    let unit = if field.has_header_in_other_unit() {
        ", there in whole seconds."
    } else {
        "."
    };
    cell.literal(unit)
}

fn sensitive(field: &Field) -> Cell {
    let cell = Cell::new();
    if field.sensitive {
        cell.literal("Sensitive: keep it out of logs.")
    } else {
        cell
    }
}

fn example(field: &Field) -> Cell {
    let shown = |example: &Value| {
        if field.in_body {
            Some(example.to_json())
        } else {
            field.header_text(example.clone())
        }
    };
    match field.example.as_ref().and_then(shown) {
        Some(example) => Cell::new().literal("Example: ").code(&example).literal("."),
        None => Cell::new(),
    }
}

/// The named types that public codes use, each with its fields or values.
pub fn types(page: &mut Page, registry: &Registry) {
    let codes = registry.public_codes().flat_map(|code| &code.fields);
    types_of(page, registry, codes.chain(&registry.envelope.common));
}

/// The named types that some fields use.
pub fn types_of<'r>(
    page: &mut Page,
    registry: &'r Registry,
    fields: impl Iterator<Item = &'r Field>,
) {
    let used = used_types(registry, fields);
    if used.is_empty() {
        return;
    }
    page.heading(2, &Heading::new().literal("Field types"));
    for named in used
        .into_iter()
        .filter_map(|index| registry.types.get(index))
    {
        let heading = Heading::new().code(&named.name.raw);
        page.anchored_heading(3, &type_anchor(named), heading);
        page.paragraph(&Prose::new().inline(&named.doc));
        match &named.shape {
            Shape::Object(fields) => page.table(&fields_table(
                registry,
                "Field",
                &fields.iter().collect::<Vec<_>>(),
            )),
            Shape::Values(values) => {
                page.paragraph(&known_values(values.iter().map(|value| value.raw.as_str())));
            }
        }
    }
}

fn known_values<'a>(values: impl Iterator<Item = &'a str>) -> Prose {
    Prose::new()
        .literal("One of ")
        .joined(values.map(|value| Prose::new().code(value)), ", ")
        .literal(". More may be added.")
}

/// In the order of the registry.
fn used_types<'r>(
    registry: &'r Registry,
    fields: impl Iterator<Item = &'r Field>,
) -> BTreeSet<usize> {
    let mut waiting: Vec<&Type> = fields.map(|field| &field.ty).collect();
    let mut used = BTreeSet::new();
    while let Some(ty) = waiting.pop() {
        match ty {
            Type::Array(item) | Type::Map(item) => waiting.push(item),
            Type::Named(index) if used.insert(*index) => {
                waiting.extend(registry.types.get(*index).into_iter().flat_map(field_types));
            }
            _ => {}
        }
    }
    used
}

fn field_types(named: &NamedType) -> impl Iterator<Item = &Type> {
    let fields = match &named.shape {
        Shape::Object(fields) => fields.as_slice(),
        Shape::Values(_) => &[],
    };
    fields.iter().map(|field| &field.ty)
}
