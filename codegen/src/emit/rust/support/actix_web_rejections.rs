//! What Actix Web itself refuses, as errors of this API.
//!
//! `App::new().configure(actix_web_rejections::configure)` sets all that an app can set. The framework's own error stays
//! the private cause ([`source`](core::error::Error::source)): it may repeat what the request said, and is never sent.
//!
//! A resource answers by itself to a method that it does not have: give it
//! `.default_service(web::to(actix_web_rejections::method_not_allowed))`. What the extractors `Bytes` and `String` refuse,
//! and a missing `Data`, no app can change.

use ::actix_web::error::{
    JsonPayloadError, PathError, PayloadError, QueryPayloadError, UrlencodedError,
};
use ::actix_web::web::{self, FormConfig, JsonConfig, PathConfig, QueryConfig, ServiceConfig};

use super::error::ApiError;
use super::rejections;

/// Bodies, queries, paths and forms that are refused, and paths that no route has, become errors of this API.
pub fn configure(config: &mut ServiceConfig) {
    config
        .app_data(json_config())
        .app_data(query_config())
        .app_data(path_config())
        .app_data(form_config())
        .default_service(web::to(unknown_route));
}

/// A configuration of `web::Json`, to which a limit may be added.
#[must_use]
pub fn json_config() -> JsonConfig {
    JsonConfig::default().error_handler(|error, _| ApiError::from(error).into())
}

/// A configuration of `web::Query`.
#[must_use]
pub fn query_config() -> QueryConfig {
    QueryConfig::default().error_handler(|error, _| ApiError::from(error).into())
}

/// A configuration of `web::Path`.
#[must_use]
pub fn path_config() -> PathConfig {
    PathConfig::default().error_handler(|error, _| ApiError::from(error).into())
}

/// A configuration of `web::Form`, to which a limit may be added.
#[must_use]
pub fn form_config() -> FormConfig {
    FormConfig::default().error_handler(|error, _| ApiError::from(error).into())
}

/// The error of a path that no route has, for the `default_service` of an app.
#[allow(clippy::unused_async, reason = "a handler is asynchronous")]
pub async fn unknown_route() -> ApiError {
    rejections::unknown_route()
}

/// The error of a method that a resource does not have, for its own `default_service`.
#[allow(clippy::unused_async, reason = "a handler is asynchronous")]
pub async fn method_not_allowed() -> ApiError {
    rejections::method_not_allowed()
}

/// The error that the framework's own status stands for, or else `otherwise`.
fn of_status(error: &impl ::actix_web::ResponseError, otherwise: fn() -> ApiError) -> ApiError {
    match error.status_code().as_u16() {
        413 => rejections::body_too_large(),
        415 => rejections::unsupported_media_type(),
        500.. => rejections::internal(),
        _ => otherwise(),
    }
}

impl From<JsonPayloadError> for ApiError {
    fn from(error: JsonPayloadError) -> Self {
        match error {
            JsonPayloadError::Payload(inner) => inner.into(),
            JsonPayloadError::ContentType => {
                rejections::unsupported_media_type().with_source(JsonPayloadError::ContentType)
            }
            other => of_status(&other, rejections::json).with_source(other),
        }
    }
}

impl From<UrlencodedError> for ApiError {
    fn from(error: UrlencodedError) -> Self {
        match error {
            UrlencodedError::Payload(inner) => inner.into(),
            other => of_status(&other, rejections::form).with_source(other),
        }
    }
}

impl From<PayloadError> for ApiError {
    fn from(error: PayloadError) -> Self {
        of_status(&error, rejections::body).with_source(error)
    }
}

impl From<PathError> for ApiError {
    fn from(error: PathError) -> Self {
        rejections::path().with_source(error)
    }
}

impl From<QueryPayloadError> for ApiError {
    fn from(error: QueryPayloadError) -> Self {
        rejections::query().with_source(error)
    }
}
