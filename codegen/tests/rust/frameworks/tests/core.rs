//! What there is with the standard library and without it: `.ci/run` runs this both ways.

use std::time::Duration;

use golden_frameworks::{ApiError, ErrorKind};

const WAIT_UNTIL_2050: (&str, &str) = ("Retry-After", "Sat, 01 Jan 2050 00:00:00 GMT");

#[test]
fn messages_are_rendered_replaced_and_read() {
    assert_eq!(
        ApiError::rate_limited(1500).message(),
        "Try again in 1500 ms."
    );
    assert_eq!(ApiError::broken().with_message("Oh.").message(), "Oh.");
    let body = br#"{"error":{"code":"newer","message":"Newer."}}"#;
    let newer = ApiError::from_response(400, &[], body);
    assert_eq!(newer.message(), "Newer.");
    assert_eq!(newer.to_json(), body);
    let empty = ApiError::from_response(502, &[], b"");
    assert_eq!(empty.message(), "an error response without a body");
}

#[test]
fn a_message_that_a_body_lacks_is_rendered_with_the_fields_of_the_body() {
    let body = br#"{"error":{"code":"rate_limited","retry_after_ms":970}}"#;
    let error = ApiError::from_response(429, &[], body);
    assert_eq!(error.message(), "Try again in 970 ms.");
    let whole = br#"{"error":{"code":"rate_limited","message":"Try again in 970 ms.","retry_after_ms":970}}"#;
    assert_eq!(error.to_json(), whole);
}

#[test]
fn a_message_is_sent_as_it_was_read() {
    for message in ["Something broke.", "Oh."] {
        let body = format!(r#"{{"error":{{"code":"broken","message":"{message}"}}}}"#);
        let error = ApiError::from_response(500, &[], body.as_bytes());
        assert_eq!(error.message(), message);
        assert_eq!(error.to_json(), body.as_bytes());
    }
}

#[test]
fn what_is_sent_is_read() {
    let sent = ApiError::rate_limited(1500);
    let body = sent.to_json();
    let read = ApiError::from_response(429, &[], &body);
    assert_eq!(read.kind(), sent.kind());
    assert_eq!(read.to_json(), body);
    assert!(matches!(read.kind(), ErrorKind::RateLimited(_)));
}

#[test]
fn a_date_counts_from_the_date_of_the_response() {
    let headers = [WAIT_UNTIL_2050, ("Date", "Fri, 31 Dec 2049 23:59:50 GMT")];
    let error = ApiError::from_response(503, &headers, b"");
    assert_eq!(error.retry_after(), Some(Duration::from_secs(10)));
}

#[test]
fn without_one_it_counts_from_the_clock_which_the_standard_library_has() {
    let error = ApiError::from_response(503, &[WAIT_UNTIL_2050], b"");
    assert_eq!(error.retry_after().is_some(), cfg!(feature = "std"));
}
