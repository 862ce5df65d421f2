//! The results are the same whatever features of `serde_json` a consumer's other crates turn on: `.ci/run` runs this
//! with `arbitrary_precision` and `preserve_order` too.

use golden_flat::{ApiError, ErrorKind};

/// What an error with these raw fields, of a code that is not known, is sent on as.
fn sent_on(fields: &str) -> String {
    let body = format!(r#"{{"error":{{"code":"newer","message":"Newer.",{fields}}}}}"#);
    let error = ApiError::from_response(400, &[], body.as_bytes());
    assert!(
        matches!(error.kind(), ErrorKind::Unrecognized(_)),
        "{fields}"
    );
    let sent = String::from_utf8(error.to_json()).unwrap();
    let sent = sent.strip_prefix(r#"{"error":{"code":"newer","message":"Newer.","#);
    sent.unwrap().trim_end_matches("}}").to_owned()
}

#[test]
fn numbers_are_those_of_json_without_precision() {
    for (read, written) in [
        ("0", "0"),
        ("-0", "-0.0"),
        ("-1", "-1"),
        ("1.0", "1.0"),
        ("1e2", "100.0"),
        ("18446744073709551615", "18446744073709551615"),
        ("18446744073709551616", "1.8446744073709552e+19"),
        ("-9223372036854775809", "-9.223372036854776e+18"),
        ("0.1000000000000000055", "0.1"),
        ("1.7976931348623157e308", "1.7976931348623157e+308"),
        ("1e-400", "0.0"),
    ] {
        let field = |number| format!(r#""n":{number}"#);
        assert_eq!(sent_on(&field(read)), field(written), "{read}");
        let nested = |number| format!(r#""n":[{{"n":{number}}}]"#);
        assert_eq!(sent_on(&nested(read)), nested(written), "{read}");
    }
}

#[test]
fn a_number_that_no_double_holds_is_no_json() {
    let body = br#"{"error":{"code":"newer","n":1e400}}"#;
    let error = ApiError::from_response(400, &[], body);
    assert_eq!(error.code_str(), "unknown");
}

#[test]
fn keys_are_sorted_and_the_last_of_two_counts() {
    assert_eq!(sent_on(r#""b":1,"a":2"#), r#""a":2,"b":1"#);
    assert_eq!(sent_on(r#""b":1,"a":2,"b":3"#), r#""a":2,"b":3"#);
    assert_eq!(
        sent_on(r#""o":{"z":1,"y":{"d":1,"c":2}}"#),
        r#""o":{"y":{"c":2,"d":1},"z":1}"#
    );
}

/// `serde_json` hands over numbers under this key, and takes any object that has it for one.
#[test]
fn a_key_that_means_something_to_the_library_is_a_key() {
    let mark = r#""$serde_json::private::Number":"5""#;
    assert_eq!(sent_on(mark), mark);
    let nested = format!(r#""o":{{{mark}}}"#);
    assert_eq!(sent_on(&nested), nested);
    for body in [
        format!("{{{mark}}}"),
        format!(r#"{{"error":{{{mark}}}}}"#),
        format!(r#"{{"error":{{"code":{{{mark}}}}}}}"#),
        "5".to_owned(),
        "1.5".to_owned(),
        r#"{"error":1.5}"#.to_owned(),
    ] {
        let error = ApiError::from_response(400, &[], body.as_bytes());
        let ErrorKind::Unrecognized(response) = error.kind() else {
            panic!("{body} is an error of this API");
        };
        assert_eq!(format!("{:?}", response.reason()), "NotEnvelope", "{body}");
    }
}

#[test]
fn numbers_of_fields_are_read() {
    for (number, fits) in [
        ("1500", true),
        ("1500.0", true),
        ("15e2", true),
        ("1500.5", false),
    ] {
        let body = format!(
            r#"{{"error":{{"code":"rate_limited","message":"Wait.","retry_after_ms":{number}}}}}"#
        );
        let error = ApiError::from_response(429, &[], body.as_bytes());
        assert_eq!(
            matches!(error.kind(), ErrorKind::RateLimited(_)),
            fits,
            "{number}"
        );
    }
}
