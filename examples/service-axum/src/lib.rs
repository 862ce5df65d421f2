//! A service on axum that can fail in every way that its two APIs know.
//!
//! `GET /lavendly/{code}` and `GET /rendobar/{code}` answer with that error. `GET /lavendly/credits/{needed}`,
//! `POST /lavendly/render`, `POST /rendobar/jobs` and `GET /rendobar/jobs/{id}` are handlers as a service has them. What axum
//! refuses is answered with errors of the registry too. The two APIs show two ways to send problem details to whoever prefers
//! them, and both log to `tracing`: Lavendly with causes, Rendobar without.

use axum::Router;

mod lavendly;
mod rendobar;

/// All routes.
pub fn router() -> Router {
    Router::new()
        .nest("/lavendly", lavendly::router())
        .nest("/rendobar", rendobar::router())
}
