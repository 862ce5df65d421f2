//! Errors of gRPC calls, over a connection.

#![allow(deprecated, reason = "a deprecated code is an error like any other")]

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use golden_frameworks::{ApiError, Conflict, ErrorCode, ErrorKind, GetJobError, Plan, RateLimited};
use tokio::net::TcpListener;
use tokio_stream::wrappers::TcpListenerStream;
use tonic::body::Body;
use tonic::codegen::{Service, http};
use tonic::server::{NamedService, UnaryService};
use tonic::transport::{Endpoint, Server};
use tonic::{Code, Request, Response, Status};
use tonic_prost::ProstCodec;
use tonic_types::{ErrorDetails, StatusExt};

/// A service whose only method fails.
#[derive(Clone)]
struct Failing(Arc<dyn Fn() -> Status + Send + Sync>);

impl NamedService for Failing {
    const NAME: &'static str = "test.Failing";
}

impl UnaryService<()> for Failing {
    type Response = ();
    type Future = Ready<Result<Response<()>, Status>>;

    fn call(&mut self, _request: Request<()>) -> Self::Future {
        ready(Err((self.0)()))
    }
}

impl Service<http::Request<Body>> for Failing {
    type Response = http::Response<Body>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        let service = self.clone();
        Box::pin(async move {
            let mut grpc = tonic::server::Grpc::new(ProstCodec::<(), ()>::default());
            Ok(grpc.unary(service, request).await)
        })
    }
}

/// What a client receives of a status that a server sends.
fn sent(status: impl Fn() -> Status + Send + Sync + 'static) -> Status {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.unwrap().block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let server = Server::builder().add_service(Failing(Arc::new(status)));
        let server = tokio::spawn(server.serve_with_incoming(TcpListenerStream::new(listener)));
        let channel = Endpoint::new(address).unwrap().connect().await.unwrap();
        let mut client = tonic::client::Grpc::new(channel);
        client.ready().await.unwrap();
        let path = http::uri::PathAndQuery::from_static("/test.Failing/Fail");
        let codec = ProstCodec::<(), ()>::default();
        let answer: Result<Response<()>, _> = client.unary(Request::new(()), path, codec).await;
        server.abort();
        answer.unwrap_err()
    })
}

#[test]
fn a_client_reads_the_error_that_a_server_sends() {
    let limited = || {
        let limited = RateLimited::new(1_500)
            .with_plan(Plan::Pro)
            .with_type("zwölf");
        ApiError::from(limited)
            .with_request_id("req_7")
            .with_message("Später.")
    };
    let status = sent(move || limited().into());
    assert_eq!(
        (status.code(), status.message()),
        (Code::ResourceExhausted, "Später.")
    );
    let info = status.get_details_error_info().unwrap();
    assert_eq!(
        (info.reason.as_str(), info.domain.as_str()),
        ("rate_limited", "frameworks")
    );
    assert_eq!(info.metadata["retry_after_ms"], "1500");
    assert_eq!(status.metadata().get("x-request-id").unwrap(), "req_7");
    let error = ApiError::from_status(&status);
    assert_eq!(error.kind(), limited().kind());
    assert_eq!(error.to_json(), limited().to_json());
    assert_eq!(error.retry_after(), Some(Duration::from_millis(1_500)));
    assert_eq!(
        (error.status(), error.message(), error.is_retryable()),
        (429, "Später.", true)
    );
}

#[test]
fn fields_of_every_plain_type_come_back() {
    let conflict = || {
        Conflict::new("draft", 3, true)
            .with_load(0.5)
            .with_quota(-7)
    };
    let status = sent(move || ApiError::from(conflict()).into());
    assert_eq!(status.code(), Code::AlreadyExists, "the registry says so");
    let error = ApiError::from_status(&status);
    assert_eq!(error.kind(), &ErrorKind::Conflict(conflict()), "{status:?}");
    assert!(error.extra().is_empty(), "{error:?}");
}

#[test]
fn every_code_comes_back() {
    let errors = [
        ApiError::unauthenticated(),
        ApiError::invalid_args(),
        ApiError::not_found(),
        ApiError::payload_too_large(),
        ApiError::broken(),
        ApiError::conflict("draft", 3, false),
    ];
    for error in errors {
        let read = ApiError::from_status(&Status::from(&error));
        assert_eq!((read.kind(), read.status()), (error.kind(), error.status()));
        assert_eq!(read.message(), error.message());
    }
}

