//! The resolved registry: plain data, every default filled in, every name derived.
//!
//! A [`Registry`] exists only when every rule has been checked, so that nothing that reads one can fail.

mod features;
mod language;
pub mod name;
mod pages;
mod rejections;
mod response;
mod sample;
mod words;

pub use crate::value::Value;
pub use features::{Dependency, FEATURES, Feature};
pub use language::Language;
pub use name::Name;
pub use pages::{
    Comment, Flavour, FrontKey, Indent, Layout, Order, Page, Part, Region, RegionKind, Selection,
};
pub use rejections::{REJECTIONS, Rejection, RejectionKind};
pub use words::{GRPC_CODES, STRING_FORMATS};

use std::collections::BTreeMap;

use crate::markup::{Blocks, Inline};

/// Everything that an `errors.toml` says.
#[derive(Clone, Debug, PartialEq)]
pub struct Registry {
    /// `[registry] name`: stem of every derived name, such as `lavendly`.
    pub name: String,
    /// Head of the docs page; empty where the registry has none.
    pub title: Inline,
    /// Below the title; empty where the registry has none.
    pub description: Inline,
    /// The style that every code follows.
    pub code_case: Case,
    /// The style that every field name follows.
    pub field_case: Case,
    /// Where a code is documented.
    pub docs_url: Option<DocsUrl>,
    /// The contract's own version.
    pub version: Option<String>,
    /// The date of the last change, as the registry says, `2026-05-24`.
    pub updated: Option<String>,
    /// How an error looks on the wire.
    pub envelope: Envelope,
    /// The codes, in the order of the registry (files in the order in which they are read).
    pub codes: Vec<Code>,
    /// Named types, in the order of the registry. No type holds itself except inside of an array or a map.
    pub types: Vec<NamedType>,
    /// Codes that are gone, in the order of the registry.
    pub retired: Vec<Retired>,
    /// What routes can answer with, in the order of the registry.
    pub operations: Vec<Operation>,
    /// What is refused by a framework → index into `codes`. See [`rejection`](Self::rejection).
    pub rejections: BTreeMap<Rejection, usize>,
    /// What to generate, and where.
    pub outputs: Outputs,
}

/// A style of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// `snake_case`
    Snake,
    /// `SCREAMING_SNAKE_CASE`
    ScreamingSnake,
    /// `kebab-case`
    Kebab,
    /// `camelCase`
    Camel,
    /// `PascalCase`
    Pascal,
    /// Printable ASCII: letters, digits, `_`, `.`, `-`, `/`, `:`.
    Any,
}

/// `docs_url`: the parts around each `{code}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocsUrl {
    /// The text around the placeholders: one part more than there are placeholders.
    pub parts: Vec<String>,
}

impl DocsUrl {
    /// The page of one wire code. Codes are ASCII; `/` and `:` stay as they are.
    #[must_use]
    pub fn of(&self, wire: &str) -> String {
        self.parts.join(wire)
    }
}

/// How an error looks on the wire.
#[derive(Clone, Debug, PartialEq)]
pub struct Envelope {
    /// The object that holds the error; empty: the error is the top level.
    pub wrapper: String,
    /// The object inside it that holds extra fields; empty: they stand beside code and message.
    pub fields: String,
    /// The key of the code.
    pub code: String,
    /// The key of the message.
    pub message: String,
    /// Fields that any error may carry, in the same place as a code's own. All are optional.
    pub common: Vec<Field>,
}

/// One error code.
#[derive(Clone, Debug, PartialEq)]
pub struct Code {
    /// The key of the table, from which identifiers derive.
    pub name: Name,
    /// The code on the wire.
    pub wire: String,
    /// HTTP status, 400 to 599.
    pub status: u16,
    /// The status' reason phrase, `Payment Required`.
    pub reason: String,
    /// What a person reads.
    pub message: Template,
    /// Short name, constant over occurrences.
    pub title: Option<String>,
    /// What happened; empty where the registry has none.
    pub meaning: Inline,
    /// What the caller should do; empty where the registry has none.
    pub action: Inline,
    /// The code's own section of the docs; empty where the registry has none.
    pub description: Blocks,
    /// May the same request be tried again?
    pub retry: Retry,
    /// Groups codes in docs.
    pub category: Option<String>,
    /// Is it among "the ones you'll hit most"?
    pub common: bool,
    /// Is it left out of every public output but the Rust crate?
    pub internal: bool,
    /// The version that added it.
    pub since: Option<String>,
    /// Set when it should no longer be used.
    pub deprecated: Option<Deprecated>,
    /// Old wire codes that clients still decode to this one.
    pub aliases: Vec<String>,
    /// "See also".
    pub links: Vec<Link>,
    /// Canonical gRPC code name, `RESOURCE_EXHAUSTED`.
    pub grpc: &'static str,
    /// Extra fields, in the order of the registry.
    pub fields: Vec<Field>,
}

