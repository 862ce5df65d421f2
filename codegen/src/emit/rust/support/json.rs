//! JSON as it is read: a tree that borrows its texts from the body, without a hash, a map or a copy.

#![allow(dead_code, reason = "few registries use all of this")]

use super::alloc::borrow::{Cow, ToOwned};
use super::alloc::collections::BTreeMap;
use super::alloc::string::String;
use super::alloc::vec::Vec;
use core::cell::Cell;
use core::{fmt, mem};

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::tables::ENVELOPE;

/// A JSON value.
pub(crate) enum Json<'a> {
    Null,
    Bool(bool),
    /// A whole number below zero.
    Int(i64),
    /// Any other whole number.
    Uint(u64),
    /// A number of another kind; it is finite.
    Float(f64),
    Text(Cow<'a, str>),
    List(Vec<Json<'a>>),
    Object(Object<'a>),
}

/// A JSON object as it is written: of a key that it has twice, the last one counts.
#[derive(Default)]
pub(crate) struct Object<'a>(Vec<Entry<'a>>);

struct Entry<'a> {
    key: Cow<'a, str>,
    value: Json<'a>,
    /// Has it been read into a field?
    is_taken: Cell<bool>,
}

/// The object that holds an error, with code and message apart from all else.
#[derive(Default)]
pub(crate) struct ErrorObject<'a> {
    code: Option<Json<'a>>,
    message: Option<Json<'a>>,
    pub(crate) others: Object<'a>,
    is_there: bool,
}

impl<'a> Object<'a> {
    fn add(&mut self, key: Cow<'a, str>, value: Json<'a>) {
        self.0.push(Entry {
            key,
            value,
            is_taken: Cell::new(false),
        });
    }

    /// The value of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&Json<'a>> {
        let mut latest_first = self.0.iter().rev();
        let entry = latest_first.find(|entry| entry.key == key)?;
        Some(&entry.value)
    }

    /// Takes out the value of a key: it is no part of [`left`](Self::left) any more.
    pub(crate) fn take(&self, key: &str) {
        for entry in &self.0 {
            if entry.key == key {
                entry.is_taken.set(true);
            }
        }
    }

    /// Puts back all that was taken.
    pub(crate) fn put_back(&self) {
        for entry in &self.0 {
            entry.is_taken.set(false);
        }
    }

    /// The entries, each key once.
    pub(crate) fn unique(&self) -> BTreeMap<&str, &Json<'a>> {
        let mut unique = BTreeMap::new();
        for entry in &self.0 {
            unique.insert(entry.key.as_ref(), &entry.value);
        }
        unique
    }

    /// What has not been taken, as a map of `serde_json`.
    pub(crate) fn left(&self) -> Map<String, Value> {
        self.map(|entry| !entry.is_taken.get())
    }

    /// Some of the entries, as a map of `serde_json`.
    fn map(&self, has: fn(&Entry<'_>) -> bool) -> Map<String, Value> {
        let mut map = Value::Object(Map::new());
        for entry in self.0.iter().filter(|entry| has(entry)) {
            map[entry.key.as_ref()] = entry.value.to_value();
        }
        sorted(map)
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

impl Json<'_> {
    /// The value, with nothing left in its place.
    fn take(&mut self) -> Self {
        mem::replace(self, Self::Null)
    }

    /// As a value of `serde_json`.
    pub(crate) fn to_value(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Bool(flag) => Value::Bool(*flag),
            Self::Int(number) => Value::from(*number),
            Self::Uint(number) => Value::from(*number),
            Self::Float(number) => Number::from_f64(*number).map_or(Value::Null, Value::Number),
            Self::Text(text) => Value::String(text.clone().into_owned()),
            Self::List(items) => items.iter().map(Self::to_value).collect(),
            Self::Object(object) => Value::Object(object.map(|_| true)),
        }
    }

    /// What the value is, in words. Never the value itself, which may be a secret.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Int(_) | Self::Uint(_) => "an integer",
            Self::Float(_) => "a number",
            Self::Text(_) => "a string",
            Self::List(_) => "an array",
            Self::Object(_) => "an object",
        }
    }
}

impl<'de> ErrorObject<'de> {
    /// Reads a document, all of it; the error object, if it has one.
    pub(crate) fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        let mut error = Self::default();
        Place::Document(&mut error).deserialize(deserializer)?;
        Ok(error.is_there.then_some(error))
    }

    /// The code, where it is a text.
    pub(crate) fn code(&self) -> Option<&str> {
        text(self.code.as_ref())
    }

    /// The message, where it is a text.
    pub(crate) fn message(&self) -> Option<&str> {
        text(self.message.as_ref())
    }

    /// What has not been taken; code and message too where they are no texts.
    pub(crate) fn left(&self) -> Map<String, Value> {
        let mut left = Value::Object(self.others.left());
        let named = [
            (ENVELOPE.code, &self.code),
            (ENVELOPE.message, &self.message),
        ];
        for (key, value) in named {
            match value {
                None | Some(Json::Text(_)) => {}
                Some(value) => left[key] = value.to_value(),
            }
        }
        sorted(left)
    }

    fn add(&mut self, key: Cow<'de, str>, value: Json<'de>) {
        match key.as_ref() {
            key if key == ENVELOPE.code => self.code = Some(value),
            key if key == ENVELOPE.message => self.message = Some(value),
            _ => self.others.add(key, value),
        }
    }
}

