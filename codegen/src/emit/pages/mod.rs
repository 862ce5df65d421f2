//! Pages that people own: the regions in them, filled.

mod export;
mod view;

pub use export::export;

use super::{handling, json_schema, markdown};
use crate::escape::json::{aligned, spaced};
use crate::escape::markdown::{Page as Markdown, Prose};
use crate::escape::page::{Content, Filled, Scalar};
use crate::files::Files;
use crate::model::{
    Case, Column, FrontKey, JsonSchemaOutput, Layout, Part, Region, RegionKind, Registry,
    Selection, Value,
};
use view::View;

/// Renders this output.
pub fn emit(registry: &Registry, files: &mut Files) {
    for page in &registry.outputs.pages {
        let view = View::of(registry, page);
        let mut filled = Filled::new();
        for part in &page.parts {
            match part {
                Part::Own(text) => filled.own(text),
                Part::Region(region) => filled.region(region, content(&view, region)),
            }
        }
        files.insert_page(&page.path, filled);
    }
}

/// What belongs into a region.
fn content(view: &View<'_>, region: &Region) -> Content {
    let registry = view.registry;
    match &region.kind {
        RegionKind::Table(columns, selection) => table(view, columns, selection),
        RegionKind::Code(index, level) => view.sections(region, *level, |code| code == *index),
        RegionKind::Codes(selection, level) => {
            let codes = registry.indices(selection);
            view.sections(region, *level, |code| codes.contains(&code))
        }
        RegionKind::Sample(code, layout) => json(view, &sample(registry, *code, *layout)),
        RegionKind::Schema => json(view, &schema(registry)),
        RegionKind::Count(selection, in_words) => {
            let count = registry.selected(selection).len();
            Content::Value(match word(count).filter(|_| *in_words) {
                Some(word) => Scalar::Word(word),
                None => Scalar::Number(count),
            })
        }
        RegionKind::Common(selection) => {
            let codes = registry.selected(selection).into_iter();
            let codes = codes.map(|code| Prose::new().code(&code.wire));
            Content::Line(Prose::new().joined(codes, ", "))
        }
        RegionKind::Retired => {
            let mut page = view.fragment(3);
            markdown::removed_codes(&mut page, &view.linked);
            Content::Blocks(page)
        }
        RegionKind::Handling(languages) => {
            let mut page = view.fragment(3);
            page.examples(&handling::handling(registry, languages));
            Content::Blocks(page)
        }
        RegionKind::Updated => {
            Content::Value(Scalar::Date(registry.updated.clone().unwrap_or_default()))
        }
        RegionKind::Field(key, text) => field(registry, *key, text.as_deref()),
    }
}

fn json(view: &View<'_>, code: &str) -> Content {
    let mut page = view.fragment(3);
    page.code("json", code);
    Content::Blocks(page)
}

/// A table without rows is none.
fn table(view: &View<'_>, columns: &[Column], selection: &Selection) -> Content {
    let codes = view.registry.selected(selection);
    let table = markdown::table(codes, columns, markdown::cell);
    let mut page = view.fragment(3);
    if !table.is_empty() {
        page.table(&table);
    }
    Content::Blocks(page)
}

fn sample(registry: &Registry, code: Option<usize>, layout: Layout) -> String {
    let code = code.and_then(|index| registry.codes.get(index));
    let body = code.map_or_else(
        || bare_envelope(registry),
        |code| registry.sample_body(code),
    );
    match layout {
        Layout::Lines => body.to_json_pretty(),
        Layout::Aligned => aligned(&body),
        Layout::Line => spaced(&body),
    }
}

/// An error that is none of the registry's.
fn bare_envelope(registry: &Registry) -> Value {
    let envelope = &registry.envelope;
    let code = match registry.code_case {
        Case::Snake | Case::Any => "error_code",
        Case::ScreamingSnake => "ERROR_CODE",
        Case::Kebab => "error-code",
        Case::Camel => "errorCode",
        Case::Pascal => "ErrorCode",
    };
    registry.wrapped(Value::object([
        (&envelope.code, Value::from(code)),
        (&envelope.message, Value::from("Human-readable description")),
    ]))
}

/// The schema of the response body, as its own output has it.
fn schema(registry: &Registry) -> String {
    let bare = JsonSchemaOutput {
        path: String::new(),
        strict: false,
        id: None,
    };
    let output = registry.outputs.json_schema.as_ref().unwrap_or(&bare);
    json_schema::document(registry, output).into_code()
}

fn field(registry: &Registry, key: FrontKey, text: Option<&str>) -> Content {
    let own = match key {
        FrontKey::Title => &registry.title,
        FrontKey::Description => &registry.description,
    };
    let text = text.map_or_else(|| own.plain(), str::to_owned);
    let count = registry.public_codes().count().to_string();
    Content::Field(key.as_str(), text.replace("{count}", &count))
}

/// Numbers that prose writes as words.
fn word(number: usize) -> Option<&'static str> {
    const WORDS: [&str; 13] = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    WORDS.get(number).copied()
}
