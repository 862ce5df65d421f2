//! The client reqwest: errors out of its responses.

use ::reqwest::Response;

use super::alloc::vec::Vec;
use super::decode::LARGEST;
use super::error::ApiError;
use super::kind::ErrorKind;
use super::unrecognized::UnrecognizedReason;

/// One byte more than the longest body that is read as JSON: enough to tell that a body is longer.
const MOST: usize = LARGEST + 1;

impl ApiError {
    /// Passes a response on, or reads its error where the status is 400 to 599.
    ///
    /// # Errors
    ///
    /// The error of the response, see [`from_reqwest`](Self::from_reqwest).
    pub async fn error_for_response(response: Response) -> Result<Response, Self> {
        let status = response.status();
        if status.is_client_error() || status.is_server_error() {
            return Err(Self::from_reqwest(response).await);
        }
        Ok(response)
    }

    /// [`from_response`](Self::from_response) of a response of reqwest, whatever its status is. This never fails:
    ///
    /// - Of the body, the first MiB is read, and a longer one is not waited for.
    /// - Where the body cannot be read to its end (the connection breaks, the time is up, it does not decompress), the
    ///   `reqwest::Error` is the [`source`](core::error::Error::source). What has arrived is read: where that is no
    ///   whole error, the reason is [`Incomplete`](UnrecognizedReason::Incomplete).
    /// - A header whose value is no UTF-8 is skipped.
    ///
    /// That no response arrived at all is no error of the API: `send` returns a `reqwest::Error` then, which tells
    /// of itself whether it was the time (`is_timeout`) or the connection (`is_connect`).
    pub async fn from_reqwest(mut response: Response) -> Self {
        let status = response.status().as_u16();
        let headers = core::mem::take(response.headers_mut());
        let (body, broken) = read(&mut response).await;
        let mut error = Self::from_response(status, &pairs(&headers), &body);
        let Some(cause) = broken else { return error };
        match &mut error.0.kind {
            ErrorKind::Unrecognized(response) if response.code().is_none() => {
                response.0.reason = UnrecognizedReason::Incomplete;
            }
            _ => {}
        }
        error.with_source(cause)
    }
}

/// As much of the body as counts, and what kept the rest from arriving.
async fn read(response: &mut Response) -> (Vec<u8>, Option<::reqwest::Error>) {
    let mut body = Vec::new();
    while body.len() < MOST {
        match response.chunk().await {
            Ok(Some(chunk)) => body.extend_from_slice(&chunk[..chunk.len().min(MOST - body.len())]),
            Ok(None) => break,
            Err(cause) => return (body, Some(cause)),
        }
    }
    (body, None)
}

fn pairs(headers: &::reqwest::header::HeaderMap) -> Vec<(&str, &str)> {
    let pairs = headers.iter().map(|(name, value)| {
        let value = core::str::from_utf8(value.as_bytes()).ok()?;
        Some((name.as_str(), value))
    });
    pairs.flatten().collect()
}
