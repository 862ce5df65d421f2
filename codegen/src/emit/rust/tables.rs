//! `tables.rs`: what the registry says, as static data.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
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
        use super::catalog::Retry;
        use super::code::ErrorCode;
        use super::hash::Reach;
        use super::unrecognized::Envelope;
    })
    .items(envelope(registry))
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
    let secrets = all_fields(registry).any(|field| field.sensitive);
    let hides_request_id =
        all_fields(registry).any(|field| field.sensitive && is_request_id(field));
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
        /// Is what responses call the request one of these?
        pub(crate) const HIDES_REQUEST_ID: bool = #hides_request_id;
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

/// The fields of all codes, types and errors.
fn all_fields(registry: &Registry) -> impl Iterator<Item = &Field> {
    let of_codes = registry.codes.iter().flat_map(|code| &code.fields);
    let of_types = registry.types.iter().flat_map(NamedType::fields);
    of_codes.chain(of_types).chain(&registry.envelope.common)
}

/// Is the field what `support/headers.rs` looks for in the headers, or `support/tracing.rs` in the fields?
fn is_request_id(field: &Field) -> bool {
    let headers = ["x-request-id", "request-id"];
    let header = field.header.as_deref().unwrap_or_default();
    headers.iter().any(|name| name.eq_ignore_ascii_case(header))
        || ["request_id", "requestId"].contains(&field.name.raw.as_str())
}

