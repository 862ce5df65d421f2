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

/// The module of an integration and its text; `std` has none of its own.
pub fn module(feature: &Feature) -> Option<(&'static str, &'static str)> {
    let mut files = FILES.iter();
    let (_, module, text) = files.find(|(name, ..)| *name == feature.name)?;
    Some((module, text))
}
