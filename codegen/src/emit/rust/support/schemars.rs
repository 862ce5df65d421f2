//! The crate `schemars`: JSON Schemas of the errors, their codes, payloads and types.

use super::alloc::borrow::Cow;
use super::alloc::format;
use super::alloc::string::String;

use serde_json::{Map, Value};

use ::schemars::{JsonSchema, Schema, SchemaGenerator};

use super::code::ErrorCode;
use super::error::ApiError;
use super::record::Field;
use super::schema;
use super::tables::ENVELOPE;

impl JsonSchema for ApiError {
    fn schema_name() -> Cow<'static, str> {
        Cow::Borrowed("ApiError")
    }

    fn schema_id() -> Cow<'static, str> {
        Cow::Borrowed(concat!(module_path!(), "::ApiError"))
    }

    /// The whole body, with any public code.
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let path = path(generator);
        let definitions = generator.definitions_mut();
        definitions.extend(schema::definitions(&path));
        of(schema::body(&path))
    }
}

impl JsonSchema for ErrorCode {
    fn schema_name() -> Cow<'static, str> {
        Cow::Borrowed("ErrorCode")
    }

    fn schema_id() -> Cow<'static, str> {
        Cow::Borrowed(concat!(module_path!(), "::ErrorCode"))
    }

    /// The text of any public code.
    fn json_schema(_generator: &mut SchemaGenerator) -> Schema {
        of(schema::code())
    }
}

/// The schema of a named type.
#[allow(dead_code, reason = "few registries use all of this")]
pub(crate) fn named(name: &str, generator: &mut SchemaGenerator) -> Schema {
    let path = path(generator);
    define_types(generator, &path);
    of(schema::definition(name, &path))
}

/// The schema of a payload: of the error that carries it, the payload's own fields.
#[allow(dead_code, reason = "few registries use all of this")]
pub(crate) fn payload(fields: &[Field], name: &str, generator: &mut SchemaGenerator) -> Schema {
    let path = path(generator);
    define_types(generator, &path);
    let mut error = schema::definition(name, &path);
    let object = match ENVELOPE.fields {
        "" => Some(&mut error),
        fields => error
            .pointer_mut("/properties")
            .and_then(|all| all.get_mut(fields)),
    };
    let mut payload = object.map(Value::take).unwrap_or_default();
    keep(&mut payload, fields);
    of(payload)
}

/// Leaves `fields` in an object's schema, and nothing else.
fn keep(object: &mut Value, fields: &[Field]) {
    let is_own = |key: &str| fields.iter().any(|field| field.name == key);
    let mut own = Map::new();
    if let Some(Value::Object(properties)) = object.get_mut("properties") {
        properties.retain(|key, _| is_own(key));
        own.insert(
            "properties".into(),
            Value::Object(core::mem::take(properties)),
        );
    }
    if let Some(Value::Array(required)) = object.get_mut("required") {
        required.retain(|key| key.as_str().is_some_and(is_own));
        own.insert("required".into(), Value::Array(core::mem::take(required)));
    }
    own.insert("type".into(), "object".into());
    *object = Value::Object(own);
}

/// Where the document has its definitions, as references begin.
fn path(generator: &SchemaGenerator) -> String {
    let path = &generator.settings().definitions_path;
    let path = path.trim_start_matches('#').trim_end_matches('/');
    format!("#{path}/")
}

fn define_types(generator: &mut SchemaGenerator, path: &str) {
    generator.definitions_mut().extend(schema::types(path));
}

fn of(schema: Value) -> Schema {
    Schema::try_from(schema).unwrap_or_default()
}

/// Gives payloads and types their schemas.
macro_rules! described {
    (payloads { $($payload:ident),* $(,)? } types { $($named:ident),* $(,)? }) => {
        $(super::schemars::described! {
            super::payloads::$payload, $payload,
            |name, generator| super::schemars::payload(super::code::ErrorCode::$payload.fields(), name, generator)
        })*
        $(super::schemars::described! {
            super::types::$named, $named, super::schemars::named
        })*
    };
    ($type:ty, $name:ident, $schema:expr) => {
        impl ::schemars::JsonSchema for $type {
            fn schema_name() -> super::alloc::borrow::Cow<'static, str> {
                super::alloc::borrow::Cow::Borrowed(stringify!($name))
            }

            fn schema_id() -> super::alloc::borrow::Cow<'static, str> {
                super::alloc::borrow::Cow::Borrowed(concat!(module_path!(), "::", stringify!($name)))
            }

            fn json_schema(
                generator: &mut ::schemars::SchemaGenerator,
            ) -> ::schemars::Schema {
                $schema(stringify!($name), generator)
            }
        }
    };
}

pub(crate) use described;
