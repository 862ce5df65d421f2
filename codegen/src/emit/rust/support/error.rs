//! The error itself.

use super::alloc::borrow::Cow;
use super::alloc::boxed::Box;
use super::alloc::string::{String, ToString};
use core::error::Error;
use core::fmt;
use core::time::Duration;

use serde_json::{Map, Value};

use super::catalog::Retry;
use super::code::ErrorCode;
use super::common::Common;
use super::encode;
use super::fields::{Fields, Nothing};
use super::headers;
use super::kind::ErrorKind;
use super::platform::Message;
use super::record::{self, Named, Payload, Present, Record};
use super::retry_after;
use super::shapes::COMMON;
use super::tables::HIDES_REQUEST_ID;
use super::unrecognized::{Shown, Unrecognized, UnrecognizedReason};

/// An error of the API: made on the server, or read from a response.
///
/// It is as small as a pointer, so that `Result<T, ApiError>` stays small too.
pub struct ApiError(pub(crate) Box<Inner>);

pub(crate) struct Inner {
    pub(crate) kind: ErrorKind,
    /// The code of `kind`: asked for more often than found.
    pub(crate) code: Option<ErrorCode>,
    /// The message; rendered when it is first asked for.
    pub(crate) message: Message,
    /// The status of the response that the error was read from.
    pub(crate) status: Option<u16>,
    /// The private cause.
    pub(crate) source: Option<Box<dyn Error + Send + Sync>>,
    /// What any error may carry.
    pub(crate) own: Common,
    /// What the error object holds beside all that is known.
    pub(crate) extra: Map<String, Value>,
    /// The wait that the response's headers name.
    pub(crate) retry_after: Option<Duration>,
    /// What the response's headers call the request.
    pub(crate) request_id: Option<String>,
}

impl Inner {
    /// `code` is that of `kind`.
    pub(crate) fn new(
        kind: ErrorKind,
        code: Option<ErrorCode>,
        message: Message,
        own: Common,
    ) -> Self {
        Self {
            kind,
            code,
            message,
            status: None,
            source: None,
            own,
            extra: Map::new(),
            retry_after: None,
            request_id: None,
        }
    }

    /// The code's text, if there is one.
    pub(crate) fn known_text(&self) -> Option<&str> {
        match &self.kind {
            ErrorKind::Unrecognized(response) => response.code(),
            _ => self.code.map(ErrorCode::as_str),
        }
    }

    /// The fields that the code has.
    pub(crate) fn record(&self) -> Option<Record<'_>> {
        let values = self.kind.values()?;
        let fields = self.code?.fields();
        Some(Record { fields, values })
    }

    /// The fields that are there: those of the code, then those that any error may carry.
    pub(crate) fn present(&self) -> Present<'_> {
        let own = self.own.record();
        match self.record() {
            Some(record) => Present::of(record).then(own),
            None => Present::of(own),
        }
    }

    /// Is this the key of a field that is written anyway?
    pub(crate) fn writes(&self, key: &str) -> bool {
        self.present().any(|(field, _)| field.is(key))
    }
}

impl ApiError {
    pub(crate) fn of(kind: ErrorKind) -> Self {
        let (code, message) = (kind.code(), Message::of(&kind));
        Self(Box::new(Inner::new(kind, code, message, Common::default())))
    }

    /// Replaces the message.
    #[must_use]
    pub fn with_message(mut self, message: impl Into<Cow<'static, str>>) -> Self {
        self.0.message = Message::given(message.into());
        self
    }

    /// Adds the private cause. It is there for [`source`](Error::source) and for `Debug`; it is never sent.
    #[must_use]
    pub fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// What happened, to match on.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// The code; none where it is not in this registry, see [`code_str`](Self::code_str).
    #[must_use]
    pub fn code(&self) -> Option<ErrorCode> {
        self.0.code
    }

    /// The code's text, also of a code that is not in this registry. `unknown` where there is none.
    #[must_use]
    pub fn code_str(&self) -> &str {
        self.0.known_text().unwrap_or("unknown")
    }

    /// The message for people.
    #[must_use]
    pub fn message(&self) -> &str {
        let own = match &self.0.kind {
            ErrorKind::Unrecognized(response) => response.message(),
            _ => None,
        };
        match own {
            Some(message) if self.0.message.replacement().is_none() => message,
            _ => self.0.message.rendered(&self.0.kind),
        }
    }

    /// The HTTP status: the response's own where the error was read from one, else the code's. 500 where
    /// neither is known.
    #[must_use]
    pub fn status(&self) -> u16 {
        let by_code = || self.code().map_or(500, ErrorCode::status);
        self.0.status.unwrap_or_else(by_code)
    }

