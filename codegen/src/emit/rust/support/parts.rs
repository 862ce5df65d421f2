//! Objects and arrays that are being read, each with where its parts are put.

use super::alloc::borrow::ToOwned;
use super::alloc::format;
use super::alloc::string::String;
use super::alloc::vec::Vec;

use serde_json::Value;

use super::headers::Headers;
use super::json::{Place, Scalar};
use super::mismatch::Mismatch;
use super::node::{Entries, List};
use super::record::{Field, Record};
use super::wire::Wire;

/// An object or array that is being read.
pub(crate) trait Parts<'de> {
    /// Where the value of a key is put; the items of an array have no key.
    fn part<'s>(&'s mut self, key: &str) -> Place<'s, 'de>;

    /// The value has been read.
    fn done(&mut self);
}

/// Does the value that is being read fit its place?
#[derive(Default)]
pub(crate) struct Verdict {
    /// Are texts taken for the values that they spell out, as in headers?
    textual: bool,
    wrong: Option<Mismatch>,
}

impl Verdict {
    #[inline]
    pub(crate) fn put(&mut self, scalar: Scalar<'_>, place: &mut dyn Wire) {
        if !place.put(scalar) && !self.is_spelled(scalar, place) {
            self.is_wrong(place.expected(), scalar.kind());
        }
    }

    #[cold]
    fn is_spelled(&self, scalar: Scalar<'_>, place: &mut dyn Wire) -> bool {
        match scalar {
            Scalar::Text(text) => self.textual && place.spell(text),
            _ => false,
        }
    }

    #[cold]
    pub(crate) fn is_wrong(&mut self, expected: &'static str, found: &'static str) {
        self.wrong = Some(Mismatch::new(expected, found));
    }
}

/// The fields of an object that have been read. They may be those of two records, of which the second one begins at a
/// number of its own.
#[derive(Default)]
pub(crate) struct Read {
    pub(crate) verdict: Verdict,
    /// A bit for each field that was there. A record has 64 of them at most.
    seen: u128,
    /// The field that is being read.
    at: usize,
    /// The fields that do not fit.
    wrong: Vec<(usize, Mismatch)>,
}

impl Read {
    pub(crate) fn new(textual: bool) -> Self {
        let mut read = Self::default();
        read.verdict.textual = textual;
        read
    }

    /// The field of a key, which is going to be read. Of a key that is there twice, the last one counts.
    pub(crate) fn field(&mut self, start: usize, fields: &[Field], key: &str) -> Option<usize> {
        let mut all = fields.iter();
        let index = all.position(|field| field.in_body && field.name == key)?;
        let at = start + index;
        if self.is_seen(at) {
            self.wrong.retain(|(other, _)| *other != at);
        }
        self.see(1 << at);
        self.at = at;
        Some(index)
    }

    /// These count as read.
    pub(crate) fn see(&mut self, fields: u128) {
        self.seen |= fields;
    }

    fn is_seen(&self, at: usize) -> bool {
        self.seen >> at & 1 == 1
    }

    /// Has anything been read?
    pub(crate) fn any(&self) -> bool {
        self.seen != 0
    }

    /// The fields that do not fit: a bit for each.
    pub(crate) fn misfits(&self) -> u128 {
        let wrong = self.wrong.iter();
        wrong.fold(0, |bits, (at, _)| bits | 1 << at)
    }

    /// The value of the field has been read.
    pub(crate) fn done(&mut self) {
        if let Some(wrong) = self.verdict.wrong.take() {
            self.wrong.push((self.at, wrong));
        }
    }

    /// Looks elsewhere for the fields that the body does not have; the first field that does not fit.
    pub(crate) fn finish(
        &mut self,
        start: usize,
        record: &mut dyn Record,
        headers: Headers<'_>,
    ) -> Option<Mismatch> {
        for (index, field) in record.fields().iter().enumerate() {
            let wrong = if self.is_seen(start + index) {
                self.wrong_at(start + index)
            } else {
                let place = record.place(index);
                place.and_then(|place| without_body(field, place, headers))
            };
            if let Some(wrong) = wrong {
                return Some(wrong.within(field.name));
            }
        }
        None
    }

    #[inline]
    fn wrong_at(&mut self, at: usize) -> Option<Mismatch> {
        let index = self.wrong.iter().position(|(other, _)| *other == at)?;
        Some(self.wrong.swap_remove(index).1)
    }
}

