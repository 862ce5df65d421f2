//! The crate `aide`: the errors in the OpenAPI document of a service.

use super::alloc::vec::Vec;

use serde_json::Value;

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
        inferred(ctx, openapi::responses())
    }
}

/// Each response with its status, in a document that has the schemas.
pub(crate) fn inferred(
    ctx: &mut GenContext,
    responses: impl Iterator<Item = (&'static str, Value)>,
) -> Vec<(Option<u16>, Response)> {
    define_all(ctx);
    let responses = responses.filter_map(|(status, response)| {
        let response = serde_json::from_value(response).ok()?;
        Some((status.parse().ok(), response))
    });
    responses.collect()
}

fn define_all(ctx: &mut GenContext) {
    ctx.schema.definitions_mut().extend(openapi::definitions());
}

/// Puts just the errors that an operation lists into the document, where a handler returns them.
#[allow(unused_macros, reason = "a registry may have no operations")]
macro_rules! operation_response {
    ($($error:ident),* $(,)?) => {
        $(impl ::aide::operation::OperationOutput for $error {
            type Inner = Self;

            fn operation_response(
                ctx: &mut ::aide::generate::GenContext,
                operation: &mut ::aide::openapi::Operation,
            ) -> Option<::aide::openapi::Response> {
                <super::error::ApiError as ::aide::operation::OperationOutput>::operation_response(
                    ctx, operation,
                )
            }

            fn inferred_responses(
                ctx: &mut ::aide::generate::GenContext,
                _operation: &mut ::aide::openapi::Operation,
            ) -> super::alloc::vec::Vec<(Option<u16>, ::aide::openapi::Response)> {
                super::aide::inferred(ctx, super::openapi::responses_of(stringify!($error)))
            }
        })*
    };
}

#[allow(unused_imports, reason = "a registry may have no operations")]
pub(crate) use operation_response;
