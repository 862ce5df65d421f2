//! The crate as a service and its clients use it.

use std::time::Duration;

use rendobar_errors::{ApiError, ErrorCode, ErrorKind, ValidationError};

fn start_job(credits: u64) -> Result<(), ApiError> {
    if credits == 0 {
        return Err(ApiError::insufficient_credits());
    }
    Err(ValidationError::new().with_path("params.command").into())
}

#[test]
fn a_server_sends_details_below_their_own_key() {
    let error = start_job(1).unwrap_err().with_request_id("req_7");
    assert_eq!(error.status(), 400);
    let body = String::from_utf8(error.to_json()).unwrap();
    assert_eq!(
        body,
        r#"{"error":{"code":"VALIDATION_ERROR","message":"The body is not valid.","details":{"path":"params.command","request_id":"req_7"}}}"#
    );
    assert_eq!(
        error.headers().collect::<Vec<_>>(),
        [("X-Request-Id", "req_7".to_owned())]
    );
}

#[test]
fn an_error_without_fields_has_no_details() {
    let body = start_job(0).unwrap_err().to_json();
    assert_eq!(
        String::from_utf8(body).unwrap(),
        r#"{"error":{"code":"INSUFFICIENT_CREDITS","message":"Not enough credits for this job."}}"#
    );
}

#[test]
fn a_client_waits_as_the_header_alone_says() {
    let sent = ApiError::rate_limited(3);
    let headers: Vec<_> = sent.headers().collect();
    assert_eq!(headers, [("Retry-After", "3".to_owned())]);
    let body = sent.to_json();
    assert!(!String::from_utf8_lossy(&body).contains("retry_after"));

    let read = ApiError::from_response(429, &[("retry-after", "3")], &body);
    assert_eq!(read.code(), Some(ErrorCode::RateLimited));
    assert_eq!(read.retry_after(), Some(Duration::from_secs(3)));
    assert!(matches!(read.kind(), ErrorKind::RateLimited(limits) if limits.retry_after == 3));
}

#[test]
fn a_code_of_a_newer_server_keeps_all_that_it_says() {
    let body = br#"{"error":{"code":"QUOTA","message":"No more.","details":{"left":0,"request_id":"req_8"}}}"#;
    let read = ApiError::from_response(403, &[], body);
    assert_eq!(
        (read.code(), read.code_str(), read.message()),
        (None, "QUOTA", "No more.")
    );
    assert_eq!(read.request_id(), Some("req_8"));
    assert!(
        matches!(read.kind(), ErrorKind::Unrecognized(unknown) if unknown.field("left").is_some_and(|left| left == 0))
    );
}
