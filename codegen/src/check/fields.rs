//! Fields: what each key of a field may say, given the field's type.

use super::{Entries, flag, headers, names, owned, text, types, values};
use crate::diag::{Sink, choice_help, rules};
use crate::model::{Case, Envelope, Field, Name, STRING_FORMATS, Type, unit_nanos};
use crate::source::Sources;
use crate::syntax::{At, CodeEntry, FieldEntry, Text};
use crate::unicode::shown;
use crate::value::Value;

const MOST_FIELDS: usize = 64;

/// What the names in a field refer to.
pub(super) struct Scope<'e> {
    /// The texts of the files.
    pub sources: &'e Sources,
    pub entries: &'e Entries<'e>,
    /// The identifiers of the fields that any error may carry.
    pub common: &'e names::Identifiers<'e>,
    pub case: Case,
}

/// The fields of a code.
pub(super) fn of_code(
    entry: &CodeEntry,
    scope: &Scope<'_>,
    envelope: &Envelope,
    sink: &mut Sink,
) -> Vec<Field> {
    let common = &scope.entries.main.envelope.common;
    names::distinct_fields(first(&entry.fields), Some(scope.common), sink);
    not_reserved(&entry.fields, scope, envelope, sink);
    let fields = list(&entry.fields, scope, sink);
    headers::distinct(first(&entry.fields), first(common), sink);
    carried(&entry.fields, sink);
    fields
}

/// The fields that any error may carry: each may be absent, whatever its type says.
pub(super) fn common(scope: &Scope<'_>, envelope: &Envelope, sink: &mut Sink) -> Vec<Field> {
    let entries = &scope.entries.main.envelope.common;
    names::distinct_fields(first(entries), None, sink);
    not_reserved(entries, scope, envelope, sink);
    headers::distinct(first(entries), &[], sink);
    for entry in entries {
        not_required(entry, sink);
    }
    carried(entries, sink);
    let fields = list(entries, scope, sink);
    fields
        .into_iter()
        .map(|field| Field {
            optional: true,
            ..field
        })
        .collect()
}

/// The fields of a named type, which has no header of its own.
pub(super) fn of_type(entries: &[FieldEntry], scope: &Scope<'_>, sink: &mut Sink) -> Vec<Field> {
    names::distinct_fields(first(entries), None, sink);
    for entry in entries {
        let place = entry
            .header
            .as_ref()
            .map(|header| &header.span)
            .or(entry.body.as_ref().map(|body| &body.span));
        if let Some(span) = place {
            let help = "give the header to a field of a code, or of `[envelope.common]`";
            sink.report(
                &rules::FIELD_HEADER,
                span,
                "a field of a type has no header",
                help,
            );
        }
    }
    list(entries, scope, sink)
}

/// As many fields as there may be: the others are reported as too many, and not looked at.
pub(super) fn first(entries: &[FieldEntry]) -> &[FieldEntry] {
    &entries[..entries.len().min(MOST_FIELDS)]
}

fn list(entries: &[FieldEntry], scope: &Scope<'_>, sink: &mut Sink) -> Vec<Field> {
    if let Some(extra) = entries.get(MOST_FIELDS) {
        let message = format!("more than {MOST_FIELDS} fields");
        sink.report(
            &rules::TOO_MANY,
            &extra.name.span,
            message,
            "put some of them into a type of `[types]`",
        );
    }
    first(entries)
        .iter()
        .map(|entry| field(entry, scope, sink))
        .collect()
}

/// Where fields stand beside code and message, they cannot bear their names.
fn not_reserved(entries: &[FieldEntry], scope: &Scope<'_>, envelope: &Envelope, sink: &mut Sink) {
    let lost = &scope.entries.main.envelope.lost;
    if !envelope.fields.is_empty() || lost.has("fields") {
        return;
    }
    for entry in entries {
        let name = &entry.name;
        let is_code = name.value == envelope.code && !lost.has("code");
        if is_code || name.value == envelope.message && !lost.has("message") {
            let message = format!(
                "the field {} would overwrite the envelope's own key",
                shown(&name.value)
            );
            let help = "rename it, or nest all fields: `[envelope]` `fields = \"details\"`";
            sink.report(&rules::RESERVED_NAME, &name.span, message, help);
        }
    }
}

