//! Every type, required and optional, and everything that a field can say.

use std::collections::BTreeMap;
use std::time::Duration;

use golden_everything::{
    ApiError, Blank, Bools, ErrorKind, Headers, Moved, Optional, Place, Plan, Required, Secret,
    Times,
};
use serde_json::{Value, json};

fn required() -> Required {
    let place = Place::new("/a", vec![Place::new("/a/b", Vec::new()).with_line(2)]).with_lasted(2);
    let map = BTreeMap::from([("b".to_owned(), 2), ("a".to_owned(), 1)]);
    let deep = vec![BTreeMap::from([("k".to_owned(), vec![place.clone()])])];
    Required::new(
        true,
        i32::MIN,
        i64::MIN,
        u32::MAX,
        u64::MAX,
        0.1,
        "text",
        json!({"any": [null]}),
        vec!["one".to_owned()],
        map,
        Plan::ProPlus,
        place,
        deep,
    )
}

fn fields() -> Value {
    json!({
        "bool": true,
        "small": i32::MIN,
        "large": i64::MIN,
        "count": u32::MAX,
        "big": u64::MAX,
        "ratio": 0.1,
        "text": "text",
        "any": {"any": [null]},
        "list": ["one"],
        "map": {"a": 1, "b": 2},
        "plan": "pro-plus",
        "place": {"path": "/a", "inner": [{"path": "/a/b", "line": 2, "inner": []}], "lasted": 2},
        "deep": [{"k": [{"path": "/a", "inner": [{"path": "/a/b", "line": 2, "inner": []}], "lasted": 2}]}],
    })
}

fn body(code: &str, fields: &Value) -> Value {
    let mut body = json!({"error": {"code": code, "message": "m"}});
    let object = body["error"].as_object_mut().expect("an object");
    object.extend(fields.as_object().expect("an object").clone());
    body
}

fn read(body: &Value) -> ApiError {
    ApiError::from_response(400, &[], body.to_string().as_bytes())
}

fn sent(error: &ApiError) -> Value {
    serde_json::from_slice(&error.to_json()).expect("JSON")
}

#[test]
fn every_type_is_written_and_read() {
    let error = ApiError::from(required()).with_message("m");
    let body = body("required", &fields());
    assert_eq!(sent(&error), body);
    let back = read(&body);
    assert_eq!(back.kind(), error.kind());
    assert_eq!(back.to_json(), error.to_json());
}

/// Such a body is compared, and not read; what headers carry is read nevertheless.
#[test]
fn a_body_as_it_is_written_is_read_as_any_other() {
    let body = read(&body("optional", &json!({"message": "Nothing needed."}))).to_json();
    let by_another_hand = [&body[..], b"\n"].concat();
    let headers = [("x-plan", "pro-plus"), ("x-trace-id", "t1")];
    let read = |body| ApiError::from_response(409, &headers, body);
    let (error, same) = (read(&body), read(&by_another_hand));
    assert_eq!(error.kind(), &ErrorKind::Optional(Optional::new()));
    assert_eq!(error.trace_id(), Some("t1"));
    assert_eq!(error.level(), Some(&Plan::ProPlus));
    assert_eq!(format!("{error:?}"), format!("{same:?}"));
    assert_eq!(error.to_json(), same.to_json());
}

