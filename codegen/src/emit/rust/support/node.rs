//! Values of fields, and what is done with all of them: they are compared, shown, and given to serde.

#![allow(dead_code, reason = "few registries use all of this")]

use super::alloc::boxed::Box;
use super::alloc::collections::BTreeMap;
use super::alloc::string::String;
use super::alloc::vec::Vec;
use core::fmt;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::Value;

use super::record::{self, Named, Present, Record};
use super::wire::Wire;

/// A value of a field, borrowed.
#[derive(Clone, Copy)]
pub(crate) enum Node<'a> {
    /// There is no such field.
    NoField,
    /// The field has no value.
    Absent,
    Bool(bool),
    Int(i64),
    Uint(u64),
    Float(f64),
    Text(&'a str),
    /// A value of a set, and whether this registry knows it.
    OneOf(&'a str, bool),
    Json(&'a Value),
    List(&'a dyn List),
    Map(&'a dyn Entries),
    Object(&'a dyn Object),
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

/// An object: a named type that has fields.
pub(crate) trait Object {
    fn name(&self) -> &'static str;
    fn record(&self) -> Record<'_>;
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

/// Are two values the same? It is compiled where it is used: few compare errors, but for tests.
#[inline]
pub(crate) fn same(one: Node<'_>, other: Node<'_>) -> bool {
    match (one, other) {
        (Node::Absent, Node::Absent) => true,
        (Node::Bool(one), Node::Bool(other)) => one == other,
        (Node::Int(one), Node::Int(other)) => one == other,
        (Node::Uint(one), Node::Uint(other)) => one == other,
        #[allow(clippy::float_cmp, reason = "as derived")]
        (Node::Float(one), Node::Float(other)) => one == other,
        (Node::Text(one), Node::Text(other)) => one == other,
        (Node::OneOf(one, is_known), Node::OneOf(other, also)) => one == other && is_known == also,
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
            record::same(one.record().values, other.record().values)
        }
        _ => false,
    }
}

type Entry<'a> = (&'a str, Node<'a>);

impl Serialize for Node<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::NoField | Self::Absent => serializer.serialize_unit(),
            Self::Bool(flag) => serializer.serialize_bool(flag),
            Self::Int(number) => serializer.serialize_i64(number),
            Self::Uint(number) => serializer.serialize_u64(number),
            // JSON has no way to write the others.
            Self::Float(number) if !number.is_finite() => serializer.serialize_unit(),
            Self::Float(number) => serializer.serialize_f64(number),
            Self::Text(text) | Self::OneOf(text, _) => serializer.serialize_str(text),
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
            Self::Object(object) => {
                let mut map = serializer.serialize_map(None)?;
                Present::of(object.record())
                    .filter(|(field, _)| field.in_body)
                    .try_for_each(|(field, node)| map.serialize_entry(field.name, &node))?;
                map.end()
            }
        }
    }
}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::NoField | Self::Absent => f.write_str("None"),
            Self::Bool(flag) => flag.fmt(f),
            Self::Int(number) => number.fmt(f),
            Self::Uint(number) => number.fmt(f),
            Self::Float(number) => number.fmt(f),
            Self::Text(text) | Self::OneOf(text, _) => text.fmt(f),
            Self::Json(value) => value.fmt(f),
            Self::List(list) => f
                .debug_list()
                .entries((0..list.len()).map(|index| list.item(index)))
                .finish(),
            Self::Map(entries) => f.debug_map().entries(entries.iter()).finish(),
            Self::Object(object) => Named(object.name(), object.record()).fmt(f),
        }
    }
}
