//! The examples of `docs/server.md` and `docs/client.md` that need a framework: each stands in a file of its own here, so
//! that it compiles, and in the page word for word. `shop_errors` is this crate.
#![allow(
    dead_code,
    clippy::unused_async,
    reason = "examples are there to be read, and handlers are asynchronous"
)]

extern crate golden_frameworks as shop_errors;

use std::fs;
use std::path::Path;

mod actix_web;
mod actix_web_rejections;
mod aide;
mod axum;

mod axum_log;
mod axum_other_extractors;
mod axum_rejections;
mod http;
mod poem;
mod reqwest;
mod rocket;
mod salvo;
mod schemars;
mod tonic_client;
mod tonic_server;
mod utoipa;

/// The contents of the fences of a page that are not for the tests of the whole docs.
fn examples(page: &str) -> Vec<String> {
    let mut lines = page.lines();
    let mut examples = Vec::new();
    while lines.by_ref().any(|line| line == "```rust,ignore") {
        let lines = lines.by_ref().take_while(|line| *line != "```");
        examples.push(lines.fold(String::new(), |code, line| code + line + "\n"));
    }
    examples
}

#[test]
fn what_the_docs_show_compiles() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let here = fs::read_dir(root.join("tests/docs")).unwrap();
    let here = here.map(|entry| entry.unwrap().path());
    let files = here.filter(|path| path.file_stem().is_some_and(|name| name != "main"));
    let mut compiled: Vec<_> = files
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    let pages = ["server.md", "client.md"].map(|page| root.join("../../../../docs").join(page));
    let mut shown: Vec<_> = pages
        .iter()
        .flat_map(|page| examples(&fs::read_to_string(page).unwrap()))
        .collect();
    compiled.sort();
    shown.sort();
    for example in &shown {
        assert!(compiled.contains(example), "no file has:\n{example}");
    }
    for file in &compiled {
        assert!(shown.contains(file), "no page has:\n{file}");
    }
}
