use salvo_core::{Request, Router, handler};
use shop_errors::ApiError;

#[handler]
async fn job(request: &mut Request) -> Result<String, ApiError> {
    let id: u64 = request.param("id").ok_or_else(ApiError::not_found)?;
    Ok(format!("job {id}"))
}

fn router() -> Router {
    Router::with_path("v1/jobs/{id}").get(job)
}
