//! What the frameworks refuse before a handler runs, and what handlers answer that name the errors of their operation.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

use reqwest::{Client, Method, Response, StatusCode};
use serde_json::Value;

use crate::servers;

const JSON: &str = "application/json";

async fn ask(server: SocketAddr, request: &str, media_type: &str, body: String) -> Response {
    let (method, path) = request.split_once(' ').unwrap();
    let method: Method = method.parse().unwrap();
    let request = Client::new().request(method, format!("http://{server}{path}"));
    let request = request.header("Content-Type", media_type).body(body);
    request.send().await.unwrap()
}

/// The status and the code of an error in the envelope.
async fn error(response: Response) -> (u16, String) {
    let status = response.status().as_u16();
    assert_eq!(response.headers()["Content-Type"], JSON);
    let body: Value = serde_json::from_slice(&response.bytes().await.unwrap()).unwrap();
    assert!(body["error"]["message"].is_string(), "{body}");
    (status, body["error"]["code"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn what_a_framework_refuses_is_an_error_of_the_registry() {
    for server in [servers::axum(), servers::actix()] {
        for (request, media_type, body, status, code) in [
            ("POST /lavendly/render", JSON, "{", 400, "invalid_args"),
            (
                "POST /lavendly/render",
                JSON,
                "{\"id\":1}",
                400,
                "invalid_args",
            ),
            (
                "POST /lavendly/render",
                "text/plain",
                "{}",
                400,
                "invalid_args",
            ),
            ("GET /lavendly/render", JSON, "", 400, "invalid_args"),
            ("GET /lavendly/credits/many", JSON, "", 400, "invalid_args"),
            ("GET /lavendly/no/such/route", JSON, "", 400, "invalid_args"),
            ("POST /rendobar/jobs", JSON, "{", 400, "VALIDATION_ERROR"),
            ("DELETE /rendobar/jobs", JSON, "", 404, "NOT_FOUND"),
            ("GET /rendobar/jobs/many", JSON, "", 404, "NOT_FOUND"),
            ("GET /rendobar/no/such/route", JSON, "", 404, "NOT_FOUND"),
        ] {
            let response = ask(server, request, media_type, body.to_owned()).await;
            assert_eq!(
                error(response).await,
                (status, code.to_owned()),
                "{request}"
            );
        }
    }
}

/// The status of the answer to a body of more than `most` bytes, and the answer. Its length is not announced, so that
/// a server reads until it has had enough; nothing but the last bytes is then on the way.
fn post_too_much(server: SocketAddr, path: &str, most: usize) -> (u16, String) {
    let body = format!("{{\"id\":\"{}\"}}", "a".repeat(most));
    let mut stream = TcpStream::connect(server).unwrap();
    let head = format!("POST {path} HTTP/1.1\r\nHost: {server}\r\nContent-Type: {JSON}\r\n");
    let length = body.len();
    let body = format!("Transfer-Encoding: chunked\r\n\r\n{length:x}\r\n{body}\r\n0\r\n\r\n");
    stream.write_all((head + &body).as_bytes()).unwrap();
    let mut answer = Vec::new();
    let mut some = [0; 4096];
    while !answer.ends_with(b"}") {
        let count = stream.read(&mut some).unwrap();
        assert!(count > 0, "{}", String::from_utf8_lossy(&answer));
        answer.extend_from_slice(&some[..count]);
    }
    let answer = String::from_utf8(answer).unwrap();
    (answer["HTTP/1.1 ".len()..][..3].parse().unwrap(), answer)
}

#[tokio::test]
async fn a_body_that_is_too_large_is_an_error_of_the_registry() {
    for server in [servers::axum(), servers::actix()] {
        for (path, most, status, code) in [
            ("/lavendly/render", 5_000_000, 413, "workflow_too_large"),
            // What both frameworks take by themselves.
            ("/rendobar/jobs", 2 << 20, 403, "PLAN_LIMIT"),
        ] {
            let post = tokio::task::spawn_blocking(move || post_too_much(server, path, most));
            let answer = post.await.unwrap();
            assert_eq!(answer.0, status, "{path}: {}", answer.1);
            assert!(
                answer.1.contains(&format!("\"code\":\"{code}\"")),
                "{path}: {}",
                answer.1
            );
        }
    }
}

#[tokio::test]
async fn refusals_are_negotiated_as_errors_are() {
    for server in [servers::axum(), servers::actix()] {
        let url = format!("http://{server}/lavendly/no/such/route");
        let request = Client::new().get(url);
        let response = request.header("Accept", "application/problem+json").send();
        let response = response.await.unwrap();
        assert_eq!(response.status(), StatusCode::BAD_REQUEST);
        let media_type = &response.headers()["Content-Type"];
        assert_eq!(media_type, "application/problem+json");
        assert_eq!(response.headers()["Vary"], "Accept");
    }
}

#[tokio::test]
async fn a_handler_answers_with_the_errors_of_its_operation() {
    for server in [servers::axum(), servers::actix()] {
        for (request, body, status, code) in [
            (
                "POST /lavendly/render",
                r#"{"id":"x","seconds":1}"#,
                404,
                "workflow_not_found",
            ),
            (
                "POST /lavendly/render",
                r#"{"id":"demo","seconds":9}"#,
                402,
                "insufficient_credits",
            ),
            (
                "POST /rendobar/jobs",
                r#"{"type":"x","command":""}"#,
                400,
                "INVALID_JOB_TYPE",
            ),
            (
                "POST /rendobar/jobs",
                r#"{"type":"ffmpeg","command":""}"#,
                400,
                "VALIDATION_ERROR",
            ),
            ("GET /rendobar/jobs/7", "", 404, "NOT_FOUND"),
        ] {
            let response = ask(server, request, JSON, body.to_owned()).await;
            assert_eq!(
                error(response).await,
                (status, code.to_owned()),
                "{request}"
            );
        }
        for (request, body) in [
            ("POST /lavendly/render", r#"{"id":"demo","seconds":3}"#),
            (
                "POST /rendobar/jobs",
                r#"{"type":"ffmpeg","command":"-i a b"}"#,
            ),
            ("GET /rendobar/jobs/1", ""),
        ] {
            let response = ask(server, request, JSON, body.to_owned()).await;
            assert_eq!(response.status(), StatusCode::OK, "{request}");
        }
    }
}
