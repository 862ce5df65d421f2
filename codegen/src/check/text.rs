//! Texts: messages and their placeholders, lines, Markdown, links.

use std::collections::BTreeSet;
use std::ops::Range;

use super::fields::Scope;
use super::{owned, types};
use crate::diag::{Rule, Sink, closest, rules};
use crate::markup::{Blocks, Inline, is_allowed_url};
use crate::model::{Field, Link, Piece, Template, Type};
use crate::syntax::{CodeEntry, FieldEntry, LinkEntry, Text, literal};
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

/// Placeholders of one message that are reported at most.
const MOST_WRONG: usize = 64;

/// A message is one line, and its placeholders are fields that can stand in text.
pub(super) fn message(
    entry: &CodeEntry,
    fields: &[Field],
    scope: &Scope<'_>,
    sink: &mut Sink,
) -> Template {
    let Some(message) = &entry.message else {
        return Template::default();
    };
    if !one_line(message, "a message", sink) {
        return Template::default();
    }
    let mut placeholders = Placeholders {
        entry,
        message,
        fields,
        scope,
        template: Template::default(),
        wrong: BTreeSet::new(),
    };
    placeholders.read(sink);
    if placeholders.wrong.is_empty() && !entry.lost.has("fields") {
        unused_fields(entry, message, fields, &placeholders.template, sink);
    }
    placeholders.template
}

/// A message whose placeholders are looked up.
struct Placeholders<'m> {
    entry: &'m CodeEntry,
    message: &'m Text,
    fields: &'m [Field],
    scope: &'m Scope<'m>,
    template: Template,
    /// Placeholders that were reported: each once, however often the message has it.
    wrong: BTreeSet<&'m str>,
}

impl<'m> Placeholders<'m> {
    fn read(&mut self, sink: &mut Sink) {
        let text = self.message.value.as_str();
        let mut at = 0;
        while let Some(plain) = text[at..].find(['{', '}']) {
            self.push_text(&text[at..at + plain]);
            at += plain;
            let rest = &text[at..];
            if rest.starts_with("{{") || rest.starts_with("}}") {
                self.push_text(&rest[..1]);
                at += 2;
            } else if let Some(name) = name(rest) {
                let length = name.len() + 2;
                self.placeholder(name, at..at + length, sink);
                at += length;
            } else {
                self.lone_brace(&rest[..1], at..at + 1, sink);
                at += 1;
            }
        }
        self.push_text(&text[at..]);
    }

    fn push_text(&mut self, text: &str) {
        match self.template.0.last_mut() {
            _ if text.is_empty() => {}
            Some(Piece::Text(last)) => last.push_str(text),
            _ => self.template.0.push(Piece::Text(text.to_owned())),
        }
    }

