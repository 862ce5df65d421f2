use actix_web::web::{self, Json, Path, ServiceConfig};
use shop_errors::GetJobError;
use shop_errors::actix_web_rejections::{configure, json_config, method_not_allowed};

async fn create(steps: Json<Vec<String>>) -> String {
    format!("{} steps", steps.len())
}

async fn job(id: Path<u64>) -> Result<String, GetJobError> {
    if *id != 7 {
        return Err(GetJobError::not_found());
    }
    Ok(format!("job {id}"))
}

/// `App::new().configure(routes)`
fn routes(config: &mut ServiceConfig) {
    let jobs = web::resource("/v1/jobs").route(web::post().to(create));
    let job = web::resource(GetJobError::PATH).route(web::get().to(job));
    config
        .configure(configure)
        .app_data(json_config().limit(65_536))
        .service(jobs.default_service(web::to(method_not_allowed)))
        .service(job.default_service(web::to(method_not_allowed)));
}
