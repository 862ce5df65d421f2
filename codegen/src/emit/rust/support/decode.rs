//! Errors from responses. Every response is an error of some kind: nothing here fails.

use super::alloc::borrow::{Cow, ToOwned};
use super::alloc::string::String;
use core::str;

use serde::de::{Deserialize, Deserializer, Error as _};
use serde_json::{Map, Value};

use super::code::ErrorCode;
use super::common::Common;
use super::error::ApiError;
use super::headers::Headers;
use super::json::{ErrorObject, Json};
use super::kind::ErrorKind;
use super::platform::Message;
use super::reader::{Mismatch, Reader};
use super::record::{self, Field, Record};
use super::tables::ENVELOPE;
use super::unrecognized::{self, Malformed, Unrecognized, UnrecognizedReason};

/// The longest body that is read as JSON.
pub(crate) const LARGEST: usize = 1 << 20;

impl ApiError {
    /// Reads the error of a response. This never fails and never panics: what cannot be read as an error of
    /// this registry is [`ErrorKind::Unrecognized`] or [`ErrorKind::Malformed`], with all that is known.
    ///
    /// Names of headers are compared without case. The last of duplicate keys counts, a byte-order mark is
    /// skipped, and `null` is the same as an absent optional field.
    #[must_use]
    pub fn from_response(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Self {
        let headers = Headers(headers);
        let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
        let mut error = match open(body) {
            Ok(object) => read(
                &object,
                Reader::new(ENVELOPE.fields_of(&object.others), headers),
            ),
            Err(reason) => without_object(reason, headers),
        };
        error.0.status = Some(status);
        error.0.retry_after = headers.retry_after();
        error.0.request_id = headers.request_id().map(ToOwned::to_owned);
        if let ErrorKind::Unrecognized(response) = &mut error.0.kind {
            response.excerpt = unrecognized::excerpt(body);
        }
        error
    }
}

impl<'de> Deserialize<'de> for ApiError {
    /// Reads the envelope. There is no status and no header here: the status is the code's own, and what
    /// travels in headers alone is absent.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let object = ErrorObject::read(deserializer)?.filter(|object| object.code.is_some());
        let object = object.ok_or_else(|| D::Error::custom("not an error of this API"))?;
        let reader = Reader::new(ENVELOPE.fields_of(&object.others), Headers(&[]));
        Ok(read(&object, reader))
    }
}

/// The error object of a body.
fn open(body: &[u8]) -> Result<ErrorObject<'_>, UnrecognizedReason> {
    if body.is_empty() {
        return Err(UnrecognizedReason::Empty);
    }
    if body.len() > LARGEST {
        return Err(UnrecognizedReason::TooLarge);
    }
    let text = str::from_utf8(body).map_err(|_| UnrecognizedReason::NotUtf8)?;
    let mut reader = serde_json::Deserializer::from_str(text);
    let object = ErrorObject::read(&mut reader).and_then(|object| reader.end().map(|()| object));
    object
        .map_err(|_| UnrecognizedReason::NotJson)?
        .ok_or(UnrecognizedReason::NotEnvelope)
}

/// Where there is no error object at all.
fn without_object(reason: UnrecognizedReason, headers: Headers<'_>) -> ApiError {
    let mut error = ApiError::of(ErrorKind::Unrecognized(Unrecognized::new(reason)));
    error.0.own = common(Reader::new(None, headers));
    error
}

/// Reads an error object, whose fields `reader` reads.
pub(crate) fn read(object: &ErrorObject<'_>, reader: Reader<'_>) -> ApiError {
    let own = common(reader);
    let (code, message) = (object.code.as_deref(), object.message.as_deref());
    let known = code.and_then(ErrorCode::from_text);
    let read = known.map(|code| (code, known_kind(code, object, reader)));
    let mut error = match read {
        Some((_, Ok(kind))) => fitting(kind, object, &own),
        Some((code, Err(wrong))) => misfit(code, wrong, object, &own),
        None => unexplained(code, message, object, &own),
    };
    error.0.own = own;
    // A response that is not recognized keeps its message itself.
    if let Some(message) = message.filter(|_| known.is_some()) {
        error.0.message = Message::given(Cow::Owned(message.to_owned()));
    }
    error
}

fn fitting(kind: ErrorKind, object: &ErrorObject<'_>, own: &Common) -> ApiError {
    let extra = rest(object, &[kind.record(), Some(own)]);
    let mut error = ApiError::of(kind);
    error.0.extra = extra;
    error
}

fn misfit(code: ErrorCode, wrong: Mismatch, object: &ErrorObject<'_>, own: &Common) -> ApiError {
    ApiError::of(ErrorKind::Malformed(Malformed {
        code,
        wrong,
        fields: rest(object, &[Some(own)]),
    }))
}

fn unexplained(
    code: Option<&str>,
    message: Option<&str>,
    object: &ErrorObject<'_>,
    own: &Common,
) -> ApiError {
    let reason = match code {
        Some(_) => UnrecognizedReason::UnknownCode,
        None => UnrecognizedReason::NotEnvelope,
    };
    ApiError::of(ErrorKind::Unrecognized(Unrecognized {
        code: code.map(ToOwned::to_owned),
        message: message.map(ToOwned::to_owned),
        fields: rest(object, &[Some(own)]),
        ..Unrecognized::new(reason)
    }))
}

/// Reads the fields of a known code. Those that any error may carry must fit as well.
fn known_kind(
    code: ErrorCode,
    object: &ErrorObject<'_>,
    reader: Reader<'_>,
) -> Result<ErrorKind, Mismatch> {
    if !ENVELOPE.fields.is_empty() {
        match object.others.get(ENVELOPE.fields) {
            None | Some(Json::Object(_) | Json::Null) => {}
            Some(value) => return Err(Mismatch::new("an object", value).within(ENVELOPE.fields)),
        }
    }
    let kind = ErrorKind::read(code, reader)?;
    reader.record::<Common>()?;
    Ok(kind)
}

/// What any error may carry; all of it is optional.
fn common(mut reader: Reader<'_>) -> Common {
    reader.lenient = true;
    reader.record().unwrap_or_default()
}

/// The error object without code, message, and the fields that were read.
fn rest(object: &ErrorObject<'_>, records: &[Option<&dyn Record>]) -> Map<String, Value> {
    let read = |key: &str, value: &Json<'_>| {
        let mut records = records.iter().flatten();
        records.any(|record| took(*record, key, value))
    };
    let left = object.others.filtered(|key, value| match value {
        _ if ENVELOPE.fields.is_empty() => !read(key, value),
        Json::Null => key != ENVELOPE.fields,
        _ => true,
    });
    if ENVELOPE.fields.is_empty() {
        return left;
    }
    let mut left = left;
    if let Some(Json::Object(fields)) = object.others.get(ENVELOPE.fields) {
        let fields = fields.filtered(|key, value| !read(key, value));
        if fields.is_empty() {
            left.remove(ENVELOPE.fields);
        } else {
            left.insert(ENVELOPE.fields.to_owned(), Value::Object(fields));
        }
    }
    left
}

/// Did the record take this entry of the body? `null` stands for an absent field, and a field that anything
/// may carry is left where it was when it did not fit.
fn took(record: &dyn Record, key: &str, value: &Json<'_>) -> bool {
    let named = |field: &Field| field.in_body && field.name == key;
    let absent = matches!(value, Json::Null) && record.fields().iter().any(named);
    absent || record::present(record).any(|(field, _)| named(field))
}
