//! What the generated types have in common, written once.

#![allow(unused_macros, reason = "few registries use all of this")]

/// What is known of the fields of a record.
macro_rules! fields {
    ($fields:ident { $($name:literal $({ $($about:ident: $value:expr),* })?),* $(,)? }) => {
        #[allow(clippy::needless_update, reason = "a field may have all of it")]
        pub(crate) const $fields: &[super::record::Field] = &[$(super::record::Field {
            name: $name,
            key: concat!(",\"", $name, "\":"),
            $($($about: $value,)*)?
            ..super::record::PLAIN
        }),*];
    };
}

/// Makes a struct a record: either `Values`, or the `Payload` of a variant of `ErrorKind`.
macro_rules! record {
    (
        $record:ident: $trait:ident $(($kind:ident))?,
        $fields:ident { $($at:literal $field:ident),* $(,)? }
    ) => {
        impl super::record::$trait for $record {
            $(const KIND: fn(Self) -> super::kind::ErrorKind = super::kind::ErrorKind::$kind;)?

            fn at(&self, index: usize) -> super::node::Node<'_> {
                match index {
                    $($at => self.$field.node(),)*
                    _ => super::node::Node::NoField,
                }
            }

            #[inline]
            fn read(fields: &mut super::fields::Fields<'_>) -> Self {
                Self { $($field: fields.take($at)),* }
            }
        }

        impl ::core::clone::Clone for $record {
            #[inline]
            fn clone(&self) -> Self {
                self.again()
            }
        }

        impl ::core::fmt::Debug for $record {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                self.debug(stringify!($record), super::shapes::$fields, f)
            }
        }

        impl ::core::cmp::PartialEq for $record {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.equal(other)
            }
        }
    };
}

/// Makes a record a type that fields can have.
macro_rules! object {
    ($record:ident: $fields:ident) => {
        impl super::wire::Wire for $record {
            const EXPECTED: &'static str = "an object";

            fn node(&self) -> super::node::Node<'_> {
                super::node::Node::Object(self)
            }

            fn of(node: super::node::Node<'_>) -> Self {
                super::fields::again(node)
            }

            fn read(
                value: super::json::Part<'_>,
            ) -> ::core::result::Result<Self, super::mismatch::Mismatch> {
                super::fields::record(super::shapes::$fields, value)
            }
        }

        impl super::node::Object for $record {
            fn name(&self) -> &'static str {
                stringify!($record)
            }

            fn record(&self) -> super::record::Record<'_> {
                super::record::Record {
                    fields: super::shapes::$fields,
                    values: self,
                }
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

            fn node(&self) -> super::node::Node<'_> {
                super::node::Node::OneOf(self.as_str(), !matches!(self, Self::Unrecognized(_)))
            }

            fn of(node: super::node::Node<'_>) -> Self {
                match node {
                    super::node::Node::OneOf(text, true) => Self::from(text),
                    super::node::Node::OneOf(text, false) => Self::Unrecognized(text.into()),
                    _ => Self::Unrecognized(super::alloc::string::String::new()),
                }
            }

            fn read(value: super::json::Part<'_>) -> ::core::result::Result<Self, super::mismatch::Mismatch> {
                value.text().map(Self::from).ok_or_else(|| value.is_not(Self::EXPECTED))
            }

            fn spell(text: &str) -> ::core::option::Option<Self> {
                Some(Self::from(text))
            }
        }
    };
}

/// Ties each variant of `ErrorKind` to its code and, where it has one, to its payload. The compiler looks for a variant
/// among all of them wherever one is named, and longer yet where it is named as one of `Self`.
macro_rules! kinds {
    (plain { $($plain:ident),* $(,)? } payloads { $($payload:ident),* $(,)? }) => {
        impl ErrorKind {
            /// The code; none where it is not in this registry.
            #[must_use]
            pub fn code(&self) -> Option<ErrorCode> {
                match self {
                    ErrorKind::Malformed(malformed) => Some(malformed.code()),
                    known => Some(known.parts()?.0),
                }
            }

            /// The values of the fields that the code has.
            pub(crate) fn values(&self) -> Option<&dyn super::record::Values> {
                self.parts()?.1
            }

            /// The code and what it carries, if the error is one of this registry.
            #[allow(unreachable_code, reason = "a registry may have no fields")]
            #[inline(always)]
            pub(crate) fn parts(&self) -> Option<(ErrorCode, Option<&dyn super::record::Values>)> {
                let (code, payload): (ErrorCode, &dyn super::record::Values) = match self {
                    $(ErrorKind::$payload(payload) => (ErrorCode::$payload, payload),)*
                    others => return Some((others.plain()?, None)),
                };
                Some((code, Some(payload)))
            }

            /// The code, if it is one without fields.
            #[inline]
            fn plain(&self) -> Option<ErrorCode> {
                match self {
                    $(ErrorKind::$plain => Some(ErrorCode::$plain),)*
                    _ => None,
                }
            }

            /// An error of `code`, with the fields that there are.
            #[allow(unused_variables, reason = "a registry may have no fields")]
            pub(crate) fn read(code: ErrorCode, fields: &mut super::fields::Fields<'_>) -> Self {
                match code {
                    $(ErrorCode::$plain => ErrorKind::$plain,)*
                    $(ErrorCode::$payload => ErrorKind::$payload(super::record::Payload::read(fields)),)*
                    ErrorCode::__Uncastable => ErrorKind::unknown(),
                }
            }
        }
    };
}
