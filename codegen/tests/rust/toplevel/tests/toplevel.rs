//! No wrapper, other keys, codes of any shape.

use golden_toplevel::{ApiError, ErrorCode, ErrorKind};

#[test]
fn the_error_is_the_top_level() {
    let error = ApiError::e42p01("users");
    let expected = r#"{"type":"42P01","detail":"No table users.","tableName":"users"}"#;
    assert_eq!(String::from_utf8(error.to_json()).as_deref(), Ok(expected));
    let back = ApiError::from_response(400, &[], expected.as_bytes());
    assert_eq!(back.kind(), error.kind());
    assert!(back.extra().is_empty());
}

#[test]
fn codes_have_any_shape() {
    let codes = [
        ("42P01", ErrorCode::E42P01),
        ("auth/expired-token", ErrorCode::AuthExpiredToken),
        ("gw:502", ErrorCode::BadGateway),
    ];
    assert_eq!(ErrorCode::ALL.len(), codes.len());
    for (text, code) in codes {
        assert_eq!(text.parse(), Ok(code));
        let body = format!(r#"{{"type":"{text}","tableName":""}}"#);
        assert_eq!(
            ApiError::from_response(400, &[], body.as_bytes()).code(),
            Some(code)
        );
    }
    assert!(
        "bad_gateway".parse::<ErrorCode>().is_err(),
        "this is no code on the wire"
    );
}

#[test]
fn any_object_without_a_code_is_something_else() {
    for body in ["{}", r#"{"code":"42P01"}"#, r#"{"type":null}"#, "[]"] {
        let error = ApiError::from_response(500, &[], body.as_bytes());
        assert!(matches!(error.kind(), ErrorKind::Unrecognized(_)), "{body}");
    }
}