/// What is known of each code, a column for each kind, in the order of the registry. Columns are simpler for the compiler
/// than one table of structs.
fn columns(registry: &Registry) -> Vec<Line> {
    let codes = registry.codes.iter();
    let statuses = (codes.clone()).map(|code| Line::new(1, "").number(code.status.into()));
    let retries = codes.map(|code| Line::new(1, retry(code.retry)));
    let mut lines = texts(registry);
    lines.extend(in_messages(registry));
    lines.extend(column("/// Statuses.", "STATUSES", "u16", statuses));
    lines.extend(column(
        "/// May they be tried again?",
        "RETRIES",
        "Retry",
        retries,
    ));
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
    let name = |code: &Code| Some(type_ident(&code.name).to_string());
    let columns: [(_, _, TextOf<'_>); 10] = [
        ("/// The names of the variants.", "NAMES", &name),
        (
            "/// The JSON of each error up to the first field in its message; where there is none, up to the message's end.",
            "HEADS",
            &|code| Some(json.head(code)),
        ),
        (
            "/// The messages, each up to the first field in it.",
            "MESSAGES",
            &|code| Some(first_text(&code.message).to_owned()),
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
pub fn column(
    doc: &'static str,
    name: &'static str,
    of: &'static str,
    values: impl Iterator<Item = Line>,
) -> Vec<Line> {
    let rows: Vec<_> = values.map(|value| value.code(",")).collect();
    array([doc, name, of], rows.len(), rows)
}

/// A static array of numbers, many on each line.
pub fn numbers(
    doc: &'static str,
    name: &'static str,
    of: &'static str,
    values: impl Iterator<Item = usize>,
) -> Vec<Line> {
    const EACH_LINE: usize = 16;
    let values: Vec<_> = values.collect();
    let row = |row: &[usize]| {
        let number = |line: Line, number: &usize| line.number(*number).code(",");
        let (first, others) = row.split_at(1);
        let line = first.iter().fold(Line::new(1, ""), number);
        let spaced = |line: Line, value| number(line.code(" "), value);
        others.iter().fold(line, spaced)
    };
    let rows = values.chunks(EACH_LINE).map(row).collect();
    array([doc, name, of], values.len(), rows)
}

/// A static array of `count` values, which are in `rows`.
fn array([doc, name, of]: [&'static str; 3], count: usize, rows: Vec<Line>) -> Vec<Line> {
    let head = Line::new(0, "pub(crate) static ").code(name).code(": [");
    let head = head.code(of).code("; ").number(count);
    if rows.is_empty() {
        return vec![Line::new(0, doc), head.code("] = [];"), Line::new(0, "")];
    }
    let skip = Line::new(0, "#[rustfmt::skip]");
    let head = [Line::new(0, doc), skip, head.code("] = [")];
    let end = [Line::new(0, "];"), Line::new(0, "")];
    head.into_iter().chain(rows).chain(end).collect()
}

/// The text of a message up to the first field.
fn first_text(message: &Template) -> &str {
    match message.0.first() {
        Some(Piece::Text(text)) => text,
        _ => "",
    }
}

/// The fields in messages, and the text behind each: message after message.
fn in_messages(registry: &Registry) -> Vec<Line> {
    let codes = registry.codes.iter();
    let messages = codes.map(|code| behind_fields(&code.message).collect::<Vec<_>>());
    let messages: Vec<_> = messages.collect();
    let ends = messages.iter().scan(0, |end, fields| {
        *end += fields.len();
        Some(*end)
    });
    let starts = [0].into_iter().chain(ends);
    let doc = "/// Where the fields in each message start, and where those of the last one end.";
    let mut lines = numbers(doc, "STARTS", "u32", starts);
    let (fields, texts): (Vec<_>, Vec<_>) = messages.iter().flatten().copied().unzip();
    let doc = "/// The fields in messages, by their numbers.";
    lines.extend(numbers(doc, "IN_MESSAGES", "u8", fields.into_iter()));
    lines.extend(behind(&texts));
    lines
}

/// The texts behind fields, as they are and as JSON has them.
fn behind(texts: &[&str]) -> Vec<Line> {
    let json = texts.iter().map(|text| json_string(text));
    let json: Vec<_> = json.map(|text| inside_of(&text).to_owned()).collect();
    let differs = json.iter().zip(texts).any(|(json, text)| json != text);
    let plain = texts.iter().map(|text| Line::new(1, "").string(text));
    let json = json.iter().filter(|_| differs);
    let json = json.map(|text| Line::new(1, "").string(text));
    let mut lines = column("/// The text behind each of them.", "BEHIND", "&str", plain);
    let doc = "/// The same in JSON; none where all is the same.";
    lines.extend(column(doc, "BEHIND_IN_JSON", "&str", json));
    lines
}

/// The fields in a message, each with the text behind it.
fn behind_fields(message: &Template) -> impl Iterator<Item = (usize, &str)> {
    let pieces = message.0.iter().enumerate();
    pieces.filter_map(|(at, piece)| match piece {
        Piece::Text(_) => None,
        Piece::Field(index) => match message.0.get(at + 1) {
            Some(Piece::Text(text)) => Some((*index, text.as_str())),
            _ => Some((*index, "")),
        },
    })
}

/// A JSON string without its quotes; not without a quote that it ends with.
fn inside_of(string: &str) -> &str {
    let string = string.strip_prefix('"').unwrap_or(string);
    string.strip_suffix('"').unwrap_or(string)
}

/// Every text that is read as a code (the codes, then older names, and retired codes that say what took their place),
/// and the perfect hash that finds it.
fn by_text(registry: &Registry) -> Vec<Line> {
    let codes = registry.codes.iter();
    let codes = codes.map(|code| (code.wire.as_str(), &code.name));
    let (texts, codes): (Vec<_>, Vec<_>) = codes.chain(aliases(registry)).unzip();
    let lookup = Lookup::new(&texts);
    let reach = match lookup.reach {
        Reach::Ends => "Reach::Ends;",
        Reach::Middle => "Reach::Middle;",
        Reach::All => "Reach::All;",
    };
    let count = Line::new(0, "pub(crate) const COUNT: usize = ").number(registry.codes.len());
    let mut lines = vec![
        Line::new(0, "/// How many codes there are."),
        count.code(";"),
        Line::new(0, ""),
    ];
    let rows = texts.iter().map(|text| Line::new(1, "").string(text));
    let doc = "/// The codes on the wire, in the order of the registry; then the other texts that are read as codes.";
    lines.extend(column(doc, "TEXTS", "&str", rows));
    let rows = codes
        .iter()
        .map(|name| Line::new(1, "ErrorCode::").ident(&type_ident(name)));
    let doc = "/// The code that each of them is.";
    lines.extend(column(doc, "CODES", "ErrorCode", rows));
    lines.extend([
        Line::new(0, "/// How much of a text counts for its hash."),
        Line::new(0, "pub(crate) const REACH: Reach = ").code(reach),
        Line::new(0, ""),
    ]);
    let seeds = lookup.seeds.iter().map(|&seed| Line::new(1, "").hex(seed));
    let doc = "/// The seed of each bucket of texts.";
    lines.extend(column(doc, "SEEDS", "u64", seeds));
    // What no text is in may hold any, since it is compared. Few are as long as the longest.
    let longest = (0..texts.len()).max_by_key(|at| texts[*at].len());
    let slots = lookup
        .slots
        .iter()
        .map(|slot| slot.or(longest).unwrap_or(0));
    let number = match texts.len() {
        ..=0x1_0000 => "u16",
        _ => "u32",
    };
    lines.extend(numbers(
        "/// Which text is in each slot.",
        "SLOTS",
        number,
        slots,
    ));
    lines
}

/// The texts that are read as codes beside the codes, sorted.
fn aliases(registry: &Registry) -> BTreeMap<&str, &Name> {
    let mut texts = BTreeMap::new();
    for code in &registry.codes {
        let aliases = code.aliases.iter();
        texts.extend(aliases.map(|text| (text.as_str(), &code.name)));
    }
    for retired in &registry.retired {
        let instead = retired.use_instead.map(|index| &registry.codes[index].name);
        texts.extend(instead.map(|name| (retired.wire.as_str(), name)));
    }
    texts
}

/// A call of one of the macros of `support/macros.rs`: `name! { head { row, row } }`. rustfmt leaves such
/// calls as they are.
pub fn call(name: &'static str, head: Line, rows: Vec<Line>) -> Vec<Line> {
    if rows.is_empty() {
        return vec![Line::new(0, name), head.code(" {}"), Line::new(0, "}")];
    }
    let head = [Line::new(0, name), head.code(" {")];
    let tail = [Line::new(1, "}"), Line::new(0, "}")];
    head.into_iter().chain(rows).chain(tail).collect()
}
