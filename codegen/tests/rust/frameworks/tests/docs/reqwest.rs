use reqwest::Client;
use shop_errors::{ApiError, ErrorKind, UnrecognizedReason};

enum Failure {
    /// The API answered with an error.
    Api(ApiError),
    /// There was no answer, or it broke off.
    Transport(reqwest::Error),
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

async fn job(client: &Client, id: u64) -> Result<String, Failure> {
    let url = format!("https://shop.example/v1/jobs/{id}");
    let response = client.get(url).send().await?;
    let response = ApiError::error_for_response(response).await?;
    Ok(response.text().await?)
}

/// Did the answer break off before it said what is wrong?
fn broke_off(error: &ApiError) -> bool {
    matches!(error.kind(), ErrorKind::Unrecognized(response)
        if response.reason() == UnrecognizedReason::Incomplete)
}
