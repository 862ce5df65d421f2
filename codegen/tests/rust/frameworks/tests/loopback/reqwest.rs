//! reqwest: whatever a server sends, and however it breaks off, is an error that says what is known.

use std::error::Error;
use std::io::Write;
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ::reqwest::{Client, Response};
use golden_frameworks::{ApiError, ErrorCode, ErrorKind, UnrecognizedReason};

use super::{check, wire};

const NOT_FOUND: &str = r#"{"error":{"code":"not_found","message":"There is no such thing."}}"#;

/// A server that always sends these bytes.
fn canned(response: impl Into<Vec<u8>>) -> SocketAddr {
    let response = response.into();
    wire::server(move |mut stream| stream.write_all(&response).unwrap())
}

async fn get(server: SocketAddr) -> Response {
    let request = Client::new().get(format!("http://{server}/"));
    let request = request.timeout(Duration::from_secs(2));
    request.send().await.unwrap()
}

fn read(server: SocketAddr) -> ApiError {
    check::block_on(async { ApiError::from_reqwest(get(server).await).await })
}

fn cause(error: &ApiError) -> Option<&::reqwest::Error> {
    error.source()?.downcast_ref()
}

fn reason(error: &ApiError) -> Option<UnrecognizedReason> {
    match error.kind() {
        ErrorKind::Unrecognized(response) => Some(response.reason()),
        _ => None,
    }
}

fn with_length(status: &str, headers: &[u8], body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n", body.len());
    [head.as_bytes(), headers, b"\r\n", body].concat()
}

#[test]
fn a_body_that_breaks_off_keeps_what_arrived() {
    let head = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 7\r\nContent-Length: 99\r\n\r\n";
    for body in ["", "<html>", "{\"error\":{\"co", "{\"retry\":1}"] {
        let error = read(canned(format!("{head}{body}")));
        assert_eq!(
            (error.status(), reason(&error)),
            (503, Some(UnrecognizedReason::Incomplete))
        );
        assert_eq!(
            error.message(),
            "an error response whose body is incomplete"
        );
        let ErrorKind::Unrecognized(response) = error.kind() else {
            panic!("{error:?}")
        };
        assert_eq!(response.excerpt(), body);
        assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
        assert!(error.is_retryable() && cause(&error).is_some(), "{error:?}");
    }
}

#[test]
fn an_error_that_arrived_whole_before_the_end_is_that_error() {
    let newer = r#"{"error":{"code":"newer","message":"Newer."}}"#;
    for (body, code, expected) in [
        (NOT_FOUND, "not_found", None),
        (newer, "newer", Some(UnrecognizedReason::UnknownCode)),
    ] {
        let head = "HTTP/1.1 404 Not Found\r\nContent-Length: 999\r\n\r\n";
        let error = read(canned(format!("{head}{body}")));
        assert_eq!((error.code_str(), reason(&error)), (code, expected));
        assert!(cause(&error).is_some(), "{error:?}");
    }
}

#[test]
fn a_body_that_never_ends_is_up_with_the_time() {
    let server = wire::server(|mut stream| {
        stream
            .write_all(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 99\r\n\r\n<html>")
            .unwrap();
        std::thread::sleep(Duration::from_secs(60));
    });
    let error = read(server);
    assert_eq!(
        (error.status(), reason(&error)),
        (502, Some(UnrecognizedReason::Incomplete))
    );
    assert!(cause(&error).unwrap().is_timeout(), "{error:?}");
}

/// Sends without end, and counts what was taken.
fn pour(mut stream: TcpStream, sent: &AtomicUsize) {
    let chunk = [b"10000\r\n".as_slice(), &vec![b' '; 0x10000], b"\r\n"].concat();
    stream
        .write_all(b"HTTP/1.1 500 Oh\r\nTransfer-Encoding: chunked\r\n\r\n")
        .unwrap();
    while stream.write_all(&chunk).is_ok() {
        sent.fetch_add(chunk.len(), Ordering::Relaxed);
    }
}

#[test]
fn of_a_body_without_end_one_mebibyte_is_read() {
    let sent = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&sent);
    let error = read(wire::server(move |stream| pour(stream, &count)));
    assert_eq!(
        (error.status(), reason(&error)),
        (500, Some(UnrecognizedReason::TooLarge))
    );
    assert!(cause(&error).is_none());
    // The rest is in the buffers of the two sockets.
    let sent = sent.load(Ordering::Relaxed);
    assert!(sent < 32 << 20, "{sent}");
}

#[test]
fn the_largest_body_that_is_json_is_read() {
    let padding = |size: usize| NOT_FOUND.to_owned() + &" ".repeat(size - NOT_FOUND.len());
    let read = |size| {
        read(canned(with_length(
            "404 Not Found",
            b"",
            padding(size).as_bytes(),
        )))
    };
    assert_eq!(read(1 << 20).code(), Some(ErrorCode::NotFound));
    assert_eq!(
        reason(&read((1 << 20) + 1)),
        Some(UnrecognizedReason::TooLarge)
    );
}

#[test]
fn headers_that_are_no_text_are_skipped() {
    let id = |value: &[u8]| {
        let header = [b"X-Request-Id: ", value, b"\r\n"].concat();
        let error = read(canned(with_length(
            "404 Not Found",
            &header,
            NOT_FOUND.as_bytes(),
        )));
        assert_eq!(error.code(), Some(ErrorCode::NotFound));
        error.request_id().map(str::to_owned)
    };
    assert_eq!(id(b"req_7").as_deref(), Some("req_7"));
    assert_eq!(id("réq".as_bytes()).as_deref(), Some("réq"));
    assert_eq!(id(b"r\xe9q"), None);
}

#[test]
fn only_errors_are_errors() {
    let pass = |status: &str, body: &str| {
        let server = canned(with_length(status, b"", body.as_bytes()));
        check::block_on(async {
            match ApiError::error_for_response(get(server).await).await {
                Ok(response) => Ok(response.text().await.unwrap()),
                Err(error) => Err(error.status()),
            }
        })
    };
    assert_eq!(pass("200 OK", "fine"), Ok("fine".to_owned()));
    assert_eq!(pass("304 Not Modified", ""), Ok(String::new()));
    assert_eq!(pass("404 Not Found", NOT_FOUND), Err(404));
    assert_eq!(pass("599 What", ""), Err(599));
}

#[test]
fn reading_can_be_sent_between_threads() {
    fn sendable<T: Send>(_: &T) {}
    let server = canned(with_length("404 Not Found", b"", NOT_FOUND.as_bytes()));
    let future = async move { ApiError::from_reqwest(get(server).await).await };
    sendable(&future);
    assert_eq!(check::block_on(future).status(), 404);
}
