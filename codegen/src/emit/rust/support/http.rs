//! The crate `http`: statuses, headers, whole responses.

use ::http::header::{HeaderName, HeaderValue};
use ::http::{HeaderMap, Response, StatusCode};

use super::alloc::vec::Vec;
use super::code::ErrorCode;
use super::error::ApiError;
use super::response::ErrorResponse;

impl From<ErrorCode> for StatusCode {
    fn from(code: ErrorCode) -> Self {
        status_code(code.status())
    }
}

impl From<&ApiError> for StatusCode {
    fn from(error: &ApiError) -> Self {
        status_code(error.status())
    }
}

impl From<&ErrorResponse> for HeaderMap {
    /// All headers of the response: `Content-Type`, `Vary`, and each that a field travels in.
    fn from(response: &ErrorResponse) -> Self {
        let pairs = response.headers().filter_map(|(name, value)| {
            let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
            Some((name, HeaderValue::from_str(value).ok()?))
        });
        pairs.collect()
    }
}

impl<B: From<Vec<u8>>> From<ErrorResponse> for Response<B> {
    fn from(answer: ErrorResponse) -> Self {
        let (status, headers) = (status_code(answer.status()), HeaderMap::from(&answer));
        let mut response = Self::new(answer.into_body().into());
        *response.status_mut() = status;
        *response.headers_mut() = headers;
        response
    }
}

impl<B: From<Vec<u8>>> From<ApiError> for Response<B> {
    fn from(error: ApiError) -> Self {
        error.to_response(None).into()
    }
}

/// A status that a response named may be any three digits; what is no status is sent as 500.
fn status_code(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
