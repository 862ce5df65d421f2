//! The framework Actix Web: `Result<T, ApiError>` is what a handler returns.

use ::actix_web::body::BoxBody;
use ::actix_web::http::StatusCode;
use ::actix_web::{HttpRequest, HttpResponse, Responder, ResponseError};

use super::alloc::vec::Vec;
use super::error::ApiError;
use super::response::ErrorResponse;

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        status_code(self.status())
    }

    /// The envelope: a handler's error does not know what the request accepts. The error itself stays with the
    /// response (`response.error()`), where a middleware finds it, with its cause.
    fn error_response(&self) -> HttpResponse {
        self.to_response(None).into()
    }
}

impl ResponseError for ErrorResponse {
    fn status_code(&self) -> StatusCode {
        status_code(self.status())
    }

    fn error_response(&self) -> HttpResponse {
        self.clone().into()
    }
}

impl Responder for ApiError {
    type Body = BoxBody;

    /// What the request's `Accept` prefers. The error stays with the response here too.
    fn respond_to(self, request: &HttpRequest) -> HttpResponse {
        let accept = request.headers().get_all("Accept");
        let accept: Vec<_> = accept.filter_map(|value| value.to_str().ok()).collect();
        let answer = HttpResponse::from(self.to_response(Some(&accept.join(","))));
        let mut response = HttpResponse::from_error(self);
        *response.headers_mut() = answer.headers().clone();
        response.set_body(answer.into_body())
    }
}

impl Responder for ErrorResponse {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        self.into()
    }
}

impl From<ErrorResponse> for HttpResponse {
    fn from(answer: ErrorResponse) -> Self {
        let mut response = Self::build(status_code(answer.status()));
        for pair in answer.headers() {
            response.insert_header(pair);
        }
        response.body(answer.into_body())
    }
}

/// A status that a response named may be any number; what is no status is sent as 500.
fn status_code(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// Lets handlers return the errors of operations, which a middleware finds as `ApiError`.
#[allow(unused_macros, reason = "a registry may have no operations")]
macro_rules! operation_response {
    ($($error:ident),* $(,)?) => {
        $(impl From<$error> for ::actix_web::Error {
            fn from(error: $error) -> Self {
                super::error::ApiError::from(error).into()
            }
        }

        impl ::actix_web::Responder for $error {
            type Body = ::actix_web::body::BoxBody;

            fn respond_to(self, request: &::actix_web::HttpRequest) -> ::actix_web::HttpResponse {
                ::actix_web::Responder::respond_to(super::error::ApiError::from(self), request)
            }
        })*
    };
}

#[allow(unused_imports, reason = "a registry may have no operations")]
pub(crate) use operation_response;
