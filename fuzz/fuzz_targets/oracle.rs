//! Bodies that are nearly errors of the registry `flat`, against a slow reader of their `Value`: code, message, whether
//! the fields fit, and what they hold.
#![no_main]

use arbitrary::Arbitrary;
use golden_flat::{ApiError, ErrorKind, UnrecognizedReason};
use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};

/// Each text that is read as a code: the code, and the fields that it must have, all of them `u64`.
const CODES: &[(&str, &str, &[&str])] = &[
    ("unauthenticated", "unauthenticated", &[]),
    (
        "insufficient_credits",
        "insufficient_credits",
        &["needed", "have"],
    ),
    ("no_credits", "insufficient_credits", &["needed", "have"]),
    ("broke", "insufficient_credits", &["needed", "have"]),
    ("rate_limited", "rate_limited", &["retry_after_ms"]),
    ("timeout", "timeout", &[]),
    ("old_timeout", "old_timeout", &[]),
    ("overloaded", "overloaded", &[]),
];

#[derive(Arbitrary, Debug)]
enum Body<'a> {
    Raw(&'a [u8]),
    Wrapped(Vec<Entry<'a>>, Option<u8>),
    Bare(Vec<Entry<'a>>),
    /// What the crate itself writes of such an error, cut off, and something behind it.
    Written(Vec<Entry<'a>>, u8, &'a str),
}

#[derive(Arbitrary, Debug)]
struct Entry<'a> {
    key: Key<'a>,
    value: Leaf<'a>,
}

#[derive(Arbitrary, Debug)]
enum Key<'a> {
    Code,
    Message,
    Needed,
    Have,
    RetryAfter,
    Error,
    Other(&'a str),
}

#[derive(Arbitrary, Debug)]
enum Leaf<'a> {
    Null,
    Bool(bool),
    Whole(u64),
    Signed(i64),
    Real(f64),
    Text(&'a str),
    Code(u8),
    List(Vec<u8>),
    /// Whatever JSON this is.
    Raw(&'a str),
}

impl Entry<'_> {
    /// The entry as it is written. Keys may be there twice.
    fn text(&self) -> String {
        let key = match self.key {
            Key::Code => "code",
            Key::Message => "message",
            Key::Needed => "needed",
            Key::Have => "have",
            Key::RetryAfter => "retry_after_ms",
            Key::Error => "error",
            Key::Other(key) => key,
        };
        let value = match &self.value {
            Leaf::Null => Value::Null,
            Leaf::Bool(flag) => json!(flag),
            Leaf::Whole(number) => json!(number),
            Leaf::Signed(number) => json!(number),
            Leaf::Real(number) => json!(number),
            Leaf::Text(text) => json!(text),
            Leaf::Code(at) => json!(CODES[usize::from(*at) % CODES.len()].0),
            Leaf::List(items) => json!(items),
            Leaf::Raw(text) => return format!("{}: {text}", json!(key)),
        };
        format!("{}: {value}", json!(key))
    }
}

impl Body<'_> {
    fn bytes(&self) -> Vec<u8> {
        let object = |entries: &[Entry<'_>]| {
            let entries: Vec<_> = entries.iter().map(Entry::text).collect();
            format!("{{{}}}", entries.join(","))
        };
        match self {
            Self::Raw(bytes) => bytes.to_vec(),
            Self::Bare(entries) => object(entries).into_bytes(),
            Self::Wrapped(entries, cut) => {
                let mut body = format!("{{\"error\": {}}}", object(entries)).into_bytes();
                body.truncate(cut.map_or(usize::MAX, usize::from));
                body
            }
            Self::Written(entries, most, end) => {
                let read = format!("{{\"error\": {}}}", object(entries));
                let mut body = ApiError::from_response(400, &[], read.as_bytes()).to_json();
                body.truncate(usize::from(*most));
                [&body, end.as_bytes()].concat()
            }
        }
    }
}

fn document(body: &[u8]) -> Result<Value, UnrecognizedReason> {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    if body.is_empty() {
        return Err(UnrecognizedReason::Empty);
    }
    let text = std::str::from_utf8(body).map_err(|_| UnrecognizedReason::NotUtf8)?;
    serde_json::from_str(text).map_err(|_| UnrecognizedReason::NotJson)
}

/// A whole number, which `3.0` is too.
#[allow(
    clippy::cast_possible_truncation,
    reason = "a double without a fraction is as large as an `i128`, or too large"
)]
fn whole(value: &Value) -> Option<u64> {
    let whole = |number: &f64| number.fract() == 0.0;
    let real = || u64::try_from(value.as_f64().filter(whole)? as i128).ok();
    value.as_u64().or_else(|| value.is_f64().then(real)?)
}

fuzz_target!(|input: (u16, Body<'_>)| {
    let (status, body) = (input.0, input.1.bytes());
    let error = ApiError::from_response(status, &[], &body);
    let reason = match error.kind() {
        ErrorKind::Unrecognized(response) => Some(response.reason()),
        _ => None,
    };
    let document = match document(&body) {
        Ok(document) => document,
        Err(expected) => return assert_eq!(reason, Some(expected)),
    };
    let Some(object) = document.get("error").and_then(Value::as_object) else {
        return assert_eq!(reason, Some(UnrecognizedReason::NotEnvelope));
    };
    if let Some(message) = object.get("message").and_then(Value::as_str) {
        assert_eq!(error.message(), message);
    }
    let Some(text) = object.get("code").and_then(Value::as_str) else {
        assert_eq!(error.code_str(), "unknown");
        return assert_eq!(reason, Some(UnrecognizedReason::NotEnvelope));
    };
    let Some((_, code, fields)) = CODES.iter().find(|(known, ..)| *known == text) else {
        assert_eq!(error.code_str(), text);
        return assert_eq!(reason, Some(UnrecognizedReason::UnknownCode));
    };
    assert_eq!((error.code_str(), reason), (*code, None));
    let numbers: Option<Vec<u64>> = fields
        .iter()
        .map(|name| whole(object.get(*name)?))
        .collect();
    match (error.kind(), numbers.as_deref()) {
        (ErrorKind::Malformed(malformed), None) => assert!(fields.contains(&malformed.field())),
        (ErrorKind::InsufficientCredits(credits), Some(&[needed, have])) => {
            assert_eq!((credits.needed, credits.have), (needed, have));
        }
        (ErrorKind::RateLimited(limit), Some(&[wait])) => assert_eq!(limit.retry_after_ms, wait),
        (kind, Some([])) => assert!(!matches!(kind, ErrorKind::Malformed(_)), "{kind:?}"),
        (kind, numbers) => panic!("{kind:?}, but {numbers:?} in {document}"),
    }
});
