//! The crate `http`: statuses, headers and whole responses out of errors.
#![cfg(feature = "http")]

use golden_frameworks::{ApiError, ErrorCode};
use http::{HeaderMap, Response, StatusCode};

#[test]
fn a_response_is_the_one_that_the_request_prefers() {
    let error = ApiError::rate_limited(1_500).with_request_id("req_7");
    for (accept, media_type, body) in [
        (None, "application/json", error.to_json()),
        (
            Some("application/problem+json"),
            "application/problem+json",
            error.to_problem(),
        ),
    ] {
        let answer = error.to_response(accept);
        let headers = HeaderMap::from(&answer);
        let expected = [
            ("content-type", media_type),
            ("retry-after", "2"),
            ("vary", "Accept"),
            ("x-request-id", "req_7"),
        ];
        let mut sent: Vec<_> = headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.to_str().unwrap()))
            .collect();
        sent.sort_unstable();
        assert_eq!(sent, expected);
        let response = Response::<Vec<u8>>::from(answer);
        assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
        assert_eq!((response.headers(), response.body()), (&headers, &body));
    }
    let response = Response::<Vec<u8>>::from(error);
    assert_eq!(response.headers()["Content-Type"], "application/json");
}

#[test]
fn a_status_is_the_codes_or_the_responses() {
    assert_eq!(StatusCode::from(ErrorCode::NotFound), StatusCode::NOT_FOUND);
    for (status, expected) in [(599, 599), (7, 500), (1_000, 500)] {
        let error = ApiError::from_response(status, &[], b"");
        assert_eq!(StatusCode::from(&error).as_u16(), expected, "{status}");
    }
}

#[test]
fn a_header_that_would_be_two_is_left_out() {
    let error = ApiError::not_found().with_request_id("a\r\nX-Evil: 1");
    let headers = HeaderMap::from(&error.to_response(None));
    assert!(!headers.contains_key("X-Request-Id") && !headers.contains_key("X-Evil"));
}
