use shop_errors::{ApiError, GetJobError};
use tonic::{Request, Response, Status};

async fn get_job(request: Request<u64>) -> Result<Response<String>, Status> {
    match request.into_inner() {
        7 => Ok(Response::new("job 7".to_owned())),
        0 => Err(ApiError::invalid_args())?,
        _ => Err(GetJobError::not_found())?,
    }
}
