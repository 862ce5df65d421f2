//! Fields in headers: what an error sends, and what a response brought.

use super::alloc::borrow::Cow;
use super::alloc::string::{String, ToString};
use super::alloc::vec::Vec;
use core::time::Duration;

use super::encode::Form;
use super::node::Node;
use super::record::{Field, Present};
use super::{retry_after, time, write};

/// The headers of a response; names are compared without case.
#[derive(Clone, Copy, Default)]
pub(crate) struct Headers<'a>(pub(crate) &'a [(&'a str, &'a str)]);

impl<'a> Headers<'a> {
    /// The first header of this name, without the white space around it.
    pub(crate) fn get(self, name: &str) -> Option<&'a str> {
        let mut all = self.0.iter();
        let found = all.find(|(other, _)| other.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.trim_matches([' ', '\t']))
    }

    /// What the server calls the request, where it says so.
    pub(crate) fn request_id(self) -> Option<&'a str> {
        let id = self
            .get("x-request-id")
            .or_else(|| self.get("request-id"))?;
        (!id.is_empty()).then_some(id)
    }

    /// How long to wait, as `Retry-After` says.
    pub(crate) fn retry_after(self) -> Option<Duration> {
        retry_after::parse(self.get("retry-after")?, self.get("date"))
    }

    /// The text of a field: a time in `Retry-After` is counted in the field's own unit, rounded up.
    pub(crate) fn field(self, field: &Field) -> Option<Cow<'a, str>> {
        if !field.is_retry_after() {
            return self.get(field.header).map(Cow::Borrowed);
        }
        let nanos = self.retry_after()?.as_nanos();
        Some(Cow::Owned(nanos.div_ceil(field.nanos.into()).to_string()))
    }
}

/// The headers that fields travel in. The first of one name counts.
pub(crate) fn of(fields: Present<'_>) -> Vec<(&'static str, String)> {
    let mut headers: Vec<(&'static str, String)> = Vec::new();
    for (field, node) in fields.filter(|(field, _)| !field.header.is_empty()) {
        let is_new = headers
            .iter()
            .all(|(name, _)| !name.eq_ignore_ascii_case(field.header));
        if let Some(text) = header_text(field, node).filter(|_| is_new) {
            headers.push((field.header, text));
        }
    }
    headers
}

/// The wait that an error's own field names, exactly; where the field was made of `header`, rounded up to its unit, that.
pub(crate) fn wait(mut fields: Present<'_>, header: Option<Duration>) -> Option<Duration> {
    let (field, node) = fields.find(|(field, _)| field.is_retry_after())?;
    let own = time_of(field, node)?;
    let unit = u128::from(field.nanos);
    let is_of_field = |wait: &Duration| wait.as_nanos().div_ceil(unit) * unit == own.as_nanos();
    Some(retry_after::bounded(
        header.filter(is_of_field).unwrap_or(own),
    ))
}

fn time_of(field: &Field, node: Node<'_>) -> Option<Duration> {
    match node {
        Node::Int(count) => Some(time::duration(count, field.nanos)),
        Node::Uint(count) => Some(time::duration(count, field.nanos)),
        _ => None,
    }
}

fn header_text(field: &Field, node: Node<'_>) -> Option<String> {
    if field.is_retry_after() {
        return time_of(field, node).map(|wait| retry_after::whole_seconds(wait).to_string());
    }
    let mut text = Vec::new();
    match node {
        Node::Float(number) if !number.is_finite() => return None,
        _ => write::text_of(&mut text, node, Form::Plain),
    }
    String::from_utf8(text)
        .ok()
        .filter(|text| is_field_value(text))
}

/// May this stand in a header (RFC 9110, section 5.5)? Visible ASCII, with spaces and tabs inside.
fn is_field_value(text: &str) -> bool {
    let visible = |byte: u8| byte.is_ascii_graphic();
    let ends_visible =
        text.bytes().next().is_some_and(visible) && text.bytes().last().is_some_and(visible);
    ends_visible
        && text
            .bytes()
            .all(|byte| visible(byte) || byte == b' ' || byte == b'\t')
}
