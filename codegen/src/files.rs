//! The in-memory set of outputs: compared, written, pruned. The only module that touches the disk for outputs.

use std::collections::BTreeMap;

use crate::escape::Rendered;

/// Every output of a registry: path relative to the registry's folder (with `/`) → text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files(BTreeMap<String, String>);

impl Files {
    /// Adds a file. `path` comes from the checked `[outputs]` of the registry and names of this crate.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Rendered) {
        self.0.insert(path.into(), text.into_text());
    }

    /// The files in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }
}
