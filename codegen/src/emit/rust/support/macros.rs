//! What the generated types have in common, written once.

#![allow(unused_macros, reason = "few registries use all of this")]

/// Makes a struct a record: its fields, and what is known of each of them.
macro_rules! record {
    ($record:ident { $($at:literal $field:ident = $name:literal $({ $($about:ident: $value:expr),* })?),* $(,)? }) => {
        impl super::record::Record for $record {
            #[inline]
            fn fields(&self) -> &'static [super::record::Field] {
                #[allow(clippy::needless_update, reason = "a field may have all of it")]
                &[$(super::record::Field {
                    name: $name,
                    key: concat!(",\"", $name, "\":"),
                    $($($about: $value,)*)?
                    ..super::record::PLAIN
                }),*]
            }

            fn get(&self, index: usize) -> super::node::Node<'_> {
                match index {
                    $($at => super::wire::Wire::node(&self.$field),)*
                    _ => super::node::Node::Absent,
                }
            }

            fn place(
                &mut self,
                index: usize,
            ) -> ::core::option::Option<&mut dyn super::wire::Wire> {
                match index {
                    $($at => ::core::option::Option::Some(&mut self.$field),)*
                    _ => ::core::option::Option::None,
                }
            }

            fn blank() -> Self {
                Self { $($field: super::wire::Wire::blank()),* }
            }
        }

        impl ::core::fmt::Debug for $record {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                super::record::debug(stringify!($record), self, f)
            }
        }

        impl ::core::cmp::PartialEq for $record {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                super::record::same(self, other)
            }
        }
    };
}

/// Makes a record a type that fields can have.
macro_rules! object {
    ($record:ident) => {
        impl super::wire::Wire for $record {
            fn blank() -> Self {
                super::record::Record::blank()
            }

            fn expected(&self) -> &'static str {
                "an object"
            }

            fn node(&self) -> super::node::Node<'_> {
                super::node::Node::Object(self)
            }

            fn slot(&mut self) -> super::wire::Slot<'_> {
                super::wire::Slot::Object(self)
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
            fn blank() -> Self {
                Self::Unrecognized(super::alloc::string::String::new())
            }

            fn expected(&self) -> &'static str {
                "a string"
            }

            fn node(&self) -> super::node::Node<'_> {
                super::node::Node::Text(self.as_str())
            }

            fn put(&mut self, value: super::json::Scalar<'_>) -> bool {
                let super::json::Scalar::Text(text) = value else {
                    return false;
                };
                self.spell(text)
            }

            fn spell(&mut self, text: &str) -> bool {
                *self = Self::from(text);
                true
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

            /// The same, to be read.
            pub(crate) fn record_mut(&mut self) -> Option<&mut dyn super::record::Record> {
                match self {
                    $(Self::$payload(payload) => Some(payload),)*
                    _ => None,
                }
            }

            /// An error of `code` whose fields are still to be read.
            pub(crate) fn blank(code: ErrorCode) -> Option<Self> {
                Some(match code {
                    $(ErrorCode::$plain => Self::$plain,)*
                    $(ErrorCode::$payload => Self::$payload(super::record::Record::blank()),)*
                    ErrorCode::__Uncastable => return None,
                })
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
