//! The framework Poem: `Result<T, ApiError>` is what a handler returns.

use ::poem::error::ResponseError;
use ::poem::http::{HeaderValue, StatusCode};
use ::poem::{Body, IntoResponse, Response};

use super::error::ApiError;
use super::response::ErrorResponse;

impl ResponseError for ApiError {
    fn status(&self) -> StatusCode {
        status_code(ApiError::status(self))
    }

    /// The envelope: a handler's error does not know what the request accepts. The error itself is what
    /// `poem::Error::downcast_ref` finds, with its cause.
    fn as_response(&self) -> Response {
        self.to_response(None).into_response()
    }
}

impl ResponseError for ErrorResponse {
    fn status(&self) -> StatusCode {
        status_code(ErrorResponse::status(self))
    }

    fn as_response(&self) -> Response {
        self.clone().into_response()
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        self.as_response()
    }
}

impl IntoResponse for ErrorResponse {
    fn into_response(self) -> Response {
        let mut response = Response::default();
        response.set_status(status_code(ErrorResponse::status(&self)));
        for (name, value) in self.headers() {
            if let Ok(value) = HeaderValue::from_str(value) {
                response.headers_mut().insert(name, value);
            }
        }
        response.set_body(Body::from(self.into_body()));
        response
    }
}

/// A status that a response named may be any number; what is no status is sent as 500.
fn status_code(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// Lets handlers return the errors of operations, which a middleware finds as `ApiError`.
#[allow(unused_macros, reason = "a registry may have no operations")]
macro_rules! operation_response {
    ($($error:ident),* $(,)?) => {
        $(impl From<$error> for ::poem::Error {
            fn from(error: $error) -> Self {
                super::error::ApiError::from(error).into()
            }
        }

        impl ::poem::IntoResponse for $error {
            fn into_response(self) -> ::poem::Response {
                ::poem::IntoResponse::into_response(super::error::ApiError::from(self))
            }
        })*
    };
}

#[allow(unused_imports, reason = "a registry may have no operations")]
pub(crate) use operation_response;
