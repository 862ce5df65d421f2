//! The entry of one code: a line that opens.

use std::collections::BTreeMap;

use super::{fields, handling};
use crate::emit::words::{self, Words};
use crate::escape::html::{Html, HtmlUrl, Tag};
use crate::markup::{Inline, Span};
use crate::model::{Code, Operation, Registry, Retry};

/// Adds the entry of a code. It is short, as a page may have thousands of them.
pub fn emit(page: &mut Html, registry: &Registry, senders: &Senders<'_>, code: &Code) {
    page.element(entry(code), |entry| {
        entry
            .element(Tag::new("summary"), |line| summary(line, code))
            .line();
        let inside = Tag::new("div").class("body").id(&code.wire);
        entry.element(inside, |body| {
            body.element(Tag::new("div"), |says| {
                explanation(says, registry, code);
                senders.emit(says, code);
                history(says, code);
            });
            body.element(Tag::new("div"), |shows| {
                response(shows, registry, code);
                handling::case(shows, registry, code);
            });
            body.line();
        });
    });
    page.line();
}

fn entry(code: &Code) -> Tag {
    let mut classes = vec!["code"];
    classes.push(if code.status < 500 {
        "client"
    } else {
        "server"
    });
    classes.extend((code.retry != Retry::Never).then_some("again"));
    classes.extend(code.deprecated.is_some().then_some("old"));
    Tag::new("details").classes(&classes)
}

fn summary(line: &mut Html, code: &Code) {
    line.element(Tag::new("b"), |status| {
        status.number(code.status.into());
    });
    line.text(" ").simple("h3", &code.wire).text(" ");
    line.element(Tag::new("span"), |what| {
        match (code.meaning.is_empty(), code.action.is_empty()) {
            (false, _) => what.inline(&without_links(&code.meaning)),
            (true, false) => what.inline(&without_links(&code.action)),
            (true, true) => what.text(code.title.as_deref().unwrap_or(&code.reason)),
        };
    });
    if code.deprecated.is_some() {
        line.text(" ").simple("i", "deprecated");
    }
    if code.retry != Retry::Never {
        line.text(" ").simple("i", "retryable");
    }
}

/// What opens when it is clicked on holds no links.
fn without_links(inline: &Inline) -> Inline {
    fn spans(run: &[Span]) -> Vec<Span> {
        let each = |span: &Span| match span {
            Span::Link { text, .. } => spans(text),
            Span::Emphasis(inner) => vec![Span::Emphasis(spans(inner))],
            Span::Strong(inner) => vec![Span::Strong(spans(inner))],
            other => vec![other.clone()],
        };
        run.iter().flat_map(each).collect()
    }
    Inline(spans(&inline.0))
}

/// Is there more in a text than its line shows?
fn has_links(inline: &Inline) -> bool {
    fn any(run: &[Span]) -> bool {
        run.iter().any(|span| match span {
            Span::Link { .. } => true,
            Span::Emphasis(inner) | Span::Strong(inner) => any(inner),
            Span::Text(_) | Span::Code(_) => false,
        })
    }
    any(&inline.0)
}

fn explanation(says: &mut Html, registry: &Registry, code: &Code) {
    facts(says, code);
    if let Some(deprecated) = &code.deprecated {
        let said = words::deprecation(registry, deprecated);
        labelled(says, "note", "Deprecated", &said);
    }
    let title = code.title.as_deref().unwrap_or_default();
    if !title.trim().is_empty() {
        paragraph(says, "title", &Words::new().text(title).done());
    }
    // The line has the meaning, or else the action: what it shows whole is not said again.
    let (meaning, action) = (&code.meaning, &code.action);
    if has_links(meaning) {
        paragraph(says, "meaning", meaning);
    }
    if !action.is_empty() && (!meaning.is_empty() || has_links(action)) {
        labelled(says, "do", "What to do: ", action);
    }
    says.blocks(&code.description);
    if code.retry != Retry::Never {
        labelled(
            says,
            "wait",
            "Retry: ",
            &words::retry_advice(registry, code),
        );
    }
    fields::tables(says, registry, &code.fields, &fields::OWN);
}

fn facts(says: &mut Html, code: &Code) {
    says.element(Tag::new("p").class("facts"), |facts| {
        facts.element(Tag::new("b"), |status| {
            status
                .number(code.status.into())
                .text(" ")
                .text(&code.reason);
        });
        if code.retry == Retry::Never {
            facts.text(" not retryable");
        }
        let link = Tag::new("a").href(&HtmlUrl::id(&code.wire));
        facts.text(" ").element(link, |link| {
            link.text("Link");
        });
    });
    says.line();
}

fn paragraph(page: &mut Html, class: &'static str, text: &Inline) {
    page.element(Tag::new("p").class(class), |paragraph| {
        paragraph.inline(text);
    });
    page.line();
}

fn labelled(page: &mut Html, class: &'static str, label: &str, text: &Inline) {
    page.element(Tag::new("p").class(class), |paragraph| {
        paragraph.simple("strong", label).inline(text);
    });
    page.line();
}

fn response(shows: &mut Html, registry: &Registry, code: &Code) {
    shows.simple("h4", "Sample response").line();
    shows.code_block("", &registry.sample_response(code)).line();
}

/// The operations that answer with each code.
pub struct Senders<'r>(BTreeMap<&'r str, Vec<&'r Operation>>);

impl<'r> Senders<'r> {
    pub fn of(registry: &'r Registry) -> Self {
        let mut senders: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for on in &registry.operations {
            for code in registry.errors_of(on) {
                senders.entry(code.wire.as_str()).or_default().push(on);
            }
        }
        Self(senders)
    }

    fn emit(&self, says: &mut Html, code: &Code) {
        let Some(operations) = self.0.get(code.wire.as_str()) else {
            return;
        };
        let links = operations.iter().map(|on| {
            let shown = match on.request() {
                request if request.is_empty() => on.name.raw.clone(),
                request => request,
            };
            Words::new().code_link(&shown, &super::overview::anchor(on))
        });
        let words = Words::new().joined(links, ", ").done();
        labelled(says, "small", "Sent by ", &words);
    }
}

/// Links, the version that added the code, and its older names.
fn history(says: &mut Html, code: &Code) {
    if !code.links.is_empty() {
        says.element(Tag::new("p").class("small"), |see| {
            see.simple("strong", "See also ");
            for (index, link) in code.links.iter().enumerate() {
                see.text(if index > 0 { ", " } else { "" });
                see.link(&link.text, &link.url);
            }
        });
        says.line();
    }
    if let Some(since) = &code.since {
        let since = Words::new().text(since).done();
        labelled(says, "small", "Since ", &since);
    }
    if !code.aliases.is_empty() {
        says.element(Tag::new("p").class("small names"), |names| {
            names.simple("strong", "Formerly ");
            for (index, alias) in code.aliases.iter().enumerate() {
                names.text(if index > 0 { ", " } else { "" });
                names.element(Tag::new("code").id(alias), |name| {
                    name.text(alias);
                });
            }
        });
        says.line();
    }
}
