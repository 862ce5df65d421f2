//! The error as a client reads it.

use std::time::Duration;

use golden_flat::{
    ApiError, ErrorCode, ErrorKind, InsufficientCredits, Malformed, Unrecognized,
    UnrecognizedReason,
};
use serde_json::{Value, json};

fn read(status: u16, body: &[u8]) -> ApiError {
    ApiError::from_response(status, &[], body)
}

fn of(body: &Value) -> ApiError {
    read(400, body.to_string().as_bytes())
}

fn unrecognized(error: &ApiError) -> &Unrecognized {
    match error.kind() {
        ErrorKind::Unrecognized(unrecognized) => unrecognized,
        kind => panic!("{kind:?}"),
    }
}

fn malformed(error: &ApiError) -> &Malformed {
    match error.kind() {
        ErrorKind::Malformed(malformed) => malformed,
        kind => panic!("{kind:?}"),
    }
}

#[test]
#[allow(deprecated, reason = "every code is tried")]
fn every_code_comes_back() {
    let errors = [
        ApiError::unauthenticated(),
        ApiError::insufficient_credits(u64::MAX, 0),
        ApiError::rate_limited(1),
        ApiError::timeout(),
        ApiError::old_timeout(),
        ApiError::overloaded(),
    ];
    assert_eq!(errors.len(), ErrorCode::ALL.len());
    for error in errors {
        let back = read(error.status(), &error.to_json());
        assert_eq!(back.kind(), error.kind());
        assert_eq!(back.message(), error.message());
        assert_eq!(back.status(), error.status());
        assert_eq!(back.to_json(), error.to_json());
        let back: ApiError = serde_json::from_slice(&error.to_json()).expect("an envelope");
        assert_eq!((back.kind(), back.status()), (error.kind(), error.status()));
    }
}

/// What is byte for byte what the crate writes of a code is compared, and not read.
#[test]
fn a_body_as_it_is_written_is_read_as_any_other() {
    let headers = [("Retry-After", "7"), ("X-Request-Id", "r1")];
    for code in ["unauthenticated", "timeout", "overloaded"] {
        let body = of(&json!({"error": {"code": code}})).to_json();
        let by_another_hand = [b" ", &body[..]].concat();
        for headers in [&headers[..], &[]] {
            let read = |body| ApiError::from_response(418, headers, body);
            let (error, same) = (read(&body), read(&by_another_hand));
            assert_eq!(error.code_str(), code);
            assert_eq!(format!("{error:?}"), format!("{same:?}"));
            assert_eq!(error.to_json(), same.to_json());
        }
    }
}

#[test]
fn what_only_begins_as_it_is_written_is_no_json() {
    for error in [
        ApiError::unauthenticated(),
        ApiError::insufficient_credits(7, 5),
    ] {
        let whole = error.to_json();
        for most in 1..whole.len() {
            for end in ["", "}}", "\"}}}"] {
                let body = [&whole[..most], end.as_bytes()].concat();
                let is_json = serde_json::from_slice::<Value>(&body).is_ok();
                let reason = match read(400, &body).kind() {
                    ErrorKind::Unrecognized(response) => Some(response.reason()),
                    _ => None,
                };
                let is_no_json = reason == Some(UnrecognizedReason::NotJson);
                assert_eq!(is_no_json, !is_json, "{}", String::from_utf8_lossy(&body));
            }
        }
    }
}

