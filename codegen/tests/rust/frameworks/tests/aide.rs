//! The errors in an `OpenAPI` document that `aide` makes.

mod samples;

use aide::OperationOutput;
use aide::generate::in_context;
use aide::openapi::Operation;
use golden_frameworks::{ApiError, ErrorCode, GetJobError};
use serde_json::{Value, json};

/// The document of a service with one operation, put together as aide's routers do.
fn document() -> Value {
    aide::generate::reset_context();
    in_context(|ctx| {
        let mut operation = Operation::default();
        let responses = <Result<(), ApiError>>::inferred_responses(ctx, &mut operation);
        let twice = ApiError::inferred_responses(ctx, &mut operation);
        assert!(twice.iter().all(|response| responses.contains(response)));
        let responses = responses.into_iter().map(|(status, response)| {
            (
                status.map_or("default".to_owned(), |status| status.to_string()),
                json!(response),
            )
        });
        let responses: serde_json::Map<_, _> = responses.collect();
        let default = ApiError::operation_response(ctx, &mut operation);
        let schemas = ctx.schema.take_definitions(true);
        json!({
            "openapi": "3.1.0",
            "paths": { "/jobs": { "get": { "responses": responses } } },
            "components": { "schemas": schemas, "responses": { "any": default } },
        })
    })
}

#[test]
fn the_document_lists_every_public_code() {
    let document = document();
    samples::every_reference_resolves(&document);
    samples::nothing_is_internal(&document);
    for code in ErrorCode::ALL
        .iter()
        .filter(|code| code.as_str() != "backdoor")
    {
        let name = format!("ApiError{code:?}");
        assert!(
            document["components"]["schemas"].get(&name).is_some(),
            "{name}"
        );
    }
}

#[test]
fn the_errors_are_what_the_document_says() {
    let document = document();
    samples::responses_accept_the_errors(&document, "/paths/~1jobs/get/responses");
    let any = &document["components"]["responses"]["any"]["content"]["application/json"]["schema"];
    let any = samples::validator(&document, any);
    for error in samples::errors() {
        assert!(
            any.is_valid(&serde_json::to_value(&error).unwrap()),
            "{error:?}"
        );
    }
}

#[test]
fn an_operation_has_the_responses_that_it_lists() {
    aide::generate::reset_context();
    let responses = in_context(|ctx| {
        let mut operation = Operation::default();
        let responses = <Result<(), GetJobError>>::inferred_responses(ctx, &mut operation);
        assert!(GetJobError::operation_response(ctx, &mut operation).is_some());
        responses
    });
    let errors = responses.into_iter().filter_map(|(status, response)| {
        let status = status.filter(|status| *status >= 400)?;
        Some((status.to_string(), json!(response)))
    });
    samples::are_of_get_job(&errors.collect());
}
