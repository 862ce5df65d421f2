//! Texts: messages and their placeholders, lines, Markdown, links.

use super::owned;
use crate::diag::{Sink, did_you_mean, rules};
use crate::markup::{Blocks, Inline};
use crate::model::{Field, Link, Piece, Template, Type};
use crate::syntax::{CodeEntry, LinkEntry, Text};
use crate::unicode::shown;

/// Inline Markdown: any text is.
pub(super) fn inline(text: Option<&Text>) -> Inline {
    text.map(|text| Inline::parse(text.value.trim()))
        .unwrap_or_default()
}

/// Markdown blocks: any text is.
pub(super) fn blocks(text: Option<&Text>) -> Blocks {
    text.map(|text| Blocks::parse(&text.value))
        .unwrap_or_default()
}

/// Text that stands in one line, and is not blank.
pub(super) fn line(text: Option<&Text>, what: &str, sink: &mut Sink) -> Option<String> {
    if let Some(text) = text {
        one_line(text, what, sink);
    }
    owned(text)
}

/// Reports text that is blank, or of several lines. Is it fine?
fn one_line(text: &Text, what: &str, sink: &mut Sink) -> bool {
    let problem = if text.value.trim().is_empty() {
        "is blank"
    } else if text.value.contains('\n') {
        "has several lines"
    } else {
        return true;
    };
    sink.report(
        &rules::ONE_LINE,
        &text.span,
        format!("{what} {problem}"),
        "write one line of text",
    );
    false
}

/// A message is one line, and its placeholders are fields that can stand in text.
pub(super) fn message(entry: &CodeEntry, fields: &[Field], sink: &mut Sink) -> Template {
    let Some(message) = &entry.message else {
        return Template::default();
    };
    if !one_line(message, "a message", sink) {
        return Template::default();
    }
    let mut template = Template::default();
    let mut rest = message.value.as_str();
    while let Some(at) = rest.find(['{', '}']) {
        push_text(&mut template, &rest[..at]);
        rest = &rest[at..];
        let doubled = rest.starts_with("{{") || rest.starts_with("}}");
        if doubled {
            push_text(&mut template, &rest[..1]);
            rest = &rest[2..];
        } else if let Some((name, after)) =
            rest.strip_prefix('{').and_then(|rest| rest.split_once('}'))
        {
            placeholder(name, message, fields, sink, &mut template);
            rest = after;
        } else {
            lone_brace(message, sink);
            return template;
        }
    }
    push_text(&mut template, rest);
    unused_fields(entry, message, fields, &template, sink);
    template
}

fn push_text(template: &mut Template, text: &str) {
    match template.0.last_mut() {
        _ if text.is_empty() => {}
        Some(Piece::Text(last)) => last.push_str(text),
        _ => template.0.push(Piece::Text(text.to_owned())),
    }
}

fn lone_brace(message: &Text, sink: &mut Sink) {
    let help = "close it, as in `{needed}`; a literal brace is written `{{` or `}}`";
    sink.report(
        &rules::PLACEHOLDER_SYNTAX,
        &message.span,
        "a brace that has no partner",
        help,
    );
}

fn placeholder(
    name: &str,
    message: &Text,
    fields: &[Field],
    sink: &mut Sink,
    template: &mut Template,
) {
    if name.trim().is_empty() {
        let help = "name a field in it, as in `{needed}`; literal braces are written `{{}}`";
        sink.report(
            &rules::PLACEHOLDER_SYNTAX,
            &message.span,
            "a placeholder without a name",
            help,
        );
        return;
    }
    let Some(index) = fields.iter().position(|field| field.name.raw == name) else {
        let names = fields.iter().map(|field| field.name.raw.as_str());
        let add = "declare the field under `fields`; a literal brace is written `{{` or `}}`";
        let text = format!("no field is named {}", shown(name));
        sink.report(
            &rules::UNKNOWN_PLACEHOLDER,
            &message.span,
            text,
            did_you_mean(name, names, add),
        );
        return;
    };
    let field = &fields[index];
    let problem = if field.optional {
        "is optional, so that it may be absent"
    } else if field.sensitive {
        "is sensitive, and a message is logged"
    } else if !stands_in_text(&field.ty) {
        "is no string, number or bool"
    } else {
        template.0.push(Piece::Field(index));
        return;
    };
    let text = format!("the message names {}, which {problem}", shown(name));
    let help = "name only required strings, numbers and bools that are not sensitive";
    sink.report(&rules::PLACEHOLDER_FIELD, &message.span, text, help);
}

fn stands_in_text(ty: &Type) -> bool {
    !matches!(
        ty,
        Type::Json | Type::Array(_) | Type::Map(_) | Type::Named(_)
    )
}

/// A required field that the message could name, and does not, is probably missing from it.
fn unused_fields(
    entry: &CodeEntry,
    message: &Text,
    fields: &[Field],
    template: &Template,
    sink: &mut Sink,
) {
    let could = |field: &Field| {
        !field.optional && !field.sensitive && field.in_body && stands_in_text(&field.ty)
    };
    let unused: Vec<&str> = (fields.iter().enumerate())
        .filter(|(index, field)| could(field) && !template.0.contains(&Piece::Field(*index)))
        .map(|(_, field)| field.name.raw.as_str())
        .collect();
    let Some(first) = entry
        .fields
        .iter()
        .find(|field| unused.contains(&field.name.value.as_str()))
    else {
        return;
    };
    let names = unused
        .iter()
        .map(|name| shown(name))
        .collect::<Vec<_>>()
        .join(", ");
    let text = format!(
        "the message does not name the required {} {names}",
        plural("field", unused.len())
    );
    let help = format!(
        "write `{{{}}}` where the message should show it, or make the field optional",
        unused[0]
    );
    sink.report(&rules::UNUSED_FIELD, &first.name.span, text, help)
        .related(&message.span, "the message");
}

fn plural(word: &str, count: usize) -> String {
    if count == 1 {
        word.to_owned()
    } else {
        format!("{word}s")
    }
}

/// A link has a text, and leads where docs may link to.
pub(super) fn links(links: &[LinkEntry], sink: &mut Sink) -> Vec<Link> {
    let mut resolved = Vec::new();
    for link in links {
        let (Some(text), Some(url)) = (&link.text, &link.url) else {
            continue;
        };
        one_line(text, "a link's text", sink);
        if !is_url(&url.value) {
            let message = format!("{} is not a URL that docs can link to", shown(&url.value));
            let help =
                "write a URL with `https`, `http` or `mailto`, or a relative one such as `/limits`";
            sink.report(&rules::URL, &url.span, message, help);
        }
        resolved.push(Link {
            text: text.value.clone(),
            url: url.value.clone(),
        });
    }
    resolved
}

/// Is it `http`, `https`, `mailto` or relative, and free of what ends a URL (RFC 3986)?
pub(super) fn is_url(url: &str) -> bool {
    let clean = |c: char| {
        c.is_ascii_graphic() && !"<>\"\\^`{|}".contains(c) || !c.is_ascii() && !c.is_whitespace()
    };
    let path_start = url.find(['/', '?', '#']).unwrap_or(url.len());
    let scheme = url[..path_start]
        .split_once(':')
        .map(|(scheme, _)| scheme.to_ascii_lowercase());
    let known = scheme.is_none_or(|scheme| ["http", "https", "mailto"].contains(&scheme.as_str()));
    !url.is_empty() && known && url.chars().all(clean)
}
