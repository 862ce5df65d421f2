//! The error object. Fields go straight into the payload of its code, and so the code has to be known: it is where a body
//! begins with it, as servers write it. Where something else turns out on the way, the body is read once more, with a
//! [`Plan`] that knows it.

use super::alloc::borrow::Cow;
use super::alloc::boxed::Box;
use super::alloc::string::String;
use core::mem;

use serde_json::{Map, Value};

use super::code::ErrorCode;
use super::error::Inner;
use super::headers::Headers;
use super::json::{self, Place};
use super::kind::ErrorKind;
use super::mismatch::Mismatch;
use super::parts::{Parts, Read};
use super::platform::Message;
use super::record::Record;
use super::tables::ENVELOPE;
use super::unrecognized::{Malformed, Unrecognized, UnrecognizedReason};

/// What is known of a body before it is read.
#[derive(Default)]
pub(crate) struct Plan {
    /// Are texts taken for the values that they spell out, as in headers?
    textual: bool,
    aim: Option<Aim>,
    /// The fields that any error may carry, but that do not fit: a bit for each.
    misfits: u128,
}

/// What the fields are.
enum Aim {
    /// Those of a code.
    Known(ErrorCode),
    /// Kept as they are, since the code is not known.
    Raw,
    /// Kept as they are, since one does not fit the code.
    Malformed(ErrorCode, Mismatch),
}

impl Aim {
    fn of(code: Option<ErrorCode>) -> Self {
        code.map_or(Self::Raw, Self::Known)
    }

    /// The error that is going to be filled.
    fn error(&self) -> Box<Inner> {
        let known = match self {
            Self::Known(code) => ErrorKind::blank(*code),
            Self::Malformed(code, wrong) => {
                Some(ErrorKind::Malformed(Malformed::new(*code, wrong.clone())))
            }
            Self::Raw => None,
        };
        let unknown =
            || ErrorKind::Unrecognized(Unrecognized::new(UnrecognizedReason::NotEnvelope));
        Box::new(Inner::of(known.unwrap_or_else(unknown)))
    }
}

impl Plan {
    /// All fields are texts.
    #[allow(dead_code, reason = "few integrations need this")]
    pub(crate) fn textual() -> Self {
        Self {
            textual: true,
            ..Self::default()
        }
    }

    /// The plan with an aim.
    fn to(&self, aim: Aim) -> Self {
        Self {
            aim: Some(aim),
            ..*self
        }
    }
}

/// Are the fields kept as they are?
fn is_raw(kind: &ErrorKind) -> bool {
    matches!(kind, ErrorKind::Malformed(_) | ErrorKind::Unrecognized(_))
}

/// An error object that is being read.
pub(crate) struct ErrorReader<'de> {
    plan: Plan,
    is_there: bool,
    /// Was there anything of which it was not known yet what it is?
    is_early: bool,
    code: Option<Cow<'de, str>>,
    message: Option<Cow<'de, str>>,
    /// The error, once the code is known.
    error: Option<Box<Inner>>,
    fields: Read,
    /// What else the error object holds.
    extra: Value,
    odd: Option<Box<Odd>>,
}

/// What few error objects hold.
#[derive(Default)]
struct Odd {
    /// The code that is no text; it counts where no text came after it.
    code: Option<Value>,
    /// The same of the message.
    message: Option<Value>,
    /// The object of the fields, where it is none.
    misfit: Option<Mismatch>,
    /// What else the object of the fields holds.
    fields: Value,
}

impl<'de> ErrorReader<'de> {
    pub(crate) fn new(plan: Plan) -> Self {
        let error = plan.aim.as_ref().map(Aim::error);
        Self {
            fields: Read::new(plan.textual),
            plan,
            is_there: false,
            is_early: false,
            code: None,
            message: None,
            error,
            extra: Value::Null,
            odd: None,
        }
    }

    /// The code has been read; nothing, where it is not one of the registry.
    fn has_code(&mut self, code: Option<ErrorCode>) {
        if self.plan.aim.is_some() {
            return;
        }
        if self.is_early || self.error.is_some() {
            // Of two codes, the last one counts.
            self.is_early = true;
            return;
        }
        self.error = Some(Aim::of(code).error());
    }

