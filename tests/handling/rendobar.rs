use std::time::Duration;

use rendobar_errors::{ApiError, ErrorKind};

/// How long to wait before the same request is sent again; none where that does not help.
fn handle(status: u16, headers: &[(&str, &str)], body: &[u8], attempt: u32) -> Option<Duration> {
    let error = ApiError::from_response(status, headers, body);
    match error.kind() {
        ErrorKind::ValidationError(fields) => {
            // 400 Bad Request: Body failed schema validation. details.path points at the field
            eprintln!("{error}");
            eprintln!("  path: {:?}", fields.path);
        }
        ErrorKind::InsufficientCredits => {
            // 402 Payment Required: Top up at app.rendobar.com/billing
            eprintln!("{error}");
        }
        ErrorKind::RateLimited(_) => {
            // 429 Too Many Requests: Back off per Retry-After header
            if attempt < 5 {
                let backoff = Duration::from_millis(250 << attempt);
                return error.retry_after().or(Some(backoff));
            }
        }
        _ => eprintln!("API error: {} - {error}", error.code_str()),
    }
    None
}
