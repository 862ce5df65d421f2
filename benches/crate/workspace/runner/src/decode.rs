//! Errors from JSON, code first.

use ours::ApiError;

use crate::contest::Contest;
use crate::samples;

const BATCH: usize = 256;

/// In one contest, since the unknown ones are compared with the known ones too.
pub fn known_and_unknown() {
    let known = samples::bodies();
    let unknown = samples::unknown_bodies();
    let contest = Contest::new("decode", known.len(), BATCH)
        .with("ours", |pick| known[pick].as_slice(), |body| ours(body))
        .with(
            "ours-unknown",
            |pick| unknown[pick].as_slice(),
            |body| ours(body),
        );
    #[cfg(feature = "peer")]
    let contest = contest
        .with(
            "serde",
            |pick| known[pick].as_slice(),
            |body| peer::from_json(body),
        )
        .with(
            "serde-unknown",
            |pick| unknown[pick].as_slice(),
            |body| peer::from_json(body),
        );
    contest.run();
}

fn ours(body: &[u8]) -> ApiError {
    ApiError::from_response(400, &[], body)
}
