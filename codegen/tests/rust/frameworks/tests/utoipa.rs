//! The errors in an `OpenAPI` document that `utoipa` makes.

mod samples;

use golden_frameworks::{ApiError, ErrorCode, GetJobError};
use serde_json::Value;
use utoipa::{OpenApi, PartialSchema};

#[utoipa::path(get, path = "/jobs", responses((status = 200, description = "Jobs"), ApiError))]
#[allow(dead_code, reason = "only its description is used")]
fn jobs() {}

#[utoipa::path(get, path = "/job", responses((status = 200, description = "A job"), GetJobError))]
#[allow(dead_code, reason = "only its description is used")]
fn job() {}

#[derive(OpenApi)]
#[openapi(paths(job, jobs), components(schemas(ApiError, ErrorCode)))]
struct Api;

fn document() -> Value {
    serde_json::from_str(&Api::openapi().to_json().unwrap()).unwrap()
}

const RESPONSES: &str = "/paths/~1jobs/get/responses";

#[test]
fn the_document_lists_every_public_code() {
    let document = document();
    samples::every_reference_resolves(&document);
    samples::nothing_is_internal(&document);
    assert_eq!(
        document["components"]["schemas"]["ErrorCode"]["enum"],
        Value::from(&samples::CODES[..])
    );
    let text = document[&"components"]["schemas"]["ApiError"].to_string();
    for code in ErrorCode::ALL
        .iter()
        .filter(|code| code.as_str() != "backdoor")
    {
        let name = format!("ApiError{code:?}\"");
        assert!(text.contains(&name), "{name} in {text}");
    }
}

#[test]
fn the_errors_are_what_the_document_says() {
    let document = document();
    samples::responses_accept_the_errors(&document, RESPONSES);
    let whole = samples::validator(&document, &document["components"]["schemas"]["ApiError"]);
    for error in samples::errors() {
        let body = serde_json::to_value(&error).unwrap();
        assert!(whole.is_valid(&body), "{body}");
    }
    assert!(!whole.is_valid(&serde_json::json!({ "error": { "code": "other", "message": "" } })));
}

#[test]
fn an_operation_has_the_responses_that_it_lists() {
    let document = document();
    let responses = document["paths"]["/job"]["get"]["responses"].as_object();
    let mut responses = responses.unwrap().clone();
    assert!(responses.remove("200").is_some());
    samples::are_of_get_job(&responses);
    let all = &document["paths"]["/jobs"]["get"]["responses"];
    assert_eq!(responses["429"], all["429"]);
}

/// utoipa's types are read from the generated schemas. What they cannot hold must not get lost unseen.
#[test]
fn nothing_gets_lost() {
    let document = document();
    let conflict = &document["components"]["schemas"]["ApiErrorConflict"];
    assert_eq!(conflict["deprecated"], true);
    let name = &conflict["properties"]["name"];
    assert_eq!(
        (&name["pattern"], &name["examples"][0]),
        (&"^[a-z]+$".into(), &"draft".into())
    );
    let version = &conflict["properties"]["version"];
    assert_eq!(
        (&version["minimum"], &version["maximum"]),
        (&1.into(), &u32::MAX.into())
    );
    assert_eq!(
        conflict["properties"]["sizes"]["additionalProperties"]["maximum"],
        u64::MAX
    );
    assert_eq!(
        conflict["properties"]["plans"]["type"],
        serde_json::json!(["array", "null"])
    );
    assert_eq!(
        conflict["properties"]["extra"],
        serde_json::json!({ "description": "Anything." })
    );
    assert_eq!(
        conflict["required"],
        serde_json::json!(["code", "message", "name", "version", "full"])
    );
    let description = conflict["description"].as_str().unwrap();
    assert!(
        description.starts_with(r"Written with \<b> \& \[brackets\]."),
        "{description}"
    );
    assert!(serde_json::to_value(ApiError::schema()).unwrap()["properties"]["error"].is_object());
}
