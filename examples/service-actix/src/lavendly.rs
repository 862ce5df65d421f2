//! The Lavendly API: handlers return `Result<_, ApiError>`, and one middleware sees to the rest.

use std::error::Error as _;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::ACCEPT;
use actix_web::middleware::{Next, from_fn};
use actix_web::web::{Path, ServiceConfig, scope};
use actix_web::{Error, Responder, get};
use lavendly_errors::{ApiError, ErrorCode};

pub fn routes(config: &mut ServiceConfig) {
    let routes = scope("").wrap(from_fn(send));
    config.service(routes.service(reserve).service(fail));
}

/// Reserves credits of an account that has four.
#[get("/credits/{needed}")]
async fn reserve(needed: Path<String>) -> Result<String, ApiError> {
    let invalid = |cause| ApiError::invalid_args().with_source(cause);
    let needed = needed.parse::<u64>().map_err(invalid)?;
    let left = 4_u64.checked_sub(needed);
    let left = left.ok_or_else(|| ApiError::insufficient_credits(needed, 4))?;
    Ok(format!("{left} credits left\n"))
}

#[get("/{code}")]
async fn fail(code: Path<String>) -> Result<String, ApiError> {
    let unknown = |cause| ApiError::invalid_args().with_source(cause);
    let code: ErrorCode = code.parse().map_err(unknown)?;
    Err(samples::lavendly(code).with_source("a cause that only the log sees"))
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
