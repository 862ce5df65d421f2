//! What fields hold, and the one way in which all of them are written, read, compared and shown.
//!
//! Every payload is a [`Record`]: a table of [`Field`]s, and for each of them a [`Node`]. What is done
//! with fields is done once, over these two, and not once per type.

#![allow(dead_code, reason = "few registries use all of this")]

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::{Map, Number, Value};

use super::headers::Headers;

/// Nanoseconds in the units that fields may have.
pub(crate) mod time {
    pub(crate) const NANOSECOND: u64 = 1;
    pub(crate) const MICROSECOND: u64 = 1_000;
    pub(crate) const MILLISECOND: u64 = 1_000_000;
    pub(crate) const SECOND: u64 = 1_000_000_000;
    pub(crate) const MINUTE: u64 = 60 * SECOND;
    pub(crate) const HOUR: u64 = 60 * MINUTE;
    pub(crate) const DAY: u64 = 24 * HOUR;
}

/// What is known of a field beside its type.
#[derive(Debug)]
pub(crate) struct Field {
    /// The key on the wire.
    pub(crate) name: &'static str,
    /// The header that carries it as well; empty where none does.
    pub(crate) header: &'static str,
    /// Nanoseconds in one of its unit; 0 where it is no time.
    pub(crate) nanos: u64,
    /// Is it in the body?
    pub(crate) in_body: bool,
    /// Is it kept out of `Debug`?
    pub(crate) sensitive: bool,
}

impl Field {
    pub(crate) const fn new(name: &'static str) -> Self {
        Self {
            name,
            header: "",
            nanos: 0,
            in_body: true,
            sensitive: false,
        }
    }

    /// The header `name` carries the field as well.
    pub(crate) const fn header(mut self, name: &'static str) -> Self {
        self.header = name;
        self
    }

    /// The field is in its header alone.
    pub(crate) const fn header_only(mut self) -> Self {
        self.in_body = false;
        self
    }

    /// The field is a time; `nanos` is the length of one.
    pub(crate) const fn unit(mut self, nanos: u64) -> Self {
        self.nanos = nanos;
        self
    }

    /// The field is kept out of `Debug`.
    pub(crate) const fn sensitive(mut self) -> Self {
        self.sensitive = true;
        self
    }

    /// Is it a time that `Retry-After` carries?
    pub(crate) fn is_retry_after(&self) -> bool {
        self.nanos > 0 && self.header.eq_ignore_ascii_case("retry-after")
    }
}

