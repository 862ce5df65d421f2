//! Records, read from the fields of a response.

#![allow(dead_code, reason = "few registries use all of this")]

use super::alloc::boxed::Box;
use super::alloc::string::String;

use super::headers::Headers;
use super::json::{Json, Object};
use super::record::{Field, Record};
use super::wire::Wire;

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
}

impl<'a> Reader<'a> {
    pub(crate) fn new(object: Option<&'a Object<'a>>, headers: Headers<'a>) -> Self {
        Self {
            object,
            headers,
            lenient: false,
            textual: false,
        }
    }

    /// Takes texts for the values that they spell out.
    pub(crate) fn textual(mut self) -> Self {
        self.textual = true;
        self
    }

    /// Reads all fields of a record. What is read of a body is [taken](Object::take).
    pub(crate) fn fill(self, record: &mut dyn Record) -> Result<(), Mismatch> {
        for (index, field) in record.fields().iter().enumerate() {
            if let Some(place) = record.place(index) {
                self.field(field, place)?;
            }
        }
        Ok(())
    }

    fn field(self, field: &Field, place: &mut dyn Wire) -> Result<(), Mismatch> {
        match self.read(field, place) {
            Err(_) if self.lenient && place.clear() => Ok(()),
            Err(mismatch) => Err(mismatch.within(field.name)),
            Ok(()) => Ok(()),
        }
    }

    fn read(self, field: &Field, place: &mut dyn Wire) -> Result<(), Mismatch> {
        if let Some(object) = self.object.filter(|_| field.in_body) {
            if let Some(value) = object.get(field.name) {
                self.value(value, place)?;
                object.take(field.name);
                return Ok(());
            }
        }
        // What the body must hold is not looked for in a header.
        let is_optional = place.clear();
        let is_spelled = !field.header.is_empty()
            && (is_optional || !field.in_body)
            && (self.headers.field(field)).is_some_and(|text| place.spell(&text));
        if is_spelled || is_optional {
            return Ok(());
        }
        Err(Mismatch::nothing(place.expected()))
    }

    fn value(self, value: &Json<'_>, place: &mut dyn Wire) -> Result<(), Mismatch> {
        match value {
            Json::Text(text) if self.textual && place.spell(text) => Ok(()),
            _ => place.read(value),
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

/// Reads one of the named types.
pub(crate) fn object(value: &Json<'_>, record: &mut dyn Record) -> Result<(), Mismatch> {
    match value {
        Json::Object(object) => Reader::new(Some(object), Headers(&[])).fill(record),
        _ => Err(Mismatch::new("an object", value)),
    }
}
