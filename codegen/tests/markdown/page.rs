//! The docs page of whole registries.

use std::fmt::Write as _;

use errbook::markup::{Block, Inline, Span};
use errbook::model::Registry;

use crate::hostile::texts;
use crate::read::{self, Node};

const LAVENDLY: &str = include_str!("data/lavendly.toml");
const RENDOBAR: &str = include_str!("data/rendobar.toml");
const EVERYTHING: &str = include_str!("data/everything.toml");

fn registry(toml: &str) -> Registry {
    let loaded = errbook::load::load_text("errors.toml", toml);
    let shown = errbook::diag::render::text(&loaded.diagnostics, &loaded.sources, false);
    loaded.registry.unwrap_or_else(|| panic!("{shown}"))
}

/// The page of a registry.
pub fn generated(toml: &str) -> String {
    let registry = registry(toml);
    let files = errbook::emit::all(&registry);
    let path = &registry
        .outputs
        .markdown
        .as_ref()
        .expect("the page is enabled")
        .path;
    let page = files.iter().find(|(name, _)| name == path);
    page.expect("a page").1.to_owned()
}

#[test]
fn tables_of_the_seeds_come_out_byte_for_byte() {
    let seeds = [
        (LAVENDLY, include_str!("data/lavendly-table.md")),
        (RENDOBAR, include_str!("data/rendobar-table.md")),
    ];
    for (toml, table) in seeds {
        let page = generated(toml);
        assert!(
            page.contains(&format!("\n## Error codes\n\n{table}\n")),
            "{page}"
        );
    }
}

#[test]
fn the_sample_envelope_is_the_seed_s() {
    let page = generated(LAVENDLY);
    let sample = page
        .split("```json\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next());
    let squeezed: String = sample
        .expect("a sample")
        .lines()
        .map(str::trim_start)
        .collect();
    let expected = r#"{"error": {"code": "insufficient_credits","message": "Not enough credits to render, need 10, have 4.","needed": 10,"have": 4}}"#;
    assert_eq!(squeezed, expected);
}

/// The pages as reviewers see them. A test that fails and blesses.
#[test]
fn whole_pages_are_as_before() {
    is_as_before("everything.md", &generated(EVERYTHING));
    is_as_before(
        "smallest.md",
        &generated("[errors.a]\nstatus = 500\nmessage = \"m\""),
    );
}

fn is_as_before(name: &str, page: &str) {
    let path = format!("{}/tests/markdown/data/{name}", env!("CARGO_MANIFEST_DIR"));
    let before = std::fs::read_to_string(&path).unwrap_or_default();
    if page != before.replace("\r\n", "\n") {
        std::fs::write(&path, page).expect("the expectation is written");
        panic!("{path} was not as generated; it is now: read the difference");
    }
}

#[test]
fn a_page_is_tidy() {
    for toml in [LAVENDLY, RENDOBAR, EVERYTHING] {
        let page = generated(toml);
        assert!(page.ends_with('\n') && !page.ends_with("\n\n"));
        assert!(!page.contains("\n\n\n"));
        assert!(page.lines().all(|line| line.trim_end() == line));
    }
}

#[test]
fn internal_codes_appear_nowhere() {
    let page = generated(EVERYTHING);
    assert!(
        !page.contains("secret") && page.contains("guarded"),
        "{page}"
    );
    let page = generated("[errors.a]\nstatus = 500\nmessage = \"m\"\ninternal = true");
    let headings: Vec<&str> = page.lines().filter(|line| line.starts_with('#')).collect();
    assert_eq!(headings, ["# Errors", "## Envelope"]);
    assert!(!page.contains("`a`") && !page.contains("500"), "{page}");
}

#[test]
fn every_code_has_an_anchor() {
    for (toml, codes) in [(LAVENDLY, 13), (RENDOBAR, 13), (EVERYTHING, 3)] {
        let page = generated(toml);
        let registry = registry(toml);
        assert_eq!(registry.public_codes().count(), codes);
        for code in registry.public_codes() {
            let heading = format!("\n### <a id=\"{0}\"></a>`{0}`\n", code.wire);
            assert_eq!(page.matches(&heading).count(), 1, "{}", code.wire);
        }
        // No link of the page leads nowhere.
        for target in page
            .split("](#")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            assert!(
                page.contains(&format!("<a id=\"{target}\"></a>")),
                "{target}"
            );
        }
    }
}

#[test]
fn headers_are_described_as_they_travel() {
    let page = generated(
        "[errors.a]\nstatus = 503\nmessage = \"m\"\nretry = \"after\"\n[errors.a.fields]\n\
         wait = { type = \"u64\", unit = \"ms\", min = 5, header = \"Retry-After\", body = false, example = 1500 }\n\
         odd = { type = \"string\", header = \"X-Odd\", example = \"caf\u{e9}\" }",
    );
    assert!(
        page.contains("| `Retry-After` | integer | yes      | In whole seconds. Example: `2`. |"),
        "{page}"
    );
    assert!(
        page.contains("\nRetry-After: 2\n") && !page.contains("\nX-Odd: "),
        "{page}"
    );
    assert!(
        page.contains("Wait as long as the `Retry-After` header says"),
        "{page}"
    );
}