/// The part of the message that is the same for all is no whole body, even where a header has the rest.
#[test]
fn a_body_that_ends_before_the_first_field_is_no_json() {
    let headers = [("x-host", "b")];
    let read = |body: &str| ApiError::from_response(421, &headers, body.as_bytes());
    let whole = read(r#"{"error":{"code":"moved","message":"Ask b"}}"#);
    assert_eq!(whole.kind(), &ErrorKind::Moved(Moved::new("b")));
    let cut = read(r#"{"error":{"code":"moved","message":"Ask }}"#);
    assert_eq!(cut.code(), None, "{cut:?}");
}

#[test]
fn null_is_the_same_as_nothing_also_where_a_header_says_more() {
    let headers = [("X-Load", "0.5"), ("X-Trace-Id", "t1")];
    for fields in [json!({}), json!({"load": null, "trace_id": null})] {
        let mut body = body("headers", &json!({"wait_ms": 7, "shard": "a"}));
        let object = body["error"].as_object_mut().expect("an object");
        object.extend(fields.as_object().expect("an object").clone());
        let error = ApiError::from_response(503, &headers, body.to_string().as_bytes());
        let ErrorKind::Headers(busy) = error.kind() else {
            panic!("{error:?}");
        };
        assert_eq!((busy.load, error.trace_id()), (Some(0.5), Some("t1")));
        assert!(error.extra().is_empty());
    }
}

/// A field in days makes a day of a second that a header names.
#[test]
fn a_wait_is_as_exact_as_what_says_it() {
    let message = json!({"message": "Ask b"});
    let body = body("moved", &message).to_string();
    let headers = [("X-Host", "b"), ("Retry-After", "90")];
    let error = ApiError::from_response(421, &headers, body.as_bytes());
    let moved = Moved::new("b").with_days(1);
    assert_eq!(error.kind(), &ErrorKind::Moved(moved.clone()));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(90)));
    let sent: Vec<_> = error.headers().collect();
    assert!(sent.contains(&("Retry-After", "90".to_owned())), "{sent:?}");
    let own = ApiError::from(moved);
    assert_eq!(own.retry_after(), Some(Duration::from_secs(86_400)));
    // What the field says by itself counts, whatever the header says.
    for header in ["0", "90", "Wed, 21 Oct 2015 07:28:00 GMT", "999999"] {
        let mut body = self::body("moved", &json!({"days": 2}));
        body["error"]["message"] = json!("Ask b");
        let headers = [("X-Host", "b"), ("Retry-After", header)];
        let error = ApiError::from_response(421, &headers, body.to_string().as_bytes());
        assert_eq!(
            error.retry_after(),
            Some(Duration::from_secs(172_800)),
            "{header}"
        );
        let sent: Vec<_> = error.headers().collect();
        assert!(
            sent.contains(&("Retry-After", "172800".to_owned())),
            "{sent:?}"
        );
    }
}

#[test]
fn integers_beyond_the_least_are_not_the_least() {
    for (number, fits) in [
        ("-9223372036854775808", true),
        ("-9223372036854775809", false),
        ("-9223372036854776832", false),
        ("9223372036854775807", true),
        ("9223372036854775808", false),
    ] {
        let text = body("optional", &json!({"large": "@"})).to_string();
        let error = ApiError::from_response(409, &[], text.replace("\"@\"", number).as_bytes());
        let is_malformed = matches!(error.kind(), ErrorKind::Malformed(_));
        assert_eq!(is_malformed, !fits, "{number}: {error:?}");
    }
}

/// Neither what the response calls the request, where that is a secret, nor the keys of a map that is one.
#[test]
fn secrets_stay_where_they_are_read() {
    let headers = [("x-request-id", "hunter2")];
    let keys = json!({"token": "t", "plain": "p", "keys": {"hunter2": "x"}});
    let malformed = body("secret", &keys).to_string();
    let unknown = body("newer", &json!({"call": "hunter2"})).to_string();
    for body in ["<html>", &unknown, &malformed] {
        let error = ApiError::from_response(502, &headers, body.as_bytes());
        assert_eq!(error.request_id(), Some("hunter2"));
        let debug = format!("{error:?} {:#?}", error.kind());
        assert!(!debug.contains("hunter2"), "{debug}");
        assert!(debug.contains("request_id: [redacted]"), "{debug}");
        assert!(!error.to_string().contains("hunter2"), "{error}");
    }
}

