//! Response headers that carry fields.

use super::{Claims, Entries, fields, types};
use crate::diag::{Sink, rules};
use crate::model::{Retry, Type, unit_nanos};
use crate::syntax::{FieldEntry, Text};
use crate::unicode::shown;

/// Headers that the server and its framework write: a field in one of them would break the response.
const TAKEN: [&str; 12] = [
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "date",
    "host",
    "keep-alive",
    "set-cookie",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "vary",
];

/// A header has a name that HTTP allows, and a field that can stand in a header.
pub(super) fn header(entry: &FieldEntry, ty: &Type, entries: &Entries<'_>, sink: &mut Sink) {
    let Some(header) = &entry.header else { return };
    let lower = header.value.to_ascii_lowercase();
    if header.value.is_empty() || !header.value.bytes().all(is_token) || header.value.len() > 64 {
        let message = format!("{} is not the name of a header", shown(&header.value));
        let help = "write letters, digits and `-`, such as `X-Request-Id` (RFC 9110, section 5.1)";
        sink.report(&rules::FIELD_HEADER, &header.span, message, help);
    } else if TAKEN.contains(&lower.as_str()) {
        let message = format!("the header {} belongs to HTTP itself", shown(&header.value));
        sink.report(
            &rules::FIELD_HEADER,
            &header.span,
            message,
            "choose another header, or leave `header` out",
        );
    } else if types::is_unreadable(ty) {
        // Whether it can stand in a header is not known.
    } else if !stands_in_header(ty, entries) {
        let message = format!(
            "the header {} cannot carry a list, a map or an object",
            shown(&header.value)
        );
        let help = "only strings, numbers and bools travel in headers";
        sink.report(&rules::FIELD_HEADER, &header.span, message, help);
    } else if lower == "retry-after" {
        retry_after(entry, header, ty, sink);
    }
}

/// `Retry-After` is a time (RFC 9110, section 10.2.3): a whole number with a unit that says which.
fn retry_after(entry: &FieldEntry, header: &Text, ty: &Type, sink: &mut Sink) {
    let whole = matches!(ty, Type::I32 | Type::I64 | Type::U32 | Type::U64);
    let is_time = entry
        .unit
        .as_ref()
        .is_some_and(|unit| unit_nanos(&unit.value).is_some());
    // A unit that is misspelt, or could not be read, is reported as such.
    let is_reported = (entry.unit.as_ref()).map_or(entry.lost.has("unit"), |unit| {
        fields::time_unit_meant(&unit.value).is_some()
    });
    if !whole || !is_time && !is_reported {
        let message = "`Retry-After` wants a time";
        let help = "give the field a whole-number type and a unit: `{ type = \"u64\", unit = \"s\", ... }`";
        sink.report(&rules::RETRY_AFTER_TIME, &header.span, message, help);
    }
}

/// A code whose field says when to try again may be tried again.
pub(super) fn advice(fields: &[FieldEntry], retry: Retry, sink: &mut Sink) {
    let headers = fields.iter().filter_map(|field| field.header.as_ref());
    for header in headers.filter(|header| header.value.eq_ignore_ascii_case("retry-after")) {
        if retry != Retry::After {
            let message = format!(
                "`Retry-After` on a code whose retry advice is `{}`",
                retry.as_str()
            );
            sink.report(
                &rules::RETRY_ADVICE,
                &header.span,
                message,
                "add `retry = \"after\"` to the code",
            );
        }
    }
}

/// `token` of RFC 9110, section 5.6.2
fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

fn stands_in_header(ty: &Type, entries: &Entries<'_>) -> bool {
    match ty {
        Type::Json | Type::Array(_) | Type::Map(_) => false,
        Type::Named(index) => entries.types[*index].values.is_some(),
        _ => true,
    }
}

/// No two fields of one error share a header.
pub(super) fn distinct(fields: &[FieldEntry], common: &[FieldEntry], sink: &mut Sink) {
    let mut claims = Claims::new();
    for field in common
        .iter()
        .filter(|common| !fields.iter().any(|field| std::ptr::eq(field, *common)))
    {
        if let Some(header) = &field.header {
            claims.claim(header.value.to_ascii_lowercase(), header, "");
        }
    }
    for header in fields.iter().filter_map(|field| field.header.as_ref()) {
        if let Some((earlier, _)) = claims.claim(header.value.to_ascii_lowercase(), header, "") {
            let message = format!(
                "two fields of one error in the header {}",
                shown(&header.value)
            );
            let help = "a header carries one value: leave `header` out of one of them";
            sink.report(&rules::FIELD_HEADER, &header.span, message, help)
                .related(&earlier.span, "the other field");
        }
    }
}
