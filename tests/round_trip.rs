//! Every code of both registries, as a server sends it and a client reads it.

use std::path::Path;

use errbook::load;
use errbook::model::{Code, Registry};
use errbook::value::Value;

fn registry(path: &str) -> Registry {
    let loaded = load::load(Path::new(path)).unwrap();
    assert_eq!(loaded.diagnostics, []);
    loaded.registry.expect("a registry without mistakes")
}

/// The headers of a sample response.
fn headers(registry: &Registry, code: &Code) -> Vec<(String, String)> {
    let fields = code.fields.iter().filter(|field| field.header.is_some());
    fields
        .map(|field| {
            let value = match registry.sample_value(field) {
                Value::String(text) => text,
                Value::Int(number) if field.is_retry_after() => {
                    let nanos = i128::from(field.time_unit_nanos().expect("a time unit"));
                    ((number * nanos + 999_999_999) / 1_000_000_000).to_string()
                }
                other => other.to_json(),
            };
            (field.header.clone().expect("a header"), value)
        })
        .collect()
}

macro_rules! round_trips {
    ($name:ident, $errors:ident, $path:literal) => {
        mod $name {
            use super::{headers, registry};
            use $errors::{ApiError, ErrorCode, ErrorKind, Retry};

            #[test]
            fn the_crate_has_the_codes_of_the_registry() {
                let registry = registry($path);
                let wires: Vec<_> = registry
                    .codes
                    .iter()
                    .map(|code| code.wire.as_str())
                    .collect();
                let known: Vec<_> = ErrorCode::ALL.iter().map(|code| code.as_str()).collect();
                assert_eq!(known, wires);
            }

            #[test]
            fn each_code_says_what_the_registry_says() {
                let registry = registry($path);
                for (code, known) in registry.codes.iter().zip(ErrorCode::ALL) {
                    let some = |text: String| (!text.is_empty()).then_some(text);
                    assert_eq!(known.status(), code.status, "{known}");
                    assert_eq!(
                        known.meaning().map(str::to_owned),
                        some(code.meaning.plain()),
                        "{known}"
                    );
                    assert_eq!(
                        known.action().map(str::to_owned),
                        some(code.action.plain()),
                        "{known}"
                    );
                    let url = registry.docs_url.as_ref().map(|url| url.of(&code.wire));
                    assert_eq!(known.docs_url().map(str::to_owned), url, "{known}");
                    let retry = match known.retry() {
                        Retry::Never => "never",
                        Retry::Backoff => "backoff",
                        Retry::After => "after",
                    };
                    assert_eq!(retry, code.retry.as_str(), "{known}");
                    assert_eq!(code.wire.parse::<ErrorCode>(), Ok(*known));
                }
            }

            #[test]
            fn each_sample_is_read_and_written_again() {
                let registry = registry($path);
                for (code, known) in registry.codes.iter().zip(ErrorCode::ALL) {
                    let body = registry.sample_body(code).to_json();
                    let headers = headers(&registry, code);
                    let borrowed: Vec<_> = headers
                        .iter()
                        .map(|(name, value)| (name.as_str(), value.as_str()))
                        .collect();
                    let error = ApiError::from_response(code.status, &borrowed, body.as_bytes());
                    assert_eq!(error.code(), Some(*known), "{body}");
                    assert!(!matches!(
                        error.kind(),
                        ErrorKind::Malformed(_) | ErrorKind::Unrecognized(_)
                    ));
                    assert_eq!(error.message(), registry.sample_message(code));
                    assert_eq!(error.status(), code.status);
                    assert_eq!(
                        error.is_retryable(),
                        code.retry != errbook::model::Retry::Never
                    );
                    assert_eq!(String::from_utf8(error.to_json()).unwrap(), body);
                    let sent: Vec<_> = error
                        .headers()
                        .map(|(name, value)| (name.to_owned(), value))
                        .collect();
                    assert_eq!(sent, headers, "{known}");
                }
            }
        }
    };
}

round_trips!(lavendly, lavendly_errors, "errors.toml");
round_trips!(rendobar, rendobar_errors, "examples/rendobar/errors.toml");
