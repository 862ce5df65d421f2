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
pub(crate) trait Wire: Sized {
    /// The type in words.
    const EXPECTED: &'static str;

    fn node(&self) -> Node<'_>;

    fn read(value: &Json<'_>) -> Result<Self, Mismatch>;

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

    fn read(value: &Json<'_>) -> Result<Self, Mismatch> {
        match value {
            Json::Null => Ok(None),
            value => T::read(value).map(Some),
        }
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

    fn read(value: &Json<'_>) -> Result<Self, Mismatch> {
        match value {
            Json::Bool(flag) => Ok(*flag),
            other => Err(Mismatch::new(Self::EXPECTED, other)),
        }
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

            fn read(value: &Json<'_>) -> Result<Self, Mismatch> {
                whole(value)
                    .and_then(|number| number.try_into().ok())
                    .ok_or_else(|| Mismatch::new(Self::EXPECTED, value))
            }

            fn from_header(text: &str) -> Option<Self> {
                text.parse::<i128>().ok()?.try_into().ok()
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
    const EXPECTED: &'static str = "a number";

    fn node(&self) -> Node<'_> {
        Node::Float(*self)
    }

    fn read(value: &Json<'_>) -> Result<Self, Mismatch> {
        #[allow(clippy::cast_precision_loss, reason = "as JSON means it")]
        match value {
            Json::Float(number) => Ok(*number),
            Json::Int(number) => Ok(*number as f64),
            Json::Uint(number) => Ok(*number as f64),
            other => Err(Mismatch::new(Self::EXPECTED, other)),
        }
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

    fn read(value: &Json<'_>) -> Result<Self, Mismatch> {
        match value {
            Json::Text(text) => Ok(text.clone().into_owned()),
            other => Err(Mismatch::new(Self::EXPECTED, other)),
        }
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

    fn read(value: &Json<'_>) -> Result<Self, Mismatch> {
        Ok(value.to_value())
    }
}

impl<T: Wire> Wire for Vec<T> {
    const EXPECTED: &'static str = "an array";

    fn node(&self) -> Node<'_> {
        Node::List(self)
    }

    fn read(value: &Json<'_>) -> Result<Self, Mismatch> {
        let Json::List(items) = value else {
            return Err(Mismatch::new(Self::EXPECTED, value));
        };
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

    fn read(value: &Json<'_>) -> Result<Self, Mismatch> {
        let Json::Object(entries) = value else {
            return Err(Mismatch::new(Self::EXPECTED, value));
        };
        let mut map = Self::new();
        for (key, value) in entries.unique() {
            let value = T::read(value).map_err(|mismatch| mismatch.within(key))?;
            map.insert(key.to_owned(), value);
        }
        Ok(map)
    }
}
