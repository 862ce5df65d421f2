use axum::extract::Path;
use axum::http::HeaderMap;
use shop_errors::{ApiError, ErrorResponse};

async fn job(Path(id): Path<u64>) -> Result<String, ApiError> {
    if id != 7 {
        return Err(ApiError::not_found());
    }
    Ok(format!("job {id}"))
}

/// Sends what the request prefers.
async fn negotiated(Path(id): Path<u64>, headers: HeaderMap) -> Result<String, ErrorResponse> {
    let accept = headers.get("Accept").and_then(|value| value.to_str().ok());
    job(Path(id))
        .await
        .map_err(|error| error.to_response(accept))
}
