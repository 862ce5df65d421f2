//! A page for each code: its file, its links, and what readers of Markdown make of its texts.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use errbook::emit;
use errbook::files::Files;
use errbook::load::{load_bytes, load_text};
use errbook::model::{Flavour, PerCodeOutput, Registry};
use pulldown_cmark::{Event, Options, Parser, Tag};

const FLAVOURS: [Flavour; 6] = [
    Flavour::Plain,
    Flavour::Github,
    Flavour::Mintlify,
    Flavour::Docusaurus,
    Flavour::Mdbook,
    Flavour::Starlight,
];

fn registry(text: &str) -> Registry {
    let loaded = load_text("errors.toml", text);
    loaded
        .registry
        .unwrap_or_else(|| panic!("{:?}", loaded.diagnostics))
}

/// The pages, by name.
fn pages(mut registry: Registry, flavour: Flavour) -> BTreeMap<String, String> {
    let whole = registry.outputs.markdown.clone().unwrap();
    let dir = "docs".to_owned();
    registry.outputs.pages_per_code = Some(PerCodeOutput {
        dir,
        flavour,
        whole,
    });
    let mut files = Files::default();
    emit::pages_per_code::emit(&registry, &mut files);
    let name = |path: &str| path.strip_prefix("docs/").unwrap().to_owned();
    files
        .iter()
        .map(|(path, text)| (name(path), text.to_owned()))
        .collect()
}

fn events(page: &str) -> Parser<'_> {
    let body = page
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"));
    Parser::new_ext(body.map_or(page, |(_, body)| body), Options::ENABLE_TABLES)
}

fn links(page: &str) -> Vec<String> {
    let link = |event| match event {
        Event::Start(Tag::Link { dest_url, .. }) => Some(dest_url.to_string()),
        _ => None,
    };
    events(page).filter_map(link).collect()
}

const CODES: &str = r#"
[registry]
title = "Errors"
description = "What goes wrong."

[errors.con]
status = 404
message = "No."
meaning = "See [there](https://example.com)."
fields = { plan = "Plan", other = "Other[]?" }

[errors.index]
status = 404
message = "No."
deprecated = { since = "1.1", use = "con", note = "It was confusing." }

[errors.COM7]
status = 404
message = "No."
deprecated = { use = "secret" }

[errors.READMEs]
status = 404
message = "No."

[errors.secret]
status = 404
message = "No."
internal = true

[types.Plan]
values = ["free"]

[types.Other]
fields = { plan = "Plan" }

[retired]
gone = { use = "index", reason = "Renamed." }
"#;

fn codes() -> Registry {
    registry(&CODES.replacen("[registry]", "[registry]\ncode_case = \"any\"", 1))
}

#[test]
fn there_is_none_without_its_table() {
    assert!(codes().outputs.pages_per_code.is_none());
    let off = registry(&format!(
        "{}\n[outputs.pages_per_code]\nenabled = false",
        CODES.replacen("[registry]", "[registry]\ncode_case = \"any\"", 1)
    ));
    assert!(off.outputs.pages_per_code.is_none());
    let on = registry(&format!(
        "{}\n[outputs.pages_per_code]\nflavour = \"mdbook\"",
        CODES.replacen("[registry]", "[registry]\ncode_case = \"any\"", 1)
    ));
    let output = on.outputs.pages_per_code.as_ref().unwrap();
    assert_eq!(
        (output.dir.as_str(), output.flavour),
        ("generated/docs/errors", Flavour::Mdbook)
    );
    assert!(emit::all(&on).contains("generated/docs/errors/llms.txt"));
}

#[test]
fn every_system_can_have_the_files() {
    let pages = pages(codes(), Flavour::Plain);
    let names: Vec<_> = pages.keys().map(String::as_str).collect();
    let expected = [
        "com7_.md",
        "con_.md",
        "index.md",
        "index_.md",
        "llms-full.txt",
        "llms.txt",
        "readm_es.md",
    ];
    assert_eq!(names, expected);
    let folded: BTreeSet<_> = names.iter().map(|name| name.to_lowercase()).collect();
    assert_eq!(folded.len(), names.len());
}

/// `llms.txt` and `llms-full.txt`
fn is_for_models(name: &str) -> bool {
    name.starts_with("llms")
}

/// Which file a link leads to, from the page of a file.
fn file(from: &str, link: &str, flavour: Flavour) -> String {
    match flavour {
        _ if is_for_models(from) => link.to_owned(),
        Flavour::Mintlify => format!("{}.mdx", link.strip_prefix("./").unwrap()),
        // `errors/index.md` is served as `errors/`, all others in a folder of their own.
        Flavour::Starlight => {
            let up = if from == "index.md" { "./" } else { "../" };
            format!(
                "{}.md",
                link.strip_prefix(up).unwrap().strip_suffix('/').unwrap()
            )
        }
        _ => link.to_owned(),
    }
}

