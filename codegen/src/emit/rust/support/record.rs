//! Structs of fields: a table of what is known of each [`Field`], and for each of them a [`Node`]. What is done
//! with fields is done once, over these two, and not once per type.

#![allow(dead_code, reason = "few registries use all of this")]

use core::fmt;

use super::error::ApiError;
use super::fields::Fields;
use super::kind::ErrorKind;
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

/// A struct of fields: what one code carries, or one of the named types.
pub(crate) trait Values {
    /// The value of the field `index`.
    fn at(&self, index: usize) -> Node<'_>;

    /// Takes each field.
    fn read(fields: &mut Fields<'_>) -> Self
    where
        Self: Sized;

    /// The same values, once more.
    fn again(&self) -> Self
    where
        Self: Sized,
    {
        Self::read(&mut Fields::again(self))
    }

    /// `Debug` of a struct of fields.
    fn debug(
        &self,
        name: &'static str,
        fields: &'static [Field],
        f: &mut fmt::Formatter<'_>,
    ) -> fmt::Result
    where
        Self: Sized,
    {
        let values = self;
        fmt::Debug::fmt(&Named(name, Record { fields, values }), f)
    }

    /// Equality of structs of fields, of one type.
    fn equal(&self, other: &Self) -> bool
    where
        Self: Sized,
    {
        same(self, other)
    }
}

/// What a code carries. There may be a thousand of them, so that each has as few functions as can be, and small ones:
/// that is what compiling the crate takes. What is the same for all is a method of [`Values`]: the compiler finds one
/// sooner than a function by its path.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not what a code of this API carries",
    label = "not the fields of a code",
    note = "make an error of a code, which may keep this as its private cause: `ApiError::...().with_source(cause)`"
)]
pub(crate) trait Payload: Sized {
    /// The variant that holds it: less to compile than a function is that makes one.
    const KIND: fn(Self) -> ErrorKind;

    /// The value of the field `index`.
    fn at(&self, index: usize) -> Node<'_>;

    /// Takes each field.
    fn read(fields: &mut Fields<'_>) -> Self;
}

impl<T: Payload> Values for T {
    fn at(&self, index: usize) -> Node<'_> {
        Payload::at(self, index)
    }

    fn read(fields: &mut Fields<'_>) -> Self {
        <T as Payload>::read(fields)
    }
}

/// The error that a constructor makes: `ApiError::from` takes the compiler longer to find.
#[inline]
pub(crate) fn carrying<T: Payload>(payload: T) -> ApiError {
    ApiError::from(payload)
}

/// Values, and what is known of each of them.
#[derive(Clone, Copy)]
pub(crate) struct Record<'a> {
    /// The fields, in the order of the registry.
    pub(crate) fields: &'static [Field],
    pub(crate) values: &'a dyn Values,
}

/// The entries of a record that are there, with their fields; then those of another.
pub(crate) struct Present<'a> {
    record: Record<'a>,
    next: usize,
    then: Option<Record<'a>>,
}

impl<'a> Present<'a> {
    pub(crate) fn of(record: Record<'a>) -> Self {
        Self {
            record,
            next: 0,
            then: None,
        }
    }

    pub(crate) fn then(mut self, record: Record<'a>) -> Self {
        self.then = Some(record);
        self
    }
}

impl<'a> Iterator for Present<'a> {
    type Item = (&'static Field, Node<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let Some(field) = self.record.fields.get(self.next) else {
                (self.record, self.next) = (self.then.take()?, 0);
                continue;
            };
            let node = self.record.values.at(self.next);
            self.next += 1;
            if !matches!(node, Node::Absent) {
                return Some((field, node));
            }
        }
    }
}

/// A record, and the name of its type.
pub(crate) struct Named<'a>(pub(crate) &'static str, pub(crate) Record<'a>);

impl fmt::Debug for Named<'_> {
    /// As derived, but for the sensitive fields.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(name, record) = self;
        let mut out = f.debug_struct(name);
        for (index, field) in record.fields.iter().enumerate() {
            match record.values.at(index) {
                node if !field.sensitive || matches!(node, Node::Absent) => {
                    out.field(field.name, &node)
                }
                _ => out.field(field.name, &format_args!("[redacted]")),
            };
        }
        out.finish()
    }
}

/// Are the values of two records of one type the same?
pub(crate) fn same(one: &dyn Values, other: &dyn Values) -> bool {
    (0..usize::MAX)
        .map(|index| (one.at(index), other.at(index)))
        .take_while(|(one, _)| !matches!(one, Node::NoField))
        .all(|(one, other)| node::same(one, other))
}
