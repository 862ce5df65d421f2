//! Fields in an object of their own, and what any error may carry.

use std::time::Duration;

use golden_nested::{ApiError, Busy, ErrorKind, PlanLimit, UnrecognizedReason, ValidationError};
use serde_json::{Value, json};

fn of(body: &Value) -> ApiError {
    ApiError::from_response(400, &[], body.to_string().as_bytes())
}

fn sent(error: &ApiError) -> Value {
    serde_json::from_slice(&error.to_json()).expect("JSON")
}

#[test]
fn fields_are_nested_and_left_out_where_there_is_none() {
    let error = ApiError::validation_error("a.b").with_request_id("r1");
    let expected = r#"{"error":{"code":"VALIDATION_ERROR","message":"The body is not valid at a.b.","details":{"path":"a.b","request_id":"r1"}}}"#;
    assert_eq!(String::from_utf8(error.to_json()).as_deref(), Ok(expected));
    let expected = r#"{"error":{"code":"PLAN_LIMIT","message":"A limit of the plan is reached."}}"#;
    let error = ApiError::from(PlanLimit::new());
    assert_eq!(String::from_utf8(error.to_json()).as_deref(), Ok(expected));
    assert_eq!(PlanLimit::default(), PlanLimit::new());
}

#[test]
fn details_may_be_missing_where_nothing_is_required() {
    for details in [
        json!({}),
        json!({"details": null}),
        json!({"details": {}}),
        json!({"details": {"limit": null}}),
    ] {
        let mut body = json!({"error": {"code": "PLAN_LIMIT", "message": "m"}});
        body["error"]
            .as_object_mut()
            .expect("an object")
            .extend(details.as_object().expect("an object").clone());
        let error = of(&body);
        assert_eq!(
            error.kind(),
            &ErrorKind::PlanLimit(PlanLimit::new()),
            "{body}"
        );
        assert!(error.extra().is_empty(), "{body}");
    }
    let error =
        of(&json!({"error": {"code": "PLAN_LIMIT", "message": "m", "details": {"limit": 3}}}));
    assert_eq!(
        error.kind(),
        &ErrorKind::PlanLimit(PlanLimit::new().with_limit(3))
    );
}

#[test]
fn details_that_are_no_object_do_not_fit() {
    for code in ["PLAN_LIMIT", "VALIDATION_ERROR", "NOT_FOUND"] {
        let body = json!({"error": {"code": code, "message": "m", "details": "text"}});
        let error = of(&body);
        let ErrorKind::Malformed(malformed) = error.kind() else {
            panic!("{error:?}");
        };
        assert_eq!(
            (malformed.field(), malformed.expected(), malformed.found()),
            ("details", "an object", "a string")
        );
        assert_eq!(sent(&error), body);
    }
}

#[test]
fn the_last_of_several_details_counts() {
    let body = br#"{"error": {"code": "PLAN_LIMIT", "details": {"limit": "no", "x": 1, "attempt": 2}, "details": {"limit": 3}}}"#;
    let error = ApiError::from_response(400, &[], body);
    let expected = ErrorKind::PlanLimit(PlanLimit::new().with_limit(3));
    assert_eq!((error.kind(), error.attempt()), (&expected, None));
    assert!(error.extra().is_empty(), "{error:?}");
    let body = br#"{"error": {"details": {"limit": 3}, "details": "text", "code": "NEW"}}"#;
    let error = ApiError::from_response(400, &[], body);
    assert_eq!(sent(&error)["error"]["details"], json!("text"));
}

#[test]
fn unknown_things_are_kept_where_they_were() {
    let body = json!({"error": {"code": "VALIDATION_ERROR", "message": "m", "details": {"path": "p", "hint": 1}, "trace": [2]}});
    let error = of(&body);
    assert_eq!(
        error.kind(),
        &ErrorKind::ValidationError(ValidationError::new("p"))
    );
    assert_eq!(
        Value::Object(error.extra().clone()),
        json!({"details": {"hint": 1}, "trace": [2]})
    );
    assert_eq!(sent(&error), body);

    let body = json!({"error": {"code": "NEW", "message": "m", "details": {"a": 1, "request_id": "r"}, "trace": [2]}});
    let error = of(&body);
    let ErrorKind::Unrecognized(unrecognized) = error.kind() else {
        panic!("{error:?}");
    };
    assert_eq!(unrecognized.field("a"), Some(&json!(1)));
    assert_eq!(error.request_id(), Some("r"));
    assert_eq!(
        Value::Object(unrecognized.fields().clone()),
        json!({"details": {"a": 1}, "trace": [2]})
    );
    assert_eq!(sent(&error), body);
}

