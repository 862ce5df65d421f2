//! Errors to JSON, the message included: each error is new, and its text has never been asked for.

use crate::contest::Contest;
use crate::samples;

/// Few enough that the errors stay in the nearest caches.
const BATCH: usize = 256;

pub fn encode() {
    let bodies = samples::bodies();
    let contest = Contest::new("encode", bodies.len(), BATCH);
    let contest = contest.with(
        "ours",
        |pick| samples::OURS[pick](),
        |error| error.to_json(),
    );
    #[cfg(feature = "peer")]
    let contest = contest.with("serde", |pick| samples::PEER[pick](), peer::to_json);
    contest
        .with("copy", |pick| bodies[pick].as_slice(), |body| body.to_vec())
        .run();
}
