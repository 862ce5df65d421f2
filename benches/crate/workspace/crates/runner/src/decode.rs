//! Errors from JSON, code first.

use ours::ApiError;

use crate::contest::Contest;
use crate::samples;

const BATCH: usize = 256;

/// In one contest, since the unknown ones are compared with the known ones too.
pub fn known_and_unknown() {
    let known = samples::bodies();
    let unknown = samples::unknown_bodies();
    let (known, unknown) = (
        |pick: usize| &known[pick][..],
        |pick: usize| &unknown[pick][..],
    );
    let contest = Contest::new("decode", samples::OURS.len(), BATCH)
        .with("ours", known, |body| ours(body))
        .with("ours-unknown", unknown, |body| ours(body));
    #[cfg(feature = "peer")]
    let contest = contest
        .with("serde", known, |body| peer::from_json(body))
        .with("serde-unknown", unknown, |body| peer::from_json(body));
    contest.run();
}

pub fn with_fields() {
    let mut bodies = samples::bodies();
    bodies.retain(|body| has_fields(body));
    let body = |pick: usize| &bodies[pick][..];
    let contest = Contest::new("decode-fields", bodies.len(), BATCH);
    let contest = contest.with("ours", body, |body| ours(body));
    #[cfg(feature = "peer")]
    let contest = contest.with("serde", body, |body| peer::from_json(body));
    contest.run();
}

/// Is there more than a code and a message?
fn has_fields(body: &[u8]) -> bool {
    let body: serde_json::Value = serde_json::from_slice(body).unwrap_or_default();
    body["error"]
        .as_object()
        .is_some_and(|error| error.len() > 2)
}

fn ours(body: &[u8]) -> ApiError {
    ApiError::from_response(400, &[], body)
}
