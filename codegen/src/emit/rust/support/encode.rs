//! Errors as JSON: code, message, the code's own fields in the order of the registry, those that any error
//! may carry, and what else the error brought along. Bytes are written straight; what is constant comes from tables.

use super::alloc::borrow::Cow;
use super::alloc::string::String;
use super::alloc::vec::Vec;

use serde_json::{Map, Value};

use super::code::ErrorCode;
use super::error::ApiError;
use super::kind::ErrorKind;
use super::record::{Record, Values};
use super::shapes::COMMON;
use super::tables::{BEHIND, BEHIND_IN_JSON, ENVELOPE, IN_MESSAGES};
use super::write;

/// Room for the fields of most errors.
const ROOM: usize = 160;

impl ApiError {
    /// The whole body of the response, as JSON.
    #[must_use]
    pub fn to_json(&self) -> Vec<u8> {
        let known = self.code().filter(|_| !replaces_message(self));
        let head = known.map_or(ENVELOPE.before_code, ErrorCode::head);
        let mut out = Vec::with_capacity(head.len() + ROOM);
        out.extend_from_slice(head.as_bytes());
        let is_all = |code: ErrorCode| code.fields().is_empty() && COMMON.is_empty();
        if !(known.is_some_and(is_all) && self.0.extra.is_empty()) {
            write_rest(self, &mut out, known);
        }
        out.extend_from_slice(ENVELOPE.end.as_bytes());
        out
    }
}

/// What is not in the head: most errors have none of it, and are written the faster where this is by itself.
#[inline(never)]
fn write_rest(error: &ApiError, out: &mut Vec<u8>, known: Option<ErrorCode>) {
    let record = error.0.record();
    match (known, record) {
        (Some(code), Some(record)) => write_message(out, code, record.values),
        (Some(_), None) => {}
        (None, _) => write_replaced_message(error, out),
    }
    if ENVELOPE.fields.is_empty() {
        write_fields(error, out, record);
    } else {
        write_nested_fields(error, out, record);
    }
}

/// May the message be another one than the registry's?
fn replaces_message(error: &ApiError) -> bool {
    matches!(error.0.kind, ErrorKind::Malformed(_)) || error.0.message.replacement().is_some()
}

/// The code, and such a message.
fn write_replaced_message(error: &ApiError, out: &mut Vec<u8>) {
    write::string(out, error.code_str());
    out.extend_from_slice(ENVELOPE.before_message.as_bytes());
    write::escaped(out, error.message());
    out.push(b'"');
}

/// The fields beside code and message, each with a comma before it.
fn write_fields(error: &ApiError, out: &mut Vec<u8>, record: Option<Record<'_>>) {
    write_records(error, out, record);
    let raw = error.raw_fields();
    if !raw.is_empty() {
        write_raw(out, raw, &|key| is_own_key(key) || error.0.writes(key));
    }
}

fn write_records(error: &ApiError, out: &mut Vec<u8>, record: Option<Record<'_>>) {
    if let Some(record) = record {
        write::fields(out, record);
    }
    if !COMMON.is_empty() {
        write::fields(out, error.0.own.record());
    }
}

/// The object that holds the fields, if there is one of them, and what stood beside it.
fn write_nested_fields(error: &ApiError, out: &mut Vec<u8>, record: Option<Record<'_>>) {
    let raw = error.raw_fields();
    let start = out.len();
    out.extend_from_slice(ENVELOPE.before_fields.as_bytes());
    write::object(out, |out| {
        write_records(error, out, record);
        if let Some(Value::Object(nested)) = raw.get(ENVELOPE.fields) {
            write_raw(out, nested, &|key| error.0.writes(key));
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

/// The registry's message behind the head, rendered as it is written. Without fields, all of it is in the head.
fn write_message(out: &mut Vec<u8>, code: ErrorCode, values: &dyn Values) {
    if !code.in_message().is_empty() {
        fill(code, values, Form::Json, out);
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

/// The message of a code, with the values of its fields.
pub(crate) fn message(code: ErrorCode, values: Option<&dyn Values>) -> Cow<'static, str> {
    let Some(values) = values.filter(|_| !code.in_message().is_empty()) else {
        return Cow::Borrowed(code.text());
    };
    let mut message = code.text().as_bytes().to_vec();
    fill(code, values, Form::Plain, &mut message);
    Cow::Owned(String::from_utf8_lossy(&message).into_owned())
}

/// The fields in a message, and the text behind each.
fn fill(code: ErrorCode, values: &dyn Values, form: Form, out: &mut Vec<u8>) {
    let behind: &[&str] = match form {
        Form::Json if !BEHIND_IN_JSON.is_empty() => &BEHIND_IN_JSON,
        _ => &BEHIND,
    };
    for at in code.in_message() {
        let node = values.at(usize::from(IN_MESSAGES[at]));
        write::text_of(out, node, form);
        out.extend_from_slice(behind[at].as_bytes());
    }
}