/// What went wrong is cloned from the values that it shows, and not by its type.
#[test]
fn every_type_can_be_kept() {
    let all = read(&body("optional", &fields()));
    let mut odd = required();
    odd.ratio = f64::NEG_INFINITY;
    // Nobody reads this: the value is known.
    odd.plan = Plan::Unrecognized("free".to_owned());
    let errors = [required().into(), odd.into(), all, Optional::new().into()];
    for error in errors.iter().map(ApiError::kind) {
        let kept = error.clone();
        assert_eq!(&kept, error);
        assert_eq!(format!("{kept:?}"), format!("{error:?}"));
        match (&kept, error) {
            (ErrorKind::Required(kept), ErrorKind::Required(error)) => {
                assert_eq!(kept.plan, error.plan);
                assert_eq!(kept.ratio.to_bits(), error.ratio.to_bits());
                assert_eq!((kept.big, kept.large), (error.big, error.large));
                assert_eq!((&kept.any, &kept.map), (&error.any, &error.map));
            }
            (ErrorKind::Optional(kept), ErrorKind::Optional(error)) => {
                assert_eq!((&kept.plan, &kept.list), (&error.plan, &error.list));
            }
            _ => panic!("{kept:?}"),
        }
    }
}

#[test]
fn numbers_in_messages_are_written_as_in_json() {
    let message = ApiError::from(required()).to_string();
    assert_eq!(
        message,
        "true -2147483648 -9223372036854775808 4294967295 18446744073709551615 0.1 text"
    );
    for number in [1.0, 1e20, 1e-7, -0.0, 1.5e300, f64::NAN] {
        let mut payload = required();
        payload.ratio = number;
        let message = ApiError::from(payload).to_string();
        let expected = serde_json::to_string(&number).ok();
        assert_eq!(message.split(' ').nth(5), expected.as_deref());
    }
}

#[test]
fn optional_fields_are_absent_or_null() {
    let none = ErrorKind::Optional(Optional::new());
    assert_eq!(read(&body("optional", &json!({}))).kind(), &none);
    let mut nulls = fields();
    nulls["blank"] = Value::Null;
    nulls.as_object_mut().expect("an object").remove("deep");
    for (_, value) in nulls.as_object_mut().expect("an object") {
        *value = Value::Null;
    }
    let error = read(&body("optional", &nulls));
    assert_eq!(error.kind(), &none);
    assert_eq!(sent(&error), body("optional", &json!({})));
    assert_eq!(Optional::default(), Optional::new());
}

#[test]
fn optional_fields_are_kept() {
    let mut given = fields();
    given.as_object_mut().expect("an object").remove("deep");
    given["blank"] = json!({});
    let error = read(&body("optional", &given));
    assert_eq!(sent(&error), body("optional", &given));
    let payload = Optional::new()
        .with_bool(true)
        .with_small(1)
        .with_text("t")
        .with_any(json!([]))
        .with_plan(Plan::from("42"))
        .with_blank(Blank::new().with_note("n"));
    assert_eq!(payload.plan, Some(Plan::E42));
    let expected = json!({"bool": true, "small": 1, "text": "t", "any": [], "plan": "42", "blank": {"note": "n"}});
    assert_eq!(
        sent(&ApiError::from(payload).with_message("m")),
        body("optional", &expected)
    );
}

#[test]
fn misfits_are_named_by_their_path() {
    let cases = [
        ("/bool", json!("true"), "bool", "a boolean", "a string"),
        (
            "/small",
            json!(2_147_483_648_u32),
            "small",
            "an integer of 32 bits (i32)",
            "an integer that is out of range",
        ),
        (
            "/count",
            json!(-1),
            "count",
            "an integer of 32 bits without a sign (u32)",
            "an integer that is out of range",
        ),
        (
            "/large",
            json!(9_223_372_036_854_775_808_u64),
            "large",
            "an integer of 64 bits (i64)",
            "an integer that is out of range",
        ),
        (
            "/big",
            json!(1.844_674_407_370_955_2e19),
            "big",
            "an integer of 64 bits without a sign (u64)",
            "an integer that is out of range",
        ),
        ("/ratio", json!("0.1"), "ratio", "a number", "a string"),
        ("/text", json!(1), "text", "a string", "an integer"),
        ("/list", json!({}), "list", "an array", "an object"),
        ("/list/0", json!(1), "list[0]", "a string", "an integer"),
        (
            "/map/b",
            json!("x"),
            "map.b",
            "an integer of 32 bits without a sign (u32)",
            "a string",
        ),
        ("/plan", json!(5), "plan", "a string", "an integer"),
        ("/place", json!([]), "place", "an object", "an array"),
        (
            "/place/inner/0/path",
            json!(null),
            "place.inner[0].path",
            "a string",
            "null",
        ),
        (
            "/deep/0/k/0/inner",
            json!(true),
            "deep[0].k[0].inner",
            "an array",
            "a boolean",
        ),
    ];
    for (pointer, value, field, expected, found) in cases {
        let mut wrong = fields();
        *wrong.pointer_mut(pointer).expect("a place") = value;
        let error = read(&body("required", &wrong));
        let ErrorKind::Malformed(malformed) = error.kind() else {
            panic!("{pointer}: {error:?}");
        };
        assert_eq!(
            (malformed.field(), malformed.expected(), malformed.found()),
            (field, expected, found)
        );
        assert_eq!(sent(&error), body("required", &wrong), "{pointer}");
    }
}

