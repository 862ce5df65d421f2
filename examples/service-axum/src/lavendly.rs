//! The Lavendly API: handlers return `Result<_, ApiError>`, and one middleware sees to the rest.

use std::error::Error;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Request};
use axum::http::header::ACCEPT;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use lavendly_errors::{ApiError, ErrorCode};

pub fn router() -> Router {
    Router::new()
        .route("/credits/{needed}", get(reserve))
        .route("/{code}", get(fail))
        .layer(middleware::from_fn(send))
}

/// Reserves credits of an account that has four.
async fn reserve(Path(needed): Path<String>) -> Result<String, ApiError> {
    let invalid = |cause| ApiError::invalid_args().with_source(cause);
    let needed = needed.parse::<u64>().map_err(invalid)?;
    let left = 4_u64.checked_sub(needed);
    let left = left.ok_or_else(|| ApiError::insufficient_credits(needed, 4))?;
    Ok(format!("{left} credits left\n"))
}

async fn fail(Path(code): Path<String>) -> Result<(), ApiError> {
    let unknown = |cause| ApiError::invalid_args().with_source(cause);
    let code: ErrorCode = code.parse().map_err(unknown)?;
    Err(samples::lavendly(code).with_source("a cause that only the log sees"))
}

/// Logs each error, and sends it in the form that the request prefers.
async fn send(request: Request, next: Next) -> Response {
    let accept = request.headers().get(ACCEPT).cloned();
    let response = next.run(request).await;
    let Some(error) = response.extensions().get::<Arc<ApiError>>() else {
        return response;
    };
    log(error);
    let accept = accept.as_ref().and_then(|accept| accept.to_str().ok());
    error.to_response(accept).into_response()
}

fn log(error: &ApiError) {
    let cause = error.source().map(|cause| format!(": {cause}"));
    eprintln!("{} {error}{}", error.code_str(), cause.unwrap_or_default());
}
