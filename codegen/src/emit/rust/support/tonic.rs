//! The crate `tonic`: errors as the status of a gRPC call, and back.
//!
//! | of the error | in the status |
//! | --- | --- |
//! | the code's `grpc` in the registry; else by the HTTP status | the code |
//! | the message | the message |
//! | the wire code, as it is | `ErrorInfo.reason` |
//! | the registry's name | `ErrorInfo.domain` |
//! | fields in the body: texts, numbers and truth values | `ErrorInfo.metadata`, as texts |
//! | fields that travel in headers | metadata of the call, under the header's name |
//! | how long to wait | `RetryInfo` |
//!
//! AIP-193 wants reasons like `NOT_FOUND`: a registry whose `code_case` is `SCREAMING_SNAKE_CASE` has such. Any other
//! one keeps its own, so that one text finds an error in logs, docs and both protocols.
//!
//! Left out are `sensitive` fields, since a [`Status`] shows all that it holds in `Debug`; lists, maps and objects, since
//! `ErrorInfo` holds texts alone; and the private source. A client reads a code that needs one of these fields as
//! [`Malformed`](super::kind::ErrorKind::Malformed), with its code.

use super::alloc::borrow::ToOwned;
use super::alloc::string::{String, ToString};
use super::alloc::vec::Vec;

use serde_json::{Map, Value};

use ::tonic::metadata::{Ascii, KeyAndValueRef, MetadataKey, MetadataMap, MetadataValue};
use ::tonic::{Code, Status};
use ::tonic_types::{ErrorDetail, ErrorInfo, RetryInfo, StatusExt};

use super::encode::Form;
use super::error::ApiError;
use super::fields::Source;
use super::grpc::{CODES, DOMAIN};
use super::headers::Headers;
use super::kind::ErrorKind;
use super::node::Node;

use super::record::Field;
use super::tables::ENVELOPE;
use super::unrecognized::{Unrecognized, UnrecognizedReason};
use super::{decode, retry_after, write};

impl From<&ApiError> for Status {
    fn from(error: &ApiError) -> Self {
        let wait = error.retry_after();
        let wait = wait.map(|wait| RetryInfo::new(Some(wait)).into());
        let info = error_info(error).map(ErrorDetail::from);
        let details: Vec<_> = info.into_iter().chain(wait).collect();
        let (message, metadata) = (error.message(), metadata(error));
        Self::with_error_details_vec_and_metadata(code(error), message, details, metadata)
    }
}

impl From<ApiError> for Status {
    fn from(error: ApiError) -> Self {
        Self::from(&error)
    }
}

/// The canonical code.
fn code(error: &ApiError) -> Code {
    match error.code() {
        Some(code) => Code::from_i32(CODES[code as usize]),
        None => code_of(error.status()),
    }
}

/// The code and the fields of the body; none where a response has no code at all.
fn error_info(error: &ApiError) -> Option<ErrorInfo> {
    let reason = match error.kind() {
        ErrorKind::Unrecognized(response) => response.code()?,
        _ => error.code_str(),
    };
    let fields = shown(error).filter(|(field, _)| field.in_body);
    let metadata = fields.filter_map(|(field, node)| Some((field.name.to_owned(), text(node)?)));
    Some(ErrorInfo {
        reason: reason.to_owned(),
        domain: DOMAIN.to_owned(),
        metadata: metadata.collect(),
    })
}

/// The fields that travel in headers.
fn metadata(error: &ApiError) -> MetadataMap {
    let mut map = MetadataMap::new();
    for (field, node) in shown(error).filter(|(field, _)| !field.is_retry_after()) {
        if let Some((name, text)) = entry(field, node) {
            map.insert(name, text);
        }
    }
    map
}

fn entry(field: &Field, node: Node<'_>) -> Option<(MetadataKey<Ascii>, MetadataValue<Ascii>)> {
    let name = MetadataKey::from_bytes(field.header.to_ascii_lowercase().as_bytes()).ok()?;
    Some((name, text(node)?.parse().ok()?))
}

/// The fields that may be shown.
fn shown(error: &ApiError) -> impl Iterator<Item = (&'static Field, Node<'_>)> {
    error.0.present().filter(|(field, _)| !field.sensitive)
}

/// The text of what is one: a text, a number, a truth value.
fn text(node: Node<'_>) -> Option<String> {
    match node {
        Node::Text(_) | Node::OneOf(..) | Node::Bool(_) | Node::Int(_) | Node::Uint(_) => {}
        Node::Float(number) if number.is_finite() => {}
        _ => return None,
    }
    let mut text = Vec::new();
    write::text_of(&mut text, node, Form::Plain);
    String::from_utf8(text).ok()
}

