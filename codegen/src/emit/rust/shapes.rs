//! `shapes.rs`: what is known of the fields of each code and type.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span};
use quote::quote;

use super::record::unit;
use super::tables::{call, column, numbers};
use crate::escape::rust::{Line, SourceFile, const_ident};
use crate::model::{Code, Field, NamedType, Registry, Shape};

pub fn file(registry: &Registry) -> SourceFile {
    let shapes = Shapes::new(registry);
    let mut lines = shape(&common(), &registry.envelope.common);
    lines.extend(of_codes(registry, &shapes));
    lines.extend(of_types(registry));
    lines.extend(by_code(registry, &shapes));
    SourceFile::new(quote! {
        //! What is known of the fields of each code and type.
    })
    .items(quote! {
        use super::record::Field;
    })
    .lines(lines)
}

/// The constant of some fields.
fn shape(ident: &Ident, fields: &[Field]) -> Vec<Line> {
    let rows = fields.iter().map(row).collect();
    let mut lines = call("fields! {", Line::new(1, "").ident(ident), rows);
    lines.push(Line::new(0, ""));
    lines
}

fn of_codes(registry: &Registry, shapes: &Shapes<'_>) -> Vec<Line> {
    let first = registry.codes.iter().filter(|code| shapes.is_first(code));
    first
        .flat_map(|code| shape(&shapes.of(code), &code.fields))
        .collect()
}

fn of_types(registry: &Registry) -> Vec<Line> {
    let types = registry.types.iter();
    let shapes = types.filter_map(|ty| match &ty.shape {
        Shape::Object(fields) => Some(shape(&of_type(ty), fields)),
        Shape::Values(_) => None,
    });
    shapes.flatten().collect()
}

/// The table of what codes have for fields, and which of it each code has.
fn by_code(registry: &Registry, shapes: &Shapes<'_>) -> Vec<Line> {
    let first = registry.codes.iter().filter(|code| shapes.is_first(code));
    let distinct: Vec<_> = first.map(|code| shapes.of(code)).collect();
    let rows = distinct.iter().map(|ident| Line::new(1, "").ident(ident));
    let rows = [Line::new(1, "&[]")].into_iter().chain(rows);
    let mut lines = column(
        "/// What codes have for fields.",
        "SHAPES",
        "&[Field]",
        rows,
    );
    let place: BTreeMap<_, _> = distinct.iter().zip(1..).collect();
    let places = registry.codes.iter().map(|code| {
        let place = place.get(&shapes.of(code));
        place.copied().unwrap_or(0)
    });
    let number = match distinct.len() {
        ..0x100 => "u8",
        _ => "u16",
    };
    let doc = "/// Which of these each code has, in the order of the registry.";
    lines.extend(numbers(doc, "BY_CODE", number, places));
    lines
}

/// A field: `"needed",`, or `"wait" { nanos: super::time::SECOND },`.
fn row(field: &Field) -> Line {
    let mut start = " { ";
    let mut about = |row: Line, name| row.code(std::mem::replace(&mut start, ", ")).code(name);
    let mut row = Line::new(2, "").string(&field.name.raw);
    if let Some(header) = &field.header {
        row = about(row, "header: ").string(header);
    }
    if let Some(unit) = unit(field) {
        row = about(row, "nanos: super::time::").ident(&unit);
    }
    if !field.in_body {
        row = about(row, "in_body: false");
    }
    if field.sensitive {
        row = about(row, "sensitive: true");
    }
    row.code(if start == " { " { "," } else { " }," })
}

/// The constants of the codes' fields: one for all that have the same, named for the first of them.
pub struct Shapes<'a>(BTreeMap<Vec<Row<'a>>, &'a Code>);

/// What is known of a field: its name, header and unit; is it in the body, is it sensitive?
type Row<'a> = (&'a str, Option<&'a str>, Option<u64>, bool, bool);

impl<'a> Shapes<'a> {
    pub fn new(registry: &'a Registry) -> Self {
        let mut first = BTreeMap::new();
        for code in registry.codes.iter().filter(|code| !code.fields.is_empty()) {
            first.entry(rows(&code.fields)).or_insert(code);
        }
        Self(first)
    }

    /// The constant of a code's fields.
    pub fn of(&self, code: &Code) -> Ident {
        const_ident("CODE_", &self.first(code).unwrap_or(code).name)
    }

    fn is_first(&self, code: &Code) -> bool {
        self.first(code)
            .is_some_and(|first| first.name == code.name)
    }

    fn first<'b>(&'b self, code: &'b Code) -> Option<&'b Code> {
        self.0.get(&rows(&code.fields)).copied()
    }
}

fn known(field: &Field) -> Row<'_> {
    let (name, header) = (field.name.raw.as_str(), field.header.as_deref());
    let unit = field.time_unit_nanos();
    (name, header, unit, field.in_body, field.sensitive)
}

fn rows(fields: &[Field]) -> Vec<Row<'_>> {
    fields.iter().map(known).collect()
}

/// The constant of the fields of a named type.
pub fn of_type(ty: &NamedType) -> Ident {
    const_ident("TYPE_", &ty.name)
}

/// The constant of the fields that any error may carry.
pub fn common() -> Ident {
    Ident::new("COMMON", Span::call_site())
}
