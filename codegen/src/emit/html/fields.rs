//! Tables of fields.

use crate::emit::words::fields::{self, Tables, shown_name};
use crate::escape::html::{Html, Tag};
use crate::markup::Inline;
use crate::model::{Field, Registry};

/// What stands before the tables of fields.
pub struct Intro {
    fields: &'static str,
    headers: &'static str,
}

pub const OWN: Intro = Intro {
    fields: "Fields",
    headers: "Headers",
};

pub const COMMON: Intro = Intro {
    fields: "Fields that any error may also have",
    headers: "Headers that any error may also come with",
};

/// The fields of the body in one table, those that are headers alone in another.
pub fn tables(page: &mut Html, registry: &Registry, fields: &[Field], intro: &Intro) {
    let Tables { body, headers } = Tables::of(fields);
    if !body.is_empty() {
        table(
            page,
            registry,
            (intro.fields, &fields::place(registry)),
            &body,
        );
    }
    if !headers.is_empty() {
        table(
            page,
            registry,
            (intro.headers, &Inline::default()),
            &headers,
        );
    }
}

/// One table, below what it is called.
pub fn table(
    page: &mut Html,
    registry: &Registry,
    (what, place): (&str, &Inline),
    fields: &[&Field],
) {
    page.element(Tag::new("table").class("fields"), |table| {
        table.element(Tag::new("caption"), |caption| {
            caption.text(what).inline(place);
        });
        table.line();
        for field in fields {
            table.element(Tag::new("tr"), |row| {
                name(row, registry, field);
                row.element(Tag::new("td"), |cell| {
                    cell.inline(&fields::description(field));
                });
            });
            table.line();
        }
    });
    page.line();
}

fn name(row: &mut Html, registry: &Registry, field: &Field) {
    row.element(Tag::new("th").with("scope", "row"), |cell| {
        cell.simple("code", shown_name(field)).text(" ");
        cell.element(Tag::new("span"), |about| {
            about.inline(&fields::type_name(registry, &field.ty));
            about.text(if field.optional { ", optional" } else { "" });
        });
    });
}
