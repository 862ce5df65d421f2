//! An error with each public code of the registry, and what the tests of schemas ask of a document.
#![allow(dead_code, reason = "few tests use all of this")]

use golden_frameworks::{ApiError, Conflict, InvalidArgs, Plan, Problem, RateLimited};
use serde_json::{Value, json};

/// One error per public code at least, with and without its optional fields.
#[allow(deprecated, reason = "a deprecated code is an error like any other")]
pub fn errors() -> Vec<ApiError> {
    let problem = Problem::new("/title").with_reason("too long");
    let conflict = Conflict::new("draft", 3, true)
        .with_load(0.5)
        .with_extra(json!({ "any": [1, null] }))
        .with_sizes([("a".to_owned(), 1)].into())
        .with_plans(vec![Plan::from("enterprise")]);
    let limited = RateLimited::new(1_500)
        .with_plan(Plan::Pro)
        .with_type("burst");
    vec![
        ApiError::unauthenticated(),
        ApiError::invalid_args(),
        InvalidArgs::new().with_problems(vec![problem]).into(),
        ApiError::not_found().with_request_id("req_7"),
        ApiError::payload_too_large(),
        ApiError::unsupported_media_type(),
        ApiError::method_not_allowed(),
        ApiError::rate_limited(1_500),
        limited.into(),
        ApiError::secret("hunter2"),
        ApiError::broken(),
        ApiError::conflict("draft", 3, true),
        conflict.into(),
    ]
}

/// The public codes.
pub const CODES: [&str; 10] = [
    "unauthenticated",
    "invalid_args",
    "not_found",
    "payload_too_large",
    "unsupported_media_type",
    "method_not_allowed",
    "rate_limited",
    "secret",
    "broken",
    "conflict",
];

/// The responses are those of the operation `get_job`: one for each status, and each with its own codes only.
pub fn are_of_get_job(responses: &serde_json::Map<String, Value>) {
    let statuses: Vec<_> = responses.keys().map(String::as_str).collect();
    assert_eq!(statuses, ["401", "404", "429", "500"]);
    let limited = &responses["429"];
    assert_eq!(limited["description"], "Too Many Requests: `rate_limited`");
    assert_eq!(
        limited["headers"]["Retry-After"]["schema"]["type"],
        "integer"
    );
    let error = &limited["content"]["application/json"]["schema"]["properties"]["error"];
    assert_eq!(
        error["anyOf"],
        json!([{ "$ref": "#/components/schemas/ApiErrorRateLimited" }])
    );
}

/// Every `$ref` of a document.
pub fn references(document: &Value) -> Vec<&str> {
    match document {
        Value::Object(members) => {
            let own = members.get("$ref").and_then(Value::as_str);
            own.into_iter()
                .chain(members.values().flat_map(references))
                .collect()
        }
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

pub fn every_reference_resolves(document: &Value) {
    let references = references(document);
    assert!(!references.is_empty(), "{document:#}");
    for reference in references {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(
            document.pointer(pointer).is_some(),
            "{reference} in {document:#}"
        );
    }
}

/// Nothing that is internal shows.
pub fn nothing_is_internal(document: &Value) {
    let text = document.to_string().to_lowercase();
    for secret in ["backdoor", "door", "unseen", "418"] {
        assert!(!text.contains(secret), "{secret}: {document:#}");
    }
}

/// Holds an `OpenAPI` document to the errors that the crate makes: each is accepted by the response of its status, and
/// what has a field of another type, or another code, is not.
pub fn responses_accept_the_errors(document: &Value, operation: &str) {
    let responses = document.pointer(operation).unwrap();
    for error in errors() {
        let status = error.status().to_string();
        let response = &responses[&status];
        let body: Value = serde_json::from_slice(&error.to_json()).unwrap();
        let validator = validator(document, &response["content"]["application/json"]["schema"]);
        assert!(validator.is_valid(&body), "{body} in {response:#}");
        for (key, wrong) in [
            ("code", json!("other")),
            ("message", json!(7)),
            ("request_id", json!(7)),
        ] {
            let mut body = body.clone();
            body["error"][key] = wrong;
            assert!(!validator.is_valid(&body), "{body}");
        }
        let code = error.code_str();
        let example = &response["content"]["application/json"]["examples"][code]["value"];
        assert_eq!(example["error"]["code"], code, "{response:#}");
        assert!(validator.is_valid(example), "{example}");
        let description = response["description"].as_str().unwrap();
        assert!(description.contains(&format!("`{code}`")), "{description}");
        for (name, _) in error.headers() {
            assert!(
                response["headers"].get(name).is_some(),
                "{name} in {response:#}"
            );
        }
    }
}

/// A validator of one schema within a document.
pub fn validator(document: &Value, schema: &Value) -> jsonschema::Validator {
    let mut root = document.clone();
    root.as_object_mut()
        .unwrap()
        .extend(schema.as_object().unwrap().clone());
    jsonschema::draft202012::new(&root).unwrap()
}
