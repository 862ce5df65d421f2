//! The errors in an OpenAPI document (3.1).

use super::alloc::string::String;

use serde_json::Value;

use super::contract::{OPERATIONS, RESPONSES};
use super::schema;

/// Where such a document has its schemas.
pub(crate) const PATH: &str = "#/components/schemas/";

/// The schemas of the document's `components`: a name and a schema each.
pub(crate) fn definitions() -> impl Iterator<Item = (String, Value)> {
    schema::definitions(PATH).map(|(name, mut schema)| {
        mark_up(&mut schema);
        (name, schema)
    })
}

/// The response object of each status at which public codes are sent.
pub(crate) fn responses() -> impl Iterator<Item = (&'static str, Value)> {
    read(RESPONSES)
}

/// The response object of each status at which an operation sends public codes; `errors` is the name of their enum.
#[allow(dead_code, reason = "a registry may have no operations")]
pub(crate) fn responses_of(errors: &str) -> impl Iterator<Item = (&'static str, Value)> {
    let found = OPERATIONS.iter().find(|(name, _)| *name == errors);
    read(found.map_or(&[], |(_, responses)| responses))
}

fn read(
    responses: &'static [(&'static str, &'static str)],
) -> impl Iterator<Item = (&'static str, Value)> {
    responses.iter().map(|(status, text)| {
        let mut response: Value = serde_json::from_str(text).unwrap_or_default();
        if let Some(schema) = response.pointer_mut("/content/application~1json/schema") {
            schema::relocate(schema, PATH);
        }
        if let Some(Value::Object(headers)) = response.get_mut("headers") {
            headers.values_mut().for_each(mark_up);
        }
        (*status, response)
    })
}

/// Encodes descriptions: in OpenAPI they are CommonMark, and those of the registry are plain text.
pub(crate) fn mark_up(schema: &mut Value) {
    if let Some(Value::String(text)) = schema.get_mut("description") {
        *text = common_mark(text);
    }
    schema::each_within(schema, &mut mark_up);
}

/// A text in CommonMark (section 2.4, backslash escapes): nothing in it is a tag, an entity, a link or a code span.
fn common_mark(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '[' | ']' | '<' | '&' | '!' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