    #[inline]
    pub(crate) fn code_is(&mut self, text: Cow<'de, str>) {
        self.has_code(ErrorCode::from_text(&text));
        self.code = Some(text);
    }

    #[inline]
    pub(crate) fn message_is(&mut self, text: Cow<'de, str>) {
        self.message = Some(text);
    }

    fn odd(&mut self) -> &mut Odd {
        self.odd.get_or_insert_default()
    }

    /// Where a code is put that is no text.
    #[cold]
    pub(crate) fn code_otherwise(&mut self) -> &mut Value {
        self.has_code(None);
        self.code = None;
        self.odd().code.insert(Value::Null)
    }

    /// Where a message is put that is no text.
    #[cold]
    pub(crate) fn message_otherwise(&mut self) -> &mut Value {
        self.message = None;
        self.odd().message.insert(Value::Null)
    }

    /// Where the object of the fields is put, if it is needed, where it is none. `kind` is what it is.
    #[cold]
    pub(crate) fn fields_otherwise(&mut self, kind: &'static str) -> Option<&mut Value> {
        match &self.error {
            None => self.is_early = true,
            Some(error) if is_raw(&error.kind) => return Some(&mut self.odd().fields),
            Some(_) => {
                let wrong = Mismatch::new("an object", kind).within(ENVELOPE.fields);
                self.odd().misfit = Some(wrong);
            }
        }
        None
    }

    /// The object of the fields begins. Of two of them, the last one counts.
    fn start_fields(&mut self) {
        if let Some(odd) = &mut self.odd {
            (odd.misfit, odd.fields) = (None, Value::Null);
        }
        if self.fields.any() {
            self.fields = Read::new(self.plan.textual);
        }
    }

    /// Where a field is put.
    fn field(&mut self, key: &str) -> Place<'_, 'de> {
        let Some(error) = &mut self.error else {
            self.is_early = true;
            return Place::Nowhere;
        };
        let mut count = 0;
        if let Some(record) = error.kind.record_mut() {
            let fields = record.fields();
            count = fields.len();
            if let Some(at) = self.fields.field(0, fields, key) {
                return Place::field(record, at, &mut self.fields.verdict);
            }
        }
        let common = error.own.fields();
        if !common.is_empty() {
            let at = self.fields.field(count, common, key);
            if let Some(at) = at.filter(|at| self.plan.misfits >> at & 1 == 0) {
                return Place::field(&mut error.own, at, &mut self.fields.verdict);
            }
        }
        let extra = match ENVELOPE.fields {
            "" => &mut self.extra,
            _ => &mut self.odd.get_or_insert_default().fields,
        };
        Place::Raw(&mut extra[key])
    }

    /// The error, if there is an error object; otherwise the plan to read it again.
    pub(crate) fn finish(&mut self, headers: Headers<'_>) -> Result<Option<Box<Inner>>, Plan> {
        if !self.is_there {
            return Ok(None);
        }
        let error = self.error.take().filter(|_| !self.is_early);
        let Some(mut error) = error else {
            let code = self.code.as_deref().and_then(ErrorCode::from_text);
            return Err(self.plan.to(Aim::of(code)));
        };
        if is_raw(&error.kind) {
            return self.raw(error, headers).map(Some);
        }
        if let (Some(wrong), Some(code)) = (self.wrong(&mut error, headers), error.code) {
            return Err(self.plan.to(Aim::Malformed(code, wrong)));
        }
        if !self.extra.is_null() || self.odd.is_some() {
            error.extra = self.left();
        }
        self.give_message(&mut error);
        Ok(Some(error))
    }

    /// The first field that does not fit. Those that any error may carry must fit as well.
    fn wrong(&mut self, error: &mut Inner, headers: Headers<'_>) -> Option<Mismatch> {
        let misfit = self.odd.as_mut().and_then(|odd| odd.misfit.take());
        if misfit.is_some() {
            return misfit;
        }
        let mut count = 0;
        if let Some(record) = error.kind.record_mut() {
            count = record.fields().len();
            let wrong = self.fields.finish(0, record, headers);
            if wrong.is_some() {
                return wrong;
            }
        }
        self.fields.finish(count, &mut error.own, headers)
    }

