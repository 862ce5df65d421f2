//! Examples fit their fields: the type, and every limit.

use std::cmp::Ordering;

use super::types::is_unreadable;
use super::{Entries, Types, formats, pattern};
use crate::diag::{Sink, rules};
use crate::model::{Code, Field, Name, NamedType, Shape, Type};
use crate::syntax::FieldEntry;
use crate::unicode::shown;
use crate::value::Value;

/// Checks every example, and gives each the form of its field's type.
pub(super) fn examples(
    entries: &Entries<'_>,
    shapes: &Types,
    common: &mut [Field],
    types: &mut [NamedType],
    codes: &mut [Code],
    sink: &mut Sink,
) {
    each(&entries.main.envelope.common, common, shapes, sink);
    for (entry, ty) in entries.types.iter().zip(types) {
        if let (Some(fields), Shape::Object(resolved)) = (&entry.fields, &mut ty.shape) {
            each(fields, resolved, shapes, sink);
        }
    }
    for (entry, code) in entries.codes.iter().zip(codes) {
        each(&entry.fields, &mut code.fields, shapes, sink);
    }
}

fn each(entries: &[FieldEntry], fields: &mut [Field], types: &Types, sink: &mut Sink) {
    let readable = |(_, field): &(&FieldEntry, &mut Field)| !is_unreadable(&field.ty);
    for (entry, field) in entries.iter().zip(fields).filter(readable) {
        let Some(example) = &entry.example else {
            without_example(entry, field, sink);
            continue;
        };
        let fitted = fitted(&example.value, &field.ty, types)
            .and_then(|value| within(&value, field).map(|()| value));
        match fitted {
            Ok(value) => field.example = Some(value),
            Err(why) => {
                let message = format!(
                    "the example does not fit the field {}: {why}",
                    shown(&field.name.raw)
                );
                let help = "give an example that the API could send";
                sink.report(&rules::EXAMPLE, &example.span, message, help);
            }
        }
    }
}

/// No value can be made up for a pattern, so that samples would not match it.
fn without_example(entry: &FieldEntry, field: &Field, sink: &mut Sink) {
    if let Some(pattern) = entry.pattern.as_ref().filter(|_| !field.optional) {
        let message = format!(
            "the field {} has a pattern but no example",
            shown(&field.name.raw)
        );
        let help = "add `example = \"...\"`: without it, samples in docs and schemas cannot match the pattern";
        sink.report(&rules::PATTERN_EXAMPLE, &pattern.span, message, help);
    }
}

/// `value` as a value of `ty`, or why it is none.
pub(super) fn fitted(value: &Value, ty: &Type, types: &Types) -> Result<Value, String> {
    let expected = |what: &str| Err(format!("expected {what}, found {}", described(value)));
    match (ty, value) {
        (Type::Json, _) | (Type::Bool, Value::Bool(_)) | (Type::String, Value::String(_)) => {
            Ok(value.clone())
        }
        (Type::Bool, _) => expected("`true` or `false`"),
        (Type::String, _) => expected("a string"),
        (Type::I32, Value::Int(number)) => whole(*number, i32::MIN.into(), i32::MAX.into()),
        (Type::I64, Value::Int(number)) => whole(*number, i64::MIN.into(), i64::MAX.into()),
        (Type::U32, Value::Int(number)) => whole(*number, 0, u32::MAX.into()),
        (Type::U64, Value::Int(number)) => whole(*number, 0, u64::MAX.into()),
        (Type::I32 | Type::I64 | Type::U32 | Type::U64, _) => expected("a whole number"),
        (Type::F64, Value::Float(_)) => Ok(value.clone()),
        #[expect(
            clippy::cast_precision_loss,
            reason = "a double is what the field holds"
        )]
        (Type::F64, Value::Int(number)) => Ok(Value::Float(*number as f64)),
        (Type::F64, _) => expected("a number"),
        (Type::Array(item), Value::Array(items)) => Ok(Value::Array(
            items
                .iter()
                .map(|value| fitted(value, item, types))
                .collect::<Result<_, _>>()?,
        )),
        (Type::Array(_), _) => expected("an array"),
        (Type::Map(item), Value::Object(entries)) => {
            let entry =
                |(key, value): &(String, Value)| Ok((key.clone(), fitted(value, item, types)?));
            Ok(Value::Object(
                entries.iter().map(entry).collect::<Result<_, String>>()?,
            ))
        }
        (Type::Map(_), _) => expected("a table"),
        (Type::Named(index), _) => match (&types.get(*index).map(|ty| &ty.shape), value) {
            (None, _) => Ok(value.clone()),
            (Some(Shape::Values(names)), Value::String(text)) => one_of(text, names, value),
            (Some(Shape::Values(_)), _) => expected("a string"),
            (Some(Shape::Object(fields)), Value::Object(entries)) => object(entries, fields, types),
            _ => expected("a table"),
        },
    }
}

