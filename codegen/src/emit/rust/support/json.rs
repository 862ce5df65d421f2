//! JSON as it is read: a tree that borrows its texts from the body, without a hash, a map or a copy.

#![allow(dead_code, reason = "few registries use all of this")]

use super::alloc::borrow::{Cow, ToOwned};
use super::alloc::collections::BTreeMap;
use super::alloc::string::String;
use super::alloc::vec::Vec;
use core::fmt;

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

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
pub(crate) struct Object<'a>(Vec<(Cow<'a, str>, Json<'a>)>);

impl<'a> Object<'a> {
    /// The value of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&Json<'a>> {
        let mut latest_first = self.0.iter().rev();
        latest_first
            .find(|(name, _)| name == key)
            .map(|(_, value)| value)
    }

    /// The value of a key, taken out.
    pub(crate) fn take(mut self, key: &str) -> Option<Json<'a>> {
        let at = self.0.iter().rposition(|(name, _)| name == key)?;
        Some(self.0.swap_remove(at).1)
    }

    /// The text of a key, if it is one.
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        match self.get(key)? {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The entries as written, with all that is there twice.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&str, &Json<'a>)> {
        self.0.iter().map(|(key, value)| (key.as_ref(), value))
    }

    /// The entries, sorted by key, each key once.
    pub(crate) fn sorted(&self) -> BTreeMap<&str, &Json<'a>> {
        self.entries().collect()
    }

    /// The entries that `keep` tells of, as a map of `serde_json`. It is sorted, also where that crate keeps the order
    /// of what is put in.
    pub(crate) fn filtered(&self, keep: impl Fn(&str, &Json<'_>) -> bool) -> Map<String, Value> {
        if !self.entries().any(|(key, value)| keep(key, value)) {
            return Map::new();
        }
        let entries = self.sorted().into_iter();
        let kept = entries.filter(|(key, value)| keep(key, value));
        kept.map(|(key, value)| (key.to_owned(), value.to_value()))
            .collect()
    }
}

impl Json<'_> {
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
            Self::Object(object) => Value::Object(object.filtered(|_, _| true)),
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

impl<'de> Deserialize<'de> for Json<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Json<'de>, E> {
        Ok(Json::Bool(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json<'de>, E> {
        Ok(u64::try_from(number).map_or(Json::Int(number), Json::Uint))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Json<'de>, E> {
        Ok(Json::Uint(number))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Json<'de>, E> {
        Ok(if number.is_finite() {
            Json::Float(number)
        } else {
            Json::Null
        })
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Owned(text)))
    }

    fn visit_unit<E>(self) -> Result<Json<'de>, E> {
        Ok(Json::Null)
    }

    fn visit_none<E>(self) -> Result<Json<'de>, E> {
        Ok(Json::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json<'de>, D::Error> {
        Json::deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Json<'de>, D::Error> {
        Json::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json<'de>, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Json<'de>, A::Error> {
        // Most objects of errors are as small as this.
        let mut object = Vec::with_capacity(4);
        while let Some(key) = entries.next_key_seed(KeySeed)? {
            match key {
                Key::Text(key) => object.push((key, entries.next_value()?)),
                Key::NumberMark => return number(&entries.next_value::<String>()?),
            }
        }
        Ok(Json::Object(Object(object)))
    }
}

/// The key of an entry.
enum Key<'de> {
    Text(Cow<'de, str>),
    /// Not a key: the entry is how `serde_json` hands over a number where its feature `arbitrary_precision` is on.
    NumberMark,
}

/// Asks for a key as for one that may be absent: of what is written in a body, `serde_json` then says that there is
/// some, and so it cannot be taken for the mark.
struct KeySeed;

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key<'de>, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for KeySeed {
    type Value = Key<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key<'de>, D::Error> {
        deserializer.deserialize_str(TextVisitor).map(Key::Text)
    }

    fn visit_borrowed_str<E: de::Error>(self, key: &'de str) -> Result<Key<'de>, E> {
        Ok(match key {
            "$serde_json::private::Number" => Key::NumberMark,
            key => Key::Text(Cow::Borrowed(key)),
        })
    }

    fn visit_str<E: de::Error>(self, key: &str) -> Result<Key<'de>, E> {
        TextVisitor.visit_str(key).map(Key::Text)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E>(self, text: &str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(text.to_owned()))
    }
}

/// A number of arbitrary precision, as `serde_json` reads it without that feature.
fn number<'de, E: de::Error>(text: &str) -> Result<Json<'de>, E> {
    let mut reader = serde_json::Deserializer::from_str(text);
    match reader.deserialize_f64(JsonVisitor).map_err(E::custom)? {
        Json::Int(number) => Ok(Json::Int(number)),
        Json::Uint(number) => Ok(Json::Uint(number)),
        Json::Float(number) => Ok(Json::Float(number)),
        _ => Err(E::custom("not a number")),
    }
}
