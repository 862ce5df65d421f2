//! The framework axum, through `axum-core`: `Result<T, ApiError>` is what a handler returns.

use super::alloc::sync::Arc;

use ::axum_core::body::Body;
use ::axum_core::response::{IntoResponse, Response};
use ::http::{HeaderValue, StatusCode};

use super::error::ApiError;
use super::response::ErrorResponse;

impl IntoResponse for ApiError {
    /// The envelope: a handler's error does not know what the request accepts. The error itself stays in the
    /// extensions of the response, as an `Arc<ApiError>`: a middleware can log its cause, or send
    /// [`to_response`](ApiError::to_response) in its place. Extensions are not sent.
    fn into_response(self) -> Response {
        let mut response = self.to_response(None).into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

impl IntoResponse for ErrorResponse {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::empty());
        // A status that a response named may be any number; what is no status is sent as 500.
        let status = StatusCode::from_u16(self.status());
        *response.status_mut() = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        for (name, value) in self.headers() {
            if let Ok(value) = HeaderValue::from_str(value) {
                response.headers_mut().insert(name, value);
            }
        }
        *response.body_mut() = Body::from(self.into_body());
        response
    }
}

/// Lets handlers return the errors of operations.
#[allow(unused_macros, reason = "a registry may have no operations")]
macro_rules! operation_response {
    ($($error:ident),* $(,)?) => {
        $(impl ::axum_core::response::IntoResponse for $error {
            fn into_response(self) -> ::axum_core::response::Response {
                ::axum_core::response::IntoResponse::into_response(super::error::ApiError::from(self))
            }
        })*
    };
}

#[allow(unused_imports, reason = "a registry may have no operations")]
pub(crate) use operation_response;
