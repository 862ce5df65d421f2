use poem::http::HeaderMap;
use poem::web::Path;
use poem::{Route, get, handler};
use shop_errors::{ApiError, ErrorResponse};

#[handler]
fn job(Path(id): Path<u64>) -> Result<String, ApiError> {
    if id != 7 {
        return Err(ApiError::not_found());
    }
    Ok(format!("job {id}"))
}

/// Sends what the request prefers.
#[handler]
fn negotiated(headers: &HeaderMap) -> Result<String, ErrorResponse> {
    let accept = headers.get("Accept").and_then(|value| value.to_str().ok());
    Err(ApiError::not_found().to_response(accept))
}

fn routes() -> Route {
    Route::new()
        .at("/v1/jobs/:id", get(job))
        .at("/v1/negotiated", get(negotiated))
}
