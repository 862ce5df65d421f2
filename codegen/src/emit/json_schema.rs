//! The JSON Schema (2020-12) of the response body.
//!
//! # Which bodies it accepts
//!
//! As the default has it, the schema accepts what a client may meet, whichever version of the server answers:
//!
//! - each public code of the registry, with its fields. A branch accepts every wire code that clients decode to its
//!   code: the code itself, its aliases, and the retired codes that name it in `use`;
//! - codes that the registry does not name, with any fields. Internal codes are among these: their names stay private;
//! - properties that the registry does not name, in every object, and values that a named set does not hold: a new
//!   field or value is no breaking change.
//!
//! With `strict = true`, it accepts what a server of exactly this version sends, which is what the server's own tests
//! want to hold: the codes of the registry alone, with the fields and values that it names and no others. The object
//! around the error (`wrapper`) stays open, since the registry cannot say what else an API puts there.
//!
//! An optional field may be absent or `null`: readers treat both alike.
//!
//! # How it is built
//!
//! One `anyOf` with a branch per code. A `const` tells the branches apart, so no body fits two of them, and code
//! generators make of it a union that the code discriminates. `oneOf` would say the same, but validators would have to
//! try every branch of it, and ajv takes eight times as long to compile one of a thousand branches. A chain of
//! `if`/`then` would give shorter validation errors, but code generators ignore it: their types would hold no field.
//! Each branch is whole in itself, with the code, the message and the common fields, since code generators turn what
//! branches share into intersections.
//!
//! Branches and named types live in `$defs` under their derived identifiers, which hold ASCII letters and digits only.
//! The registry's texts enter as values of `title`, `description`, `const`, `enum`, `examples`, `format` and
//! `pattern`, and as property names, never as a `$ref`.

mod contract;
mod example;
mod field;

pub use contract::{Contract, contract};

use std::collections::BTreeSet;

use crate::escape::json::{JsonDocument, JsonObject};
use crate::files::Files;
use crate::model::{Code, Deprecated, Field, JsonSchemaOutput, Registry, Shape, Type, Value};

/// Renders this output.
pub fn emit(registry: &Registry, files: &mut Files) {
    if let Some(output) = &registry.outputs.json_schema {
        files.insert(output.path.as_str(), document(registry, output));
    }
}

/// The JSON Schema of the response body.
#[must_use]
pub fn document(registry: &Registry, output: &JsonSchemaOutput) -> JsonDocument {
    let writer = Writer {
        registry,
        strict: output.strict,
        closed: output.strict,
        branches: branches(registry, output.strict),
    };
    JsonDocument::new(writer.root(output.id.as_deref()))
}

/// What `$defs` calls the branch of unknown codes. No derived identifier holds a hyphen.
const UNKNOWN: &str = "unknown-code";

struct Writer<'a> {
    registry: &'a Registry,
    /// Are fields and values refused that the registry does not name?
    strict: bool,
    /// Are codes refused that the registry does not name?
    closed: bool,
    branches: Vec<Branch<'a>>,
}

/// A public code, and the wire codes that its branch accepts: its own is the first.
struct Branch<'a> {
    code: &'a Code,
    wires: Vec<&'a str>,
}

fn branches(registry: &Registry, strict: bool) -> Vec<Branch<'_>> {
    let codes = registry.codes.iter();
    let own = |code| Branch {
        code,
        wires: vec![code.wire.as_str()],
    };
    let mut branches: Vec<_> = codes.map(own).collect();
    if !strict {
        add_old_wires(registry, &mut branches);
    }
    branches.retain(|branch| !branch.code.internal);
    branches
}

/// Adds what clients decode to a code: its aliases, and the retired codes that name it. There is a branch per code.
fn add_old_wires<'a>(registry: &'a Registry, branches: &mut [Branch<'a>]) {
    for branch in branches.iter_mut() {
        let aliases = branch.code.aliases.iter().map(String::as_str);
        branch.wires.extend(aliases);
    }
    for retired in &registry.retired {
        if let Some(index) = retired.use_instead {
            branches[index].wires.push(&retired.wire);
        }
    }
}