#[test]
fn each_required_field_is_required() {
    let all = fields();
    for name in all.as_object().expect("an object").keys() {
        let mut some = all.clone();
        some.as_object_mut().expect("an object").remove(name);
        let error = read(&body("required", &some));
        let ErrorKind::Malformed(malformed) = error.kind() else {
            panic!("{name}: {error:?}");
        };
        assert_eq!(
            (malformed.field(), malformed.found()),
            (name.as_str(), "nothing")
        );
    }
    let mut null = all;
    null["any"] = Value::Null;
    let error = read(&body("required", &null));
    assert_eq!(
        sent(&error),
        body("required", &null),
        "null is a value of any JSON"
    );
}

#[test]
fn sets_of_values_are_open() {
    let known = [
        (Plan::Free, "free"),
        (Plan::ProPlus, "pro-plus"),
        (Plan::SelfHosted, "self-hosted"),
        (Plan::E42, "42"),
    ];
    for (plan, text) in known {
        assert_eq!((plan.as_str(), plan.to_string().as_str()), (text, text));
        assert_eq!(
            (Plan::from(text), Plan::from(text.to_owned())),
            (plan.clone(), plan)
        );
    }
    let new = Plan::from("enterprise");
    assert_eq!(
        (&new, new.as_str()),
        (&Plan::Unrecognized("enterprise".to_owned()), "enterprise")
    );
    let error = read(&body("optional", &json!({"plan": "enterprise"})));
    assert_eq!(
        error.kind(),
        &ErrorKind::Optional(Optional::new().with_plan(new))
    );
}

#[test]
fn secrets_are_sent_and_never_shown() {
    let error = ApiError::from(Secret::new("hunter2", "open").with_hint("pets"));
    assert_eq!(sent(&error)["error"]["token"], "hunter2");
    let shown = format!("{error:?} {error:#?}");
    assert!(
        !shown.contains("hunter2") && !shown.contains("pets"),
        "{shown}"
    );
    assert!(
        shown.contains("token: [redacted], hint: [redacted], keys: None, plain: \"open\""),
        "{shown}"
    );
    assert!(format!("{:?}", Secret::new("hunter2", "")).contains("hint: None"));
    let place = Place::new("/", Vec::new()).with_secret("hunter2");
    assert!(!format!("{place:?}").contains("hunter2"));
    let error = ApiError::times(1, 1, 1, 1, 1, 1).with_trace_id("hunter2");
    assert_eq!(error.trace_id(), Some("hunter2"));
    assert!(!format!("{error:?}").contains("hunter2"));
}

#[test]
fn secrets_in_what_was_not_understood_are_not_shown_either() {
    let bodies = [
        r#"{"error":{"code":"secret","message":"m","token":"hunter2"}}"#,
        r#"{"error":{"code":"secret","message":"m","token":["hunter2"],"plain":""}}"#,
        r#"{"error":{"code":"secret","message":"m","token":"t","plain":"","new":"hunter2"}}"#,
        r#"{"error":{"code":"newer","message":"m","token":"hunter2"}}"#,
        r#"{"error":{"code":"secret","message":"m","token":"hunter2"#,
    ];
    for body in bodies {
        let error = ApiError::from_response(500, &[], body.as_bytes());
        let shown = format!("{error:?} {error:#?} {error}");
        assert!(!shown.contains("hunter2"), "{shown}");
    }
}

