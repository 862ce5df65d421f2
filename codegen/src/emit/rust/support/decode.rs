//! Errors from responses. Every response is an error of some kind: nothing here fails.

use super::alloc::borrow::ToOwned;
use super::alloc::boxed::Box;
use core::str;

use serde::de::{Deserialize, Deserializer, Error as _};
use serde_json::Value;

use super::error::{ApiError, Inner};
use super::fields::Source;
use super::headers::Headers;
use super::json::Document;
use super::kind::ErrorKind;
use super::reader;
use super::unrecognized::{self, UnrecognizedReason};

/// The longest body that is read as JSON.
pub(crate) const LARGEST: usize = 1 << 20;

impl ApiError {
    /// Reads the error of a response. This never fails and never panics: what cannot be read as an error of
    /// this registry is [`ErrorKind::Unrecognized`] or [`ErrorKind::Malformed`], with all that is known.
    ///
    /// Names of headers are compared without case. The last of duplicate keys counts, a byte-order mark is
    /// skipped, and `null` is the same as an absent optional field.
    #[must_use]
    pub fn from_response(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Self {
        let headers = Headers(headers);
        let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
        let mut error =
            open(body, headers).unwrap_or_else(|reason| reader::without_object(reason, headers));
        if let ErrorKind::Unrecognized(response) = &mut error.kind {
            response.0.excerpt = unrecognized::excerpt(body);
        }
        error.status = Some(status);
        error.retry_after = headers.retry_after();
        error.request_id = headers.request_id().map(ToOwned::to_owned);
        Self(error)
    }
}

impl<'de> Deserialize<'de> for ApiError {
    /// Reads the envelope. There is no status and no header here: the status is the code's own, and what
    /// travels in headers alone is absent.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let body = Value::deserialize(deserializer)?;
        let error = of_value(&body, Source::default());
        error
            .filter(|error| error.0.known_text().is_some())
            .ok_or_else(|| D::Error::custom("not an error of this API"))
    }
}

/// The error of a body.
fn open(body: &[u8], headers: Headers<'_>) -> Result<Box<Inner>, UnrecognizedReason> {
    if body.is_empty() {
        return Err(UnrecognizedReason::Empty);
    }
    if body.len() > LARGEST {
        return Err(UnrecognizedReason::TooLarge);
    }
    let text = str::from_utf8(body).map_err(|_| UnrecognizedReason::NotUtf8)?;
    let source = Source {
        headers,
        is_textual: false,
    };
    if let Some(error) = reader::as_written(text, source) {
        return Ok(error);
    }
    let mut document = Document::new();
    document.parse(text).ok_or(UnrecognizedReason::NotJson)?;
    reader::error(&document, source).ok_or(UnrecognizedReason::NotEnvelope)
}

/// The error of a body that has been read already, if it holds one. It is compiled where it is used: few do.
#[inline]
pub(crate) fn of_value(body: &Value, source: Source<'_>) -> Option<ApiError> {
    reader::error(&Document::of(body)?, source).map(ApiError)
}
