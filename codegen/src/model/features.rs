//! The integrations that the generated crate can have.

/// A feature of the generated crate, and what its `Cargo.toml` must say for it.
#[derive(Debug, PartialEq, Eq)]
pub struct Feature {
    /// Its name, `axum`.
    pub name: &'static str,
    /// The feature that it adds to: it turns the framework's own rejections into errors.
    pub base: Option<&'static str>,
    /// The crates that it is built on.
    pub crates: &'static [Dependency],
}

/// An optional dependency of the generated crate.
#[derive(Debug, PartialEq, Eq)]
pub struct Dependency {
    /// The crate.
    pub name: &'static str,
    /// The version that the integration is written for.
    pub version: &'static str,
    /// Are the crate's own default features left out?
    pub bare: bool,
    /// Features of the crate that the integration needs.
    pub features: &'static [&'static str],
}

const fn with(
    name: &'static str,
    version: &'static str,
    features: &'static [&'static str],
) -> Dependency {
    Dependency {
        features,
        ..bare(name, version)
    }
}

const fn bare(name: &'static str, version: &'static str) -> Dependency {
    Dependency {
        name,
        version,
        bare: true,
        features: &[],
    }
}

const fn feature(name: &'static str, crates: &'static [Dependency]) -> Feature {
    Feature {
        name,
        base: None,
        crates,
    }
}

const fn rejections(
    name: &'static str,
    base: &'static str,
    crates: &'static [Dependency],
) -> Feature {
    Feature {
        base: Some(base),
        ..feature(name, crates)
    }
}

/// Every integration, sorted by name.
pub static FEATURES: &[Feature] = &[
    feature("actix-web", &[bare("actix-web", "4.1")]),
    rejections("actix-web-rejections", "actix-web", &[]),
    feature("aide", &[bare("aide", "0.15")]),
    feature(
        "axum",
        &[bare("axum-core", "0.5"), with("http", "1", &["std"])],
    ),
    rejections(
        "axum-rejections",
        "axum",
        &[with("axum", "0.8", &["form", "json", "query"])],
    ),
    feature("http", &[with("http", "1", &["std"])]),
    feature("poem", &[with("poem", "3", &["server"])]),
    feature("reqwest", &[bare("reqwest", "0.13")]),
    feature("rocket", &[bare("rocket", "0.5")]),
    feature("salvo", &[bare("salvo_core", "1")]),
    feature("schemars", &[bare("schemars", "1")]),
    feature("std", &[]),
    feature(
        "tonic",
        &[bare("tonic", "0.14"), bare("tonic-types", "0.14")],
    ),
    feature("tracing", &[bare("tracing", "0.1")]),
    // 6.0 does not compile without its macros.
    feature("utoipa", &[with("utoipa", "6", &["macros"])]),
];
