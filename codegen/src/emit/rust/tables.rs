//! `tables.rs`: what the registry says, as static data.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs;
use super::lookup::{Lookup, Reach};
use crate::escape::json::string as json_string;
use crate::escape::rust::{Line, SourceFile, string, type_ident};
use crate::model::{Code, Envelope, Field, Name, NamedType, Piece, Registry, Retry, Template};

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
        use super::hash::Reach;
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
    let json = Json::of(envelope);
    let [before_code, before_message, before_fields] =
        [&json.code, &json.message, &json.fields].map(|text| string(text));
    let secrets = has_secrets(registry);
    quote! {
        /// How an error looks on the wire.
        pub(crate) static ENVELOPE: Envelope = Envelope {
            wrapper: #wrapper,
            fields: #fields,
            code: #code,
            message: #message,
            before_code: #before_code,
            before_message: #before_message,
            before_fields: #before_fields,
        };

        /// Is there a field that is kept out of `Debug`?
        pub(crate) const KEEPS_SECRETS: bool = #secrets;
    }
}

/// The JSON that stands before the values of an envelope's keys.
struct Json {
    code: String,
    message: String,
    /// Empty where the fields stand beside code and message.
    fields: String,
}

impl Json {
    fn of(envelope: &Envelope) -> Self {
        let key = |mark: &str, name: &str| match name {
            "" => String::new(),
            name => format!("{mark}{}:", json_string(name)),
        };
        Self {
            code: key("{", &envelope.wrapper) + &key("{", &envelope.code),
            message: key(",", &envelope.message),
            fields: key(",", &envelope.fields),
        }
    }

    /// The JSON of an error up to the value of the message.
    fn head(&self, code: &Code) -> String {
        [&self.code, &json_string(&code.wire), &self.message]
            .map(String::as_str)
            .concat()
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
    let json = Json::of(&registry.envelope);
    for code in &registry.codes {
        lines.push(Line::new(1, "Row {"));
        lines.extend(row(registry, code, &json));
        lines.push(Line::new(1, "},"));
    }
    lines.push(Line::new(0, "];"));
    lines
}

/// One code's row: what is not given is left to `Row::BLANK`.
fn row(registry: &Registry, code: &Code, json: &Json) -> Vec<Line> {
    let mut lines = vec![
        Line::new(2, "code: ").string(&code.wire).code(","),
        Line::new(2, "head: ").string(&json.head(code)).code(","),
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
    if let [only @ Piece::Text(_)] = message.0.as_slice() {
        return vec![piece(Line::new(2, "message: &["), only).code("],")];
    }
    let pieces = message
        .0
        .iter()
        .map(|one| piece(Line::new(3, ""), one).code(","));
    let head = [Line::new(2, "message: &[")];
    head.into_iter()
        .chain(pieces)
        .chain([Line::new(2, "],")])
        .collect()
}

fn piece(line: Line, piece: &Piece) -> Line {
    match piece {
        Piece::Field(index) => line.code("Piece::Field(").number(*index).code(")"),
        Piece::Text(text) => match json_string(text).trim_matches('"') {
            json if json == text => line.code("Piece::Text(").string(text).code(")"),
            json => {
                let line = line.code("Piece::Escaped { plain: ").string(text);
                line.code(", json: ").string(json).code(" }")
            }
        },
    }
}

/// Every text that is read as a code (the codes, their older names, and retired codes that say what took their
/// place), and the perfect hash that finds it.
fn by_text(registry: &Registry) -> Vec<Line> {
    let texts = texts_of_codes(registry);
    let keys: Vec<_> = texts.keys().copied().collect();
    let lookup = Lookup::new(&keys);
    let reach = match lookup.reach {
        Reach::Ends => "Reach::Ends;",
        Reach::Middle => "Reach::Middle;",
        Reach::All => "Reach::All;",
    };
    let mut lines = vec![
        Line::new(0, "/// How much of a text counts for its hash."),
        Line::new(0, "pub(crate) const REACH: Reach = ").code(reach),
        Line::new(0, ""),
    ];
    let seeds = lookup.seeds.iter().map(|&seed| seed as usize);
    let head = Line::new(0, "pub(crate) static SEEDS: [u32; ").number(lookup.seeds.len());
    lines.extend(numbers(
        "/// The seed of each bucket of texts.",
        head,
        seeds,
    ));
    // What no text is in may hold any: it is compared.
    let slots = lookup.slots.iter().map(|slot| slot.unwrap_or(0));
    let head = Line::new(0, "pub(crate) static SLOTS: [u32; ").number(lookup.slots.len());
    lines.extend(numbers("/// Which text is in each slot.", head, slots));
    let head = Line::new(0, "pub(crate) static TEXTS: [(&str, ErrorCode); ").number(keys.len());
    lines.extend([
        Line::new(0, "/// Every text that is read as a code, sorted."),
        Line::new(0, "#[rustfmt::skip]"),
        head.code("] = ["),
    ]);
    lines.extend(texts.iter().map(|(text, name)| {
        let row = Line::new(1, "(").string(text).code(", ErrorCode::");
        row.ident(&type_ident(name)).code("),")
    }));
    lines.push(Line::new(0, "];"));
    lines
}

/// A table of numbers, many on each line.
fn numbers(doc: &'static str, head: Line, numbers: impl Iterator<Item = usize>) -> Vec<Line> {
    const EACH_LINE: usize = 16;
    let mut lines = vec![
        Line::new(0, doc),
        Line::new(0, "#[rustfmt::skip]"),
        head.code("] = ["),
    ];
    for (at, number) in numbers.enumerate() {
        if at % EACH_LINE == 0 {
            lines.push(Line::new(1, ""));
        }
        if let Some(line) = lines.pop() {
            let space = if at % EACH_LINE == 0 { "" } else { " " };
            lines.push(line.code(space).number(number).code(","));
        }
    }
    lines.extend([Line::new(0, "];"), Line::new(0, "")]);
    lines
}

fn texts_of_codes(registry: &Registry) -> BTreeMap<&str, &Name> {
    let mut texts = BTreeMap::new();
    for code in &registry.codes {
        let all = code.aliases.iter().chain([&code.wire]);
        texts.extend(all.map(|text| (text.as_str(), &code.name)));
    }
    for retired in &registry.retired {
        let instead = retired.use_instead.map(|index| &registry.codes[index].name);
        texts.extend(instead.map(|name| (retired.wire.as_str(), name)));
    }
    texts
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
