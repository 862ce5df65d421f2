use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use shop_errors::GetJobError;
use shop_errors::axum_rejections::{Json, Path, method_not_allowed, unknown_route};

async fn create(Json(steps): Json<Vec<String>>) -> String {
    format!("{} steps", steps.len())
}

async fn job(Path(id): Path<u64>) -> Result<String, GetJobError> {
    if id != 7 {
        return Err(GetJobError::not_found());
    }
    Ok(format!("job {id}"))
}

fn router() -> Router {
    Router::new()
        .route("/v1/jobs", post(create))
        .route(GetJobError::PATH, get(job))
        .layer(DefaultBodyLimit::max(65_536))
        .fallback(unknown_route)
        .method_not_allowed_fallback(method_not_allowed)
}