/// A value of a field, borrowed.
#[derive(Clone, Copy)]
pub(crate) enum Node<'a> {
    Absent,
    Bool(bool),
    Int(i64),
    Uint(u64),
    Float(f64),
    Text(&'a str),
    Json(&'a Value),
    List(&'a dyn List),
    Map(&'a dyn Entries),
    Object(&'a dyn Record),
}

/// A struct of fields: what one code carries, or one of the named types.
pub(crate) trait Record {
    /// The type's name.
    fn name(&self) -> &'static str;
    /// The fields, in the order of the registry.
    fn fields(&self) -> &'static [Field];
    /// The value of the field `index`.
    fn get(&self, index: usize) -> Node<'_>;
}

/// A [`Record`] that can be read.
pub(crate) trait ReadRecord: Record + Sized {
    /// The same as [`Record::fields`].
    const FIELDS: &'static [Field];

    /// Takes each field from `reader`, in order.
    fn read(reader: &mut Reader<'_>) -> Result<Self, Mismatch>;
}

/// An array.
pub(crate) trait List {
    fn len(&self) -> usize;
    fn item(&self, index: usize) -> Node<'_>;
}

/// A map.
pub(crate) trait Entries {
    fn iter(&self) -> Box<dyn Iterator<Item = (&str, Node<'_>)> + '_>;
}

impl<T: Wire> List for Vec<T> {
    fn len(&self) -> usize {
        self.as_slice().len()
    }

    fn item(&self, index: usize) -> Node<'_> {
        self.get(index).map_or(Node::Absent, Wire::node)
    }
}

impl<T: Wire> Entries for BTreeMap<String, T> {
    fn iter(&self) -> Box<dyn Iterator<Item = (&str, Node<'_>)> + '_> {
        Box::new(self.iter().map(|(key, value)| (key.as_str(), value.node())))
    }
}

/// The entries of a record that are there, with their fields.
pub(crate) fn present(record: &dyn Record) -> impl Iterator<Item = (&'static Field, Node<'_>)> {
    let nodes = (0..).map(|index| record.get(index));
    let all = record.fields().iter().zip(nodes);
    all.filter(|(_, node)| !matches!(node, Node::Absent))
}

/// Are two values the same?
pub(crate) fn same(one: Node<'_>, other: Node<'_>) -> bool {
    match (one, other) {
        (Node::Absent, Node::Absent) => true,
        (Node::Bool(one), Node::Bool(other)) => one == other,
        (Node::Int(one), Node::Int(other)) => one == other,
        (Node::Uint(one), Node::Uint(other)) => one == other,
        #[allow(clippy::float_cmp, reason = "as derived")]
        (Node::Float(one), Node::Float(other)) => one == other,
        (Node::Text(one), Node::Text(other)) => one == other,
        (Node::Json(one), Node::Json(other)) => one == other,
        (Node::List(one), Node::List(other)) => {
            one.len() == other.len() && (0..one.len()).all(|at| same(one.item(at), other.item(at)))
        }
        (Node::Map(one), Node::Map(other)) => {
            let equal =
                |(one, other): (Entry<'_>, Entry<'_>)| one.0 == other.0 && same(one.1, other.1);
            one.iter().count() == other.iter().count() && one.iter().zip(other.iter()).all(equal)
        }
        (Node::Object(one), Node::Object(other)) => {
            (0..one.fields().len()).all(|at| same(one.get(at), other.get(at)))
        }
        _ => false,
    }
}

type Entry<'a> = (&'a str, Node<'a>);

impl Serialize for Node<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::Absent => serializer.serialize_unit(),
            Self::Bool(flag) => serializer.serialize_bool(flag),
            Self::Int(number) => serializer.serialize_i64(number),
            Self::Uint(number) => serializer.serialize_u64(number),
            // JSON has no way to write the others.
            Self::Float(number) if !number.is_finite() => serializer.serialize_unit(),
            Self::Float(number) => serializer.serialize_f64(number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Json(value) => value.serialize(serializer),
            Self::List(list) => {
                let mut seq = serializer.serialize_seq(Some(list.len()))?;
                (0..list.len()).try_for_each(|index| seq.serialize_element(&list.item(index)))?;
                seq.end()
            }
            Self::Map(entries) => {
                let mut map = serializer.serialize_map(Some(entries.iter().count()))?;
                entries
                    .iter()
                    .try_for_each(|(key, node)| map.serialize_entry(key, &node))?;
                map.end()
            }
            Self::Object(record) => {
                let mut map = serializer.serialize_map(None)?;
                write_fields(record, &mut map)?;
                map.end()
            }
        }
    }
}

/// Adds the fields that the body holds to an open map.
pub(crate) fn write_fields<M: SerializeMap>(
    record: &dyn Record,
    map: &mut M,
) -> Result<(), M::Error> {
    present(record)
        .filter(|(field, _)| field.in_body)
        .try_for_each(|(field, node)| map.serialize_entry(field.name, &node))
}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Absent => f.write_str("None"),
            Self::Bool(flag) => flag.fmt(f),
            Self::Int(number) => number.fmt(f),
            Self::Uint(number) => number.fmt(f),
            Self::Float(number) => number.fmt(f),
            Self::Text(text) => text.fmt(f),
            Self::Json(value) => value.fmt(f),
            Self::List(list) => f
                .debug_list()
                .entries((0..list.len()).map(|index| list.item(index)))
                .finish(),
            Self::Map(entries) => f.debug_map().entries(entries.iter()).finish(),
            Self::Object(record) => debug(record, f),
        }
    }
}

/// `Debug` of a record: as derived, but for the sensitive fields.
pub(crate) fn debug(record: &dyn Record, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut out = f.debug_struct(record.name());
    for (index, field) in record.fields().iter().enumerate() {
        match record.get(index) {
            node if !field.sensitive || matches!(node, Node::Absent) => {
                out.field(field.name, &node)
            }
            _ => out.field(field.name, &format_args!("[redacted]")),
        };
    }
    out.finish()
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
    pub(crate) fn new(expected: &'static str, found: &Value) -> Self {
        Self {
            field: String::new(),
            expected,
            found: kind_of(found),
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

/// What a JSON value is, in words. Never the value itself, which may be a secret.
fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(number) if number.as_i64().is_some() || number.as_u64().is_some() => {
            "an integer"
        }
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// Where the fields of a record are read from.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    /// The object that holds the fields, if there is one.
    pub(crate) object: Option<&'a Map<String, Value>>,
    pub(crate) headers: Headers<'a>,
    /// Is an optional field that does not fit taken as absent?
    pub(crate) lenient: bool,
    fields: &'static [Field],
}

impl<'a> Reader<'a> {
    pub(crate) fn new(object: Option<&'a Map<String, Value>>, headers: Headers<'a>) -> Self {
        Self {
            object,
            headers,
            lenient: false,
            fields: &[],
        }
    }

    /// Reads a record, all of it.
    pub(crate) fn record<T: ReadRecord>(mut self) -> Result<T, Mismatch> {
        self.fields = T::FIELDS;
        T::read(&mut self)
    }

    /// Reads the next field.
    pub(crate) fn next<T: Wire>(&mut self) -> Result<T, Mismatch> {
        let Some((field, rest)) = self.fields.split_first() else {
            return Err(Mismatch::new(T::EXPECTED, &Value::Null));
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
            Some(value) => T::read(value).map_err(|mismatch| mismatch.within(field.name)),
            None => self.outside_of_body(field).ok_or_else(|| Mismatch {
                field: field.name.to_owned(),
                expected: T::EXPECTED,
                found: "nothing",
            }),
        }
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

/// A type that a field can have.
pub(crate) trait Wire: Sized {
    /// The type in words.
    const EXPECTED: &'static str;

    fn node(&self) -> Node<'_>;

    fn read(value: &Value) -> Result<Self, Mismatch>;

    /// The value that a header spells out.
    fn from_header(_text: &str) -> Option<Self> {
        None
    }

    /// The value of a field that is not there, if it may be so.
    fn absent() -> Option<Self> {
        None
    }
}

impl<T: Wire> Wire for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn node(&self) -> Node<'_> {
        self.as_ref().map_or(Node::Absent, Wire::node)
    }

    fn read(value: &Value) -> Result<Self, Mismatch> {
        if value.is_null() {
            return Ok(None);
        }
        T::read(value).map(Some)
    }

    fn from_header(text: &str) -> Option<Self> {
        T::from_header(text).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl Wire for bool {
    const EXPECTED: &'static str = "a boolean";

    fn node(&self) -> Node<'_> {
        Node::Bool(*self)
    }

    fn read(value: &Value) -> Result<Self, Mismatch> {
        value
            .as_bool()
            .ok_or_else(|| Mismatch::new(Self::EXPECTED, value))
    }

    fn from_header(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

macro_rules! whole_numbers {
    ($($type:ty, $node:ident, $expected:literal;)*) => {$(
        impl Wire for $type {
            const EXPECTED: &'static str = $expected;

            fn node(&self) -> Node<'_> {
                Node::$node((*self).into())
            }

            fn read(value: &Value) -> Result<Self, Mismatch> {
                whole(value)
                    .and_then(|number| number.try_into().ok())
                    .ok_or_else(|| Mismatch::new(Self::EXPECTED, value))
            }

            fn from_header(text: &str) -> Option<Self> {
                text.parse().ok()
            }
        }
    )*};
}

whole_numbers! {
    i32, Int, "an integer of 32 bits (i32)";
    i64, Int, "an integer of 64 bits (i64)";
    u32, Uint, "an integer of 32 bits without a sign (u32)";
    u64, Uint, "an integer of 64 bits without a sign (u64)";
}

/// The whole number that a value is. `3.0` and `3e2` are whole numbers too, as in JSON Schema.
fn whole(value: &Value) -> Option<i128> {
    let number = value.as_number()?;
    if let Some(number) = number.as_i64() {
        return Some(number.into());
    }
    if let Some(number) = number.as_u64() {
        return Some(number.into());
    }
    let float = number.as_f64()?;
    // Every double of this size is a whole number that an `i128` holds.
    let fits = float.fract() == 0.0 && float.abs() < 1e30;
    #[allow(clippy::cast_possible_truncation, reason = "it fits")]
    fits.then_some(float as i128)
}

impl Wire for f64 {
    const EXPECTED: &'static str = "a number";

    fn node(&self) -> Node<'_> {
        Node::Float(*self)
    }

    fn read(value: &Value) -> Result<Self, Mismatch> {
        value
            .as_f64()
            .ok_or_else(|| Mismatch::new(Self::EXPECTED, value))
    }

    fn from_header(text: &str) -> Option<Self> {
        text.parse().ok().filter(|number: &f64| number.is_finite())
    }
}

impl Wire for String {
    const EXPECTED: &'static str = "a string";

    fn node(&self) -> Node<'_> {
        Node::Text(self)
    }

    fn read(value: &Value) -> Result<Self, Mismatch> {
        let text = value.as_str().map(str::to_owned);
        text.ok_or_else(|| Mismatch::new(Self::EXPECTED, value))
    }

    fn from_header(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

impl Wire for Value {
    const EXPECTED: &'static str = "any JSON";

    fn node(&self) -> Node<'_> {
        Node::Json(self)
    }

    fn read(value: &Value) -> Result<Self, Mismatch> {
        Ok(value.clone())
    }
}

impl<T: Wire> Wire for Vec<T> {
    const EXPECTED: &'static str = "an array";

    fn node(&self) -> Node<'_> {
        Node::List(self)
    }

    fn read(value: &Value) -> Result<Self, Mismatch> {
        let items = value
            .as_array()
            .ok_or_else(|| Mismatch::new(Self::EXPECTED, value))?;
        let item =
            |(index, item)| T::read(item).map_err(|wrong| wrong.within(&format!("[{index}]")));
        items.iter().enumerate().map(item).collect()
    }
}

impl<T: Wire> Wire for BTreeMap<String, T> {
    const EXPECTED: &'static str = "an object";

    fn node(&self) -> Node<'_> {
        Node::Map(self)
    }

    fn read(value: &Value) -> Result<Self, Mismatch> {
        let entries = value
            .as_object()
            .ok_or_else(|| Mismatch::new(Self::EXPECTED, value))?;
        let entry = |(key, value): (&String, _)| match T::read(value) {
            Ok(value) => Ok((key.clone(), value)),
            Err(mismatch) => Err(mismatch.within(key)),
        };
        entries.iter().map(entry).collect()
    }
}

/// Reads one of the named types.
pub(crate) fn object<T: ReadRecord>(value: &Value) -> Result<T, Mismatch> {
    match value {
        Value::Object(object) => Reader::new(Some(object), Headers(&[])).record(),
        _ => Err(Mismatch::new("an object", value)),
    }
}

/// The text of a value in a message: numbers as JSON writes them.
pub(crate) fn push_text(out: &mut String, node: Node<'_>) {
    match node {
        Node::Text(text) => out.push_str(text),
        Node::Bool(flag) => out.push_str(if flag { "true" } else { "false" }),
        Node::Int(number) => out.push_str(&number.to_string()),
        Node::Uint(number) => out.push_str(&number.to_string()),
        Node::Float(number) => match Number::from_f64(number) {
            Some(number) => out.push_str(&number.to_string()),
            None => out.push_str("null"),
        },
        Node::Absent | Node::Json(_) | Node::List(_) | Node::Map(_) | Node::Object(_) => {}
    }
}

/// The time that `count` of a unit of `nanos` nanoseconds are; nothing below zero.
pub(crate) fn duration<T: Into<i128>>(count: T, nanos: u64) -> Duration {
    let count = u128::try_from(count.into()).unwrap_or(0);
    let total = count.saturating_mul(nanos.into());
    let nanos_per_second = u128::from(time::SECOND);
    match u64::try_from(total / nanos_per_second) {
        #[allow(clippy::cast_possible_truncation, reason = "less than a second")]
        Ok(seconds) => Duration::new(seconds, (total % nanos_per_second) as u32),
        Err(_) => Duration::MAX,
    }
}

/// [`duration`] of a count that may be absent.
pub(crate) fn optional_duration<T: Into<i128>>(count: Option<T>, nanos: u64) -> Option<Duration> {
    count.map(|count| duration(count, nanos))
}
