//! A client of the Lavendly API, in which a call fails in one of two ways: the API says so, or there is no answer.

use std::fmt;

use lavendly_errors::{ApiError, ErrorKind};
use reqwest::Client;

/// Why a call failed.
#[derive(Debug)]
pub enum Failure {
    /// The API answered with an error.
    Api(ApiError),
    /// There was no whole answer: no connection, no time left.
    Transport(reqwest::Error),
}

/// Calls the API, and gives the text of its answer.
///
/// # Errors
///
/// [`Failure`] tells whose fault it was.
pub async fn get(client: &Client, url: &str) -> Result<String, Failure> {
    let response = client.get(url).send().await?;
    let response = ApiError::error_for_response(response).await?;
    Ok(response.text().await?)
}

/// What a person should do about a failure.
#[must_use]
pub fn advice(failure: &Failure) -> String {
    let error = match failure {
        Failure::Api(error) => error,
        Failure::Transport(cause) if cause.is_timeout() => return "Try again later.".to_owned(),
        Failure::Transport(_) => return "Check the connection.".to_owned(),
    };
    match (error.kind(), error.retry_after()) {
        (ErrorKind::InsufficientCredits(credits), _) => {
            format!(
                "Buy {} credits.",
                credits.needed.saturating_sub(credits.have)
            )
        }
        (_, Some(wait)) => format!("Try again in {} ms.", wait.as_millis()),
        _ if error.is_retryable() => "Try again.".to_owned(),
        _ => "Change the request.".to_owned(),
    }
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        Self::Api(error)
    }
}

impl From<reqwest::Error> for Failure {
    fn from(cause: reqwest::Error) -> Self {
        Self::Transport(cause)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => write!(f, "{}: {error}", error.code_str()),
            Self::Transport(cause) => write!(f, "{cause}"),
        }
    }
}

impl std::error::Error for Failure {}
