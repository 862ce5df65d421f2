//! Actix Web: a handler's `Err` is an `ApiError`; one that is returned as it is sees what the request prefers.

use std::net::{SocketAddr, TcpListener};
use std::sync::mpsc::Sender;

use ::actix_web::http::header::ACCEPT;
use ::actix_web::web::{Path, get};
use ::actix_web::{App, HttpRequest, HttpResponse, HttpServer, rt};
use golden_frameworks::{ApiError, ErrorCode, ErrorResponse, GetJobError};

use super::check;

async fn plain(name: Path<String>) -> Result<&'static str, ApiError> {
    Err(check::error(&name))
}

async fn negotiated(
    name: Path<String>,
    request: HttpRequest,
) -> Result<&'static str, ErrorResponse> {
    let accept = request.headers().get(ACCEPT);
    let accept = accept.and_then(|value| value.to_str().ok());
    Err(check::error(&name).to_response(accept))
}

async fn returned(name: Path<String>) -> ApiError {
    check::error(&name)
}

fn serve(ready: &Sender<SocketAddr>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let app = || {
        App::new()
            .route("/errors/{name}", get().to(plain))
            .route("/negotiated/{name}", get().to(negotiated))
            .route("/returned/{name}", get().to(returned))
    };
    rt::System::new().block_on(async {
        let server = HttpServer::new(app).workers(1).disable_signals();
        let server = server.listen(listener).unwrap().run();
        ready.send(address).unwrap();
        server.await.unwrap();
    });
}

#[test]
fn actix_web_sends_every_error() {
    check::every_error(serve);
}

#[test]
fn an_error_that_is_returned_sees_what_is_accepted() {
    check::negotiates(serve, "/returned");
}

#[test]
fn a_middleware_finds_the_error() {
    let response = HttpResponse::from_error(check::error("broken"));
    let error = response
        .error()
        .and_then(|error| error.as_error::<ApiError>());
    assert!(std::error::Error::source(error.unwrap()).is_some());
}

#[test]
fn a_handler_returns_the_errors_of_its_operation() {
    let response = HttpResponse::from_error(GetJobError::rate_limited(1_500));
    assert_eq!(response.status(), 429);
    let wait = response.headers().get("Retry-After");
    assert_eq!(wait.and_then(|value| value.to_str().ok()), Some("2"));
    let error = response
        .error()
        .and_then(|error| error.as_error::<ApiError>());
    assert_eq!(error.unwrap().code(), Some(ErrorCode::RateLimited));
}
