//! The error itself.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::sync::OnceLock;
use std::time::Duration;

use serde_json::{Map, Value};

use super::catalog::{Piece, Retry};
use super::code::ErrorCode;
use super::common::Common;
use super::headers;
use super::kind::ErrorKind;
use super::node::{self, Node};
use super::record::{self, Record};
use super::retry_after;
use super::unrecognized::{Shown, Unrecognized};

/// An error of the API: made on the server, or read from a response.
///
/// It is as small as a pointer, so that `Result<T, ApiError>` stays small too.
pub struct ApiError(pub(crate) Box<Inner>);

pub(crate) struct Inner {
    pub(crate) kind: ErrorKind,
    /// The message; rendered when it is first asked for.
    pub(crate) message: OnceLock<Cow<'static, str>>,
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
}

impl ApiError {
    pub(crate) fn of(kind: ErrorKind) -> Self {
        Self(Box::new(Inner {
            kind,
            message: OnceLock::new(),
            status: None,
            source: None,
            own: Common::default(),
            extra: Map::new(),
            retry_after: None,
        }))
    }

    /// Replaces the message.
    #[must_use]
    pub fn with_message(mut self, message: impl Into<Cow<'static, str>>) -> Self {
        self.0.message = OnceLock::from(message.into());
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
        self.0.kind.code()
    }

    /// The code's text, also of a code that is not in this registry. `unknown` where there is none.
    #[must_use]
    pub fn code_str(&self) -> &str {
        match &self.0.kind {
            ErrorKind::Unrecognized(Unrecognized { code, .. }) => {
                code.as_deref().unwrap_or("unknown")
            }
            kind => kind.code().map_or("unknown", ErrorCode::as_str),
        }
    }

    /// The message for people.
    #[must_use]
    pub fn message(&self) -> &str {
        self.0.message.get_or_init(|| render(&self.0.kind))
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
    /// the response. At most 2^31 seconds.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.records()
            .find_map(headers::wait)
            .or(self.0.retry_after)
    }

    /// The response headers that carry fields of the error, such as `Retry-After`.
    pub fn headers(&self) -> impl Iterator<Item = (&'static str, String)> + '_ {
        let mut found = Vec::new();
        self.records()
            .for_each(|record| headers::collect(record, &mut found));
        let waits = found
            .iter()
            .any(|(name, _)| name.eq_ignore_ascii_case("retry-after"));
        if let Some(wait) = self.0.retry_after.filter(|_| !waits) {
            found.push(("Retry-After", retry_after::whole_seconds(wait).to_string()));
        }
        found.into_iter()
    }

    /// What the error object of the response holds beside all that this registry knows: fields that a
    /// newer server sends. They are sent on with the error.
    #[must_use]
    pub fn extra(&self) -> &Map<String, Value> {
        &self.0.extra
    }

    /// The fields of the code, then those that any error may carry.
    pub(crate) fn records(&self) -> impl Iterator<Item = &dyn Record> {
        let own: &dyn Record = &self.0.own;
        self.0.kind.record().into_iter().chain([own])
    }
}

/// The message of the registry, with the values of the fields.
fn render(kind: &ErrorKind) -> Cow<'static, str> {
    let code = match kind {
        ErrorKind::Unrecognized(unrecognized) => return Cow::Owned(unrecognized.to_string()),
        ErrorKind::Malformed(malformed) => return Cow::Owned(malformed.to_string()),
        known => known.code(),
    };
    match code.map_or(&[][..], |code| code.row().message) {
        [] => Cow::Borrowed(""),
        [Piece::Text(text)] => Cow::Borrowed(text),
        pieces => Cow::Owned(fill(pieces, kind.record())),
    }
}

fn fill(pieces: &[Piece], record: Option<&dyn Record>) -> String {
    let mut message = String::new();
    for piece in pieces {
        match *piece {
            Piece::Text(text) => message.push_str(text),
            Piece::Field(index) => {
                let node = record.map_or(Node::Absent, |record| record.get(index));
                node::push_text(&mut message, node);
            }
        }
    }
    message
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
        if record::present(&self.0.own).next().is_some() {
            out.field("common", &self.0.own);
        }
        if !self.0.extra.is_empty() {
            out.field("extra", &Shown(&self.0.extra));
        }
        if let Some(wait) = self.0.retry_after {
            out.field("retry_after", &wait);
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
