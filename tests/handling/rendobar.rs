use std::time::Duration;

use rendobar_errors::{ApiError, ErrorKind};

/// How long to wait before the same request is sent again; none where that does not help.
fn handle(status: u16, headers: &[(&str, &str)], body: &[u8], attempt: u32) -> Option<Duration> {
    let error = ApiError::from_response(status, headers, body);
    let backoff = Duration::from_millis(250 << attempt.min(5));
    match error.kind() {
        // 401 Unauthorized: Missing or invalid auth. Check the Authorization header
        ErrorKind::Unauthorized => eprintln!("{error}"),
        // 403 Forbidden: Authenticated but not allowed for this resource
        ErrorKind::Forbidden => eprintln!("{error}"),
        // 400 Bad Request: Body failed schema validation. details.path points at the field
        ErrorKind::ValidationError(fields) => {
            eprintln!("{error}");
            eprintln!("  path: {:?}", fields.path);
        }
        // 400 Bad Request: Job type not registered or not on your plan
        ErrorKind::InvalidJobType => eprintln!("{error}"),
        // 402 Payment Required: Top up at app.rendobar.com/billing
        ErrorKind::InsufficientCredits => eprintln!("{error}"),
        // 403 Forbidden: Plan limit hit (concurrency, file size). See Limits
        ErrorKind::PlanLimit => eprintln!("{error}"),
        // 429 Too Many Requests: Back off per Retry-After header
        ErrorKind::RateLimited(_) if attempt < 5 => {
            return error.retry_after().or(Some(backoff));
        }
        // 404 Not Found: Resource doesn't exist or isn't visible to your org
        ErrorKind::NotFound => eprintln!("{error}"),
        // 409 Conflict: Request conflicts with current state (e.g. cancelling a complete job)
        ErrorKind::Conflict => eprintln!("{error}"),
        // 502 Bad Gateway: Processing failed on the runner. Check error.message for
        // details
        ErrorKind::RunnerError => eprintln!("{error}"),
        // 504 Gateway Timeout: The job did not finish in time. No credits charged
        ErrorKind::RunnerTimeout => eprintln!("{error}"),
        // 403 Forbidden: Contact hello@rendobar.com
        ErrorKind::OrgSuspended => eprintln!("{error}"),
        // 500 Internal Server Error: Server bug. Persist? Contact support with the request
        // ID
        ErrorKind::InternalError if attempt < 5 => return Some(backoff),
        _ => eprintln!("API error: {} - {error}", error.code_str()),
    }
    None
}
