//! The types that fields can have.

use std::collections::BTreeMap;

use serde_json::Value;

use super::node::Node;
use super::reader::Mismatch;

/// A type that a field can have.
pub(crate) trait Wire: Sized {
    /// The type in words.
    const EXPECTED: &'static str;

    fn node(&self) -> Node<'_>;

    fn read(value: &Value) -> Result<Self, Mismatch>;

    /// The value that a header spells out.
    fn from_header(_text: &str) -> Option<Self> {
        None
    }

    /// The value of a field that is not there, if it may be so.
    fn absent() -> Option<Self> {
        None
    }
}

impl<T: Wire> Wire for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn node(&self) -> Node<'_> {
        self.as_ref().map_or(Node::Absent, Wire::node)
    }

    fn read(value: &Value) -> Result<Self, Mismatch> {
        if value.is_null() {
            return Ok(None);
        }
        T::read(value).map(Some)
    }

    fn from_header(text: &str) -> Option<Self> {
        T::from_header(text).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl Wire for bool {
    const EXPECTED: &'static str = "a boolean";

    fn node(&self) -> Node<'_> {
        Node::Bool(*self)
    }

    fn read(value: &Value) -> Result<Self, Mismatch> {
        value
            .as_bool()
            .ok_or_else(|| Mismatch::new(Self::EXPECTED, value))
    }

    fn from_header(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

macro_rules! whole_numbers {
    ($($type:ty, $node:ident, $expected:literal;)*) => {$(
        impl Wire for $type {
            const EXPECTED: &'static str = $expected;

            fn node(&self) -> Node<'_> {
                Node::$node((*self).into())
            }

            fn read(value: &Value) -> Result<Self, Mismatch> {
                whole(value)
                    .and_then(|number| number.try_into().ok())
                    .ok_or_else(|| Mismatch::new(Self::EXPECTED, value))
            }

            fn from_header(text: &str) -> Option<Self> {
                text.parse().ok()
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
fn whole(value: &Value) -> Option<i128> {
    let number = value.as_number()?;
    if let Some(number) = number.as_i64() {
        return Some(number.into());
    }
    if let Some(number) = number.as_u64() {
        return Some(number.into());
    }
    let float = number.as_f64()?;
    // Every double of this size is a whole number that an `i128` holds.
    let fits = float.fract() == 0.0 && float.abs() < 1e30;
    #[allow(clippy::cast_possible_truncation, reason = "it fits")]
    fits.then_some(float as i128)
}

impl Wire for f64 {
    const EXPECTED: &'static str = "a number";

    fn node(&self) -> Node<'_> {
        Node::Float(*self)
    }

    fn read(value: &Value) -> Result<Self, Mismatch> {
        value
            .as_f64()
            .ok_or_else(|| Mismatch::new(Self::EXPECTED, value))
    }

    fn from_header(text: &str) -> Option<Self> {
        text.parse().ok().filter(|number: &f64| number.is_finite())
    }
}

impl Wire for String {
    const EXPECTED: &'static str = "a string";

    fn node(&self) -> Node<'_> {
        Node::Text(self)
    }

    fn read(value: &Value) -> Result<Self, Mismatch> {
        let text = value.as_str().map(str::to_owned);
        text.ok_or_else(|| Mismatch::new(Self::EXPECTED, value))
    }

    fn from_header(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

impl Wire for Value {
    const EXPECTED: &'static str = "any JSON";

    fn node(&self) -> Node<'_> {
        Node::Json(self)
    }

    fn read(value: &Value) -> Result<Self, Mismatch> {
        Ok(value.clone())
    }
}

impl<T: Wire> Wire for Vec<T> {
    const EXPECTED: &'static str = "an array";

    fn node(&self) -> Node<'_> {
        Node::List(self)
    }

    fn read(value: &Value) -> Result<Self, Mismatch> {
        let items = value
            .as_array()
            .ok_or_else(|| Mismatch::new(Self::EXPECTED, value))?;
        let item =
            |(index, item)| T::read(item).map_err(|wrong| wrong.within(&format!("[{index}]")));
        items.iter().enumerate().map(item).collect()
    }
}

impl<T: Wire> Wire for BTreeMap<String, T> {
    const EXPECTED: &'static str = "an object";

    fn node(&self) -> Node<'_> {
        Node::Map(self)
    }

    fn read(value: &Value) -> Result<Self, Mismatch> {
        let entries = value
            .as_object()
            .ok_or_else(|| Mismatch::new(Self::EXPECTED, value))?;
        let entry = |(key, value): (&String, _)| match T::read(value) {
            Ok(value) => Ok((key.clone(), value)),
            Err(mismatch) => Err(mismatch.within(key)),
        };
        entries.iter().map(entry).collect()
    }
}
