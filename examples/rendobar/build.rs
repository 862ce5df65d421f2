//! Regenerates `generated/` when `errors.toml` has changed.

fn main() {
    #[cfg(feature = "regenerate")]
    errbook::build();
}
