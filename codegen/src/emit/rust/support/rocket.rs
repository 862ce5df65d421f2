//! The framework Rocket: `Result<T, ApiError>` is what a route returns.

use ::rocket::http::Status;
use ::rocket::request::Request;
use ::rocket::response::{Responder, Response, Result};

use super::alloc::borrow::ToOwned;
use super::alloc::vec::Vec;
use super::error::ApiError;
use super::response::ErrorResponse;

impl<'r> Responder<'r, 'static> for ApiError {
    /// What the request's `Accept` prefers.
    fn respond_to(self, request: &'r Request<'_>) -> Result<'static> {
        let accept: Vec<_> = request.headers().get("Accept").collect();
        let answer = self.to_response(Some(&accept.join(",")));
        answer.respond_to(request)
    }
}

impl<'r> Responder<'r, 'static> for ErrorResponse {
    fn respond_to(self, request: &'r Request<'_>) -> Result<'static> {
        let body = self.body().to_owned().respond_to(request)?;
        let mut response = Response::build_from(body);
        response.status(status(self.status()));
        for (name, value) in self.headers() {
            response.raw_header(name, value.to_owned());
        }
        response.ok()
    }
}

/// A status that a response named may be any number; what is no status is sent as 500.
fn status(status: u16) -> Status {
    match status {
        100..1000 => Status::new(status),
        _ => Status::InternalServerError,
    }
}

/// Lets handlers return the errors of operations.
#[allow(unused_macros, reason = "a registry may have no operations")]
macro_rules! operation_response {
    ($($error:ident),* $(,)?) => {
        $(impl<'r> ::rocket::response::Responder<'r, 'static> for $error {
            fn respond_to(
                self,
                request: &'r ::rocket::request::Request<'_>,
            ) -> ::rocket::response::Result<'static> {
                let error = super::error::ApiError::from(self);
                ::rocket::response::Responder::respond_to(error, request)
            }
        })*
    };
}

#[allow(unused_imports, reason = "a registry may have no operations")]
pub(crate) use operation_response;
