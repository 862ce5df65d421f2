use shop_errors::{ApiError, GetJobError};
use utoipa::OpenApi;

/// Every error of the registry.
#[utoipa::path(get, path = "/v1/jobs", responses((status = 200, description = "Jobs"), ApiError))]
async fn jobs() -> Result<String, ApiError> {
    Ok("job 7".to_owned())
}

/// The errors of its operation.
#[utoipa::path(
    get,
    path = "/v1/jobs/{id}",
    params(("id" = u64, Path)),
    responses((status = 200, description = "A job"), GetJobError)
)]
async fn job() -> Result<String, GetJobError> {
    Err(GetJobError::not_found())
}

#[derive(OpenApi)]
#[openapi(paths(jobs, job), components(schemas(ApiError)))]
struct Api;
