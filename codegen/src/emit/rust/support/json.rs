//! JSON as it is read: the values of a document one behind the other, each before those that it holds. There is no tree,
//! so that most documents take one allocation; texts without escapes stay where they are.

use super::alloc::borrow::{Cow, ToOwned};
use super::alloc::string::String;
use super::alloc::vec::Vec;
use core::{fmt, iter};

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::mismatch::Mismatch;

/// A value, without those that it holds.
pub(crate) enum Token<'de> {
    Null,
    Bool(bool),
    /// A whole number that has a sign.
    Int(i64),
    /// Any other whole number.
    Uint(u64),
    /// A number of another kind; it is finite.
    Float(f64),
    Text(Cow<'de, str>),
    /// The number of tokens that follow and belong to it: its items.
    Array(usize),
    /// The same of an object: its keys, each before its value.
    Object(usize),
}

impl Token<'_> {
    /// How many tokens behind this one belong to it?
    fn held(&self) -> usize {
        match self {
            Self::Array(held) | Self::Object(held) => *held,
            _ => 0,
        }
    }
}

/// A value: its token, and those of what it holds.
#[derive(Clone, Copy)]
pub(crate) struct Part<'t>(&'t [Token<'t>]);

impl<'t> Part<'t> {
    pub(crate) fn token(self) -> &'t Token<'t> {
        self.0.first().unwrap_or(&Token::Null)
    }

    pub(crate) fn text(self) -> Option<&'t str> {
        match self.token() {
            Token::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The items of an array.
    pub(crate) fn items(self) -> Option<Parts<'t>> {
        match self.0 {
            [Token::Array(_), items @ ..] => Some(Parts(items)),
            _ => None,
        }
    }

    /// The members of an object.
    pub(crate) fn members(self) -> Option<Members<'t>> {
        match self.0 {
            [Token::Object(_), members @ ..] => Some(Members(members)),
            _ => None,
        }
    }

    /// What is wrong with the value. It says what the value is, never the value itself, which may be a secret.
    #[cold]
    pub(crate) fn is_not(self, expected: &'static str) -> Mismatch {
        let found = match self.token() {
            Token::Null => "null",
            Token::Bool(_) => "a boolean",
            Token::Int(_) | Token::Uint(_) => "an integer",
            Token::Float(_) => "a number",
            Token::Text(_) => "a string",
            Token::Array(_) => "an array",
            Token::Object(_) => "an object",
        };
        Mismatch::new(expected, found)
    }

    /// As a value of `serde_json`.
    pub(crate) fn to_value(self) -> Value {
        match self.token() {
            Token::Null => Value::Null,
            Token::Bool(flag) => Value::Bool(*flag),
            Token::Int(number) => Value::from(*number),
            Token::Uint(number) => Value::from(*number),
            Token::Float(number) => Number::from_f64(*number).map_or(Value::Null, Value::Number),
            Token::Text(text) => Value::String(text.as_ref().to_owned()),
            Token::Array(_) => Value::Array(
                self.items()
                    .into_iter()
                    .flatten()
                    .map(Self::to_value)
                    .collect(),
            ),
            Token::Object(_) => self.members().unwrap_or(Members::NONE).kept(&|_| true),
        }
    }
}

/// Values one behind the other.
pub(crate) struct Parts<'t>(&'t [Token<'t>]);

impl<'t> Iterator for Parts<'t> {
    type Item = Part<'t>;

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let (part, rest) = self.0.split_at_checked(1 + self.0.first()?.held())?;
        self.0 = rest;
        Some(Part(part))
    }
}