#[test]
fn a_field_of_any_error_never_stands_twice() {
    let body = json!({"error": {"code": "NEW", "message": "m", "details": "text"}});
    let error = of(&body).with_request_id("r");
    let text = String::from_utf8(error.to_json()).expect("text");
    assert_eq!(text.matches("details").count(), 1, "{text}");
    let body = json!({"error": {"code": "NEW", "message": "m", "details": {"request_id": 5}}});
    let error = of(&body);
    assert_eq!((error.request_id(), sent(&error)), (None, body));
    let text = String::from_utf8(error.with_request_id("r").to_json()).expect("text");
    assert_eq!(text.matches("request_id").count(), 1, "{text}");
}

#[test]
fn fields_of_any_error_must_fit_a_known_code() {
    let error = of(
        &json!({"error": {"code": "NOT_FOUND", "message": "m", "details": {"region": "eu", "attempt": -1}}}),
    );
    let ErrorKind::Malformed(malformed) = error.kind() else {
        panic!("{error:?}");
    };
    assert_eq!(
        (malformed.field(), malformed.found()),
        ("attempt", "an integer that is out of range")
    );
    assert_eq!(error.region(), Some("eu"));
}

#[test]
fn headers_carry_what_the_body_does_not() {
    let body = br#"{"error":{"code":"RATE_LIMITED","message":"m"}}"#;
    let headers = [("x-request-id", "r1"), ("Retry-After", "5")];
    let error = ApiError::from_response(429, &headers, body);
    let ErrorKind::RateLimited(payload) = error.kind() else {
        panic!("{error:?}");
    };
    assert_eq!((payload.retry_after, error.request_id()), (5, Some("r1")));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(5)));
    let expected = [
        ("Retry-After", "5".to_owned()),
        ("X-Request-Id", "r1".to_owned()),
    ];
    assert_eq!(error.headers().collect::<Vec<_>>(), expected);
    let error = ApiError::from_response(429, &[], body);
    let ErrorKind::Malformed(malformed) = error.kind() else {
        panic!("{error:?}");
    };
    assert_eq!(
        (malformed.field(), malformed.found()),
        ("retry_after", "nothing")
    );
}

#[test]
fn a_field_of_the_header_alone_is_not_in_the_body() {
    let error = ApiError::rate_limited(2);
    assert_eq!(
        sent(&error),
        json!({"error": {"code": "RATE_LIMITED", "message": "Too many requests."}})
    );
    let body =
        json!({"error": {"code": "RATE_LIMITED", "message": "m", "details": {"retry_after": 9}}});
    let error = ApiError::from_response(429, &[("Retry-After", "2")], body.to_string().as_bytes());
    assert_eq!(error.kind(), ApiError::rate_limited(2).kind());
    assert_eq!(sent(&error), body);
}

#[test]
fn the_body_counts_before_the_header() {
    let body = br#"{"error":{"code":"NOT_FOUND","message":"m","details":{"request_id":"body"}}}"#;
    let error = ApiError::from_response(404, &[("X-Request-Id", "header")], body);
    assert_eq!(error.request_id(), Some("body"));
    let error = ApiError::from_response(502, &[("X-Request-Id", "header")], b"<html>");
    assert_eq!(error.request_id(), Some("header"));
    let ErrorKind::Unrecognized(unrecognized) = error.kind() else {
        panic!("{error:?}");
    };
    assert_eq!(unrecognized.reason(), UnrecognizedReason::NotJson);
}

#[test]
fn minutes_are_rounded_up() {
    let body = br#"{"error":{"code":"BUSY","message":"m"}}"#;
    let minutes = |wait| {
        let error = ApiError::from_response(503, &[("Retry-After", wait)], body);
        match error.kind() {
            ErrorKind::Busy(busy) => busy.wait_minutes,
            kind => panic!("{kind:?}"),
        }
    };
    assert_eq!(
        [minutes("0"), minutes("1"), minutes("60"), minutes("61")],
        [Some(0), Some(1), Some(1), Some(2)]
    );
    let headers = |busy: Busy| ApiError::from(busy).headers().collect::<Vec<_>>();
    assert_eq!(
        headers(Busy::new().with_wait_minutes(2)),
        [("Retry-After", "120".to_owned())]
    );
    assert_eq!(
        headers(Busy::new().with_wait_minutes(-2)),
        [("Retry-After", "0".to_owned())]
    );
    assert_eq!(headers(Busy::new()), []);
    let wait = Busy::new().with_wait_minutes(2).wait_minutes_duration();
    assert_eq!(wait, Some(Duration::from_secs(120)));
}

#[test]
fn accessors_stand_beside_the_methods_of_every_error() {
    let error = ApiError::not_found()
        .with_kind("k")
        .with_attempt(3)
        .with_took(1500);
    assert_eq!((error.kind_(), error.attempt()), (Some("k"), Some(3)));
    assert_eq!(error.kind(), &ErrorKind::NotFound);
    assert_eq!(error.took_duration(), Some(Duration::from_millis(1500)));
    assert_eq!(error.region(), None);
}