/// The document.
impl Writer<'_> {
    fn root(&self, id: Option<&str>) -> JsonObject {
        JsonObject::new()
            .with("$schema", "https://json-schema.org/draft/2020-12/schema")
            .with("$comment", super::NOTICE)
            .with_some("$id", id)
            .with("title", self.title())
            .with_text("description", self.registry.description.plain())
            .with("type", "object")
            .and(self.body(self.union()))
            .with("$defs", self.definitions())
    }

    fn title(&self) -> String {
        if self.registry.title.is_empty() {
            format!("{} errors", self.registry.name)
        } else {
            self.registry.title.plain()
        }
    }

    /// A union of errors, inside its wrapper.
    fn body(&self, union: JsonObject) -> JsonObject {
        let wrapper = self.registry.envelope.wrapper.as_str();
        if wrapper.is_empty() {
            return union;
        }
        JsonObject::new()
            .with("properties", JsonObject::new().with(wrapper, union))
            .with("required", Value::Array(vec![wrapper.into()]))
    }

    /// One of the branches. A closed schema of internal codes alone has none, and accepts nothing.
    fn union(&self) -> JsonObject {
        let codes = self.branches.iter();
        let names = codes
            .map(|branch| branch.code.name.pascal.as_str())
            .chain((!self.closed).then_some(UNKNOWN));
        let refs: Vec<Value> = names.map(|name| reference(name).into()).collect();
        if refs.is_empty() {
            return JsonObject::new().with("not", true);
        }
        JsonObject::new().with("anyOf", Value::Array(refs))
    }

    fn definitions(&self) -> JsonObject {
        let mut definitions = JsonObject::new();
        for branch in &self.branches {
            definitions = definitions.with(&branch.code.name.pascal, self.branch(branch));
        }
        if !self.closed {
            definitions = definitions.with(UNKNOWN, self.unknown_branch());
        }
        for index in self.types_in_use() {
            let named = &self.registry.types[index];
            definitions = definitions.with(&named.name.pascal, self.named_type(named));
        }
        definitions
    }

    /// The named types that public codes reach. The others stay private, as internal codes do.
    fn types_in_use(&self) -> BTreeSet<usize> {
        let own = self.branches.iter().flat_map(|branch| &branch.code.fields);
        let mut waiting: Vec<&Field> = own.chain(&self.registry.envelope.common).collect();
        let mut found = BTreeSet::new();
        while let Some(field) = waiting.pop() {
            let Some(index) = named_within(&field.ty).filter(|_| field.in_body) else {
                continue;
            };
            if let (true, Shape::Object(fields)) =
                (found.insert(index), &self.registry.types[index].shape)
            {
                waiting.extend(fields);
            }
        }
        found
    }
}

