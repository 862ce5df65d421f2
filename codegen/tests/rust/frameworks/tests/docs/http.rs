use http::{Response, StatusCode};
use shop_errors::{ApiError, ErrorCode};

fn answer(error: &ApiError, accept: Option<&str>) -> Response<Vec<u8>> {
    error.to_response(accept).into()
}

fn is_our_fault(code: ErrorCode) -> bool {
    StatusCode::from(code).is_server_error()
}
