//! Any response, read by crates of every shape of envelope. Nothing panics, the status stays, what is not recognized
//! keeps an excerpt, waits are bounded; and what was read is read again, the same, from what it is sent on as.
#![no_main]

use std::time::Duration;

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

#[derive(Arbitrary, Debug)]
struct Response<'a> {
    status: u16,
    headers: Vec<(Name, &'a str)>,
    body: &'a [u8],
}

/// Headers that mean something to some registry.
#[derive(Arbitrary, Clone, Copy, Debug)]
enum Name {
    RetryAfter,
    Date,
    RequestId,
    Quota,
    Other,
}

impl Name {
    fn text(self) -> &'static str {
        match self {
            Self::RetryAfter => "Retry-After",
            Self::Date => "date",
            Self::RequestId => "x-request-id",
            Self::Quota => "X-Quota",
            Self::Other => "X-Other",
        }
    }
}

macro_rules! check {
    ($($registry:ident)*) => {$({
        use $registry::{ApiError, ErrorKind};

        |response: &Response<'_>| {
            let headers: Vec<_> = (response.headers.iter())
                .map(|(name, value)| (name.text(), *value))
                .collect();
            let error = ApiError::from_response(response.status, &headers, response.body);
            assert_eq!(error.status(), response.status);
            assert!(error.retry_after() <= Some(Duration::from_secs(1 << 31)));
            if let ErrorKind::Unrecognized(unrecognized) = error.kind() {
                assert!(unrecognized.excerpt().len() <= 512);
            }
            let _ = (format!("{error:?} {error}"), error.is_retryable(), error.headers().count());

            let sent = error.to_json();
            let document: Value = serde_json::from_slice(&sent).expect("what is sent is JSON");
            assert_eq!(serde_json::to_value(&error).ok(), Some(document), "both encoders agree");
            serde_json::from_slice::<Value>(&error.to_problem()).expect("a problem is JSON");
            let again = ApiError::from_response(response.status, &headers, &sent);
            assert_eq!(again.code_str(), error.code_str());
            assert_eq!(again.message(), error.message());
            assert_eq!(again.to_json(), sent);
            if !matches!(error.kind(), ErrorKind::Unrecognized(_)) {
                assert_eq!(again.kind(), error.kind());
            }
        }
    }),*};
}

fuzz_target!(|response: Response<'_>| {
    check!(golden_flat)(&response);
    check!(golden_nested)(&response);
    check!(golden_toplevel)(&response);
    check!(golden_everything)(&response);
});
