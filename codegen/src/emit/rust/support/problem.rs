//! Problem details (RFC 9457), and when a request prefers them (RFC 9110, section 12.5.1).

use super::alloc::vec::Vec;

use super::code::ErrorCode;
use super::encode::is_own_key;
use super::error::ApiError;
use super::tables::ENVELOPE;
use super::write;

/// The media type of problem details.
pub(crate) const MEDIA_TYPE: &str = "application/problem+json";

/// The members that RFC 9457 (section 3.1) gives a meaning, and `code`.
const MEMBERS: [&str; 6] = ["type", "title", "status", "detail", "instance", "code"];

impl ApiError {
    /// The error as problem details (RFC 9457), `application/problem+json`: `type` is where the code is documented,
    /// `title` is constant over occurrences, `detail` is the message. The code and the fields stand beside them; a
    /// field of the name of a member of the RFC has an underscore behind it, or one more where it has some.
    #[must_use]
    pub fn to_problem(&self) -> Vec<u8> {
        let code = self.code();
        let mut out = Vec::new();
        write::object(&mut out, |out| {
            let url = code.and_then(ErrorCode::docs_url);
            write_text(out, "type", url.unwrap_or("about:blank"));
            if let Some(title) = code.and_then(ErrorCode::title) {
                write_text(out, "title", title);
            }
            write_key(out, "status");
            write::whole(out, self.status().into());
            write_text(out, "detail", self.message());
            write_text(out, "code", self.code_str());
            write_extensions(self, out);
        });
        out
    }
}

/// The fields, each beside the members.
fn write_extensions(error: &ApiError, out: &mut Vec<u8>) {
    for (field, node) in error.0.present().filter(|(field, _)| field.in_body) {
        write_extension_key(out, field.name);
        write::node(out, node);
    }
    let flat = ENVELOPE.fields.is_empty();
    let written = |key: &str| (flat && is_own_key(key)) || error.0.writes(key);
    let raw = ENVELOPE.raw_fields_of(error.raw_fields());
    for (key, value) in raw.into_iter().flatten().filter(|(key, _)| !written(key)) {
        write_extension_key(out, key);
        write::value(out, value);
    }
}

fn write_text(out: &mut Vec<u8>, member: &str, text: &str) {
    write_key(out, member);
    write::string(out, text);
}

fn write_key(out: &mut Vec<u8>, key: &str) {
    out.push(b',');
    write::string(out, key);
    out.push(b':');
}

fn write_extension_key(out: &mut Vec<u8>, field: &str) {
    write_key(out, field);
    if MEMBERS.contains(&field.trim_end_matches('_')) {
        let end = out.len() - b"\":".len();
        out.insert(end, b'_');
    }
}

/// Does an `Accept` header prefer problem details to plain JSON?
pub(crate) fn is_preferred(accept: &str) -> bool {
    quality(accept, MEDIA_TYPE) > quality(accept, "application/json")
}

/// The weight of a media type, in thousandths: that of the most specific range it falls into.
fn quality(accept: &str, media_type: &str) -> u16 {
    let (mut most_specific, mut weight) = (None, 0);
    for part in accept.split(',') {
        let (range, parameters) = part.split_once(';').unwrap_or((part, ""));
        let specific = specificity(range.trim(), media_type);
        if specific.is_some() && specific >= most_specific {
            (most_specific, weight) = (specific, weight_of(parameters));
        }
    }
    weight
}

/// How specific a range is that a media type falls into.
fn specificity(range: &str, media_type: &str) -> Option<u8> {
    if range.eq_ignore_ascii_case(media_type) {
        return Some(2);
    }
    match range.split_once('/')? {
        ("*", "*") => Some(0),
        (group, "*") => {
            let (own, _) = media_type.split_once('/')?;
            group.eq_ignore_ascii_case(own).then_some(1)
        }
        _ => None,
    }
}

/// The weight among the parameters of a range, `q=0.5`, in thousandths. What is no weight counts as none.
fn weight_of(parameters: &str) -> u16 {
    let mut pairs = parameters
        .split(';')
        .filter_map(|pair| pair.split_once('='));
    let weight = pairs.find(|(name, _)| name.trim().eq_ignore_ascii_case("q"));
    weight.map_or(1000, |(_, value)| thousandths(value.trim()))
}

/// A number from 0 to 1 with at most three digits behind the point (RFC 9110, section 12.4.2).
fn thousandths(value: &str) -> u16 {
    let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
    match whole {
        "1" => return 1000,
        "0" => {}
        _ => return 0,
    }
    let mut digits = fraction.bytes();
    let mut weight = 0;
    for _ in 0..3 {
        weight = weight * 10
            + match digits.next() {
                Some(digit @ b'0'..=b'9') => u16::from(digit - b'0'),
                None => 0,
                Some(_) => return 0,
            };
    }
    weight
}