#[test]
fn secrets_and_sources_stay() {
    let error = || ApiError::secret("hunter2").with_source(std::io::Error::other("row 17"));
    let status = sent(move || error().into());
    let local = Status::from(error());
    for text in [format!("{status:?}"), format!("{local:?}")] {
        assert!(
            !text.contains("hunter2") && !text.contains("row 17"),
            "{text}"
        );
    }
    let details = String::from_utf8_lossy(status.details()).into_owned();
    assert!(
        !details.contains("hunter2") && !details.contains("row 17"),
        "{details}"
    );
    assert!(std::error::Error::source(&local).is_none());
    let read = ApiError::from_status(&status);
    assert_eq!(read.code(), Some(ErrorCode::Secret));
    let ErrorKind::Malformed(malformed) = read.kind() else {
        panic!("{read:?}")
    };
    assert_eq!(malformed.field(), "token");
}

#[test]
fn any_status_is_an_error() {
    let http = [
        499, 500, 400, 504, 404, 409, 403, 429, 400, 409, 400, 501, 500, 503, 500, 401,
    ];
    for (number, expected) in (1..).zip(http) {
        let error = ApiError::from_status(&Status::new(Code::from_i32(number), "No."));
        assert_eq!(
            (error.code(), error.code_str(), error.message()),
            (None, "unknown", "No.")
        );
        assert_eq!(error.status(), expected, "{number}");
    }
    let empty = ApiError::from_status(&Status::ok(""));
    assert_eq!(
        (empty.status(), empty.message()),
        (500, "an error response of another kind")
    );
    let torn = Status::with_details(Code::Internal, "Torn.", vec![0xff; 9].into());
    assert_eq!(ApiError::from_status(&torn).message(), "Torn.");
}

fn with_info(reason: &str, domain: &str, fields: &[(&str, &str)]) -> ApiError {
    let fields = fields
        .iter()
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    let metadata: std::collections::HashMap<_, _> = fields.collect();
    let details = ErrorDetails::with_error_info(reason, domain, metadata);
    ApiError::from_status(&Status::with_error_details(
        Code::NotFound,
        "Gone.",
        details,
    ))
}

#[test]
fn what_is_not_ours_is_unrecognized() {
    let newer = with_info("quota", "frameworks", &[("left", "0")]);
    assert_eq!(
        (newer.code(), newer.code_str(), newer.status()),
        (None, "quota", 404)
    );
    assert_eq!(newer.raw_fields()["left"], "0");
    let foreign = with_info("not_found", "other.example.com", &[]);
    assert_eq!(
        (foreign.code(), foreign.code_str(), foreign.message()),
        (None, "unknown", "Gone.")
    );
    let old = with_info(
        "clash",
        "frameworks",
        &[("name", "a"), ("version", "1"), ("full", "true")],
    );
    assert_eq!(old.code(), Some(ErrorCode::Conflict), "{old:?}");
    let wrong = with_info(
        "conflict",
        "frameworks",
        &[("name", "a"), ("version", "-1"), ("full", "true")],
    );
    let ErrorKind::Malformed(malformed) = wrong.kind() else {
        panic!("{wrong:?}")
    };
    assert_eq!(malformed.field(), "version");
}

#[test]
fn what_a_proxy_answered_goes_by_its_status() {
    let status = Status::from(ApiError::from_response(
        503,
        &[("Retry-After", "7")],
        b"<html>",
    ));
    assert_eq!(status.code(), Code::Unavailable);
    assert!(status.get_details_error_info().is_none());
    let error = ApiError::from_status(&status);
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
}

#[test]
fn the_errors_of_an_operation_are_statuses_too() {
    fn call() -> Result<(), Status> {
        Err(GetJobError::rate_limited(1_500))?
    }
    let status = call().unwrap_err();
    let same = Status::from(ApiError::rate_limited(1_500));
    assert_eq!(
        (status.code(), status.details()),
        (Code::ResourceExhausted, same.details())
    );
}
