//! The languages of examples.

/// A language in which examples handle errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// JavaScript, as Node.js and browsers run it
    Node,
    /// TypeScript
    TypeScript,
    /// Python, with requests
    Python,
    /// Rust, with the generated crate
    Rust,
}

impl Language {
    /// Each as the registry and pages name it, in the order of the docs.
    pub const ALL: [(&'static str, Self); 4] = [
        ("node", Self::Node),
        ("typescript", Self::TypeScript),
        ("python", Self::Python),
        ("rust", Self::Rust),
    ];

    /// What people call it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Node => "Node",
            Self::TypeScript => "TypeScript",
            Self::Python => "Python",
            Self::Rust => "Rust",
        }
    }

    /// What fences of its code say.
    #[must_use]
    pub fn fence(self) -> &'static str {
        match self {
            Self::Node => "js",
            Self::TypeScript => "ts",
            Self::Python => "python",
            Self::Rust => "rust",
        }
    }
}