fn text<'a>(value: Option<&'a Json<'_>>) -> Option<&'a str> {
    match value {
        Some(Json::Text(text)) => Some(text),
        _ => None,
    }
}

/// Where a value is put. Nothing is returned from call to call: moving what is read takes longer than reading it.
enum Place<'s, 'de> {
    /// The value is the document.
    Document(&'s mut ErrorObject<'de>),
    /// The value is the error object.
    Error(&'s mut ErrorObject<'de>),
    /// The value is any other.
    Value(&'s mut Json<'de>),
}

impl<'de> Place<'_, 'de> {
    #[inline]
    fn put(self, value: Json<'de>) {
        if let Self::Value(place) = self {
            *place = value;
        }
    }
}

impl<'de> DeserializeSeed<'de> for Place<'_, 'de> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Place<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, flag: bool) -> Result<(), E> {
        self.put(Json::Bool(flag));
        Ok(())
    }

    fn visit_i64<E>(self, number: i64) -> Result<(), E> {
        self.put(u64::try_from(number).map_or(Json::Int(number), Json::Uint));
        Ok(())
    }

    fn visit_u64<E>(self, number: u64) -> Result<(), E> {
        self.put(Json::Uint(number));
        Ok(())
    }

    fn visit_f64<E>(self, number: f64) -> Result<(), E> {
        if number.is_finite() {
            self.put(Json::Float(number));
        }
        Ok(())
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<(), E> {
        self.put(Json::Text(Cow::Borrowed(text)));
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.put(Json::Text(Cow::Owned(text.to_owned())));
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_none<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let (mut list, mut item) = (Vec::new(), Json::Null);
        while items.next_element_seed(Place::Value(&mut item))?.is_some() {
            list.push(item.take());
        }
        self.put(Json::List(list));
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<(), A::Error> {
        match self {
            Self::Document(error) if !ENVELOPE.wrapper.is_empty() => read_document(error, entries),
            Self::Document(error) | Self::Error(error) => read_error(error, entries),
            Self::Value(place) => read_object(place, entries),
        }
    }
}

/// Reads the object that holds the error object.
fn read_document<'de, A: MapAccess<'de>>(
    error: &mut ErrorObject<'de>,
    mut entries: A,
) -> Result<(), A::Error> {
    let (mut key, mut other) = (Key::default(), Json::Null);
    while entries.next_key_seed(&mut key)?.is_some() {
        if key.text == ENVELOPE.wrapper {
            *error = ErrorObject::default();
            entries.next_value_seed(Place::Error(error))?;
        } else {
            entries.next_value_seed(Place::Value(&mut other))?;
        }
    }
    Ok(())
}

/// Reads the error object.
fn read_error<'de, A: MapAccess<'de>>(
    error: &mut ErrorObject<'de>,
    mut entries: A,
) -> Result<(), A::Error> {
    let (mut key, mut value) = (Key::default(), Json::Null);
    error.is_there = true;
    while entries.next_key_seed(&mut key)?.is_some() {
        entries.next_value_seed(Place::Value(&mut value))?;
        if key.marks_number {
            error.is_there = false;
        }
        error.add(mem::take(&mut key.text), value.take());
    }
    Ok(())
}

/// Reads any other object.
fn read_object<'de, A: MapAccess<'de>>(
    place: &mut Json<'de>,
    mut entries: A,
) -> Result<(), A::Error> {
    let (mut key, mut value) = (Key::default(), Json::Null);
    let mut object = Object::default();
    while entries.next_key_seed(&mut key)?.is_some() {
        entries.next_value_seed(Place::Value(&mut value))?;
        match value.take() {
            Json::Text(digits) if key.marks_number => {
                *place = number(&digits)?;
                return Ok(());
            }
            value => object.add(mem::take(&mut key.text), value),
        }
    }
    *place = Json::Object(object);
    Ok(())
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
fn number<'de, E: de::Error>(text: &str) -> Result<Json<'de>, E> {
    let mut number = Json::Null;
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = reader.deserialize_f64(Place::Value(&mut number));
    read.map_err(E::custom)?;
    Ok(match number {
        Json::Int(number) => Json::Int(number),
        Json::Uint(number) => Json::Uint(number),
        Json::Float(number) => Json::Float(number),
        _ => Json::Null,
    })
}
