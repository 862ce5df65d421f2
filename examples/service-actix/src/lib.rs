//! A service on Actix Web that can fail in every way that its two APIs know.
//!
//! `GET /lavendly/{code}` and `GET /rendobar/{code}` answer with that error. `GET /lavendly/credits/{needed}`,
//! `POST /lavendly/render`, `POST /rendobar/jobs` and `GET /rendobar/jobs/{id}` are handlers as a service has them. What
//! Actix Web refuses is answered with errors of the registry too. The two APIs show two ways to send problem details to
//! whoever prefers them.

use actix_web::web::{ServiceConfig, scope};

mod lavendly;
mod rendobar;

/// All routes, for `App::configure`.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(scope("/lavendly").configure(lavendly::routes))
        .service(scope("/rendobar").configure(rendobar::routes));
}
