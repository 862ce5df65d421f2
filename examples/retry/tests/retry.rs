//! Both ways, against a server that is busy at first.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use backon::ExponentialBuilder;
use lavendly_errors::{ApiError, ErrorCode};
use reqwest::Client;
use reqwest_middleware::ClientBuilder;
use retry::{Failure, Retry};

/// What the server says how long to wait. As `Retry-After` has whole seconds, only the body has this.
const WAIT: Duration = Duration::from_millis(80);
/// Nobody waits for so long in a test: where the error names a time, it counts.
const LONG: Duration = Duration::from_secs(30);

/// A server, and when it was called.
struct Server {
    address: SocketAddr,
    calls: Arc<Mutex<Vec<Instant>>>,
}

struct Script {
    calls: Arc<Mutex<Vec<Instant>>>,
    failures: usize,
    error: fn() -> ApiError,
}

async fn answer(State(script): State<Arc<Script>>) -> Result<&'static str, ApiError> {
    let mut calls = script.calls.lock().unwrap();
    calls.push(Instant::now());
    if calls.len() <= script.failures {
        return Err((script.error)());
    }
    Ok("done")
}

/// A server that fails some times, then succeeds.
async fn server(failures: usize, error: fn() -> ApiError) -> Server {
    let calls = Arc::<Mutex<Vec<Instant>>>::default();
    let script = Script {
        calls: calls.clone(),
        failures,
        error,
    };
    let router = Router::new()
        .route("/", get(answer))
        .with_state(Arc::new(script));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async { axum::serve(listener, router).await });
    Server { address, calls }
}

impl Server {
    /// The result of a call, as the code of the error where it failed.
    async fn call(&self, backoff: Duration) -> Result<String, Option<ErrorCode>> {
        let builder = ExponentialBuilder::default()
            .with_min_delay(backoff)
            .with_max_times(3);
        let answer = retry::get(&Client::new(), &self.url(), builder).await;
        answer.map_err(|failure| match failure {
            Failure::Api(error) => error.code(),
            Failure::Transport(cause) => panic!("{cause}"),
        })
    }

    async fn call_through_middleware(
        &self,
        backoff: Duration,
    ) -> Result<String, Option<ErrorCode>> {
        let retry = Retry {
            retries: 3,
            backoff,
        };
        let client = ClientBuilder::new(Client::new()).with(retry).build();
        match client.get(self.url()).send().await {
            Ok(response) => Ok(response.text().await.unwrap()),
            Err(reqwest_middleware::Error::Middleware(cause)) => {
                Err(cause.downcast_ref::<ApiError>().unwrap().code())
            }
            Err(cause) => panic!("{cause}"),
        }
    }

    fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// The times between calls.
    fn waits(&self) -> Vec<Duration> {
        let calls = self.calls.lock().unwrap();
        calls.windows(2).map(|two| two[1] - two[0]).collect()
    }
}

fn busy() -> ApiError {
    ApiError::rate_limited(u64::try_from(WAIT.as_millis()).unwrap())
}

/// Both ways, one after the other.
macro_rules! both {
    ($server:expr, $backoff:expr, |$answer:ident, $waits:ident| $check:expr) => {
        let server = $server.await;
        let ($answer, $waits) = (server.call($backoff).await, server.waits());
        $check;
        let server = $server.await;
        let ($answer, $waits) = (
            server.call_through_middleware($backoff).await,
            server.waits(),
        );
        $check;
    };
}

#[tokio::test]
async fn the_wait_that_the_error_names_is_kept() {
    both!(server(2, busy), LONG, |answer, waits| {
        assert_eq!(answer.as_deref(), Ok("done"));
        assert_eq!(waits.len(), 2);
        assert!(
            waits.iter().all(|wait| (WAIT..LONG).contains(wait)),
            "{waits:?}"
        );
    });
}

#[tokio::test]
async fn where_no_time_is_named_the_client_backs_off() {
    both!(server(2, ApiError::ledger_read), WAIT, |answer, waits| {
        assert_eq!(answer.as_deref(), Ok("done"));
        assert!(waits[0] >= WAIT && waits[1] >= 2 * WAIT, "{waits:?}");
    });
}

#[tokio::test]
async fn what_cannot_help_is_not_tried() {
    both!(server(9, ApiError::job_not_found), WAIT, |answer, waits| {
        assert_eq!(answer, Err(Some(ErrorCode::JobNotFound)));
        assert!(waits.is_empty(), "{waits:?}");
    });
}

#[tokio::test]
async fn attempts_come_to_an_end() {
    both!(server(9, busy), LONG, |answer, waits| {
        assert_eq!(answer, Err(Some(ErrorCode::RateLimited)));
        assert_eq!(waits.len(), 3);
    });
}

#[tokio::test]
async fn nobody_waits_for_an_hour() {
    both!(
        server(1, || ApiError::rate_limited(3_600_000)),
        WAIT,
        |answer, waits| {
            assert_eq!(answer, Err(Some(ErrorCode::RateLimited)));
            assert!(waits.is_empty(), "{waits:?}");
        }
    );
}
