//! The Lavendly API: handlers return `Result<_, ApiError>` or the errors of their operation, and one middleware sees to
//! the rest.

use std::error::Error as _;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::ACCEPT;
use actix_web::middleware::{Next, from_fn};
use actix_web::web::{Json, Path, ServiceConfig, post, resource, scope, to};
use actix_web::{Error, Responder, get};
use lavendly_errors::actix_web_rejections::{configure, json_config, method_not_allowed};
use lavendly_errors::{ApiError, ErrorCode, RenderError};
use serde::{Deserialize, Serialize};

/// What an account has.
const CREDITS: u64 = 4;

/// No workflow has more bytes.
const LARGEST: usize = 5_000_000;

pub fn routes(config: &mut ServiceConfig) {
    let render = resource(RenderError::PATH).route(post().to(render));
    let routes = scope("")
        .configure(configure)
        .app_data(json_config().limit(LARGEST))
        .service(render.default_service(to(method_not_allowed)))
        .service(reserve)
        .service(fail)
        .wrap(from_fn(send));
    config.service(routes);
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
async fn render(workflow: Json<Workflow>) -> Result<Json<Rendering>, RenderError> {
    if workflow.id != "demo" {
        return Err(RenderError::workflow_not_found());
    }
    let needed = workflow.seconds;
    let left = CREDITS.checked_sub(needed);
    let credits_left = left.ok_or_else(|| RenderError::insufficient_credits(needed, CREDITS))?;
    Ok(Json(Rendering { credits_left }))
}

/// Reserves credits.
#[get("/credits/{needed}")]
async fn reserve(needed: Path<u64>) -> Result<String, ApiError> {
    let left = CREDITS.checked_sub(*needed);
    let left = left.ok_or_else(|| ApiError::insufficient_credits(*needed, CREDITS))?;
    Ok(format!("{left} credits left\n"))
}

#[get("/{code}")]
async fn fail(code: Path<ErrorCode>) -> ApiError {
    samples::lavendly(*code).with_source("a cause that only the log sees")
}

/// Logs each error, and sends it in the form that the request prefers.
async fn send(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let response = next.call(request).await?;
    let error = response.response().error().and_then(Error::as_error);
    let Some(error) = error else {
        return Ok(response.map_into_boxed_body());
    };
    log(error);
    let accept = response.request().headers().get(ACCEPT);
    let answer = error.to_response(accept.and_then(|accept| accept.to_str().ok()));
    let answer = answer.respond_to(response.request());
    Ok(response.into_response(answer))
}

fn log(error: &ApiError) {
    let cause = error.source().map(|cause| format!(": {cause}"));
    eprintln!("{} {error}{}", error.code_str(), cause.unwrap_or_default());
}
