//! The types that fields can have.

use super::alloc::borrow::ToOwned;
use super::alloc::collections::BTreeMap;
use super::alloc::string::String;
use super::alloc::vec::Vec;

use serde_json::Value;

use super::json::Scalar;
use super::node::{Entries, List, Node};
use super::record::Record;

/// A type that a field can have.
pub(crate) trait Wire {
    /// A value that is still to be read.
    fn blank() -> Self
    where
        Self: Sized;

    /// The type in words.
    fn expected(&self) -> &'static str;

    fn node(&self) -> Node<'_>;

    /// Becomes what a body says, if it can.
    fn put(&mut self, _value: Scalar<'_>) -> bool {
        false
    }

    /// What an array or object is put into.
    fn slot(&mut self) -> Slot<'_> {
        Slot::None
    }

    /// Becomes the value that a header spells out, if it is one.
    fn spell(&mut self, _text: &str) -> bool {
        false
    }

    /// Becomes absent, if it may be so.
    fn clear(&mut self) -> bool {
        false
    }
}

/// What an array or object of a body can be put into.
#[allow(dead_code, reason = "few registries have all of these types")]
pub(crate) enum Slot<'a> {
    None,
    Json(&'a mut Value),
    List(&'a mut dyn List),
    Map(&'a mut dyn Entries),
    Object(&'a mut dyn Record),
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

    fn put(&mut self, value: Scalar<'_>) -> bool {
        match value {
            Scalar::Null => self.clear(),
            value => self.insert(T::blank()).put(value),
        }
    }

    fn slot(&mut self) -> Slot<'_> {
        self.insert(T::blank()).slot()
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

    fn put(&mut self, value: Scalar<'_>) -> bool {
        match value {
            Scalar::Bool(flag) => become_some(self, Some(flag)),
            _ => false,
        }
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

            fn put(&mut self, value: Scalar<'_>) -> bool {
                let number = match value {
                    Scalar::Uint(number) => number.try_into().ok(),
                    Scalar::Int(number) => number.try_into().ok(),
                    Scalar::Float(number) => {
                        whole(number).and_then(|number| number.try_into().ok())
                    }
                    _ => None,
                };
                become_some(self, number)
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

/// The whole number that a double is: `3.0` and `3e2` are whole numbers too, as in JSON Schema.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::float_cmp,
    reason = "what is not the same after both casts is no whole number of this size"
)]
fn whole(float: f64) -> Option<i128> {
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

    fn put(&mut self, value: Scalar<'_>) -> bool {
        #[allow(clippy::cast_precision_loss, reason = "as JSON means it")]
        let number = match value {
            Scalar::Float(number) => Some(number),
            Scalar::Int(number) => Some(number as Self),
            Scalar::Uint(number) => Some(number as Self),
            _ => None,
        };
        become_some(self, number)
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

    fn put(&mut self, value: Scalar<'_>) -> bool {
        match value {
            Scalar::Text(text) => self.spell(text),
            _ => false,
        }
    }

    fn spell(&mut self, text: &str) -> bool {
        text.clone_into(self);
        true
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

    fn put(&mut self, value: Scalar<'_>) -> bool {
        *self = value.to_value();
        true
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Json(self)
    }
}

impl<T: Wire + 'static> Wire for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }

    fn expected(&self) -> &'static str {
        "an array"
    }

    fn node(&self) -> Node<'_> {
        Node::List(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::List(self)
    }
}

impl<T: Wire + 'static> Wire for BTreeMap<String, T> {
    fn blank() -> Self {
        Self::new()
    }

    fn expected(&self) -> &'static str {
        "an object"
    }

    fn node(&self) -> Node<'_> {
        Node::Map(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Map(self)
    }
}
