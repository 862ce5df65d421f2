//! The integrations that the generated crate can have.

/// A feature of the generated crate, and what its `Cargo.toml` must say for it.
#[derive(Debug, PartialEq, Eq)]
pub struct Feature {
    /// Its name, `axum`.
    pub name: &'static str,
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

/// Every integration, sorted by name.
pub static FEATURES: &[Feature] = &[
    Feature {
        name: "actix-web",
        crates: &[bare("actix-web", "4")],
    },
    Feature {
        name: "aide",
        crates: &[bare("aide", "0.15")],
    },
    Feature {
        name: "axum",
        crates: &[bare("axum-core", "0.5"), with("http", "1", &["std"])],
    },
    Feature {
        name: "http",
        crates: &[with("http", "1", &["std"])],
    },
    Feature {
        name: "poem",
        crates: &[with("poem", "3", &["server"])],
    },
    Feature {
        name: "reqwest",
        crates: &[bare("reqwest", "0.13")],
    },
    Feature {
        name: "rocket",
        crates: &[bare("rocket", "0.5")],
    },
    Feature {
        name: "salvo",
        crates: &[bare("salvo_core", "1")],
    },
    Feature {
        name: "schemars",
        crates: &[bare("schemars", "1")],
    },
    Feature {
        name: "std",
        crates: &[],
    },
    Feature {
        name: "tonic",
        crates: &[bare("tonic", "0.14"), bare("tonic-types", "0.14")],
    },
    Feature {
        name: "tracing",
        crates: &[bare("tracing", "0.1")],
    },
    Feature {
        name: "utoipa",
        // 6.0 does not compile without its macros.
        crates: &[with("utoipa", "6", &["macros"])],
    },
];
