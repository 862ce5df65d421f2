//! Structs of fields: a table of what is known of each [`Field`], and for each of them a [`Node`]. What is done
//! with fields is done once, over these two, and not once per type.

#![allow(dead_code, reason = "few registries use all of this")]

use core::fmt;

use super::fields::Fields;
use super::node::{self, Node};

/// What is known of a field beside its type.
pub(crate) struct Field {
    /// The key on the wire.
    pub(crate) name: &'static str,
    /// The same in JSON, with a comma before it.
    pub(crate) key: &'static str,
    /// The header that carries it as well; empty where none does.
    pub(crate) header: &'static str,
    /// Nanoseconds in one of its unit; 0 where it is no time.
    pub(crate) nanos: u64,
    /// Is it in the body?
    pub(crate) in_body: bool,
    /// Is it kept out of `Debug`?
    pub(crate) sensitive: bool,
}

/// A field of which there is nothing to know; those that are declared differ from it.
pub(crate) const PLAIN: Field = Field {
    name: "",
    key: "",
    header: "",
    nanos: 0,
    in_body: true,
    sensitive: false,
};

impl Field {
    /// Is this its key in the body?
    pub(crate) fn is(&self, key: &str) -> bool {
        self.in_body && self.name == key
    }

    /// Is it a time that `Retry-After` carries?
    pub(crate) fn is_retry_after(&self) -> bool {
        self.nanos > 0 && self.header.eq_ignore_ascii_case("retry-after")
    }
}

/// What is known of a struct of fields.
pub(crate) struct Shape {
    pub(crate) name: &'static str,
    /// The fields, in the order of the registry.
    pub(crate) fields: &'static [Field],
}

/// A struct of fields: what one code carries, or one of the named types. There may be a thousand of them, so that each has as
/// few functions as can be, and small ones: that is what compiling the crate takes.
pub(crate) trait Describe {
    const SHAPE: Shape;
    /// The value of the field `index`.
    fn node(&self, index: usize) -> Node<'_>;
    /// Takes each field.
    fn read(fields: &mut Fields<'_, '_>) -> Self;
}

/// A record, whatever its type.
pub(crate) trait Record {
    fn name(&self) -> &'static str;
    /// The fields, in the order of the registry.
    fn fields(&self) -> &'static [Field];
    /// The value of the field `index`.
    fn get(&self, index: usize) -> Node<'_>;
}

impl<T: Describe> Record for T {
    fn name(&self) -> &'static str {
        T::SHAPE.name
    }

    fn fields(&self) -> &'static [Field] {
        T::SHAPE.fields
    }

    fn get(&self, index: usize) -> Node<'_> {
        self.node(index)
    }
}

/// The entries of a record that are there, with their fields; then those of another.
pub(crate) struct Present<'a> {
    record: &'a dyn Record,
    next: usize,
    then: Option<&'a dyn Record>,
}

impl<'a> Present<'a> {
    pub(crate) fn of(record: &'a dyn Record) -> Self {
        Self {
            record,
            next: 0,
            then: None,
        }
    }

    pub(crate) fn then(mut self, record: &'a dyn Record) -> Self {
        self.then = Some(record);
        self
    }
}

impl<'a> Iterator for Present<'a> {
    type Item = (&'static Field, Node<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let Some(field) = self.record.fields().get(self.next) else {
                (self.record, self.next) = (self.then.take()?, 0);
                continue;
            };
            let node = self.record.get(self.next);
            self.next += 1;
            if !matches!(node, Node::Absent) {
                return Some((field, node));
            }
        }
    }
}

impl fmt::Debug for dyn Record + '_ {
    /// As derived, but for the sensitive fields.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct(self.name());
        for (index, field) in self.fields().iter().enumerate() {
            match self.get(index) {
                node if !field.sensitive || matches!(node, Node::Absent) => {
                    out.field(field.name, &node)
                }
                _ => out.field(field.name, &format_args!("[redacted]")),
            };
        }
        out.finish()
    }
}

/// `Debug` of a type of records.
pub(crate) fn debug<T: Describe>(record: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    fmt::Debug::fmt(record as &dyn Record, f)
}

/// Equality of records of one type.
pub(crate) fn equal<T: Describe>(one: &T, other: &T) -> bool {
    same(one, other)
}

/// The same, whatever the type.
pub(crate) fn same(one: &dyn Record, other: &dyn Record) -> bool {
    let mut indices = 0..one.fields().len();
    indices.all(|at| node::same(one.get(at), other.get(at)))
}
