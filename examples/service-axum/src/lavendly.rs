//! The Lavendly API: handlers return `Result<_, ApiError>` or the errors of their operation, and one middleware sees to
//! the rest.

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::header::ACCEPT;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use lavendly_errors::axum_rejections::{Json, Path, method_not_allowed, unknown_route};
use lavendly_errors::{ApiError, ErrorCode, RenderError};
use serde::{Deserialize, Serialize};

/// What an account has.
const CREDITS: u64 = 4;

/// No workflow has more bytes.
const LARGEST: usize = 5_000_000;

pub fn router() -> Router {
    Router::new()
        .route(RenderError::PATH, post(render))
        .route("/credits/{needed}", get(reserve))
        .route("/{code}", get(fail))
        .fallback(unknown_route)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(DefaultBodyLimit::max(LARGEST))
        .layer(middleware::from_fn(send))
}

#[derive(Deserialize)]
struct Workflow {
    id: String,
    seconds: u64,
}

#[derive(Serialize)]
struct Rendering {
    credits_left: u64,
}

/// Cannot answer with an error that the registry does not list for it.
async fn render(Json(workflow): Json<Workflow>) -> Result<Json<Rendering>, RenderError> {
    if workflow.id != "demo" {
        return Err(RenderError::workflow_not_found());
    }
    let needed = workflow.seconds;
    let left = CREDITS.checked_sub(needed);
    let credits_left = left.ok_or_else(|| RenderError::insufficient_credits(needed, CREDITS))?;
    Ok(Json(Rendering { credits_left }))
}

/// Reserves credits.
async fn reserve(Path(needed): Path<u64>) -> Result<String, ApiError> {
    let left = CREDITS.checked_sub(needed);
    let left = left.ok_or_else(|| ApiError::insufficient_credits(needed, CREDITS))?;
    Ok(format!("{left} credits left\n"))
}

async fn fail(Path(code): Path<ErrorCode>) -> ApiError {
    samples::lavendly(code).with_source("a cause that only the log sees")
}

/// Logs each error with its cause, since the log stays here, and sends it in the form that the request prefers.
async fn send(request: Request, next: Next) -> Response {
    let accept = request.headers().get(ACCEPT).cloned();
    let response = next.run(request).await;
    let Some(error) = response.extensions().get::<Arc<ApiError>>() else {
        return response;
    };
    error.trace_with_source();
    let accept = accept.as_ref().and_then(|accept| accept.to_str().ok());
    error.to_response(accept).into_response()
}
