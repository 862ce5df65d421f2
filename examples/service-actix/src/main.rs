//! `cargo run -p service-actix -- 127.0.0.1:3001`

use actix_web::{App, HttpServer};

#[actix_web::main]
async fn main() -> std::io::Result<()> {
    let address = std::env::args().nth(1);
    let address = address.as_deref().unwrap_or("127.0.0.1:3001");
    let server = HttpServer::new(|| App::new().configure(service_actix::routes)).bind(address)?;
    for address in server.addrs() {
        println!("http://{address}");
    }
    server.run().await
}
