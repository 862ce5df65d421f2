//! What the page holds.

use std::collections::BTreeSet;

use errbook::emit;
use errbook::load::load_text;
use html5ever::tendril::TendrilSink as _;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

use crate::registries::{self, EVERYTHING, LAVENDLY, RENDOBAR, many, page, registry};

/// Each element: its name and attributes.
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    fn get(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        let found = attributes.find(|(found, _)| found == name);
        found.map(|(_, value)| value.as_str())
    }
}

fn elements(page: &str) -> Vec<Element> {
    let dom = parse_document(RcDom::default(), ParseOpts::default()).one(page);
    assert_eq!(
        *dom.errors.borrow(),
        Vec::<std::borrow::Cow<'static, str>>::new()
    );
    let mut found = Vec::new();
    visit(&dom.document, &mut found);
    found
}

fn visit(node: &Handle, found: &mut Vec<Element>) {
    if let NodeData::Element { name, attrs, .. } = &node.data {
        let attributes = attrs.borrow();
        let attributes = attributes.iter().map(|attribute| {
            (
                attribute.name.local.to_string(),
                attribute.value.to_string(),
            )
        });
        found.push(Element {
            name: name.local.to_string(),
            attributes: attributes.collect(),
        });
    }
    for child in node.children.borrow().iter() {
        visit(child, found);
    }
}

#[test]
fn it_is_there_where_its_table_is() {
    let code = "[errors.gone]\nstatus = 410\nmessage = \"Gone.\"\n";
    for (outputs, path) in [
        ("", None),
        ("[outputs.html]\n", Some("generated/docs/index.html")),
        ("[outputs.html]\nenabled = false\n", None),
        (
            "[outputs.html]\npath = \"site/errors.html\"\n",
            Some("site/errors.html"),
        ),
    ] {
        let loaded = load_text("errors.toml", &format!("{code}{outputs}"));
        let files = emit::all(&loaded.registry.expect("a registry"));
        let found = files
            .iter()
            .find(|(path, _)| path.rsplit('.').next() == Some("html"));
        assert_eq!(found.map(|(path, _)| path), path, "{outputs}");
    }
}

#[test]
fn links_lead_to_places_of_their_own() {
    let hostile = registries::hostile();
    let registries = [LAVENDLY, RENDOBAR, EVERYTHING].map(registry);
    for registry in registries.iter().chain([&hostile]) {
        let elements = elements(&page(registry));
        let ids: Vec<_> = elements
            .iter()
            .filter_map(|element| element.get("id"))
            .collect();
        let unique: BTreeSet<_> = ids.iter().copied().collect();
        assert_eq!(unique.len(), ids.len(), "an id that is there twice");
        let links = elements.iter().filter_map(|element| element.get("href"));
        let own: Vec<_> = links.filter_map(|url| url.strip_prefix('#')).collect();
        assert!(own.len() >= registry.public_codes().count());
        // The hostile texts hold links to places that they do not have.
        let is_hostile = registry.codes.len() == hostile.codes.len();
        let lost = own.iter().find(|id| !unique.contains(**id));
        assert!(lost.is_none() || is_hostile, "{lost:?}");
        for code in registry.public_codes() {
            assert!(unique.contains(code.wire.as_str()), "{}", code.wire);
        }
        for retired in &registry.retired {
            assert!(unique.contains(retired.wire.as_str()), "{}", retired.wire);
        }
    }
}

/// Nothing is loaded, nothing is framed, nothing is sent, and no attribute runs.
#[test]
fn nothing_leads_out_of_the_page_but_links() {
    for element in elements(&page(&registries::hostile())) {
        let name = element.name.as_str();
        assert!(
            ![
                "img", "iframe", "object", "embed", "form", "base", "audio", "video", "source"
            ]
            .contains(&name),
            "<{name}>"
        );
        for (attribute, value) in &element.attributes {
            assert!(
                !attribute.starts_with("on") && attribute != "style",
                "<{name} {attribute}>"
            );
            assert!(
                attribute != "src" && attribute != "srcdoc",
                "<{name} {attribute}>"
            );
            let scheme = value.split_once(':').map_or("", |(scheme, _)| scheme);
            if attribute == "href" && name != "link" {
                assert!(["", "http", "https", "mailto"].contains(&scheme), "{value}");
            }
        }
    }
}

#[test]
fn internal_codes_are_nowhere() {
    let toml = "[errors.secret_plan]\nstatus = 500\nmessage = \"m\"\ninternal = true\n\
                [errors.gone]\nstatus = 410\nmessage = \"Gone.\"\ndeprecated = { use = \"secret_plan\" }\n\
                [retired.old]\nuse = \"secret_plan\"\n\
                [operations.run]\nerrors = [\"secret_plan\", \"gone\"]\n";
    let page = page(&registry(toml));
    assert!(page.contains("id=\"gone\"") && page.contains("id=\"old\""));
    assert!(!page.contains("secret_plan") && !page.contains("SecretPlan"));
}

#[test]
fn a_registry_of_internal_codes_has_a_page_too() {
    let toml = "[errors.a]\nstatus = 500\nmessage = \"m\"\ninternal = true\n";
    elements(&page(&registry(toml)));
}

#[test]
fn a_hundred_codes_are_less_than_150_kilobytes() {
    let size = page(&many(100)).len();
    println!("100 codes: {size} bytes");
    assert!(size < 150_000, "{size} bytes");
}

/// Rust's example is there where its crate is.
#[test]
fn examples_are_of_the_languages_that_there_are() {
    let mut registry = registry(LAVENDLY);
    let languages = |page: &str| {
        let elements = elements(page);
        let found: BTreeSet<_> = elements
            .iter()
            .filter_map(|element| element.get("data-lang").map(str::to_owned))
            .collect();
        found.into_iter().collect::<Vec<_>>()
    };
    assert_eq!(
        languages(&page(&registry)),
        ["Python", "Rust", "TypeScript"]
    );
    registry.outputs.rust = None;
    assert_eq!(languages(&page(&registry)), ["Python", "TypeScript"]);
}
