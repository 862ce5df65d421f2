//! Rocket: a route's `Err` is an `ApiError`, which sees what the request prefers.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::mpsc::Sender;

use ::rocket::config::LogLevel;
use ::rocket::fairing::AdHoc;
use ::rocket::{Config, get, routes};
use golden_frameworks::{ApiError, ErrorResponse};

use super::check;

#[get("/errors/<name>")]
fn plain(name: &str) -> Result<&'static str, ApiError> {
    Err(check::error(name))
}

#[get("/negotiated/<name>")]
fn negotiated(name: &str) -> ApiError {
    check::error(name)
}

#[get("/chosen/<name>")]
fn chosen(name: &str) -> Result<&'static str, ErrorResponse> {
    Err(check::error(name).to_response(Some("application/problem+json")))
}

fn serve(ready: &Sender<SocketAddr>) {
    let config = Config {
        address: Ipv4Addr::LOCALHOST.into(),
        port: 0,
        log_level: LogLevel::Off,
        ..Config::debug_default()
    };
    let ready = ready.clone();
    let lifted = AdHoc::on_liftoff("address", move |rocket| {
        let config = rocket.config();
        ready
            .send(SocketAddr::new(config.address, config.port))
            .unwrap();
        Box::pin(async {})
    });
    let routes = routes![plain, negotiated, chosen];
    let server = ::rocket::custom(config).attach(lifted).mount("/", routes);
    ::rocket::execute(server.launch()).unwrap();
}

#[test]
fn rocket_sends_every_error() {
    check::every_error(serve);
}

#[test]
fn an_error_sees_what_is_accepted() {
    check::negotiates(serve, "/errors");
}

#[test]
fn a_response_is_sent_as_it_is() {
    check::sends_as_chosen(serve, "/chosen");
}
