//! JSON as it is read: each value goes straight to where it stays. There is no tree in between.

use super::alloc::borrow::{Cow, ToOwned};
use super::alloc::string::String;
use super::alloc::vec::Vec;
use core::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::node::List;
use super::parts::{
    EntriesPart, ListPart, Nowhere, Parts, RawItems, RawObject, RecordPart, Verdict,
};
use super::reader::{DocumentPart, ErrorPart, ErrorReader, FieldsPart};
use super::record::Record;
use super::tables::ENVELOPE;
use super::wire::{Slot, Wire};

/// A value that is neither an array nor an object.
#[derive(Clone, Copy)]
pub(crate) enum Scalar<'a> {
    Null,
    Bool(bool),
    /// A whole number below zero.
    Int(i64),
    /// Any other whole number.
    Uint(u64),
    /// A number of another kind; it is finite.
    Float(f64),
    Text(&'a str),
}

impl Scalar<'_> {
    /// What the value is, in words. Never the value itself, which may be a secret.
    pub(crate) fn kind(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Int(_) | Self::Uint(_) => "an integer",
            Self::Float(_) => "a number",
            Self::Text(_) => "a string",
        }
    }

    /// As a value of `serde_json`.
    pub(crate) fn to_value(self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(flag) => Value::Bool(flag),
            Self::Int(number) => Value::from(number),
            Self::Uint(number) => Value::from(number),
            Self::Float(number) => Number::from_f64(number).map_or(Value::Null, Value::Number),
            Self::Text(text) => Value::String(text.to_owned()),
        }
    }
}

/// The map that a value is, sorted also where `serde_json` keeps the order of what is put in. A map is put together
/// inside of a value because that crate compiles `value[key] = ...` once, and we would compile `map.insert(...)` again.
pub(crate) fn sorted(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(mut map) => {
            map.sort_keys();
            map
        }
        _ => Map::new(),
    }
}

