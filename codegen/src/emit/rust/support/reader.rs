//! Records, read from the fields of a response.

#![allow(dead_code, reason = "few registries use all of this")]

use super::alloc::borrow::ToOwned;
use super::alloc::string::String;

use super::headers::Headers;
use super::json::{Json, Object};
use super::record::{Field, Record};
use super::wire::Wire;

/// A [`Record`] that can be read.
pub(crate) trait ReadRecord: Record + Sized {
    /// The same as [`Record::fields`].
    const FIELDS: &'static [Field];

    /// Takes each field from `reader`, in order.
    fn read(reader: &mut Reader<'_>) -> Result<Self, Mismatch>;
}

/// Where the fields of a record are read from.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    /// The object that holds the fields, if there is one.
    pub(crate) object: Option<&'a Object<'a>>,
    pub(crate) headers: Headers<'a>,
    /// Is an optional field that does not fit taken as absent?
    pub(crate) lenient: bool,
    /// Are all values texts, as in headers?
    textual: bool,
    fields: &'static [Field],
}

impl<'a> Reader<'a> {
    pub(crate) fn new(object: Option<&'a Object<'a>>, headers: Headers<'a>) -> Self {
        Self {
            object,
            headers,
            lenient: false,
            textual: false,
            fields: &[],
        }
    }

    /// Takes texts for the values that they spell out.
    pub(crate) fn textual(mut self) -> Self {
        self.textual = true;
        self
    }

    /// Reads a record, all of it.
    pub(crate) fn record<T: ReadRecord>(mut self) -> Result<T, Mismatch> {
        self.fields = T::FIELDS;
        T::read(&mut self)
    }

    /// Reads the next field.
    pub(crate) fn next<T: Wire>(&mut self) -> Result<T, Mismatch> {
        let Some((field, rest)) = self.fields.split_first() else {
            return Err(Mismatch::new(T::EXPECTED, &Json::Null));
        };
        self.fields = rest;
        match (self.field(field), T::absent()) {
            (Err(_), Some(absent)) if self.lenient => Ok(absent),
            (result, _) => result,
        }
    }

    fn field<T: Wire>(&self, field: &Field) -> Result<T, Mismatch> {
        let object = self.object.filter(|_| field.in_body);
        match object.and_then(|object| object.get(field.name)) {
            Some(value) => self
                .value(value)
                .map_err(|mismatch| mismatch.within(field.name)),
            None => self.outside_of_body(field).ok_or_else(|| Mismatch {
                field: field.name.to_owned(),
                expected: T::EXPECTED,
                found: "nothing",
            }),
        }
    }

    fn value<T: Wire>(&self, value: &Json<'_>) -> Result<T, Mismatch> {
        let spelled = match value {
            Json::Text(text) if self.textual => T::from_header(text),
            _ => None,
        };
        spelled.map_or_else(|| T::read(value), Ok)
    }

    /// A field that the body does not hold: from its header, or absent. What the body must hold is not
    /// looked for in a header.
    fn outside_of_body<T: Wire>(&self, field: &Field) -> Option<T> {
        let absent = T::absent();
        if field.header.is_empty() || (field.in_body && absent.is_none()) {
            return absent;
        }
        self.headers
            .field(field)
            .and_then(|text| T::from_header(&text))
            .or(absent)
    }
}

/// What a known code's payload lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mismatch {
    /// Which field: `items[2].path`.
    pub(crate) field: String,
    pub(crate) expected: &'static str,
    pub(crate) found: &'static str,
}

impl Mismatch {
    pub(crate) fn new(expected: &'static str, found: &Json<'_>) -> Self {
        Self {
            field: String::new(),
            expected,
            found: found.kind(),
        }
    }

    /// The same mismatch, seen from the object or array that holds it.
    pub(crate) fn within(mut self, place: &str) -> Self {
        if !self.field.is_empty() && !self.field.starts_with('[') {
            self.field.insert(0, '.');
        }
        self.field.insert_str(0, place);
        self
    }
}

/// Reads one of the named types.
pub(crate) fn object<T: ReadRecord>(value: &Json<'_>) -> Result<T, Mismatch> {
    match value {
        Json::Object(object) => Reader::new(Some(object), Headers(&[])).record(),
        _ => Err(Mismatch::new("an object", value)),
    }
}
