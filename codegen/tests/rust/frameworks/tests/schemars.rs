//! JSON Schemas that `schemars` makes.

mod samples;

use golden_frameworks::{ApiError, Conflict, ErrorCode, InvalidArgs, Plan, Problem, RateLimited};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, schema_for};
use serde_json::{Value, json};

fn schema<T: JsonSchema>() -> Value {
    schema_for!(T).to_value()
}

#[test]
fn every_error_fits() {
    let schema = schema::<ApiError>();
    samples::every_reference_resolves(&schema);
    samples::nothing_is_internal(&schema);
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    for error in samples::errors() {
        let mut body = serde_json::to_value(&error).unwrap();
        assert!(validator.is_valid(&body), "{body}");
        body["error"]["message"] = json!(null);
        assert!(!validator.is_valid(&body), "{body}");
    }
}

#[test]
fn codes_are_a_set_of_texts() {
    let schema = schema::<ErrorCode>();
    assert_eq!(
        (&schema["type"], &schema["enum"]),
        (&json!("string"), &json!(samples::CODES))
    );
}

#[test]
fn payloads_have_their_own_fields() {
    let schema = schema::<RateLimited>();
    samples::every_reference_resolves(&schema);
    let names: Vec<_> = schema["properties"].as_object().unwrap().keys().collect();
    assert_eq!(names, ["plan", "retry_after_ms", "type"]);
    assert_eq!(schema["required"], json!(["retry_after_ms"]));
    let names = crate::schema::<Conflict>();
    assert!(
        names["properties"].get("quota").is_none(),
        "it is in a header alone: {names:#}"
    );
    assert_eq!(crate::schema::<InvalidArgs>()["required"], json!([]));
    assert_eq!(crate::schema::<Problem>()["required"], json!(["path"]));
    assert!(crate::schema::<Plan>()["anyOf"].is_array());
}

/// A service's own type, in a document whose definitions are elsewhere.
#[test]
fn definitions_are_where_the_document_has_them() {
    let generator = SchemaSettings::draft07().into_generator();
    let schema = generator.into_root_schema_for::<Vec<ApiError>>().to_value();
    samples::every_reference_resolves(&schema);
    assert!(
        schema["definitions"]["ApiErrorNotFound"].is_object(),
        "{schema:#}"
    );
}
