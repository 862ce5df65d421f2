//! What errors leave in a log.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex};

use golden_frameworks::{ApiError, RateLimited};
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};

/// What was logged: a level, and the fields as text.
type Log = Vec<(Level, BTreeMap<&'static str, String>)>;

#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Log>>);

impl<S: Subscriber> Layer<S> for Captured {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut fields = Fields(BTreeMap::new());
        event.record(&mut fields);
        self.0
            .lock()
            .unwrap()
            .push((*event.metadata().level(), fields.0));
    }
}

struct Fields(BTreeMap<&'static str, String>);

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
}

/// What `log` logs: one event.
fn logged(log: impl FnOnce()) -> (Level, BTreeMap<&'static str, String>) {
    let captured = Captured::default();
    let subscriber = tracing_subscriber::registry().with(captured.clone());
    tracing::subscriber::with_default(subscriber, log);
    let mut events = captured.0.lock().unwrap();
    assert_eq!(events.len(), 1, "{events:?}");
    events.remove(0)
}

fn traced(error: &ApiError) -> (Level, BTreeMap<&'static str, String>) {
    logged(|| error.trace())
}

#[test]
fn an_event_says_what_happened() {
    let error: ApiError = RateLimited::new(1_500).with_type("burst").into();
    let (level, fields) = traced(&error.with_request_id("req_7"));
    assert_eq!(level, Level::WARN);
    let expected = [
        ("code", "rate_limited"),
        ("message", "Try again in 1500 ms."),
        ("request_id", "req_7"),
        ("retry_after_ms", "1500"),
        ("retryable", "true"),
        ("status", "429"),
    ];
    assert_eq!(
        fields,
        expected.map(|(name, text)| (name, text.to_owned())).into()
    );
}

#[test]
fn the_level_is_of_the_status() {
    assert_eq!(traced(&ApiError::broken()).0, Level::ERROR);
    assert_eq!(traced(&ApiError::not_found()).0, Level::INFO);
    assert_eq!(
        traced(&ApiError::from_response(502, &[], b"<html>")).0,
        Level::ERROR
    );
    assert_eq!(
        traced(&ApiError::from_response(302, &[], b"")).0,
        Level::INFO
    );
}

#[test]
fn nothing_that_is_kept_out_of_logs_is_in_one() {
    let given = ApiError::secret("hunter2").with_message("Your token hunter2 is wrong.");
    let body = br#"{"error":{"code":"secret","message":"hunter2!","token":"hunter2"}}"#;
    let newer = br#"{"error":{"code":"newer","message":"hunter2!","token":"hunter2"}}"#;
    let misfit = br#"{"error":{"code":"secret","message":"hunter2!","token":["hunter2"]}}"#;
    let long = format!(
        r#"{{"error":{{"code":"{}","message":"hunter2"}}}}"#,
        "hunter2".repeat(100)
    );
    let received = |body: &[u8]| ApiError::from_response(403, &[("X-Other", "hunter2")], body);
    let errors = [
        given,
        received(body),
        received(newer),
        received(misfit),
        received(long.as_bytes()),
        received(b"hunter2"),
    ];
    for error in errors {
        let error = error.with_source(std::io::Error::other("row 17"));
        let (_, fields) = traced(&error);
        assert!(!format!("{fields:?}").contains("hunter2"), "{fields:?}");
        assert!(!format!("{fields:?}").contains("row 17"), "{fields:?}");
    }
}

#[test]
fn the_source_is_logged_where_that_is_asked_for() {
    #[derive(Debug)]
    struct Outer(std::io::Error);
    impl fmt::Display for Outer {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("no ledger")
        }
    }
    impl std::error::Error for Outer {
        fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
            Some(&self.0)
        }
    }
    let error = ApiError::broken().with_source(Outer(std::io::Error::other("row 17")));
    let (_, fields) = logged(|| error.trace_with_source());
    assert_eq!(fields["source"], "no ledger: row 17");
    let (_, fields) = logged(|| ApiError::broken().trace_with_source());
    assert!(!fields.contains_key("source"));
}

#[test]
fn a_received_request_id_is_the_headers() {
    let error = ApiError::from_response(500, &[("request-id", "abc")], b"");
    assert_eq!(traced(&error).1["request_id"], "abc");
}
