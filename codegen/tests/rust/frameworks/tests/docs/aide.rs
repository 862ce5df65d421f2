use aide::UseApi;
use aide::axum::ApiRouter;
use aide::axum::routing::{get, post};
use shop_errors::axum_rejections::Json;
use shop_errors::{ApiError, GetJobError};

/// Every error of the registry.
async fn create(
    UseApi(Json(steps), _): UseApi<Json<Vec<String>>, axum::Json<Vec<String>>>,
) -> Result<String, ApiError> {
    Ok(format!("{} steps", steps.len()))
}

/// The errors of its operation.
async fn job() -> Result<String, GetJobError> {
    Err(GetJobError::not_found())
}

fn router() -> ApiRouter {
    ApiRouter::new()
        .api_route("/v1/jobs", post(create))
        .api_route(GetJobError::PATH, get(job))
}
