use aide::axum::ApiRouter;
use aide::axum::routing::get;
use shop_errors::{ApiError, GetJobError};

/// Every error of the registry.
async fn jobs() -> Result<String, ApiError> {
    Ok("job 7".to_owned())
}

/// The errors of its operation.
async fn job() -> Result<String, GetJobError> {
    Err(GetJobError::not_found())
}

fn router() -> ApiRouter {
    ApiRouter::new()
        .api_route("/v1/jobs", get(jobs))
        .api_route(GetJobError::PATH, get(job))
}
