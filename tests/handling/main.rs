//! The generated examples that handle errors in Rust, over a real connection: what they say to wait for each error.
//! `cargo test -p errbook --test handling` writes them, and runs those in other languages.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use lavendly_errors::ApiError;

#[allow(clippy::match_same_arms, reason = "each code has a case")]
mod lavendly {
    include!("lavendly.rs");
    pub const HANDLE: super::Handle = handle;
}

#[allow(clippy::match_same_arms, reason = "each code has a case")]
mod rendobar {
    include!("rendobar.rs");
    pub const HANDLE: super::Handle = handle;
}

type Handle = fn(u16, &[(&str, &str)], &[u8], u32) -> Option<Duration>;

/// What an example says of a response that comes over TCP.
fn handled(
    handle: Handle,
    attempt: u32,
    status: u16,
    headers: &[(&'static str, String)],
    body: &[u8],
) -> Option<Duration> {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let lines = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"));
    let mut response = format!(
        "HTTP/1.1 {status} Error\r\n{}\r\n",
        lines.collect::<String>()
    )
    .into_bytes();
    response.extend(body);
    let server = thread::spawn(move || listener.accept().unwrap().0.write_all(&response));
    let mut received = String::new();
    let mut client = TcpStream::connect(address).unwrap();
    client.read_to_string(&mut received).unwrap();
    server.join().unwrap().unwrap();
    let (head, body) = received.split_once("\r\n\r\n").unwrap();
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap();
    let headers: Vec<_> = lines.map(|line| line.split_once(": ").unwrap()).collect();
    handle(status.parse().unwrap(), &headers, body.as_bytes(), attempt)
}

fn lavendly(error: &ApiError, attempt: u32) -> Option<Duration> {
    let headers: Vec<_> = error.headers().collect();
    handled(
        lavendly::HANDLE,
        attempt,
        error.status(),
        &headers,
        &error.to_json(),
    )
}

fn rendobar(error: &rendobar_errors::ApiError, attempt: u32) -> Option<Duration> {
    let headers: Vec<_> = error.headers().collect();
    handled(
        rendobar::HANDLE,
        attempt,
        error.status(),
        &headers,
        &error.to_json(),
    )
}

#[test]
fn an_error_that_says_how_long_is_waited_for() {
    let error = ApiError::rate_limited(1_500);
    assert_eq!(lavendly(&error, 1), Some(Duration::from_millis(1_500)));
    let error = rendobar_errors::ApiError::rate_limited(7);
    assert_eq!(rendobar(&error, 1), Some(Duration::from_secs(7)));
}

#[test]
fn where_no_time_is_said_each_wait_is_longer() {
    let waits = [1, 2, 3, 4].map(|attempt| lavendly(&ApiError::timeout(), attempt));
    assert_eq!(waits[0], Some(Duration::from_millis(500)));
    assert!(waits.is_sorted() && waits[2] < waits[3], "{waits:?}");
}

#[test]
fn nobody_waits_for_ever() {
    for attempt in [5, 64, u32::MAX] {
        assert_eq!(lavendly(&ApiError::rate_limited(1_500), attempt), None);
        assert_eq!(lavendly(&ApiError::timeout(), attempt), None);
    }
}

#[test]
fn what_does_not_help_is_not_tried() {
    assert_eq!(lavendly(&ApiError::insufficient_credits(10, 4), 1), None);
    assert_eq!(lavendly(&ApiError::unauthenticated(), 1), None);
    assert_eq!(
        rendobar(&rendobar_errors::ApiError::validation_error(), 1),
        None
    );
}

/// Nor is what no server of the API has sent.
#[test]
fn other_responses_are_no_reason_to_wait() {
    assert_eq!(
        handled(lavendly::HANDLE, 1, 502, &[], b"<html>Bad Gateway"),
        None
    );
}
