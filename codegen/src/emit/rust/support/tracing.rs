//! The crate `tracing`: errors as events.

use super::alloc::borrow::Cow;
use core::error::Error;
use core::fmt;

use ::tracing::field::display;

use super::error::ApiError;
use super::node::Node;
use super::record::{Field, Record};
use super::tables::{HIDES_REQUEST_ID, KEEPS_SECRETS};

/// The longest code that a registry can have. What a response calls a longer one is not logged.
const LONGEST_CODE: usize = 128;

impl ApiError {
    /// Emits an event: at `ERROR` for the statuses from 500 on, where the service is at fault; at `WARN` for 429, where
    /// it turns somebody away; at `INFO` for the others, which are the caller's own.
    ///
    /// Its fields are `code`, `status`, `retryable`, and, where they are known, `retry_after_ms` and `request_id`; its
    /// message is the error's. No field that is `sensitive` is among them, and no body. Where the registry has such
    /// fields, the message is as the registry has it: one that was given, or received, might repeat them. The
    /// private source is left out too, see [`trace_with_source`](Self::trace_with_source).
    pub fn trace(&self) {
        emit(self, None);
    }

    /// Like [`trace`](Self::trace), with the private source and its own sources as the field `source`. This is for a
    /// log that stays where the process is: a subscriber that sends its events elsewhere sends the source as well.
    pub fn trace_with_source(&self) {
        emit(self, self.source());
    }
}

fn emit(error: &ApiError, source: Option<&(dyn Error + 'static)>) {
    let status = error.status();
    let code = Some(error.code_str()).filter(|code| code.len() <= LONGEST_CODE);
    let retryable = error.is_retryable();
    let wait = error.retry_after();
    let retry_after_ms = wait.map(|wait| u64::try_from(wait.as_millis()).unwrap_or(u64::MAX));
    let request_id = request_id(error);
    let source = source.map(|source| display(Chain(source)));
    // The level of an event is a constant.
    macro_rules! event_at {
        ($level:ident) => {
            ::tracing::event!(
                ::tracing::Level::$level,
                code,
                status,
                retryable,
                retry_after_ms,
                request_id,
                source,
                "{}",
                message(error)
            )
        };
    }
    match status {
        500.. => event_at!(ERROR),
        429 => event_at!(WARN),
        _ => event_at!(INFO),
    }
}

/// The message, unless it might repeat what is kept out of logs: what the registry makes of one cannot.
fn message(error: &ApiError) -> Cow<'_, str> {
    if KEEPS_SECRETS {
        return error.kind().message();
    }
    Cow::Borrowed(error.message())
}

/// What the error calls the request: in a field, or else as the response's headers said.
fn request_id(error: &ApiError) -> Option<&str> {
    if HIDES_REQUEST_ID {
        return None;
    }
    let records = [error.0.record(), Some(error.0.own.record())];
    match records.into_iter().flatten().find_map(request_field) {
        Some(Node::Text(id) | Node::OneOf(id, _)) => Some(id),
        _ => error.0.request_id.as_deref(),
    }
}

fn request_field(record: Record<'_>) -> Option<Node<'_>> {
    let is_id = |field: &Field| {
        let mut headers = ["x-request-id", "request-id"].into_iter();
        headers.any(|name| field.header.eq_ignore_ascii_case(name))
            || matches!(field.name, "request_id" | "requestId")
    };
    let at = record.fields.iter().position(is_id)?;
    Some(record.values.at(at))
}

/// An error and its sources: `no answer: connection reset`.
struct Chain<'a>(&'a (dyn Error + 'static));

impl fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)?;
        let mut next = self.0.source();
        while let Some(source) = next {
            write!(f, ": {source}")?;
            next = source.source();
        }
        Ok(())
    }
}