#[test]
fn a_code_may_stand_anywhere_and_the_last_of_several_counts() {
    for body in [
        r#"{"error": {"needed": 1, "have": 2, "message": "m", "code": "insufficient_credits"}}"#,
        r#"{"error": {"needed": 1, "code": "timeout", "have": 2, "message": "m", "code": "insufficient_credits"}}"#,
        r#"{"error": {"code": null, "needed": 1, "code": "insufficient_credits", "message": [0], "message": "m", "have": 2}}"#,
        r#"{"error": {"code": "insufficient_credits", "needed": "no", "needed": 1, "have": [], "have": 2, "message": "m"}}"#,
        r#"{"error": {"code": "new", "x": 1}, "error": {"code": "insufficient_credits", "needed": 1, "have": 2, "message": "m"}}"#,
    ] {
        let error = read(402, body.as_bytes());
        let expected = ErrorKind::InsufficientCredits(InsufficientCredits::new(1, 2));
        assert_eq!(error.kind(), &expected, "{body}");
        assert_eq!(error.message(), "m", "{body}");
        assert!(error.extra().is_empty(), "{body}: {error:?}");
    }
    let error = read(400, br#"{"error": {"code": "timeout", "x": 1, "code": 5}}"#);
    assert_eq!(
        unrecognized(&error).reason(),
        UnrecognizedReason::NotEnvelope
    );
    assert_eq!(
        Value::Object(error.raw_fields().clone()),
        json!({"code": 5, "x": 1})
    );
    let error = read(
        400,
        br#"{"error": {"code": "timeout", "message": "m", "message": {}}}"#,
    );
    assert_eq!(Value::Object(error.extra().clone()), json!({"message": {}}));
}

#[test]
fn older_names_of_a_code_are_the_code() {
    for code in ["no_credits", "broke"] {
        let error = of(&json!({"error": {"code": code, "message": "m", "needed": 1, "have": 0}}));
        assert_eq!(error.code(), Some(ErrorCode::InsufficientCredits));
        assert_eq!(error.code_str(), "insufficient_credits");
    }
}

#[test]
fn what_the_response_says_counts() {
    let error = read(
        418,
        br#"{"error":{"code":"timeout","message":"Own words."}}"#,
    );
    assert_eq!((error.status(), error.message()), (418, "Own words."));
    let error = read(504, br#"{"error":{"code":"timeout"}}"#);
    assert_eq!(error.message(), ErrorCode::Timeout.row_message());
    for message in ["null", "5", "{}", "[]"] {
        let body = format!(r#"{{"error":{{"code":"timeout","message":{message}}}}}"#);
        assert_eq!(
            read(504, body.as_bytes()).message(),
            ErrorCode::Timeout.row_message(),
            "{message}"
        );
    }
}

trait RowMessage {
    fn row_message(self) -> &'static str;
}

impl RowMessage for ErrorCode {
    fn row_message(self) -> &'static str {
        "A provider did not answer in time: 100% {busy}."
    }
}

#[test]
fn unknown_codes_keep_everything() {
    let body =
        json!({"error": {"code": "teapot", "message": "short", "lid": {"on": [1, null]}, "n": 1}});
    let error = read(418, body.to_string().as_bytes());
    assert_eq!(
        (error.code(), error.code_str(), error.message()),
        (None, "teapot", "short")
    );
    let unrecognized = unrecognized(&error);
    assert_eq!(unrecognized.reason(), UnrecognizedReason::UnknownCode);
    assert_eq!(
        (unrecognized.code(), unrecognized.message()),
        (Some("teapot"), Some("short"))
    );
    assert_eq!(unrecognized.field("lid"), Some(&json!({"on": [1, null]})));
    assert_eq!(unrecognized.fields().len(), 2);
    assert_eq!(unrecognized.excerpt(), body.to_string());
    let sent: Value = serde_json::from_slice(&error.to_json()).expect("JSON");
    assert_eq!(sent, body);
}

#[test]
fn unknown_fields_are_kept_and_sent_on() {
    let body = json!({"error": {"code": "insufficient_credits", "message": "m", "needed": 2, "have": 1, "plan": "free", "x": null}});
    let error = of(&body);
    assert_eq!(
        Value::Object(error.extra().clone()),
        json!({"plan": "free", "x": null})
    );
    let sent: Value = serde_json::from_slice(&error.to_json()).expect("JSON");
    assert_eq!(sent, body);
}

/// Problem details have members of their own, which what is not known may be called too.
#[test]
fn problem_details_have_each_key_once() {
    let fields = r#""type":1,"type_":2,"type__":3,"code_":4,"typed":5"#;
    let body = format!(r#"{{"error":{{"code":"timeout","message":"m",{fields}}}}}"#);
    let problem = String::from_utf8(read(504, body.as_bytes()).to_problem()).expect("text");
    let others = r#","code__":4,"type_":1,"type__":2,"type___":3,"typed":5}"#;
    assert!(problem.ends_with(others), "{problem}");
}

#[test]
fn misfits_are_named() {
    let cases = [
        (
            json!({"needed": 10}),
            "have",
            "an integer of 64 bits without a sign (u64)",
            "nothing",
        ),
        (
            json!({"needed": "10", "have": 4}),
            "needed",
            "an integer of 64 bits without a sign (u64)",
            "a string",
        ),
        (
            json!({"needed": -1, "have": 4}),
            "needed",
            "an integer of 64 bits without a sign (u64)",
            "an integer that is out of range",
        ),
        (
            json!({"needed": 1.5, "have": 4}),
            "needed",
            "an integer of 64 bits without a sign (u64)",
            "a number",
        ),
        (
            json!({"needed": 1e300, "have": 4}),
            "needed",
            "an integer of 64 bits without a sign (u64)",
            "a number",
        ),
        (
            json!({"needed": null, "have": 4}),
            "needed",
            "an integer of 64 bits without a sign (u64)",
            "null",
        ),
        (
            json!({"needed": [1], "have": 4}),
            "needed",
            "an integer of 64 bits without a sign (u64)",
            "an array",
        ),
    ];
    for (fields, field, expected, found) in cases {
        let mut body = json!({"error": {"code": "insufficient_credits", "message": "m"}});
        let object = body["error"].as_object_mut().expect("an object");
        object.extend(fields.as_object().expect("an object").clone());
        let error = of(&body);
        assert_eq!(error.code(), Some(ErrorCode::InsufficientCredits));
        assert_eq!(error.message(), "m");
        let malformed = malformed(&error);
        assert_eq!(
            (malformed.field(), malformed.expected(), malformed.found()),
            (field, expected, found)
        );
        assert_eq!(Value::Object(malformed.fields().clone()), fields);
        let sent: Value = serde_json::from_slice(&error.to_json()).expect("JSON");
        assert_eq!(sent, body);
    }
}

#[test]
fn a_misfit_without_a_message_explains_itself() {
    let error = of(&json!({"error": {"code": "rate_limited"}}));
    let expected = "rate_limited: `retry_after_ms` should be an integer of 64 bits without a sign (u64), but is nothing";
    assert_eq!(error.message(), expected);
    assert_eq!(error.status(), 400);
}

#[test]
fn whole_numbers_may_be_written_with_a_point() {
    for number in ["10.0", "1e1", "100E-1", "0.1e2"] {
        let body = format!(
            r#"{{"error":{{"code":"insufficient_credits","message":"m","needed":{number},"have":-0.0}}}}"#
        );
        let expected = ApiError::insufficient_credits(10, 0);
        assert_eq!(
            read(402, body.as_bytes()).kind(),
            expected.kind(),
            "{number}"
        );
    }
}

#[test]
fn the_last_of_duplicate_keys_counts() {
    let body = br#"{"error":1,"error":{"code":"x","needed":"no","code":"insufficient_credits","needed":2,"have":1}}"#;
    assert_eq!(
        read(402, body).kind(),
        ApiError::insufficient_credits(2, 1).kind()
    );
}

#[test]
fn a_byte_order_mark_is_skipped() {
    let body = [b"\xef\xbb\xbf", ApiError::timeout().to_json().as_slice()].concat();
    assert_eq!(read(504, &body).kind(), &ErrorKind::Timeout);
}

#[test]
fn bodies_that_are_no_envelope_keep_the_status_and_an_excerpt() {
    use UnrecognizedReason::{Empty, NotEnvelope, NotJson, NotUtf8};
    let cases: [(&[u8], _); 17] = [
        (b"", Empty),
        (b"\xef\xbb\xbf", Empty),
        (b" ", NotJson),
        (b"<html><h1>502 Bad Gateway</h1></html>", NotJson),
        (br#"{"error":{"code":"timeout","mess"#, NotJson),
        (br#"{"error":{"code":"timeout"}} x"#, NotJson),
        (br#"{"error":{"code":"\ud800"}}"#, NotJson),
        (b"{\"error\":{\"code\":\"time\xffout\"}}", NotUtf8),
        (b"null", NotEnvelope),
        (b"\"timeout\"", NotEnvelope),
        (b"[]", NotEnvelope),
        (b"{}", NotEnvelope),
        (br#"{"error":null}"#, NotEnvelope),
        (br#"{"error":"timeout"}"#, NotEnvelope),
        (br#"{"error":{}}"#, NotEnvelope),
        (br#"{"error":{"code":5,"message":"m"}}"#, NotEnvelope),
        (br#"{"code":"timeout","message":"m"}"#, NotEnvelope),
    ];
    for (body, reason) in cases {
        let error = read(502, body);
        let shown = String::from_utf8_lossy(body);
        assert_eq!(unrecognized(&error).reason(), reason, "{shown}");
        assert_eq!(
            (error.status(), error.code(), error.code_str()),
            (502, None, "unknown"),
            "{shown}"
        );
        assert!(!error.message().is_empty(), "{shown}");
        assert_eq!(
            unrecognized(&error).excerpt(),
            shown.trim_start_matches('\u{feff}'),
            "{shown}"
        );
        let sent: Value = serde_json::from_slice(&error.to_json()).expect("JSON");
        assert_eq!(sent["error"]["code"], "unknown", "{shown}");
    }
    let error = read(400, br#"{"error":{"code":5,"message":"m","x":1}}"#);
    assert_eq!(
        (error.message(), unrecognized(&error).field("x")),
        ("m", Some(&json!(1)))
    );
}

#[test]
fn excerpts_end_between_characters() {
    let cases: [(Vec<u8>, usize); 4] = [
        (b"x".repeat(2000), 512),
        ("é".repeat(2000).into_bytes(), 512),
        ("日".repeat(2000).into_bytes(), 510),
        (b"\xff".repeat(2000), 510),
    ];
    for (body, length) in cases {
        let error = read(500, &body);
        let excerpt = unrecognized(&error).excerpt();
        assert_eq!(excerpt.len(), length);
        assert!(String::from_utf8_lossy(&body).starts_with(excerpt));
    }
}

#[test]
fn bodies_have_limits() {
    let padded = |length: usize| {
        let body = r#"{"error":{"code":"timeout","message":"m"}}"#;
        format!("{body}{}", " ".repeat(length - body.len()))
    };
    assert_eq!(
        read(504, padded(1 << 20).as_bytes()).kind(),
        &ErrorKind::Timeout
    );
    let error = read(504, padded((1 << 20) + 1).as_bytes());
    assert_eq!(unrecognized(&error).reason(), UnrecognizedReason::TooLarge);
    assert_eq!(unrecognized(&error).excerpt().len(), 512);

    // Two levels are the envelope's own.
    let nested = |levels: usize| {
        let (open, close) = ("[".repeat(levels - 2), "]".repeat(levels - 2));
        format!(r#"{{"error":{{"code":"timeout","message":"m","x":{open}{close}}}}}"#)
    };
    assert_eq!(
        read(504, nested(127).as_bytes()).kind(),
        &ErrorKind::Timeout
    );
    assert_eq!(
        unrecognized(&read(504, nested(128).as_bytes())).reason(),
        UnrecognizedReason::NotJson
    );
    assert_eq!(
        unrecognized(&read(504, nested(100_000).as_bytes())).reason(),
        UnrecognizedReason::NotJson
    );
}

#[test]
fn waits_are_read_from_the_field_and_then_from_the_header() {
    let body = ApiError::rate_limited(1500).to_json();
    let error = ApiError::from_response(429, &[("retry-after", "7")], &body);
    assert_eq!(error.retry_after(), Some(Duration::from_millis(1500)));
    let wait = |headers: &[(&str, &str)]| {
        let error = ApiError::from_response(503, headers, b"busy");
        (
            error.retry_after().map(|wait| wait.as_secs()),
            error.is_retryable(),
        )
    };
    assert_eq!(wait(&[("RETRY-AFTER", " 7\t")]), (Some(7), true));
    let dates = [
        ("Date", "Sun, 06 Nov 1994 08:49:37 GMT"),
        ("Retry-After", "Sun Nov  6 08:49:40 1994"),
    ];
    assert_eq!(wait(&dates), (Some(3), true));
    assert_eq!(wait(&[("Retry-After", "soon")]), (None, true));
    assert_eq!(wait(&[]), (None, true));
    let error = ApiError::from_response(400, &[("Retry-After", "7")], b"");
    assert!(error.is_retryable());
    assert_eq!(
        error.headers().collect::<Vec<_>>(),
        [("Retry-After", "7".to_owned())]
    );
}

#[test]
fn advice_is_the_registrys_or_else_by_status() {
    let with_wait = |body: &[u8]| ApiError::from_response(400, &[("Retry-After", "1")], body);
    assert!(!with_wait(&ApiError::unauthenticated().to_json()).is_retryable());
    assert!(ApiError::timeout().is_retryable());
    assert!(ApiError::rate_limited(1).is_retryable());
    let retryable: Vec<_> = (400..600)
        .filter(|&status| read(status, b"").is_retryable())
        .collect();
    assert_eq!(retryable, [408, 425, 429, 502, 503, 504]);
}

#[test]
fn only_an_envelope_can_be_deserialized() {
    let unknown: ApiError =
        serde_json::from_value(json!({"error": {"code": "teapot"}})).expect("an envelope");
    assert_eq!((unknown.code_str(), unknown.status()), ("teapot", 500));
    for body in [
        json!({}),
        json!(null),
        json!({"error": {}}),
        json!({"error": {"code": 1}}),
    ] {
        let error = serde_json::from_value::<ApiError>(body).expect_err("no envelope");
        assert_eq!(error.to_string(), "not an error of this API");
    }
}

/// A small generator of numbers, the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % most
    }
}

#[test]
fn no_body_is_too_strange() {
    let seeds = [
        ApiError::insufficient_credits(10, 4).to_json(),
        ApiError::rate_limited(1500).to_json(),
        br#"{"error":{"code":"teapot","message":"m","a":[{"b":null}],"c":1e9}}"#.to_vec(),
    ];
    let mut random = Random(7);
    let bytes = b"{}[]\":,\\ntruefalse0123456789.eE+-\x00\xff\xc3\xa9 \xef\xbb\xbf";
    for turn in 0..40_000 {
        let mut body = seeds[turn % seeds.len()].clone();
        for _ in 0..=random.below(4) {
            let at = random.below(body.len());
            match random.below(4) {
                0 => body[at] = bytes[random.below(bytes.len())],
                1 => body.insert(at, bytes[random.below(bytes.len())]),
                2 => body.truncate(at + 1),
                _ => drop(body.remove(at)),
            }
            body.push(b'}');
        }
        let error = read(500, &body);
        assert_eq!(error.status(), 500);
        // What was read is sent as an envelope, and is the same when it is read again.
        let sent = error.to_json();
        let again = read(500, &sent);
        assert_eq!(
            (again.code_str(), again.message()),
            (error.code_str(), error.message())
        );
        assert_eq!(again.to_json(), sent);
        let _ = (
            format!("{error:?}"),
            error.retry_after(),
            error.headers().count(),
        );
    }
}
