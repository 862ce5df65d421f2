//! A service on axum that can fail in every way that its two APIs know.
//!
//! `GET /lavendly/{code}` and `GET /rendobar/{code}` answer with that error; `GET /lavendly/credits/{needed}` is a
//! handler as a service has it. The two APIs show two ways to send problem details to whoever prefers them.

use axum::Router;

mod lavendly;
mod rendobar;

/// All routes.
pub fn router() -> Router {
    Router::new()
        .nest("/lavendly", lavendly::router())
        .nest("/rendobar", rendobar::router())
}
