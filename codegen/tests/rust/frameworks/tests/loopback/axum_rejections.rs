//! axum: the crate's own extractors, and `From` for those that a handler calls by itself.

use std::collections::BTreeMap;
use std::error::Error as _;
use std::net::SocketAddr;
use std::sync::mpsc::Sender;

use ::axum::extract::rejection::{BytesRejection, ExtensionRejection};
use ::axum::extract::{DefaultBodyLimit, Extension};
use ::axum::routing::{get, post};
use ::axum::{Router, body::Bytes};
use golden_frameworks::axum_rejections::{
    Form, Json, Path, Query, method_not_allowed, unknown_route,
};
use golden_frameworks::{ApiError, ErrorCode};

use super::{check, rejections, wire};

type Numbers = BTreeMap<String, u32>;

async fn json(Json(numbers): Json<Numbers>) -> Json<Numbers> {
    Json(numbers)
}

async fn form(Form(_): Form<Numbers>) {}

async fn query(Query(_): Query<Numbers>) {}

async fn path(Path(_): Path<u32>) {}

async fn extension(missing: Result<Extension<u8>, ExtensionRejection>) -> Result<(), ApiError> {
    let _: Extension<u8> = missing?;
    Ok(())
}

async fn bytes(body: Result<Bytes, BytesRejection>) -> Result<(), ApiError> {
    let error = ApiError::from(body.unwrap_err());
    assert!(error.source().is_some());
    Err(error)
}

/// Takes one parameter more than the route has: the server's mistake, and not the caller's.
async fn parameters(Path(_): Path<(u32, u32)>) {}

fn serve(ready: &Sender<SocketAddr>) {
    let router = Router::new()
        .route("/json", post(json))
        .route("/form", post(form))
        .route("/query", get(query))
        .route("/path/{number}", get(path))
        .route("/parameters/{number}", get(parameters))
        .route("/extension", get(extension))
        .route("/bytes", post(bytes))
        .layer(DefaultBodyLimit::max(rejections::MOST_BYTES))
        .fallback(unknown_route)
        .method_not_allowed_fallback(method_not_allowed);
    check::block_on(async {
        let listener = ::tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .unwrap();
        ready.send(listener.local_addr().unwrap()).unwrap();
        ::axum::serve(listener, router).await.unwrap();
    });
}

#[test]
fn what_axum_refuses_is_an_error_of_the_registry() {
    rejections::are_errors(serve);
}

#[test]
fn the_servers_own_mistakes_are_internal() {
    let server = check::start(serve);
    for path in ["/extension", "/parameters/1"] {
        rejections::answered(&wire::get(server, path, &[]), ErrorCode::Broken);
    }
}

#[test]
fn what_a_handler_reads_itself_has_a_limit_too() {
    let length = rejections::MOST_BYTES + 1;
    let headers = format!("Content-Length: {length}\r\n");
    let answer = wire::send(
        check::start(serve),
        "POST /bytes",
        &headers,
        &"a".repeat(length),
    );
    rejections::answered(&answer, ErrorCode::PayloadTooLarge);
}

#[test]
fn the_methods_that_there_are_stay_in_the_answer() {
    let answer = wire::get(check::start(serve), "/json", &[]);
    assert_eq!(answer.all("Allow"), ["POST"]);
}
