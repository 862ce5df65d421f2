//! Errors for serde: what [`ApiError::to_json`] writes, in any format.

use super::alloc::string::String;

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

use super::encode::is_own_key;
use super::error::ApiError;
use super::tables::ENVELOPE;

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
        let others = self.0.raw_fields().iter();
        others
            .filter(|(key, _)| !written(key))
            .try_for_each(|(key, value)| map.serialize_entry(key, value))?;
        map.end()
    }
}

/// The fields, in the object of their own that some envelopes have.
struct Fields<'a>(&'a ApiError);

impl<'a> Fields<'a> {
    fn raw(&self) -> Option<&'a Map<String, Value>> {
        ENVELOPE.raw_fields_of(self.0.raw_fields())
    }

    fn is_empty(&self) -> bool {
        let Self(error) = self;
        let in_body = error.0.present().any(|(field, _)| field.in_body);
        self.raw().is_none_or(Map::is_empty) && !in_body
    }

    /// Adds each field to an open map.
    fn write<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
        let Self(error) = self;
        let present = error.0.present();
        present
            .filter(|(field, _)| field.in_body)
            .try_for_each(|(field, node)| map.serialize_entry(field.name, &node))?;
        let flat = ENVELOPE.fields.is_empty();
        let written = |key: &str| (flat && is_own_key(key)) || error.0.writes(key);
        let others = self.raw().into_iter().flatten();
        others
            .filter(|(key, _)| !written(key))
            .try_for_each(|(key, value)| map.serialize_entry(key, value))
    }
}

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.write(&mut map)?;
        map.end()
    }
}
