//! (being written)

use crate::files::Files;
use crate::model::Registry;

/// Renders this output.
pub fn emit(_registry: &Registry, _files: &mut Files) {}
