//! What the generated items say of themselves, in the registry's words.

use proc_macro2::TokenStream;
use quote::quote;

use crate::escape::rust::Doc;
use crate::markup::{Inline, Span};
use crate::model::{Code, Field, Operation, Registry, Retry};

/// A code, in full.
pub fn code<'a>(registry: &'a Registry, code: &Code) -> Doc<'a> {
    let mut doc = summary(registry, code);
    if let Some(title) = &code.title {
        doc = doc.spans([text("Title: "), text(title)]);
    }
    if !code.action.is_empty() {
        let mut spans = vec![Span::Strong(vec![text("What to do:")]), text(" ")];
        spans.extend_from_slice(&code.action.0);
        doc = doc.spans(spans);
    }
    doc = doc.blocks(&code.description).spans(on_the_wire(code));
    if let Some(since) = &code.since {
        doc = doc.spans([text("Since "), text(since), text(".")]);
    }
    if let Some(url) = &registry.docs_url {
        doc = doc.spans([link("Documentation", &url.of(&code.wire))]);
    }
    for see in &code.links {
        doc = doc.spans([text("See also: "), link(&see.text, &see.url)]);
    }
    doc
}

/// What happened, or else what the code is called.
pub fn summary<'a>(registry: &'a Registry, code: &Code) -> Doc<'a> {
    let doc = Doc::new(registry.docs_url.as_ref()).inline(&code.meaning);
    match &code.title {
        Some(title) => doc.or([text(title)]),
        None => doc.or([Span::Code(code.wire.clone())]),
    }
}

/// The errors of an operation.
pub fn operation<'a>(registry: &'a Registry, operation: &Operation) -> Doc<'a> {
    let mut lead = vec![
        text("What "),
        Span::Code(operation.name.raw.clone()),
        text(" can fail with"),
    ];
    let request = operation.request();
    if !request.is_empty() {
        lead.extend([text(": "), Span::Code(request)]);
    }
    lead.push(text("."));
    Doc::new(registry.docs_url.as_ref())
        .spans(lead)
        .inline(&operation.doc)
        .literal(&[
            "Errors are added to an operation over time, so that a `match` needs a last arm.",
        ])
}

/// The constructor of a code.
pub fn constructor<'a>(registry: &'a Registry, code: &Code) -> Doc<'a> {
    summary(registry, code).spans(on_the_wire(code))
}

/// The struct of a code's fields.
pub fn payload<'a>(registry: &'a Registry, code: &Code) -> Doc<'a> {
    Doc::new(registry.docs_url.as_ref())
        .spans([
            text("What "),
            Span::Code(code.wire.clone()),
            text(" carries."),
        ])
        .inline(&code.meaning)
}

/// A field.
pub fn field<'a>(registry: &'a Registry, field: &Field) -> Doc<'a> {
    let doc = Doc::new(registry.docs_url.as_ref()).inline(&field.doc);
    let name = Span::Code(field.name.raw.clone());
    let doc = doc.or([text("The field "), name, text(".")]);
    doc.and(&field_facts(field))
}

/// A time field's accessor.
pub fn as_duration(field: &Field) -> Doc<'static> {
    Doc::default().spans([
        text("The field "),
        Span::Code(field.name.raw.clone()),
        text(" as a "),
        Span::Code("Duration".to_owned()),
        text("."),
    ])
}

/// The unit, the header and the like.
fn field_facts(field: &Field) -> Doc<'static> {
    let mut facts = Vec::new();
    if let Some(unit) = &field.unit {
        facts.extend([text("In "), Span::Code(unit.clone()), text(". ")]);
    }
    if let Some(header) = &field.header {
        let lead = if field.in_body {
            "Also in the header "
        } else {
            "In the header "
        };
        let tail = if field.in_body { ". " } else { " alone. " };
        facts.extend([text(lead), Span::Code(header.clone()), text(tail)]);
    }
    if field.sensitive {
        facts.push(text("Kept out of logs: not shown by Debug. "));
    }
    Doc::default().spans(facts)
}

/// `timeout`, status 504 Gateway Timeout. May be tried again, waiting longer each time.
fn on_the_wire(code: &Code) -> Vec<Span> {
    let retry = match code.retry {
        Retry::Never => ". Trying again does not help.",
        Retry::Backoff => ". May be tried again, waiting longer each time.",
        Retry::After => ". May be tried again, after the time that the response names.",
    };
    let status = format!(", status {} ", code.status);
    vec![
        Span::Code(code.wire.clone()),
        text(&status),
        text(&code.reason),
        text(retry),
    ]
}

/// `#[deprecated]`, of a code that should no longer be used.
pub fn deprecated(registry: &Registry, code: &Code) -> TokenStream {
    let Some(why) = deprecation(registry, code) else {
        return TokenStream::new();
    };
    let note = Doc::new(registry.docs_url.as_ref()).inline(&why);
    let note = note.note();
    quote!(#[deprecated(note = #note)])
}

/// Why a code should no longer be used, and what to use instead.
pub fn deprecation(registry: &Registry, code: &Code) -> Option<Inline> {
    let deprecated = code.deprecated.as_ref()?;
    let mut spans = Vec::new();
    if let Some(since) = &deprecated.since {
        spans.extend([text("since "), text(since)]);
    }
    if let Some(instead) = deprecated.use_instead {
        let lead = if spans.is_empty() { "use " } else { ", use " };
        spans.extend([text(lead), Span::Code(registry.codes[instead].wire.clone())]);
    }
    if !deprecated.note.is_empty() {
        let lead = if spans.is_empty() { "" } else { ": " };
        spans.push(text(lead));
        spans.extend(deprecated.note.0.iter().cloned());
    }
    if spans.is_empty() {
        spans.push(text("no longer to be used"));
    }
    Some(Inline(spans))
}

/// Text, shown literally.
pub fn text(text: &str) -> Span {
    Span::Text(text.to_owned())
}

fn link(shown: &str, url: &str) -> Span {
    Span::Link {
        text: vec![text(shown)],
        url: url.to_owned(),
    }
}

/// The attributes of a module in which codes are named that should no longer be used.
pub fn allow_deprecated(registry: &Registry) -> TokenStream {
    if registry.codes.iter().all(|code| code.deprecated.is_none()) {
        return TokenStream::new();
    }
    quote!(#![allow(deprecated, reason = "deprecated codes are still codes")])
}