/// May the same request be tried again?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Retry {
    /// No.
    #[default]
    Never,
    /// Yes, waiting longer each time.
    Backoff,
    /// Yes, after the time that the response names.
    After,
}

impl Retry {
    /// As the registry writes it: `never`, `backoff`, `after`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Backoff => "backoff",
            Self::After => "after",
        }
    }
}

/// A message with places for fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template(pub Vec<Piece>);

/// A piece of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text, braces already unescaped.
    Text(String),
    /// The value of `code.fields[index]`: required, not sensitive, and a string, a number or a bool.
    Field(usize),
}

/// A code that should no longer be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deprecated {
    /// The version that deprecated it.
    pub since: Option<String>,
    /// Why, and what now; empty where the registry has none.
    pub note: Inline,
    /// Index into [`Registry::codes`] of the code to use instead.
    pub use_instead: Option<usize>,
}

/// A "see also".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What is shown.
    pub text: String,
    /// `http`, `https`, `mailto` or relative.
    pub url: String,
}

/// A code that is gone, and is never used again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retired {
    /// The wire code that was.
    pub wire: String,
    /// The version that removed it.
    pub since: Option<String>,
    /// Index into [`Registry::codes`] of the code that clients decode it to.
    pub use_instead: Option<usize>,
    /// Why; empty where the registry has none.
    pub reason: Inline,
}

/// A route, with the errors that it can answer with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// Its name, `render`.
    pub name: Name,
    /// The HTTP method, in capitals.
    pub method: Option<String>,
    /// The path of the route, `/jobs/{id}`.
    pub path: Option<String>,
    /// What it does; empty where the registry has none.
    pub doc: Inline,
    /// Indices into [`Registry::codes`], at least one and each once.
    pub errors: Vec<usize>,
}

impl Operation {
    /// The request as a request line has it, `POST /jobs`; empty where the registry says nothing of it.
    #[must_use]
    pub fn request(&self) -> String {
        let parts = self.method.iter().chain(&self.path);
        parts.map(String::as_str).collect::<Vec<_>>().join(" ")
    }
}

/// An extra field of a code, of a type, or of every error.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name; `raw` is the key on the wire.
    pub name: Name,
    /// What it holds.
    pub ty: Type,
    /// May it be absent?
    pub optional: bool,
    /// What it means; empty where the registry has none.
    pub doc: Inline,
    /// A value of its type, as the registry gives it.
    pub example: Option<Value>,
    /// JSON Schema `format`, for strings.
    pub format: Option<String>,
    /// `ms`, `s`, `bytes`, ...
    pub unit: Option<String>,
    /// The response header that carries it as well.
    pub header: Option<String>,
    /// Is it in the body? Otherwise it travels in the header alone.
    pub in_body: bool,
    /// Lowest value, of a number.
    pub min: Option<Value>,
    /// Highest value, of a number.
    pub max: Option<Value>,
    /// Least length: characters of a string, items of an array, entries of a map.
    pub min_length: Option<u64>,
    /// Greatest length: characters of a string, items of an array, entries of a map.
    pub max_length: Option<u64>,
    /// ECMA-262 regular expression, for strings.
    pub pattern: Option<String>,
    /// Is it redacted from `Debug` and logs? It is still sent.
    pub sensitive: bool,
}

impl Field {
    /// The length of one unit in nanoseconds, for a whole-number field whose unit is a time.
    #[must_use]
    pub fn time_unit_nanos(&self) -> Option<u64> {
        let whole = matches!(self.ty, Type::I32 | Type::I64 | Type::U32 | Type::U64);
        self.unit.as_deref().and_then(unit_nanos).filter(|_| whole)
    }

    /// Is this a time that the `Retry-After` header carries?
    #[must_use]
    pub fn is_retry_after(&self) -> bool {
        self.header
            .as_deref()
            .is_some_and(|name| name.eq_ignore_ascii_case("retry-after"))
    }
}

/// Nanoseconds in one of a time unit: `ns`, `us`, `ms`, `s`, `min`, `h`, `d`.
#[must_use]
pub fn unit_nanos(unit: &str) -> Option<u64> {
    Some(match unit {
        "ns" => 1,
        "us" => 1_000,
        "ms" => 1_000_000,
        "s" => 1_000_000_000,
        "min" => 60_000_000_000,
        "h" => 3_600_000_000_000,
        "d" => 86_400_000_000_000,
        _ => return None,
    })
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// `true` or `false`
    Bool,
    /// 32-bit signed
    I32,
    /// 64-bit signed
    I64,
    /// 32-bit unsigned
    U32,
    /// 64-bit unsigned
    U64,
    /// A finite double
    F64,
    /// Text
    String,
    /// Any JSON
    Json,
    /// A list
    Array(Box<Type>),
    /// An object with any keys
    Map(Box<Type>),
    /// Index into [`Registry::types`].
    Named(usize),
}

