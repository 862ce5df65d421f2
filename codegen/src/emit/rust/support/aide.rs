//! The crate `aide`: the errors in the OpenAPI document of a service.

use super::alloc::vec::Vec;

use ::aide::generate::GenContext;
use ::aide::openapi::{Operation, Response};
use ::aide::operation::OperationOutput;

use super::error::ApiError;
use super::{openapi, schema};

impl OperationOutput for ApiError {
    type Inner = Self;

    /// A response with any of the errors, for the operation that names a status itself.
    fn operation_response(ctx: &mut GenContext, _operation: &mut Operation) -> Option<Response> {
        define_all(ctx);
        let mut body = schema::body(openapi::PATH);
        openapi::mark_up(&mut body);
        let response = serde_json::json!({
            "description": "An error",
            "content": { "application/json": { "schema": body } },
        });
        serde_json::from_value(response).ok()
    }

    /// A response for each status at which public codes are sent: their schemas, a sample of each, and the headers.
    fn inferred_responses(
        ctx: &mut GenContext,
        _operation: &mut Operation,
    ) -> Vec<(Option<u16>, Response)> {
        define_all(ctx);
        let responses = openapi::responses().filter_map(|(status, response)| {
            let response = serde_json::from_value(response).ok()?;
            Some((status.parse().ok(), response))
        });
        responses.collect()
    }
}

fn define_all(ctx: &mut GenContext) {
    ctx.schema.definitions_mut().extend(openapi::definitions());
}
