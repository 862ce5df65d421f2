//! Errors that an operation lists: what its enum holds, and what all such enums have in common.

#![allow(dead_code, reason = "a registry may list no code without fields")]

use super::alloc::boxed::Box;
use core::ops::Deref;

use super::error::ApiError;
use super::kind::ErrorKind;
use super::platform::Message;

/// An error of one code, in the enum of an operation: its fields, and whatever was added to it, such as a message of its
/// own and the private cause.
pub struct Listed<Fields> {
    error: ApiError,
    fields: Box<Fields>,
}

/// Stands for the fields of a code that has none; its number is the code's.
#[non_exhaustive]
pub struct NoFields<const CODE: u16>;

impl<const CODE: u16> Listed<NoFields<CODE>> {
    /// `kind` is that of a code without fields, `CODE`.
    pub(crate) fn plain(kind: ErrorKind) -> Self {
        Self::of(ApiError::of(kind), NoFields)
    }
}

impl<Fields> Listed<Fields> {
    /// `error` is one whose code has these fields.
    pub(crate) fn of(error: ApiError, fields: Fields) -> Self {
        Self {
            error,
            fields: Box::new(fields),
        }
    }

    pub(crate) fn error(&self) -> &ApiError {
        &self.error
    }

    pub(crate) fn into_error(self) -> ApiError {
        self.error
    }

    /// Changes the error, but not its code and fields: an error of another code becomes its cause.
    pub(crate) fn with(self, change: impl FnOnce(ApiError) -> ApiError) -> Self {
        let kind = self.error.kind().clone();
        let mut error = change(self.error);
        if error.code() != kind.code() {
            error = ApiError::of(kind).with_source(error);
        } else if *error.kind() != kind {
            // The registry's message has the values that are not kept.
            if error.message() == error.kind().message() {
                error.0.message = Message::of(&kind);
            }
            error.0.kind = kind;
        }
        Self { error, ..self }
    }
}

impl<Fields> Deref for Listed<Fields> {
    type Target = Fields;

    fn deref(&self) -> &Fields {
        &self.fields
    }
}

/// Makes an enum the errors of an operation.
macro_rules! operation {
    (
        $operation:ident
        codes { $($code:ident),* $(,)? }
        plain { $($plain:ident),* $(,)? }
        payloads { $($payload:ident),* $(,)? }
    ) => {
        impl $operation {
            /// The codes that the operation can answer with, in the order of the registry.
            pub const CODES: &'static [super::code::ErrorCode] = &[
                $(super::code::ErrorCode::$code),*
            ];

            /// The code.
            #[must_use]
            pub fn code(&self) -> super::code::ErrorCode {
                match self {
                    $(Self::$plain(_) => super::code::ErrorCode::$plain,)*
                    $(Self::$payload(_) => super::code::ErrorCode::$payload,)*
                }
            }

            /// The error as any other.
            #[must_use]
            pub fn as_api_error(&self) -> &super::error::ApiError {
                match self {
                    $(Self::$plain(listed) => listed.error(),)*
                    $(Self::$payload(listed) => listed.error(),)*
                }
            }

            /// The error with what `change` makes of it. Its code and fields stay as they are: where `change` gives an
            /// error of another code, that is the private cause.
            #[must_use]
            pub fn with(
                self,
                change: impl ::core::ops::FnOnce(super::error::ApiError) -> super::error::ApiError,
            ) -> Self {
                match self {
                    $(Self::$plain(listed) => Self::$plain(listed.with(change)),)*
                    $(Self::$payload(listed) => Self::$payload(listed.with(change)),)*
                }
            }

            /// Replaces the message.
            #[must_use]
            pub fn with_message(
                self,
                message: impl ::core::convert::Into<super::alloc::borrow::Cow<'static, str>>,
            ) -> Self {
                self.with(|error| error.with_message(message))
            }

            /// Adds the private cause, which is never sent.
            #[must_use]
            pub fn with_source(
                self,
                source: impl ::core::convert::Into<
                    super::alloc::boxed::Box<
                        dyn ::core::error::Error + ::core::marker::Send + ::core::marker::Sync,
                    >,
                >,
            ) -> Self {
                self.with(|error| error.with_source(source))
            }
        }

        impl ::core::convert::From<$operation> for super::error::ApiError {
            fn from(error: $operation) -> Self {
                match error {
                    $($operation::$plain(listed) => listed.into_error(),)*
                    $($operation::$payload(listed) => listed.into_error(),)*
                }
            }
        }

        impl ::core::convert::TryFrom<super::error::ApiError> for $operation {
            type Error = super::error::ApiError;

            /// The error, where its code is one that the operation lists, and its fields fit; otherwise it comes back as it was.
            fn try_from(
                error: super::error::ApiError,
            ) -> ::core::result::Result<Self, super::error::ApiError> {
                match error.kind() {
                    $(super::kind::ErrorKind::$plain => {
                        ::core::result::Result::Ok(Self::$plain(super::listed::Listed::of(
                            error,
                            super::listed::NoFields,
                        )))
                    })*
                    $(super::kind::ErrorKind::$payload(payload) => {
                        let payload = ::core::clone::Clone::clone(payload);
                        ::core::result::Result::Ok(Self::$payload(super::listed::Listed::of(error, payload)))
                    })*
                    _ => ::core::result::Result::Err(error),
                }
            }
        }

        $(impl ::core::convert::From<super::payloads::$payload> for $operation {
            fn from(payload: super::payloads::$payload) -> Self {
                let error = super::error::ApiError::from(::core::clone::Clone::clone(&payload));
                Self::$payload(super::listed::Listed::of(error, payload))
            }
        })*

        impl ::core::fmt::Display for $operation {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(self.as_api_error(), f)
            }
        }

        impl ::core::fmt::Debug for $operation {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(self.as_api_error(), f)
            }
        }

        impl ::core::error::Error for $operation {
            fn source(&self) -> ::core::option::Option<&(dyn ::core::error::Error + 'static)> {
                ::core::error::Error::source(self.as_api_error())
            }
        }
    };
}

pub(crate) use operation;
