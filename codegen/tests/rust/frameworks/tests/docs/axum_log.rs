use std::sync::Arc;

use axum::response::Response;
use shop_errors::ApiError;

/// `Router::layer(axum::middleware::map_response(log))`
async fn log(response: Response) -> Response {
    if let Some(error) = response.extensions().get::<Arc<ApiError>>() {
        error.trace();
    }
    response
}
