//! `tables.rs`: what the registry says, as static data.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs;
use crate::escape::rust::{Line, SourceFile, string, type_ident};
use crate::model::{Code, Field, Name, NamedType, Piece, Registry, Retry, Template};

pub fn file(registry: &Registry) -> SourceFile {
    let allow = docs::allow_deprecated(registry);
    let any_retry = registry.codes.iter().any(|code| code.retry != Retry::Never);
    let retry = any_retry.then(|| quote!(Retry,));
    SourceFile::new(quote! {
        //! What the registry says, as tables.
        #allow
    })
    .items(quote! {
        use super::catalog::{Piece, #retry Row};
        use super::code::ErrorCode;
        use super::unrecognized::Envelope;
    })
    .items(envelope(registry))
    .lines(codes(registry))
    .lines(rows(registry))
    .lines(by_text(registry))
}

fn envelope(registry: &Registry) -> TokenStream {
    let envelope = &registry.envelope;
    let wrapper = string(&envelope.wrapper);
    let fields = string(&envelope.fields);
    let code = string(&envelope.code);
    let message = string(&envelope.message);
    let secrets = has_secrets(registry);
    quote! {
        /// How an error looks on the wire.
        pub(crate) static ENVELOPE: Envelope = Envelope {
            wrapper: #wrapper,
            fields: #fields,
            code: #code,
            message: #message,
        };

        /// Is there a field that is kept out of `Debug`?
        pub(crate) const KEEPS_SECRETS: bool = #secrets;
    }
}

fn has_secrets(registry: &Registry) -> bool {
    let of_codes = registry.codes.iter().flat_map(|code| &code.fields);
    let of_types = registry.types.iter().flat_map(NamedType::fields);
    let is_secret = |field: &Field| field.sensitive;
    of_codes
        .chain(of_types)
        .chain(&registry.envelope.common)
        .any(is_secret)
}

fn codes(registry: &Registry) -> Vec<Line> {
    let head = [
        Line::new(0, "/// Every code, in the order of the registry."),
        Line::new(0, "#[rustfmt::skip]"),
        Line::new(0, "pub(crate) const ALL: &[ErrorCode] = &["),
    ];
    let codes = registry.codes.iter().map(|code| {
        let line = Line::new(1, "ErrorCode::");
        line.ident(&type_ident(&code.name)).code(",")
    });
    head.into_iter()
        .chain(codes)
        .chain([Line::new(0, "];")])
        .collect()
}

fn rows(registry: &Registry) -> Vec<Line> {
    let size = Line::new(0, "pub(crate) static ROWS: [Row; ");
    let mut lines = vec![
        Line::new(0, "/// What is known of each code, in the same order."),
        Line::new(0, "#[rustfmt::skip]"),
        size.number(registry.codes.len()).code("] = ["),
    ];
    for code in &registry.codes {
        lines.push(Line::new(1, "Row {"));
        lines.extend(row(registry, code));
        lines.push(Line::new(1, "},"));
    }
    lines.push(Line::new(0, "];"));
    lines
}

/// One code's row: what is not given is left to `Row::BLANK`.
fn row(registry: &Registry, code: &Code) -> Vec<Line> {
    let mut lines = vec![
        Line::new(2, "code: ").string(&code.wire).code(","),
        Line::new(2, "status: ")
            .number(code.status.into())
            .code(","),
    ];
    match code.retry {
        Retry::Never => {}
        Retry::Backoff => lines.push(Line::new(2, "retry: Retry::Backoff,")),
        Retry::After => lines.push(Line::new(2, "retry: Retry::After,")),
    }
    lines.extend(pieces(&code.message));
    let texts = texts(registry, code);
    let given = texts.iter().filter(|(_, text)| !text.is_empty());
    let all = code.retry != Retry::Never && given.clone().count() == texts.len();
    lines.extend(given.map(|(name, text)| Line::new(2, name).code(": ").string(text).code(",")));
    if !all {
        lines.push(Line::new(2, "..Row::BLANK"));
    }
    lines
}

/// The plain texts of a row; empty where there is none.
fn texts(registry: &Registry, code: &Code) -> [(&'static str, String); 7] {
    let url = registry.docs_url.as_ref().map(|url| url.of(&code.wire));
    let deprecated = docs::deprecation(registry, code).map(|inline| inline.plain());
    [
        ("title", code.title.clone().unwrap_or_default()),
        ("meaning", code.meaning.plain()),
        ("action", code.action.plain()),
        ("category", code.category.clone().unwrap_or_default()),
        ("since", code.since.clone().unwrap_or_default()),
        ("deprecated", deprecated.unwrap_or_default()),
        ("docs_url", url.unwrap_or_default()),
    ]
}

fn pieces(message: &Template) -> Vec<Line> {
    let piece = |depth, piece: &Piece| match piece {
        Piece::Text(text) => Line::new(depth, "Piece::Text(").string(text).code(")"),
        Piece::Field(index) => Line::new(depth, "Piece::Field(").number(*index).code(")"),
    };
    if let [Piece::Text(text)] = message.0.as_slice() {
        return vec![
            Line::new(2, "message: &[Piece::Text(")
                .string(text)
                .code(")],"),
        ];
    }
    let pieces = message.0.iter().map(|one| piece(3, one).code(","));
    let head = [Line::new(2, "message: &[")];
    head.into_iter()
        .chain(pieces)
        .chain([Line::new(2, "],")])
        .collect()
}

/// Every text that is read as a code: the codes, their older names, and retired codes that say what took
/// their place.
fn by_text(registry: &Registry) -> Vec<Line> {
    let mut texts: BTreeMap<&str, &Name> = BTreeMap::new();
    for code in &registry.codes {
        let all = code.aliases.iter().chain([&code.wire]);
        texts.extend(all.map(|text| (text.as_str(), &code.name)));
    }
    for retired in &registry.retired {
        let instead = retired.use_instead.map(|index| &registry.codes[index].name);
        texts.extend(instead.map(|name| (retired.wire.as_str(), name)));
    }
    let head = [
        Line::new(0, "/// Every text that is read as a code, sorted."),
        Line::new(0, "#[rustfmt::skip]"),
        Line::new(0, "pub(crate) static BY_TEXT: &[(&str, ErrorCode)] = &["),
    ];
    let rows = texts.into_iter().map(|(text, name)| {
        let row = Line::new(1, "(").string(text).code(", ErrorCode::");
        row.ident(&type_ident(name)).code("),")
    });
    head.into_iter()
        .chain(rows)
        .chain([Line::new(0, "];")])
        .collect()
}

/// A call of one of the macros of `support/macros.rs`: `name! { ident { row, row } }`. rustfmt leaves such
/// calls as they are.
pub fn call(name: &'static str, ident: &Ident, rows: Vec<Line>) -> Vec<Line> {
    if rows.is_empty() {
        return vec![
            Line::new(0, name),
            Line::new(1, "").ident(ident).code(" {}"),
            Line::new(0, "}"),
        ];
    }
    let head = [Line::new(0, name), Line::new(1, "").ident(ident).code(" {")];
    let tail = [Line::new(1, "}"), Line::new(0, "}")];
    head.into_iter().chain(rows).chain(tail).collect()
}
