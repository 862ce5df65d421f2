//! The error object of a document.

use super::alloc::borrow::{Cow, ToOwned};
use super::alloc::boxed::Box;
use super::alloc::string::String;

use serde_json::{Map, Value};

use super::code::ErrorCode;
use super::common::Common;
use super::error::Inner;
use super::fields::{Fields, Source};
use super::headers::Headers;
use super::json::{self, Document, Members, Part, Token};
use super::kind::ErrorKind;
use super::mismatch::Mismatch;
use super::platform::Message;
use super::record::{Field, Values};
use super::shapes::COMMON;
use super::tables::ENVELOPE;
use super::unrecognized::{Malformed, Unrecognized, UnrecognizedReason};

/// An error object. Of keys that are there twice, the last one counts.
#[derive(Clone, Copy)]
struct ErrorObject<'t> {
    members: Members<'t>,
    code: Option<Part<'t>>,
    message: Option<Part<'t>>,
    /// The object of the fields, where they have one.
    fields: Option<Part<'t>>,
    /// How many other members there are.
    others: usize,
}

/// The error of a document, if there is an error object.
pub(crate) fn error(document: &Document<'_>, source: Source<'_>) -> Option<Box<Inner>> {
    let object = ErrorObject::of(document.root())?;
    let code = object.code.and_then(Part::text);
    let Some(code) = code.and_then(ErrorCode::from_text) else {
        return Some(object.unrecognized(code, source));
    };
    let error = object.known(code, source);
    Some(error.unwrap_or_else(|wrong| object.malformed(code, wrong, source)))
}

/// The error of a body that is byte for byte what this crate writes of a code whose message shows no field, and of which no
/// field is there: the server was generated from this registry too, and most of its errors are such. Comparing takes little
/// more than a third of reading.
pub(crate) fn as_written(body: &str, source: Source<'_>) -> Option<Box<Inner>> {
    let head = body.strip_suffix(ENVELOPE.end)?;
    let code = head.strip_prefix(ENVELOPE.before_code)?.strip_prefix('"')?;
    let (code, _) = code.strip_suffix('"')?.split_once('"')?;
    let code = ErrorCode::from_text(code)?;
    if head != code.head() || !code.in_message().is_empty() {
        return None;
    }
    ErrorObject::EMPTY.known(code, source).ok()
}

impl<'t> ErrorObject<'t> {
    /// Without any member: also without a message, which is then the registry's.
    const EMPTY: Self = Self {
        members: Members::NONE,
        code: None,
        message: None,
        fields: None,
        others: 0,
    };

    fn of(document: Part<'t>) -> Option<Self> {
        let object = match ENVELOPE.wrapper {
            "" => document,
            wrapper => {
                let all = document
                    .members()?
                    .iter()
                    .filter(|(key, _)| *key == wrapper);
                all.last()?.1
            }
        };
        let members = object.members()?;
        let mut found = Self {
            members,
            ..Self::EMPTY
        };
        for (key, value) in members.iter() {
            match key {
                key if key == ENVELOPE.code => found.code = Some(value),
                key if key == ENVELOPE.message => found.message = Some(value),
                key if is_fields(key) => found.fields = Some(value),
                _ => found.others += 1,
            }
        }
        Some(found)
    }

