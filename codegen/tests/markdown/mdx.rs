//! The pages as other readers see them: micromark with GitHub's extensions, and the real MDX compiler.
//!
//! Needs Node.js and `npm ci` in `codegen/tests/mdx`; without, only the pages and expectations are written. With
//! `ERRBOOK_MDX` set, missing packages are a failure.

use std::path::{Path, PathBuf};
use std::process::Command;

use errbook::escape::Rendered as _;
use errbook::escape::markdown::{Cell, Heading, Page, Prose, Table};
use errbook::markup::{Block, Blocks, Inline, Span};
use errbook::model::Value;

use crate::hostile::texts;
use crate::page::{generated, hostile_registry};
use crate::read::{self, Node};

#[test]
fn markdown_and_mdx_read_the_same() {
    let pages = [
        ("texts", page_of_texts()),
        ("hostile", generated(&hostile_registry())),
        ("lavendly", generated(include_str!("data/lavendly.toml"))),
        ("rendobar", generated(include_str!("data/rendobar.toml"))),
        (
            "everything",
            generated(include_str!("data/everything.toml")),
        ),
    ];
    let arguments: Vec<String> = pages
        .iter()
        .map(|(name, page)| written(name, page))
        .collect();
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mdx");
    if !scripts.join("node_modules").exists() {
        assert!(
            std::env::var_os("ERRBOOK_MDX").is_none(),
            "run `npm ci` in codegen/tests/mdx"
        );
        return;
    }
    let mut node = Command::new("node");
    let output = node
        .arg(scripts.join("check.mjs"))
        .args(arguments)
        .output()
        .expect("node runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Each text in each place.
fn page_of_texts() -> String {
    let mut page = Page::new();
    page.comment("A comment.");
    for text in texts(500) {
        let inline = Inline::parse(&text);
        let mut table = Table::new(vec!["Inline", "Text", "Code", "End"]);
        table.row(vec![
            Cell::new().inline(&inline),
            Cell::new().text(&text),
            Cell::new().code(&text),
            Cell::new().literal("end"),
        ]);
        page.heading(2, &Heading::new().inline(&inline));
        page.paragraph(&Prose::new().inline(&inline));
        page.table(&table);
        page.paragraph(&Prose::new().literal("Text: ").text(&text));
        page.blocks(&Blocks::parse(&text));
        page.code("json", &text);
    }
    page.into_text()
}

/// Writes a page, and its blocks as pulldown-cmark reads them; the argument that names both.
fn written(name: &str, page: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let path = |extension: &str| folder.join(format!("mdx-{name}.{extension}"));
    let blocks = Value::Array(read::page(page).iter().map(node).collect());
    std::fs::write(path("md"), page).expect("the page is written");
    std::fs::write(path("json"), blocks.to_json()).expect("the blocks are written");
    format!("{}={}", path("md").display(), path("json").display())
}

fn tagged<const N: usize>(tag: &str, parts: [Value; N]) -> Value {
    Value::Array(std::iter::once(Value::from(tag)).chain(parts).collect())
}

fn node(node: &Node) -> Value {
    match node {
        Node::Heading(level, content) => {
            tagged("heading", [Value::Int(*level as i128), spans(content)])
        }
        Node::Table(rows) => {
            let row =
                |row: &Vec<Vec<Span>>| Value::Array(row.iter().map(|cell| spans(cell)).collect());
            tagged("table", [Value::Array(rows.iter().map(row).collect())])
        }
        Node::Block(content) => block(content),
    }
}

fn block(content: &Block) -> Value {
    match content {
        Block::Paragraph(inline) => tagged("paragraph", [spans(&inline.0)]),
        Block::Code { language, text } => {
            tagged("code", [language.as_str().into(), text.as_str().into()])
        }
        Block::List { start, items } => {
            let start = start.map_or(Value::Null, |start| Value::Int(start.into()));
            let item = |item: &Vec<Block>| Value::Array(item.iter().map(block).collect());
            tagged(
                "list",
                [start, Value::Array(items.iter().map(item).collect())],
            )
        }
    }
}

fn spans(content: &[Span]) -> Value {
    Value::Array(content.iter().map(span).collect())
}

fn span(content: &Span) -> Value {
    match content {
        Span::Text(text) => tagged("text", [text.as_str().into()]),
        Span::Code(code) => tagged("code", [code.as_str().into()]),
        Span::Emphasis(inside) => tagged("emphasis", [spans(inside)]),
        Span::Strong(inside) => tagged("strong", [spans(inside)]),
        Span::Link { text, url } => tagged("link", [url.as_str().into(), spans(text)]),
    }
}
