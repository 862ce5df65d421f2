//! Responses that this registry cannot fully explain.

use super::alloc::borrow::ToOwned;
use super::alloc::boxed::Box;
use super::alloc::string::String;
use core::{fmt, str};

use serde_json::{Map, Value};

use super::code::ErrorCode;
use super::mismatch::Mismatch;
use super::tables::{ENVELOPE, KEEPS_SECRETS};

/// How an error looks on the wire.
#[derive(Debug)]
pub(crate) struct Envelope {
    /// The object that holds the error; empty: the error is the top level.
    pub(crate) wrapper: &'static str,
    /// The object inside of it that holds the fields; empty: they stand beside code and message.
    pub(crate) fields: &'static str,
    pub(crate) code: &'static str,
    pub(crate) message: &'static str,
    /// The JSON up to the value of the code.
    pub(crate) before_code: &'static str,
    /// The JSON between the code and the message, up to its quote.
    pub(crate) before_message: &'static str,
    /// The JSON between the message and the object of the fields, where there is one.
    pub(crate) before_fields: &'static str,
    /// The JSON behind all fields.
    pub(crate) end: &'static str,
}

impl Envelope {
    /// The object that holds the raw fields of an error.
    pub(crate) fn raw_fields_of<'a>(
        &self,
        error: &'a Map<String, Value>,
    ) -> Option<&'a Map<String, Value>> {
        match self.fields {
            "" => Some(error),
            key => error.get(key).and_then(Value::as_object),
        }
    }
}

/// An error response whose code is not in this registry, or that has none.
#[derive(Clone, PartialEq)]
pub struct Unrecognized(pub(crate) Box<Response>);

/// What is known of a response.
#[derive(Clone, PartialEq)]
pub(crate) struct Response {
    pub(crate) reason: UnrecognizedReason,
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) fields: Map<String, Value>,
    pub(crate) excerpt: String,
}

/// Why a response was not recognized.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum UnrecognizedReason {
    /// The code is not in this registry: the server is newer.
    UnknownCode,
    /// There is no body.
    Empty,
    /// The body could not be read to its end, as the [`source`](core::error::Error::source) of the error says. A client
    /// of HTTP tells this; a body that is given as bytes counts as whole.
    Incomplete,
    /// The body is longer than 1 MiB.
    TooLarge,
    /// The body is no UTF-8.
    NotUtf8,
    /// The body is no JSON, such as a part of some, or is nested deeper than 127 levels: a page of a proxy, perhaps.
    NotJson,
    /// The body is JSON, but not an error of this API.
    NotEnvelope,
}

impl Unrecognized {
    pub(crate) fn new(reason: UnrecognizedReason) -> Self {
        Self(Box::new(Response {
            reason,
            code: None,
            message: None,
            fields: Map::new(),
            excerpt: String::new(),
        }))
    }

    /// Why the response was not recognized.
    #[must_use]
    pub fn reason(&self) -> UnrecognizedReason {
        self.0.reason
    }

    /// The code, as the response has it.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// The message, as the response has it.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.0.message.as_deref()
    }

    /// All that the error object holds, apart from code and message and what any error may carry.
    #[must_use]
    pub fn fields(&self) -> &Map<String, Value> {
        &self.0.fields
    }

    /// One field, in the place where errors have their fields.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Value> {
        ENVELOPE.raw_fields_of(&self.0.fields)?.get(name)
    }

    /// How the body begins: at most 512 bytes; what is no UTF-8 is replaced.
    #[must_use]
    pub fn excerpt(&self) -> &str {
        &self.0.excerpt
    }
}

impl fmt::Display for Unrecognized {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0.reason {
            UnrecognizedReason::UnknownCode => "an error with an unknown code",
            UnrecognizedReason::Empty => "an error response without a body",
            UnrecognizedReason::TooLarge => "an error response whose body is too large",
            UnrecognizedReason::Incomplete => "an error response whose body is incomplete",
            UnrecognizedReason::NotUtf8 => "an error response whose body is not UTF-8",
            UnrecognizedReason::NotJson => "an error response whose body is not JSON",
            UnrecognizedReason::NotEnvelope => "an error response of another kind",
        })
    }
}

impl fmt::Debug for Unrecognized {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Unrecognized");
        out.field("reason", &self.0.reason);
        out.field("code", &self.0.code);
        out.field("message", &self.0.message);
        out.field("fields", &Shown(&self.0.fields));
        if !KEEPS_SECRETS {
            out.field("excerpt", &self.0.excerpt);
        }
        out.finish()
    }
}

/// A response whose code is known, but whose fields do not fit it.
#[derive(Clone, PartialEq)]
pub struct Malformed(Box<Misfit>);

/// The fields of a known code, and what is wrong with them.
#[derive(Clone, PartialEq)]
struct Misfit {
    code: ErrorCode,
    wrong: Mismatch,
    fields: Map<String, Value>,
}

impl Malformed {
    pub(crate) fn new(code: ErrorCode, wrong: Mismatch, fields: Map<String, Value>) -> Self {
        Self(Box::new(Misfit {
            code,
            wrong,
            fields,
        }))
    }

    /// The code.
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        self.0.code
    }

    /// All that the error object holds, apart from code and message and what any error may carry.
    #[must_use]
    pub fn fields(&self) -> &Map<String, Value> {
        &self.0.fields
    }

    /// The field that does not fit, such as `items[2].path`.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.0.wrong.0.field
    }

    /// What the field should be, in words.
    #[must_use]
    pub fn expected(&self) -> &str {
        self.0.wrong.0.expected
    }

    /// What the field is, in words; never its value.
    #[must_use]
    pub fn found(&self) -> &str {
        self.0.wrong.0.found
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (field, expected, found) = (self.field(), self.expected(), self.found());
        let code = self.code();
        write!(f, "{code}: `{field}` should be {expected}, but is {found}")
    }
}

impl fmt::Debug for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Malformed");
        out.field("code", &self.0.code)
            .field("wrong", &self.0.wrong.0);
        out.field("fields", &Shown(&self.0.fields)).finish()
    }
}

/// Raw fields as `Debug` shows them: where some field of the registry is sensitive, without any value.
pub(crate) struct Shown<'a>(pub(crate) &'a Map<String, Value>);

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if KEEPS_SECRETS {
            return f.debug_set().entries(self.0.keys()).finish();
        }
        f.debug_map().entries(self.0).finish()
    }
}

/// How a body begins: at most 512 bytes of text.
pub(crate) fn excerpt(body: &[u8]) -> String {
    const MOST: usize = 512;
    if let Ok(text) = str::from_utf8(&body[..body.len().min(MOST)]) {
        return text.to_owned();
    }
    let mut text = String::new();
    for chunk in body.utf8_chunks() {
        let replacement = match chunk.invalid() {
            [] => "",
            _ => "\u{fffd}",
        };
        for part in [chunk.valid(), replacement] {
            let start = first(MOST - text.len(), part);
            text.push_str(start);
            if start.len() < part.len() {
                return text;
            }
        }
    }
    text
}

/// As much of `text` as `most` bytes hold.
fn first(most: usize, text: &str) -> &str {
    let mut ends = (0..=most.min(text.len())).rev();
    let end = ends.find(|&end| text.is_char_boundary(end));
    &text[..end.unwrap_or(0)]
}
