//! The crate `utoipa`: the errors in the OpenAPI document of a service.
//!
//! Name `ApiError` among the document's `components(schemas(...))`, which adds the schemas of all public codes, and
//! among the `responses` of each operation; or there, where the registry lists its errors, their enum.

use super::alloc::borrow::{Cow, ToOwned};
use super::alloc::collections::BTreeMap;
use super::alloc::string::String;
use super::alloc::vec::Vec;

use serde_json::Value;

use ::utoipa::openapi::{RefOr, Response, Schema};
use ::utoipa::{IntoResponses, PartialSchema, ToSchema};

use super::code::ErrorCode;
use super::error::ApiError;
use super::{openapi, schema};

impl PartialSchema for ApiError {
    /// The whole body. Its references point to what [`ToSchema::schemas`] adds.
    fn schema() -> RefOr<Schema> {
        let mut body = schema::body(openapi::PATH);
        openapi::mark_up(&mut body);
        typed(body)
    }
}

impl ToSchema for ApiError {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("ApiError")
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.extend(openapi::definitions().map(|(name, schema)| (name, typed(schema))));
    }
}

impl PartialSchema for ErrorCode {
    fn schema() -> RefOr<Schema> {
        typed(schema::code())
    }
}

impl ToSchema for ErrorCode {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("ErrorCode")
    }
}

impl IntoResponses for ApiError {
    /// A response for each status at which public codes are sent: their schemas, a sample of each, and the headers.
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        typed_responses(openapi::responses())
    }
}

/// Each response, by its status.
pub(crate) fn typed_responses(
    responses: impl Iterator<Item = (&'static str, Value)>,
) -> BTreeMap<String, RefOr<Response>> {
    let responses = responses.map(|(status, mut response)| {
        let body = response.pointer_mut("/content/application~1json/schema");
        body.into_iter().for_each(plain);
        let response: Response = serde_json::from_value(response).unwrap_or_default();
        (status.to_owned(), RefOr::T(response))
    });
    responses.collect()
}

fn typed(mut schema: Value) -> RefOr<Schema> {
    plain(&mut schema);
    serde_json::from_value(schema).unwrap_or_else(|_| RefOr::T(Schema::default()))
}

/// Says the same in the keywords that [`Schema`] has: there is no `const` and no `true`, and a schema without a type is
/// read from a type that is `null`.
fn plain(schema: &mut Value) {
    if *schema == Value::Bool(true) {
        *schema = serde_json::json!({});
    }
    if let Value::Object(keywords) = schema {
        if let Some(only) = keywords.remove("const") {
            keywords.insert("enum".to_owned(), serde_json::json!([only]));
        }
        let told = ["$ref", "allOf", "anyOf", "type"];
        if !told.iter().any(|keyword| keywords.contains_key(*keyword)) {
            keywords.insert("type".to_owned(), Value::Null);
        }
    }
    schema::each_within(schema, &mut plain);
}

/// Lets the errors that an operation lists stand among its `responses`.
#[allow(unused_macros, reason = "a registry may have no operations")]
macro_rules! operation_response {
    ($($error:ident),* $(,)?) => {
        $(impl ::utoipa::IntoResponses for $error {
            fn responses() -> super::alloc::collections::BTreeMap<
                super::alloc::string::String,
                ::utoipa::openapi::RefOr<::utoipa::openapi::Response>,
            > {
                super::utoipa::typed_responses(super::openapi::responses_of(stringify!($error)))
            }
        })*
    };
}

#[allow(unused_imports, reason = "a registry may have no operations")]
pub(crate) use operation_response;
