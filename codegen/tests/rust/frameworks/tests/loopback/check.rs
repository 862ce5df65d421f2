//! What is asked of every server.

use std::io;
use std::net::SocketAddr;
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::Duration;

use golden_frameworks::{ApiError, Door, ErrorCode, ErrorKind};

use super::wire::{self, Answer};

/// A private cause, which must never be sent.
const CAUSE: &str = "row 17 of ledger.db is torn";
const JSON: &str = "application/json";
const PROBLEM: &str = "application/problem+json";

/// The error of a route: `/errors/{name}` answers with it as a handler's `Err`, `/negotiated/{name}` with what the
/// request accepts.
pub fn error(name: &str) -> ApiError {
    if let Some(status) = name.strip_prefix("status-") {
        return ApiError::from_response(status.parse().unwrap(), &[], b"");
    }
    if name == "injection" {
        return ApiError::not_found().with_request_id("a\r\nX-Evil: 1");
    }
    sample(name.parse().unwrap())
        .with_request_id("req_7")
        .with_source(io::Error::other(CAUSE))
}

/// An error of each code, with the fields of the registry's examples.
#[allow(deprecated, reason = "deprecated codes are still codes")]
pub fn sample(code: ErrorCode) -> ApiError {
    match code {
        ErrorCode::Unauthenticated => ApiError::unauthenticated(),
        ErrorCode::InvalidArgs => ApiError::invalid_args(),
        ErrorCode::NotFound => ApiError::not_found(),
        ErrorCode::PayloadTooLarge => ApiError::payload_too_large(),
        ErrorCode::UnsupportedMediaType => ApiError::unsupported_media_type(),
        ErrorCode::MethodNotAllowed => ApiError::method_not_allowed(),
        ErrorCode::RateLimited => ApiError::rate_limited(1_500),
        ErrorCode::Secret => ApiError::secret("hunter2"),
        ErrorCode::Broken => ApiError::broken(),
        ErrorCode::Conflict => ApiError::conflict("draft", 3, true),
        ErrorCode::Backdoor => ApiError::backdoor(Door::new("x")),
        other => panic!("no example of {other}"),
    }
}

/// Starts a server on a thread of its own. It serves until the process ends.
pub fn start(serve: fn(&Sender<SocketAddr>)) -> SocketAddr {
    let (ready, address) = mpsc::channel();
    thread::spawn(move || serve(&ready));
    address.recv_timeout(Duration::from_secs(30)).unwrap()
}

/// Asks a server for everything.
pub fn every_error(serve: fn(&Sender<SocketAddr>)) {
    let server = start(serve);
    for code in ErrorCode::ALL {
        every_form(server, code.as_str());
    }
    statuses(server);
    no_header_is_smuggled(server);
}

/// Asks a route that sees by itself what the request accepts.
#[allow(dead_code, reason = "not every framework has one")]
pub fn negotiates(serve: fn(&Sender<SocketAddr>), route: &str) {
    let server = start(serve);
    for code in ErrorCode::ALL {
        let (path, error) = (format!("{route}/{code}"), error(code.as_str()));
        sent(&wire::get(server, &path, &[]), &error, JSON);
        let lines = ["application/json;q=0.5", PROBLEM];
        sent(&wire::get(server, &path, &lines), &error, PROBLEM);
    }
}

/// Asks a route that sends problem details, whatever the request accepts.
#[allow(dead_code, reason = "not every framework needs one")]
pub fn sends_as_chosen(serve: fn(&Sender<SocketAddr>), route: &str) {
    let answer = wire::get(start(serve), &format!("{route}/broken"), &[]);
    sent(&answer, &error("broken"), PROBLEM);
}

fn every_form(server: SocketAddr, code: &str) {
    let (plain, negotiated) = (format!("/errors/{code}"), format!("/negotiated/{code}"));
    let error = error(code);
    sent(&wire::get(server, &plain, &[]), &error, JSON);
    sent(&wire::get(server, &negotiated, &["*/*"]), &error, JSON);
    sent(&wire::get(server, &negotiated, &[PROBLEM]), &error, PROBLEM);
    read_back(
        &block_on(async {
            let url = format!("http://{server}{plain}");
            let response = ::reqwest::get(url).await.unwrap();
            ApiError::from_reqwest(response).await
        }),
        &error,
    );
}

/// Status, headers and body are the error's, and nothing private is among them.
fn sent(answer: &Answer, error: &ApiError, media_type: &str) {
    let code = error.code().unwrap();
    assert_eq!(answer.status, code.status(), "{code}");
    assert_eq!(answer.all("Content-Type"), [media_type], "{code}");
    assert_eq!(answer.all("Vary"), ["Accept"], "{code}");
    assert_eq!(answer.all("X-Request-Id"), ["req_7"], "{code}");
    for (name, value) in error.headers() {
        assert_eq!(answer.all(name), [value], "{code}: {name}");
    }
    let waits = matches!(code, ErrorCode::RateLimited).then_some("2");
    assert_eq!(answer.all("Retry-After"), Vec::from_iter(waits), "{code}");
    let body = match media_type {
        PROBLEM => error.to_problem(),
        _ => error.to_json(),
    };
    assert_eq!(answer.body, body, "{code}");
    let raw = String::from_utf8_lossy(&answer.raw);
    assert!(!raw.contains(CAUSE), "{raw}");
    assert_eq!(raw.contains("hunter2"), code == ErrorCode::Secret, "{raw}");
}

fn read_back(read: &ApiError, error: &ApiError) {
    assert_eq!(read.kind(), error.kind());
    assert!(!matches!(read.kind(), ErrorKind::Unrecognized(_)));
    assert_eq!(read.status(), error.status());
    assert_eq!(read.message(), error.message());
    assert_eq!(read.request_id(), error.request_id());
    assert_eq!(read.retry_after(), error.retry_after());
    for error in [read, error] {
        assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
    }
}

/// Statuses without a name are sent as they are, and what is no status as 500.
fn statuses(server: SocketAddr) {
    for (status, expected) in [
        (429, 429),
        (599, 599),
        (999, 999),
        (1000, 500),
        (99, 500),
        (0, 500),
    ] {
        for route in ["errors", "negotiated"] {
            let path = format!("/{route}/status-{status}");
            assert_eq!(wire::get(server, &path, &[]).status, expected, "{path}");
        }
    }
}

fn no_header_is_smuggled(server: SocketAddr) {
    let answer = wire::get(server, "/errors/injection", &[]);
    assert_eq!((answer.status, answer.all("X-Evil")), (404, Vec::new()));
    assert_eq!(answer.body, error("injection").to_json());
}

pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut runtime = ::tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build().unwrap().block_on(future)
}
