//! Errors as JSON: code, message, the code's own fields in the order of the registry, those that any error
//! may carry, and what else the error brought along. Bytes are written straight; what is constant comes from tables.

use super::alloc::string::String;
use super::alloc::vec::Vec;

use serde_json::{Map, Value};

use super::catalog::Piece;
use super::code::ErrorCode;
use super::common::Common;
use super::error::ApiError;
use super::kind::ErrorKind;
use super::node::Node;
use super::record::{Describe, Record};
use super::tables::ENVELOPE;
use super::write;

/// Room for the fields of most errors.
const ROOM: usize = 160;

impl ApiError {
    /// The whole body of the response, as JSON.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        let record = self.0.kind.record();
        let known = self.code().filter(|_| !self.replaces_message());
        let head = known.map_or(ENVELOPE.before_code, ErrorCode::head);
        let mut out = Vec::with_capacity(head.len() + ROOM);
        out.extend_from_slice(head.as_bytes());
        match known {
            Some(code) => write_message(&mut out, code, record),
            None => self.write_replaced_message(&mut out),
        }
        if ENVELOPE.fields.is_empty() {
            self.write_fields(&mut out, record);
        } else {
            self.write_nested_fields(&mut out, record);
        }
        out.extend_from_slice(ENVELOPE.end.as_bytes());
        out
    }

    /// May the message be another one than the registry's?
    fn replaces_message(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Malformed(_)) || self.0.message.replacement().is_some()
    }

    /// The code, and such a message.
    fn write_replaced_message(&self, out: &mut Vec<u8>) {
        write::string(out, self.code_str());
        out.extend_from_slice(ENVELOPE.before_message.as_bytes());
        write::escaped(out, self.message());
        out.push(b'"');
    }

    /// The fields beside code and message, each with a comma before it.
    fn write_fields(&self, out: &mut Vec<u8>, record: Option<&dyn Record>) {
        self.write_records(out, record);
        let raw = self.raw_fields();
        if !raw.is_empty() {
            write_raw(out, raw, &|key| is_own_key(key) || self.writes(key));
        }
    }

    fn write_records(&self, out: &mut Vec<u8>, record: Option<&dyn Record>) {
        if let Some(record) = record {
            write::fields(out, record);
        }
        if !Common::SHAPE.fields.is_empty() {
            write::fields(out, &self.0.own);
        }
    }

    /// The object that holds the fields, if there is one of them, and what stood beside it.
    fn write_nested_fields(&self, out: &mut Vec<u8>, record: Option<&dyn Record>) {
        let raw = self.raw_fields();
        let start = out.len();
        out.extend_from_slice(ENVELOPE.before_fields.as_bytes());
        write::object(out, |out| {
            self.write_records(out, record);
            if let Some(Value::Object(nested)) = raw.get(ENVELOPE.fields) {
                write_raw(out, nested, &|key| self.writes(key));
            }
        });
        let any = !out.ends_with(b"{}");
        if !any {
            out.truncate(start);
        }
        write_raw(out, raw, &|key| {
            is_own_key(key) || (any && key == ENVELOPE.fields)
        });
    }

    /// Is this the key of a field that is written anyway?
    pub(crate) fn writes(&self, key: &str) -> bool {
        self.present().any(|(field, _)| field.is(key))
    }
}

/// The registry's message behind the head, rendered as it is written.
fn write_message(out: &mut Vec<u8>, code: ErrorCode, record: Option<&dyn Record>) {
    let rest = match code.template() {
        [Piece::Text(_) | Piece::Escaped(_), rest @ ..] => rest,
        pieces => pieces,
    };
    if !rest.is_empty() {
        fill(rest, record, Form::Json, out);
        out.push(b'"');
    }
}

/// Is this the key of the code or of the message?
pub(crate) fn is_own_key(key: &str) -> bool {
    key == ENVELOPE.code || key == ENVELOPE.message
}

/// Adds the raw fields that are not written already.
fn write_raw(out: &mut Vec<u8>, raw: &Map<String, Value>, written: &dyn Fn(&str) -> bool) {
    for (key, value) in raw.iter().filter(|(key, _)| !written(key)) {
        out.push(b',');
        write::string(out, key);
        out.push(b':');
        write::value(out, value);
    }
}

/// What a message is rendered for.
#[derive(Clone, Copy)]
pub(crate) enum Form {
    Plain,
    /// Between the quotes of a JSON string.
    Json,
}

/// The message of the registry, with the values of the fields.
pub(crate) fn fill(pieces: &[Piece], record: Option<&dyn Record>, form: Form, out: &mut Vec<u8>) {
    for piece in pieces {
        let text = match (piece, form) {
            (Piece::Text(text), _)
            | (Piece::Escaped((text, _)), Form::Plain)
            | (Piece::Escaped((_, text)), Form::Json) => text,
            (Piece::Field(index), _) => {
                let node = record.map_or(Node::Absent, |record| record.get(*index));
                write::text_of(out, node, form);
                continue;
            }
        };
        out.extend_from_slice(text.as_bytes());
    }
}

impl ErrorKind {
    /// The pieces of the message, and the fields that fill it; none of a response that is not fully explained.
    pub(crate) fn template(&self) -> Option<(&'static [Piece], Option<&dyn Record>)> {
        match self {
            Self::Malformed(_) | Self::Unrecognized(_) => None,
            known => Some((known.code()?.template(), known.record())),
        }
    }
}
