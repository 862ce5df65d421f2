//! Errors of up to a thousand codes, and their bodies.

pub use crate::list::OURS;
#[cfg(feature = "peer")]
pub use crate::list::PEER;

/// The body of each sample.
pub fn bodies() -> Vec<Vec<u8>> {
    OURS.iter().map(|make| make().to_json()).collect()
}

/// The same, with codes that nobody knows.
pub fn unknown_bodies() -> Vec<Vec<u8>> {
    let known = OURS.iter().map(|make| make());
    let pairs = known.zip(crate::unknown_codes());
    let body = |(error, unknown): (ours::ApiError, &str)| {
        let text = String::from_utf8_lossy(&error.to_json()).into_owned();
        text.replacen(error.code_str(), unknown, 1).into_bytes()
    };
    pairs.map(body).collect()
}

/// Everyone says the same, or there is nothing to compare.
#[cfg(feature = "peer")]
pub fn assert_agreement() {
    for (ours, peer) in OURS.iter().zip(PEER) {
        let (body, peer) = (ours().to_json(), peer());
        assert_eq!(value(&body), value(&peer::to_json(&peer)));
        let read = peer::from_json(&body).map(|envelope| envelope.error.kind);
        assert_eq!(read.ok(), Some(peer));
    }
    for body in unknown_bodies() {
        let error = ours::ApiError::from_response(400, &[], &body);
        assert_eq!(error.code(), None);
        let read = peer::from_json(&body).map(|envelope| envelope.error.kind);
        assert!(
            matches!(read, Ok(peer::Kind::Unrecognized { code, .. }) if code == error.code_str())
        );
    }
}

#[cfg(feature = "peer")]
fn value(body: &[u8]) -> Option<serde_json::Value> {
    serde_json::from_slice(body).ok()
}
