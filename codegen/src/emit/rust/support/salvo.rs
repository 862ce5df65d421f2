//! The framework Salvo, through `salvo_core`: `Result<T, ApiError>` is what a handler returns.

use ::salvo_core::http::{HeaderValue, ResBody, StatusCode};
use ::salvo_core::{Depot, Request, Response, Scribe, Writer};

use super::alloc::boxed::Box;
use super::alloc::vec::Vec;
use super::error::ApiError;
use super::response::ErrorResponse;

#[::salvo_core::async_trait]
impl Writer for ApiError {
    /// What the request's `Accept` prefers.
    async fn write(self, request: &mut Request, _: &mut Depot, response: &mut Response) {
        let accept = request.headers().get_all("Accept").iter();
        let accept: Vec<_> = accept.filter_map(|value| value.to_str().ok()).collect();
        self.to_response(Some(&accept.join(","))).render(response);
    }
}

impl Scribe for ErrorResponse {
    /// Replaces what the handler has already written. What the response varies with already, it still does.
    fn render(self, response: &mut Response) {
        // A status that a response named may be any number; what is no status is sent as 500.
        let status = StatusCode::from_u16(self.status());
        response.status_code(status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR));
        for (name, value) in self.headers() {
            match HeaderValue::from_str(value) {
                Ok(value) if name == "Vary" => _ = response.headers_mut().append(name, value),
                Ok(value) => _ = response.headers_mut().insert(name, value),
                Err(_) => {}
            }
        }
        response.replace_body(ResBody::Once(self.into_body().into()));
    }
}

/// Lets handlers return the errors of operations.
#[allow(unused_macros, reason = "a registry may have no operations")]
macro_rules! operation_response {
    ($($error:ident),* $(,)?) => {
        $(const _: () = {
            // What `async_trait` writes, without the standard library's prelude.
            use super::alloc::boxed::Box;

            #[::salvo_core::async_trait]
            impl ::salvo_core::Writer for $error {
                async fn write(
                    self,
                    request: &mut ::salvo_core::Request,
                    depot: &mut ::salvo_core::Depot,
                    response: &mut ::salvo_core::Response,
                ) {
                    let error = super::error::ApiError::from(self);
                    ::salvo_core::Writer::write(error, request, depot, response).await;
                }
            }
        };)*
    };
}

#[allow(unused_imports, reason = "a registry may have no operations")]
pub(crate) use operation_response;
