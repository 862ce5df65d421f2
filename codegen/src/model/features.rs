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
        name: "aide",
        crates: &[bare("aide", "0.15")],
    },
    Feature {
        name: "http",
        crates: &[bare("http", "1")],
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
        crates: &[Dependency {
            features: &["macros"],
            ..bare("utoipa", "6")
        }],
    },
];
