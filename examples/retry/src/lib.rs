//! Two ways to try again as the API advises: around a call (`backon`), and below all calls of a client
//! (`reqwest-middleware`). Both wait as long as the error says, where it says so, and back off elsewhere.

use std::time::Duration;

use lavendly_errors::ApiError;

mod call;
mod middleware;

pub use call::{Failure, get};
pub use middleware::Retry;

/// Nobody waits for longer than this: a client gives up instead.
const PATIENCE: Duration = Duration::from_mins(1);

/// How long to wait after an error, where it would be `backoff`; none where trying again makes no sense.
fn wait(error: &ApiError, backoff: Duration) -> Option<Duration> {
    let wait = error.retry_after().unwrap_or(backoff);
    (error.is_retryable() && wait <= PATIENCE).then_some(wait)
}
