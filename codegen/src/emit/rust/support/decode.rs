//! Errors from responses. Every response is an error of some kind: nothing here fails.

use super::alloc::borrow::{Cow, ToOwned};
use super::alloc::boxed::Box;
use super::alloc::string::String;
use core::str;

use serde::de::{Deserialize, Deserializer, Error as _};
use serde_json::{Map, Value};

use super::code::ErrorCode;
use super::common::Common;
use super::error::{ApiError, Inner};
use super::headers::Headers;
use super::json::{self, ErrorObject, Json};
use super::kind::ErrorKind;
use super::platform::Message;
use super::reader::{Mismatch, Reader};
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
        if let ErrorKind::Unrecognized(response) = &mut error.kind {
            response.0.excerpt = unrecognized::excerpt(body);
        }
        error.status = Some(status);
        error.retry_after = headers.retry_after();
        error.request_id = headers.request_id().map(ToOwned::to_owned);
        Self(Box::new(error))
    }
}

impl<'de> Deserialize<'de> for ApiError {
    /// Reads the envelope. There is no status and no header here: the status is the code's own, and what
    /// travels in headers alone is absent.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let object = ErrorObject::read(deserializer)?.filter(|object| object.code().is_some());
        let object = object.ok_or_else(|| D::Error::custom("not an error of this API"))?;
        let reader = Reader::new(ENVELOPE.fields_of(&object.others), Headers(&[]));
        Ok(Self(Box::new(read(&object, reader))))
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
#[cold]
fn without_object(reason: UnrecognizedReason, headers: Headers<'_>) -> Inner {
    let kind = ErrorKind::Unrecognized(Unrecognized::new(reason));
    let mut error = Inner::of(kind);
    error.own = common(Reader::new(None, headers));
    error
}

/// Reads an error object, whose fields `reader` reads.
pub(crate) fn read(object: &ErrorObject<'_>, reader: Reader<'_>) -> Inner {
    let code = object.code().and_then(ErrorCode::from_text);
    let Some((code, mut kind)) = code.and_then(|code| Some((code, ErrorKind::blank(code)?))) else {
        return unexplained(object, reader);
    };
    let mut own = Common::default();
    let extra = match fill(&mut kind, &mut own, object, reader) {
        Ok(()) => left(object),
        Err(wrong) => {
            kind = malformed(code, wrong, &mut own, object, reader);
            Map::new()
        }
    };
    let mut error = Inner::of(kind);
    (error.own, error.extra) = (own, extra);
    if let Some(message) = object.message() {
        error.message = Message::given(Cow::Owned(message.to_owned()));
    }
    error
}

/// Reads the fields of a known code. Those that any error may carry must fit as well.
fn fill(
    kind: &mut ErrorKind,
    own: &mut Common,
    object: &ErrorObject<'_>,
    reader: Reader<'_>,
) -> Result<(), Mismatch> {
    if !ENVELOPE.fields.is_empty() {
        match object.others.get(ENVELOPE.fields) {
            None | Some(Json::Object(_) | Json::Null) => {}
            Some(value) => return Err(Mismatch::new("an object", value).within(ENVELOPE.fields)),
        }
    }
    if let Some(record) = kind.record_mut() {
        reader.fill(record)?;
    }
    reader.fill(own)
}

/// A known code whose fields do not fit; all of them are kept as they are.
#[cold]
fn malformed(
    code: ErrorCode,
    wrong: Mismatch,
    own: &mut Common,
    object: &ErrorObject<'_>,
    reader: Reader<'_>,
) -> ErrorKind {
    if let Some(fields) = reader.object {
        fields.put_back();
    }
    *own = common(reader);
    ErrorKind::Malformed(Malformed::new(code, wrong, left(object)))
}

/// A response whose code is not of this registry, or that has none. It keeps its message itself.
fn unexplained(object: &ErrorObject<'_>, reader: Reader<'_>) -> Inner {
    let own = common(reader);
    let reason = match object.code() {
        Some(_) => UnrecognizedReason::UnknownCode,
        None => UnrecognizedReason::NotEnvelope,
    };
    let mut response = Unrecognized::new(reason);
    response.0.code = object.code().map(ToOwned::to_owned);
    response.0.message = object.message().map(ToOwned::to_owned);
    response.0.fields = left(object);
    let mut error = Inner::of(ErrorKind::Unrecognized(response));
    error.own = own;
    error
}

/// What any error may carry; all of it is optional, and absent where it does not fit.
fn common(mut reader: Reader<'_>) -> Common {
    reader.lenient = true;
    let mut common = Common::default();
    match reader.fill(&mut common) {
        Ok(()) => common,
        Err(_) => Common::default(),
    }
}

/// The error object without code, message, and the fields that were read.
fn left(object: &ErrorObject<'_>) -> Map<String, Value> {
    if ENVELOPE.fields.is_empty() {
        return object.left();
    }
    let nested = match object.others.get(ENVELOPE.fields) {
        Some(Json::Object(fields)) => Some(fields.left()),
        Some(Json::Null) => Some(Map::new()),
        _ => None,
    };
    if nested.is_some() {
        object.others.take(ENVELOPE.fields);
    }
    let left = object.left();
    let Some(fields) = nested.filter(|fields| !fields.is_empty()) else {
        return left;
    };
    let mut left = Value::Object(left);
    left[ENVELOPE.fields] = Value::Object(fields);
    json::sorted(left)
}