/// Where a value is put. Nothing is returned from call to call: moving what is read takes longer than reading it.
pub(crate) enum Place<'s, 'de> {
    /// The value is the document.
    Document(&'s mut ErrorReader<'de>),
    /// The value is the error object.
    Error(&'s mut ErrorReader<'de>),
    /// The value is the code.
    Code(&'s mut ErrorReader<'de>),
    /// The value is the message.
    Message(&'s mut ErrorReader<'de>),
    /// The value is the object of the fields, where they have one.
    Fields(&'s mut ErrorReader<'de>),
    /// The value is a field, or a part of one.
    Field(&'s mut dyn Wire, &'s mut Verdict),
    /// The value is the next item of a list.
    Item(&'s mut dyn List, &'s mut Verdict),
    /// The value is kept as it is.
    Raw(&'s mut Value),
    /// The value is the next item of an array that is kept as it is.
    RawItem(&'s mut Vec<Value>),
    /// The value is not needed.
    Nowhere,
}

impl<'s, 'de> Place<'s, 'de> {
    /// The place of a record's field.
    pub(crate) fn field(
        record: &'s mut dyn Record,
        index: usize,
        verdict: &'s mut Verdict,
    ) -> Self {
        match record.place(index) {
            Some(place) => Self::Field(place, verdict),
            None => Self::Nowhere,
        }
    }

    fn scalar(self, scalar: Scalar<'_>) {
        match (self, scalar) {
            (Self::Field(place, verdict), _) => verdict.put(scalar, place),
            (Self::Fields(_), Scalar::Null) => {}
            (other, _) => {
                if let Some(value) = other.otherwise(scalar.kind()) {
                    *value = scalar.to_value();
                }
            }
        }
    }

    /// The list that the place is for.
    fn list(&mut self) -> Option<(&mut dyn List, &mut Verdict)> {
        match self {
            Self::Field(place, verdict) => match place.slot() {
                Slot::List(list) => Some((list, verdict)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Puts an object here; `read` reads its entries.
    #[inline]
    fn object<E>(
        mut self,
        read: impl FnOnce(&mut dyn Parts<'de>) -> Result<(), E>,
    ) -> Result<(), E> {
        match &mut self {
            Self::Document(reader) if !ENVELOPE.wrapper.is_empty() => {
                return read(&mut DocumentPart(reader));
            }
            Self::Document(reader) | Self::Error(reader) => {
                return read(&mut ErrorPart::new(reader));
            }
            Self::Fields(reader) => return read(&mut FieldsPart(reader)),
            Self::Field(place, verdict) => match place.slot() {
                Slot::Object(record) => {
                    let mut part = RecordPart::new(record);
                    read(&mut part)?;
                    part.finish(verdict);
                    return Ok(());
                }
                Slot::Map(map) => {
                    let mut part = EntriesPart::new(map);
                    read(&mut part)?;
                    part.finish(verdict);
                    return Ok(());
                }
                _ => {}
            },
            _ => {}
        }
        let Some(value) = self.otherwise("an object") else {
            return read(&mut Nowhere);
        };
        *value = Value::Object(Map::new());
        read(&mut RawObject(value))?;
        if let Value::Object(map) = value {
            map.sort_keys();
        }
        Ok(())
    }

    /// Where a value is kept that is nothing that the place is for; nowhere, if it is not needed. `kind` is what it is.
    fn otherwise(self, kind: &'static str) -> Option<&'s mut Value> {
        match self {
            Self::Code(reader) => Some(reader.code_otherwise()),
            Self::Message(reader) => Some(reader.message_otherwise()),
            Self::Fields(reader) => reader.fields_otherwise(kind),
            Self::Field(place, verdict) => {
                let expected = place.expected();
                if let Slot::Json(value) = place.slot() {
                    return Some(value);
                }
                verdict.is_wrong(expected, kind);
                None
            }
            Self::Raw(value) => Some(value),
            _ => None,
        }
    }

    /// The same place, where it is in a list that has to grow for it.
    fn grown(self) -> Self {
        match self {
            Self::Item(list, verdict) => match list.add() {
                Some(place) => Self::Field(place, verdict),
                None => Self::Nowhere,
            },
            Self::RawItem(items) => {
                items.push(Value::Null);
                items.last_mut().map_or(Self::Nowhere, Self::Raw)
            }
            other => other,
        }
    }
}

impl<'de> DeserializeSeed<'de> for Place<'_, 'de> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self.grown())
    }
}

impl<'de> Visitor<'de> for Place<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, flag: bool) -> Result<(), E> {
        self.scalar(Scalar::Bool(flag));
        Ok(())
    }

    fn visit_i64<E>(self, number: i64) -> Result<(), E> {
        self.scalar(u64::try_from(number).map_or(Scalar::Int(number), Scalar::Uint));
        Ok(())
    }

    fn visit_u64<E>(self, number: u64) -> Result<(), E> {
        self.scalar(Scalar::Uint(number));
        Ok(())
    }

    fn visit_f64<E>(self, number: f64) -> Result<(), E> {
        self.scalar(if number.is_finite() {
            Scalar::Float(number)
        } else {
            Scalar::Null
        });
        Ok(())
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<(), E> {
        match self {
            Self::Code(reader) => reader.code_is(Cow::Borrowed(text)),
            Self::Message(reader) => reader.message_is(Cow::Borrowed(text)),
            other => other.scalar(Scalar::Text(text)),
        }
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        match self {
            Self::Code(reader) => reader.code_is(Cow::Owned(text.to_owned())),
            Self::Message(reader) => reader.message_is(Cow::Owned(text.to_owned())),
            other => other.scalar(Scalar::Text(text)),
        }
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.scalar(Scalar::Null);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, items: A) -> Result<(), A::Error> {
        if let Some((list, verdict)) = self.list() {
            let mut part = ListPart::new(list);
            read_items(&mut part, items)?;
            part.finish(verdict);
            return Ok(());
        }
        let Some(value) = self.otherwise("an array") else {
            return read_items(&mut Nowhere, items);
        };
        let mut part = RawItems(Vec::new());
        read_items(&mut part, items)?;
        *value = Value::Array(part.0);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let mut key = Key::default();
        let is_empty = entries.next_key_seed(&mut key)?.is_none();
        if key.marks_number {
            let mut digits = Value::Null;
            entries.next_value_seed(Place::Raw(&mut digits))?;
            self.scalar(number(&digits)?);
            return Ok(());
        }
        self.object(|part| {
            if is_empty {
                return Ok(());
            }
            read_entries(part, &mut key, &mut entries)
        })
    }
}

/// Reads the items of an array.
fn read_items<'de, A: SeqAccess<'de>>(
    parts: &mut dyn Parts<'de>,
    mut items: A,
) -> Result<(), A::Error> {
    while items.next_element_seed(parts.part(""))?.is_some() {
        parts.done();
    }
    Ok(())
}

/// Reads the entries of an object, from the one of `key`.
fn read_entries<'de, A: MapAccess<'de>>(
    parts: &mut dyn Parts<'de>,
    key: &mut Key<'de>,
    entries: &mut A,
) -> Result<(), A::Error> {
    loop {
        entries.next_value_seed(parts.part(&key.text))?;
        parts.done();
        if entries.next_key_seed(&mut *key)?.is_none() {
            return Ok(());
        }
    }
}

/// The key of an entry.
#[derive(Default)]
struct Key<'de> {
    text: Cow<'de, str>,
    /// Is it no key? The entry is then how `serde_json` hands over a number where its feature `arbitrary_precision`
    /// is on. A key is asked for as if it could be absent: of one that is written in a body, `serde_json` says that
    /// there is some, and so it cannot be taken for the mark.
    marks_number: bool,
}

impl<'de> DeserializeSeed<'de> for &mut Key<'de> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for &mut Key<'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(KeyText(&mut self.text))
    }

    fn visit_borrowed_str<E: de::Error>(self, key: &'de str) -> Result<(), E> {
        self.text = Cow::Borrowed(key);
        self.marks_number = key == "$serde_json::private::Number";
        Ok(())
    }

    fn visit_str<E: de::Error>(self, key: &str) -> Result<(), E> {
        self.text = Cow::Owned(key.to_owned());
        Ok(())
    }
}

/// Where the text of a key is put.
struct KeyText<'s, 'de>(&'s mut Cow<'de, str>);

impl<'de> Visitor<'de> for KeyText<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    #[inline]
    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<(), E> {
        *self.0 = Cow::Borrowed(text);
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        *self.0 = Cow::Owned(text.to_owned());
        Ok(())
    }
}

/// A number of arbitrary precision, as `serde_json` reads it without that feature.
fn number<E: de::Error>(digits: &Value) -> Result<Scalar<'static>, E> {
    let mut number = Value::Null;
    if let Value::String(digits) = digits {
        let mut reader = serde_json::Deserializer::from_str(digits);
        let read = reader.deserialize_f64(Place::Raw(&mut number));
        read.map_err(E::custom)?;
    }
    let scalar = (number.as_u64().map(Scalar::Uint))
        .or_else(|| number.as_i64().map(Scalar::Int))
        .or_else(|| number.as_f64().map(Scalar::Float));
    Ok(scalar.unwrap_or(Scalar::Null))
}