    /// An error whose fields are kept as they are. What any error may carry is absent where it does not fit.
    #[cold]
    fn raw(&mut self, mut error: Box<Inner>, headers: Headers<'_>) -> Result<Box<Inner>, Plan> {
        let misfits = self.fields.misfits();
        if misfits != 0 {
            let aim = self.plan.aim.take().unwrap_or(Aim::Raw);
            self.plan.misfits |= misfits;
            return Err(self.plan.to(aim));
        }
        self.fields.see(self.plan.misfits);
        self.fields.finish(0, &mut error.own, headers);
        let left = self.left();
        match &mut error.kind {
            ErrorKind::Malformed(malformed) => {
                malformed.keep(left);
                self.give_message(&mut error);
            }
            ErrorKind::Unrecognized(response) => {
                response.0.reason = match self.code {
                    Some(_) => UnrecognizedReason::UnknownCode,
                    None => UnrecognizedReason::NotEnvelope,
                };
                response.0.code = self.code.take().map(Cow::into_owned);
                response.0.message = self.message.take().map(Cow::into_owned);
                response.0.fields = left;
                error.message = Message::of(&error.kind);
            }
            _ => {}
        }
        Ok(error)
    }

    fn give_message(&mut self, error: &mut Inner) {
        if let Some(message) = self.message.take() {
            error.message = Message::given(Cow::Owned(message.into_owned()));
        }
    }

    /// The error object without code, message, and the fields that were read.
    #[cold]
    fn left(&mut self) -> Map<String, Value> {
        let mut left = mem::take(&mut self.extra);
        let odd = self.odd.take().unwrap_or_default();
        let fields = match odd.fields {
            fields @ Value::Object(_) => Some(Value::Object(json::sorted(fields))),
            fields => Some(fields).filter(|fields| !fields.is_null()),
        };
        let others = [
            (ENVELOPE.fields, fields),
            (ENVELOPE.code, odd.code.filter(|_| self.code.is_none())),
            (
                ENVELOPE.message,
                odd.message.filter(|_| self.message.is_none()),
            ),
        ];
        for (key, value) in others {
            if let Some(value) = value {
                left[key] = value;
            }
        }
        json::sorted(left)
    }
}

/// The object that holds the error object.
pub(crate) struct DocumentPart<'r, 'de>(pub(crate) &'r mut ErrorReader<'de>);

impl<'de> Parts<'de> for DocumentPart<'_, 'de> {
    fn part<'s>(&'s mut self, key: &str) -> Place<'s, 'de> {
        if key != ENVELOPE.wrapper {
            return Place::Nowhere;
        }
        if self.0.is_there {
            *self.0 = ErrorReader::new(mem::take(&mut self.0.plan));
        }
        Place::Error(self.0)
    }

    fn done(&mut self) {}
}

/// The error object.
pub(crate) struct ErrorPart<'r, 'de>(&'r mut ErrorReader<'de>);

impl<'r, 'de> ErrorPart<'r, 'de> {
    pub(crate) fn new(reader: &'r mut ErrorReader<'de>) -> Self {
        reader.is_there = true;
        Self(reader)
    }
}

impl<'de> Parts<'de> for ErrorPart<'_, 'de> {
    fn part<'s>(&'s mut self, key: &str) -> Place<'s, 'de> {
        match key {
            key if key == ENVELOPE.code => Place::Code(self.0),
            key if key == ENVELOPE.message => Place::Message(self.0),
            key if ENVELOPE.fields.is_empty() => self.0.field(key),
            key if key == ENVELOPE.fields => {
                self.0.start_fields();
                Place::Fields(self.0)
            }
            key => Place::Raw(&mut self.0.extra[key]),
        }
    }

    fn done(&mut self) {
        if ENVELOPE.fields.is_empty() {
            self.0.fields.done();
        }
    }
}

/// The object that holds the fields of an error.
pub(crate) struct FieldsPart<'r, 'de>(pub(crate) &'r mut ErrorReader<'de>);

impl<'de> Parts<'de> for FieldsPart<'_, 'de> {
    fn part<'s>(&'s mut self, key: &str) -> Place<'s, 'de> {
        self.0.field(key)
    }

    fn done(&mut self) {
        self.0.fields.done();
    }
}