impl ApiError {
    /// Reads the error of a gRPC call. Like [`from_response`](Self::from_response), this never fails: a status that has
    /// no code of this registry is [`ErrorKind::Unrecognized`], with its message.
    ///
    /// The HTTP status is the code's own, or else the one that `google/rpc/code.proto` gives to the gRPC code.
    #[must_use]
    pub fn from_status(status: &Status) -> Self {
        let wait = status.get_details_retry_info();
        let wait = wait
            .and_then(|wait| wait.retry_delay)
            .map(retry_after::bounded);
        let seconds = wait.map(|wait| retry_after::whole_seconds(wait).to_string());
        let mut pairs = pairs(status.metadata());
        pairs.extend(seconds.as_deref().map(|seconds| ("retry-after", seconds)));
        let headers = Headers(&pairs);
        let info = status.get_details_error_info();
        let info = info.filter(|info| info.domain == DOMAIN && !info.reason.is_empty());
        let mut error = match info {
            Some(info) => read(info, status.message(), headers),
            None => unexplained(status.message()),
        };
        if error.code().is_none() {
            error.0.status = Some(http_status(status.code()));
        }
        error.0.retry_after = wait;
        error.0.request_id = headers.request_id().map(ToOwned::to_owned);
        error
    }
}

/// The metadata that is text.
fn pairs(metadata: &MetadataMap) -> Vec<(&str, &str)> {
    let pairs = metadata.iter().filter_map(|entry| match entry {
        KeyAndValueRef::Ascii(name, value) => Some((name.as_str(), value.to_str().ok()?)),
        KeyAndValueRef::Binary(..) => None,
    });
    pairs.collect()
}

/// The error that the envelope would hold. All fields are texts.
fn read(info: ErrorInfo, message: &str, headers: Headers<'_>) -> ApiError {
    let texts = info.metadata.into_iter();
    let fields = texts.map(|(name, text)| (name, Value::String(text)));
    let mut error: Map<String, Value> = Map::new();
    match ENVELOPE.fields {
        "" => error.extend(fields),
        name => {
            error.insert(name.to_owned(), Value::Object(fields.collect()));
        }
    }
    error.insert(ENVELOPE.code.to_owned(), Value::String(info.reason));
    error.insert(ENVELOPE.message.to_owned(), message.into());
    let mut body = Value::Object(error);
    if !ENVELOPE.wrapper.is_empty() {
        body = [(ENVELOPE.wrapper, body)].into_iter().collect();
    }
    let source = Source {
        headers,
        is_textual: true,
    };
    decode::of_value(&body, source).unwrap_or_else(|| unexplained(message))
}

/// A status without a code of this registry.
fn unexplained(message: &str) -> ApiError {
    let message = Some(message).filter(|message| !message.is_empty());
    let mut response = Unrecognized::new(UnrecognizedReason::NotEnvelope);
    response.0.message = message.map(ToOwned::to_owned);
    ApiError::of(ErrorKind::Unrecognized(response))
}

/// The gRPC code of an HTTP status, as `google/rpc/code.proto` maps them.
fn code_of(status: u16) -> Code {
    match status {
        401 => Code::Unauthenticated,
        403 => Code::PermissionDenied,
        404 | 410 => Code::NotFound,
        408 | 504 => Code::DeadlineExceeded,
        409 => Code::Aborted,
        402 | 412 | 428 => Code::FailedPrecondition,
        416 => Code::OutOfRange,
        429 => Code::ResourceExhausted,
        499 => Code::Cancelled,
        405 | 501 => Code::Unimplemented,
        502 | 503 => Code::Unavailable,
        400..=499 => Code::InvalidArgument,
        _ => Code::Internal,
    }
}

/// The HTTP status of a gRPC code, as `google/rpc/code.proto` maps them.
fn http_status(code: Code) -> u16 {
    match code {
        Code::InvalidArgument | Code::FailedPrecondition | Code::OutOfRange => 400,
        Code::Unauthenticated => 401,
        Code::PermissionDenied => 403,
        Code::NotFound => 404,
        Code::AlreadyExists | Code::Aborted => 409,
        Code::ResourceExhausted => 429,
        Code::Cancelled => 499,
        Code::Unimplemented => 501,
        Code::Unavailable => 503,
        Code::DeadlineExceeded => 504,
        Code::Ok | Code::Unknown | Code::Internal | Code::DataLoss => 500,
    }
}

/// Lets calls fail with the errors of operations.
#[allow(unused_macros, reason = "a registry may have no operations")]
macro_rules! operation_response {
    ($($error:ident),* $(,)?) => {
        $(impl From<$error> for ::tonic::Status {
            fn from(error: $error) -> Self {
                Self::from(error.as_api_error())
            }
        })*
    };
}

#[allow(unused_imports, reason = "a registry may have no operations")]
pub(crate) use operation_response;
