//! What there is without the standard library: a message is rendered when the error is made, and there is no clock.

use super::alloc::borrow::{Cow, ToOwned};

use super::kind::ErrorKind;

/// The message of an error.
pub(crate) struct Message(Cow<'static, str>);

impl Message {
    /// The registry's message.
    pub(crate) fn of(kind: &ErrorKind) -> Self {
        match kind {
            ErrorKind::Unrecognized(response) => match response.message() {
                Some(message) => Self(Cow::Owned(message.to_owned())),
                None => Self(kind.message()),
            },
            _ => Self(kind.message()),
        }
    }

    /// A message that was given, or else the registry's.
    pub(crate) fn new(given: Option<Cow<'static, str>>, kind: &ErrorKind) -> Self {
        given.map_or_else(|| Self::of(kind), Self::given)
    }

    /// A message that replaces the registry's.
    pub(crate) fn given(message: Cow<'static, str>) -> Self {
        Self(message)
    }

    /// The message that replaces the registry's; any may do so, since it has been rendered.
    #[allow(
        clippy::unnecessary_wraps,
        reason = "with the standard library, there may be none"
    )]
    pub(crate) fn replacement(&self) -> Option<&str> {
        Some(&self.0)
    }

    /// The message, rendered if it is not there yet.
    pub(crate) fn rendered(&self, _kind: &ErrorKind) -> &str {
        &self.0
    }
}

/// Seconds since 1970, now: not known here.
pub(crate) fn seconds_since_1970() -> Option<i64> {
    None
}
