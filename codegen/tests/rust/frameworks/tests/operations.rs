//! The errors of operations: no others, and nothing lost on the way to `ApiError` and back.

use std::error::Error as _;

use golden_frameworks::{ApiError, ErrorCode, ErrorKind, GetJobError, RateLimited, UploadError};

#[test]
fn constants_are_the_registrys() {
    assert_eq!(
        (GetJobError::METHOD, GetJobError::PATH),
        ("GET", "/v1/jobs/{id}")
    );
    let codes = [
        ErrorCode::Unauthenticated,
        ErrorCode::NotFound,
        ErrorCode::RateLimited,
        ErrorCode::Broken,
    ];
    assert_eq!(GetJobError::CODES, codes);
}

#[test]
fn a_listed_error_is_matched_on_with_its_fields() {
    fn fails() -> Result<(), GetJobError> {
        Err(RateLimited::new(1_500))?
    }
    match fails().unwrap_err() {
        GetJobError::RateLimited(limit) => assert_eq!(limit.retry_after_ms, 1_500),
        other => panic!("{other}"),
    }
    assert!(matches!(GetJobError::not_found(), GetJobError::NotFound(_)));
    assert_eq!(GetJobError::rate_limited(7).code(), ErrorCode::RateLimited);
    assert_eq!(
        GetJobError::rate_limited(7).to_string(),
        "Try again in 7 ms."
    );
    assert!(size_of::<GetJobError>() <= 3 * size_of::<usize>());
}

#[test]
fn nothing_is_lost_on_the_way_there_and_back() {
    let error = GetJobError::broken()
        .with_source(std::io::Error::other("row 17"))
        .with_message("Down for lunch.")
        .with(|error| error.with_request_id("req_7"));
    assert_eq!(error.source().unwrap().to_string(), "row 17");
    let sent = ApiError::from(error);
    let body = String::from_utf8(sent.to_json()).unwrap();
    assert!(
        body.contains("Down for lunch.") && !body.contains("row 17"),
        "{body}"
    );

    let body = br#"{"error":{"code":"rate_limited","message":"Slow.","retry_after_ms":9,"new":1,"request_id":"r"}}"#;
    let read = ApiError::from_response(503, &[], body);
    let (kind, extra) = (read.kind().clone(), read.extra().clone());
    let back = ApiError::from(GetJobError::try_from(read).unwrap());
    assert_eq!((back.status(), back.message()), (503, "Slow."));
    assert_eq!((back.kind(), back.extra()), (&kind, &extra));
    assert_eq!((extra.len(), back.request_id()), (1, Some("r")));

    let error = GetJobError::try_from(sent).unwrap();
    assert_eq!(error.as_api_error().message(), "Down for lunch.");
    assert!(error.source().is_some());
}

#[test]
fn what_is_not_listed_comes_back_as_it_was() {
    let other = ApiError::secret("x").with_message("Mine.");
    let back = UploadError::try_from(other).unwrap_err();
    assert_eq!(
        (back.code(), back.message()),
        (Some(ErrorCode::Secret), "Mine.")
    );
    let malformed = br#"{"error":{"code":"rate_limited","message":"Slow."}}"#;
    let back = GetJobError::try_from(ApiError::from_response(429, &[], malformed)).unwrap_err();
    assert!(matches!(back.kind(), ErrorKind::Malformed(_)));
    assert!(GetJobError::try_from(ApiError::from_response(502, &[], b"<html>")).is_err());
}

/// The code of an error stays, whatever `with` is told to make of it.
#[test]
fn with_changes_no_code() {
    let error = ApiError::from(UploadError::payload_too_large().with(|_| ApiError::secret("x")));
    assert_eq!(error.code(), Some(ErrorCode::PayloadTooLarge));
    assert_eq!(error.message(), "The body is too large.");
    let cause = error.source().unwrap().downcast_ref::<ApiError>();
    assert_eq!(cause.unwrap().code(), Some(ErrorCode::Secret));

    let error = GetJobError::rate_limited(7).with(|_| ApiError::rate_limited(8));
    let GetJobError::RateLimited(limit) = &error else {
        panic!("{error:?}")
    };
    let body = error.as_api_error().to_json();
    assert_eq!(limit.retry_after_ms, 7);
    assert!(String::from_utf8_lossy(&body).contains(r#""retry_after_ms":7"#));
}

/// The message is that of the fields that stay, also where that of the others has been asked for; one that was given stays.
#[test]
fn with_leaves_no_message_of_other_fields() {
    let asked = |error: ApiError| {
        assert!(error.to_string().contains("8 ms"), "{error}");
        error
    };
    let error = GetJobError::rate_limited(7).with(|_| asked(ApiError::rate_limited(8)));
    let body = String::from_utf8(error.as_api_error().to_json()).unwrap();
    assert_eq!(error.to_string(), "Try again in 7 ms.");
    assert!(body.contains("Try again in 7 ms."), "{body}");
    let given = |error: ApiError| error.with_message("Later.");
    let error = GetJobError::rate_limited(7).with(|_| given(ApiError::rate_limited(8)));
    assert_eq!(error.to_string(), "Later.");
}
