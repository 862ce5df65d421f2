//! Every error, sent by a real server of each framework over TCP, and read back.
//!
//! `cargo test -p golden-frameworks --all-features` runs all of them; with `--features axum,loopback`, say, only axum
//! is compiled. A framework's file is its server; what is asked of all servers is in `check`.
#![cfg(feature = "loopback")]

mod check;
mod wire;

#[cfg(feature = "actix-web")]
mod actix_web;
#[cfg(feature = "actix-web-rejections")]
mod actix_web_rejections;
#[cfg(feature = "axum")]
mod axum;
#[cfg(feature = "axum-rejections")]
mod axum_rejections;
#[cfg(feature = "poem")]
mod poem;
#[cfg(any(feature = "actix-web-rejections", feature = "axum-rejections"))]
mod rejections;
mod reqwest;
#[cfg(feature = "rocket")]
mod rocket;
#[cfg(feature = "salvo")]
mod salvo;
