//! Actix Web: configurations of its extractors, and handlers for what has no route.

use std::collections::BTreeMap;
use std::net::{SocketAddr, TcpListener};
use std::sync::mpsc::Sender;

use ::actix_web::web::{self, Form, Json, Path, Query};
use ::actix_web::{App, HttpResponse, HttpServer, rt};
use golden_frameworks::actix_web_rejections::{configure, json_config, method_not_allowed};

use super::rejections;

type Numbers = BTreeMap<String, u32>;

async fn json(numbers: Json<Numbers>) -> Json<Numbers> {
    numbers
}

async fn form(_: Form<Numbers>) -> HttpResponse {
    HttpResponse::Ok().finish()
}

async fn query(_: Query<Numbers>) -> HttpResponse {
    HttpResponse::Ok().finish()
}

async fn path(_: Path<u32>) -> HttpResponse {
    HttpResponse::Ok().finish()
}

fn serve(ready: &Sender<SocketAddr>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let app = || {
        App::new()
            .configure(configure)
            .app_data(json_config().limit(rejections::MOST_BYTES))
            .service(
                web::resource("/json")
                    .route(web::post().to(json))
                    .default_service(web::to(method_not_allowed)),
            )
            .route("/form", web::post().to(form))
            .route("/query", web::get().to(query))
            .route("/path/{number}", web::get().to(path))
    };
    rt::System::new().block_on(async {
        let server = HttpServer::new(app).workers(1).disable_signals();
        let server = server.listen(listener).unwrap().run();
        ready.send(address).unwrap();
        server.await.unwrap();
    });
}

#[test]
fn what_actix_web_refuses_is_an_error_of_the_registry() {
    rejections::are_errors(serve);
}
