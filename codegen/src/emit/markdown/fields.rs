//! Fields: their tables, and the types that they name.

use crate::emit::words::fields::{self, Tables, shown_name};
use crate::escape::markdown::{Cell, Heading, Page, Prose, Table};
use crate::model::{Field, Registry, Shape};

/// The fields of the body in one table, those that are headers alone in another.
pub fn tables(page: &mut Page, registry: &Registry, fields: &[Field], intro: &Intro) {
    let Tables { body, headers } = Tables::of(fields);
    if !body.is_empty() {
        let place = fields::place(registry);
        let prose = Prose::new().literal(intro.fields).inline(&place);
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
            Cell::new().inline(&fields::type_name(registry, &field.ty)),
            Cell::new().literal(if field.optional { "no" } else { "yes" }),
            Cell::new().inline(&fields::description(field)),
        ]);
    }
    table
}

/// The named types that public codes use, each with its fields or values.
pub fn types(page: &mut Page, registry: &Registry) {
    types_of(page, registry, fields::public(registry));
}

/// The named types that some fields use.
pub fn types_of<'r>(page: &mut Page, registry: &'r Registry, of: impl Iterator<Item = &'r Field>) {
    let used = fields::used_types(registry, of);
    if used.is_empty() {
        return;
    }
    page.heading(2, &Heading::new().literal("Field types"));
    for named in used {
        let heading = Heading::new().code(&named.name.raw);
        page.anchored_heading(3, &fields::type_anchor(named), heading);
        page.paragraph(&Prose::new().inline(&named.doc));
        match &named.shape {
            Shape::Object(fields) => page.table(&fields_table(
                registry,
                "Field",
                &fields.iter().collect::<Vec<_>>(),
            )),
            Shape::Values(values) => {
                page.paragraph(&Prose::new().inline(&fields::known_values(values)));
            }
        }
    }
}
