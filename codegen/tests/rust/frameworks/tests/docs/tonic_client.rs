use shop_errors::{ApiError, ErrorCode};
use tonic::{Response, Status};

fn read(answer: Result<Response<String>, Status>) -> Result<Option<String>, ApiError> {
    match answer.map_err(|status| ApiError::from_status(&status)) {
        Ok(job) => Ok(Some(job.into_inner())),
        Err(error) if error.code() == Some(ErrorCode::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}
