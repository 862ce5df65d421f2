use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use shop_errors::ApiError;

async fn upload(body: Result<Bytes, BytesRejection>) -> Result<String, ApiError> {
    let body = body?;
    Ok(format!("{} bytes", body.len()))
}
