//! The spanned mirror of the TOML, and its parser.
