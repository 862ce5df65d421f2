//! The integrations: thin files of real Rust, behind the features of their names, and the tables that some of them read.

use super::{contract, grpc, rejections};
use crate::escape::rust::SourceFile;
use crate::model::{Feature, Registry, RustOutput};

/// A module that the crate has where one of `features` is on.
pub struct Module {
    pub name: &'static str,
    features: &'static [&'static str],
    content: Content,
    /// Is it part of what the crate shows?
    pub is_public: bool,
}

enum Content {
    Copied(&'static str),
    Generated(fn(&Registry) -> SourceFile),
}

use Content::{Copied, Generated};

/// The features that describe the errors in schemas.
const SCHEMAS: &[&str] = &["aide", "schemars", "utoipa"];

/// Those of them that write `OpenAPI` documents.
const OPENAPI: &[&str] = &["aide", "utoipa"];

/// The features that turn what a framework refuses into errors.
const REJECTIONS: &[&str] = &["actix-web-rejections", "axum-rejections"];

const fn module(name: &'static str, features: &'static [&'static str], content: Content) -> Module {
    Module {
        name,
        features,
        content,
        is_public: false,
    }
}

/// A module whose items are called by its name.
const fn public(name: &'static str, features: &'static [&'static str], content: Content) -> Module {
    Module {
        is_public: true,
        ..module(name, features, content)
    }
}

/// Every module of an integration, sorted by name.
static MODULES: &[Module] = &[
    module(
        "actix_web",
        &["actix-web"],
        Copied(include_str!("support/actix_web.rs")),
    ),
    public(
        "actix_web_rejections",
        &["actix-web-rejections"],
        Copied(include_str!("support/actix_web_rejections.rs")),
    ),
    module("aide", &["aide"], Copied(include_str!("support/aide.rs"))),
    module("axum", &["axum"], Copied(include_str!("support/axum.rs"))),
    public(
        "axum_rejections",
        &["axum-rejections"],
        Copied(include_str!("support/axum_rejections.rs")),
    ),
    module("contract", SCHEMAS, Generated(contract::file)),
    module("grpc", &["tonic"], Generated(grpc::file)),
    module("http", &["http"], Copied(include_str!("support/http.rs"))),
    module(
        "openapi",
        OPENAPI,
        Copied(include_str!("support/openapi.rs")),
    ),
    module("poem", &["poem"], Copied(include_str!("support/poem.rs"))),
    module("rejections", REJECTIONS, Generated(rejections::file)),
    module(
        "reqwest",
        &["reqwest"],
        Copied(include_str!("support/reqwest.rs")),
    ),
    module(
        "rocket",
        &["rocket"],
        Copied(include_str!("support/rocket.rs")),
    ),
    module(
        "salvo",
        &["salvo"],
        Copied(include_str!("support/salvo.rs")),
    ),
    module("schema", SCHEMAS, Copied(include_str!("support/schema.rs"))),
    module(
        "schemars",
        &["schemars"],
        Copied(include_str!("support/schemars.rs")),
    ),
    module(
        "tonic",
        &["tonic"],
        Copied(include_str!("support/tonic.rs")),
    ),
    module(
        "tracing",
        &["tracing"],
        Copied(include_str!("support/tracing.rs")),
    ),
    module(
        "utoipa",
        &["utoipa"],
        Copied(include_str!("support/utoipa.rs")),
    ),
];

/// What does for the errors of operations what an integration does for `ApiError`: the feature, its gate, and how the
/// call of its own macro begins.
const RESPONSES: &[(&str, &str, &str)] = &[
    (
        "actix-web",
        "#[cfg(feature = \"actix-web\")]",
        "super::actix_web::operation_response! {",
    ),
    (
        "aide",
        "#[cfg(feature = \"aide\")]",
        "super::aide::operation_response! {",
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
    (
        "tonic",
        "#[cfg(feature = \"tonic\")]",
        "super::tonic::operation_response! {",
    ),
    (
        "utoipa",
        "#[cfg(feature = \"utoipa\")]",
        "super::utoipa::operation_response! {",
    ),
];

/// How the errors of operations become responses: the gate, and the beginning of the call.
pub fn response(feature: &Feature) -> Option<(&'static str, &'static str)> {
    let mut all = RESPONSES.iter();
    let (_, gate, call) = all.find(|(name, ..)| *name == feature.name)?;
    Some((gate, call))
}

/// The modules that a crate has, sorted by name.
pub fn modules(output: &RustOutput) -> impl Iterator<Item = &'static Module> {
    let needed = |module: &&Module| module.features(output).next().is_some();
    MODULES.iter().filter(needed)
}

/// Has the registry chosen this feature?
pub fn has(output: &RustOutput, name: &str) -> bool {
    output.features.iter().any(|feature| feature.name == name)
}

impl Module {
    /// The features of the crate that need the module.
    pub fn features(&self, output: &RustOutput) -> impl Iterator<Item = &'static str> {
        self.features
            .iter()
            .copied()
            .filter(|name| has(output, name))
    }

    pub fn file(&self, registry: &Registry) -> SourceFile {
        match self.content {
            Copied(text) => SourceFile::copied(text),
            Generated(file) => file(registry),
        }
    }
}
