//! What the generated types have in common, written once.

#![allow(unused_macros, reason = "few registries use all of this")]

/// Makes a struct a record: its fields, and what is known of each of them.
macro_rules! record {
    ($record:ident { $($at:literal $field:ident = $name:literal $({ $($about:ident: $value:expr),* })?),* $(,)? }) => {
        impl super::record::Describe for $record {
            #[allow(clippy::needless_update, reason = "a field may have all of it")]
            const SHAPE: super::record::Shape = super::record::Shape {
                name: stringify!($record),
                fields: &[$(super::record::Field {
                    name: $name,
                    key: concat!(",\"", $name, "\":"),
                    $($($about: $value,)*)?
                    ..super::record::PLAIN
                }),*],
            };

            fn node(&self, index: usize) -> super::node::Node<'_> {
                match index {
                    $($at => super::wire::Wire::node(&self.$field),)*
                    _ => super::node::Node::Absent,
                }
            }

            #[allow(unused_variables, reason = "a record may have no fields")]
            fn read(fields: &mut super::fields::Fields<'_, '_>) -> Self {
                Self { $($field: fields.take($at)),* }
            }
        }

        impl ::core::fmt::Debug for $record {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                super::record::debug(self, f)
            }
        }

        impl ::core::cmp::PartialEq for $record {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                super::record::equal(self, other)
            }
        }
    };
}

/// Makes a record a type that fields can have.
macro_rules! object {
    ($record:ident) => {
        impl super::wire::Wire for $record {
            const EXPECTED: &'static str = "an object";

            fn blank() -> Self {
                super::fields::blank()
            }

            fn node(&self) -> super::node::Node<'_> {
                super::node::Node::Object(self)
            }

            fn read(value: super::json::Part<'_, '_>) -> Result<Self, super::mismatch::Mismatch> {
                super::fields::record(value)
            }
        }
    };
}

/// Gives a record of optional fields a default: none of them.
macro_rules! empty {
    ($record:ident) => {
        impl ::core::default::Default for $record {
            #[inline]
            fn default() -> Self {
                Self::new()
            }
        }
    };
}

/// Makes an enum an open set of strings.
macro_rules! values {
    ($set:ident { $($value:ident = $text:literal),* $(,)? }) => {
        impl $set {
            /// The value as it is on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$value => $text,)*
                    Self::Unrecognized(text) => text,
                }
            }
        }

        impl ::core::convert::From<&str> for $set {
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$value,)*
                    _ => Self::Unrecognized(super::alloc::borrow::ToOwned::to_owned(text)),
                }
            }
        }

        impl ::core::convert::From<super::alloc::string::String> for $set {
            fn from(text: super::alloc::string::String) -> Self {
                match text.as_str() {
                    $($text => Self::$value,)*
                    _ => Self::Unrecognized(text),
                }
            }
        }

        impl ::core::fmt::Display for $set {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl super::wire::Wire for $set {
            const EXPECTED: &'static str = "a string";

            fn blank() -> Self {
                Self::Unrecognized(super::alloc::string::String::new())
            }

            fn node(&self) -> super::node::Node<'_> {
                super::node::Node::Text(self.as_str())
            }

            fn read(value: super::json::Part<'_, '_>) -> Result<Self, super::mismatch::Mismatch> {
                value.text().map(Self::from).ok_or_else(|| value.is_not(Self::EXPECTED))
            }

            fn spell(text: &str) -> Option<Self> {
                Some(Self::from(text))
            }
        }
    };
}

/// Ties each variant of `ErrorKind` to its code and, where it has one, to its payload.
macro_rules! kinds {
    (plain { $($plain:ident),* $(,)? } payloads { $($payload:ident),* $(,)? }) => {
        impl ErrorKind {
            /// The code; none where it is not in this registry.
            #[must_use]
            pub fn code(&self) -> Option<ErrorCode> {
                Some(match self {
                    $(Self::$plain => ErrorCode::$plain,)*
                    $(Self::$payload(_) => ErrorCode::$payload,)*
                    Self::Malformed(malformed) => malformed.code(),
                    Self::Unrecognized(_) => return None,
                })
            }

            /// The fields that the code has.
            pub(crate) fn record(&self) -> Option<&dyn super::record::Record> {
                match self {
                    $(Self::$payload(payload) => Some(payload),)*
                    _ => None,
                }
            }

            /// An error of `code`, with the fields that there are.
            #[allow(unused_variables, reason = "a registry may have no fields")]
            pub(crate) fn read(code: ErrorCode, fields: &mut super::fields::Fields<'_, '_>) -> Self {
                match code {
                    $(ErrorCode::$plain => Self::$plain,)*
                    $(ErrorCode::$payload => Self::$payload(fields.record()),)*
                    ErrorCode::__Uncastable => Self::Unrecognized(super::unrecognized::Unrecognized::new(
                        super::unrecognized::UnrecognizedReason::UnknownCode,
                    )),
                }
            }
        }

        $(impl From<super::payloads::$payload> for super::error::ApiError {
            #[inline]
            fn from(payload: super::payloads::$payload) -> Self {
                Self::of(ErrorKind::$payload(payload))
            }
        })*
    };
}
