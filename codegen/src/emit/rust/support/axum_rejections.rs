//! What axum itself refuses, as errors of this API.
//!
//! [`Json`], [`Query`], [`Path`] and [`Form`] are axum's own extractors with [`ApiError`] for their rejection, and
//! `rejection(ApiError)` of axum's derive macros works as well. axum's rejection stays the private cause
//! ([`source`](core::error::Error::source)): it may repeat what the request said, and is never sent.
//!
//! ```text
//! Router::new()
//!     .route("/jobs", post(create))
//!     .fallback(axum_rejections::unknown_route)
//!     .method_not_allowed_fallback(axum_rejections::method_not_allowed)
//! ```

use ::axum::extract::rejection::{
    BytesRejection, ExtensionRejection, FormRejection, JsonRejection, PathRejection,
    QueryRejection, RawFormRejection, RawPathParamsRejection, StringRejection,
};
use ::axum::extract::{FromRequest, FromRequestParts, Request};
use ::axum::http::request::Parts;
use ::axum::http::status::StatusCode;
use ::axum::response::{IntoResponse, Response};

use super::error::ApiError;
use super::rejections;

/// The error of a path that no route has, for `Router::fallback`.
#[allow(clippy::unused_async, reason = "a handler is asynchronous")]
pub async fn unknown_route() -> ApiError {
    rejections::unknown_route()
}

/// The error of a method that a route does not have, for `Router::method_not_allowed_fallback`.
#[allow(clippy::unused_async, reason = "a handler is asynchronous")]
pub async fn method_not_allowed() -> ApiError {
    rejections::method_not_allowed()
}

/// The error that axum's own status stands for, or else `otherwise`.
fn of_status(status: StatusCode, otherwise: fn() -> ApiError) -> ApiError {
    match status {
        StatusCode::PAYLOAD_TOO_LARGE => rejections::body_too_large(),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => rejections::unsupported_media_type(),
        status if status.is_server_error() => rejections::internal(),
        _ => otherwise(),
    }
}

/// A rejection becomes the error of its status, or else that of its kind.
macro_rules! becomes {
    ($($rejection:ident => $kind:ident),* $(,)?) => {
        $(impl From<$rejection> for ApiError {
            fn from(rejection: $rejection) -> Self {
                of_status(rejection.status(), rejections::$kind).with_source(rejection)
            }
        })*
    };
}

becomes! {
    BytesRejection => body,
    ExtensionRejection => internal,
    PathRejection => path,
    QueryRejection => query,
    RawPathParamsRejection => path,
    StringRejection => body,
}

/// The same, of one that may have failed to read the body at all.
macro_rules! becomes_with_body {
    ($($rejection:ident => $kind:ident),* $(,)?) => {
        $(impl From<$rejection> for ApiError {
            fn from(rejection: $rejection) -> Self {
                match rejection {
                    $rejection::BytesRejection(inner) => inner.into(),
                    other => of_status(other.status(), rejections::$kind).with_source(other),
                }
            }
        })*
    };
}

becomes_with_body! {
    FormRejection => form,
    JsonRejection => json,
    RawFormRejection => form,
}

/// An extractor of axum whose rejection is an [`ApiError`].
macro_rules! extractor {
    ($(#[$doc:meta] $name:ident: $rejection:ident from $trait:ident::$method:ident($input:ty)),* $(,)?) => {
        $(#[$doc]
        #[derive(Clone, Copy, Debug, Default)]
        pub struct $name<T>(pub T);

        impl<T, S> $trait<S> for $name<T>
        where
            ::axum::extract::$name<T>: $trait<S, Rejection = $rejection>,
            S: Send + Sync,
        {
            type Rejection = ApiError;

            async fn $method(input: $input, state: &S) -> Result<Self, ApiError> {
                let ::axum::extract::$name(value) =
                    <::axum::extract::$name<T> as $trait<S>>::$method(input, state).await?;
                Ok(Self(value))
            }
        })*
    };
}

extractor! {
    /// The body as JSON; and a response of JSON.
    Json: JsonRejection from FromRequest::from_request(Request),
    /// The body, or the query of a GET request, as a form.
    Form: FormRejection from FromRequest::from_request(Request),
    /// The query.
    Query: QueryRejection from FromRequestParts::from_request_parts(&mut Parts),
    /// The parameters of the path.
    Path: PathRejection from FromRequestParts::from_request_parts(&mut Parts),
}

impl<T> IntoResponse for Json<T>
where
    ::axum::Json<T>: IntoResponse,
{
    fn into_response(self) -> Response {
        ::axum::Json(self.0).into_response()
    }
}