    /// Reports what is wrong with a part of the message, once.
    fn report(
        &mut self,
        rule: &'static Rule,
        part: (&'m str, Range<usize>),
        message: impl Into<String>,
        help: impl Into<String>,
        sink: &mut Sink,
    ) {
        let (name, bytes) = part;
        if self.wrong.len() >= MOST_WRONG || !self.wrong.insert(name) {
            return;
        }
        let whole = &self.message.span;
        let place = literal::part(self.scope.sources.get(whole.file), whole, bytes);
        sink.report(rule, whole, message, help)
            .related(&place, "here");
    }

    fn lone_brace(&mut self, brace: &'m str, part: Range<usize>, sink: &mut Sink) {
        let help = "close it, as in `{needed}`; a literal brace is written `{{` or `}}`";
        let message = "a brace that has no partner";
        let rule = &rules::PLACEHOLDER_SYNTAX;
        self.report(rule, (brace, part), message, help, sink);
    }

    fn placeholder(&mut self, name: &'m str, part: Range<usize>, sink: &mut Sink) {
        if name.trim().is_empty() {
            let help = "name a field in it, as in `{needed}`; literal braces are written `{{}}`";
            let message = "a placeholder without a name";
            let rule = &rules::PLACEHOLDER_SYNTAX;
            return self.report(rule, (name, part), message, help, sink);
        }
        let Some(index) = (self.fields.iter()).position(|field| field.name.raw == name) else {
            return self.unknown(name, part, sink);
        };
        let field = &self.fields[index];
        let lost = &self.entry.fields[index].lost;
        let is_unsure = ["type", "optional", "sensitive"]
            .iter()
            .any(|key| lost.has(key));
        let (problem, help) = if is_unsure || types::is_unreadable(&field.ty) {
            return;
        } else if field.optional {
            let help = "make the field required, or leave it out of the message";
            ("is optional, so that it may be absent", help)
        } else if field.sensitive {
            let help = "leave it out of the message";
            ("is sensitive, and a message is logged", help)
        } else if !stands_in_text(&field.ty) {
            let help = "name only strings, numbers and bools";
            ("is no string, number or bool", help)
        } else {
            self.template.0.push(Piece::Field(index));
            return;
        };
        let message = format!("the message names {}, which {problem}", shown(name));
        let rule = &rules::PLACEHOLDER_FIELD;
        self.report(rule, (name, part), message, help, sink);
    }

    fn unknown(&mut self, name: &'m str, part: Range<usize>, sink: &mut Sink) {
        let is_there = |field: &FieldEntry| field.name.value == name;
        if self.entry.lost.has("fields") || self.entry.fields.iter().any(is_there) {
            return;
        }
        if self.wrong.len() >= MOST_WRONG {
            return;
        }
        let common = &self.scope.entries.main.envelope.common;
        if common.iter().any(is_there) {
            let message = format!(
                "the message names {}, which any error may carry or not",
                shown(name)
            );
            let help = "leave it out of the message";
            let rule = &rules::PLACEHOLDER_FIELD;
            return self.report(rule, (name, part), message, help, sink);
        }
        let mut names = self.fields.iter().map(|field| field.name.raw.as_str());
        let bare = name.split(':').next().unwrap_or_default().trim();
        let help = if names.clone().any(|field| field == bare) {
            format!("write `{{{bare}}}`: a placeholder is the name of a field, and nothing else")
        } else if let Some(found) = closest(name, names.by_ref()) {
            format!("did you mean `{found}`?")
        } else {
            "declare the field under `fields`; a literal brace is written `{{` or `}}`".to_owned()
        };
        let message = format!("no field is named {}", shown(name));
        let rule = &rules::UNKNOWN_PLACEHOLDER;
        self.report(rule, (name, part), message, help, sink);
    }
}

/// The name in the placeholder at the start of `rest`, if it is one.
fn name(rest: &str) -> Option<&str> {
    let rest = rest.strip_prefix('{')?;
    let end = rest.find(['{', '}'])?;
    rest[end..].starts_with('}').then(|| &rest[..end])
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
    let is_named = |index: usize| template.0.contains(&Piece::Field(index));
    let unused: Vec<usize> = (0..fields.len())
        .filter(|index| could(&fields[*index]) && !is_named(*index))
        .collect();
    let Some(first) = unused.first() else {
        return;
    };
    let names: Vec<_> = (unused.iter())
        .map(|index| shown(&fields[*index].name.raw))
        .collect();
    let text = format!(
        "the message does not name the required {} {}",
        plural("field", names.len()),
        names.join(", ")
    );
    let help = format!(
        "write `{{{}}}` where the message should show it, or make the field optional",
        fields[*first].name.raw
    );
    sink.report(
        &rules::UNUSED_FIELD,
        &entry.fields[*first].name.span,
        text,
        help,
    )
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
    for LinkEntry { text, url } in links {
        if let Some(text) = text {
            one_line(text, "a link's text", sink);
        }
        if let Some(url) = url.as_ref().filter(|url| !is_allowed_url(&url.value)) {
            let message = format!("{} is not a URL that docs can link to", shown(&url.value));
            let is_part = |c: char| c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c);
            let help = if url.value.chars().all(|c| is_part(c) || !c.is_ascii()) {
                "write a URL with `https`, `http` or `mailto`, or a relative one such as `/limits`"
            } else {
                "write what no URL has in it percent-encoded: a space as `%20`, a quote as `%22`"
            };
            sink.report(&rules::URL, &url.span, message, help);
        }
        if let (Some(text), Some(url)) = (text, url) {
            resolved.push(Link {
                text: text.value.clone(),
                url: url.value.clone(),
            });
        }
    }
    resolved
}
