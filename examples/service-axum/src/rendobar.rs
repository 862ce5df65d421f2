//! The Rendobar API: handlers see the request's headers, and choose the form of the answer themselves.

use axum::Router;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::routing::get;
use rendobar_errors::{ApiError, ErrorCode, ErrorResponse};

pub fn router() -> Router {
    Router::new().route("/{code}", get(fail))
}

async fn fail(Path(code): Path<String>, headers: HeaderMap) -> Result<(), ErrorResponse> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let (accept, id) = (text("accept"), text("x-request-id"));
    let error = match code.parse::<ErrorCode>() {
        Ok(code) => samples::rendobar(code),
        Err(unknown) => ApiError::not_found().with_source(unknown),
    };
    let error = match id {
        Some(id) => error.with_request_id(id),
        None => error,
    };
    Err(error.to_response(accept))
}