#[test]
fn links_lead_to_pages() {
    for flavour in FLAVOURS {
        let pages = pages(codes(), flavour);
        let mut followed = 0;
        for (name, page) in pages.iter().filter(|(name, _)| *name != "llms-full.txt") {
            for link in links(page) {
                if link.starts_with("https://") {
                    continue;
                }
                if let Some(anchor) = link.strip_prefix('#') {
                    let anchors = [format!("<a id=\"{anchor}\"></a>"), format!("{{#{anchor}}}")];
                    assert!(
                        anchors.iter().any(|anchor| page.contains(anchor)),
                        "{name}: {link}"
                    );
                    continue;
                }
                let found = file(name, &link, flavour);
                assert!(
                    pages.contains_key(&found),
                    "{flavour:?}: {name} links to {link}"
                );
                followed += 1;
            }
        }
        // Each code in the index and in `llms.txt`, the whole, and what is used instead of two codes.
        assert_eq!(followed, 4 + 4 + 1 + 2, "{flavour:?}");
    }
}

#[test]
fn a_code_is_never_named_where_it_is_internal() {
    for (name, page) in pages(codes(), Flavour::Plain) {
        assert!(!page.contains("secret"), "{name}");
    }
}

#[test]
fn sites_that_want_a_title_have_it_once() {
    for flavour in FLAVOURS {
        for (name, page) in pages(codes(), flavour) {
            let is_text = is_for_models(&name);
            let has_front_matter = matches!(
                flavour,
                Flavour::Mintlify | Flavour::Docusaurus | Flavour::Starlight
            );
            assert_eq!(
                page.starts_with("---\ntitle: "),
                has_front_matter && !is_text,
                "{name}"
            );
            let heads = events(&page).filter(|event| {
                matches!(
                    event,
                    Event::Start(Tag::Heading {
                        level: pulldown_cmark::HeadingLevel::H1,
                        ..
                    })
                )
            });
            assert_eq!(
                heads.count(),
                usize::from(is_text || !has_front_matter),
                "{flavour:?}: {name}"
            );
        }
    }
}

/// The tags that pages have, none of which comes out of a text.
fn is_own(html: &str) -> bool {
    let tags = [
        "</a>",
        "<wbr/>",
        "<em>",
        "</em>",
        "<strong>",
        "</strong>",
        "<code>",
        "</code>",
        "<Warning>",
        "</Warning>",
    ];
    let own = |html: &str| {
        tags.contains(&html)
            || html.starts_with("<a id=\"")
            || html.starts_with("<pre><code class=\"language-")
    };
    own(html.trim())
}

#[test]
fn hostile_texts_are_text() {
    let hostile = glob::glob("../tests/adversarial/*.toml").unwrap();
    let mut read = 0;
    for path in hostile.map(Result::unwrap) {
        let Some(registry) = load_bytes("errors.toml", &fs::read(&path).unwrap()).registry else {
            continue;
        };
        if registry.outputs.markdown.is_none() {
            continue;
        }
        for flavour in FLAVOURS {
            let pages = pages(registry.clone(), flavour);
            for (name, page) in &pages {
                for event in events(page) {
                    if let Event::Html(html) | Event::InlineHtml(html) = event {
                        assert!(
                            is_own(&html),
                            "{}, {flavour:?}: {name}: {html}",
                            path.display()
                        );
                    }
                }
            }
            for code in registry.public_codes() {
                let shows = |page: &&String| page.contains(&code.wire);
                assert!(
                    pages.values().filter(shows).count() >= 4,
                    "{}: {}",
                    path.display(),
                    code.wire
                );
                read += 1;
            }
        }
    }
    assert!(read > 200, "only {read} codes");
}

/// What front matter says is what the registry says, whatever is in it.
#[test]
fn front_matter_is_a_string() {
    let text = "[registry]\ntitle = 'A: \"b\" # c'\n[errors.a]\nstatus = 400\nmessage = 'A.'\nmeaning = '''- x: {y}\n---\n'z\\'''\n";
    let pages = pages(registry(text), Flavour::Docusaurus);
    let value = |page: &str, key: &str| {
        let mut lines = page.lines();
        let line = lines
            .find_map(|line| line.strip_prefix(key)?.strip_prefix(": "))
            .unwrap();
        serde_json::from_str::<String>(line).unwrap()
    };
    assert_eq!(value(&pages["index.md"], "title"), "A: \"b\" # c");
    assert_eq!(value(&pages["a.md"], "description"), "- x: {y} --- 'z\\");
    assert_eq!(value(&pages["a.md"], "title"), "a");
}

#[test]
fn models_find_every_page() {
    let pages = pages(codes(), Flavour::Mintlify);
    let text = &pages["llms.txt"];
    assert!(
        text.starts_with("# Errors\n\n> What goes wrong.\n"),
        "{text}"
    );
    assert!(
        text.contains("\n- [`con`](con_.mdx): 404 Not Found. See [there](https://example.com).\n"),
        "{text}"
    );
    assert_eq!(pages["llms-full.txt"], docs_page(&codes()));
}

fn docs_page(registry: &Registry) -> String {
    let mut files = Files::default();
    emit::markdown::emit(registry, &mut files);
    files.iter().next().unwrap().1.to_owned()
}
