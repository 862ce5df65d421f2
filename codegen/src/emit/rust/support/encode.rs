//! Errors as JSON: code, message, the code's own fields in the order of the registry, those that any error
//! may carry, and what else the error brought along.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

use super::error::ApiError;
use super::kind::ErrorKind;
use super::record;
use super::tables::ENVELOPE;

impl ApiError {
    /// The whole body of the response, as JSON.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        // Writing to memory fails only on keys that are no strings; ours are.
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// The raw fields that are sent with the error as they came.
    fn raw_fields(&self) -> &Map<String, Value> {
        match &self.0.kind {
            ErrorKind::Unrecognized(unrecognized) => &unrecognized.fields,
            ErrorKind::Malformed(malformed) => &malformed.fields,
            _ => &self.0.extra,
        }
    }
}

impl Serialize for ApiError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if ENVELOPE.wrapper.is_empty() {
            return Body(self).serialize(serializer);
        }
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(ENVELOPE.wrapper, &Body(self))?;
        map.end()
    }
}

/// The error inside of its wrapper.
struct Body<'a>(&'a ApiError);

impl Serialize for Body<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry(ENVELOPE.code, self.0.code_str())?;
        map.serialize_entry(ENVELOPE.message, self.0.message())?;
        let fields = Fields(self.0);
        if ENVELOPE.fields.is_empty() {
            fields.write(&mut map)?;
            return map.end();
        }
        let nested = !fields.is_empty();
        if nested {
            map.serialize_entry(ENVELOPE.fields, &fields)?;
        }
        let written = |key: &str| is_own_key(key) || (nested && key == ENVELOPE.fields);
        write_raw(self.0.raw_fields(), written, &mut map)?;
        map.end()
    }
}

/// The fields, in the object of their own that some envelopes have.
pub(crate) struct Fields<'a>(pub(crate) &'a ApiError);

impl<'a> Fields<'a> {
    fn raw(&self) -> Option<&'a Map<String, Value>> {
        ENVELOPE.fields_of(self.0.raw_fields())
    }

    fn is_empty(&self) -> bool {
        let in_body = |record| record::present(record).any(|(field, _)| field.in_body);
        self.raw().is_none_or(Map::is_empty) && !self.0.records().any(in_body)
    }

    fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        self.0
            .records()
            .try_for_each(|record| record::write_fields(record, map))?;
        let flat = ENVELOPE.fields.is_empty();
        let written = |key: &str| (flat && is_own_key(key)) || self.writes(key);
        match self.raw() {
            Some(raw) => write_raw(raw, written, map),
            None => Ok(()),
        }
    }

    /// Is this the key of a field that is written anyway?
    fn writes(&self, key: &str) -> bool {
        let mut written = self.0.records().flat_map(record::present);
        written.any(|(field, _)| field.in_body && field.name == key)
    }
}

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.write(&mut map)?;
        map.end()
    }
}

/// Is this the key of the code or of the message?
fn is_own_key(key: &str) -> bool {
    key == ENVELOPE.code || key == ENVELOPE.message
}

/// Adds the raw fields that are not written already.
fn write_raw<M: SerializeMap>(
    raw: &Map<String, Value>,
    written: impl Fn(&str) -> bool,
    map: &mut M,
) -> Result<(), M::Error> {
    raw.iter()
        .filter(|(key, _)| !written(key))
        .try_for_each(|(key, value)| map.serialize_entry(key, value))
}
