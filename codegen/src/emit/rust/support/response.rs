//! Errors as responses: the registry's own envelope, or problem details (RFC 9457) where the request prefers them.

use super::alloc::borrow::Cow;
use super::alloc::vec::Vec;
use core::fmt;

use super::error::ApiError;
use super::problem;

/// An error as a whole response: status, headers and body agree.
#[derive(Clone, PartialEq, Eq)]
pub struct ErrorResponse {
    status: u16,
    headers: Vec<(&'static str, Cow<'static, str>)>,
    body: Vec<u8>,
}

impl ApiError {
    /// The response to a request whose `Accept` header is `accept`: `application/problem+json` where that is
    /// preferred to `application/json`, and the envelope of this API otherwise. `Vary: Accept` tells caches that another
    /// request may get the other form.
    #[must_use]
    pub fn to_response(&self, accept: Option<&str>) -> ErrorResponse {
        let (media_type, body) = if accept.is_some_and(problem::is_preferred) {
            (problem::MEDIA_TYPE, self.to_problem())
        } else {
            ("application/json", self.to_json())
        };
        let content = [("Content-Type", media_type), ("Vary", "Accept")];
        let content = content.map(|(name, text)| (name, Cow::Borrowed(text)));
        let own = self.headers().map(|(name, text)| (name, Cow::Owned(text)));
        ErrorResponse {
            status: self.status(),
            headers: content.into_iter().chain(own).collect(),
            body,
        }
    }
}

impl ErrorResponse {
    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The headers: `Content-Type`, `Vary`, and those that fields of the error travel in.
    pub fn headers(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.headers
            .iter()
            .map(|(name, text)| (*name, text.as_ref()))
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The body, given away.
    #[must_use]
    pub fn into_body(self) -> Vec<u8> {
        self.body
    }
}

impl fmt::Debug for ErrorResponse {
    /// Without body and headers, which may hold what is kept out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("ErrorResponse");
        out.field("status", &self.status).finish_non_exhaustive()
    }
}

impl fmt::Display for ErrorResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "status {}", self.status)
    }
}

/// A handler may return it in the place of the error that it was made from.
impl core::error::Error for ErrorResponse {}
