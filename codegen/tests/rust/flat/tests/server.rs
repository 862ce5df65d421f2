//! The error as a server makes and sends it.

use std::error::Error;
use std::io;
use std::str::FromStr;

use golden_flat::{
    ApiError, ErrorCode, ErrorKind, InsufficientCredits, RateLimited, Retry, UnknownCode,
};
use serde_json::{Value, json};

#[test]
fn an_error_is_small_and_travels_between_threads() {
    fn travels<T: Send + Sync + Error + 'static>() {}
    travels::<ApiError>();
    assert_eq!(size_of::<ApiError>(), size_of::<usize>());
    assert_eq!(size_of::<Result<(), ApiError>>(), size_of::<usize>());
    assert!(size_of::<ErrorCode>() <= 2);
}

#[test]
fn the_envelope_is_written_byte_for_byte() {
    let expected = r#"{"error":{"code":"insufficient_credits","message":"Not enough credits, need 10, have 4.","needed":10,"have":4}}"#;
    let error = ApiError::insufficient_credits(10, 4);
    assert_eq!(String::from_utf8(error.to_json()).as_deref(), Ok(expected));
    assert_eq!(
        serde_json::to_string(&error).ok().as_deref(),
        Some(expected)
    );
    assert_eq!(error.status(), 402);
    assert_eq!(error.code(), Some(ErrorCode::InsufficientCredits));
}

#[test]
fn braces_in_a_message_are_braces() {
    assert_eq!(
        ApiError::timeout().to_string(),
        "A provider did not answer in time: 100% {busy}."
    );
}

#[test]
fn a_payload_becomes_an_error() {
    fn fails() -> Result<(), ApiError> {
        Err(InsufficientCredits::new(2, 1))?
    }
    let error = fails().expect_err("it fails");
    assert_eq!(
        error.kind(),
        &ErrorKind::InsufficientCredits(InsufficientCredits::new(2, 1))
    );
    assert_ne!(
        error.kind(),
        &ErrorKind::InsufficientCredits(InsufficientCredits::new(2, 2))
    );
}

