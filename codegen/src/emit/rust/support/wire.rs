//! The types that fields can have.

use super::alloc::borrow::ToOwned;
use super::alloc::collections::BTreeMap;
use super::alloc::format;
use super::alloc::string::String;
use super::alloc::vec::Vec;

use serde_json::Value;

use super::json::Json;
use super::node::Node;
use super::reader::Mismatch;

/// A type that a field can have.
pub(crate) trait Wire {
    /// A value that is still to be read.
    fn blank() -> Self
    where
        Self: Sized;

    /// The type in words.
    fn expected(&self) -> &'static str;

    fn node(&self) -> Node<'_>;

    /// Becomes what a body says.
    fn read(&mut self, value: &Json<'_>) -> Result<(), Mismatch>;

    /// Becomes the value that a header spells out, if it is one.
    fn spell(&mut self, _text: &str) -> bool {
        false
    }

    /// Becomes absent, if it may be so.
    fn clear(&mut self) -> bool {
        false
    }
}

impl<T: Wire> Wire for Option<T> {
    fn blank() -> Self {
        None
    }

    fn expected(&self) -> &'static str {
        T::blank().expected()
    }

    fn node(&self) -> Node<'_> {
        self.as_ref().map_or(Node::Absent, Wire::node)
    }

    fn read(&mut self, value: &Json<'_>) -> Result<(), Mismatch> {
        match value {
            Json::Null => *self = None,
            value => self.insert(T::blank()).read(value)?,
        }
        Ok(())
    }

    fn spell(&mut self, text: &str) -> bool {
        let mut value = T::blank();
        let is_one = value.spell(text);
        *self = Some(value).filter(|_| is_one);
        is_one
    }

    fn clear(&mut self) -> bool {
        *self = None;
        true
    }
}

impl Wire for bool {
    fn blank() -> Self {
        false
    }

    fn expected(&self) -> &'static str {
        "a boolean"
    }

    fn node(&self) -> Node<'_> {
        Node::Bool(*self)
    }

    fn read(&mut self, value: &Json<'_>) -> Result<(), Mismatch> {
        match value {
            Json::Bool(flag) => *self = *flag,
            other => return Err(Mismatch::new(self.expected(), other)),
        }
        Ok(())
    }

    fn spell(&mut self, text: &str) -> bool {
        become_some(self, text.parse().ok())
    }
}

/// Becomes a value, if there is one.
fn become_some<T>(place: &mut T, value: Option<T>) -> bool {
    let Some(value) = value else { return false };
    *place = value;
    true
}

macro_rules! whole_numbers {
    ($($type:ty, $node:ident, $expected:literal;)*) => {$(
        impl Wire for $type {
            fn blank() -> Self {
                0
            }

            fn expected(&self) -> &'static str {
                $expected
            }

            fn node(&self) -> Node<'_> {
                Node::$node((*self).into())
            }

            fn read(&mut self, value: &Json<'_>) -> Result<(), Mismatch> {
                let number = whole(value).and_then(|number| number.try_into().ok());
                if become_some(self, number) {
                    return Ok(());
                }
                Err(Mismatch::new($expected, value))
            }

            fn spell(&mut self, text: &str) -> bool {
                let number = text.parse::<i128>().ok();
                become_some(self, number.and_then(|number| number.try_into().ok()))
            }
        }
    )*};
}

whole_numbers! {
    i32, Int, "an integer of 32 bits (i32)";
    i64, Int, "an integer of 64 bits (i64)";
    u32, Uint, "an integer of 32 bits without a sign (u32)";
    u64, Uint, "an integer of 64 bits without a sign (u64)";
}

/// The whole number that a value is. `3.0` and `3e2` are whole numbers too, as in JSON Schema.
fn whole(value: &Json<'_>) -> Option<i128> {
    match value {
        Json::Int(number) => Some((*number).into()),
        Json::Uint(number) => Some((*number).into()),
        Json::Float(float) => whole_float(*float),
        _ => None,
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::float_cmp,
    reason = "what is not the same after both casts is no whole number of this size"
)]
fn whole_float(float: f64) -> Option<i128> {
    let number = float as i128;
    (number as f64 == float && float < 1e30 && float > -1e30).then_some(number)
}

impl Wire for f64 {
    fn blank() -> Self {
        0.0
    }

    fn expected(&self) -> &'static str {
        "a number"
    }

    fn node(&self) -> Node<'_> {
        Node::Float(*self)
    }

    fn read(&mut self, value: &Json<'_>) -> Result<(), Mismatch> {
        #[allow(clippy::cast_precision_loss, reason = "as JSON means it")]
        match value {
            Json::Float(number) => *self = *number,
            Json::Int(number) => *self = *number as f64,
            Json::Uint(number) => *self = *number as f64,
            other => return Err(Mismatch::new(self.expected(), other)),
        }
        Ok(())
    }

    fn spell(&mut self, text: &str) -> bool {
        let number = text.parse().ok();
        become_some(self, number.filter(|number: &f64| number.is_finite()))
    }
}

impl Wire for String {
    fn blank() -> Self {
        Self::new()
    }

    fn expected(&self) -> &'static str {
        "a string"
    }

    fn node(&self) -> Node<'_> {
        Node::Text(self)
    }

    fn read(&mut self, value: &Json<'_>) -> Result<(), Mismatch> {
        text(value)?.clone_into(self);
        Ok(())
    }

    fn spell(&mut self, text: &str) -> bool {
        text.clone_into(self);
        true
    }
}

/// The text that a value is.
pub(crate) fn text<'a>(value: &'a Json<'_>) -> Result<&'a str, Mismatch> {
    match value {
        Json::Text(text) => Ok(text),
        other => Err(Mismatch::new("a string", other)),
    }
}

impl Wire for Value {
    fn blank() -> Self {
        Self::Null
    }

    fn expected(&self) -> &'static str {
        "any JSON"
    }

    fn node(&self) -> Node<'_> {
        Node::Json(self)
    }

    fn read(&mut self, value: &Json<'_>) -> Result<(), Mismatch> {
        *self = value.to_value();
        Ok(())
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }

    fn expected(&self) -> &'static str {
        "an array"
    }

    fn node(&self) -> Node<'_> {
        Node::List(self)
    }

    fn read(&mut self, value: &Json<'_>) -> Result<(), Mismatch> {
        let Json::List(items) = value else {
            return Err(Mismatch::new(self.expected(), value));
        };
        for (index, item) in items.iter().enumerate() {
            let mut place = T::blank();
            let read = place.read(item);
            read.map_err(|wrong| wrong.within(&format!("[{index}]")))?;
            self.push(place);
        }
        Ok(())
    }
}

impl<T: Wire> Wire for BTreeMap<String, T> {
    fn blank() -> Self {
        Self::new()
    }

    fn expected(&self) -> &'static str {
        "an object"
    }

    fn node(&self) -> Node<'_> {
        Node::Map(self)
    }

    fn read(&mut self, value: &Json<'_>) -> Result<(), Mismatch> {
        let Json::Object(entries) = value else {
            return Err(Mismatch::new(self.expected(), value));
        };
        for (key, value) in entries.unique() {
            let mut place = T::blank();
            let read = place.read(value);
            read.map_err(|mismatch| mismatch.within(key))?;
            self.insert(key.to_owned(), place);
        }
        Ok(())
    }
}
