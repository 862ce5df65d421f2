//! Problem details (RFC 9457), and when a request prefers them (RFC 9110, section 12.5.1).

use super::alloc::vec::Vec;

use super::code::ErrorCode;
use super::encode::is_own_key;
use super::error::ApiError;
use super::record;
use super::tables::ENVELOPE;
use super::write;

/// The media type of problem details.
pub(crate) const MEDIA_TYPE: &str = "application/problem+json";

/// The members that RFC 9457 (section 3.1) gives a meaning, and `code`.
const MEMBERS: [&str; 6] = ["type", "title", "status", "detail", "instance", "code"];

impl ApiError {
    /// The error as problem details (RFC 9457), `application/problem+json`: `type` is where the code is documented,
    /// `title` is constant over occurrences, `detail` is the message. The code and the fields stand beside them; a
    /// field of the name of a member of the RFC has an underscore behind it.
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
            self.write_extensions(out);
        });
        out
    }

    /// The fields, each beside the members.
    fn write_extensions(&self, out: &mut Vec<u8>) {
        let fields = self.records().flat_map(record::present);
        for (field, node) in fields.filter(|(field, _)| field.in_body) {
            write_extension_key(out, field.name);
            write::node(out, node);
        }
        let flat = ENVELOPE.fields.is_empty();
        let written = |key: &str| (flat && is_own_key(key)) || self.writes(key);
        let raw = ENVELOPE.raw_fields_of(self.raw_fields());
        for (key, value) in raw.into_iter().flatten().filter(|(key, _)| !written(key)) {
            write_extension_key(out, key);
            write::value(out, value);
        }
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
    if MEMBERS.contains(&field) {
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
    let group = media_type.split('/').next().unwrap_or_default();
    let rank = |range: &str| match range.split_once('/') {
        _ if range.eq_ignore_ascii_case(media_type) => Some(2),
        Some((one, "*")) if one.eq_ignore_ascii_case(group) => Some(1),
        Some(("*", "*")) => Some(0),
        _ => None,
    };
    let ranked = accept.split(',').filter_map(|part| {
        let mut words = part.split(';').map(str::trim);
        let rank = rank(words.next().unwrap_or_default())?;
        Some((rank, words.find_map(weight).unwrap_or(1000)))
    });
    ranked
        .max_by_key(|(rank, _)| *rank)
        .map_or(0, |(_, weight)| weight)
}

/// `q=0.5`, in thousandths. What is no weight counts as none.
fn weight(parameter: &str) -> Option<u16> {
    let (name, value) = parameter.split_once('=')?;
    if !name.trim().eq_ignore_ascii_case("q") {
        return None;
    }
    let value: f32 = value.trim().parse().unwrap_or(0.0);
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 to 1000"
    )]
    Some((value.clamp(0.0, 1.0) * 1000.0) as u16)
}
