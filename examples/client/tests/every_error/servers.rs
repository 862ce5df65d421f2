//! The two services, each on a port of its own. They serve until the process ends.

use std::net::{SocketAddr, TcpListener};
use std::thread;

/// A socket that connections can wait in before anybody serves them.
fn listen() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

pub fn axum() -> SocketAddr {
    let (listener, address) = listen();
    listener.set_nonblocking(true).unwrap();
    let listener = tokio::net::TcpListener::from_std(listener).unwrap();
    tokio::spawn(async { axum::serve(listener, service_axum::router()).await });
    address
}

pub fn actix() -> SocketAddr {
    let (listener, address) = listen();
    thread::spawn(move || {
        let app = || actix_web::App::new().configure(service_actix::routes);
        let server = actix_web::HttpServer::new(app).workers(1).disable_signals();
        let system = actix_web::rt::System::new();
        system.block_on(async { server.listen(listener).unwrap().run().await })
    });
    address
}