/// Branches: one per code, and one for the codes that are not known.
impl Writer<'_> {
    fn branch(&self, branch: &Branch<'_>) -> JsonObject {
        let code = branch.code;
        JsonObject::new()
            .with_some("title", code.title.as_deref())
            .with("description", self.description(code))
            .with_some("deprecated", code.deprecated.is_some().then_some(true))
            .and(self.error_object(code_schema(&branch.wires), &code.fields))
            .with_list("examples", self.example(code).into_iter().collect())
    }

    /// What happened, what to do, whether the code should be used at all, and its status; a paragraph each.
    fn description(&self, code: &Code) -> String {
        let status = format!("HTTP status {} {}.", code.status, code.reason);
        let deprecated = code.deprecated.as_ref();
        let deprecated = deprecated.map(|deprecated| self.deprecation(deprecated));
        let texts = [code.meaning.plain(), code.action.plain()];
        let texts = texts.into_iter().chain(deprecated).chain([status]);
        let paragraphs: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
        paragraphs.join("\n\n")
    }

    /// Since when, what to use instead unless that is internal, and the registry's note.
    fn deprecation(&self, deprecated: &Deprecated) -> String {
        let since = deprecated.since.as_ref();
        let since = since.map_or_else(String::new, |since| format!(" since {since}"));
        let instead = deprecated
            .use_instead
            .map(|index| &self.registry.codes[index]);
        let instead = instead.filter(|code| !code.internal);
        let instead = instead.map_or_else(String::new, |code| format!(" Use `{}`.", code.wire));
        let note = Some(deprecated.note.plain()).filter(|note| !note.is_empty());
        let note = note.map_or_else(String::new, |note| format!(" {note}"));
        format!("Deprecated{since}.{instead}{note}")
    }

    fn unknown_branch(&self) -> JsonObject {
        let known = self.branches.iter().flat_map(|branch| &branch.wires);
        let known: Vec<&str> = known.copied().collect();
        let named = JsonObject::new().with("enum", list(&known));
        let code = JsonObject::new()
            .with("type", "string")
            .with_some("not", (!known.is_empty()).then_some(named));
        JsonObject::new()
            .with(
                "description",
                "A code that this schema does not know: a server of another version may send it.",
            )
            .and(self.error_object(code, &[]))
    }

    /// The error: code, message, and the fields beside them or in an object of their own.
    fn error_object(&self, code: JsonObject, own: &[Field]) -> JsonObject {
        let envelope = &self.registry.envelope;
        let message = JsonObject::new()
            .with("description", "What a person reads. It may change.")
            .with("type", "string");
        let mut error = Properties::default();
        error.add(&envelope.code, code, true);
        error.add(&envelope.message, message, true);
        let fields = own.iter().chain(&envelope.common);
        if envelope.fields.is_empty() {
            self.add_fields(&mut error, fields);
        } else {
            let mut nested = Properties::default();
            self.add_fields(&mut nested, fields);
            self.add_nested(&mut error, nested);
        }
        error.into_schema(self.strict)
    }

    /// The object of extra fields, which may be absent where none of them is required.
    fn add_nested(&self, error: &mut Properties, nested: Properties) {
        let required = nested.any_required();
        let schema = nested.into_schema(self.strict);
        let schema = if required { schema } else { or_null(schema) };
        error.add(&self.registry.envelope.fields, schema, required);
    }

    fn add_fields<'f>(&self, object: &mut Properties, fields: impl Iterator<Item = &'f Field>) {
        for field in fields.filter(|field| field.in_body) {
            object.add(&field.name.raw, self.field(field), !field.optional);
        }
    }
}

/// The properties of an object, and which of them are required.
#[derive(Default)]
struct Properties {
    schemas: JsonObject,
    required: Vec<Value>,
}

impl Properties {
    fn add(&mut self, key: &str, schema: JsonObject, required: bool) {
        self.schemas.push(key, schema);
        if required {
            self.required.push(key.into());
        }
    }

    fn any_required(&self) -> bool {
        !self.required.is_empty()
    }

    fn into_schema(self, strict: bool) -> JsonObject {
        let properties = (!self.schemas.is_empty()).then_some(self.schemas);
        JsonObject::new()
            .with("type", "object")
            .with_some("properties", properties)
            .with_list("required", self.required)
            .with_some("additionalProperties", strict.then_some(false))
    }
}

fn reference(definition: &str) -> JsonObject {
    JsonObject::new().with("$ref", format!("#/$defs/{definition}"))
}

/// The code: the first of `wires`, or an older one.
fn code_schema(wires: &[&str]) -> JsonObject {
    let description = (wires.len() > 1)
        .then_some("The first is the code; the others are older codes that mean the same.");
    JsonObject::new()
        .with_some("description", description)
        .and(one_of(wires))
}

/// A string that is one of `texts`.
fn one_of(texts: &[&str]) -> JsonObject {
    let string = JsonObject::new().with("type", "string");
    match texts {
        [text] => string.with("const", *text),
        _ => string.with("enum", list(texts)),
    }
}

fn list(texts: &[&str]) -> Value {
    Value::Array(texts.iter().map(|text| Value::from(*text)).collect())
}

/// The same schema, which accepts `null` as well.
fn or_null(schema: JsonObject) -> JsonObject {
    let null = JsonObject::new().with("type", "null");
    JsonObject::new().with("anyOf", Value::Array(vec![schema.into(), null.into()]))
}

/// The index of the named type that is `ty`, or that its items or entries are.
fn named_within(ty: &Type) -> Option<usize> {
    match ty {
        Type::Named(index) => Some(*index),
        Type::Array(item) | Type::Map(item) => named_within(item),
        _ => None,
    }
}
