//! The section of one code.

use super::fields;
use crate::emit::words;
use crate::escape::markdown::{Heading, LinkUrl, Page, Prose};
use crate::markup::{Inline, Span};
use crate::model::{Code, Registry};

/// Adds the section of a code.
pub fn emit(page: &mut Page, registry: &Registry, code: &Code) {
    heading(page, code);
    body(page, registry, code);
}

/// Adds the heading of a section.
pub fn heading(page: &mut Page, code: &Code) {
    page.anchored_heading(3, &code.wire, Heading::new().code(&code.wire));
}

/// Adds what stands below its heading.
pub fn body(page: &mut Page, registry: &Registry, code: &Code) {
    page.paragraph(&strong(code.title.as_deref().unwrap_or_default()));
    if let Some(deprecated) = &code.deprecated {
        let said = words::deprecation(registry, deprecated);
        page.warning(&Prose::new().literal("**Deprecated**").inline(&said));
    }
    page.paragraph(&status(code));
    page.paragraph(&Prose::new().inline(&code.meaning));
    page.paragraph(&labelled("**What to do:** ", &code.action));
    page.blocks(&code.description);
    page.paragraph(&labelled(
        "**Retry:** ",
        &words::retry_advice(registry, code),
    ));
    fields::tables(page, registry, &code.fields, &fields::OWN);
    page.paragraph(&Prose::new().literal("Sample response:"));
    page.code("http", &registry.sample_response(code));
    history(page, code);
}

fn strong(text: &str) -> Prose {
    let text = text.trim();
    if text.is_empty() {
        return Prose::new();
    }
    Prose::new().inline(&Inline(vec![Span::Strong(vec![Span::Text(
        text.to_owned(),
    )])]))
}

fn labelled(label: &'static str, text: &Inline) -> Prose {
    if text.is_empty() {
        return Prose::new();
    }
    Prose::new().literal(label).inline(text)
}

fn status(code: &Code) -> Prose {
    Prose::new()
        .literal("**HTTP status:** ")
        .number(code.status.into())
        .literal(" ")
        .text(&code.reason)
}

/// Links, the version that added the code, and its older names.
fn history(page: &mut Page, code: &Code) {
    let links: Vec<_> = code
        .links
        .iter()
        .map(|link| see_also(&link.text, &link.url))
        .collect();
    if !links.is_empty() {
        page.paragraph(
            &Prose::new()
                .literal("See also: ")
                .joined(links, ", ")
                .literal("."),
        );
    }
    let since = code
        .since
        .iter()
        .map(|version| Prose::new().literal("Since ").text(version).literal("."));
    let names = code
        .aliases
        .iter()
        .map(|alias| Prose::new().anchor(alias).code(alias));
    let aliases = (!code.aliases.is_empty()).then(|| {
        Prose::new()
            .literal("Formerly ")
            .joined(names, ", ")
            .literal(".")
    });
    page.paragraph(&Prose::new().joined(since.chain(aliases), " "));
}

fn see_also(text: &str, url: &str) -> Prose {
    match LinkUrl::new(url) {
        Some(url) => Prose::new().link(text, &url),
        None => Prose::new().text(text),
    }
}