/// The members of an object: each key before its value.
#[derive(Clone, Copy)]
pub(crate) struct Members<'t>(&'t [Token<'t>]);

impl<'t> Members<'t> {
    pub(crate) const NONE: Self = Self(&[]);

    #[inline]
    pub(crate) fn iter(self) -> impl Iterator<Item = (&'t str, Part<'t>)> {
        let mut rest = Parts(self.0);
        iter::from_fn(move || {
            let (key, values) = rest.0.split_first()?;
            rest = Parts(values);
            match key {
                Token::Text(key) => Some((key.as_ref(), rest.next()?)),
                _ => None,
            }
        })
    }

    /// An object of those whose key is to be kept. Of keys that are there twice, the last one counts.
    pub(crate) fn kept(self, is_kept: &dyn Fn(&str) -> bool) -> Value {
        let mut object = Value::Object(Map::new());
        for (key, value) in self.iter().filter(|(key, _)| is_kept(key)) {
            object[key] = value.to_value();
        }
        Value::Object(sorted(object))
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

/// A document that has been read.
pub(crate) struct Document<'de>(Vec<Token<'de>>);

impl<'de> Document<'de> {
    /// As many tokens as most errors have.
    const ROOM: usize = 32;

    pub(crate) fn new() -> Self {
        Self(Vec::with_capacity(Self::ROOM))
    }

    /// Reads JSON; nothing, where it is none.
    pub(crate) fn parse(&mut self, text: &'de str) -> Option<()> {
        let mut reader = serde_json::Deserializer::from_str(text);
        self.deserialize(&mut reader).ok()?;
        reader.end().ok()
    }

    /// The same of a value that has been read already. Nothing, where it holds a number that is larger than doubles are,
    /// as it may with `serde_json`'s feature `arbitrary_precision`.
    pub(crate) fn of(value: &'de Value) -> Option<Self> {
        let mut document = Self::new();
        document.add(value)?;
        Some(document)
    }

    pub(crate) fn root(&self) -> Part<'_> {
        Part(&self.0)
    }

    fn add(&mut self, value: &'de Value) -> Option<()> {
        let at = self.0.len();
        self.0.push(match value {
            Value::Null => Token::Null,
            Value::Bool(flag) => Token::Bool(*flag),
            Value::Number(number) => of_number(number)?,
            Value::String(text) => Token::Text(Cow::Borrowed(text)),
            Value::Array(_) => Token::Array(0),
            Value::Object(_) => Token::Object(0),
        });
        match value {
            Value::Array(items) => items.iter().try_for_each(|item| self.add(item))?,
            Value::Object(members) => {
                for (key, value) in members {
                    self.0.push(Token::Text(Cow::Borrowed(key)));
                    self.add(value)?;
                }
            }
            _ => {}
        }
        self.close(at);
        Some(())
    }

    /// All that the array or object at `at` holds has been read.
    fn close(&mut self, at: usize) {
        let all = self.0.len() - at - 1;
        if let Some(Token::Array(held) | Token::Object(held)) = self.0.get_mut(at) {
            *held = all;
        }
    }
}

fn of_number(number: &Number) -> Option<Token<'static>> {
    let float = || number.as_f64().filter(|float| float.is_finite());
    (number.as_u64().map(Token::Uint))
        .or_else(|| number.as_i64().map(Token::Int))
        .or_else(|| float().map(Token::Float))
}

impl<'de> DeserializeSeed<'de> for &mut Document<'de> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// Nothing is returned from call to call: moving what is read takes longer than reading it.
impl<'de> Visitor<'de> for &mut Document<'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, flag: bool) -> Result<(), E> {
        self.0.push(Token::Bool(flag));
        Ok(())
    }

    fn visit_i64<E>(self, number: i64) -> Result<(), E> {
        self.0
            .push(u64::try_from(number).map_or(Token::Int(number), Token::Uint));
        Ok(())
    }

    fn visit_u64<E>(self, number: u64) -> Result<(), E> {
        self.0.push(Token::Uint(number));
        Ok(())
    }

    fn visit_f64<E>(self, number: f64) -> Result<(), E> {
        let token = if number.is_finite() {
            Token::Float(number)
        } else {
            Token::Null
        };
        self.0.push(token);
        Ok(())
    }

    #[inline]
    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<(), E> {
        self.0.push(Token::Text(Cow::Borrowed(text)));
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.0.push(Token::Text(Cow::Owned(text.to_owned())));
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.0.push(Token::Null);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let at = self.0.len();
        self.0.push(Token::Array(0));
        while items.next_element_seed(&mut *self)?.is_some() {}
        self.close(at);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let at = self.0.len();
        self.0.push(Token::Object(0));
        while let Some(marks_number) = members.next_key_seed(Key { document: self })? {
            members.next_value_seed(&mut *self)?;
            if marks_number {
                return self.become_number(at);
            }
        }
        self.close(at);
        Ok(())
    }
}

impl Document<'_> {
    /// What has been read from `at` on is a number of arbitrary precision: read it as `serde_json` does without that
    /// feature.
    #[cold]
    fn become_number<E: de::Error>(&mut self, at: usize) -> Result<(), E> {
        let digits = self.0.pop();
        self.0.truncate(at);
        let mut number = Document(Vec::new());
        if let Some(Token::Text(digits)) = &digits {
            let mut reader = serde_json::Deserializer::from_str(digits);
            reader.deserialize_f64(&mut number).map_err(E::custom)?;
        }
        self.0.push(match number.0.first() {
            Some(Token::Int(number)) => Token::Int(*number),
            Some(Token::Uint(number)) => Token::Uint(*number),
            Some(Token::Float(number)) => Token::Float(*number),
            _ => Token::Null,
        });
        Ok(())
    }
}

/// The key of a member. Its value is whether it is none, and marks a number: so `serde_json` hands over a number where
/// its feature `arbitrary_precision` is on. A key is asked for as if it could be absent: of one that is written in a
/// body, `serde_json` says that there is some, and so it cannot be taken for the mark.
struct Key<'t, 'de> {
    document: &'t mut Document<'de>,
}

impl<'de> DeserializeSeed<'de> for Key<'_, 'de> {
    type Value = bool;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for Key<'_, 'de> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self.document)?;
        Ok(false)
    }

    fn visit_borrowed_str<E>(self, key: &'de str) -> Result<bool, E> {
        self.document.0.push(Token::Text(Cow::Borrowed(key)));
        Ok(key == "$serde_json::private::Number")
    }
}
