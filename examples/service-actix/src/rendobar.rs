//! The Rendobar API: handlers return the error itself, which sees what the request prefers.

use actix_web::web::{Json, Path, ServiceConfig, post, resource, scope, to};
use actix_web::{HttpRequest, get};
use rendobar_errors::actix_web_rejections::{configure, method_not_allowed};
use rendobar_errors::{ApiError, CreateJobError, ErrorCode, GetJobError, ValidationError};
use serde::{Deserialize, Serialize};

pub fn routes(config: &mut ServiceConfig) {
    let jobs = resource(CreateJobError::PATH).route(post().to(create_job));
    let job = resource(GetJobError::PATH).route(actix_web::web::get().to(get_job));
    let routes = scope("")
        .configure(configure)
        .service(jobs.default_service(to(method_not_allowed)))
        .service(job.default_service(to(method_not_allowed)))
        .service(fail);
    config.service(routes);
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

async fn create_job(job: Json<NewJob>) -> Result<Json<Job>, CreateJobError> {
    if job.r#type != "ffmpeg" {
        return Err(CreateJobError::invalid_job_type());
    }
    if job.command.is_empty() {
        return Err(ValidationError::new().with_path("command").into());
    }
    Ok(Json(Job { id: 1 }))
}

async fn get_job(id: Path<u64>) -> Result<Json<Job>, GetJobError> {
    match *id {
        1 => Ok(Json(Job { id: 1 })),
        _ => Err(GetJobError::not_found()),
    }
}

#[get("/{code}")]
async fn fail(code: Path<ErrorCode>, request: HttpRequest) -> ApiError {
    let error = samples::rendobar(*code);
    let id = request.headers().get("x-request-id");
    match id.and_then(|id| id.to_str().ok()) {
        Some(id) => error.with_request_id(id),
        None => error,
    }
}
