//! Problem details (RFC 9457), and when a request prefers them (RFC 9110, section 12.5.1).

use super::alloc::borrow::Cow;
use super::alloc::format;
use super::alloc::vec::Vec;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::code::ErrorCode;
use super::error::ApiError;
use super::serialize::Fields;

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
        // Writing to memory fails only on keys that are no strings; ours are.
        serde_json::to_vec(&Problem(self)).unwrap_or_default()
    }
}

struct Problem<'a>(&'a ApiError);

impl Serialize for Problem<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let code = self.0.code();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry(
            "type",
            code.and_then(ErrorCode::docs_url).unwrap_or("about:blank"),
        )?;
        if let Some(title) = code.and_then(ErrorCode::title) {
            map.serialize_entry("title", title)?;
        }
        map.serialize_entry("status", &self.0.status())?;
        map.serialize_entry("detail", self.0.message())?;
        map.serialize_entry("code", self.0.code_str())?;
        Fields(self.0).write(&mut map, member)?;
        map.end()
    }
}

/// The member for a field.
fn member(field: &str) -> Cow<'_, str> {
    if MEMBERS.contains(&field) {
        return Cow::Owned(format!("{field}_"));
    }
    Cow::Borrowed(field)
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
