//! Reads bodies by the model alone: what the schema must say, said a second time and in another way.

use errbook::model::{Code, Field, Registry, Shape, Type, Value as Model};
use serde_json::{Map, Value};

type Object = Map<String, Value>;

/// Is `body` one that the registry's clients (or, where strict, its servers) know?
pub fn accepts(registry: &Registry, strict: bool, body: &Value) -> bool {
    let reader = Reader { registry, strict };
    let envelope = &registry.envelope;
    let Some(body) = body.as_object() else {
        return false;
    };
    let error = match envelope.wrapper.as_str() {
        "" => Some(body),
        wrapper => body.get(wrapper).and_then(Value::as_object),
    };
    let Some(error) = error else { return false };
    let text = |key: &str| error.get(key).and_then(Value::as_str);
    match (text(&envelope.code), text(&envelope.message)) {
        (Some(wire), Some(_)) => reader.error(wire, error),
        _ => false,
    }
}

/// Every wire code that means something: codes, aliases and retired ones.
pub fn wire_codes(registry: &Registry) -> Vec<String> {
    let codes = registry.codes.iter();
    let own = codes.flat_map(|code| [&code.wire].into_iter().chain(&code.aliases));
    own.chain(registry.retired.iter().map(|retired| &retired.wire))
        .cloned()
        .collect()
}

struct Reader<'r> {
    registry: &'r Registry,
    strict: bool,
}

impl Reader<'_> {
    fn code(&self, wire: &str) -> Option<&Code> {
        let codes = &self.registry.codes;
        let mut retired = self
            .registry
            .retired
            .iter()
            .filter(|retired| retired.wire == wire);
        let old = || {
            let renamed = |code: &&Code| code.aliases.iter().any(|alias| alias == wire);
            let replaced = retired
                .next()
                .and_then(|retired| retired.use_instead)
                .map(|index| &codes[index]);
            codes
                .iter()
                .find(renamed)
                .or(replaced)
                .filter(|_| !self.strict)
        };
        let own = codes.iter().find(|code| code.wire == wire);
        own.or_else(old).filter(|code| !code.internal)
    }

    fn error(&self, wire: &str, error: &Object) -> bool {
        let envelope = &self.registry.envelope;
        let code = self.code(wire);
        if code.is_none() && self.strict {
            return false;
        }
        let own = code.map(|code| code.fields.as_slice()).unwrap_or_default();
        let fields: Vec<&Field> = own
            .iter()
            .chain(&envelope.common)
            .filter(|field| field.in_body)
            .collect();
        let mut keys = vec![envelope.code.as_str(), envelope.message.as_str()];
        if envelope.fields.is_empty() {
            keys.extend(fields.iter().map(|field| field.name.raw.as_str()));
            return self.fields(&fields, error) && self.known(&keys, error);
        }
        keys.push(&envelope.fields);
        self.nested(&fields, error.get(&envelope.fields)) && self.known(&keys, error)
    }

    fn nested(&self, fields: &[&Field], nested: Option<&Value>) -> bool {
        match nested {
            None | Some(Value::Null) => fields.iter().all(|field| field.optional),
            Some(Value::Object(nested)) => self.object(fields, nested),
            Some(_) => false,
        }
    }

    fn object(&self, fields: &[&Field], object: &Object) -> bool {
        let keys: Vec<&str> = fields.iter().map(|field| field.name.raw.as_str()).collect();
        self.fields(fields, object) && self.known(&keys, object)
    }

    fn known(&self, keys: &[&str], object: &Object) -> bool {
        !self.strict || object.keys().all(|key| keys.contains(&key.as_str()))
    }

    fn fields(&self, fields: &[&Field], object: &Object) -> bool {
        fields
            .iter()
            .all(|field| match object.get(&field.name.raw) {
                None => field.optional,
                Some(Value::Null) if field.optional => true,
                Some(value) => self.value(&field.ty, value) && within(field, value),
            })
    }

    fn value(&self, ty: &Type, value: &Value) -> bool {
        match ty {
            Type::Json => true,
            Type::Bool => value.is_boolean(),
            Type::String => value.is_string(),
            Type::F64 => value.is_number(),
            Type::I32 => whole(value, i32::MIN.into(), i32::MAX.into()),
            Type::I64 => whole(value, i64::MIN.into(), i64::MAX.into()),
            Type::U32 => whole(value, 0, u32::MAX.into()),
            Type::U64 => whole(value, 0, u64::MAX.into()),
            Type::Array(item) => value
                .as_array()
                .is_some_and(|items| items.iter().all(|value| self.value(item, value))),
            Type::Map(item) => value
                .as_object()
                .is_some_and(|entries| entries.values().all(|value| self.value(item, value))),
            Type::Named(index) => self.named(&self.registry.types[*index].shape, value),
        }
    }

    fn named(&self, shape: &Shape, value: &Value) -> bool {
        match (shape, value) {
            (Shape::Object(fields), Value::Object(object)) => {
                self.object(&fields.iter().collect::<Vec<_>>(), object)
            }
            (Shape::Values(names), Value::String(text)) => {
                !self.strict || names.iter().any(|name| name.raw == *text)
            }
            _ => false,
        }
    }
}

/// A whole number, be it written as a float.
fn whole(value: &Value, low: i128, high: i128) -> bool {
    let integer = value
        .as_i64()
        .map(i128::from)
        .or(value.as_u64().map(i128::from));
    let float = value.as_f64().filter(|float| float.fract() == 0.0);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "floats beyond the range saturate, and stay out of it"
    )]
    let number = integer.or(float.map(|float| float as i128));
    number.is_some_and(|number| (low..=high).contains(&number))
}

fn within(field: &Field, value: &Value) -> bool {
    let length = match value {
        Value::String(text) => text.chars().count(),
        Value::Array(items) => items.len(),
        Value::Object(entries) => entries.len(),
        Value::Number(_) => return in_range(field, value),
        _ => return true,
    };
    let length = length as u64;
    field.min_length.is_none_or(|least| length >= least)
        && field.max_length.is_none_or(|most| length <= most)
        && value.as_str().is_none_or(|text| reads(field, text))
}

fn in_range(field: &Field, value: &Value) -> bool {
    let value = value.as_f64().expect("a number");
    #[expect(clippy::cast_precision_loss, reason = "limits of the suites are small")]
    let limit = |limit: &Model| match limit {
        Model::Int(number) => *number as f64,
        Model::Float(number) => *number,
        other => panic!("{other:?} is no limit"),
    };
    field.min.as_ref().is_none_or(|min| value >= limit(min))
        && field.max.as_ref().is_none_or(|max| value <= limit(max))
}

/// The one format of the suites is `uuid`.
fn reads(field: &Field, text: &str) -> bool {
    let matches = |pattern: &String| {
        let regex = regress::Regex::with_flags(pattern, "u").expect("a pattern");
        regex.find(text).is_some()
    };
    let is_uuid = |format: &String| {
        assert_eq!(format, "uuid", "teach this reader the format");
        let lengths: Vec<usize> = text.split('-').map(str::len).collect();
        lengths == [8, 4, 4, 4, 12] && text.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
    };
    field.pattern.as_ref().is_none_or(matches) && field.format.as_ref().is_none_or(is_uuid)
}