/// A registry whose every text is hostile, one code a text.
pub fn hostile_registry() -> String {
    let mut toml = String::from(
        "[registry]\ntitle = \"T\"\n[outputs.markdown]\ncolumns = [\"code\", \"meaning\", \"action\", \"http\"]\n",
    );
    for (index, text) in hostile_texts().iter().enumerate() {
        let text = quoted(text);
        let line = quoted(&text_of_a_line(index));
        write!(
            toml,
            "[errors.code_{index}]\nstatus = 400\nmessage = {line}\ntitle = {line}\nmeaning = {text}\naction = {text}\n\
             description = {text}\nlinks = [{{ text = {line}, url = \"/a\" }}]\ndeprecated = {{ note = {text} }}\n\
             fields = {{ f = {{ type = \"string\", doc = {text}, example = {text} }} }}\n\
             [retired.old_{index}]\nreason = {text}\n"
        )
        .expect("a string takes all");
    }
    toml
}

fn hostile_texts() -> Vec<String> {
    texts(200)
        .filter(|text| !Inline::parse(text).is_empty())
        .collect()
}

/// The text in one line, without placeholders.
fn text_of_a_line(index: usize) -> String {
    let text = hostile_texts()[index].replace(['\n', '\t'], " ");
    text.trim().replace(['{', '}'], "(")
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", escaped.replace('\n', "\\n").replace('\t', "\\t"))
}

/// The template's structure, and the registry's texts in it.
#[test]
fn hostile_texts_stay_in_their_places() {
    let toml = hostile_registry();
    let registry = registry(&toml);
    let nodes = read::page(&generated(&toml));
    let mut nodes = nodes.iter().peekable();
    while let Some(node) = nodes.next_if(|node| !matches!(node, Node::Heading(3, _))) {
        if let Node::Table(rows) = node {
            check_rows(rows, &registry);
        }
    }
    for code in &registry.codes {
        assert_eq!(
            nodes.next(),
            Some(&Node::Heading(3, vec![Span::Code(code.wire.clone())]))
        );
        let section: Vec<&Node> =
            std::iter::from_fn(|| nodes.next_if(|node| !matches!(node, Node::Heading(..))))
                .collect();
        let title = code.title.clone().expect("a title");
        let [
            first,
            deprecated,
            status,
            meaning,
            action,
            ..,
            fields_intro,
            fields,
            sample_intro,
            sample,
            links,
        ] = section.as_slice()
        else {
            panic!("{section:?}");
        };
        assert_eq!(spans(first), [Span::Strong(vec![Span::Text(title)])]);
        assert_eq!(
            plain(deprecated),
            format!("Deprecated. {}", code.meaning.plain()).replace('\t', " ")
        );
        assert_eq!(plain(status), "HTTP status: 400 Bad Request");
        assert_eq!(plain(meaning), code.meaning.plain().replace('\t', " "));
        assert_eq!(
            plain(action),
            format!("What to do: {}", code.meaning.plain()).replace('\t', " ")
        );
        assert_eq!(plain(fields_intro), "Fields in error:");
        assert!(
            matches!(fields, Node::Table(rows) if rows.len() == 2 && rows.iter().all(|row| row.len() == 4))
        );
        assert_eq!(plain(sample_intro), "Sample response:");
        let Node::Block(Block::Code { language, text }) = sample else {
            panic!("{sample:?}")
        };
        assert_eq!((language.as_str(), text.ends_with("\n}")), ("http", true));
        assert!(text.contains(&registry.sample_body(code).to_json_pretty()));
        assert!(plain(links).starts_with("See also: "));
        assert_eq!(section.len(), 11 + code.description.0.len());
    }
    assert_eq!(nodes.next().map(plain).as_deref(), Some("Removed codes"));
    assert!(matches!(
        nodes.next(),
        Some(Node::Block(Block::Paragraph(_)))
    ));
    let Some(Node::Block(Block::List { start: None, items })) = nodes.next() else {
        panic!("no list")
    };
    assert_eq!((items.len(), nodes.next()), (registry.retired.len(), None));
}

fn check_rows(rows: &[Vec<Vec<Span>>], registry: &Registry) {
    assert_eq!(rows.len(), 1 + registry.codes.len());
    for (row, code) in rows[1..].iter().zip(&registry.codes) {
        let cells: Vec<String> = row
            .iter()
            .map(|cell| Inline(cell.clone()).plain())
            .collect();
        let meaning = code.meaning.plain().replace('\t', " ");
        assert_eq!(
            cells,
            [
                code.wire.clone(),
                meaning.clone(),
                meaning,
                "400".to_owned()
            ]
        );
    }
}

fn spans(node: &Node) -> &[Span] {
    match node {
        Node::Heading(_, spans) | Node::Block(Block::Paragraph(Inline(spans))) => spans,
        other => panic!("{other:?}"),
    }
}

fn plain(node: &Node) -> String {
    Inline(spans(node).to_vec()).plain()
}
