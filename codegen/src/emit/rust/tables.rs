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
    SourceFile::new(quote! {
        //! What the registry says, as tables.
        #allow
    })
    .items(quote! {
        use super::catalog::{Piece, Retry};
        use super::code::ErrorCode;
        use super::hash::Reach;
        use super::unrecognized::Envelope;
    })
    .items(envelope(registry))
    .lines(codes(registry))
    .lines(columns(registry))
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
    let end = string(if envelope.wrapper.is_empty() {
        "}"
    } else {
        "}}"
    });
    let secrets = has_secrets(registry);
    quote! {
        /// How an error looks on the wire.
        pub(crate) const ENVELOPE: Envelope = Envelope {
            wrapper: #wrapper,
            fields: #fields,
            code: #code,
            message: #message,
            before_code: #before_code,
            before_message: #before_message,
            before_fields: #before_fields,
            end: #end,
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
            message: key(",", &envelope.message) + "\"",
            fields: key(",", &envelope.fields),
        }
    }

    /// The JSON of an error up to the first field in its message; where there is none, up to the message's end.
    fn head(&self, code: &Code) -> String {
        let (text, end) = match &code.message.0[..] {
            [] => ("", "\""),
            [Piece::Text(text)] => (text.as_str(), "\""),
            [Piece::Text(text), ..] => (text.as_str(), ""),
            [Piece::Field(_), ..] => ("", ""),
        };
        let (wire, text) = (json_string(&code.wire), json_string(text));
        [&self.code, &wire, &self.message, inside_of(&text), end].concat()
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

/// What is known of each code, a column for each kind, in the order of the registry. Columns are simpler for the compiler
/// than one table of structs.
fn columns(registry: &Registry) -> Vec<Line> {
    let codes = registry.codes.iter();
    let statuses = (codes.clone()).map(|code| Line::new(1, "").number(code.status.into()));
    let retries = codes.clone().map(|code| Line::new(1, retry(code.retry)));
    let messages = codes.map(|code| message(&code.message));
    let mut lines = texts(registry);
    lines.extend(column("/// Statuses.", "STATUSES", "u16", statuses));
    lines.extend(column(
        "/// May they be tried again?",
        "RETRIES",
        "Retry",
        retries,
    ));
    lines.extend(column("/// Messages.", "MESSAGES", "&[Piece]", messages));
    lines
}

fn retry(retry: Retry) -> &'static str {
    match retry {
        Retry::Never => "Retry::Never",
        Retry::Backoff => "Retry::Backoff",
        Retry::After => "Retry::After",
    }
}

/// The columns of texts. One that the registry does not give for any code is empty.
fn texts(registry: &Registry) -> Vec<Line> {
    let json = Json::of(&registry.envelope);
    let url = |code: &Code| Some(registry.docs_url.as_ref()?.of(&code.wire));
    let deprecated = |code: &Code| Some(docs::deprecation(registry, code)?.plain());
    let columns: [(_, _, TextOf<'_>); 9] = [
        ("/// The codes.", "CODES", &|code| Some(code.wire.clone())),
        (
            "/// The JSON of each error up to the first field in its message; where there is none, up to the message's end.",
            "HEADS",
            &|code| Some(json.head(code)),
        ),
        ("/// Titles.", "TITLES", &|code| code.title.clone()),
        ("/// Meanings.", "MEANINGS", &|code| {
            Some(code.meaning.plain())
        }),
        ("/// What to do.", "ACTIONS", &|code| {
            Some(code.action.plain())
        }),
        ("/// Categories.", "CATEGORIES", &|code| {
            code.category.clone()
        }),
        ("/// Versions that added the codes.", "SINCE", &|code| {
            code.since.clone()
        }),
        ("/// Why not to use them.", "DEPRECATED", &deprecated),
        ("/// Where they are documented.", "DOCS_URLS", &url),
    ];
    let lines = columns.into_iter().flat_map(|(doc, name, text)| {
        let texts = registry.codes.iter().map(text);
        let mut texts: Vec<_> = texts.map(Option::unwrap_or_default).collect();
        if texts.iter().all(String::is_empty) {
            texts.clear();
        }
        let values = texts.iter().map(|text| Line::new(1, "").string(text));
        column(doc, name, "&str", values)
    });
    lines.collect()
}

/// A text of each code, where the registry gives it.
type TextOf<'a> = &'a dyn Fn(&Code) -> Option<String>;

/// A static array with a value on each line.
fn column(
    doc: &'static str,
    name: &'static str,
    of: &'static str,
    values: impl Iterator<Item = Line>,
) -> Vec<Line> {
    let values: Vec<_> = values.map(|value| value.code(",")).collect();
    let head = Line::new(0, "pub(crate) static ")
        .code(name)
        .code(": [")
        .code(of);
    let head = head.code("; ").number(values.len());
    if values.is_empty() {
        return vec![Line::new(0, doc), head.code("] = [];"), Line::new(0, "")];
    }
    let skip = Line::new(0, "#[rustfmt::skip]");
    let head = [Line::new(0, doc), skip, head.code("] = [")];
    let end = [Line::new(0, "];"), Line::new(0, "")];
    head.into_iter().chain(values).chain(end).collect()
}

/// The pieces of a message, on one line.
fn message(message: &Template) -> Line {
    let mut line = Line::new(1, "&[");
    for (at, one) in message.0.iter().enumerate() {
        line = piece(line.code(if at > 0 { ", " } else { "" }), one);
    }
    line.code("]")
}

fn piece(line: Line, piece: &Piece) -> Line {
    match piece {
        Piece::Field(index) => line.code("Piece::Field(").number(*index).code(")"),
        Piece::Text(text) => match inside_of(&json_string(text)) {
            json if json == text => line.code("Piece::Text(").string(text).code(")"),
            json => {
                let line = line.code("Piece::Escaped(&(").string(text);
                line.code(", ").string(json).code("))")
            }
        },
    }
}

/// A JSON string without its quotes; not without a quote that it ends with.
fn inside_of(string: &str) -> &str {
    let string = string.strip_prefix('"').unwrap_or(string);
    string.strip_suffix('"').unwrap_or(string)
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
    let seeds = lookup.seeds.iter().map(|&seed| Line::new(1, "").hex(seed));
    let doc = "/// The seed of each bucket of texts.";
    lines.extend(column(doc, "SEEDS", "u64", seeds));
    // What no text is in may hold any: it is compared.
    let slots = lookup.slots.iter().map(|slot| slot.unwrap_or(0));
    let number = match keys.len() {
        ..=0x1_0000 => "u16; ",
        _ => "u32; ",
    };
    let head = Line::new(0, "pub(crate) static SLOTS: [").code(number);
    let head = head.number(lookup.slots.len());
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