/// With fields and without, not what it should be, and of another registry.
#[test]
fn what_went_wrong_can_be_kept() {
    let read = |body: &str| ApiError::from_response(500, &[], body.as_bytes());
    let errors = [
        ApiError::insufficient_credits(10, 4),
        ApiError::timeout(),
        read(r#"{"error": {"code": "insufficient_credits", "message": "No.", "needed": 10}}"#),
        read(r#"{"error": {"code": "newer", "message": "No.", "why": [1]}}"#),
        read("<html>"),
    ];
    for error in &errors {
        let kept = error.kind().clone();
        assert_eq!(&kept, error.kind());
        assert_eq!(format!("{kept:?}"), format!("{:?}", error.kind()));
    }
    for (one, other) in errors.iter().zip(&errors[1..]) {
        assert_ne!(one.kind(), other.kind());
    }
}

#[test]
fn what_a_service_fails_with_becomes_an_error_as_the_service_says() {
    struct NoCredits;
    impl From<NoCredits> for ApiError {
        fn from(_: NoCredits) -> Self {
            Self::insufficient_credits(1, 0)
        }
    }
    let error = ApiError::from(NoCredits);
    assert_eq!(error.code(), Some(ErrorCode::InsufficientCredits));
}

#[test]
fn codes_are_shown_as_their_variants() {
    assert_eq!(
        format!("{:?}", ErrorCode::ALL),
        "[Unauthenticated, InsufficientCredits, RateLimited, Timeout, OldTimeout, Overloaded]"
    );
}

#[test]
fn a_message_can_be_replaced() {
    let error = ApiError::timeout()
        .with_message("slow")
        .with_message(format!("{} s", 3));
    assert_eq!(error.message(), "3 s");
    let after_use = ApiError::timeout();
    assert!(!after_use.message().is_empty());
    assert_eq!(after_use.with_message("late").message(), "late");
}

#[test]
fn the_private_cause_is_never_sent() {
    let cause = io::Error::other("password=hunter2");
    let error = ApiError::timeout().with_source(cause);
    assert_eq!(
        error.source().map(ToString::to_string).as_deref(),
        Some("password=hunter2")
    );
    let sent = String::from_utf8(error.to_json()).unwrap_or_default();
    assert!(
        !sent.contains("hunter2") && !error.to_string().contains("hunter2"),
        "{sent}"
    );
    assert!(ApiError::timeout().source().is_none());
    assert_eq!(
        ApiError::timeout()
            .with_source("text")
            .source()
            .map(ToString::to_string)
            .as_deref(),
        Some("text")
    );
}

#[test]
fn times_are_sent_in_whole_seconds() {
    for (milliseconds, seconds) in [
        (0, "0"),
        (1, "1"),
        (1000, "1"),
        (1001, "2"),
        (u64::MAX, "18446744073709552"),
    ] {
        let headers: Vec<_> = ApiError::rate_limited(milliseconds).headers().collect();
        assert_eq!(headers, [("Retry-After", seconds.to_owned())]);
    }
    assert_eq!(ApiError::timeout().headers().count(), 0);
    assert_eq!(
        RateLimited::new(1500).retry_after_ms_duration().as_millis(),
        1500
    );
}

#[test]
fn a_code_knows_what_the_registry_says() {
    let code = ErrorCode::InsufficientCredits;
    assert_eq!(code.title(), Some("Not enough credits"));
    assert_eq!(
        code.meaning(),
        Some("The reserve would go below zero. Includes needed, have.")
    );
    assert_eq!(
        code.action(),
        Some("Top up at the billing page, then try again.")
    );
    assert_eq!(
        (code.category(), code.since()),
        (Some("billing"), Some("1.2"))
    );
    assert_eq!(
        code.docs_url(),
        Some("https://docs.example.com/errors#insufficient_credits")
    );
    assert_eq!((code.retry(), code.deprecated()), (Retry::Never, None));
    assert_eq!(ErrorCode::Timeout.retry(), Retry::Backoff);
    assert_eq!(ErrorCode::RateLimited.retry(), Retry::After);
    assert_eq!(
        (ErrorCode::Timeout.title(), ErrorCode::Timeout.category()),
        (None, None)
    );
    assert_eq!(const { ErrorCode::Timeout.status() }, 504);
}

#[test]
#[allow(deprecated, reason = "this is about a deprecated code")]
fn deprecated_codes_still_work() {
    let expected = "since 1.4, use timeout: It was never different.";
    assert_eq!(ErrorCode::OldTimeout.deprecated(), Some(expected));
    assert_eq!(ApiError::old_timeout().code_str(), "old_timeout");
}

#[test]
fn every_code_is_text_and_back() {
    assert_eq!(ErrorCode::ALL.len(), 6);
    for &code in ErrorCode::ALL {
        assert_eq!(ErrorCode::from_str(code.as_str()), Ok(code));
        assert_eq!(code.to_string(), code.as_str());
        assert_eq!(
            serde_json::to_value(code).ok(),
            Some(Value::from(code.as_str()))
        );
        assert_eq!(
            serde_json::from_value(json!(code.as_str())).ok(),
            Some(code)
        );
    }
    assert_eq!(format!("{:>10}", ErrorCode::Timeout), "   timeout");
}

#[test]
fn older_names_are_read_and_unknown_ones_are_not() {
    assert_eq!(
        "no_credits".parse(),
        Ok(ErrorCode::InsufficientCredits),
        "an alias"
    );
    assert_eq!(
        "broke".parse(),
        Ok(ErrorCode::InsufficientCredits),
        "a retired code"
    );
    for text in [
        "gone", "", "TIMEOUT", "timeout ", "timeou", "timeoutt", "日本",
    ] {
        assert_eq!(text.parse::<ErrorCode>(), Err(UnknownCode), "{text}");
        assert!(
            serde_json::from_value::<ErrorCode>(json!(text)).is_err(),
            "{text}"
        );
    }
    assert_eq!(UnknownCode.to_string(), "unknown error code");
}

#[test]
fn debug_shows_what_there_is() {
    let error = ApiError::insufficient_credits(10, 4).with_source("cause");
    let expected = r#"ApiError { code: "insufficient_credits", status: 402, message: "Not enough credits, need 10, have 4.", kind: InsufficientCredits(InsufficientCredits { needed: 10, have: 4 }), source: "cause" }"#;
    assert_eq!(format!("{error:?}"), expected);
}
