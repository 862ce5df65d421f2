use rocket::{Build, Rocket, get, routes};
use shop_errors::ApiError;

#[get("/v1/jobs/<id>")]
fn job(id: u64) -> Result<String, ApiError> {
    if id != 7 {
        return Err(ApiError::not_found());
    }
    Ok(format!("job {id}"))
}

fn server() -> Rocket<Build> {
    rocket::build().mount("/", routes![job])
}
