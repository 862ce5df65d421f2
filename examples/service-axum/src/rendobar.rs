//! The Rendobar API: a handler sees the request's headers, and chooses the form of the answer itself.

use std::sync::Arc;

use axum::Router;
use axum::http::HeaderMap;
use axum::middleware;
use axum::response::Response;
use axum::routing::{get, post};
use rendobar_errors::axum_rejections::{Json, Path, method_not_allowed, unknown_route};
use rendobar_errors::{
    ApiError, CreateJobError, ErrorCode, ErrorResponse, GetJobError, ValidationError,
};
use serde::{Deserialize, Serialize};

pub fn router() -> Router {
    Router::new()
        .route(CreateJobError::PATH, post(create_job))
        .route(GetJobError::PATH, get(get_job))
        .route("/{code}", get(fail))
        .fallback(unknown_route)
        .method_not_allowed_fallback(method_not_allowed)
        .layer(middleware::map_response(log))
}

#[derive(Deserialize)]
struct NewJob {
    r#type: String,
    command: String,
}

#[derive(Serialize)]
struct Job {
    id: u64,
}

async fn create_job(Json(job): Json<NewJob>) -> Result<Json<Job>, CreateJobError> {
    if job.r#type != "ffmpeg" {
        return Err(CreateJobError::invalid_job_type());
    }
    if job.command.is_empty() {
        return Err(ValidationError::new().with_path("command").into());
    }
    Ok(Json(Job { id: 1 }))
}

async fn get_job(Path(id): Path<u64>) -> Result<Json<Job>, GetJobError> {
    match id {
        1 => Ok(Json(Job { id })),
        _ => Err(GetJobError::not_found()),
    }
}

async fn fail(Path(code): Path<ErrorCode>, headers: HeaderMap) -> ErrorResponse {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let error = samples::rendobar(code).with_source("a cause that nobody sees");
    let error = match text("x-request-id") {
        Some(id) => error.with_request_id(id),
        None => error,
    };
    error.trace();
    error.to_response(text("accept"))
}

/// Logs the errors that are left to be sent as they are.
async fn log(response: Response) -> Response {
    if let Some(error) = response.extensions().get::<Arc<ApiError>>() {
        error.trace();
    }
    response
}
