//! axum: a handler's `Err` is an `ApiError`, or the `ErrorResponse` that the request prefers.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use ::axum::Router;
use ::axum::extract::Path;
use ::axum::http::HeaderMap;
use ::axum::http::header::ACCEPT;
use ::axum::response::IntoResponse;
use ::axum::routing::get;
use golden_frameworks::{ApiError, ErrorResponse, GetJobError};

use super::check;

async fn plain(Path(name): Path<String>) -> Result<&'static str, ApiError> {
    Err(check::error(&name))
}

async fn negotiated(
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<&'static str, ErrorResponse> {
    let accept = headers.get(ACCEPT).and_then(|value| value.to_str().ok());
    Err(check::error(&name).to_response(accept))
}

fn serve(ready: &Sender<SocketAddr>) {
    let router = Router::new()
        .route("/errors/{name}", get(plain))
        .route("/negotiated/{name}", get(negotiated));
    check::block_on(async {
        let listener = ::tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .unwrap();
        ready.send(listener.local_addr().unwrap()).unwrap();
        ::axum::serve(listener, router).await.unwrap();
    });
}

#[test]
fn axum_sends_every_error() {
    check::every_error(serve);
}

#[test]
fn a_middleware_finds_the_error() {
    let response = check::error("broken").into_response();
    let error = response.extensions().get::<Arc<ApiError>>().unwrap();
    assert!(std::error::Error::source(error.as_ref()).is_some());
}

#[test]
fn a_handler_returns_the_errors_of_its_operation() {
    let response = GetJobError::rate_limited(1_500).into_response();
    assert_eq!(response.status(), 429);
    assert_eq!(response.headers()["Retry-After"], "2");
}
