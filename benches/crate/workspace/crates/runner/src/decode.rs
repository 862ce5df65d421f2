//! Errors from JSON, code first.

use ours::ApiError;

use crate::contest::Contest;
use crate::samples;

const BATCH: usize = 1_024;
/// Less, since the peer is slow.
const UNKNOWN_BATCH: usize = 256;

/// As the crate itself writes them: what it recognizes as a whole, it need not read.
pub fn known() {
    let bodies = samples::bodies();
    let body = |pick: usize| &bodies[pick][..];
    let contest = Contest::new("decode", bodies.len(), BATCH);
    let contest = contest.with("ours", body, |body| ours(body));
    #[cfg(feature = "peer")]
    let contest = contest
        .with("serde", body, |body| peer::from_json(body))
        .with("serde-keeping", body, |body| peer::from_json_keeping(body));
    contest.run();
}

/// The same with a line end behind them, as Go's encoder writes one: all of them are read. The unknown ones of ours are
/// in this contest too, to be compared with the known ones.
pub fn read() {
    let known = with_line_ends(samples::bodies());
    let unknown = with_line_ends(samples::unknown_bodies());
    let body = |pick: usize| &known[pick][..];
    let contest = Contest::new("decode-read", known.len(), BATCH)
        .with("ours", body, |body| ours(body))
        .with("ours-unknown", |pick| &unknown[pick][..], |body| ours(body));
    #[cfg(feature = "peer")]
    let contest = contest.with("serde-keeping", body, |body| peer::from_json_keeping(body));
    contest.run();
}

fn with_line_ends(mut bodies: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
    for body in &mut bodies {
        body.push(b'\n');
    }
    bodies
}

pub fn unknown() {
    let bodies = samples::unknown_bodies();
    let body = |pick: usize| &bodies[pick][..];
    let contest = Contest::new("decode-unknown", bodies.len(), UNKNOWN_BATCH);
    let contest = contest.with("ours", body, |body| ours(body));
    #[cfg(feature = "peer")]
    let contest = contest.with("serde", body, |body| peer::from_json(body));
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
