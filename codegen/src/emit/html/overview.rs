//! What stands around the codes: what the API's errors are, and what else there is to look up.

use super::{fields, handling};
use crate::emit::words::{self, Words, fields as field_words};
use crate::escape::html::{Html, Tag};
use crate::markup::Inline;
use crate::model::{Code, Operation, Registry, Shape};

/// The head of the page.
pub fn head(registry: &Registry) -> Html {
    let mut page = Html::new();
    page.element(Tag::new("h1"), |title| {
        if registry.title.is_empty() {
            title.text("Errors");
        } else {
            title.inline(&registry.title);
        }
    });
    page.line();
    paragraph(&mut page, "lead", &registry.description);
    paragraph(&mut page, "", &words::common(registry));
    paragraph(&mut page, "small", &words::edition(registry));
    page
}

/// What the parts of an error are for.
pub fn advice(registry: &Registry) -> Html {
    let mut page = Html::new();
    paragraph(&mut page, "", &words::reading_advice(registry));
    handling::advice(&mut page, registry);
    page
}

/// What an error looks like: the first public code with the most fields in its body.
pub fn sample(registry: &Registry) -> Html {
    let mut page = Html::new();
    let fields = |code: &&Code| code.fields.iter().filter(|field| field.in_body).count();
    let codes: Vec<_> = registry.public_codes().collect();
    if let Some(code) = codes.into_iter().rev().max_by_key(fields) {
        page.simple("h2", "An error").line();
        let body = registry.sample_body(code).to_json_pretty();
        page.code_block("", &body).line();
    }
    page
}

pub(super) fn paragraph(page: &mut Html, class: &'static str, text: &Inline) {
    if text.is_empty() {
        return;
    }
    let tag = match class {
        "" => Tag::new("p"),
        class => Tag::new("p").class(class),
    };
    page.element(tag, |paragraph| {
        paragraph.inline(text);
    });
    page.line();
}

/// What stands below the codes.
pub fn more(registry: &Registry) -> Html {
    let mut page = Html::new();
    removed(&mut page, registry);
    handling::function(&mut page, registry);
    operations(&mut page, registry);
    if !registry.envelope.common.is_empty() {
        section(&mut page, "Every error", |page| {
            fields::tables(page, registry, &registry.envelope.common, &fields::COMMON);
        });
    }
    types(&mut page, registry);
    page
}

fn section(page: &mut Html, name: &'static str, content: impl FnOnce(&mut Html)) {
    page.element(Tag::new("section"), |section| {
        section.simple("h2", name).line();
        content(section);
    });
    page.line();
}

fn removed(page: &mut Html, registry: &Registry) {
    if registry.retired.is_empty() {
        return;
    }
    page.element(Tag::new("section").class("group"), |page| {
        page.simple("h2", "Removed codes").line();
        let intro = Words::new().text("No longer sent, and never back with another meaning.");
        paragraph(page, "small", &intro.done());
        for retired in &registry.retired {
            let tag = Tag::new("p").class("code gone").id(&retired.wire);
            page.element(tag, |entry| {
                entry.simple("code", &retired.wire).text(" ");
                entry.inline(&words::removal(registry, retired));
            });
            page.line();
        }
    });
    page.line();
}

/// No code holds `~`: the anchors of operations and codes stay apart.
pub fn anchor(on: &Operation) -> String {
    format!("operation~{}", on.name.raw)
}

fn operations(page: &mut Html, registry: &Registry) {
    if registry.operations.is_empty() {
        return;
    }
    section(page, "Operations", |page| {
        page.element(Tag::new("table").class("fields"), |table| {
            table.line();
            for on in &registry.operations {
                table.element(Tag::new("tr"), |row| operation(row, registry, on));
                table.line();
            }
        });
        page.line();
    });
}

fn operation(row: &mut Html, registry: &Registry, on: &Operation) {
    let name = Tag::new("th").with("scope", "row").id(&anchor(on));
    row.element(name, |cell| {
        cell.simple("code", &on.name.raw).text(" ");
        let request = on.request();
        if !request.is_empty() {
            cell.element(Tag::new("span"), |about| {
                about.text(&request);
            });
        }
    });
    row.element(Tag::new("td"), |cell| {
        paragraph(cell, "", &on.doc);
        let codes = registry.errors_of(on).filter(|code| !code.internal);
        let links = codes.map(|code| Words::new().error(code));
        paragraph(cell, "", &Words::new().joined(links, ", ").done());
    });
}

fn types(page: &mut Html, registry: &Registry) {
    let used = field_words::used_types(registry, field_words::public(registry));
    if used.is_empty() {
        return;
    }
    section(page, "Field types", |page| {
        for named in used {
            let heading = Tag::new("h3").id(&field_words::type_anchor(named));
            page.element(heading, |name| {
                name.simple("code", &named.name.raw);
            });
            page.line();
            paragraph(page, "", &named.doc);
            match &named.shape {
                Shape::Object(fields) => {
                    let fields: Vec<_> = fields.iter().collect();
                    fields::table(page, registry, ("Fields", &Inline::default()), &fields);
                }
                Shape::Values(values) => paragraph(page, "", &field_words::known_values(values)),
            }
        }
    });
}