    /// May the same request be tried again? The registry tells for its codes. What is not recognized may
    /// be where the status is 408, 425, 429, 502, 503 or 504, or where the response says `Retry-After`.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        if let Some(code) = self.code() {
            return code.retry() != Retry::Never;
        }
        let by_status = matches!(self.status(), 408 | 425 | 429 | 502 | 503 | 504);
        by_status || self.0.retry_after.is_some()
    }

    /// How long to wait before the next try: the error's own field, exactly, or else the `Retry-After` of
    /// the response. A field that was made of this header, rounded up to its unit, is as exact as the header.
    /// At most 2^31 seconds.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        headers::wait(self.0.present(), self.0.retry_after).or(self.0.retry_after)
    }

    /// The response headers that carry fields of the error, such as `Retry-After`.
    pub fn headers(&self) -> impl Iterator<Item = (&'static str, String)> + '_ {
        let mut found = headers::of(self.0.present());
        let Some(header) = self.0.retry_after else {
            return found.into_iter();
        };
        let own = headers::wait(self.0.present(), Some(header));
        let seconds = retry_after::whole_seconds(own.unwrap_or(header)).to_string();
        let mut waits = found.iter_mut();
        match waits.find(|(name, _)| name.eq_ignore_ascii_case("retry-after")) {
            Some((_, text)) if own.is_some() => *text = seconds,
            Some(_) => {}
            None => found.push(("Retry-After", seconds)),
        }
        found.into_iter()
    }

    /// What the error object of the response holds beside all that this registry knows: fields that a
    /// newer server sends. They are sent on with the error.
    #[must_use]
    pub fn extra(&self) -> &Map<String, Value> {
        &self.0.extra
    }

    /// The raw fields that the error holds: all of them where the code is unknown or its fields do not fit, and else
    /// those that this registry does not know.
    #[must_use]
    pub fn raw_fields(&self) -> &Map<String, Value> {
        match &self.0.kind {
            ErrorKind::Unrecognized(response) => response.fields(),
            ErrorKind::Malformed(malformed) => malformed.fields(),
            _ => &self.0.extra,
        }
    }
}

#[allow(private_bounds, reason = "only this crate has payloads")]
impl<T: Payload> From<T> for ApiError {
    /// The error that carries this payload.
    #[inline]
    fn from(payload: T) -> Self {
        Self::of(T::KIND(payload))
    }
}

impl ErrorKind {
    /// What is none of this registry's.
    pub(crate) fn unknown() -> Self {
        Self::Unrecognized(Unrecognized::new(UnrecognizedReason::UnknownCode))
    }

    /// The message of the registry, with the values of the fields; never what a response says.
    pub(crate) fn message(&self) -> Cow<'static, str> {
        match self {
            Self::Malformed(malformed) => Cow::Owned(malformed.to_string()),
            Self::Unrecognized(unrecognized) => Cow::Owned(unrecognized.to_string()),
            known => match known.code() {
                Some(code) => encode::message(code, known.values()),
                None => Cow::Borrowed(""),
            },
        }
    }
}

// Not derived, since that would be one more `match` over all codes to compile: `parts` and `read` have one each.
impl Clone for ErrorKind {
    fn clone(&self) -> Self {
        match self {
            Self::Malformed(malformed) => Self::Malformed(malformed.clone()),
            Self::Unrecognized(response) => Self::Unrecognized(response.clone()),
            known => match known.parts() {
                Some((code, payload)) => {
                    let values = payload.unwrap_or(&Nothing);
                    Self::read(code, &mut Fields::again(values))
                }
                None => Self::unknown(),
            },
        }
    }
}

impl PartialEq for ErrorKind {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Malformed(one), Self::Malformed(other)) => one == other,
            (Self::Unrecognized(one), Self::Unrecognized(other)) => one == other,
            (Self::Malformed(_) | Self::Unrecognized(_), _)
            | (_, Self::Malformed(_) | Self::Unrecognized(_)) => false,
            _ if self.code() != other.code() => false,
            _ => match (self.values(), other.values()) {
                (Some(one), Some(other)) => record::same(one, other),
                _ => true,
            },
        }
    }
}

impl fmt::Debug for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(response) => f.debug_tuple("Malformed").field(response).finish(),
            Self::Unrecognized(response) => f.debug_tuple("Unrecognized").field(response).finish(),
            known => match (known.code(), known.values()) {
                (Some(code), Some(values)) => {
                    let fields = code.fields();
                    let payload = Named(code.name(), Record { fields, values });
                    f.debug_tuple(code.name()).field(&payload).finish()
                }
                (Some(code), None) => fmt::Debug::fmt(&code, f),
                (None, _) => Ok(()),
            },
        }
    }
}

impl Common {
    pub(crate) fn record(&self) -> Record<'_> {
        Record {
            fields: COMMON,
            values: self,
        }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.message())
    }
}

impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("ApiError");
        out.field("code", &self.code_str());
        out.field("status", &self.status());
        out.field("message", &self.message());
        out.field("kind", &self.0.kind);
        if Present::of(self.0.own.record()).next().is_some() {
            out.field("common", &self.0.own);
        }
        if !self.0.extra.is_empty() {
            out.field("extra", &Shown(&self.0.extra));
        }
        if let Some(wait) = self.0.retry_after {
            out.field("retry_after", &wait);
        }
        match &self.0.request_id {
            Some(_) if HIDES_REQUEST_ID => {
                out.field("request_id", &format_args!("[redacted]"));
            }
            Some(id) => {
                out.field("request_id", id);
            }
            None => {}
        }
        if let Some(source) = &self.0.source {
            out.field("source", source);
        }
        out.finish()
    }
}

impl Error for ApiError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.0.source {
            Some(source) => Some(source.as_ref()),
            None => None,
        }
    }
}
