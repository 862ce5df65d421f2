//! Salvo: a handler's `Err` is an `ApiError`, which sees what the request prefers.

use std::net::SocketAddr;
use std::sync::mpsc::Sender;

use ::salvo_core::conn::tcp::TcpAcceptor;
use ::salvo_core::{Request, Response, Router, Server, handler};
use golden_frameworks::ApiError;

use super::check;

fn name(request: &Request) -> String {
    request.param("name").unwrap()
}

#[handler]
async fn plain(request: &mut Request) -> Result<&'static str, ApiError> {
    Err(check::error(&name(request)))
}

#[handler]
async fn negotiated(request: &mut Request, response: &mut Response) {
    let accept = request.header::<String>("Accept");
    response.render("this is replaced");
    response.render(check::error(&name(request)).to_response(accept.as_deref()));
}

fn serve(ready: &Sender<SocketAddr>) {
    let router = Router::new()
        .push(Router::with_path("errors/{name}").get(plain))
        .push(Router::with_path("negotiated/{name}").get(negotiated));
    check::block_on(async {
        let listener = ::tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .unwrap();
        ready.send(listener.local_addr().unwrap()).unwrap();
        let acceptor = TcpAcceptor::try_from(listener).unwrap();
        Server::new(acceptor).serve(router).await;
    });
}

#[test]
fn salvo_sends_every_error() {
    check::every_error(serve);
}

#[test]
fn what_the_response_varies_with_already_stays() {
    let mut response = Response::new();
    let _ = response.add_header("Vary", "Origin", true);
    response.render(check::error("broken").to_response(None));
    let varies = response.headers().get_all("Vary").iter();
    assert_eq!(varies.collect::<Vec<_>>(), ["Origin", "Accept"]);
}

#[test]
fn an_error_sees_what_is_accepted() {
    check::negotiates(serve, "/errors");
}
