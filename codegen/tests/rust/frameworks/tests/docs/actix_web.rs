use actix_web::HttpRequest;
use actix_web::web::Path;
use shop_errors::{ApiError, ErrorResponse};

async fn job(id: Path<u64>) -> Result<String, ApiError> {
    if *id != 7 {
        return Err(ApiError::not_found());
    }
    Ok(format!("job {id}"))
}

/// Sends what the request prefers.
async fn negotiated(id: Path<u64>, request: HttpRequest) -> Result<String, ErrorResponse> {
    let accept = request.headers().get("Accept");
    let accept = accept.and_then(|value| value.to_str().ok());
    job(id).await.map_err(|error| error.to_response(accept))
}