fn field(entry: &FieldEntry, scope: &Scope<'_>, sink: &mut Sink) -> Field {
    names::field(&entry.name, scope.case, sink);
    let (ty, marked) = types::of_field(entry.ty.as_ref(), scope.entries, sink);
    optional(entry, marked, sink);
    let in_body = entry.body.as_ref().is_none_or(|body| body.value);
    headers::header(entry, &ty, scope.entries, sink);
    let (min, max) = limits(entry, &ty, sink);
    let (min_length, max_length) = lengths(entry, &ty, sink);
    Field {
        name: Name::new(&entry.name.value),
        optional: marked || flag(entry.optional.as_ref()),
        doc: text::inline(entry.doc.as_ref()),
        example: entry.example.as_ref().map(|example| example.value.clone()),
        format: format(entry.format.as_ref(), &ty, sink),
        unit: unit(entry.unit.as_ref(), &ty, sink),
        header: owned(entry.header.as_ref()),
        in_body,
        min,
        max,
        min_length,
        max_length,
        pattern: pattern(entry.pattern.as_ref(), &ty, sink),
        sensitive: flag(entry.sensitive.as_ref()),
        ty,
    }
}

/// What the type marks as optional is not said to be required.
fn optional(entry: &FieldEntry, marked: bool, sink: &mut Sink) {
    if let Some(optional) = (entry.optional.as_ref()).filter(|optional| marked && !optional.value) {
        let message = format!(
            "the type of {} ends in `?`, yet the field is not optional",
            shown(&entry.name.value)
        );
        let help = "leave one of the two out";
        sink.report(&rules::FIELD_OPTIONAL, &optional.span, message, help);
    }
}

/// What any error may carry, none has to.
fn not_required(entry: &FieldEntry, sink: &mut Sink) {
    let is_marked = (entry.ty.as_ref()).is_some_and(|ty| ty.value.ends_with('?'));
    let said = entry.optional.as_ref().filter(|optional| !optional.value);
    if let Some(optional) = said.filter(|_| !is_marked) {
        let message = format!(
            "the common field {} cannot be required",
            shown(&entry.name.value)
        );
        let help = "leave `optional` out: any error may carry a common field, and none has to";
        sink.report(&rules::FIELD_OPTIONAL, &optional.span, message, help);
    }
}

/// A field of a code, or one that any error may carry, is in the body, in a header, or both.
fn carried(entries: &[FieldEntry], sink: &mut Sink) {
    for entry in entries {
        let is_nowhere = entry.header.is_none() && !entry.lost.has("header");
        let body = entry.body.as_ref().filter(|body| !body.value);
        if let Some(body) = body.filter(|_| is_nowhere) {
            let message = format!(
                "the field {} is neither in the body nor in a header",
                shown(&entry.name.value)
            );
            let help = "name the header that carries it: `header = \"...\"`";
            sink.report(&rules::FIELD_HEADER, &body.span, message, help);
        }
    }
}

/// A format is one of JSON Schema's, on a string.
fn format(format: Option<&Text>, ty: &Type, sink: &mut Sink) -> Option<String> {
    let format = format?;
    if !STRING_FORMATS.contains(&format.value.as_str()) {
        let message = format!("unknown format {}", shown(&format.value));
        sink.report(
            &rules::UNKNOWN_CHOICE,
            &format.span,
            message,
            choice_help(&format.value, &STRING_FORMATS),
        );
    } else if *ty != Type::String && !types::is_unreadable(ty) {
        misplaced("format", format, "a string", sink);
    }
    Some(format.value.clone())
}

/// A unit is a short word, on a number.
fn unit(unit: Option<&Text>, ty: &Type, sink: &mut Sink) -> Option<String> {
    let unit = unit?;
    let fits = unit
        .value
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "/%_-^*.".contains(c))
        && (1..=32).contains(&unit.value.len());
    if !fits {
        let message = format!("{} is not a unit", shown(&unit.value));
        sink.report(
            &rules::FIELD_UNIT,
            &unit.span,
            message,
            "write a short word such as `ms`, `s`, `bytes`",
        );
    } else if !is_number(ty) && !types::is_unreadable(ty) {
        let message = format!("the unit {} on what is no number", shown(&unit.value));
        sink.report(
            &rules::FIELD_UNIT,
            &unit.span,
            message,
            "give the field a number type, or leave the unit out",
        );
    } else if let Some(short) = time_unit_meant(&unit.value) {
        let message = format!("{} is no time unit that errbook knows", shown(&unit.value));
        let help = format!("write `{short}`");
        sink.report(&rules::FIELD_UNIT, &unit.span, message, help);
    }
    Some(unit.value.clone())
}

