//! Samples: what an error looks like on the wire when each field holds its example.

use super::{Code, Field, Piece, Registry, Shape, Type, Value};

impl Registry {
    /// The whole body of a response with `code`: each required field, and each optional one that has an example.
    #[must_use]
    pub fn sample_body(&self, code: &Code) -> Value {
        let mut error = vec![
            (self.envelope.code.clone(), Value::from(code.wire.as_str())),
            (
                self.envelope.message.clone(),
                Value::from(self.sample_message(code)),
            ),
        ];
        let extra: Vec<_> = code
            .fields
            .iter()
            .chain(
                self.envelope
                    .common
                    .iter()
                    .filter(|field| field.example.is_some()),
            )
            .filter(|field| field.in_body && (!field.optional || field.example.is_some()))
            .map(|field| (field.name.raw.clone(), self.sample_value(field)))
            .collect();
        if self.envelope.fields.is_empty() {
            error.extend(extra);
        } else if !extra.is_empty() {
            error.push((self.envelope.fields.clone(), Value::Object(extra)));
        }
        self.wrapped(Value::Object(error))
    }

    /// A body that holds this error.
    #[must_use]
    pub fn wrapped(&self, error: Value) -> Value {
        match self.envelope.wrapper.as_str() {
            "" => error,
            wrapper => Value::object([(wrapper, error)]),
        }
    }

    /// The message of `code` with each field at its sample value.
    #[must_use]
    pub fn sample_message(&self, code: &Code) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Field(index) => match self.sample_value(&code.fields[*index]) {
                Value::String(text) => text,
                other => other.to_json(),
            },
        };
        code.message.0.iter().map(piece).collect()
    }

    /// The field's example, or a value of its type that its limits allow.
    #[must_use]
    pub fn sample_value(&self, field: &Field) -> Value {
        field
            .example
            .clone()
            .unwrap_or_else(|| self.default_value(field))
    }

    fn default_value(&self, field: &Field) -> Value {
        match &field.ty {
            Type::I32 | Type::I64 | Type::U32 | Type::U64 | Type::F64 => number_within(field),
            Type::String => Value::from(text_within(field)),
            Type::Array(item) => {
                let count = count_within(field);
                Value::Array((0..count).map(|_| self.value_of(item, 0)).collect())
            }
            Type::Map(item) => {
                let count = count_within(field);
                Value::object((0..count).map(|n| (format!("key{n}"), self.value_of(item, 0))))
            }
            other => self.value_of(other, 0),
        }
    }

    /// A value of `ty`; below a few levels, lists and maps are empty, so that a type that holds itself ends.
    fn value_of(&self, ty: &Type, depth: usize) -> Value {
        match ty {
            Type::Bool => Value::Bool(true),
            Type::I32 | Type::I64 | Type::U32 | Type::U64 => Value::Int(1),
            Type::F64 => Value::Float(1.5),
            Type::String => Value::from("text"),
            Type::Json => Value::Object(Vec::new()),
            Type::Array(_) | Type::Map(_) if depth > 2 => match ty {
                Type::Array(_) => Value::Array(Vec::new()),
                _ => Value::Object(Vec::new()),
            },
            Type::Array(item) => Value::Array(vec![self.value_of(item, depth + 1)]),
            Type::Map(item) => Value::object([("key", self.value_of(item, depth + 1))]),
            Type::Named(index) => match &self.types[*index].shape {
                Shape::Values(names) => Value::from(names[0].raw.as_str()),
                Shape::Object(fields) => Value::Object(
                    fields
                        .iter()
                        .filter(|field| !field.optional || field.example.is_some())
                        .map(|field| (field.name.raw.clone(), self.field_value(field, depth + 1)))
                        .collect(),
                ),
            },
        }
    }

    fn field_value(&self, field: &Field, depth: usize) -> Value {
        match (&field.example, &field.ty) {
            (Some(example), _) => example.clone(),
            (None, Type::Array(_) | Type::Map(_) | Type::Named(_)) => {
                self.value_of(&field.ty, depth)
            }
            (None, _) => self.default_value(field),
        }
    }
}

/// A number within `min` and `max`: 1 where that is allowed.
fn number_within(field: &Field) -> Value {
    if matches!(field.ty, Type::F64) {
        let number = |value: &Option<Value>| match value {
            Some(Value::Float(number)) => Some(*number),
            #[expect(
                clippy::cast_precision_loss,
                reason = "a sample need only lie within the limits"
            )]
            Some(Value::Int(number)) => Some(*number as f64),
            _ => None,
        };
        let low = number(&field.min).unwrap_or(f64::NEG_INFINITY);
        let high = number(&field.max).unwrap_or(f64::INFINITY);
        return Value::Float(1.5_f64.min(high).max(low));
    }
    let whole = |value: &Option<Value>| match value {
        Some(Value::Int(number)) => Some(*number),
        _ => None,
    };
    let low = whole(&field.min).unwrap_or(i128::MIN);
    let high = whole(&field.max).unwrap_or(i128::MAX);
    Value::Int(1_i128.min(high).max(low))
}

/// How many items a list or a map has: one where that is allowed.
fn count_within(field: &Field) -> u64 {
    let most = field.max_length.unwrap_or(u64::MAX).min(16);
    field.min_length.unwrap_or(1).min(most)
}

/// A text of the field's format and length.
fn text_within(field: &Field) -> String {
    let text = match field.format.as_deref() {
        Some("uuid") => "5f1c4b9e-3a52-4d0c-9c70-2a1d6d2f8e41",
        Some("date-time") => "2026-01-31T12:00:00Z",
        Some("date") => "2026-01-31",
        Some("time") => "12:00:00Z",
        Some("duration") => "PT30S",
        Some("uri" | "iri" | "uri-reference" | "iri-reference") => "https://example.com/",
        Some("email" | "idn-email") => "name@example.com",
        Some("hostname" | "idn-hostname") => "example.com",
        Some("ipv4") => "192.0.2.1",
        Some("ipv6") => "2001:db8::1",
        Some("json-pointer") => "/text",
        Some("relative-json-pointer") => "0",
        _ => "text",
    };
    if field.format.is_some() {
        return text.to_owned();
    }
    let least = usize::try_from(field.min_length.unwrap_or(0))
        .unwrap_or(usize::MAX)
        .min(1024);
    let most = usize::try_from(field.max_length.unwrap_or(u64::MAX)).unwrap_or(usize::MAX);
    text.chars()
        .cycle()
        .take(text.len().max(least).min(most))
        .collect()
}
