//! What a framework itself refuses is answered with an error of the registry, and with nothing of what it said.

use std::net::SocketAddr;
use std::sync::mpsc::Sender;

use golden_frameworks::{ApiError, ErrorCode};

use super::check;
use super::wire::{self, Answer};

/// The limit of `/json`.
pub const MOST_BYTES: usize = 1_024;

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

/// Asks a server for all that it refuses: `/json` and `/form` take a POST, `/query` and `/path/{number}` a GET, each of
/// whole numbers.
pub fn are_errors(serve: fn(&Sender<SocketAddr>)) {
    let server = check::start(serve);
    let post = |path: &str, media_type: &str, body: &str| {
        let length = body.len();
        let headers = format!("Content-Type: {media_type}\r\nContent-Length: {length}\r\n");
        wire::send(server, &format!("POST {path}"), &headers, body)
    };
    assert_eq!(post("/json", JSON, "{\"count\":1}").status, 200);
    for (body, media_type, code) in [
        ("{", JSON, ErrorCode::InvalidArgs),
        ("{\"count\":\"tell nobody\"}", JSON, ErrorCode::InvalidArgs),
        (
            "{\"count\":1}",
            "text/plain",
            ErrorCode::UnsupportedMediaType,
        ),
    ] {
        answered(&post("/json", media_type, body), code);
    }
    let large = format!("{{\"{}\":1}}", "a".repeat(MOST_BYTES));
    answered(&post("/json", JSON, &large), ErrorCode::PayloadTooLarge);
    let untyped = wire::send(server, "POST /json", "Content-Length: 2\r\n", "{}");
    answered(&untyped, ErrorCode::UnsupportedMediaType);

    assert_eq!(post("/form", FORM, "count=1").status, 200);
    answered(
        &post("/form", FORM, "count=tell+nobody"),
        ErrorCode::InvalidArgs,
    );
    answered(&post("/form", JSON, "{}"), ErrorCode::UnsupportedMediaType);

    assert_eq!(wire::get(server, "/query?count=1", &[]).status, 200);
    answered(
        &wire::get(server, "/query?count=tell", &[]),
        ErrorCode::InvalidArgs,
    );
    assert_eq!(wire::get(server, "/path/1", &[]).status, 200);
    answered(&wire::get(server, "/path/tell", &[]), ErrorCode::NotFound);

    answered(&wire::get(server, "/nowhere", &[]), ErrorCode::NotFound);
    answered(
        &wire::get(server, "/json", &[]),
        ErrorCode::MethodNotAllowed,
    );
}

/// The answer is the error of `code` and no more.
pub fn answered(answer: &Answer, code: ErrorCode) {
    let raw = String::from_utf8_lossy(&answer.raw);
    assert_eq!(answer.status, code.status(), "{raw}");
    assert_eq!(answer.all("Content-Type"), ["application/json"], "{raw}");
    let read = ApiError::from_response(answer.status, &[], &answer.body);
    assert_eq!(read.code(), Some(code), "{raw}");
    assert!(!raw.contains("tell"), "{raw}");
    assert_eq!(answer.body, check::sample(code).to_json(), "{raw}");
}