#[test]
fn scalars_travel_in_headers() {
    let payload = Headers::new(1500, "a b")
        .with_quota(3)
        .with_load(0.5)
        .with_draining(true)
        .with_tier(Plan::ProPlus);
    let error = ApiError::from(payload).with_level(Plan::Free);
    let headers: Vec<_> = error.headers().collect();
    let expected = [
        ("Retry-After", "2"),
        ("X-Shard", "a b"),
        ("X-Quota", "3"),
        ("X-Load", "0.5"),
        ("X-Draining", "true"),
        ("X-Tier", "pro-plus"),
        ("X-Plan", "free"),
    ];
    assert_eq!(
        headers,
        expected.map(|(name, value)| (name, value.to_owned()))
    );
    let received: Vec<_> = headers
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let back = ApiError::from_response(503, &received, &error.to_json());
    assert_eq!(back.kind(), error.kind());
    assert_eq!(back.level(), Some(&Plan::Free));
}

#[test]
fn optional_fields_are_read_from_headers_that_make_sense() {
    let body = br#"{"error":{"code":"headers","message":"m","wait_ms":1,"shard":"s"}}"#;
    let quota = |value: &str| {
        let error = ApiError::from_response(503, &[("x-quota", value), ("x-load", value)], body);
        match error.kind() {
            ErrorKind::Headers(payload) => (payload.quota, payload.load),
            kind => panic!("{kind:?}"),
        }
    };
    assert_eq!(quota("3"), (Some(3), Some(3.0)));
    assert_eq!(quota("-3"), (None, Some(-3.0)));
    for strange in ["", "NaN", "inf", "3 4", "４"] {
        assert_eq!(quota(strange), (None, None), "{strange}");
    }
}

#[test]
fn a_text_that_is_no_header_value_is_left_out() {
    for text in [
        "",
        " a",
        "a ",
        "a\r\nX-Evil: 1",
        "a\nb",
        "a\0b",
        "é",
        "\u{7f}",
        "\t",
    ] {
        let error = ApiError::headers_(0, text);
        let headers: Vec<_> = error.headers().map(|(name, _)| name).collect();
        assert_eq!(headers, ["Retry-After"], "{text:?}");
    }
    let error = ApiError::from(Headers::new(0, "a\tb").with_load(f64::INFINITY));
    assert_eq!(error.headers().count(), 2);
}

#[test]
fn numbers_that_json_cannot_write_are_null() {
    let error = ApiError::from(Headers::new(0, "s").with_load(f64::NAN)).with_message("m");
    assert_eq!(sent(&error)["error"]["load"], Value::Null);
}

#[test]
fn units_are_durations() {
    let times = Times::new(1, 2, -3, 4, 5, u64::MAX).with_f_h(6);
    assert_eq!(times.a_ns_duration(), Duration::from_nanos(1));
    assert_eq!(times.b_us_duration(), Duration::from_micros(2));
    assert_eq!(
        times.c_ms_duration(),
        Duration::ZERO,
        "nothing is shorter than no time"
    );
    assert_eq!(times.d_s_duration(), Duration::from_secs(4));
    assert_eq!(times.e_min_duration(), Duration::from_secs(300));
    assert_eq!(times.f_h_duration(), Some(Duration::from_secs(6 * 3600)));
    assert_eq!(times.g_d_duration(), Duration::MAX);
    let longest = ApiError::headers_(i64::MAX, "s").retry_after();
    assert_eq!(longest, Some(Duration::from_secs(1 << 31)));
}

#[test]
fn flags_are_words() {
    assert_eq!(
        ApiError::from(Bools::new(true, false, true, false)).message(),
        "Many flags: true false true false."
    );
}
