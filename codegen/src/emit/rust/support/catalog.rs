//! What the registry says of each code.

use core::fmt;
use core::ops::Range;
use core::str::FromStr;

use serde::de::{Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

use super::code::ErrorCode;
use super::hash::{bucket, hash, slot};
use super::record::Field;
use super::shapes::{BY_CODE, SHAPES};
use super::tables::{
    ACTIONS, CATEGORIES, CODES, COUNT, DEPRECATED, DOCS_URLS, HEADS, MEANINGS, MESSAGES, NAMES,
    REACH, RETRIES, SEEDS, SINCE, SLOTS, STARTS, STATUSES, TEXTS, TITLES,
};

/// May the same request be tried again?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Retry {
    /// No: it would fail again.
    Never,
    /// Yes, waiting longer each time.
    Backoff,
    /// Yes, after the time that the response names.
    After,
}

impl ErrorCode {
    /// Every code, in the order of the registry.
    pub const ALL: &'static [Self] = CODES.split_at(COUNT).0;

    /// The code as it is on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        TEXTS[self as usize]
    }

    /// The HTTP status.
    #[must_use]
    pub const fn status(self) -> u16 {
        STATUSES[self as usize]
    }

    /// May the same request be tried again?
    #[must_use]
    pub const fn retry(self) -> Retry {
        RETRIES[self as usize]
    }

    /// A short name that is the same for every occurrence.
    #[must_use]
    pub const fn title(self) -> Option<&'static str> {
        self.given(&TITLES)
    }

    /// What happened, as plain text.
    #[must_use]
    pub const fn meaning(self) -> Option<&'static str> {
        self.given(&MEANINGS)
    }

    /// What the caller should do, as plain text.
    #[must_use]
    pub const fn action(self) -> Option<&'static str> {
        self.given(&ACTIONS)
    }

    /// The group that the code belongs to.
    #[must_use]
    pub const fn category(self) -> Option<&'static str> {
        self.given(&CATEGORIES)
    }

    /// The version of the API that added the code.
    #[must_use]
    pub const fn since(self) -> Option<&'static str> {
        self.given(&SINCE)
    }

    /// Why the code should no longer be used, and what to use instead; none while it is in good standing.
    #[must_use]
    pub const fn deprecated(self) -> Option<&'static str> {
        self.given(&DEPRECATED)
    }

    /// Where the code is documented.
    #[must_use]
    pub const fn docs_url(self) -> Option<&'static str> {
        self.given(&DOCS_URLS)
    }

    /// The name of the variant.
    pub(crate) fn name(self) -> &'static str {
        NAMES[self as usize]
    }

    /// What is known of the fields.
    pub(crate) fn fields(self) -> &'static [Field] {
        SHAPES[usize::from(BY_CODE[self as usize])]
    }

    /// The JSON of an error with this code up to the first field in its message; where there is none, up to the
    /// message's end.
    pub(crate) fn head(self) -> &'static str {
        HEADS[self as usize]
    }

    /// The message up to the first field in it.
    pub(crate) fn text(self) -> &'static str {
        MESSAGES[self as usize]
    }

    /// Which of the fields in messages are in this one.
    pub(crate) fn in_message(self) -> Range<usize> {
        STARTS[self as usize] as usize..STARTS[self as usize + 1] as usize
    }

    /// What a column of texts says of this code. It is empty where the registry does not give it for any code.
    const fn given(self, column: &[&'static str]) -> Option<&'static str> {
        if column.is_empty() || column[self as usize].is_empty() {
            return None;
        }
        Some(column[self as usize])
    }

    /// The code of a text, which may be an older name of it.
    #[allow(clippy::cast_lossless, reason = "slots of large registries are larger")]
    #[inline]
    pub(crate) fn from_text(text: &str) -> Option<Self> {
        let hash = hash(text.as_bytes(), REACH);
        let seed = SEEDS[bucket(hash, SEEDS.len())];
        let at = SLOTS[slot(hash, seed, SLOTS.len())] as usize;
        (TEXTS[at] == text).then(|| CODES[at])
    }
}

/// The text is no code of this registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownCode;

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("unknown error code")
    }
}

impl core::error::Error for UnknownCode {}

impl fmt::Debug for ErrorCode {
    /// As derived.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for ErrorCode {
    type Err = UnknownCode;

    /// Older names of a code are that code.
    #[inline]
    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        Self::from_text(text).ok_or(UnknownCode)
    }
}

impl Serialize for ErrorCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for ErrorCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(CodeVisitor)
    }
}

struct CodeVisitor;

impl Visitor<'_> for CodeVisitor {
    type Value = ErrorCode;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an error code")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<ErrorCode, E> {
        let unknown = || E::invalid_value(serde::de::Unexpected::Str(text), &self);
        ErrorCode::from_text(text).ok_or_else(unknown)
    }
}