/// A set of strings may grow, but an example is one that it has.
fn one_of(text: &str, names: &[Name], value: &Value) -> Result<Value, String> {
    if names.is_empty() || names.iter().any(|name| name.raw == text) {
        return Ok(value.clone());
    }
    let names = names.iter().take(8).map(|name| name.raw.as_str());
    Err(format!(
        "{} is not {}",
        shown(text),
        crate::diag::one_of(names)
    ))
}

fn whole(number: i128, min: i128, max: i128) -> Result<Value, String> {
    if (min..=max).contains(&number) {
        Ok(Value::Int(number))
    } else {
        Err(format!("{number} is not from {min} to {max}"))
    }
}

fn object(entries: &[(String, Value)], fields: &[Field], types: &Types) -> Result<Value, String> {
    if let Some((key, _)) = entries
        .iter()
        .find(|(key, _)| !fields.iter().any(|field| field.name.raw == *key))
    {
        return Err(format!("its type has no field {}", shown(key)));
    }
    let missing =
        |field: &&Field| !field.optional && !entries.iter().any(|(key, _)| *key == field.name.raw);
    if let Some(field) = fields.iter().find(missing) {
        return Err(format!("it lacks the field {}", shown(&field.name.raw)));
    }
    let mut fit = Vec::new();
    for (key, value) in entries {
        let Some(field) = fields.iter().find(|field| field.name.raw == *key) else {
            continue;
        };
        let value = fitted(value, &field.ty, types)?;
        within(&value, field)?;
        fit.push((key.clone(), value));
    }
    Ok(Value::Object(fit))
}

/// Is `value` within the limits of `field`?
fn within(value: &Value, field: &Field) -> Result<(), String> {
    let length = match value {
        Value::String(text) => text.chars().count(),
        Value::Array(items) => items.len(),
        Value::Object(entries) => entries.len(),
        _ => return between(value, field),
    };
    of_length(u64::try_from(length).unwrap_or(u64::MAX), field)?;
    match value {
        Value::String(text) => of_form(text, field),
        _ => Ok(()),
    }
}

/// A number is not below `min`, and not above `max`.
fn between(value: &Value, field: &Field) -> Result<(), String> {
    let sides = [
        ("min", &field.min, Ordering::Less, "below"),
        ("max", &field.max, Ordering::Greater, "above"),
    ];
    for (key, limit, beyond, side) in sides {
        let Some(limit) = limit else { continue };
        let (number, bound) = (number(value), number(limit));
        if number.partial_cmp(&bound) == Some(beyond) && number.is_some() {
            let (value, limit) = (value.to_json(), limit.to_json());
            return Err(format!("{value} is {side} `{key}`, {limit}"));
        }
    }
    Ok(())
}

fn of_length(length: u64, field: &Field) -> Result<(), String> {
    if let Some(min) = field.min_length.filter(|min| length < *min) {
        return Err(format!(
            "its length, {length}, is below `min_length`, {min}"
        ));
    }
    if let Some(max) = field.max_length.filter(|max| length > *max) {
        return Err(format!(
            "its length, {length}, is above `max_length`, {max}"
        ));
    }
    Ok(())
}

/// A text is of the field's format, and matches its pattern.
fn of_form(text: &str, field: &Field) -> Result<(), String> {
    let is_other = |format: &&str| !formats::fits(text, format);
    if let Some(format) = field.format.as_deref().filter(is_other) {
        return Err(format!("{} is not of the format `{format}`", shown(text)));
    }
    match &field.pattern {
        Some(pattern) if !pattern::matches(text, pattern) => {
            Err("it does not match the pattern".to_owned())
        }
        _ => Ok(()),
    }
}

/// A number to compare by.
pub(super) fn number(value: &Value) -> Option<Number> {
    match value {
        Value::Int(number) => Some(Number::Int(*number)),
        Value::Float(number) => Some(Number::Float(*number)),
        _ => None,
    }
}

/// Whole numbers compare exactly.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Number {
    Int(i128),
    Float(f64),
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Int(a), Self::Int(b)) => a.partial_cmp(b),
            (a, b) => a.as_float().partial_cmp(&b.as_float()),
        }
    }
}

impl Number {
    #[expect(clippy::cast_precision_loss, reason = "compared with a double anyway")]
    fn as_float(self) -> f64 {
        match self {
            Self::Int(number) => number as f64,
            Self::Float(number) => number,
        }
    }
}

fn described(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Int(_) => "a whole number",
        Value::Float(_) => "a float",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "a table",
    }
}
