//! Schemas of fields and of named types.

use super::{Properties, Writer, one_of, or_null, reference};
use crate::escape::json::JsonObject;
use crate::model::{Field, Name, NamedType, Shape, Type, Value};

impl Writer<'_> {
    /// A field, optional or not. An optional one accepts `null` as well.
    pub(super) fn field(&self, field: &Field) -> JsonObject {
        let about = JsonObject::new()
            .with_text("description", description(field))
            .with_list("examples", field.example.iter().cloned().collect());
        let value = self.value(field);
        if matches!(field.ty, Type::Named(_)) && !field.optional && !about.is_empty() {
            // Code generators copy what a `$ref` names where another key stands beside the `$ref`.
            return about.with("allOf", Value::Array(vec![value.into()]));
        }
        about.and(value)
    }

    fn value(&self, field: &Field) -> JsonObject {
        match &field.ty {
            Type::Named(_) if field.optional => or_null(self.of_type(&field.ty)),
            Type::Named(_) | Type::Json => self.of_type(&field.ty),
            ty => {
                let name = type_name(ty);
                let limits = self.keywords(ty, field.min.as_ref(), field.max.as_ref());
                typed(name, field.optional)
                    .and(limits)
                    .and(lengths(field))
                    .and(texts(field))
            }
        }
    }

    fn of_type(&self, ty: &Type) -> JsonObject {
        match ty {
            Type::Named(index) => reference(&self.registry.types[*index].name.pascal),
            Type::Json => JsonObject::new(),
            ty => typed(type_name(ty), false).and(self.keywords(ty, None, None)),
        }
    }

    /// What a type says beside its `type`: the range of a number, what a list or a map holds.
    fn keywords(&self, ty: &Type, min: Option<&Value>, max: Option<&Value>) -> JsonObject {
        let (low, high) = range(ty);
        let keywords = JsonObject::new()
            .with_some("minimum", min.cloned().or(low))
            .with_some("maximum", max.cloned().or(high));
        match ty {
            Type::Array(item) => keywords.with("items", self.items(item)),
            Type::Map(item) => keywords.with("additionalProperties", self.items(item)),
            _ => keywords,
        }
    }

    /// What each item of a list, or each entry of a map, holds.
    fn items(&self, ty: &Type) -> Value {
        match ty {
            Type::Json => true.into(),
            ty => self.of_type(ty).into(),
        }
    }

    /// A named type's definition.
    pub(super) fn named_type(&self, ty: &NamedType) -> JsonObject {
        let shape = match &ty.shape {
            Shape::Object(fields) => {
                let mut properties = Properties::default();
                self.add_fields(&mut properties, fields.iter());
                properties.into_schema(self.strict)
            }
            Shape::Values(names) => self.values(names),
        };
        JsonObject::new()
            .with_text("description", ty.doc.plain())
            .and(shape)
    }

    /// A set of strings. It is open: the first choice is there for people and for code generators.
    fn values(&self, names: &[Name]) -> JsonObject {
        let names: Vec<&str> = names.iter().map(|name| name.raw.as_str()).collect();
        if self.strict {
            return one_of(&names);
        }
        let other = JsonObject::new()
            .with("description", "A value that this schema does not know.")
            .with("type", "string");
        JsonObject::new().with(
            "anyOf",
            Value::Array(vec![one_of(&names).into(), other.into()]),
        )
    }
}

fn typed(name: &str, optional: bool) -> JsonObject {
    let name = Value::from(name);
    let name = if optional {
        Value::Array(vec![name, "null".into()])
    } else {
        name
    };
    JsonObject::new().with("type", name)
}

fn type_name(ty: &Type) -> &'static str {
    match ty {
        Type::Bool => "boolean",
        Type::I32 | Type::I64 | Type::U32 | Type::U64 => "integer",
        Type::F64 => "number",
        Type::String => "string",
        Type::Array(_) => "array",
        Type::Map(_) | Type::Json | Type::Named(_) => "object",
    }
}

/// The lowest and the highest value of a whole-number type.
fn range(ty: &Type) -> (Option<Value>, Option<Value>) {
    let (low, high) = match ty {
        Type::I32 => (i32::MIN.into(), i32::MAX.into()),
        Type::I64 => (i64::MIN.into(), i64::MAX.into()),
        Type::U32 => (0, u32::MAX.into()),
        Type::U64 => (0, u64::MAX.into()),
        _ => return (None, None),
    };
    (Some(Value::Int(low)), Some(Value::Int(high)))
}

/// The length of a string, a list or a map.
fn lengths(field: &Field) -> JsonObject {
    let (least, most) = match field.ty {
        Type::String => ("minLength", "maxLength"),
        Type::Array(_) => ("minItems", "maxItems"),
        Type::Map(_) => ("minProperties", "maxProperties"),
        _ => return JsonObject::new(),
    };
    let number = |number: u64| Value::Int(number.into());
    JsonObject::new()
        .with_some(least, field.min_length.map(number))
        .with_some(most, field.max_length.map(number))
}

/// The format and the pattern of a string.
fn texts(field: &Field) -> JsonObject {
    JsonObject::new()
        .with_some("format", field.format.as_deref())
        .with_some("pattern", field.pattern.as_deref())
}

/// The field's text, its unit, and the header that carries it as well.
fn description(field: &Field) -> String {
    let doc = Some(field.doc.plain()).filter(|text| !text.is_empty());
    let unit = field.unit.as_ref().map(|unit| format!("Unit: {unit}."));
    let header = field.header.as_ref();
    let header = header.map(|header| format!("The header {header} carries it as well."));
    let texts: Vec<String> = [doc, unit, header].into_iter().flatten().collect();
    texts.join("\n\n")
}
