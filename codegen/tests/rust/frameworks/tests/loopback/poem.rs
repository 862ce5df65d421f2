//! Poem: a handler's `Err` is an `ApiError`, or the `ErrorResponse` that the request prefers.

use std::net::{SocketAddr, TcpListener};
use std::sync::mpsc::Sender;

use ::poem::http::HeaderMap;
use ::poem::http::header::ACCEPT;
use ::poem::listener::TcpAcceptor;
use ::poem::web::Path;
use ::poem::{IntoResponse, Route, Server, get, handler};
use golden_frameworks::{ApiError, ErrorCode, ErrorResponse, GetJobError};

use super::{check, wire};

#[handler]
fn plain(Path(name): Path<String>) -> Result<&'static str, ApiError> {
    Err(check::error(&name))
}

#[handler]
fn get_job() -> Result<&'static str, GetJobError> {
    Err(GetJobError::rate_limited(1_500))
}

#[handler]
fn negotiated(
    Path(name): Path<String>,
    headers: &HeaderMap,
) -> Result<&'static str, ErrorResponse> {
    let accept = headers.get(ACCEPT).and_then(|value| value.to_str().ok());
    Err(check::error(&name).to_response(accept))
}

fn serve(ready: &Sender<SocketAddr>) {
    let routes = Route::new()
        .at("/errors/:name", get(plain))
        .at("/negotiated/:name", get(negotiated))
        .at("/job", get(get_job));
    check::block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        ready.send(listener.local_addr().unwrap()).unwrap();
        listener.set_nonblocking(true).unwrap();
        let server = Server::new_with_acceptor(TcpAcceptor::from_std(listener).unwrap());
        server.run(routes).await.unwrap();
    });
}

#[test]
fn poem_sends_every_error() {
    check::every_error(serve);
}

#[test]
fn a_middleware_finds_the_error() {
    let error = ::poem::Error::from(check::error("broken"));
    let error = error.downcast_ref::<ApiError>().unwrap();
    assert!(std::error::Error::source(error).is_some());
}

#[test]
fn an_error_is_a_response_too() {
    let response = check::error("rate_limited").into_response();
    assert_eq!(
        (response.status().as_u16(), response.header("Retry-After")),
        (429, Some("2"))
    );
}

#[test]
fn a_handler_returns_the_errors_of_its_operation() {
    let answer = wire::get(check::start(serve), "/job", &[]);
    assert_eq!((answer.status, answer.all("Retry-After")), (429, vec!["2"]));
    let error = ::poem::Error::from(GetJobError::rate_limited(1_500));
    let error = error.downcast_ref::<ApiError>();
    assert_eq!(error.unwrap().code(), Some(ErrorCode::RateLimited));
}
