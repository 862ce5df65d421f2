//! The integrations: one file of real Rust each, behind the feature of its name.

use crate::model::Feature;

/// The file of each integration: the feature, the module, its text.
const FILES: &[(&str, &str, &str)] = &[
    (
        "actix-web",
        "actix_web",
        include_str!("support/actix_web.rs"),
    ),
    ("axum", "axum", include_str!("support/axum.rs")),
    ("http", "http", include_str!("support/http.rs")),
    ("poem", "poem", include_str!("support/poem.rs")),
    ("reqwest", "reqwest", include_str!("support/reqwest.rs")),
    ("rocket", "rocket", include_str!("support/rocket.rs")),
    ("salvo", "salvo", include_str!("support/salvo.rs")),
];

/// What lets a handler of a framework return the errors of operations: the feature, its gate, and how the call of the
/// framework's own macro begins.
const RESPONSES: &[(&str, &str, &str)] = &[
    (
        "actix-web",
        "#[cfg(feature = \"actix-web\")]",
        "super::actix_web::operation_response! {",
    ),
    (
        "axum",
        "#[cfg(feature = \"axum\")]",
        "super::axum::operation_response! {",
    ),
    (
        "poem",
        "#[cfg(feature = \"poem\")]",
        "super::poem::operation_response! {",
    ),
    (
        "rocket",
        "#[cfg(feature = \"rocket\")]",
        "super::rocket::operation_response! {",
    ),
    (
        "salvo",
        "#[cfg(feature = \"salvo\")]",
        "super::salvo::operation_response! {",
    ),
];

/// How the errors of operations become responses: the gate, and the beginning of the call.
pub fn response(feature: &Feature) -> Option<(&'static str, &'static str)> {
    let mut all = RESPONSES.iter();
    let (_, gate, call) = all.find(|(name, ..)| *name == feature.name)?;
    Some((gate, call))
}

/// The module of an integration and its text; `std` has none of its own.
pub fn module(feature: &Feature) -> Option<(&'static str, &'static str)> {
    let mut files = FILES.iter();
    let (_, module, text) = files.find(|(name, ..)| *name == feature.name)?;
    Some((module, text))
}