/// A field that the body does not have.
fn without_body(field: &Field, place: &mut dyn Wire, headers: Headers<'_>) -> Option<Mismatch> {
    // What the body must hold is not looked for in a header.
    let is_optional = place.clear();
    let is_spelled = !field.header.is_empty()
        && (is_optional || !field.in_body)
        && (headers.field(field)).is_some_and(|text| place.spell(&text));
    (!is_spelled && !is_optional).then(|| Mismatch::new(place.expected(), "nothing"))
}

/// One of the named types.
pub(crate) struct RecordPart<'r> {
    record: &'r mut dyn Record,
    read: Read,
}

impl<'r> RecordPart<'r> {
    pub(crate) fn new(record: &'r mut dyn Record) -> Self {
        Self {
            record,
            read: Read::default(),
        }
    }

    pub(crate) fn finish(mut self, verdict: &mut Verdict) {
        verdict.wrong = self.read.finish(0, self.record, Headers(&[]));
    }
}

impl<'de> Parts<'de> for RecordPart<'_> {
    fn part<'s>(&'s mut self, key: &str) -> Place<'s, 'de> {
        match self.read.field(0, self.record.fields(), key) {
            Some(at) => Place::field(self.record, at, &mut self.read.verdict),
            None => Place::Nowhere,
        }
    }

    fn done(&mut self) {
        self.read.done();
    }
}

/// A list of a field.
pub(crate) struct ListPart<'l> {
    list: &'l mut dyn List,
    verdict: Verdict,
    count: usize,
    /// The first item that does not fit.
    wrong: Option<Mismatch>,
}

impl<'l> ListPart<'l> {
    pub(crate) fn new(list: &'l mut dyn List) -> Self {
        list.clear();
        Self {
            list,
            verdict: Verdict::default(),
            count: 0,
            wrong: None,
        }
    }

    pub(crate) fn finish(self, verdict: &mut Verdict) {
        verdict.wrong = self.wrong;
    }
}

impl<'de> Parts<'de> for ListPart<'_> {
    fn part<'s>(&'s mut self, _key: &str) -> Place<'s, 'de> {
        Place::Item(self.list, &mut self.verdict)
    }

    fn done(&mut self) {
        let wrong = self.verdict.wrong.take().filter(|_| self.wrong.is_none());
        if let Some(wrong) = wrong {
            self.wrong = Some(wrong.within(&format!("[{}]", self.count)));
        }
        self.count += 1;
    }
}

/// A map of a field.
pub(crate) struct EntriesPart<'m> {
    map: &'m mut dyn Entries,
    verdict: Verdict,
    key: String,
    /// The entries that do not fit.
    wrong: Vec<(String, Mismatch)>,
}

impl<'m> EntriesPart<'m> {
    pub(crate) fn new(map: &'m mut dyn Entries) -> Self {
        map.clear();
        Self {
            map,
            verdict: Verdict::default(),
            key: String::new(),
            wrong: Vec::new(),
        }
    }

    /// Of several entries that do not fit, the one that comes first in the map.
    pub(crate) fn finish(self, verdict: &mut Verdict) {
        let first = self
            .wrong
            .into_iter()
            .min_by(|one, other| one.0.cmp(&other.0));
        if let Some((key, wrong)) = first {
            verdict.wrong = Some(wrong.within(&key));
        }
    }
}

impl<'de> Parts<'de> for EntriesPart<'_> {
    fn part<'s>(&'s mut self, key: &str) -> Place<'s, 'de> {
        key.clone_into(&mut self.key);
        self.wrong.retain(|(other, _)| other != key);
        Place::Field(self.map.entry(key), &mut self.verdict)
    }

    fn done(&mut self) {
        if let Some(wrong) = self.verdict.wrong.take() {
            self.wrong.push((self.key.clone(), wrong));
        }
    }
}

/// An object that is kept as it is.
pub(crate) struct RawObject<'v>(pub(crate) &'v mut Value);

impl<'de> Parts<'de> for RawObject<'_> {
    fn part<'s>(&'s mut self, key: &str) -> Place<'s, 'de> {
        Place::Raw(&mut self.0[key])
    }

    fn done(&mut self) {}
}

/// An array that is kept as it is.
pub(crate) struct RawItems(pub(crate) Vec<Value>);

impl<'de> Parts<'de> for RawItems {
    fn part<'s>(&'s mut self, _key: &str) -> Place<'s, 'de> {
        Place::RawItem(&mut self.0)
    }

    fn done(&mut self) {}
}

/// An object or array that is not needed.
pub(crate) struct Nowhere;

impl<'de> Parts<'de> for Nowhere {
    fn part<'s>(&'s mut self, _key: &str) -> Place<'s, 'de> {
        Place::Nowhere
    }

    fn done(&mut self) {}
}
