//! The table of operations: what each route can answer with.

use super::code_link;
use crate::escape::markdown::{Cell, Heading, Page, Table};
use crate::model::{Operation, Registry};

/// Adds the section, where there are operations. Columns that would be empty are left out.
pub fn emit(page: &mut Page, registry: &Registry) {
    let operations = &registry.operations;
    if operations.is_empty() {
        return;
    }
    let has = |says: fn(&Operation) -> bool| operations.iter().any(says);
    let columns = [
        (true, "Operation", name as Column),
        (has(|on| !on.request().is_empty()), "Request", request),
        (has(|on| !on.doc.is_empty()), "What it does", doc),
        (true, "Errors", errors),
    ];
    let columns = || columns.iter().filter(|(is_shown, ..)| *is_shown);
    let mut table = Table::new(columns().map(|(_, heading, _)| *heading).collect());
    for on in operations {
        let cells = columns().map(|(.., cell)| cell(registry, on));
        table.row(cells.collect());
    }
    page.heading(2, &Heading::new().literal("Operations"));
    page.table(&table);
}

type Column = fn(&Registry, &Operation) -> Cell;

fn name(_: &Registry, on: &Operation) -> Cell {
    Cell::new().code(&on.name.raw)
}

fn request(_: &Registry, on: &Operation) -> Cell {
    match on.request() {
        request if request.is_empty() => Cell::new(),
        request => Cell::new().code(&request),
    }
}

fn doc(_: &Registry, on: &Operation) -> Cell {
    Cell::new().inline(&on.doc)
}

/// The public codes, each a link to its section.
fn errors(registry: &Registry, on: &Operation) -> Cell {
    let codes = registry.errors_of(on).filter(|code| !code.internal);
    Cell::new().joined(codes.map(|code| code_link(&code.wire)), ", ")
}