    /// The members that may be fields.
    fn field_members(&self) -> Members<'t> {
        if ENVELOPE.fields.is_empty() {
            return self.members;
        }
        self.fields.and_then(Part::members).unwrap_or(Members::NONE)
    }

    fn fields(&self, known: &'static [Field], source: Source<'t>) -> Fields<'t> {
        Fields::new(known, self.field_members(), source)
    }

    /// The message, if it is a text.
    fn text(&self) -> Option<&'t str> {
        self.message?.text()
    }

    /// The message, if it is a text of its own: nothing is kept of what the registry says of `code` anyway.
    fn own_text(&self, code: ErrorCode) -> Option<&'t str> {
        let is_own = |message: &&str| *message != code.text() || !code.in_message().is_empty();
        self.text().filter(is_own)
    }

    /// An error of a known code, if all fit: also those that any error may carry.
    fn known(&self, code: ErrorCode, source: Source<'_>) -> Result<Box<Inner>, Mismatch> {
        if let Some(wrong) = self.misfit() {
            return Err(wrong);
        }
        let message = self.own_text(code).map(given);
        let mut fields = self.fields(code.fields(), source);
        let kind = ErrorKind::read(code, &mut fields);
        let mut common = self.fields(COMMON, source);
        let own = Common::read(&mut common);
        if let Some(wrong) = fields.wrong.or(common.wrong) {
            return Err(wrong);
        }
        let message = Message::new(message, &kind);
        let mut error = Box::new(Inner::new(kind, Some(code), message, own));
        if self.has_more_than(fields.found + common.found) {
            error.extra = self.left(&|key| holds(code.fields(), key) || holds(COMMON, key));
        }
        Ok(error)
    }

    /// Is the object of the fields none?
    fn misfit(&self) -> Option<Mismatch> {
        let fields = self.fields?;
        match fields.token() {
            Token::Null | Token::Object(_) => None,
            _ => Some(fields.is_not("an object").within(ENVELOPE.fields)),
        }
    }

    /// Is there more than code, message, and so many fields?
    fn has_more_than(&self, found: usize) -> bool {
        let others = match ENVELOPE.fields {
            "" => self.others,
            _ => self.others + self.field_members().iter().count(),
        };
        others > found || (self.message.is_some() && self.text().is_none())
    }

    /// An error of a known code whose fields do not fit.
    #[cold]
    fn malformed(&self, code: ErrorCode, wrong: Mismatch, source: Source<'_>) -> Box<Inner> {
        let (own, left) = self.raw(source);
        let kind = ErrorKind::Malformed(Malformed::new(code, wrong, left));
        let message = Message::new(self.text().map(given), &kind);
        Box::new(Inner::new(kind, Some(code), message, own))
    }

    /// An error of a code that is not known, or without one.
    #[cold]
    fn unrecognized(&self, code: Option<&str>, source: Source<'_>) -> Box<Inner> {
        let (own, left) = self.raw(source);
        let reason = match code {
            Some(_) => UnrecognizedReason::UnknownCode,
            None => UnrecognizedReason::NotEnvelope,
        };
        let mut response = Unrecognized::new(reason);
        response.0.code = code.map(ToOwned::to_owned);
        response.0.message = self.text().map(ToOwned::to_owned);
        response.0.fields = left;
        unrecognized(response, own)
    }

    /// What any error may carry, as far as it fits, and all else.
    fn raw(&self, source: Source<'_>) -> (Common, Map<String, Value>) {
        let mut fields = self.fields(COMMON, source);
        let own = Common::read(&mut fields);
        let fits = |key: &str| {
            let mut all = COMMON.iter().enumerate();
            all.any(|(at, field)| field.is(key) && fields.misfits >> at & 1 == 0)
        };
        (own, self.left(&fits))
    }

    /// The error object without code, message, and the fields that were read.
    #[cold]
    fn left(&self, is_read: &dyn Fn(&str) -> bool) -> Map<String, Value> {
        let has_code = self.code.is_some_and(|code| code.text().is_some());
        let has_message = self.text().is_some();
        let mut left = self.members.kept(&|key| match key {
            key if key == ENVELOPE.code => !has_code,
            key if key == ENVELOPE.message => !has_message,
            key if is_fields(key) => false,
            key => !(ENVELOPE.fields.is_empty() && is_read(key)),
        });
        let fields = self.fields.map(|fields| match fields.members() {
            Some(members) => members.kept(&|key| !is_read(key)),
            None => fields.to_value(),
        });
        if let Some(fields) = fields.filter(|fields| !is_nothing(fields)) {
            left[ENVELOPE.fields] = fields;
        }
        json::sorted(left)
    }
}

fn given(message: &str) -> Cow<'static, str> {
    Cow::Owned(message.to_owned())
}

fn unrecognized(response: Unrecognized, own: Common) -> Box<Inner> {
    let kind = ErrorKind::Unrecognized(response);
    let message = Message::of(&kind);
    Box::new(Inner::new(kind, None, message, own))
}

/// Is this the key of the object that holds the fields?
fn is_fields(key: &str) -> bool {
    !ENVELOPE.fields.is_empty() && key == ENVELOPE.fields
}

/// Does a record have a field in the body of this key?
fn holds(fields: &[Field], key: &str) -> bool {
    fields.iter().any(|field| field.is(key))
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Object(members) => members.is_empty(),
        value => value.is_null(),
    }
}

/// Where there is no error object at all: what any error may carry may be in the headers.
#[cold]
pub(crate) fn without_object(reason: UnrecognizedReason, headers: Headers<'_>) -> Box<Inner> {
    let source = Source {
        headers,
        is_textual: false,
    };
    let own = Common::read(&mut Fields::new(COMMON, Members::NONE, source));
    unrecognized(Unrecognized::new(reason), own)
}
