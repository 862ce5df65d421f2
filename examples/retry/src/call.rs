//! One call, tried again.

use std::time::Duration;

use backon::{BackoffBuilder, Retryable};
use lavendly_errors::ApiError;
use reqwest::Client;

/// Why a call failed, after all attempts.
#[derive(Debug)]
pub enum Failure {
    /// The API answered with an error.
    Api(ApiError),
    /// There was no whole answer.
    Transport(reqwest::Error),
}

impl Failure {
    /// Nothing that was sent can have had an effect where there was no connection.
    fn wait(&self, backoff: Duration) -> Option<Duration> {
        match self {
            Self::Api(error) => super::wait(error, backoff),
            Self::Transport(cause) => cause.is_connect().then_some(backoff),
        }
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

/// Gets the text of an answer, and tries again where the error says that this may help.
///
/// # Errors
///
/// The last failure.
pub async fn get(
    client: &Client,
    url: &str,
    backoff: impl BackoffBuilder,
) -> Result<String, Failure> {
    let attempt = || async {
        let response = client.get(url).send().await?;
        let response = ApiError::error_for_response(response).await?;
        Ok(response.text().await?)
    };
    // Without a wait there are no more attempts: they are used up, or make no sense.
    let adjust = |failure: &Failure, backoff: Option<Duration>| failure.wait(backoff?);
    attempt.retry(backoff).adjust(adjust).await
}
