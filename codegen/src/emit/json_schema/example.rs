//! The example of a branch: the registry's sample, where that is sure to be valid.

use super::Writer;
use crate::model::{Code, Field, Shape, Type, Value};

/// Samples repeat a text or an item so often, and no more, to reach a least length.
const LONGEST_TEXT: u64 = 1024;
const LONGEST_LIST: u64 = 16;

impl Writer<'_> {
    /// The error object of the code's sample. There is none where a field has a pattern, or another rule that only
    /// a written example is sure to meet, and no example.
    pub(super) fn example(&self, code: &Code) -> Option<Value> {
        let own = code.fields.iter().chain(&self.registry.envelope.common);
        let mut shown = own.filter(|field| field.in_body && is_shown(field));
        let sure = shown.all(|field| self.sample_is_valid(field, &mut Vec::new()));
        sure.then(|| self.unwrapped(self.registry.sample_body(code)))
    }

    /// The error object of a whole body.
    fn unwrapped(&self, body: Value) -> Value {
        match body {
            Value::Object(mut entries) if !self.registry.envelope.wrapper.is_empty() => {
                entries.pop().map_or(Value::Null, |(_, error)| error)
            }
            body => body,
        }
    }

    /// Does the field have an example, or does a made-up value of its type meet its rules? `inside` are the named
    /// types around it.
    fn sample_is_valid(&self, field: &Field, inside: &mut Vec<usize>) -> bool {
        let fits = || made_up_fits(field, inside.is_empty());
        field.example.is_some() || (fits() && self.type_fits(&field.ty, inside))
    }

    fn type_fits(&self, ty: &Type, inside: &mut Vec<usize>) -> bool {
        match ty {
            Type::Array(item) | Type::Map(item) => self.type_fits(item, inside),
            Type::Named(index) => self.named_fits(*index, inside),
            _ => true,
        }
    }

    fn named_fits(&self, index: usize, inside: &mut Vec<usize>) -> bool {
        let Shape::Object(fields) = &self.registry.types[index].shape else {
            return true;
        };
        if inside.contains(&index) {
            return true;
        }
        inside.push(index);
        let mut shown = fields.iter().filter(|field| is_shown(field));
        let fits = shown.all(|field| self.sample_is_valid(field, inside));
        inside.pop();
        fits
    }
}

/// Is the field in samples?
fn is_shown(field: &Field) -> bool {
    !field.optional || field.example.is_some()
}

/// A made-up text meets a format or a length, not both, and no pattern. A made-up list or map has its least length
/// where it is a field of the error itself; below, it has one item, or none if it is deep.
fn made_up_fits(field: &Field, outermost: bool) -> bool {
    let (least, most) = (field.min_length.unwrap_or(0), field.max_length);
    match field.ty {
        Type::String => {
            let any_length = least == 0 && most.is_none();
            let fits = least <= LONGEST_TEXT && (field.format.is_none() || any_length);
            fits && field.pattern.is_none()
        }
        Type::Array(_) | Type::Map(_) if outermost => least <= LONGEST_LIST,
        Type::Array(_) | Type::Map(_) => least == 0 && most != Some(0),
        _ => true,
    }
}
