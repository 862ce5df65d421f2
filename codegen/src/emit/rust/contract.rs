//! `contract.rs`: the JSON Schema of the body and the responses of an `OpenAPI` document, as texts.

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, features};
use crate::emit::json_schema::{self, Contract};
use crate::escape::rust::{Line, SourceFile, string, type_ident};
use crate::model::name::of_errors;
use crate::model::{Registry, Value};

pub fn file(registry: &Registry) -> SourceFile {
    let contract = json_schema::contract(registry);
    let output = registry.outputs.rust.as_ref();
    let allow = docs::allow_deprecated(registry);
    let file = SourceFile::new(quote! {
        //! The JSON Schema of the body, and the responses of an `OpenAPI` document.
        #![allow(dead_code, reason = "few features use all of this")]
        #allow
    })
    .items(body(&contract))
    .lines(codes(registry))
    .lines(errors(&contract))
    .lines(types(&contract))
    .lines(responses(&contract))
    .lines(operations(registry, &contract));
    if output.is_some_and(|output| features::has(output, "schemars")) {
        return file.lines(described(registry, &contract));
    }
    file
}

fn body(contract: &Contract) -> TokenStream {
    let body = string(&contract.body.to_json());
    quote! {
        /// The whole body.
        #[rustfmt::skip]
        pub(crate) const BODY: &str = #body;
    }
}

fn codes(registry: &Registry) -> Vec<Line> {
    let head = [
        Line::new(0, "/// The public codes."),
        Line::new(0, "#[rustfmt::skip]"),
        Line::new(0, "pub(crate) const CODES: &[&str] = &["),
    ];
    let codes = registry.public_codes();
    let codes = codes.map(|code| Line::new(1, "").string(&code.wire).code(","));
    let tail = [Line::new(0, "];")];
    head.into_iter().chain(codes).chain(tail).collect()
}

fn errors(contract: &Contract) -> Vec<Line> {
    table(
        "/// The errors with public codes, without their wrapper: what `#/$defs/` names.",
        "pub(crate) static ERRORS: &[(&str, &str)] = &[",
        contract
            .errors
            .iter()
            .map(|(name, schema)| (name.clone(), schema)),
    )
}

fn types(contract: &Contract) -> Vec<Line> {
    table(
        "/// The types that they use: what else `#/$defs/` names.",
        "pub(crate) static TYPES: &[(&str, &str)] = &[",
        contract
            .types
            .iter()
            .map(|(name, schema)| (name.clone(), schema)),
    )
}

fn responses(contract: &Contract) -> Vec<Line> {
    let responses = contract.responses.iter();
    table(
        "/// The response of each status.",
        "pub(crate) static RESPONSES: &[(&str, &str)] = &[",
        responses.map(|(status, response)| (status.to_string(), response)),
    )
}

fn operations(registry: &Registry, contract: &Contract) -> Vec<Line> {
    let head = [
        "/// The response of each status, for the errors of each operation.",
        "#[rustfmt::skip]",
        "pub(crate) static OPERATIONS: &[(&str, &[(&str, &str)])] = &[",
    ];
    let head = head.map(|line| Line::new(0, line));
    let operations = registry.operations.iter().zip(&contract.operations);
    let operations = operations.flat_map(|(operation, responses)| {
        let name = of_errors(&operation.name.raw).pascal;
        let first = Line::new(1, "(").string(&name).code(", &[");
        let rows = responses
            .iter()
            .map(|(status, response)| row(2, &status.to_string(), response));
        let last = Line::new(1, "]),");
        [first].into_iter().chain(rows).chain([last])
    });
    let tail = [Line::new(0, "];")];
    head.into_iter().chain(operations).chain(tail).collect()
}

fn row(depth: usize, name: &str, value: &Value) -> Line {
    let row = Line::new(depth, "(").string(name).code(", ");
    row.string(&value.to_json()).code("),")
}

/// A table of names and JSON, an entry a line.
fn table<'a>(
    doc: &'static str,
    head: &'static str,
    rows: impl Iterator<Item = (String, &'a Value)>,
) -> Vec<Line> {
    let rows = rows.map(|(name, value)| row(1, &name, value));
    let head = [doc, "#[rustfmt::skip]", head].map(|line| Line::new(0, line));
    let tail = [Line::new(0, "];")];
    head.into_iter().chain(rows).chain(tail).collect()
}

/// The payloads and types that have a schema: those that public codes use.
fn described(registry: &Registry, contract: &Contract) -> Vec<Line> {
    let mut lines = vec![
        Line::new(0, "#[cfg(feature = \"schemars\")]"),
        Line::new(0, "super::schemars::described! {"),
        Line::new(1, "payloads {"),
    ];
    let payloads = registry
        .public_codes()
        .filter(|code| !code.fields.is_empty());
    let name = |name| Line::new(2, "").ident(&type_ident(name)).code(",");
    lines.extend(payloads.map(|code| name(&code.name)));
    lines.extend([Line::new(1, "}"), Line::new(1, "types {")]);
    let types = registry.types.iter().filter(|named| {
        let mut used = contract.types.iter();
        used.any(|(used, _)| *used == named.name.pascal)
    });
    lines.extend(types.map(|named| name(&named.name)));
    lines.extend([Line::new(1, "}"), Line::new(0, "}")]);
    lines
}