/// One of `[types]`.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedType {
    /// Its name.
    pub name: Name,
    /// What it means; empty where the registry has none.
    pub doc: Inline,
    /// What it is.
    pub shape: Shape,
}

/// What a named type is.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// An object with these fields. They have no header and are in the body.
    Object(Vec<Field>),
    /// One of these strings, or one that is not known yet. Identifiers are unique.
    Values(Vec<Name>),
}

impl NamedType {
    /// The fields of an object; a set of values has none.
    #[must_use]
    pub fn fields(&self) -> &[Field] {
        match &self.shape {
            Shape::Object(fields) => fields,
            Shape::Values(_) => &[],
        }
    }
}

/// What to generate, and where. Paths are relative to the registry's folder, with `/`, without `..`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outputs {
    /// `[outputs.rust]`
    pub rust: Option<RustOutput>,
    /// `[outputs.markdown]`
    pub markdown: Option<MarkdownOutput>,
    /// `[outputs.json_schema]`
    pub json_schema: Option<JsonSchemaOutput>,
    /// `[outputs.registry_schema]`: path of the schema of `errors.toml` itself.
    pub registry_schema: Option<String>,
    /// `[outputs.pages]`: the pages in which there is a region, sorted by path.
    pub pages: Vec<Page>,
    /// `[outputs.pages_per_code]`
    pub pages_per_code: Option<PerCodeOutput>,
    /// `[outputs.html]`: path of the reference, where the registry has that table.
    pub html: Option<String>,
}

/// A page for each code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PerCodeOutput {
    /// The folder of the pages.
    pub dir: String,
    /// Which site shows them.
    pub flavour: Flavour,
    /// The docs page, which `llms-full.txt` holds.
    pub whole: MarkdownOutput,
}

/// The Rust crate's sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RustOutput {
    /// The folder of `lib.rs`.
    pub dir: String,
    /// The integrations, in the order of [`FEATURES`].
    pub features: Vec<&'static Feature>,
}

/// The docs page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkdownOutput {
    /// The file.
    pub path: String,
    /// The table's columns.
    pub columns: Vec<Column>,
    /// Index into [`Registry::codes`] of the code that the sample envelope shows. Never an internal code
    /// unless all are.
    pub sample: usize,
}

/// A column of the docs table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Code
    Code,
    /// HTTP
    Http,
    /// Meaning
    Meaning,
    /// What to do
    Action,
    /// Retry
    Retry,
    /// Fields
    Fields,
    /// Since
    Since,
}

impl Column {
    /// The table's heading.
    #[must_use]
    pub fn heading(self) -> &'static str {
        match self {
            Self::Code => "Code",
            Self::Http => "HTTP",
            Self::Meaning => "Meaning",
            Self::Action => "What to do",
            Self::Retry => "Retry",
            Self::Fields => "Fields",
            Self::Since => "Since",
        }
    }
}

/// The JSON Schema of the response body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonSchemaOutput {
    /// The file.
    pub path: String,
    /// Is only that accepted which a server of this version sends?
    pub strict: bool,
    /// `$id` of the schema.
    pub id: Option<String>,
}

impl Registry {
    /// The codes of an operation, in its own order.
    pub fn errors_of(&self, operation: &Operation) -> impl Iterator<Item = &Code> {
        operation.errors.iter().map(|index| &self.codes[*index])
    }

    /// The operation that the registry calls so.
    #[must_use]
    pub fn operation(&self, name: &str) -> Option<&Operation> {
        let mut operations = self.operations.iter();
        operations.find(|operation| operation.name.raw == name)
    }

    /// The codes that public outputs show: all but the internal ones, in the order of the registry.
    pub fn public_codes(&self) -> impl Iterator<Item = &Code> {
        self.codes.iter().filter(|code| !code.internal)
    }

    /// The field that says how long to wait before another attempt: that of `Retry-After`, or else the first time in the body.
    #[must_use]
    pub fn waiting_field<'r>(&'r self, code: &'r Code) -> Option<&'r Field> {
        let mut fields = code.fields.iter().chain(&self.envelope.common);
        let is_time = |field: &&Field| field.in_body && field.time_unit_nanos().is_some();
        let named = fields.clone().find(|field| field.is_retry_after());
        named.or_else(|| fields.find(is_time))
    }
}
