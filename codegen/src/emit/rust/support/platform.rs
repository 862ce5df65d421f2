//! What the standard library gives: a message that is rendered when it is first asked for, and a clock.

use super::alloc::borrow::Cow;
use std::sync::OnceLock;
use std::time::{SystemTime, UNIX_EPOCH};

use super::kind::ErrorKind;

/// The message of an error.
pub(crate) enum Message {
    Given(Cow<'static, str>),
    /// The registry's; rendered when it is first asked for.
    Rendered(OnceLock<Cow<'static, str>>),
}

impl Message {
    /// The registry's message.
    pub(crate) fn of(_kind: &ErrorKind) -> Self {
        Self::Rendered(OnceLock::new())
    }

    /// A message that was given, or else the registry's.
    pub(crate) fn new(given: Option<Cow<'static, str>>, kind: &ErrorKind) -> Self {
        given.map_or_else(|| Self::of(kind), Self::given)
    }

    /// A message that replaces the registry's.
    pub(crate) fn given(message: Cow<'static, str>) -> Self {
        Self::Given(message)
    }

    /// The message that replaces the registry's, if there is one.
    pub(crate) fn replacement(&self) -> Option<&str> {
        match self {
            Self::Given(message) => Some(message),
            Self::Rendered(_) => None,
        }
    }

    /// The message, rendered if it is not there yet.
    pub(crate) fn rendered(&self, kind: &ErrorKind) -> &str {
        match self {
            Self::Given(message) => message,
            Self::Rendered(message) => message.get_or_init(|| kind.message()),
        }
    }
}

/// Seconds since 1970, now.
pub(crate) fn seconds_since_1970() -> Option<i64> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since.as_secs()).ok()
}
