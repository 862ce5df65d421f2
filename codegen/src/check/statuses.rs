//! HTTP statuses, their reason phrases, and the gRPC codes that they default to.

use std::collections::BTreeMap;

use super::choice;
use crate::diag::{Sink, rules};
use crate::model::GRPC_CODES;
use crate::syntax::{At, Document, Text};
use crate::unicode::shown;

/// `[statuses]`: reason phrases of statuses that are not in the IANA registry.
pub(super) type Phrases = BTreeMap<u16, String>;

const ALLOWED: std::ops::RangeInclusive<i128> = 400..=599;

/// `[statuses]` names statuses from 400 to 599 that the IANA registry does not name.
pub(super) fn named(main: &Document, sink: &mut Sink) -> Phrases {
    let mut phrases = Phrases::new();
    for (key, phrase) in &main.statuses {
        let problem = match three_digits(&key.value) {
            None => "is not a status from 400 to 599".to_owned(),
            Some(status) => {
                let Some(known) = registered(status) else {
                    let words = phrase.as_ref().map(|phrase| phrase.value.clone());
                    phrases.insert(status, words.unwrap_or_default());
                    check_phrase(phrase.as_ref(), sink);
                    continue;
                };
                format!("is `{known}` in the IANA registry")
            }
        };
        let help = "`[statuses]` names only statuses from 400 to 599 that the IANA registry lacks: remove this one";
        sink.report(
            &rules::STATUS_NAME,
            &key.span,
            format!("{} {problem}", shown(&key.value)),
            help,
        );
    }
    phrases
}

/// The status that a key of `[statuses]` writes, from 400 to 599.
fn three_digits(key: &str) -> Option<u16> {
    let is_plain = key.len() == 3 && key.bytes().all(|byte| byte.is_ascii_digit());
    let status = key.parse::<u16>().ok().filter(|_| is_plain)?;
    ALLOWED.contains(&i128::from(status)).then_some(status)
}

/// A reason phrase is one line of visible ASCII (RFC 9112, section 4).
fn check_phrase(phrase: Option<&Text>, sink: &mut Sink) {
    let Some(phrase) = phrase else { return };
    let visible = phrase
        .value
        .chars()
        .all(|c| c == ' ' || c.is_ascii_graphic());
    if phrase.value.trim().is_empty() || !visible {
        let message = format!("{} is not a reason phrase", shown(&phrase.value));
        sink.report(
            &rules::STATUS_NAME,
            &phrase.span,
            message,
            "write a few words of ASCII",
        );
    }
}

/// A status is from 400 to 599, and in the IANA registry or named in `[statuses]`.
pub(super) fn status(
    status: Option<&At<i128>>,
    phrases: &Phrases,
    sink: &mut Sink,
) -> (u16, String) {
    let Some(status) = status else {
        return (500, String::new());
    };
    let Some(number) = u16::try_from(status.value)
        .ok()
        .filter(|_| ALLOWED.contains(&status.value))
    else {
        let message = format!("{} is not a status of an error", status.value);
        let help = "an error has a status from 400 to 599";
        sink.report(&rules::STATUS_RANGE, &status.span, message, help);
        return (500, String::new());
    };
    let phrase = registered(number)
        .map(str::to_owned)
        .or_else(|| phrases.get(&number).cloned());
    if phrase.is_none() {
        let message = format!("{number} is not in the IANA registry of statuses");
        let help =
            format!("use a registered status, or name this one: `[statuses]` `{number} = \"...\"`");
        sink.report(&rules::UNKNOWN_STATUS, &status.span, message, help);
    }
    (number, phrase.unwrap_or_default())
}

/// The reason phrase of a status from 400 to 599 in the IANA registry.
fn registered(status: u16) -> Option<&'static str> {
    let index = REGISTERED.binary_search_by_key(&status, |(status, _)| *status);
    index.ok().map(|index| REGISTERED[index].1)
}

/// What the IANA registry has, with the phrases of the crate `http`: a test compares the two.
const REGISTERED: [(u16, &str); 40] = [
    (400, "Bad Request"),
    (401, "Unauthorized"),
    (402, "Payment Required"),
    (403, "Forbidden"),
    (404, "Not Found"),
    (405, "Method Not Allowed"),
    (406, "Not Acceptable"),
    (407, "Proxy Authentication Required"),
    (408, "Request Timeout"),
    (409, "Conflict"),
    (410, "Gone"),
    (411, "Length Required"),
    (412, "Precondition Failed"),
    (413, "Payload Too Large"),
    (414, "URI Too Long"),
    (415, "Unsupported Media Type"),
    (416, "Range Not Satisfiable"),
    (417, "Expectation Failed"),
    (418, "I'm a teapot"),
    (421, "Misdirected Request"),
    (422, "Unprocessable Entity"),
    (423, "Locked"),
    (424, "Failed Dependency"),
    (425, "Too Early"),
    (426, "Upgrade Required"),
    (428, "Precondition Required"),
    (429, "Too Many Requests"),
    (431, "Request Header Fields Too Large"),
    (451, "Unavailable For Legal Reasons"),
    (500, "Internal Server Error"),
    (501, "Not Implemented"),
    (502, "Bad Gateway"),
    (503, "Service Unavailable"),
    (504, "Gateway Timeout"),
    (505, "HTTP Version Not Supported"),
    (506, "Variant Also Negotiates"),
    (507, "Insufficient Storage"),
    (508, "Loop Detected"),
    (510, "Not Extended"),
    (511, "Network Authentication Required"),
];

/// The canonical gRPC code: as given, or by the status as `google/rpc/code.proto` maps them.
pub(super) fn grpc(given: Option<&Text>, status: u16, sink: &mut Sink) -> &'static str {
    let choices = GRPC_CODES.map(|name| (name, name));
    choice(given, &choices, "gRPC code", sink).unwrap_or(match status {
        401 => "UNAUTHENTICATED",
        403 => "PERMISSION_DENIED",
        404 | 410 => "NOT_FOUND",
        408 | 504 => "DEADLINE_EXCEEDED",
        409 => "ABORTED",
        402 | 412 | 428 => "FAILED_PRECONDITION",
        416 => "OUT_OF_RANGE",
        429 => "RESOURCE_EXHAUSTED",
        499 => "CANCELLED",
        405 | 501 => "UNIMPLEMENTED",
        502 | 503 => "UNAVAILABLE",
        400..=499 => "INVALID_ARGUMENT",
        _ => "INTERNAL",
    })
}

#[cfg(test)]
mod tests {
    use super::registered;
    use http::StatusCode;

    #[test]
    fn phrases_are_those_of_http() {
        for status in 400..=599 {
            let known = StatusCode::from_u16(status).ok();
            let phrase = known.as_ref().and_then(StatusCode::canonical_reason);
            assert_eq!(registered(status), phrase, "{status}");
        }
    }
}
