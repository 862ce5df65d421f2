//! Names that mean something to Rust are names all the same.

use std::time::Duration;

use golden_keywords::{Abstract, AllKeywords, ApiError, ErrorCode, ErrorKind};

#[test]
fn every_code_is_read() {
    assert!(ErrorCode::ALL.len() > 120);
    for code in ErrorCode::ALL {
        let body = format!(r#"{{"error":{{"code":"{code}","message":"m"}}}}"#);
        let error = ApiError::from_response(400, &[], body.as_bytes());
        assert_eq!(error.code(), Some(*code));
    }
}

#[test]
fn names_are_escaped_or_get_an_underscore() {
    assert_eq!(ApiError::r#as().code(), Some(ErrorCode::As));
    assert_eq!(ApiError::crate_().code(), Some(ErrorCode::Crate));
    assert_eq!(ApiError::super_().code(), Some(ErrorCode::Super));
    assert_eq!(ApiError::clone_("c", 1).code(), Some(ErrorCode::Clone));
    assert_eq!(ApiError::default_("d", 1).code(), Some(ErrorCode::Default));
    let error = ApiError::default_("d", 1)
        .with_match("m")
        .with_source_("s")
        .with_headers(2);
    assert_eq!(
        (error.r#match(), error.source_(), error.headers_()),
        (Some("m"), Some("s"), Some(2))
    );
}

#[test]
fn two_names_never_make_one_method() {
    let error = ApiError::r#as().with_headers(2).with_headers_duration(3);
    assert_eq!(error.headers_duration(), Some(3));
    assert_eq!(error.headers_duration_(), Some(Duration::from_secs(2)));
    let payload = Abstract::new("a", 1).with_with_new(2).with_new_duration(3);
    assert_eq!(payload.with_new_duration_(), Some(Duration::from_secs(2)));
}

#[test]
fn keywords_are_fields() {
    let error = ApiError::from_response(
        400,
        &[],
        br#"{"error":{"code":"all_keywords","message":"m","self":"s"}}"#,
    );
    let ErrorKind::Malformed(malformed) = error.kind() else {
        panic!("{error:?}");
    };
    assert_eq!(malformed.field(), "abstract");
    let _: fn(&AllKeywords) -> (&String, &String) = |payload| (&payload.r#type, &payload.self_);
}
