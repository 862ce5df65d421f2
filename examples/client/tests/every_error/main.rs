//! Every error of both registries, served by both services over TCP, against what `errors.toml` says: read here as TOML,
//! without errbook, so that the services and the clients are not their own witnesses.

mod refused;
mod registry;
mod servers;

use std::collections::BTreeSet;
use std::time::Duration;

use registry::Expected;
use reqwest::{Client, Response};
use serde_json::Value;

/// What a client makes of a response, whichever registry it is of.
#[derive(Debug, PartialEq)]
struct Read {
    /// None where the code is not known, or its fields are wrong.
    code: Option<String>,
    message: String,
    status: u16,
    retryable: bool,
    wait: Option<Duration>,
}

/// The client of one registry: reads a response, and lists the codes that it knows.
macro_rules! reader {
    ($name:ident, $errors:ident) => {
        mod $name {
            use $errors::{ApiError, ErrorCode, ErrorKind};

            pub async fn read(response: reqwest::Response) -> super::Read {
                let error = ApiError::from_reqwest(response).await;
                let fits = !matches!(error.kind(), ErrorKind::Malformed(_));
                super::Read {
                    code: error.code().filter(|_| fits).map(|code| code.to_string()),
                    message: error.message().to_owned(),
                    status: error.status(),
                    retryable: error.is_retryable(),
                    wait: error.retry_after(),
                }
            }

            pub fn codes() -> std::collections::BTreeSet<String> {
                ErrorCode::ALL.iter().map(ToString::to_string).collect()
            }
        }
    };
}

reader!(lavendly, lavendly_errors);
reader!(rendobar, rendobar_errors);

async fn ask(url: &str, accept: &str) -> Response {
    let request = Client::new().get(url).header("Accept", accept);
    request
        .header("X-Request-Id", "req_7")
        .send()
        .await
        .unwrap()
}

/// Asks both services for each code of a registry, and lets `read` read it.
async fn every_error<R>(name: &str, known: BTreeSet<String>, read: impl Fn(Response) -> R)
where
    R: Future<Output = Read>,
{
    let expected = registry::read(name);
    let codes: BTreeSet<_> = expected.iter().map(|error| error.code.clone()).collect();
    assert_eq!(codes, known);
    for server in [servers::axum(), servers::actix()] {
        for error in &expected {
            let url = format!("http://{server}/{name}/{}", error.code);
            let response = ask(&url, "*/*").await;
            head(&response, error, "application/json");
            assert_eq!(read(response).await, as_read(error), "{url}");
            body(ask(&url, "*/*").await, &error.body).await;
            let response = ask(&url, "application/problem+json, */*;q=0.1").await;
            head(&response, error, "application/problem+json");
            problem(response, error).await;
        }
    }
}

fn as_read(error: &Expected) -> Read {
    Read {
        code: Some(error.code.clone()),
        message: error.message.clone(),
        status: error.status,
        retryable: error.retryable,
        wait: error.wait,
    }
}

fn head(response: &Response, error: &Expected, media_type: &str) {
    assert_eq!(response.status().as_u16(), error.status, "{}", error.code);
    let all = |name: &str| -> Vec<_> { response.headers().get_all(name).iter().collect() };
    assert_eq!(all("Content-Type"), [media_type], "{}", error.code);
    assert_eq!(all("Vary"), ["Accept"], "{}", error.code);
    for (name, value) in &error.headers {
        assert_eq!(all(name), [value.as_str()], "{}", error.code);
    }
    if error.wait.is_none() {
        assert_eq!(all("Retry-After"), [""; 0], "{}", error.code);
    }
}

async fn body(response: Response, expected: &Value) {
    let body: Value = serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
    assert_eq!(&body, expected);
}

/// RFC 9457, section 3.1.
async fn problem(response: Response, error: &Expected) {
    let text = response.text().await.unwrap();
    let problem: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(problem["status"], error.status);
    assert_eq!(problem["detail"], *error.message);
    assert_eq!(problem["code"], *error.code);
    assert_eq!(problem["type"], *error.docs_url);
    for (name, value) in &error.fields {
        assert_eq!(&problem[name], value, "{text}");
    }
    assert!(!text.contains("a cause that"), "{text}");
}

#[tokio::test]
async fn lavendly() {
    every_error("lavendly", lavendly::codes(), lavendly::read).await;
}

#[tokio::test]
async fn rendobar() {
    every_error("rendobar", rendobar::codes(), rendobar::read).await;
}

#[tokio::test]
async fn a_client_tells_what_to_do() {
    for server in [servers::axum(), servers::actix()] {
        let get = async |path: &str| {
            let url = format!("http://{server}/lavendly/{path}");
            let answer = client::get(&Client::new(), &url).await;
            answer.map_err(|failure| client::advice(&failure))
        };
        assert_eq!(get("credits/3").await, Ok("1 credits left\n".to_owned()));
        assert_eq!(get("credits/10").await, Err("Buy 6 credits.".to_owned()));
        assert_eq!(
            get("credits/many").await,
            Err("Change the request.".to_owned())
        );
        assert_eq!(
            get("rate_limited").await,
            Err("Try again in 1500 ms.".to_owned())
        );
        assert_eq!(get("timeout").await, Err("Try again.".to_owned()));
    }
}

#[tokio::test]
async fn no_answer_is_no_error_of_the_api() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", closed.local_addr().unwrap());
    drop(closed);
    let failure = client::get(&Client::new(), &url).await.unwrap_err();
    assert!(
        matches!(failure, client::Failure::Transport(_)),
        "{failure}"
    );
    assert_eq!(client::advice(&failure), "Check the connection.");
}
