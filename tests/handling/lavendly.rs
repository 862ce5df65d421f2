use std::time::Duration;

use lavendly_errors::{ApiError, ErrorKind};

/// How long to wait before the same request is sent again; none where that does not help.
fn handle(status: u16, headers: &[(&str, &str)], body: &[u8], attempt: u32) -> Option<Duration> {
    let error = ApiError::from_response(status, headers, body);
    match error.kind() {
        ErrorKind::RateLimited(_) => {
            // 429 Too Many Requests: Per-account rate cap hit. Honor Retry-After header AND
            // retry_after_ms field.
            if attempt < 5 {
                let backoff = Duration::from_millis(250 << attempt);
                return error.retry_after().or(Some(backoff));
            }
        }
        ErrorKind::InsufficientCredits(fields) => {
            // 402 Payment Required: Reserve would go below zero. Includes needed, have.
            eprintln!("{error}");
            eprintln!("  needed: {:?}", fields.needed);
            eprintln!("  have: {:?}", fields.have);
        }
        _ => eprintln!("API error: {} - {error}", error.code_str()),
    }
    None
}
