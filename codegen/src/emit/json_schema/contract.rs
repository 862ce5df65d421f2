//! What the Rust crate says of itself to tools that describe a whole API: the schema in pieces, and the responses of an
//! `OpenAPI` document (3.1, which has JSON Schema 2020-12 inside).
//!
//! It is what a server of this version sends: the public codes and no other ones. Objects stay open all the same, since
//! a client that is generated from it should bear new fields.

use std::collections::{BTreeMap, BTreeSet};

use super::{Writer, branches, reference};
use crate::escape::json::JsonObject;
use crate::model::{Code, Field, Registry, Type, Value};

/// The schema of the response body, in pieces that refer to each other by `#/$defs/NAME`.
pub struct Contract {
    /// The body.
    pub body: Value,
    /// The errors, each without its wrapper: a name and a schema.
    pub errors: Vec<(String, Value)>,
    /// The named types that they use: a name and a schema.
    pub types: Vec<(String, Value)>,
    /// The responses: a status, and a response object of `OpenAPI`.
    pub responses: Vec<(u16, Value)>,
    /// The responses of each operation, in the order of the registry.
    pub operations: Vec<Vec<(u16, Value)>>,
}

/// The contract of a registry's public codes.
#[must_use]
pub fn contract(registry: &Registry) -> Contract {
    let writer = Writer {
        registry,
        strict: false,
        closed: true,
        branches: branches(registry, true),
    };
    let error = |branch| writer.branch(branch).into();
    let errors = writer.branches.iter();
    let errors = errors.map(|branch| (branch.code.name.pascal.clone(), error(branch)));
    let types = writer.types_in_use().into_iter().map(|index| {
        let named = &registry.types[index];
        (named.name.pascal.clone(), writer.named_type(named).into())
    });
    let operations = registry.operations.iter().map(|operation| {
        let codes = registry.errors_of(operation);
        writer.responses(codes.filter(|code| !code.internal))
    });
    Contract {
        operations: operations.collect(),
        body: writer.described_body().into(),
        errors: errors.collect(),
        types: types.collect(),
        responses: writer.responses(registry.public_codes()),
    }
}

impl Writer<'_> {
    fn described_body(&self) -> JsonObject {
        JsonObject::new()
            .with("title", self.title())
            .with_text("description", self.registry.description.plain())
            .with("type", "object")
            .and(self.body(self.union()))
    }

    /// The responses with these codes, sorted by status.
    fn responses<'c>(&self, codes: impl Iterator<Item = &'c Code>) -> Vec<(u16, Value)> {
        let mut by_status: BTreeMap<u16, Vec<&Code>> = BTreeMap::new();
        for code in codes {
            by_status.entry(code.status).or_default().push(code);
        }
        let response = |(status, codes): (u16, Vec<_>)| (status, self.response(&codes).into());
        by_status.into_iter().map(response).collect()
    }

    /// The response of codes that have one status.
    fn response(&self, codes: &[&Code]) -> JsonObject {
        let refs = codes.iter().map(|code| reference(&code.name.pascal));
        let refs: Vec<Value> = refs.map(Value::from).collect();
        let union = JsonObject::new().with("anyOf", Value::Array(refs));
        let schema = JsonObject::new()
            .with("type", "object")
            .and(self.body(union));
        let content = JsonObject::new()
            .with("schema", schema)
            .with("examples", self.examples(codes));
        JsonObject::new()
            .with("description", description(codes))
            .with("headers", self.headers(codes))
            .with(
                "content",
                JsonObject::new().with("application/json", content),
            )
    }

    /// A whole body for each code whose sample is sure to be valid.
    fn examples(&self, codes: &[&Code]) -> JsonObject {
        let sure = codes.iter().filter(|code| self.example(code).is_some());
        sure.fold(JsonObject::new(), |examples, code| {
            let body = JsonObject::new().with("value", self.registry.sample_body(code));
            examples.with(&code.wire, body)
        })
    }

    /// The headers that fields of the codes travel in, each once; names are compared without case.
    fn headers(&self, codes: &[&Code]) -> JsonObject {
        let mut seen = BTreeSet::new();
        let own = codes.iter().flat_map(|code| &code.fields);
        let fields = own.chain(&self.registry.envelope.common);
        let named = fields.filter_map(|field| Some((field.header.as_ref()?, field)));
        named
            .filter(|(name, _)| seen.insert(name.to_ascii_lowercase()))
            .fold(JsonObject::new(), |headers, (name, field)| {
                headers.with(name, header(field))
            })
    }
}

/// The reason phrase, and the codes.
fn description(codes: &[&Code]) -> String {
    let reason = codes.first().map_or("", |code| code.reason.as_str());
    let wires: Vec<_> = codes
        .iter()
        .map(|code| format!("`{}`", code.wire))
        .collect();
    format!("{reason}: {}", wires.join(", "))
}

fn header(field: &Field) -> JsonObject {
    if field.is_retry_after() && field.time_unit_nanos().is_some() {
        return JsonObject::new()
            .with("description", "Seconds until it makes sense to try again.")
            .with("schema", scalar("integer").with("minimum", Value::Int(0)));
    }
    JsonObject::new()
        .with_text("description", field.doc.plain())
        .with("schema", scalar(scalar_name(&field.ty)))
}

fn scalar(name: &str) -> JsonObject {
    JsonObject::new().with("type", name)
}

fn scalar_name(ty: &Type) -> &'static str {
    match ty {
        Type::Bool => "boolean",
        Type::I32 | Type::I64 | Type::U32 | Type::U64 => "integer",
        Type::F64 => "number",
        _ => "string",
    }
}
