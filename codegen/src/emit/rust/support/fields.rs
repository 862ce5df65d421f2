//! Fields as they are read: each from the body, or else from the header that carries it.

#![allow(dead_code, reason = "few registries use all of this")]

use super::alloc::borrow::Cow;

use super::headers::Headers;
use super::json::{Members, Part, Token};
use super::mismatch::Mismatch;
use super::node::Node;
use super::record::{Field, Values};
use super::wire::Wire;

/// Where fields are read from, beside the error object.
#[derive(Clone, Copy, Default)]
pub(crate) struct Source<'t> {
    pub(crate) headers: Headers<'t>,
    /// Are texts taken for the values that they spell out, as in headers?
    pub(crate) is_textual: bool,
}

/// The members of an object that are going to be the fields of a record.
pub(crate) struct Fields<'t> {
    members: Members<'t>,
    source: Source<'t>,
    /// What is known of the record's fields.
    known: &'static [Field],
    /// A record to have the same values: then nothing is read.
    same_as: Option<&'t dyn Values>,
    /// How many members were fields.
    pub(crate) found: usize,
    /// The first field that does not fit.
    pub(crate) wrong: Option<Mismatch>,
    /// The fields that do not fit: a bit for each. There are 64 at most.
    pub(crate) misfits: u64,
}

impl<'t> Fields<'t> {
    pub(crate) fn new(known: &'static [Field], members: Members<'t>, source: Source<'t>) -> Self {
        Self {
            members,
            source,
            known,
            same_as: None,
            found: 0,
            wrong: None,
            misfits: 0,
        }
    }

    /// The fields of another record, once more.
    pub(crate) fn again(values: &'t dyn Values) -> Self {
        let none = Self::new(&[], Members::NONE, Source::default());
        Self {
            same_as: Some(values),
            ..none
        }
    }

    /// The value of the field `at`: that of the other record, if there is one. What does not fit is absent, or blank
    /// where it cannot be absent.
    pub(crate) fn take<T: Wire>(&mut self, at: usize) -> T {
        if let Some(values) = self.same_as {
            return T::of(values.at(at));
        }
        let is_there = |value: &Part<'_>| !(T::IS_OPTIONAL && matches!(value.token(), Token::Null));
        let value = match self.value(at).filter(is_there) {
            Some(value) => T::read(value).or_else(|wrong| self.spelled(value).ok_or(wrong)),
            None => self.elsewhere(at),
        };
        value.unwrap_or_else(|wrong| {
            self.is_wrong(at, wrong);
            T::of(Node::Absent)
        })
    }

    /// The value of a field in the body. Of a key that is there twice, the last one counts.
    fn value(&mut self, at: usize) -> Option<Part<'t>> {
        let field = self.known.get(at)?;
        let mut found = None;
        for (_, value) in self.members.iter().filter(|(key, _)| field.is(key)) {
            found = Some(value);
            self.found += 1;
        }
        found
    }

    fn spelled<T: Wire>(&self, value: Part<'t>) -> Option<T> {
        T::spell(value.text().filter(|_| self.source.is_textual)?)
    }

    /// A field that the body does not have. What the body must hold is not looked for in a header.
    fn elsewhere<T: Wire>(&self, at: usize) -> Result<T, Mismatch> {
        let text = self.header(at, T::IS_OPTIONAL);
        match text.and_then(|text| T::spell(&text)) {
            Some(value) => Ok(value),
            None if T::IS_OPTIONAL => Ok(T::of(Node::Absent)),
            None => Err(Mismatch::new(T::EXPECTED, "nothing")),
        }
    }

    fn header(&self, at: usize, is_optional: bool) -> Option<Cow<'t, str>> {
        let field = self.known.get(at)?;
        let may_be_there = !field.header.is_empty() && (is_optional || !field.in_body);
        may_be_there.then(|| self.source.headers.field(field))?
    }

    /// Of what is wrong inside of a sensitive field, only the field is named: the keys of a map may be secrets too.
    #[cold]
    fn is_wrong(&mut self, at: usize, mut wrong: Mismatch) {
        let field = self.known.get(at);
        if field.is_some_and(|field| field.sensitive) {
            wrong.0.field.clear();
        }
        self.misfits |= 1 << at;
        let name = field.map_or("", |field| field.name);
        self.wrong.get_or_insert_with(|| wrong.within(name));
    }
}

/// A record that is the value of a field.
pub(crate) fn record<T: Values>(known: &'static [Field], value: Part<'_>) -> Result<T, Mismatch> {
    let Some(members) = value.members() else {
        return Err(value.is_not("an object"));
    };
    let mut fields = Fields::new(known, members, Source::default());
    let record = T::read(&mut fields);
    match fields.wrong {
        Some(wrong) => Err(wrong),
        None => Ok(record),
    }
}

/// The record that a node shows, once more; else one of which nothing is there.
pub(crate) fn again<T: Values>(node: Node<'_>) -> T {
    let values = match node {
        Node::Object(object) => object.record().values,
        _ => &Nothing,
    };
    T::read(&mut Fields::again(values))
}

/// The values of a record of which nothing is there.
pub(crate) struct Nothing;

impl Values for Nothing {
    fn at(&self, _index: usize) -> Node<'_> {
        Node::Absent
    }

    fn read(_fields: &mut Fields<'_>) -> Self {
        Self
    }
}
