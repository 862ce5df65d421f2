//! The Rendobar API: handlers return the error itself, which sees what the request prefers.

use actix_web::web::{Path, ServiceConfig};
use actix_web::{HttpRequest, get};
use rendobar_errors::{ApiError, ErrorCode};

pub fn routes(config: &mut ServiceConfig) {
    config.service(fail);
}

#[get("/{code}")]
async fn fail(code: Path<String>, request: HttpRequest) -> ApiError {
    let error = match code.parse::<ErrorCode>() {
        Ok(code) => samples::rendobar(code),
        Err(unknown) => ApiError::not_found().with_source(unknown),
    };
    let id = request.headers().get("x-request-id");
    match id.and_then(|id| id.to_str().ok()) {
        Some(id) => error.with_request_id(id),
        None => error,
    }
}
