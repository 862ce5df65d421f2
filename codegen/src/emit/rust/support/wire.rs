//! The types that fields can have.

use super::alloc::borrow::ToOwned;
use super::alloc::collections::BTreeMap;
use super::alloc::format;
use super::alloc::string::String;
use super::alloc::vec::Vec;

use serde_json::Value;

use super::json::{Part, Token};
use super::mismatch::Mismatch;
use super::node::Node;

/// A type that a field can have.
pub(crate) trait Wire: Sized {
    /// The type in words.
    const EXPECTED: &'static str;
    /// May the value be absent?
    const IS_OPTIONAL: bool = false;

    fn node(&self) -> Node<'_>;

    /// The value that a node shows, once more. Where it shows none of this type, as `Absent` does: one that is blank.
    fn of(node: Node<'_>) -> Self;

    /// What a body holds, if it is of this type.
    fn read(value: Part<'_>) -> Result<Self, Mismatch>;

    /// What a header spells out, if it is of this type.
    fn spell(_text: &str) -> Option<Self> {
        None
    }
}

impl<T: Wire> Wire for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;
    const IS_OPTIONAL: bool = true;

    fn node(&self) -> Node<'_> {
        self.as_ref().map_or(Node::Absent, Wire::node)
    }

    fn of(node: Node<'_>) -> Self {
        match node {
            Node::Absent => None,
            node => Some(T::of(node)),
        }
    }

    fn read(value: Part<'_>) -> Result<Self, Mismatch> {
        match value.token() {
            Token::Null => Ok(None),
            _ => T::read(value).map(Some),
        }
    }

    fn spell(text: &str) -> Option<Self> {
        T::spell(text).map(Some)
    }
}

impl Wire for bool {
    const EXPECTED: &'static str = "a boolean";

    fn node(&self) -> Node<'_> {
        Node::Bool(*self)
    }

    fn of(node: Node<'_>) -> Self {
        matches!(node, Node::Bool(true))
    }

    fn read(value: Part<'_>) -> Result<Self, Mismatch> {
        match value.token() {
            Token::Bool(flag) => Ok(*flag),
            _ => Err(value.is_not(Self::EXPECTED)),
        }
    }

    fn spell(text: &str) -> Option<Self> {
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

            fn of(node: Node<'_>) -> Self {
                match node {
                    Node::$node(number) => number.try_into().unwrap_or_default(),
                    _ => 0,
                }
            }

            fn read(value: Part<'_>) -> Result<Self, Mismatch> {
                let number = match value.token() {
                    Token::Uint(number) => (*number).try_into().ok(),
                    Token::Int(number) => (*number).try_into().ok(),
                    Token::Float(number) => {
                        whole(*number).and_then(|number| number.try_into().ok())
                    }
                    _ => None,
                };
                number.ok_or_else(|| no_such_number(value, Self::EXPECTED))
            }

            fn spell(text: &str) -> Option<Self> {
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

/// What is wrong with a value that is none of the whole numbers of a type.
#[cold]
fn no_such_number(value: Part<'_>, expected: &'static str) -> Mismatch {
    let is_whole = match value.token() {
        Token::Int(_) | Token::Uint(_) => true,
        Token::Float(number) => whole(*number).is_some(),
        _ => false,
    };
    if is_whole {
        return Mismatch::new(expected, "an integer that is out of range");
    }
    value.is_not(expected)
}

/// The whole number that a double is: `3.0` and `3e2` are whole numbers too, as in JSON Schema. The least `i64` is none: the
/// doubles of whole numbers below are the same.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::float_cmp,
    reason = "what is not the same after both casts is no whole number of this size"
)]
fn whole(float: f64) -> Option<i128> {
    let number = float as i128;
    let is_exact = number as f64 == float && float != i64::MIN as f64;
    (is_exact && float < 1e30 && float > -1e30).then_some(number)
}

impl Wire for f64 {
    const EXPECTED: &'static str = "a number";

    fn node(&self) -> Node<'_> {
        Node::Float(*self)
    }

    fn of(node: Node<'_>) -> Self {
        match node {
            Node::Float(number) => number,
            _ => 0.0,
        }
    }

    fn read(value: Part<'_>) -> Result<Self, Mismatch> {
        #[allow(clippy::cast_precision_loss, reason = "as JSON means it")]
        match value.token() {
            Token::Float(number) => Ok(*number),
            Token::Int(number) => Ok(*number as Self),
            Token::Uint(number) => Ok(*number as Self),
            _ => Err(value.is_not(Self::EXPECTED)),
        }
    }

    fn spell(text: &str) -> Option<Self> {
        let number = text.parse().ok();
        number.filter(|number: &f64| number.is_finite())
    }
}

impl Wire for String {
    const EXPECTED: &'static str = "a string";

    fn node(&self) -> Node<'_> {
        Node::Text(self)
    }

    fn of(node: Node<'_>) -> Self {
        match node {
            Node::Text(text) => text.to_owned(),
            _ => Self::new(),
        }
    }

    fn read(value: Part<'_>) -> Result<Self, Mismatch> {
        let text = value.text().map(ToOwned::to_owned);
        text.ok_or_else(|| value.is_not(Self::EXPECTED))
    }

    fn spell(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

impl Wire for Value {
    const EXPECTED: &'static str = "any JSON";

    fn node(&self) -> Node<'_> {
        Node::Json(self)
    }

    fn of(node: Node<'_>) -> Self {
        match node {
            Node::Json(value) => value.clone(),
            _ => Self::Null,
        }
    }

    fn read(value: Part<'_>) -> Result<Self, Mismatch> {
        Ok(value.to_value())
    }
}

impl<T: Wire> Wire for Vec<T> {
    const EXPECTED: &'static str = "an array";

    fn node(&self) -> Node<'_> {
        Node::List(self)
    }

    fn of(node: Node<'_>) -> Self {
        match node {
            Node::List(list) => (0..list.len()).map(|at| T::of(list.item(at))).collect(),
            _ => Self::new(),
        }
    }

    fn read(value: Part<'_>) -> Result<Self, Mismatch> {
        let Some(items) = value.items() else {
            return Err(value.is_not(Self::EXPECTED));
        };
        let item = |(at, item)| T::read(item).map_err(|wrong| wrong.within(&format!("[{at}]")));
        items.enumerate().map(item).collect()
    }
}

impl<T: Wire> Wire for BTreeMap<String, T> {
    const EXPECTED: &'static str = "an object";

    fn node(&self) -> Node<'_> {
        Node::Map(self)
    }

    fn of(node: Node<'_>) -> Self {
        let entry = |(key, node): (&str, _)| (key.to_owned(), T::of(node));
        match node {
            Node::Map(entries) => entries.iter().map(entry).collect(),
            _ => Self::new(),
        }
    }

    /// Of keys that are there twice, the last one counts. Of several entries that do not fit, the one that comes first
    /// in the map is named.
    fn read(value: Part<'_>) -> Result<Self, Mismatch> {
        let Some(members) = value.members() else {
            return Err(value.is_not(Self::EXPECTED));
        };
        let last: BTreeMap<_, _> = members.iter().collect();
        let entry = |(key, value): (&str, _)| match T::read(value) {
            Ok(value) => Ok((key.to_owned(), value)),
            Err(wrong) => Err(wrong.within(key)),
        };
        last.into_iter().map(entry).collect()
    }
}