/// The time unit that a word means which is none: a time is written in one way, so that it becomes a duration.
pub(super) fn time_unit_meant(unit: &str) -> Option<&'static str> {
    if unit_nanos(unit).is_some() {
        return None;
    }
    Some(match unit.to_ascii_lowercase().as_str() {
        "s" | "sec" | "secs" | "second" | "seconds" => "s",
        "ms" | "msec" | "msecs" | "millis" | "millisecond" | "milliseconds" => "ms",
        "us" | "usec" | "usecs" | "micros" | "microsecond" | "microseconds" => "us",
        "ns" | "nsec" | "nanos" | "nanosecond" | "nanoseconds" => "ns",
        "min" | "mins" | "minute" | "minutes" => "min",
        "h" | "hr" | "hrs" | "hour" | "hours" => "h",
        "d" | "day" | "days" => "d",
        _ => return None,
    })
}

fn is_number(ty: &Type) -> bool {
    matches!(
        ty,
        Type::I32 | Type::I64 | Type::U32 | Type::U64 | Type::F64
    )
}

fn misplaced(key: &str, text: &Text, on: &str, sink: &mut Sink) {
    let message = format!("`{key}` on what is no {}", on.trim_start_matches("a "));
    sink.report(
        &rules::FIELD_LIMITS,
        &text.span,
        message,
        format!("`{key}` says something of {on}: leave it out"),
    );
}

/// `min` and `max` are values of the number's type, in order.
fn limits(entry: &FieldEntry, ty: &Type, sink: &mut Sink) -> (Option<Value>, Option<Value>) {
    let min = limit("min", entry.min.as_ref(), ty, sink);
    let max = limit("max", entry.max.as_ref(), ty, sink);
    if let (Some(low), Some(high), Some(place)) = (&min, &max, &entry.max)
        && values::number(low) > values::number(high)
    {
        sink.report(
            &rules::FIELD_LIMITS,
            &place.span,
            "`max` is below `min`",
            "exchange the two",
        );
    }
    (min, max)
}

fn limit(key: &str, limit: Option<&At<Value>>, ty: &Type, sink: &mut Sink) -> Option<Value> {
    let limit = limit.filter(|_| !types::is_unreadable(ty))?;
    let fits = if is_number(ty) {
        values::fitted(&limit.value, ty, &[])
    } else {
        Err(String::new())
    };
    match fits {
        Ok(value) => Some(value),
        Err(why) => {
            let message = if why.is_empty() {
                format!("`{key}` on what is no number")
            } else {
                format!("`{key}` does not fit the field's type: {why}")
            };
            let help = format!("`{key}` is a number of the field's own type");
            sink.report(&rules::FIELD_LIMITS, &limit.span, message, help);
            None
        }
    }
}

/// `min_length` and `max_length` are whole numbers, on what has a length, in order.
fn lengths(entry: &FieldEntry, ty: &Type, sink: &mut Sink) -> (Option<u64>, Option<u64>) {
    let min = length("min_length", entry.min_length.as_ref(), ty, sink);
    let max = length("max_length", entry.max_length.as_ref(), ty, sink);
    if let (Some(low), Some(high), Some(place)) = (min, max, &entry.max_length)
        && low > high
    {
        let message = "`max_length` is below `min_length`";
        sink.report(
            &rules::FIELD_LIMITS,
            &place.span,
            message,
            "exchange the two",
        );
    }
    (min, max)
}

fn length(key: &str, length: Option<&At<i128>>, ty: &Type, sink: &mut Sink) -> Option<u64> {
    const MOST: u64 = u32::MAX as u64;
    let length = length.filter(|_| !types::is_unreadable(ty))?;
    let has_length = matches!(ty, Type::String | Type::Array(_) | Type::Map(_));
    let fits = u64::try_from(length.value)
        .ok()
        .filter(|length| *length <= MOST);
    if !has_length || fits.is_none() {
        let message = if has_length {
            format!("`{key}` is not from 0 to {MOST}")
        } else {
            format!("`{key}` on what has no length")
        };
        let help =
            format!("`{key}` counts characters of a string, items of an array, entries of a map");
        sink.report(&rules::FIELD_LIMITS, &length.span, message, help);
    }
    fits
}

/// A pattern is a regular expression as ECMA-262 has them (JSON Schema, section 6.4), on a string.
fn pattern(pattern: Option<&Text>, ty: &Type, sink: &mut Sink) -> Option<String> {
    let pattern = pattern?;
    if *ty != Type::String && !types::is_unreadable(ty) {
        misplaced("pattern", pattern, "a string", sink);
    } else if let Err(error) = super::pattern::regex(&pattern.value) {
        let message = format!(
            "{} is not a regular expression: {error}",
            shown(&pattern.value)
        );
        let help = "write it as JavaScript does, without slashes: `^[a-z]+$`";
        sink.report(&rules::FIELD_PATTERN, &pattern.span, message, help);
    }
    Some(pattern.value.clone())
}
