//! The spanned mirror of the TOML: every key and value with its place, nothing resolved yet.
//!
//! [`parse`] recovers from syntax errors and from values of the wrong type, so that all mistakes of a file are
//! found in one run; what it could not read is `None`, and has been reported.

mod damage;
mod document;
mod explain;
mod first;
pub(crate) mod literal;
mod manifest;
mod outline;
pub(crate) mod page;
mod parse;
mod recover;
mod size;
mod table;

pub(crate) use damage::Damage;
pub(crate) use manifest::{CrateEntry, Manifest};
pub(crate) use page::{PageEntry, RegionEntry, written};
pub(crate) use parse::{Role, parse};
pub(crate) use size::Size;

use crate::model::Rejection;
use crate::source::Span;
use crate::value::Value;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct At<T> {
    pub value: T,
    pub span: Span,
}

pub(crate) type Text = At<String>;

/// Keys that a table has, yet that could not be read: what would only follow from their absence is not reported.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lost {
    keys: Vec<&'static str>,
    everything: bool,
}

impl Lost {
    /// Of a table of which nothing was read.
    pub fn everything() -> Self {
        Self {
            keys: Vec::new(),
            everything: true,
        }
    }

    /// May the table have this key?
    pub fn has(&self, key: &str) -> bool {
        self.everything || self.keys.contains(&key)
    }
}

/// One file.
#[derive(Debug)]
pub(crate) struct Document {
    pub include: Vec<Text>,
    pub registry: RegistryTable,
    pub envelope: EnvelopeTable,
    /// Each status with its phrase, where that could be read.
    pub statuses: Vec<(Text, Option<Text>)>,
    /// The place of the key `errors`, or of the file's first byte.
    pub place: Span,
    pub codes: Vec<CodeEntry>,
    pub types: Vec<TypeEntry>,
    pub retired: Vec<RetiredEntry>,
    pub operations: Vec<OperationEntry>,
    pub rejections: RejectionsTable,
    pub outputs: OutputsTable,
}

/// `[registry]`
#[derive(Debug, Default)]
pub(crate) struct RegistryTable {
    /// Keys that could not be read.
    pub lost: Lost,
    pub name: Option<Text>,
    pub title: Option<Text>,
    pub description: Option<Text>,
    pub code_case: Option<Text>,
    pub field_case: Option<Text>,
    pub docs_url: Option<Text>,
    pub version: Option<Text>,
    pub updated: Option<Text>,
}

/// `[envelope]`
#[derive(Debug, Default)]
pub(crate) struct EnvelopeTable {
    /// Keys that could not be read.
    pub lost: Lost,
    pub wrapper: Option<Text>,
    pub fields: Option<Text>,
    pub code: Option<Text>,
    pub message: Option<Text>,
    pub common: Vec<FieldEntry>,
}

/// `[errors.<name>]`
#[derive(Debug)]
pub(crate) struct CodeEntry {
    /// Keys that could not be read.
    pub lost: Lost,
    pub name: Text,
    pub status: Option<At<i128>>,
    pub message: Option<Text>,
    pub code: Option<Text>,
    pub title: Option<Text>,
    pub meaning: Option<Text>,
    pub action: Option<Text>,
    pub description: Option<Text>,
    pub retry: Option<Text>,
    pub category: Option<Text>,
    pub common: Option<At<bool>>,
    pub internal: Option<At<bool>>,
    pub since: Option<Text>,
    pub deprecated: Option<DeprecatedEntry>,
    pub aliases: Vec<Text>,
    pub links: Vec<LinkEntry>,
    pub grpc: Option<Text>,
    pub fields: Vec<FieldEntry>,
}

impl CodeEntry {
    /// The wire code: `code`, or else the name.
    pub fn wire(&self) -> &Text {
        self.code.as_ref().unwrap_or(&self.name)
    }
}

/// `deprecated = { since, note, use }`
#[derive(Debug)]
pub(crate) struct DeprecatedEntry {
    pub since: Option<Text>,
    pub note: Option<Text>,
    pub use_instead: Option<Text>,
}

/// `{ text, url }` of `links`
#[derive(Debug)]
pub(crate) struct LinkEntry {
    pub text: Option<Text>,
    pub url: Option<Text>,
}

/// One entry of `fields`
#[derive(Debug)]
pub(crate) struct FieldEntry {
    /// Keys that could not be read.
    pub lost: Lost,
    pub name: Text,
    pub ty: Option<Text>,
    pub optional: Option<At<bool>>,
    pub doc: Option<Text>,
    pub example: Option<At<Value>>,
    pub format: Option<Text>,
    pub unit: Option<Text>,
    pub header: Option<Text>,
    pub body: Option<At<bool>>,
    pub min: Option<At<Value>>,
    pub max: Option<At<Value>>,
    pub min_length: Option<At<i128>>,
    pub max_length: Option<At<i128>>,
    pub pattern: Option<Text>,
    pub sensitive: Option<At<bool>>,
}

/// `[types.<Name>]`
#[derive(Debug)]
pub(crate) struct TypeEntry {
    /// Keys that could not be read.
    pub lost: Lost,
    pub name: Text,
    pub doc: Option<Text>,
    /// `fields`, where the type has that key.
    pub fields: Option<Vec<FieldEntry>>,
    /// `values`, where the type has that key.
    pub values: Option<Vec<Text>>,
}

/// `<wire code> = { since, use, reason }` of `[retired]`
#[derive(Debug)]
pub(crate) struct RetiredEntry {
    pub wire: Text,
    pub since: Option<Text>,
    pub use_instead: Option<Text>,
    pub reason: Option<Text>,
}

/// `[operations.<name>]`
#[derive(Debug)]
pub(crate) struct OperationEntry {
    pub name: Text,
    pub method: Option<Text>,
    pub path: Option<Text>,
    pub doc: Option<Text>,
    /// The names of its codes, where they could be read.
    pub errors: Option<At<Vec<Text>>>,
}

/// `[rejections]`: each key that is given, in the order of `REJECTIONS`.
#[derive(Debug, Default)]
pub(crate) struct RejectionsTable {
    /// The name of the table, where there is one.
    pub name: Option<Text>,
    /// Keys that could not be read.
    pub lost: Lost,
    pub given: Vec<(Rejection, Text)>,
}

/// `[outputs]`
#[derive(Debug, Default)]
pub(crate) struct OutputsTable {
    pub rust: OutputTable,
    pub markdown: OutputTable,
    pub json_schema: OutputTable,
    pub registry_schema: OutputTable,
    pub pages: OutputTable,
    pub pages_per_code: OutputTable,
    pub html: OutputTable,
}

/// One table of `[outputs]`; each output reads the keys that are its own.
#[derive(Debug, Default)]
pub(crate) struct OutputTable {
    /// Is the table there?
    pub is_given: bool,
    pub enabled: Option<At<bool>>,
    /// `path`, or `dir` of an output that is a folder.
    pub path: Option<Text>,
    pub columns: Option<At<Vec<Text>>>,
    pub sample: Option<Text>,
    pub strict: Option<At<bool>>,
    pub id: Option<Text>,
    pub features: Option<At<Vec<Text>>>,
    pub files: Option<At<Vec<Text>>>,
    pub flavour: Option<Text>,
}
