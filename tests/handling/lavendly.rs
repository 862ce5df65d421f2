use std::time::Duration;

use lavendly_errors::{ApiError, ErrorKind};

/// How long to wait before the same request is sent again; none where that does not help.
fn handle(status: u16, headers: &[(&str, &str)], body: &[u8], attempt: u32) -> Option<Duration> {
    let error = ApiError::from_response(status, headers, body);
    let backoff = Duration::from_millis(250 << attempt.min(5));
    match error.kind() {
        // 401 Unauthorized: Missing or invalid Authorization header.
        ErrorKind::Unauthenticated => eprintln!("{error}"),
        // 429 Too Many Requests: Per-account rate cap hit. Honor Retry-After header AND
        // retry_after_ms field.
        ErrorKind::RateLimited(_) if attempt < 5 => {
            return error.retry_after().or(Some(backoff));
        }
        // 400 Bad Request: Body or query failed validation.
        ErrorKind::InvalidArgs => eprintln!("{error}"),
        // 404 Not Found: No workflow with that id, or not owned by this user.
        ErrorKind::WorkflowNotFound => eprintln!("{error}"),
        // 404 Not Found: Clip id doesn't exist in the workflow graph.
        ErrorKind::ClipNotFound => eprintln!("{error}"),
        // 404 Not Found: Track id not derivable from the workflow's edges.
        ErrorKind::TrackNotFound => eprintln!("{error}"),
        // 404 Not Found: Render job id doesn't exist.
        ErrorKind::JobNotFound => eprintln!("{error}"),
        // 402 Payment Required: Reserve would go below zero. Includes needed, have.
        ErrorKind::InsufficientCredits(fields) => {
            eprintln!("{error}");
            eprintln!("  needed: {:?}", fields.needed);
            eprintln!("  have: {:?}", fields.have);
        }
        // 402 Payment Required: Per-user upstream USD budget exceeded for the month.
        ErrorKind::MonthlyCostCap => eprintln!("{error}"),
        // 413 Payload Too Large: Workflow JSON exceeds 5 MB ceiling.
        ErrorKind::WorkflowTooLarge => eprintln!("{error}"),
        // 500 Internal Server Error: Unrecoverable read error on the ledger; retryable.
        ErrorKind::LedgerRead if attempt < 5 => return Some(backoff),
        // 502 Bad Gateway: An underlying generation provider returned a non-200.
        ErrorKind::Upstream if attempt < 5 => return Some(backoff),
        // 504 Gateway Timeout: Upstream call exceeded the per-route deadline.
        ErrorKind::Timeout if attempt < 5 => return Some(backoff),
        _ => eprintln!("API error: {} - {error}", error.code_str()),
    }
    None
}
