//! All calls of a client, tried again.

use std::time::Duration;

use http::Extensions;
use lavendly_errors::ApiError;
use reqwest::{Request, Response};
use reqwest_middleware::{Error, Middleware, Next, Result};

/// Tries again, waiting twice as long each time where the error names no time. An error of the API that is left in the
/// end is a [`reqwest_middleware::Error::Middleware`], in which the [`ApiError`] is found by `downcast_ref`.
#[derive(Clone, Copy, Debug)]
pub struct Retry {
    /// How often at most.
    pub retries: u32,
    /// The first wait.
    pub backoff: Duration,
}

#[async_trait::async_trait]
impl Middleware for Retry {
    async fn handle(
        &self,
        request: Request,
        extensions: &mut Extensions,
        next: Next<'_>,
    ) -> Result<Response> {
        let mut attempt = 0;
        loop {
            // A body that is a stream can be sent only once.
            let Some(again) = request.try_clone() else {
                return checked(next.run(request, extensions).await?).await;
            };
            let error = match ApiError::error_for_response(
                next.clone().run(again, extensions).await?,
            )
            .await
            {
                Ok(response) => return Ok(response),
                Err(error) => error,
            };
            let backoff = self.backoff.saturating_mul(2_u32.saturating_pow(attempt));
            match super::wait(&error, backoff) {
                Some(wait) if attempt < self.retries => tokio::time::sleep(wait).await,
                _ => return Err(Error::middleware(error)),
            }
            attempt += 1;
        }
    }
}

async fn checked(response: Response) -> Result<Response> {
    ApiError::error_for_response(response)
        .await
        .map_err(Error::middleware)
}
