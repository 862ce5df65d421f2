//! What the service logs of its errors, and what it sends of them.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::net::TcpListener;
use tracing_subscriber::util::SubscriberInitExt as _;

/// What was logged, as text.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn take(&self) -> String {
        String::from_utf8(std::mem::take(&mut *self.0.lock().unwrap())).unwrap()
    }
}

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

async fn serve() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async { axum::serve(listener, service_axum::router()).await });
    address
}

/// One line of the log for one error, as the whole service writes it: this runs on one thread, so that the subscriber sees
/// the server too.
#[tokio::test]
async fn errors_are_logged_without_secrets() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_writer(move || writer.clone());
    let _logging = subscriber.set_default();
    let server = serve().await;
    let ask = async |path: &str| {
        let request = reqwest::Client::new().get(format!("http://{server}{path}"));
        let response = request.header("X-Request-Id", "req_7").send().await;
        let body = response.unwrap().text().await.unwrap();
        let logged = log.take();
        let lines = logged.lines().filter(|line| line.contains("code="));
        assert_eq!(lines.count(), 1, "{logged}");
        (body, logged)
    };

    // The cause goes where Lavendly logs it, and nowhere else.
    let (body, logged) = ask("/lavendly/ledger_read").await;
    assert!(!body.contains("only the log"), "{body}");
    for part in [
        "ERROR",
        "The ledger could not be read.",
        "code=\"ledger_read\"",
        "status=500",
        "retryable=true",
        "source=a cause that only the log sees",
    ] {
        assert!(logged.contains(part), "{part} in {logged}");
    }

    // Rendobar logs no cause. A sensitive field is sent, and not logged.
    let (body, logged) = ask("/rendobar/VALIDATION_ERROR").await;
    assert!(body.contains("ffmpg"), "{body}");
    for part in [
        "INFO",
        "code=\"VALIDATION_ERROR\"",
        "status=400",
        "request_id=\"req_7\"",
    ] {
        assert!(logged.contains(part), "{part} in {logged}");
    }
    assert!(!logged.contains("ffmpg"), "{logged}");
    for text in [&body, &logged] {
        assert!(!text.contains("nobody sees"), "{text}");
    }

    // What axum refuses is logged too: Lavendly with axum's own words.
    let (_, logged) = ask("/lavendly/credits/many").await;
    assert!(logged.contains("code=\"invalid_args\""), "{logged}");
    assert!(logged.contains("source=Cannot parse `many`"), "{logged}");
    let (_, logged) = ask("/rendobar/jobs/many").await;
    assert!(logged.contains("code=\"NOT_FOUND\""), "{logged}");
    assert!(!logged.contains("source="), "{logged}");
}
