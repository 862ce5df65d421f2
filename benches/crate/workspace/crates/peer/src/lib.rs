//! The errors of a registry as they are written by hand today, with derives.

#![forbid(unsafe_code)]

mod code;
mod kind;
mod payloads;

use serde::{Deserialize, Serialize, Serializer};

pub use code::{Code, Retry};
pub use kind::Kind;
pub use payloads::*;

/// A response body that is read.
#[derive(Debug, Deserialize)]
pub struct Envelope {
    pub error: Body,
}

/// The error inside of its wrapper.
#[derive(Debug, Deserialize)]
pub struct Body {
    #[serde(flatten)]
    pub kind: Kind,
    pub message: String,
}

/// A response body that is read, with all that the error holds beside what is known: as much as the generated crate keeps.
#[derive(Debug, Deserialize)]
pub struct KeepingEnvelope {
    pub error: KeepingBody,
}

/// The error inside of its wrapper.
#[derive(Debug, Deserialize)]
pub struct KeepingBody {
    #[serde(flatten)]
    pub kind: Kind,
    pub message: String,
    #[serde(flatten)]
    pub extra: serde_json::Map<String, serde_json::Value>,
}

/// A response body that is sent.
#[derive(Serialize)]
struct EnvelopeOf<'a> {
    error: BodyOf<'a>,
}

#[derive(Serialize)]
struct BodyOf<'a> {
    #[serde(flatten)]
    kind: &'a Kind,
    #[serde(serialize_with = "displayed")]
    message: &'a Kind,
}

fn displayed<S: Serializer>(kind: &&Kind, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(kind)
}

/// The body of the response, as JSON.
pub fn to_json(kind: &Kind) -> Vec<u8> {
    let error = BodyOf {
        kind,
        message: kind,
    };
    serde_json::to_vec(&EnvelopeOf { error }).unwrap_or_default()
}

/// Reads the body of a response.
pub fn from_json(body: &[u8]) -> Result<Envelope, serde_json::Error> {
    serde_json::from_slice(body)
}

/// The same; what is not known is kept.
pub fn from_json_keeping(body: &[u8]) -> Result<KeepingEnvelope, serde_json::Error> {
    serde_json::from_slice(body)
}
