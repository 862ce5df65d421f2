//! Records, read from the fields of a response.

#![allow(dead_code, reason = "few registries use all of this")]

use super::alloc::borrow::Cow;
use super::alloc::boxed::Box;
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

/// What there is of a field.
enum Found<'a> {
    Value(&'a Json<'a>),
    Header(Cow<'a, str>),
    Nothing,
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

    /// Reads a record, all of it. What is read of a body is [taken](Object::take).
    pub(crate) fn record<T: ReadRecord>(mut self) -> Result<T, Mismatch> {
        self.fields = T::FIELDS;
        T::read(&mut self)
    }

    /// Reads the next field.
    pub(crate) fn next<T: Wire>(&mut self) -> Result<T, Mismatch> {
        let Some((field, rest)) = self.fields.split_first() else {
            return Err(Mismatch::nothing(T::EXPECTED));
        };
        self.fields = rest;
        let read = match self.find(field, T::absent().is_some()) {
            Found::Value(value) => self.value(value).inspect(|_: &T| self.take(field)),
            Found::Header(text) => T::from_header(&text)
                .or_else(T::absent)
                .ok_or_else(not_there::<T>),
            Found::Nothing => T::absent().ok_or_else(not_there::<T>),
        };
        read.or_else(|mismatch| match T::absent() {
            Some(absent) if self.lenient => Ok(absent),
            _ => Err(mismatch.within(field.name)),
        })
    }

    /// What the response has of a field. What the body must hold is not looked for in a header.
    fn find(&self, field: &Field, is_optional: bool) -> Found<'a> {
        let object = self.object.filter(|_| field.in_body);
        if let Some(value) = object.and_then(|object| object.get(field.name)) {
            return Found::Value(value);
        }
        if field.header.is_empty() || (field.in_body && !is_optional) {
            return Found::Nothing;
        }
        let text = self.headers.field(field);
        text.map_or(Found::Nothing, Found::Header)
    }

    fn value<T: Wire>(&self, value: &Json<'_>) -> Result<T, Mismatch> {
        match value {
            Json::Text(text) if self.textual => {
                T::from_header(text).map_or_else(|| T::read(value), Ok)
            }
            _ => T::read(value),
        }
    }

    fn take(&self, field: &Field) {
        if let Some(object) = self.object {
            object.take(field.name);
        }
    }
}

/// What a known code's payload lacks. It is as small as a pointer: values are read more often than they are wrong.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Mismatch(pub(crate) Box<Wrong>);

/// A value that is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wrong {
    /// Which field: `items[2].path`.
    pub(crate) field: String,
    pub(crate) expected: &'static str,
    pub(crate) found: &'static str,
}

impl Mismatch {
    #[cold]
    pub(crate) fn new(expected: &'static str, found: &Json<'_>) -> Self {
        Self::of(expected, found.kind())
    }

    /// There should be a value, and is none.
    #[cold]
    fn nothing(expected: &'static str) -> Self {
        Self::of(expected, "nothing")
    }

    fn of(expected: &'static str, found: &'static str) -> Self {
        Self(Box::new(Wrong {
            field: String::new(),
            expected,
            found,
        }))
    }

    /// The same mismatch, seen from the object or array that holds it.
    #[cold]
    pub(crate) fn within(mut self, place: &str) -> Self {
        let field = &mut self.0.field;
        if !field.is_empty() && !field.starts_with('[') {
            field.insert(0, '.');
        }
        field.insert_str(0, place);
        self
    }
}

fn not_there<T: Wire>() -> Mismatch {
    Mismatch::nothing(T::EXPECTED)
}

/// Reads one of the named types.
pub(crate) fn object<T: ReadRecord>(value: &Json<'_>) -> Result<T, Mismatch> {
    match value {
        Json::Object(object) => Reader::new(Some(object), Headers(&[])).record(),
        _ => Err(Mismatch::new("an object", value)),
    }
}
